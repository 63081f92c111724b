"""A census counts what there is, each thing once, and nothing that is not there."""

from collections.abc import Callable

import pytest
from pyoxigraph import Quad

from ontology.iris import ONTOLOGY
from queries.census import Census, ClassCount, DocumentCount, GraphCount, PropertyCount
from store.embedded import EmbeddedStore

Toy = Callable[[str], EmbeddedStore]
ID = "https://w3id.org/shisaku/id/"
SHK = "https://w3id.org/shisaku/ns#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

# In the first graph and again in the second: one triple. The document has ten lines.
WORLD = f"""
@prefix c: <{ID}country/> .
@prefix d: <{ID}document/> .
@prefix p: <{ID}passage/d/> .
@prefix s: <{ID}statement/> .
<urn:one> {{ c:VN a shk:Country ; shk:date "2020" . }}
<urn:two> {{ c:VN a shk:Country . c:JP a shk:Country ; shk:date "2020" , "2021" . }}
_:three {{ c:VN shk:date "2022" . }}
<urn:prov> {{
    d:d a shk:Document ; shk:lineCount 10 ; rdfs:label "資料"@ja .
    p:2-4 shk:inDocument d:d ; shk:firstLine 2 ; shk:lastLine 4 .
    p:4 shk:inDocument d:d ; shk:firstLine 4 ; shk:lastLine 4 .
    p:9 shk:inDocument d:d ; shk:firstLine 9 ; shk:lastLine 9 .
    s:1 shk:basis shk:basis-stated ; shk:citation p:2-4 , p:4 .
    s:2 shk:basis shk:basis-editorial ; shk:citation p:4 .
    s:3 shk:basis shk:basis-stated .
    shk:basis-stated skos:notation "stated" . shk:basis-editorial skos:notation "editorial" .
}}
<urn:years> {{
    <{ID}fiscal-year/2023> a shk:FiscalYear ; shk:startYear 2023 .
    <{ID}fiscal-year/2019> a shk:FiscalYear ; shk:startYear 2019 .
}}
"""


@pytest.fixture(scope="module")
def census(toy: Toy) -> Census:
    return Census(toy(WORLD))


def test_triple_in_two_graphs_is_one(toy: Toy) -> None:
    census = Census(toy("<urn:g> { <urn:s> <urn:p> 1 } <urn:h> { <urn:s> <urn:p> 1 , 2 }"))
    assert (census.triples, census.subjects, census.objects) == (2, 1, 2)
    assert census.graphs == (GraphCount("urn:g", 1), GraphCount("urn:h", 2))
    assert census.properties == (PropertyCount("urn:p", 2, 1, 2),)


def test_members_of_classes_are_counted_the_largest_class_first(census: Census) -> None:
    assert census.classes == (
        ClassCount(f"{SHK}Country", 2),
        ClassCount(f"{SHK}FiscalYear", 2),
        ClassCount(f"{SHK}Document", 1),
    )
    assert census.entities == 5


def test_triples_of_a_property_are_counted_with_their_ends(census: Census) -> None:
    by_name = {counted.iri: counted for counted in census.properties}
    assert by_name[f"{SHK}date"] == PropertyCount(f"{SHK}date", 4, 2, 3)
    assert by_name[TYPE] == PropertyCount(TYPE, 5, 5, 3)
    assert sum(counted.triples for counted in census.properties) == census.triples


def test_graph_without_a_name_is_not_listed(census: Census) -> None:
    assert [graph.iri for graph in census.graphs] == ["urn:one", "urn:prov", "urn:two", "urn:years"]


def test_lines_that_facts_cite_are_counted_once(census: Census) -> None:
    (document,) = census.documents
    assert document == DocumentCount(
        f"{ID}document/d", {"ja": "資料", "en": None}, lines=10, cited_lines=3, facts=2
    )
    assert document.uncited_lines == 7


def test_facts_are_counted_by_basis(census: Census) -> None:
    assert census.bases == {"editorial": 1, "stated": 2}


def test_years_are_the_first_and_the_last(census: Census) -> None:
    assert census.years == (2019, 2023)


def test_vocabularies_are_those_of_the_terms_that_are_used(toy: Toy, census: Census) -> None:
    assert census.vocabularies == (
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "http://www.w3.org/2000/01/rdf-schema#",
        "http://www.w3.org/2004/02/skos/core#",
        SHK,
    )
    assert Census(toy("<urn:s> <http://x.example/a/b> <urn:o> ; <urn:x:p> 1 .")).vocabularies == (
        "http://x.example/a/",
        "urn:x:",
    )


def test_licence_is_that_of_a_release_of_ours(toy: Toy, census: Census) -> None:
    assert census.licence is None
    licence = f"<{ONTOLOGY}> <http://purl.org/dc/terms/license> <urn:licence> ."
    assert Census(toy(licence)).licence == "urn:licence"


def test_of_nothing_there_is_nothing() -> None:
    census = Census(EmbeddedStore())
    assert (census.triples, census.subjects, census.objects, census.entities) == (0, 0, 0, 0)
    assert (census.classes, census.properties, census.graphs) == ((), (), ())
    assert (census.documents, census.examples, census.vocabularies) == ((), (), ())
    assert (census.years, census.licence, census.bases) == (None, None, {})


def test_census_of_the_release_agrees_with_a_count_by_hand(store: EmbeddedStore) -> None:
    census = Census(store)
    quads: list[Quad] = list(store.quads())
    assert census.triples == len({quad.triple for quad in quads})
    assert sum(graph.triples for graph in census.graphs) == len(quads)
    things = {q.subject for q in quads if q.predicate.value == TYPE}
    assert census.entities == len([t for t in things if getattr(t, "value", "").startswith(ID)])
    (measures,) = [c.entities for c in census.classes if c.iri == f"{SHK}Measure"]
    assert measures == 192
    assert {document.lines for document in census.documents} == {3809, 238, 6932, 264, 97}
    assert all(0 <= document.cited_lines <= document.lines for document in census.documents)
