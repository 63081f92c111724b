"""What a stored question is asked with: the values given, and examples in place of the others."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from queries.catalogue import StoredQuery, values_blocks
from queries.names import NameTable
from queries.runner import bind

_IRI = re.compile(r"<(?P<iri>[^<>]+)>")
_ANYTHING = "UNDEF"


@dataclass(frozen=True, slots=True)
class Argument:
    """The value of a parameter: the IRI of a thing with its labels, or a text without any.

    `value` is None where anything will do. `is_example`: nobody gave the value; it stands in the
    question so that it can be run as it is.
    """

    name: str
    value: str | None
    label: Mapping[str, str | None] | None
    is_example: bool


def arguments_of(
    query: StoredQuery, given: Mapping[str, str], names: NameTable
) -> tuple[Argument, ...]:
    """The values of all parameters of a question. Raises what `bind` raises."""
    blocks = values_blocks(bind(query, given, names))
    return tuple(_argument(name, text.strip(), given, names) for name, text in blocks.items())


def _argument(name: str, text: str, given: Mapping[str, str], names: NameTable) -> Argument:
    is_example = name not in given
    match = _IRI.fullmatch(text)
    if match is not None:
        return Argument(name, match["iri"], names.label(match["iri"]), is_example)
    value = None if text == _ANYTHING else given.get(name, text)
    return Argument(name, value, None, is_example)
