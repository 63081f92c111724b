"""Our entailments are those of owlrl, on small ontologies made to hurt and on the real graph.

What owlrl says beyond ours is known noise: literals as subjects, everything being the same as
itself and an owl:Thing, and triples about the schema and its lists.
"""

from collections.abc import Iterable

import owlrl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import OWL, BNode, Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.term import Node

from ontology.terms import RDF, SHK, ontology_quads
from store.entailment import Triple, entail
from store.materialise import ENTAILED, materialise
from store.rules import compile_rules
from tests.store.test_rules import quads

EX = "https://example.org/"
DATA = EX + "data/"


def reference(schema: Iterable[Quad], facts: Iterable[Quad], about: str) -> set[tuple[str, ...]]:
    """What owlrl holds after closing, about subjects under an IRI, without its noise."""
    graph = as_graph([*schema, *facts])
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return {as_text(triple) for triple in graph if not is_noise(triple, about)}


def as_graph(triples: Iterable[Quad]) -> Graph:
    lines = [f"{quad.subject} {quad.predicate} {quad.object} ." for quad in triples]
    return Graph().parse(data="\n".join(lines), format="nt")


def is_noise(triple: tuple[Node, Node, Node], about: str) -> bool:
    subject, predicate, obj = triple
    return (
        isinstance(subject, RdflibLiteral | BNode)
        or isinstance(obj, BNode)
        or not str(subject).startswith(about)
        or (predicate == OWL.sameAs and subject == obj)
        or obj == OWL.Thing
    )


def as_text(triple: tuple[Node, Node, Node]) -> tuple[str, ...]:
    return tuple(
        node.n3() if isinstance(node, URIRef | RdflibLiteral) else str(node) for node in triple
    )


def ours(schema: Iterable[Quad], facts: Iterable[Quad], about: str) -> set[tuple[str, ...]]:
    axioms, asserted = list(schema), list(facts)
    entailed = [q for q in materialise(asserted, axioms) if q.graph_name == ENTAILED]
    graph = as_graph([*axioms, *asserted, *entailed])
    return {as_text(triple) for triple in graph if not is_noise(triple, about)}


SUBJECTS = "@prefix d: <https://example.org/data/> ."

TOYS = {
    "chain of two": (
        "ex:p owl:propertyChainAxiom ( ex:q ex:r ) .",
        "d:a ex:q d:b . d:b ex:r d:c .",
    ),
    "chain of three": (
        "ex:p owl:propertyChainAxiom ( ex:q ex:r ex:s ) .",
        "d:a ex:q d:b . d:b ex:r d:c . d:c ex:s d:d . d:c ex:s d:e .",
    ),
    "chain over a transitive property": (
        "ex:p owl:propertyChainAxiom ( ex:q ex:t ) . ex:t a owl:TransitiveProperty .",
        "d:a ex:q d:b . d:b ex:t d:c . d:c ex:t d:d .",
    ),
    "chain that feeds itself": (
        "ex:t owl:propertyChainAxiom ( ex:at ex:t ) .",
        "d:a ex:at d:b . d:b ex:at d:c . d:c ex:t d:d .",
    ),
    "chain of one property with itself": (
        "ex:p owl:propertyChainAxiom ( ex:q ex:q ) .",
        "d:a ex:q d:b . d:b ex:q d:c . d:c ex:q d:c .",
    ),
    "inverse of a subproperty": (
        "ex:sub rdfs:subPropertyOf ex:p . ex:p owl:inverseOf ex:back .",
        "d:a ex:sub d:b . d:c ex:back d:d .",
    ),
    "symmetric and transitive": (
        "ex:near a owl:SymmetricProperty , owl:TransitiveProperty .",
        "d:a ex:near d:b . d:b ex:near d:c .",
    ),
    "transitive cycle": (
        "ex:within a owl:TransitiveProperty .",
        "d:a ex:within d:b . d:b ex:within d:c . d:c ex:within d:a .",
    ),
    "equivalent classes and properties": (
        "ex:A owl:equivalentClass ex:B . ex:p owl:equivalentProperty ex:q .",
        "d:a a ex:A . d:b a ex:B . d:a ex:p d:b . d:b ex:q d:a .",
    ),
    "domain and range": (
        "ex:p rdfs:domain ex:A ; rdfs:range ex:B . ex:A rdfs:subClassOf ex:C .",
        "d:a ex:p d:b .",
    ),
    "range of a property with a literal": (
        "ex:p rdfs:domain ex:A .",
        "d:a ex:p 'text' .",
    ),
    "subclass cycle": (
        "ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:C . ex:C rdfs:subClassOf ex:A .",
        "d:a a ex:B .",
    ),
    "subproperty cycle": (
        "ex:p rdfs:subPropertyOf ex:q . ex:q rdfs:subPropertyOf ex:p .",
        "d:a ex:p d:b .",
    ),
    "nothing to entail from": ("ex:A rdfs:subClassOf ex:B .", ""),
    "facts without an ontology": ("", "d:a ex:p d:b ."),
}


@pytest.mark.parametrize("name", TOYS)
def test_toy_ontology_entails_what_owlrl_entails(name: str) -> None:
    schema, facts = (quads(SUBJECTS + text) for text in TOYS[name])
    assert ours(schema, facts, DATA) == reference(schema, facts, DATA)


@pytest.fixture(scope="module")
def some_facts(facts: list[Quad]) -> list[Quad]:
    """The facts about chapter 17, about what its measures lead to and what leads to them, and one
    of every class and property: owlrl takes far too long for all."""
    measures = {q.subject for q in facts if "/measure/2024/17-" in str(q.subject)}
    beside = {
        *(quad.object for quad in facts if quad.subject in measures),
        *(quad.subject for quad in facts if quad.object in measures),
    }
    near = [quad for quad in facts if quad.subject in measures or quad.subject in beside]
    one_of_each = {(q.predicate, q.object if q.predicate == RDF.type else None): q for q in facts}
    return list(dict.fromkeys([*near, *one_of_each.values()]))


def test_real_graph_entails_what_owlrl_entails(some_facts: list[Quad]) -> None:
    about = "https://w3id.org/shisaku/id/"
    expected = reference(ontology_quads(), some_facts, about)
    assert ours(ontology_quads(), some_facts, about) == expected
    graded = {f"<{SHK.prefix}involvesCountryBy{how}>" for how in ("Agreement", "Activity")}
    assert graded <= {predicate for _, predicate, _ in expected}


def node(name: str) -> NamedNode:
    return NamedNode(DATA + name)


def prop(name: str) -> NamedNode:
    return NamedNode(EX + name)


RULES = compile_rules(
    quads("""
    ex:p owl:propertyChainAxiom ( ex:q ex:t ) . ex:t a owl:TransitiveProperty .
    ex:q owl:inverseOf ex:back . ex:s a owl:SymmetricProperty ; rdfs:subPropertyOf ex:q .
    """)
)
TRIPLES = st.tuples(
    st.sampled_from("abcde").map(node),
    st.sampled_from(["p", "q", "t", "back", "s"]).map(prop),
    st.sampled_from("abcde").map(node),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TRIPLES, max_size=12))
def test_order_of_facts_changes_no_entailment(facts: list[Triple]) -> None:
    assert set(entail(facts, RULES)) == set(entail(list(reversed(facts)), RULES))


@settings(max_examples=60, deadline=None)
@given(st.lists(TRIPLES, max_size=12))
def test_every_entailed_triple_rests_on_facts_or_earlier_ones(facts: list[Triple]) -> None:
    known = set(facts)
    for triple, derivation in entail(facts, RULES).items():
        assert set(derivation.premises) <= known
        assert triple not in known
        known.add(triple)


@settings(max_examples=60, deadline=None)
@given(st.lists(TRIPLES, max_size=12))
def test_entailing_again_gives_nothing_new(facts: list[Triple]) -> None:
    closed = [*facts, *entail(facts, RULES)]
    assert entail(closed, RULES) == {}


def test_literal_never_becomes_a_subject() -> None:
    rules = compile_rules(quads("ex:p owl:inverseOf ex:back . ex:p rdfs:range ex:A ."))
    assert entail([(node("a"), prop("p"), Literal("text"))], rules) == {}


def test_derivation_names_rule_and_premises_in_the_order_of_the_chain() -> None:
    rules = compile_rules(quads("ex:p owl:propertyChainAxiom ( ex:q ex:r ) ."))
    first: Triple = (node("a"), prop("q"), node("b"))
    second: Triple = (node("b"), prop("r"), node("c"))
    derivation = entail([second, first], rules)[node("a"), prop("p"), node("c")]
    assert derivation.rule.profile == "prp-spo2"
    assert derivation.premises == (first, second)
