"""The entailed graph, and the statements that say why each of its triples holds."""

from pyoxigraph import NamedNode, Quad

from ontology import iris
from ontology.terms import RDF, SHK, ontology_quads
from store.materialise import ENTAILED, PROVENANCE, materialise

MEASURE = iris.measure("2024", "17-2-7")
VIET_NAM = iris.thing("country", "VN")


def test_graded_involvement_is_entailed(facts: list[Quad]) -> None:
    entailed = set(materialise(facts, ontology_quads()))
    for name in ("involvesCountryByAgreement", "involvesCountryByActivity", "involvesCountry"):
        assert Quad(MEASURE, SHK[name], VIET_NAM, ENTAILED) in entailed
    assert Quad(MEASURE, SHK.involvesCountryByMembership, VIET_NAM, ENTAILED) not in entailed


def test_every_entailed_fact_has_a_statement_with_rule_and_premises(facts: list[Quad]) -> None:
    quads = list(materialise(facts, ontology_quads()))
    proven: dict[NamedNode, set[str]] = {}
    for quad in quads:
        if quad.graph_name == PROVENANCE and isinstance(quad.subject, NamedNode):
            proven.setdefault(quad.subject, set()).add(quad.predicate.value)
    for quad in quads:
        subject, obj = quad.subject, quad.object
        assert isinstance(subject, NamedNode)
        if quad.graph_name == ENTAILED and subject.value.startswith(iris.ID):
            assert isinstance(obj, NamedNode)
            said = proven[iris.statement(subject, quad.predicate, obj)]
            assert {SHK.byRule.value, SHK.premise.value, SHK.basis.value} <= said


def test_premises_of_every_statement_end_in_citations(asserted: list[Quad]) -> None:
    facts = [quad for quad in asserted if quad.graph_name != PROVENANCE]
    premises: dict[object, list[object]] = {}
    cited = {quad.subject for quad in asserted if quad.predicate == SHK.citation}
    for quad in materialise(facts, ontology_quads()):
        if quad.predicate == SHK.premise:
            premises.setdefault(quad.subject, []).append(quad.object)

    def ends_in_citations(statement: object) -> bool:
        return statement in cited or (
            statement in premises and all(map(ends_in_citations, premises[statement]))
        )

    assert premises
    assert all(map(ends_in_citations, premises))


def test_what_follows_about_the_ontology_alone_is_no_fact() -> None:
    quads = list(materialise([], ontology_quads()))
    assert not [quad for quad in quads if quad.graph_name == PROVENANCE]


def test_rules_that_were_used_are_described_in_both_languages(facts: list[Quad]) -> None:
    quads = list(materialise(facts, ontology_quads()))
    rules = {q.object for q in quads if q.predicate == SHK.byRule}
    described = {q.subject for q in quads if q.predicate == RDF.type and q.object == SHK.Rule}
    labels = [q for q in quads if q.subject in rules and q.predicate.value.endswith("#label")]
    assert rules == described
    assert len(labels) == 2 * len(rules)
