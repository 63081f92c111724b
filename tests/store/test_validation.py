"""A graph that breaks a shape is told what is wrong, where and with which value."""

import pytest
from pyoxigraph import Literal, Quad

from ontology import iris
from ontology.terms import RDF, RDFS, SHK, XSD, ontology_quads
from store.materialise import materialise
from store.validation import Invalid, validate

SEEDS = iris.graph("seeds")
VIET_NAM = iris.thing("country", "VN")


ONTOLOGY = [Quad(q.subject, q.predicate, q.object, SEEDS) for q in ontology_quads()]


@pytest.fixture(scope="module")
def valid(asserted: list[Quad]) -> list[Quad]:
    """A small part of the real graph that needs no other: a country, an allocation and a passage
    with all that they lead to, and the statements that say so of the country."""
    about: dict[object, list[Quad]] = {}
    for quad in asserted:
        about.setdefault(quad.subject, []).append(quad)
    waiting: list[object] = [
        VIET_NAM,
        next(quad.subject for quad in asserted if quad.predicate == SHK.amount),
        *(q.subject for q in asserted if q.predicate == RDF.subject and q.object == VIET_NAM),
    ]
    found: dict[object, list[Quad]] = {}
    while waiting:
        node = waiting.pop()
        if node not in found:
            found[node] = about.get(node, [])
            waiting += [quad.object for quad in found[node]]
    return [*ONTOLOGY, *(quad for quads in found.values() for quad in quads)]


def test_real_graph_is_valid(asserted: list[Quad], facts: list[Quad]) -> None:
    assert validate([*ONTOLOGY, *asserted, *materialise(facts, ontology_quads())]) == []


def test_each_fault_is_named_where_it_is(valid: list[Quad]) -> None:
    """A name without its English, a second amount, and a statement without its citations."""
    assert validate(valid) == []
    allocation = next(quad.subject for quad in valid if quad.predicate == SHK.amount)
    statement = next(quad.subject for quad in valid if quad.predicate == SHK.citation)
    broken = [quad for quad in valid if not (_is_english_name(quad) or _cites(quad, statement))]
    broken.append(Quad(allocation, SHK.amount, Literal("1", datatype=XSD.integer), SEEDS))
    violations = validate(broken)
    assert {(v.focus, v.path) for v in violations} >= {
        (VIET_NAM.value, RDFS.label.value),
        (str(allocation).strip("<>"), SHK.amount.value),
    }
    assert str(statement).strip("<>") in {v.focus for v in violations}
    assert len(violations) == 3
    assert "English" in next(v.message for v in violations if v.focus == VIET_NAM.value)
    assert len(str(Invalid(violations)).splitlines()) == 3


def _is_english_name(quad: Quad) -> bool:
    return (
        quad.subject == VIET_NAM
        and quad.predicate == RDFS.label
        and isinstance(quad.object, Literal)
        and quad.object.language == "en"
    )


def _cites(quad: Quad, statement: object) -> bool:
    return quad.subject == statement and quad.predicate == SHK.citation
