"""Names in running text: which known things a text names, and where.

Names are compared in folded form, so widths, kana variants and spaces inside a word (`ベト ナム`)
make no difference, and a name may go on in the next line. A name inside a longer one is named as
well: `G7首脳コミュニケ` names the communiqué and the G7. A look-alike (`東南アジア諸国連合` for
`国連`) hides all names inside it; it may itself be the name of a thing.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from loaders.readers.text import Line
from ontology.errors import UserError
from ontology.names import Folded, fold, fold_spelling, fold_with_places

_KATAKANA = "ァ-ヶー"
_KANJI = "一-鿿々"
# A run of codes begins a compound: 日米豪印, but neither 20日米国 nor 平日英語.
_INSIDE_COMPOUND = re.compile(f"[{_KANJI}0-9]")
_LETTERS = tuple(re.compile(f"[{letters}]") for letters in ("a-z", "0-9", _KATAKANA))

_SHORTEST_BROKEN = 3
"""Letters of a name that may have a space inside it."""
_SHORTEST_OVER_LINES = 4
"""Letters of a name that may go on in the next line; a shorter one may be a piece of a word that
does."""

_Names = dict[str, "_Names | str"]
_WHOLE = ""
"""The key under which a node of the tree keeps the name that ends there."""


class AmbiguousName(UserError, ValueError):
    """Two things have one name, so a mention of it could not be linked."""

    def __init__(self, name: str, things: Iterable[tuple[str, str]]) -> None:
        both = " and ".join(f"{kind} {key}" for kind, key in things)
        super().__init__(f"the name {name!r} belongs to {both}; give it to one of them only")


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A thing with all its names, and the one-kanji code of a country (`越`), if it has one.

    `words` are what a document prints of a thing that it does not name; no mention is found by
    them.
    """

    kind: str
    key: str
    names: tuple[str, ...]
    kanji: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A thing that a text names, the folded spelling that was found, and where it stands: from
    character `start` up to, not including, `end`, counted from 0."""

    kind: str
    key: str
    surface: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Span:
    """A name, or a compound of country codes, from letter `first` up to `last` of a folded text."""

    name: str
    first: int
    last: int
    is_compound: bool = False


class NameIndex:
    """Finds the names of known things."""

    def __init__(self, things: Iterable[NamedThing], lookalikes: Iterable[str] = ()) -> None:
        """Raises AmbiguousName where one spelling belongs to two things."""
        self._lookalikes = {fold(name) for name in lookalikes}
        self._things: dict[str, tuple[str, str]] = {}
        self._spellings: dict[str, set[str]] = {}
        self._countries: dict[str, str] = {}
        for thing in things:
            if thing.kanji:
                self._add_code(thing.kanji, thing.key)
            for name in thing.names:
                self._add(name, (thing.kind, thing.key))
        codes = "".join(sorted(self._countries))
        # 日米豪印, and the 日 of 日ASEAN.
        self._compounds = re.compile(f"日[{codes}]+|日(?=[a-z])" if codes else "(?!)")
        self._tree: _Names = {}
        for name in (*filter(self._is_no_compound, self._things), *self._lookalikes):
            self._grow(name)

    def _add(self, name: str, thing: tuple[str, str]) -> None:
        known = self._things.setdefault(fold(name), thing)
        if known != thing:
            raise AmbiguousName(name, (known, thing))
        self._spellings.setdefault(fold(name), set()).add(_words(name))

    def _add_code(self, kanji: str, country: str) -> None:
        known = self._countries.setdefault(kanji, country)
        if known != country:
            raise AmbiguousName(kanji, (("country", known), ("country", country)))

    def _is_no_compound(self, name: str) -> bool:
        """Whether a name is more than codes of countries, which are found by themselves (日米)."""
        kind, _ = self._things[name]
        return kind != "country" or not self._compounds.fullmatch(name)

    def _grow(self, name: str) -> None:
        node = self._tree
        for letter in name:
            child = node.setdefault(letter, {})
            assert isinstance(child, dict)  # only the key _WHOLE holds a string
            node = child
        node[_WHOLE] = name

    def find(self, text: str) -> list[Match]:
        """The things a text names, in order; a thing named twice is found once."""
        first: dict[tuple[str, str], Match] = {}
        for match in self.find_all(text):
            first.setdefault((match.kind, match.key), match)
        return list(first.values())

    def find_all(self, text: str) -> list[Match]:
        """Every name in a text, in order, a longer one before the shorter ones inside it."""
        folded = fold_with_places(text)
        found = sorted(self._spans(folded.text), key=lambda span: (span.first, -span.last))
        spans = (span for span in found if self._stands(span, folded, text))
        return [
            Match(*thing, span.name, folded.starts[span.first], folded.ends[span.last - 1])
            for span, thing in self._each_once(self._outside_lookalikes(spans))
        ]

    def find_in_lines(self, lines: Sequence[Line]) -> Iterator[tuple[Line, Line, Match]]:
        """Every name in some lines, with the lines that it begins and ends in; its place is counted
        from the start of the first."""
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line.text) + 1)
        for match in self.find_all("\n".join(line.text for line in lines)):
            first, last = (bisect_right(starts, at) - 1 for at in (match.start, match.end - 1))
            start, end = match.start - starts[first], match.end - starts[first]
            here = Match(match.kind, match.key, match.surface, start, end)
            yield lines[first], lines[last], here

    def _spans(self, folded: str) -> Iterator[_Span]:
        """Every known name at every place, and every compound of country codes."""
        for first in range(len(folded)):
            node = self._tree
            for last in range(first, len(folded)):
                child = node.get(folded[last])
                if not isinstance(child, dict):
                    break
                node = child
                name = node.get(_WHOLE)
                if isinstance(name, str):
                    yield _Span(name, first, last + 1)
        for match in self._compounds.finditer(folded):
            yield _Span(match.group(), match.start(), match.end(), is_compound=True)

    def _outside_lookalikes(self, spans: Iterable[_Span]) -> Iterator[_Span]:
        """Spans that lie in no look-alike but themselves, given a longer one before those in it."""
        hidden_up_to = 0
        for span in spans:
            if span.last > hidden_up_to:
                yield span
                if span.name in self._lookalikes:
                    hidden_up_to = span.last

    def _each_once(self, spans: Iterable[_Span]) -> Iterator[tuple[_Span, tuple[str, str]]]:
        """The things of the spans; a name inside a longer one of the same thing counts once."""
        named_up_to: dict[tuple[str, str], int] = {}
        for span in spans:
            for thing in self._named(span):
                if span.last > named_up_to.get(thing, 0):
                    named_up_to[thing] = span.last
                    yield span, thing

    def _named(self, span: _Span) -> Iterator[tuple[str, str]]:
        """The thing of a name, or the countries of a compound of codes."""
        if not span.is_compound and span.name in self._things:
            yield self._things[span.name]
        if span.is_compound and span.name not in self._lookalikes:
            for code in filter(self._countries.__contains__, span.name):
                yield "country", self._countries[code]

    def _stands(self, span: _Span, folded: Folded, text: str) -> bool:
        """Whether a name is no piece of a longer word, and is broken only where it may be."""
        start, end = folded.starts[span.first], folded.ends[span.last - 1]
        thing = self._things.get(span.name)
        if thing and thing[0] == "country" and folded.text[span.last : span.last + 1] == "語":
            return False  # the language of the country
        if span.is_compound or self._compounds.fullmatch(span.name):
            is_broken = end - start > len(span.name)
            return not is_broken and not _INSIDE_COMPOUND.match(fold(text[start - 1 : start]))
        over_lines = len(span.name) < _SHORTEST_OVER_LINES
        return (
            not _continues(_neighbour(text, start - 1, -1, over_lines), span.name[0])
            and not _continues(_neighbour(text, end, 1, over_lines), span.name[-1])
            and self._is_whole(span.name, text[start:end])
        )

    def _is_whole(self, name: str, printed: str) -> bool:
        gaps = re.findall(r"\s+", printed)
        if any("\n" in gap for gap in gaps):
            return len(name) >= _SHORTEST_OVER_LINES and not any(g.count("\n") > 2 for g in gaps)
        words = _words(printed)
        if " " in words and words not in self._spellings.get(name, {words}):
            return False  # the space parts words of another kind: `it us` is not ITUs
        return not gaps or len(name) >= _SHORTEST_BROKEN


def _words(name: str) -> str:
    """A folded spelling that keeps only the spaces between Latin letters or digits."""
    return re.sub(r"(?<![a-z0-9])\s+|\s+(?![a-z0-9])", "", fold_spelling(name))


def _neighbour(text: str, at: int, step: int, over_lines: bool) -> str:
    """The character at a place, or the next one in a direction where a line ends there and a word
    that goes on in the next line matters."""
    while over_lines and 0 <= at < len(text) and text[at] == "\n":
        at += step
    return text[at] if 0 <= at < len(text) else ""


def _continues(neighbour: str, letter: str) -> bool:
    """Whether a neighbouring character makes one word with the letter of a name."""
    folded = fold(neighbour)
    return any(kind.match(letter) and kind.match(folded) for kind in _LETTERS)
