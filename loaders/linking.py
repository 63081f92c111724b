"""Names in running text: which known things a line names.

Names are found in folded text, the longest first, so that `インドネシア` is never read as `インド`.
A name inside a longer one is named as well: `G7首脳コミュニケ` names the communiqué and the G7.
A look-alike (`東南アジア諸国連合` for `国連`) is a name of nothing: it is matched like a name and
then dropped, with all that stands inside it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ontology.errors import UserError
from ontology.names import fold_spelling

_KATAKANA = "ァ-ヶー"
_KANJI = "一-鿿々"
# A run of codes begins a compound: 日米豪印, but neither 20日米国 nor 平日英語.
_BEGINS_COMPOUND = f"(?<![{_KANJI}0-9])"


class AmbiguousName(UserError, ValueError):
    """Two things have one name, so a mention of it could not be linked."""

    def __init__(self, name: str, things: Iterable[tuple[str, str]]) -> None:
        both = " and ".join(f"{kind} {key}" for kind, key in things)
        super().__init__(f"the name {name!r} belongs to {both}; give it to one of them only")


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A thing with all its names, and the one-kanji code of a country (`越`), if it has one."""

    kind: str
    key: str
    names: tuple[str, ...]
    kanji: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A thing that a line names, and the folded spelling that was found."""

    kind: str
    key: str
    surface: str


class NameIndex:
    """Finds the names of known things."""

    def __init__(self, things: Iterable[NamedThing], lookalikes: Iterable[str] = ()) -> None:
        """Raises AmbiguousName where one spelling belongs to two things."""
        names = {fold_spelling(name) for name in lookalikes}
        self._things: dict[str, tuple[str, str] | None] = dict.fromkeys(map(_squeeze, names))
        self._countries: dict[str, str] = {}
        for thing in things:
            if thing.kanji:
                self._add_code(thing.kanji, thing.key)
            for name in thing.names:
                self._add(name, (thing.kind, thing.key))
                names.add(fold_spelling(name))
        codes = "".join(sorted(self._countries))
        self._compounds = re.compile(f"{_BEGINS_COMPOUND}日[{codes}]+" if codes else r"(?!)")
        longest_first = sorted(names, key=lambda name: (-len(name), name))
        self._names = re.compile("|".join(map(self._pattern, longest_first)) or r"(?!)")

    def _add(self, name: str, thing: tuple[str, str]) -> None:
        known = self._things.setdefault(_squeeze(name), thing)
        if known is not None and known != thing:
            raise AmbiguousName(name, (known, thing))

    def _add_code(self, kanji: str, country: str) -> None:
        known = self._countries.setdefault(kanji, country)
        if known != country:
            raise AmbiguousName(kanji, (("country", known), ("country", country)))

    def find(self, text: str) -> list[Match]:
        """The things a line names, in order; a thing named twice is found once."""
        folded = fold_spelling(text)
        found = {(m.kind, m.key): m for m in reversed([*self._named(folded), *self._coded(folded)])}
        return list(reversed(found.values()))

    def _named(self, folded: str) -> Iterator[Match]:
        for match in self._names.finditer(folded):
            yield from self._named_in(match.group())

    def _named_in(self, name: str) -> Iterator[Match]:
        """The thing of a name, and those of the names inside it."""
        thing = self._things[_squeeze(name)]
        if thing is None:
            return
        yield Match(*thing, name)
        shorter = self._begins_with(name)
        if shorter:
            yield from self._named_in(shorter)
        for inside in self._names.finditer(name, len(shorter) or 1):
            yield from self._named_in(inside.group())

    def _begins_with(self, name: str) -> str:
        """The longest other name at the start of a name; a piece of a word is none (G7 of G77)."""
        shorter = self._names.match(name[:-1])
        if shorter and re.match(self._pattern(shorter.group()), name):
            return shorter.group()
        return ""

    def _coded(self, folded: str) -> Iterator[Match]:
        for match in self._compounds.finditer(folded):
            run = match.group()
            if self._things.get(run, ()) is None:
                continue
            for code in run:
                if code in self._countries:
                    yield Match("country", self._countries[code], run)

    def _pattern(self, folded: str) -> str:
        """The name, with spaces optional, and not as a piece of a longer word.

        A country's name before 語 names its language.
        """
        thing = self._things[_squeeze(folded)]
        is_compound = self._compounds.match(folded)
        before = _BEGINS_COMPOUND if is_compound else _boundary(folded[0], "<!")
        body = r"\s*".join(re.escape(word) for word in folded.split())
        after = "(?!語)" if thing and thing[0] == "country" else ""
        return before + body + after + _boundary(folded[-1], "!")


def _squeeze(name: str) -> str:
    return re.sub(r"\s", "", fold_spelling(name))


def _boundary(character: str, direction: str) -> str:
    for letters in ("a-z0-9", _KATAKANA):
        if re.match(f"[{letters}]", character):
            return f"(?{direction}[{letters}])"
    return ""
