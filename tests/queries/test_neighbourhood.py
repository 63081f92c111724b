"""A thing as a graph of its own: what linked data hands out."""

from collections.abc import Callable

from pyoxigraph import Literal, NamedNode

from ontology.terms import RDFS, SHK, ontology_quads
from queries.neighbourhood import ontology_triples, thing_triples
from store.embedded import EmbeddedStore

Toy = Callable[[str], EmbeddedStore]

VN = NamedNode("https://w3id.org/shisaku/id/country/VN")
MEASURE = NamedNode("https://w3id.org/shisaku/id/measure/2024/17-2-7")


def test_thing_comes_with_both_directions_and_the_labels_around_it(store: EmbeddedStore) -> None:
    found = {(t.subject, t.predicate, t.object) for t in thing_triples(store, VN.value)}
    assert (VN, RDFS.label, Literal("ベトナム", language="ja")) in found
    assert (MEASURE, SHK.namesCountry, VN) in found
    assert (MEASURE, RDFS.label, Literal("消防用機器等の海外展開", language="ja")) in found


def test_only_the_thing_and_its_neighbours_are_subjects(store: EmbeddedStore) -> None:
    triples = thing_triples(store, VN.value)
    strangers = [
        t for t in triples if VN not in (t.subject, t.object) and t.predicate != RDFS.label
    ]
    assert strangers == []


def test_statements_about_a_thing_stay_out(toy: Toy) -> None:
    store = toy("""
        id:statement\\/1 rdf:subject id:country\\/VN ; rdf:predicate rdfs:label ; rdf:object "x" .
        id:statement\\/2 rdf:subject m:1-1 ; rdf:predicate shk:namesCountry ;
          rdf:object id:country\\/VN .
    """)
    assert thing_triples(store, VN.value) == []


def test_unknown_thing_has_no_triples(store: EmbeddedStore) -> None:
    assert thing_triples(store, "https://w3id.org/shisaku/id/country/XX") == []


def test_triples_come_once_and_in_the_same_order(store: EmbeddedStore) -> None:
    triples = thing_triples(store, MEASURE.value)
    assert len(set(triples)) == len(triples)
    assert triples == sorted(triples, key=str) == thing_triples(store, MEASURE.value)


def test_ontology_is_all_its_triples_and_no_data(store: EmbeddedStore) -> None:
    assert len(ontology_triples(store)) == len(ontology_quads())
    assert VN not in {triple.subject for triple in ontology_triples(store)}
