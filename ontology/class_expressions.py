"""Which class expressions OWL 2 RL allows, by the side of an axiom on which they stand.

The profile is made for forward rules: what may stand in a condition (left of rdfs:subClassOf)
differs from what may stand in a conclusion (right of it), because a rule cannot conclude
"something exists" or "one of these".
Source: https://www.w3.org/TR/owl2-profiles/#OWL_2_RL
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from rdflib import BNode, Graph
from rdflib.namespace import OWL, RDF
from rdflib.term import Node

from ontology.data_ranges import data_range_problems
from ontology.rdf_nodes import list_members, readable


class Position(Enum):
    """The side of an axiom on which a class expression stands, in the words of a message."""

    SUBCLASS = "a subclass"
    SUPERCLASS = "a superclass, domain or range"
    EQUIVALENT = "an equivalent class"


@dataclass(frozen=True)
class Place:
    """Where a class expression stands: the axiom, in readable form, and the side of it."""

    axiom: str
    position: Position


ALLOWED = {
    Position.SUBCLASS: frozenset(
        (OWL.intersectionOf, OWL.unionOf, OWL.oneOf, OWL.someValuesFrom, OWL.hasValue)
    ),
    Position.SUPERCLASS: frozenset(
        (OWL.intersectionOf, OWL.complementOf, OWL.allValuesFrom, OWL.hasValue,
         OWL.maxCardinality, OWL.maxQualifiedCardinality)
    ),
    Position.EQUIVALENT: frozenset((OWL.intersectionOf, OWL.hasValue)),
}  # fmt: skip

CONSTRUCTS = (
    OWL.intersectionOf, OWL.unionOf, OWL.complementOf, OWL.oneOf, OWL.someValuesFrom,
    OWL.allValuesFrom, OWL.hasValue, OWL.hasSelf, OWL.minCardinality, OWL.maxCardinality,
    OWL.cardinality, OWL.minQualifiedCardinality, OWL.maxQualifiedCardinality,
    OWL.qualifiedCardinality,
)  # fmt: skip

_MAXIMA = (OWL.maxCardinality, OWL.maxQualifiedCardinality)
# These two may speak of owl:Thing ("has any value at all"); nothing else may.
_MAY_MEAN_ANYTHING = (OWL.someValuesFrom, OWL.onClass)


def expression_problems(graph: Graph, node: Node, place: Place) -> list[str]:
    """What OWL 2 RL forbids in the class expression `node` at this place."""
    if node == OWL.Thing:
        return [f"{place.axiom}: owl:Thing is not allowed as {place.position.value}"]
    return construct_problems(graph, node, place) if isinstance(node, BNode) else []


def construct_problems(graph: Graph, node: Node, place: Place) -> list[str]:
    """What OWL 2 RL forbids in the constructs of `node` itself and of the classes inside it."""
    used = [construct for construct in CONSTRUCTS if (node, construct, None) in graph]
    if len(used) != 1:
        return [f"{place.axiom}: a class expression has one construct, this one {len(used)}"]
    construct = used[0]
    if construct not in ALLOWED[place.position]:
        name = readable(graph, construct)
        return [f"{place.axiom}: {name} is not allowed as {place.position.value}"]
    return _maximum_problems(graph, node, construct, place) + [
        problem
        for role, inner in _inner_nodes(graph, node, construct)
        for problem in _inner_problems(graph, node, role, inner, place)
    ]


def _maximum_problems(graph: Graph, node: Node, construct: Node, place: Place) -> list[str]:
    if construct not in _MAXIMA:
        return []
    maximum = str(graph.value(node, construct))
    return [] if maximum in ("0", "1") else [f"{place.axiom}: the maximum {maximum} is not 0 or 1"]


def _inner_nodes(graph: Graph, node: Node, construct: Node) -> Iterator[tuple[Node, Node]]:
    """The classes or data ranges inside an expression, each with the predicate that leads there."""
    if construct in (OWL.intersectionOf, OWL.unionOf):
        parts = graph.value(node, construct) or RDF.nil
        yield from ((construct, member) for member in list_members(graph, parts) or [])
    if construct in (OWL.complementOf, OWL.someValuesFrom, OWL.allValuesFrom):
        yield from ((construct, inner) for inner in graph.objects(node, construct))
    if construct == OWL.maxQualifiedCardinality:
        for role in (OWL.onClass, OWL.onDataRange):
            yield from ((role, inner) for inner in graph.objects(node, role))


def _inner_problems(graph: Graph, node: Node, role: Node, inner: Node, place: Place) -> list[str]:
    """Judge an inner class by its own side: a condition inside a conclusion stays a condition."""
    if role == OWL.onDataRange or _restricts_data(graph, node):
        return data_range_problems(graph, inner, place.axiom)
    if role in _MAY_MEAN_ANYTHING and inner == OWL.Thing:
        return []
    is_condition = role in (OWL.complementOf, OWL.onClass)
    inner_place = replace(place, position=Position.SUBCLASS) if is_condition else place
    return expression_problems(graph, inner, inner_place)


def _restricts_data(graph: Graph, node: Node) -> bool:
    """Whether a restriction is on a datatype property, so that what it names is a data range."""
    properties = graph.objects(node, OWL.onProperty)
    return any((p, RDF.type, OWL.DatatypeProperty) in graph for p in properties)
