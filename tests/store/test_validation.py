"""A graph that breaks a shape is told what is wrong, where and with which value."""

import pytest
from pyoxigraph import Literal, Quad

from ontology import iris
from ontology.terms import RDFS, SHK, XSD, ontology_quads
from store.materialise import materialise
from store.validation import Invalid, validate

SEEDS = iris.graph("seeds")
VIET_NAM = iris.thing("country", "VN")


@pytest.fixture(scope="module")
def valid(asserted: list[Quad], facts: list[Quad]) -> list[Quad]:
    graph = [Quad(q.subject, q.predicate, q.object, SEEDS) for q in ontology_quads()]
    return [*graph, *asserted, *materialise(facts, ontology_quads())]


def test_real_graph_is_valid(valid: list[Quad]) -> None:
    assert validate(valid) == []


def test_missing_language_is_named(valid: list[Quad]) -> None:
    def is_english_name(quad: Quad) -> bool:
        return (
            quad.subject == VIET_NAM
            and quad.predicate == RDFS.label
            and isinstance(quad.object, Literal)
            and quad.object.language == "en"
        )

    (violation,) = validate(quad for quad in valid if not is_english_name(quad))
    assert violation.focus == VIET_NAM.value
    assert "English" in violation.message


def test_second_amount_is_refused(valid: list[Quad]) -> None:
    allocation = next(quad.subject for quad in valid if quad.predicate == SHK.amount)
    second = Quad(allocation, SHK.amount, Literal("1", datatype=XSD.integer), SEEDS)
    violations = validate([*valid, second])
    assert [violation.path for violation in violations] == [SHK.amount.value]


def test_statement_without_citation_is_refused(valid: list[Quad]) -> None:
    statement = next(quad.subject for quad in valid if quad.predicate == SHK.citation)
    broken = [q for q in valid if not (q.subject == statement and q.predicate == SHK.citation)]
    assert [violation.focus for violation in validate(broken)] == [str(statement).strip("<>")]


def test_error_has_one_line_for_each_violation(valid: list[Quad]) -> None:
    broken = [quad for quad in valid if quad.predicate != SHK.citation]
    violations = validate(broken)
    assert len(str(Invalid(violations)).splitlines()) == len(violations) > 1
