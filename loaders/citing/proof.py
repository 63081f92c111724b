"""Each fact that is stated is looked for in the lines that it cites.

What a fact must show depends on its property or on what its object is: a name, words, a date, a
year, money or a number. Codes, flags and the order of headings are not printed as such; they are
counted, not checked.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from loaders.citing.dates import shows_date, shows_fiscal_year
from loaders.citing.printed import fold_numbers
from loaders.citing.quantities import read_quantities
from loaders.citing.relevance import Relevance
from loaders.citing.sources import Sources
from loaders.linking import NamedThing, NameIndex
from loaders.origins import where
from ontology import iris
from ontology.model import Basis, Fact, Passage
from ontology.names import fold, fold_spelling
from ontology.terms import RDFS, SHK

_KANJI = "一-鿿々"
_OURS = ("indicator", "topic")
"""Kinds that we form ourselves: a row that refers to one need not print its name."""
_HOME = "JP"
"""The country whose ministry writes: it takes part in everything."""
_NO_TRACE = ("topic",)
"""Kinds whose names, found on a line, do not show that the line is about the row."""

_STATUS_WORDS = {
    "ongoing": re.compile("[てで](い|お)|実施中|実証中|ところである"),
    "planned": re.compile(
        "予定|計画|今後|て(い|行)[くき]|目指|検討|仮称|目標|目途|以降|これから|向け|推進|促進|図る|取り組む"
    ),
    "negotiating": re.compile("交渉"),
}
"""What a document says of what goes on, is planned or is negotiated."""

_Test = Callable[[str], bool]
_Place = Callable[[str, tuple[Passage, ...]], bool]


@dataclass(frozen=True, slots=True)
class Unproven:
    """A stated fact whose lines do not show it, and what is the matter, in words."""

    fact: Fact
    reason: str

    def __str__(self) -> str:
        return f"{self.fact.origin or where(self.fact.passages)}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Report:
    """What became of the facts: how many are stated and were found, which were not found, and how
    many of each property have nothing that could be looked for. Editorial facts claim nothing.

    `idle` are sentences about citations that show nothing of their row, `doubts` about the
    documents themselves: another file than the one described, a correction of what is not printed.
    """

    proven: int
    unproven: tuple[Unproven, ...]
    unchecked: Mapping[str, int]
    editorial: int
    idle: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every stated fact was found, every citation has to do with its row, and the
        documents are the very ones that are described."""
        return not (self.unproven or self.idle or self.doubts)


@dataclass(frozen=True, slots=True)
class Prover:
    """Looks facts up in the documents.

    `things` are all that have names, by kind and key; `index` knows those whose kinds are in
    `indexed`, so that a name that is a piece of another's is not taken for it. `headings` gives for
    each document with measures the lines of its headings with their paths; `outlines` the same for
    every document.
    """

    sources: Sources
    things: Mapping[tuple[str, str], NamedThing]
    index: NameIndex
    indexed: frozenset[str]
    headings: Mapping[str, tuple[tuple[int, str], ...]]
    outlines: Mapping[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)

    def check(self, facts: Iterable[Fact]) -> Report:
        """Check every fact whose documents are at hand."""
        proven, editorial = 0, 0
        unproven: list[Unproven] = []
        unchecked: Counter[str] = Counter()
        chosen = [f for f in facts if all(self.sources.has(p.document) for p in f.passages)]
        printed = {f.subject: f.object.value for f in chosen if f.predicate == SHK.printedValue}
        rows = _rows(chosen)
        for fact in chosen:
            if fact.basis is not Basis.STATED:
                editorial += 1
                continue
            tests = self._tests(fact, printed) | self._apart(fact, rows.get(_row(fact), ()))
            missing = [reason for reason, test in tests.items() if not self._shown(test, fact)]
            unproven += [Unproven(fact, reason) for reason in missing]
            if not tests:
                unchecked[re.split("[#/]", fact.predicate.value)[-1]] += 1
            proven += bool(tests) and not missing
        stale = tuple(f"corrections.csv: {c.printed} is not printed on {c.document} line {c.line}"
                      for c in self.sources.stale)  # fmt: skip
        idle = tuple(Relevance(self, self.outlines).idle(rows.values()))
        return Report(
            proven, tuple(unproven), dict(unchecked.most_common()), editorial, idle, stale
        )

    def shows(self, fact: Fact, passages: tuple[Passage, ...]) -> bool:
        """Whether some passages show a fact; False where nothing can be looked for."""
        moved = replace(fact, passages=passages)
        tests = self._tests(moved, {fact.subject: ""}).values()
        return bool(tests) and all(self._shown(test, moved) for test in tests)

    def names(self, node: NamedNode, passages: tuple[Passage, ...]) -> bool:
        """Whether some passages name a thing or print its words; a topic is no such thing."""
        kind, key = _parsed(node)
        thing = self.things.get((kind, key)) if kind not in _NO_TRACE else None
        texts = self.sources.texts(passages)
        return thing is not None and any(self._names(thing, text) for text in texts)

    def _shown(self, test: _Place, fact: Fact) -> bool:
        return any(test(text, fact.passages) for text in self.sources.texts(fact.passages))

    def _tests(self, fact: Fact, printed: Mapping[NamedNode, str]) -> dict[str, _Place]:
        """What would be the matter, in words, with the test that shows that it is not."""
        found: dict[str, _Place] = {}
        if fact.predicate == SHK.value and isinstance(fact.object, Literal):
            reason, fits = _number(fact.object.value, printed.get(fact.subject, ""))
            return {reason: lambda *_: fits}
        cited = where(fact.passages)
        wanted = self._content(fact)
        if wanted is not None:
            words, test = wanted
            found[f"{words} is not on {cited}"] = lambda text, _: test(text)
        number = _measure(fact)
        if number is not None:
            reason = f"the measure {number} is not on {cited}"
            found[reason] = lambda _, passages: self._under(number, passages)
        return found

    def _apart(self, fact: Fact, row: Sequence[Fact]) -> dict[str, _Place]:
        """The test that a country is the row's own where the lines name others beside it: then the
        names or the printed words of the row must say which it is."""
        country, thing = _country(fact.object), self.things.get(_parsed(fact.subject))
        if country in ("", _HOME) or thing is None:
            return {}
        words = [f.object.value for f in row if f.predicate == SHK.printedWords]
        if any(self._says(country, said) for said in (*thing.names, *words)):
            return {}
        own = {_country(other.object) for other in row} | {_HOME}
        place = where(fact.passages)
        reason = f"the row does not say that it is {country} of the countries on {place}"
        return {reason: lambda text, _: self._names_only(own, country, text)}

    def _says(self, country: str, text: str) -> bool:
        """Whether a name or a few words tell of a country, by its name or code (日米, 仏)."""
        thing = self.things["country", country]
        beside_japan = thing.kanji and re.search(f"日[{_KANJI}]*{thing.kanji}", text)
        return bool(beside_japan) or self._names(thing, text)

    def _names_only(self, own: set[str], country: str, text: str) -> bool:
        """Whether a text names a country, and none beyond those of its row."""
        found = {match.key for match in self.index.find(text) if match.kind == "country"}
        return found <= own and self._names(self.things["country", country], text)

    def _content(self, fact: Fact) -> tuple[str, _Test] | None:
        """What the text must show, and the test for it; None where nothing can be looked for."""
        obj = fact.object
        if fact.predicate == SHK.status:
            return _status(obj.value)
        if isinstance(obj, NamedNode):
            return None if _parsed(obj)[0] in _OURS else self._thing(obj)
        if fact.predicate == RDFS.label:
            return self._label(fact.subject, obj)
        show = _LITERALS.get(fact.predicate)
        return show(obj.value) if show else None

    def _label(self, subject: NamedNode, label: Literal) -> tuple[str, _Test] | None:
        if label.language != "ja":
            return None
        kind, key = _parsed(subject)
        if kind == "fiscal-year":
            return label.value, lambda text: shows_fiscal_year(int(key), fold_numbers(text))
        if (kind, key) in self.things:
            return self._thing(subject)
        return _words(label.value)

    def _thing(self, node: NamedNode) -> tuple[str, _Test] | None:
        kind, key = _parsed(node)
        if kind == "fiscal-year":
            return f"FY{key}", lambda text: shows_fiscal_year(int(key), fold_numbers(text))
        thing = self.things.get((kind, key))
        if thing is None or not thing.names:
            return None
        return f"{thing.names[0]} ({kind} {key})", lambda text: self._names(thing, text)

    def _names(self, thing: NamedThing, text: str) -> bool:
        if thing.words and fold(thing.words) in fold(text):
            return True
        if thing.kind not in self.indexed:
            return bool(NameIndex([thing]).find(text))
        found = {(match.kind, match.key) for match in self.index.find(text)}
        return (thing.kind, thing.key) in found or self._has_code(text, thing.kanji)

    def _has_code(self, text: str, code: str) -> bool:
        """Whether a table or list gives a country by its one-kanji code: （仏、米、英）, 米英."""
        if not code:
            return False
        codes = "".join(thing.kanji for thing in self.things.values())
        runs = re.findall(f"(?<![{_KANJI}])[{codes}]+(?![{_KANJI}])", fold_spelling(text))
        return any(code in run for run in runs)

    def _under(self, number: str, passages: tuple[Passage, ...]) -> bool:
        """Whether some passage stands under the heading of a measure, or of a part of it."""
        for passage in passages:
            path = ""
            for line, heading in self.headings.get(passage.document, ()):
                if line > passage.first:
                    break
                path = heading
            stands = "-".join(re.findall(r"\d+", fold(path)))
            if f"{stands}-".startswith(f"{number}-"):
                return True
        return False


def _country(term: NamedNode | Literal) -> str:
    """The code of a country; empty for anything else."""
    kind, key = _parsed(term) if isinstance(term, NamedNode) else ("", "")
    return key if kind == "country" else ""


def _row(fact: Fact) -> str:
    """The row of a curated table that a fact comes from; empty for what was read."""
    row, column, _ = fact.origin.partition(", column ")
    return row if column else ""


def _rows(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """The facts of each row of a curated table."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(_row(fact), []).append(fact)
    found.pop("", None)
    return found


def _status(value: str) -> tuple[str, _Test] | None:
    """The words that show a status; None for one that a mere date or heading may show."""
    status = value.rpartition("status-")[2]
    words = _STATUS_WORDS.get(status)
    if words is None:
        return None
    return f"a word for {status}", lambda text: words.search(fold(text)) is not None


def _date(value: str) -> tuple[str, _Test]:
    return value, lambda text: shows_date(value, fold_numbers(text))


def _words(value: str) -> tuple[str, _Test]:
    return value, lambda text: fold(value) in fold(text)


def _money(value: str) -> tuple[str, _Test]:
    yen = Decimal(value)
    return f"{yen:,} yen", lambda text: yen in list(read_quantities(text))


def _number(value: str, printed: str) -> tuple[str, bool]:
    """Whether a figure is what its printed form amounts to; the form itself is another fact."""
    fits = Decimal(value) in list(read_quantities(printed))
    return f"{value} is not what {printed!r} amounts to", fits


_LITERALS: Mapping[NamedNode, Callable[[str], tuple[str, _Test]]] = {
    **dict.fromkeys((SHK.date, SHK.endDate, SHK.since, SHK.until, SHK.attestedOn), _date),
    **dict.fromkeys(
        (SHK.printedWords, SHK.printedValue, SHK.printedName, SHK.formerName, SHK.fundSource,
         SHK.abbreviation, SHK.place, SHK.unit),
        _words,
    ),
    **dict.fromkeys((SHK.amount, SHK.amountFromSource), _money),
}  # fmt: skip
"""What the text of a literal must show, by property."""


def _parsed(node: NamedNode) -> tuple[str, str]:
    """Kind and key of a thing of ours; two empty strings for anything else."""
    return iris.parse(node.value) or ("", "")


def _measure(fact: Fact) -> str | None:
    """The printed number of the measure that a fact is about; None where there is none."""
    ends = [fact.subject, fact.object]
    for end in ends:
        if isinstance(end, NamedNode):
            kind, key = _parsed(end)
            if kind == "measure":
                return key.rpartition("/")[2]
    return None
