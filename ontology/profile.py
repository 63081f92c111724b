"""Whether the ontology stays in OWL 2 RL, the profile that forward rules can reason with.

Outside the profile some conclusions would be lost without a word, and other people's reasoners
could refuse the file. The check reads RDF triples only and needs no reasoner.
Source: https://www.w3.org/TR/owl2-profiles/#OWL_2_RL
"""

from collections.abc import Iterator

from rdflib import BNode, Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node

from ontology.class_expressions import (
    CONSTRUCTS,
    Place,
    Position,
    construct_problems,
    expression_problems,
)
from ontology.data_ranges import data_range_problems
from ontology.declarations import declaration_problems
from ontology.rdf_nodes import list_members, readable

_FORBIDDEN_AXIOMS = (OWL.disjointUnionOf,)
_FORBIDDEN_TYPES = (OWL.ReflexiveProperty,)
_LIST_PREDICATES = (
    OWL.intersectionOf, OWL.unionOf, OWL.oneOf, OWL.members, OWL.hasKey, OWL.disjointUnionOf,
)  # fmt: skip

# Where each axiom puts the class on its left and on its right; None where no class stands there.
_POSITIONS: dict[URIRef, tuple[Position | None, Position | None]] = {
    RDFS.subClassOf: (Position.SUBCLASS, Position.SUPERCLASS),
    OWL.equivalentClass: (Position.EQUIVALENT, Position.EQUIVALENT),
    OWL.disjointWith: (Position.SUBCLASS, Position.SUBCLASS),
    RDFS.domain: (None, Position.SUPERCLASS),
    OWL.hasKey: (Position.SUBCLASS, None),
}


def profile_problems(graph: Graph) -> list[str]:
    """Everything in an ontology that OWL 2 RL forbids or that is not declared, sorted.

    Each problem is one sentence that names the term. An empty list means that none was found; the
    global restrictions of OWL 2 DL (on the order of chains, for one) are not looked at.
    """
    problems = [
        *_forbidden_everywhere(graph),
        *_axiom_problems(graph),
        *_range_problems(graph),
        *_named_expression_problems(graph),
        *broken_lists(graph),
        *declaration_problems(graph),
    ]
    return sorted(set(problems))


def _forbidden_everywhere(graph: Graph) -> Iterator[str]:
    """Axioms that the profile lacks altogether."""
    for predicate in _FORBIDDEN_AXIOMS:
        for subject in graph.subjects(predicate):
            yield f"{readable(graph, subject)}: {readable(graph, predicate)} is not in OWL 2 RL"
    for kind in _FORBIDDEN_TYPES:
        for subject in graph.subjects(RDF.type, kind):
            yield f"{readable(graph, subject)}: {readable(graph, kind)} is not in OWL 2 RL"


def _axiom_problems(graph: Graph) -> list[str]:
    return [
        problem
        for node, place in _class_places(graph)
        for problem in expression_problems(graph, node, place)
    ]


def _class_places(graph: Graph) -> Iterator[tuple[Node, Place]]:
    """Every class in an axiom, named or anonymous, with the place where it stands."""
    for predicate, (left, right) in _POSITIONS.items():
        for subject, target in graph.subject_objects(predicate):
            axiom = f"{readable(graph, subject)} {readable(graph, predicate)}"
            if left:
                yield subject, Place(axiom, left)
            if right:
                yield target, Place(axiom, right)
    for subject, kind in graph.subject_objects(RDF.type):
        if isinstance(kind, BNode):
            yield kind, Place(f"{readable(graph, subject)} rdf:type", Position.SUPERCLASS)
    for group in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        for member in list_members(graph, graph.value(group, OWL.members) or RDF.nil) or []:
            yield member, Place("owl:AllDisjointClasses", Position.SUBCLASS)


def _range_problems(graph: Graph) -> Iterator[str]:
    """A range is a data range for a datatype property, and a superclass for any other."""
    for subject, target in graph.subject_objects(RDFS.range):
        axiom = f"{readable(graph, subject)} rdfs:range"
        if (subject, RDF.type, OWL.DatatypeProperty) in graph:
            yield from data_range_problems(graph, target, axiom)
        else:
            yield from expression_problems(graph, target, Place(axiom, Position.SUPERCLASS))


def _named_expression_problems(graph: Graph) -> Iterator[str]:
    """A construct written directly on a named class says the same as owl:equivalentClass."""
    named = {s for construct in CONSTRUCTS for s in graph.subjects(construct)}
    for node in named:
        if isinstance(node, URIRef):
            place = Place(f"definition of {readable(graph, node)}", Position.EQUIVALENT)
            yield from construct_problems(graph, node, place)


def broken_lists(graph: Graph) -> Iterator[str]:
    """Lists that end early, fork or run in a circle, so that readers disagree on their members."""
    for predicate in _LIST_PREDICATES:
        for subject, head in graph.subject_objects(predicate):
            if list_members(graph, head) is None:
                yield f"{readable(graph, subject)} {readable(graph, predicate)}: broken list"
