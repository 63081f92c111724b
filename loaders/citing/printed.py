"""Printed text in comparable form, in which numbers that stand apart stay apart."""

import re

from ontology.names import fold

_BETWEEN_NUMBERS = re.compile(r"(?<=\d)\s+(?=\d)")


def fold_numbers(text: str) -> str:
    """The folded text, with a bar where a space parts two numbers.

    >>> fold_numbers("41 1,480 億円")
    '41|1,480億円'
    """
    return fold(_BETWEEN_NUMBERS.sub("|", text))
