"""The IRIs of a query that the data do not know, or of which they hold nothing."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from pyoxigraph import Literal, NamedNode, Variable

from ontology.terms import RDF, RDFS, XSD
from queries.diagnosis.model import Near, Text, UnknownTerm, UnusedTerm
from queries.diagnosis.nearness import is_of_a_vocabulary, near_terms
from queries.diagnosis.pattern import (
    Bind,
    Filter,
    Graph,
    Group,
    Part,
    Query,
    TriplePattern,
    Union,
    Values,
    parts_within,
)
from queries.diagnosis.probing import Prober
from queries.diagnosis.words import listed, say
from queries.diagnosis.writing import Shown
from queries.names import NameTable

_S, _P, _O, _G = (Variable(f"diagnosis_{name}") for name in "spog")
_TYPE = (("a",), (RDF.type,))
_MOST_USED = 20_000
"""Triples in which properties and classes of foreign data are looked for."""
_MOST_LOOKED_FOR = 20
"""Unknown terms for which near ones are looked for."""

Roles = Mapping[NamedNode, str]


def roles_in(query: Query) -> Roles:
    """The IRIs of a query in reading order, each with what it stands for: property, class, graph
    or thing. Data types and what a CONSTRUCT makes are none of the data, and left out."""
    roles: dict[NamedNode, str] = {}
    for graph in (*query.default_graphs, *query.named_graphs):
        roles.setdefault(graph, "graph")
    for term in query.described:
        if isinstance(term, NamedNode):
            roles.setdefault(term, "thing")
    for part in parts_within(query.select.where):
        for term, role in _roles(part):
            roles.setdefault(term, role)
    return {term: role for term, role in roles.items() if not term.value.startswith(XSD.prefix)}


def _roles(part: Part) -> Iterator[tuple[NamedNode, str]]:
    match part:
        case TriplePattern():
            named = [(part.subject, "thing"), *((token, "property") for token in part.predicate)]
            named.append((part.object, "class" if part.predicate in _TYPE else "thing"))
        case Graph():
            named = [(part.name, "graph")]
        case Filter():
            named = [(token, "thing") for token in part.condition]
        case Bind():
            named = [(token, "thing") for token in part.expression]
        case Values():
            named = [(term, "thing") for row in part.rows for term in row if term is not None]
        case _:
            named = []
    yield from ((term, role) for term, role in named if isinstance(term, NamedNode))


_USES: Mapping[str, Callable[[NamedNode], TriplePattern]] = {
    "property": lambda term: TriplePattern(_S, (term,), _O),
    "class": lambda term: TriplePattern(_S, ("a",), term),
}
"""The triple that there is where a term of a role is used."""


class Terms:
    """Asks all graphs of a store about terms, whatever graphs a query names."""

    def __init__(self, everything: Prober, shown: Shown, names: Callable[[], NameTable]) -> None:
        self._everything, self._shown, self._names = everything, shown, names
        self._used = cache(self._read_used)

    def unknown(self, roles: Roles) -> tuple[UnknownTerm, ...]:
        """The terms that nothing knows, with those that may have been meant."""
        unknown = [(term, role) for term, role in roles.items() if not self._is_known(term)]
        return tuple(
            self._unknown(term, role, is_looked_for=index < _MOST_LOOKED_FOR)
            for index, (term, role) in enumerate(unknown)
        )

    def unused(self, roles: Roles) -> tuple[UnusedTerm, ...]:
        """The properties and classes that are known, but stand in no triple or have no member."""
        return tuple(
            self._unused(term, role)
            for term, role in roles.items()
            if role in _USES and not self._matches(_USES[role](term)) and self._is_known(term)
        )

    def _unknown(self, term: NamedNode, role: str, *, is_looked_for: bool) -> UnknownTerm:
        sought = (
            [near_terms(term, self._is_known, self._names, self._used)] if is_looked_for else []
        )
        near = tuple(self._near(one) for terms in sought for one in terms)
        written = self._shown.term(term)
        text = say(
            "unknown-near" if near else "unknown",
            role=say(role),
            written=written,
            near=listed(_in_words(one) for one in near),
        )
        return UnknownTerm(term.value, written, role, near, text)

    def _near(self, term: NamedNode) -> Near:
        return Near(term.value, self._shown.term(term), self._label(term))

    def _unused(self, term: NamedNode, role: str) -> UnusedTerm:
        written = self._shown.term(term)
        return UnusedTerm(term.value, written, role, say(f"unused-{role}", written=written))

    def _is_known(self, term: NamedNode) -> bool:
        """Whether a term is of a vocabulary of ours, stands in the data, or names a graph."""
        triples = (
            TriplePattern(term, (_P,), _O),
            TriplePattern(_S, (term,), _O),
            TriplePattern(_S, (_P,), term),
        )
        places = [group for triple in triples for group in _anywhere(triple).branches]
        places.append(Group((Graph(term, Group((TriplePattern(_S, (_P,), _O),))),)))
        return is_of_a_vocabulary(term) or self._everything.ask(Union(tuple(places)).tokens)

    def _matches(self, pattern: TriplePattern) -> bool:
        """Whether any graph has a triple like that."""
        return self._everything.ask(_anywhere(pattern).tokens)

    def _read_used(self) -> list[NamedNode]:
        """Graphs, and properties and classes that the first triples of the data use."""
        sought = (
            (_G, Graph(_G, Group(()))),
            (_P, _anywhere(TriplePattern(_S, (_P,), _O))),
            (_O, _anywhere(TriplePattern(_S, ("a",), _O))),
        )
        found = (
            term
            for variable, pattern in sought
            for term in self._everything.values(variable, pattern.tokens, _MOST_USED)
        )
        return [term for term in found if isinstance(term, NamedNode)]

    def _label(self, term: NamedNode) -> Text:
        """The label of a term; the term itself in a language that it has none in."""
        labels = _anywhere(TriplePattern(term, (RDFS.label,), _O))
        found = self._everything.values(_O, labels.tokens)
        texts = {one.language: one.value for one in found if isinstance(one, Literal)}
        plain = texts.get(None, "")
        return {"ja": texts.get("ja", plain), "en": texts.get("en", plain)}


def _anywhere(pattern: TriplePattern) -> Union:
    """A pattern in the default graph or in any named one."""
    return Union((Group((pattern,)), Group((Graph(_G, Group((pattern,))),))))


def _in_words(near: Near) -> Text:
    return {
        language: f"{near.written} ({label})" if label else near.written
        for language, label in near.label.items()
    }
