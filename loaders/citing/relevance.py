"""Whether every citation of a row has to do with the row.

One line that fits proves a fact, however many are cited with it. So each document that a row cites
must by itself show something of the row: a name or the words of a thing that it is about, or one of
its facts. A passage that shows nothing is context, such as the header of a table or a unit; it must
stand under the same heading as one that does, and on the same page or so, unless a fact would not
be shown without it.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import Literal, NamedNode

from loaders.origins import where
from ontology import iris
from ontology.model import Basis, Fact, Passage
from ontology.terms import SHK, XSD

_PAGE = 60
"""Lines within which a table, its header and its unit stand."""
_EVERYWHERE = {iris.thing("country", "JP"), iris.thing("organisation", "mic")}
"""Whom the documents name on every page: to find them shows nothing."""
_YEARS = (SHK.fiscalYear, SHK.lastFiscalYear, SHK.periodYear)


class Looker(Protocol):
    """What relevance asks of whoever knows the texts."""

    def shows(self, fact: Fact, passages: tuple[Passage, ...]) -> bool:
        """Whether some passages show a fact; False where nothing can be looked for."""

    def names(self, node: NamedNode, passages: tuple[Passage, ...]) -> bool:
        """Whether some passages name a thing or print its words."""


@dataclass(frozen=True, slots=True)
class Relevance:
    """Finds citations that show nothing of their row. `headings` gives for each document the lines
    of its headings with their paths."""

    looker: Looker
    headings: Mapping[str, Sequence[tuple[int, str]]]

    def idle(self, rows: Iterable[Sequence[Fact]]) -> Iterator[str]:
        """A sentence for each citation of a row that has nothing to do with it."""
        for row in rows:
            stated = [fact for fact in row if fact.basis is Basis.STATED]
            for idle in self._idle(row, stated) if stated else ():
                table_row = row[0].origin.partition(", column ")[0]
                yield f"{table_row}, column lines: {where(idle)} shows nothing of the row"

    def _idle(self, row: Sequence[Fact], stated: Sequence[Fact]) -> Iterator[tuple[Passage, ...]]:
        passages = row[0].passages
        for document in dict.fromkeys(passage.document for passage in passages):
            cited = tuple(p for p in passages if p.document == document)
            telling = [p for p in cited if self._tells((p,), row)]
            if not telling:
                if not (self._tells(cited, row) or _is_needed(self.looker, cited, stated)):
                    yield cited
                continue
            for passage in cited:
                is_context = any(self._stand_together(passage, p) for p in telling)
                if not (is_context or _is_needed(self.looker, (passage,), stated)):
                    yield (passage,)

    def _tells(self, passages: tuple[Passage, ...], row: Sequence[Fact]) -> bool:
        """Whether passages show a thing that the row is about, or a fact of it, be it our own
        judgement: then they are what it rests on."""
        things = {row[0].subject, *(f.object for f in row if isinstance(f.object, NamedNode))}
        return any(self.looker.names(thing, passages) for thing in things - _EVERYWHERE) or any(
            self.looker.shows(fact, passages) for fact in row if _tells_much(fact)
        )

    def _stand_together(self, one: Passage, other: Passage) -> bool:
        if max(one.first - other.last, other.first - one.last) > _PAGE:
            return False
        path, telling = f"{self._path(one)} ", f"{self._path(other)} "
        return path.startswith(telling) or telling.startswith(path)

    def _path(self, passage: Passage) -> str:
        headings = self.headings.get(passage.document, ())
        above = bisect_right(headings, passage.first, key=lambda heading: heading[0])
        return headings[above - 1][1] if above else ""


def _is_needed(looker: Looker, some: tuple[Passage, ...], stated: Sequence[Fact]) -> bool:
    """Whether a fact is shown with some of its passages, but not without them."""
    for fact in stated:
        rest = tuple(p for p in fact.passages if p not in some)
        if looker.shows(fact, fact.passages) and not (rest and looker.shows(fact, rest)):
            return True
    return False


def _tells_much(fact: Fact) -> bool:
    """Whether few lines show a fact: neither a mere year nor what is named everywhere."""
    datatype = fact.object.datatype if isinstance(fact.object, Literal) else None
    is_year = fact.predicate in _YEARS or datatype == XSD.gYear
    return not is_year and fact.object not in _EVERYWHERE
