"""The triples about chosen things, with what proves them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import BlankNode, NamedNode, Quad

from exports.nodes import node_key
from ontology import iris
from ontology.terms import RDF, SHK

_PARTS = ("budget", "listing", "figure", "tenure")
"""Kinds of what is told of an entity and is none itself."""

_About = Mapping[object, list[Quad]]
"""Quads by their subject."""


def excerpt(quads: Iterable[Quad], keys: frozenset[str]) -> list[Quad]:
    """The quads that tell of the entities with these keys and lead to no other entity, and the
    statements of these triples, with the lines that they cite. The ontology is left out.
    """
    about: dict[object, list[Quad]] = defaultdict(list)
    for quad in quads:
        about[quad.subject].append(quad)
    said = list(_say(about, keys))
    triples = {(quad.subject, quad.predicate, quad.object) for quad in said}
    statements = {node for node, told in about.items() if _stated(told) in triples}
    return list(dict.fromkeys([*said, *_prove(about, statements)]))


def _say(about: _About, keys: frozenset[str]) -> Iterator[Quad]:
    """What is said of the chosen entities, and of their parts."""
    waiting = [node for node in about if _key(node) in keys]
    seen = set(waiting)
    while waiting:
        for quad in about[waiting.pop()]:
            if _key(quad.object) in keys or not _key(quad.object):
                yield quad
            if _is_part(quad.object) and quad.object not in seen:
                seen.add(quad.object)
                waiting.append(quad.object)


def _prove(about: _About, statements: set[object]) -> Iterator[Quad]:
    """What is told of statements, without premises of which nothing else is told here."""
    for statement in statements:
        for quad in about[statement]:
            if quad.predicate != SHK.premise or quad.object in statements:
                yield quad
            if quad.predicate == SHK.citation:
                yield from about[quad.object]


def _stated(told: Iterable[Quad]) -> tuple[object, ...]:
    """Subject, property and object of the triple that a statement is of; of anything else None."""
    parts = {quad.predicate: quad.object for quad in told}
    return tuple(parts.get(part) for part in (RDF.subject, RDF.predicate, RDF.object))


def _key(term: object) -> str:
    return node_key(term.value) if isinstance(term, NamedNode) else ""


def _is_part(term: object) -> bool:
    if isinstance(term, NamedNode):
        parsed = iris.parse(term.value)
        return parsed is not None and parsed[0] in _PARTS
    return isinstance(term, BlankNode)
