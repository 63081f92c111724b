"""The words of a budget line: periods, amounts, marks, brackets, and names between them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ontology.eras import FIRST_YEAR, western_year
from ontology.model import Stage


class Kind(StrEnum):
    """What a piece of a budget line is. The names are those of the groups in the pattern."""

    HEADER = "header"
    NOTE = "note"
    RELISTED = "relisted"
    NEW = "new"
    PORTION = "portion"
    PERIOD = "period"
    INSTRUMENT = "instrument"
    NEGATIVE = "negative"
    AMOUNT = "amount"
    OPEN = "open"
    CLOSE = "close"
    SOURCE = "source"
    ASIDE = "aside"
    BRACKETED = "bracketed"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a line, as printed, with the line's number and whether a space stands before."""

    kind: Kind
    text: str
    line: int
    after_space: bool = False


# A year of more than two digits (2031年度調査) is no year of an era, but part of a name.
_PERIOD = (
    r"(?:令和|平成)?\s*(?<!\d)(?:\d{1,2}|元)\s*年度"
    r"\s*(?:(?:当初|(?:第?\s*\d\s*次\s*)?補正)(?:予算)?)?"
)
_WORDS = r"[^()（）\d\s―－-]+"
_PART = r"\d[\d,，]*(?:[.．]\d+)?\s*(?:兆|億|百万|万)"
_AMOUNT = rf"{_PART}(?:\s*{_PART})*円"
# The order matters: a mark in brackets is a mark, not a bracket; a bracket that opens on a period
# holds the amounts of earlier years, unless it holds only words (12年度から継続); one that tells of
# a source of funds holds a part of the amount before it; one with an amount of its own holds a
# whole row; any other closed bracket is part of a name, or, after an amount, an earlier name.
_PATTERN = re.compile(
    rf"""
      (?P<header>【\s*予算[^】]*】)
    | (?P<note>[(（]\s*補助率[^()（）]*[)）]|※.*$)
    | (?P<relisted>[(（【]\s*再掲\s*[)）】])
    | (?P<new>[(（【]\s*新規\s*[)）】])
    | (?P<portion>の\s*内数)
    | (?P<open>[(（](?=\s*{_PERIOD})(?!\s*(?>{_PERIOD}){_WORDS}[)）]))
    | (?P<period>{_PERIOD})
    | (?P<instrument>産業投資|政府保証)(?=\s*\d)
    | (?P<negative>[▲△]\s*{_AMOUNT})
    | (?P<amount>{_AMOUNT})
    | (?P<source>[(（]\s*(?:うち)?[^()（）\d]+財源\s*(?:{_AMOUNT})?\s*[)）])
    | (?P<aside>[(（](?=[^()（）]*{_AMOUNT}))
    | (?P<bracketed>[(（][^()（）]*[)）])
    | (?P<close>[)）])
    """,
    re.VERBOSE,
)
_PERIOD_PARTS = re.compile(
    r"(?P<era>令和|平成)?(?P<year>\d{1,2}|元)年度(?:当初|(?:第?(?P<round>\d)次)?(?P<supplementary>補正))?"
)
_UNITS = {"兆": 10**12, "億": 10**8, "百万": 10**6, "万": 10**4}
_PARTS = re.compile(r"(?P<number>[\d.]+)(?P<unit>兆|億|百万|万)")
_CURRENT_ERA = "令和"
_INSTRUMENTS = {
    "産業投資": Stage.INDUSTRIAL_INVESTMENT,
    "政府保証": Stage.GOVERNMENT_GUARANTEE,
}
_ROUNDS = {"1": Stage.SUPPLEMENTARY_1, "2": Stage.SUPPLEMENTARY_2}


SEPARATORS = " 　・、，:："
"""What stands between two names or amounts; inside a name it is part of it."""


class UnreadablePeriod(ValueError):
    """A budget round that the vocabulary of stages does not know."""


class NegativeAmount(ValueError):
    """A printed amount is less than nothing, which no allocation is."""


def tokenise(text: str, line: int) -> Iterator[Token]:
    """Cut a line into tokens, in order. Text that is nothing else is a NAME.

    >>> [(t.kind.value, t.text) for t in tokenise("国際放送の実施 35.9億円（5年度 35.9億円）", 1)]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('name', '国際放送の実施'), ('amount', '35.9億円'), ('open', '（'), ('period', '5年度'),
     ('amount', '35.9億円'), ('close', '）')]
    """
    end = 0
    for match in _PATTERN.finditer(text):
        yield from _name(text, end, match.start(), line)
        kind = match.lastgroup
        assert kind is not None  # every alternative is a named group
        yield Token(Kind(kind), match.group().strip(), line, _is_space(text, match.start()))
        end = match.end()
    yield from _name(text, end, len(text), line)


def _name(text: str, start: int, end: int, line: int) -> Iterator[Token]:
    name = text[start:end].strip()
    if name.strip(SEPARATORS):
        begins = text.index(name, start)
        yield Token(Kind.NAME, name, line, _is_space(text, begins))


def _is_space(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isspace()


def parse_period(text: str) -> tuple[int, Stage]:
    """The western year in which a printed fiscal year starts, and the stage.

    Raises UnreadablePeriod for a third or later supplementary round.

    >>> parse_period("4年度2次補正")
    (2022, <Stage.SUPPLEMENTARY_2: 'supplementary-2'>)
    """
    match = _PERIOD_PARTS.fullmatch(_plain(text).removesuffix("予算"))
    if match is None:
        raise UnreadablePeriod(f"{text!r} is no fiscal year")
    number = 1 if match["year"] == FIRST_YEAR else int(match["year"])
    year = western_year(match["era"] or _CURRENT_ERA, number)
    return year, _stage(match["round"], match["supplementary"], text)


def _stage(number: str | None, supplementary: str | None, text: str) -> Stage:
    if not supplementary:
        return Stage.INITIAL
    if number is None:
        return Stage.SUPPLEMENTARY
    if number not in _ROUNDS:
        raise UnreadablePeriod(f"{text!r} names a supplementary budget we have no stage for")
    return _ROUNDS[number]


def parse_instrument(text: str) -> Stage:
    """The stage that a fiscal loan or guarantee is listed as."""
    return _INSTRUMENTS[text]


def parse_amount(text: str) -> int:
    """Whole yen of a printed amount.

    >>> parse_amount("5,163.1億円"), parse_amount("1兆2,000億円")
    (516310000000, 1200000000000)
    """
    parts = _PARTS.finditer(_plain(text).replace(",", ""))
    return int(sum(Decimal(part["number"]) * _UNITS[part["unit"]] for part in parts))


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


_SOURCE = re.compile(rf"[(（]\s*(?:うち)?(?P<name>[^()（）\d]+財源)\s*(?P<amount>{_AMOUNT})?")


def parse_source(text: str) -> tuple[str, int | None]:
    """The source of funds that a bracket names, and the part that is from it in whole yen (None
    where all of the amount is).

    >>> parse_source("(うち電波利用料財源150.0億円)")
    ('電波利用料財源', 15000000000)
    """
    match = _SOURCE.match(text)
    assert match is not None  # the token has this form
    return match["name"].strip(), parse_amount(match["amount"]) if match["amount"] else None
