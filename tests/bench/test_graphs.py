"""The graphs of the benchmark: the same again, as large as they say, with gold that is right."""

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from bench.graphs import TRIPLES_PER_EDITION, derived, gold, parts, triples
from ontology.iris import ID
from ontology.terms import SHK, ontology_quads
from store.materialise import ENTAILED, materialise

SCALE = 2


def quads(scale: int) -> list[Quad]:
    text = "\n".join(f"{' '.join(triple)} ." for triple in triples(scale))
    return list(parse(text, format=RdfFormat.N_TRIPLES))


def test_a_seed_gives_the_same_graph_again() -> None:
    assert list(triples(1, seed=7)) == list(triples(1, seed=7))
    assert list(triples(1, seed=7)) != list(triples(1, seed=8))


@pytest.mark.parametrize("scale", [1, 3])
def test_a_graph_is_as_large_as_its_scale_says(scale: int) -> None:
    drawn = list(triples(scale))
    assert len(set(drawn)) == len(drawn)
    assert len(drawn) == pytest.approx(scale * TRIPLES_PER_EDITION, rel=0.1)


def test_gold_is_what_our_rules_find() -> None:
    stated = quads(SCALE)
    entailed = [q for q in materialise(stated, ontology_quads()) if q.graph_name == ENTAILED]
    found = {(q.predicate, q.subject, q.object) for q in (*stated, *entailed)}
    expected = {
        (SHK[name], NamedNode(ID + subject), NamedNode(ID + obj))
        for part, world in parts(SCALE)
        for name, links in derived(part, world).items()
        for subject, obj in links
    }
    names = {predicate for predicate, _, _ in expected}
    assert {triple for triple in found if triple[0] in names} == expected
    assert gold(SCALE).total() == len(expected)
