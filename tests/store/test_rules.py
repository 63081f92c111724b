"""Each kind of axiom becomes its rule of the W3C profile, and nothing else does."""

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ontology.terms import ontology_quads
from store.rules import Rule, compile_rules

PREFIXES = """
@prefix ex: <https://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""


def quads(turtle: str) -> list[Quad]:
    return list(parse((PREFIXES + turtle).encode(), format=RdfFormat.TURTLE))


def keys(rules: tuple[Rule, ...]) -> list[str]:
    return [rule.node.value.partition("/id/rule/")[2] for rule in rules]


@pytest.mark.parametrize(
    ("axiom", "rules"),
    [
        ("ex:A rdfs:subClassOf ex:B .", ["cax-sco/A.B"]),
        ("ex:A owl:equivalentClass ex:B .", ["cax-eqc1/A.B", "cax-eqc2/B.A"]),
        ("ex:p rdfs:subPropertyOf ex:q .", ["prp-spo1/p.q"]),
        ("ex:p owl:equivalentProperty ex:q .", ["prp-eqp1/p.q", "prp-eqp2/q.p"]),
        ("ex:p rdfs:domain ex:A .", ["prp-dom/p.A"]),
        ("ex:p rdfs:range ex:A .", ["prp-rng/p.A"]),
        ("ex:p a owl:TransitiveProperty .", ["prp-trp/p"]),
        ("ex:p a owl:SymmetricProperty .", ["prp-symp/p"]),
        ("ex:p owl:inverseOf ex:q .", ["prp-inv1/p.q", "prp-inv2/q.p"]),
        ("ex:p owl:propertyChainAxiom ( ex:q ex:r ) .", ["prp-spo2/q.r.p"]),
        ("ex:p owl:propertyChainAxiom ( ex:q ex:r ex:s ) .", ["prp-spo2/q.r.s.p"]),
        ("ex:p a owl:ObjectProperty ; rdfs:label 'p' .", []),
        ("ex:a ex:p ex:b .", []),
    ],
)
def test_axiom_gives_its_rules(axiom: str, rules: list[str]) -> None:
    assert keys(compile_rules(quads(axiom))) == rules


def test_rules_are_in_one_order_whatever_the_order_of_the_axioms() -> None:
    axioms = quads("ex:A rdfs:subClassOf ex:B . ex:p rdfs:range ex:A . ex:p owl:inverseOf ex:q .")
    assert compile_rules(axioms) == compile_rules(reversed(axioms))


def test_an_axiom_stated_twice_gives_one_rule() -> None:
    axiom = quads("ex:A rdfs:subClassOf ex:B .")
    assert len(compile_rules([*axiom, *axiom])) == 1


def test_each_grade_of_involvement_has_its_chain() -> None:
    chains = [key for key in keys(compile_rules(ontology_quads())) if key.startswith("prp-spo2")]
    assert {
        "prp-spo2/restsOn.hasPartyCountry.involvesCountryByAgreement",
        "prp-spo2/hasActivity.concernsCountry.involvesCountryByActivity",
        "prp-spo2/hasEvent.takesPlaceIn.involvesCountryByActivity",
        "prp-spo2/namesOrganisation.hasMemberCountry.involvesCountryByMembership",
    } <= set(chains)


def test_rules_of_the_ontology_have_identifiers_of_their_own() -> None:
    rules = compile_rules(ontology_quads())
    nodes: set[NamedNode] = {rule.node for rule in rules}
    assert len(nodes) == len(rules)
