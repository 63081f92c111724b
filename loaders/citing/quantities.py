"""Printed numbers and what they amount to."""

import re
from collections.abc import Iterator
from decimal import Decimal

from loaders.citing.printed import fold_numbers

_UNITS = {
    "兆": 10**12, "千億": 10**11, "百億": 10**10, "億": 10**8, "千万": 10**7, "百万": 10**6,
    "万": 10**4, "千": 10**3,
}  # fmt: skip
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?!\d)(?:\.\d+)?"
_UNIT = "|".join(_UNITS)
_QUANTITY = re.compile(rf"(?:{_NUMBER}(?:{_UNIT}))+(?:{_NUMBER})?|{_NUMBER}")
_PARTS = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>{_UNIT})?")
_TENTHS = "割"
_FRACTION = re.compile(r"(?<![\d/])(?P<part>\d+)/(?P<whole>[1-9]\d*)(?![\d/])")


def read_quantities(text: str) -> Iterator[Decimal]:
    """Every number that a text prints, in order, with its Japanese units worked out.

    A fraction or tenths (1/2, 5割) are given in per cent as well.

    >>> [int(n) for n in read_quantities("約1,087億円、7人中3人、1兆2,000億円")]
    [108700000000, 7, 3, 1200000000000]
    """
    folded = fold_numbers(text)
    for match in _QUANTITY.finditer(folded):
        total = sum(
            (Decimal(part["number"].replace(",", "")) * _UNITS.get(part["unit"], 1)
             for part in _PARTS.finditer(match.group())),
            Decimal(0),
        )  # fmt: skip
        yield total * 10 if folded[match.end() : match.end() + 1] == _TENTHS else total
    for match in _FRACTION.finditer(folded):
        yield Decimal(match["part"]) / Decimal(match["whole"]) * 100
