"""Why each triple holds: its basis, and the lines of documents that say so."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from exports.text import concept_code, key_of
from exports.view import UnionView, among
from ontology.model import Basis, Passage

Triple = tuple[str, str, str]

_STATEMENTS = """SELECT ?statement ?subject ?predicate ?object ?basis WHERE {
  $scope
  ?statement rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
    shk:basis ?basis .
  FILTER(isIRI(?object))
}"""
_CITATIONS = """SELECT ?statement ?document ?first ?last WHERE {
  $scope
  ?statement shk:citation ?passage .
  ?passage shk:inDocument ?document ; shk:firstLine ?first ; shk:lastLine ?last .
}"""
_PREMISES = "SELECT ?statement ?premise WHERE { ?statement shk:premise ?premise }"

_STRENGTH = (Basis.STATED, Basis.EDITORIAL, Basis.DERIVED)


@dataclass(frozen=True, slots=True)
class Ground:
    """The strongest basis of a triple and the passages that are cited for it itself, in order."""

    basis: Basis
    passages: tuple[Passage, ...]


class Grounds:
    """The statements of a store about triples whose object is a thing: all of them, or those in
    some scopes, each of which narrows `?subject`, `?predicate` or `?object` (see `view.among`).
    """

    def __init__(self, view: UnionView, scopes: Sequence[str] = ("",)) -> None:
        self._view = view
        self._basis: dict[Triple, Basis] = {}
        self._statements: dict[Triple, set[str]] = defaultdict(set)
        for scope in scopes:
            self._read_statements(scope)
        self._passages: dict[str, set[Passage]] = defaultdict(set)
        self._read_citations("" if "" in scopes else among("statement", self._known()))

    def _read_statements(self, scope: str) -> None:
        rows = self._view.select(_STATEMENTS, scope)
        for statement, subject, predicate, thing, basis in rows:
            triple = (subject, predicate, thing)
            self._statements[triple].add(statement)
            bases = {Basis(concept_code(basis)), self._basis.get(triple, Basis.DERIVED)}
            self._basis[triple] = min(bases, key=_STRENGTH.index)

    def _read_citations(self, scope: str) -> None:
        rows = self._view.select(_CITATIONS, scope)
        for statement, document, first, last in rows:
            passage = Passage(key_of(document), int(first), int(last))
            self._passages[statement].add(passage)

    def _known(self) -> set[str]:
        return {statement for found in self._statements.values() for statement in found}

    @cached_property
    def _premises(self) -> dict[str, set[str]]:
        """By statement, what it follows from; all of them, for a way back may leave any scope."""
        found: dict[str, set[str]] = defaultdict(set)
        for statement, premise in self._view.select(_PREMISES):
            found[statement].add(premise)
        return found

    def of(self, *triples: Triple) -> Ground | None:
        """The ground of one fact that may be written as several triples (one the inverse of
        another); None where no statement tells.
        """
        bases = [self._basis[triple] for triple in triples if triple in self._basis]
        if not bases:
            return None
        statements = {s for triple in triples for s in self._statements.get(triple, ())}
        cited = {p for statement in statements for p in self._passages.get(statement, ())}
        return Ground(min(bases, key=_STRENGTH.index), tuple(sorted(cited)))

    def evidence(self, *triples: Triple) -> tuple[Passage, ...]:
        """The lines that the triples rest on: those cited, or those cited for what they follow
        from, however far back.
        """
        statements = {s for triple in triples for s in self._statements.get(triple, ())}
        return tuple(sorted(self._gather(statements)))

    def _gather(self, statements: Iterable[str]) -> set[Passage]:
        found: set[Passage] = set()
        waiting, seen = list(statements), set(statements)
        while waiting:
            statement = waiting.pop()
            found |= self._passages.get(statement, set())
            premises = self._premises.get(statement, set()) - seen
            waiting += premises
            seen |= premises
        return found
