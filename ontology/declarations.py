"""Whether every term that an axiom uses is declared, as what it is used for, and is ours to define.

A misspelt superproperty is valid RDF and silently infers nothing; only a check finds it.
"""

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Node

from ontology.iris import NAMESPACE
from ontology.rdf_nodes import list_members, readable

# Vocabularies that ours may build on. Their terms are referred to and never redefined.
PUBLIC_VOCABULARIES = (
    "http://purl.org/dc/terms/",
    "http://purl.org/linked-data/cube#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2004/02/skos/core#",
    "http://www.w3.org/2006/time#",
    "http://www.w3.org/ns/oa#",
    "http://www.w3.org/ns/org#",
    "http://www.w3.org/ns/prov#",
    "http://xmlns.com/foaf/0.1/",
)

# Axioms between terms of one kind: class to class, or property to property.
_CLASS_AXIOMS = (RDFS.subClassOf, OWL.equivalentClass, OWL.disjointWith)
_PROPERTY_AXIOMS = (
    RDFS.subPropertyOf, OWL.equivalentProperty, OWL.inverseOf, OWL.propertyDisjointWith,
)  # fmt: skip
_DOMAIN_AND_RANGE = (RDFS.domain, RDFS.range)
AXIOM_PREDICATES = (
    *_CLASS_AXIOMS, *_PROPERTY_AXIOMS, *_DOMAIN_AND_RANGE,
    OWL.propertyChainAxiom, OWL.hasKey, OWL.disjointUnionOf,
)  # fmt: skip
_PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty)
# Only relations between things can have these; OWL 2 knows none of them for values.
_OBJECT_PROPERTY_TRAITS = (
    OWL.TransitiveProperty, OWL.SymmetricProperty, OWL.AsymmetricProperty,
    OWL.IrreflexiveProperty, OWL.ReflexiveProperty, OWL.InverseFunctionalProperty,
)  # fmt: skip


def declaration_problems(graph: Graph) -> list[str]:
    """Terms that are undeclared, declared as two kinds, used as another kind, or not ours."""
    return [
        *_property_kind_problems(graph),
        *_trait_problems(graph),
        *_reference_problems(graph),
        *_chain_problems(graph),
        *_redefined_terms(graph),
    ]


def _is_ours(node: Node) -> bool:
    return isinstance(node, URIRef) and node.startswith(NAMESPACE)


def _is_public(node: Node) -> bool:
    return isinstance(node, URIRef) and str(node).startswith(PUBLIC_VOCABULARIES)


def _our_properties(graph: Graph) -> set[Node]:
    """Our terms that the graph uses as properties, whether it declares them or not."""
    used: set[Node] = set(graph.predicates())
    for predicate in _PROPERTY_AXIOMS:
        used.update(graph.subjects(predicate))
        used.update(graph.objects(None, predicate))
    for predicate in (*_DOMAIN_AND_RANGE, OWL.propertyChainAxiom):
        used.update(graph.subjects(predicate))
    for kind in (*_PROPERTY_KINDS, *_OBJECT_PROPERTY_TRAITS, RDF.Property, OWL.FunctionalProperty):
        used.update(graph.subjects(RDF.type, kind))
    return {node for node in used if _is_ours(node)}


def _kinds(graph: Graph, node: Node) -> list[Node]:
    return [kind for kind in _PROPERTY_KINDS if (node, RDF.type, kind) in graph]


def _property_kind_problems(graph: Graph) -> list[str]:
    wrong = {0: "neither object nor datatype property", 2: "both object and datatype property"}
    return [
        f"{readable(graph, node)} is declared {wrong[count]}"
        for node in _our_properties(graph)
        if (count := len(_kinds(graph, node))) in wrong
    ]


def _trait_problems(graph: Graph) -> list[str]:
    return [
        f"{readable(graph, node)} has values and cannot be {readable(graph, trait)}"
        for trait in _OBJECT_PROPERTY_TRAITS
        for node in graph.subjects(RDF.type, trait)
        if (node, RDF.type, OWL.DatatypeProperty) in graph
    ]


def _reference_problems(graph: Graph) -> list[str]:
    """Superclasses, superproperties, domains and ranges that are declared nowhere we know of."""
    return [
        f"{readable(graph, subject)} {readable(graph, predicate)} {readable(graph, target)}: {why}"
        for predicate in (*_CLASS_AXIOMS, *_PROPERTY_AXIOMS, *_DOMAIN_AND_RANGE)
        for subject, target in graph.subject_objects(predicate)
        if (why := _reference_problem(graph, subject, predicate, target))
    ]


def _reference_problem(graph: Graph, subject: Node, predicate: Node, target: Node) -> str | None:
    """What is wrong with the term at the far end of an axiom; None for a sound one."""
    if isinstance(target, Literal):
        return "a literal is no term"
    if not isinstance(target, URIRef) or _is_datatype_place(graph, subject, predicate):
        return None  # anonymous classes and data ranges have checks of their own
    if not _is_ours(target):
        return None if _is_public(target) or target == OWL.Thing else "not a listed vocabulary"
    if predicate in _PROPERTY_AXIOMS:
        same = _kinds(graph, target) == _kinds(graph, subject)
        return None if same else "the two are not declared as the same kind of property"
    return None if (target, RDF.type, OWL.Class) in graph else "not declared as a class"


def _is_datatype_place(graph: Graph, subject: Node, predicate: Node) -> bool:
    return predicate == RDFS.range and OWL.DatatypeProperty in _kinds(graph, subject)


def _chain_problems(graph: Graph) -> list[str]:
    """Property chains that are not lists of two or more declared object properties."""
    return [
        f"chain of {readable(graph, subject)}: {why}"
        for subject, head in graph.subject_objects(OWL.propertyChainAxiom)
        for why in _links_problems(graph, subject, list_members(graph, head))
    ]


def _links_problems(graph: Graph, subject: Node, links: list[Node] | None) -> list[str]:
    if links is None or len(links) < 2:
        return ["needs a well-formed list of two or more properties"]
    return [
        f"{readable(graph, node)} is not declared as an object property"
        for node in (subject, *links)
        if (node, RDF.type, OWL.ObjectProperty) not in graph
    ]


def _redefined_terms(graph: Graph) -> list[str]:
    """Axioms about somebody else's term, which would change its meaning for every other user."""
    return [
        f"{readable(graph, subject)} is not ours to define ({readable(graph, predicate)})"
        for predicate in AXIOM_PREDICATES
        for subject in graph.subjects(predicate)
        if isinstance(subject, URIRef) and not _is_ours(subject)
    ]
