"""The description of a store says what its census counts, in the terms of VoID, DCAT and DQV."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from itertools import groupby

import pytest
from pyoxigraph import NamedNode, Triple

from ontology.terms import DCAT, DCTERMS, DQV, RDF, SD, VOID
from queries.census import Census
from queries.description import (
    DESCRIPTION_PREFIXES,
    Download,
    Offering,
    compact,
    dataset_description,
    service_description,
)
from store.embedded import EmbeddedStore

Toy = Callable[[str], EmbeddedStore]
URL = "https://shisaku.example"
BASE = "https://w3id.org/shisaku/"
DATASET = f"{BASE}void#dataset"
JAPAN = timezone(timedelta(hours=9))

WORLD = f"""
@prefix dcterms: <http://purl.org/dc/terms/> .
<{BASE}ns> dcterms:license <urn:licence> .
<{BASE}graph/document/d> {{ <{BASE}id/country/VN> a shk:Country ; <urn:p> 1 , 2 . }}
<urn:weird#graph> {{ <urn:s> a <urn:weird#class> . }}
<{BASE}graph/provenance> {{
    <{BASE}id/document/d> a shk:Document ; shk:lineCount 10 .
    <{BASE}id/passage/d/3> shk:inDocument <{BASE}id/document/d> ; shk:firstLine 3 ; shk:lastLine 3 .
    <{BASE}id/statement/1> shk:basis shk:basis-stated ; shk:citation <{BASE}id/passage/d/3> .
    shk:basis-stated skos:notation "stated" .
    <{BASE}id/fiscal-year/2023> a shk:FiscalYear ; shk:startYear 2023 .
}}
"""


@pytest.fixture(scope="module")
def census(toy: Toy) -> Census:
    return Census(toy(WORLD))


@pytest.fixture(scope="module")
def described(census: Census) -> list[Triple]:
    downloads = (
        Download("graph.ttl", "text/turtle", is_dump=True),
        Download("graph.gexf", "application/gexf+xml", is_dump=False),
    )
    built = datetime(2026, 11, 21, 18, 50, 38, 999, JAPAN)
    return dataset_description(census, Offering(URL, "1.2.3-abc", built, downloads))


def said(triples: list[Triple], subject: str, predicate: NamedNode) -> set[str]:
    """The values of a property of a subject, as text."""
    return {
        str(getattr(t.object, "value", ""))
        for t in triples
        if t.predicate == predicate and t.subject == NamedNode(subject)
    }


@pytest.mark.parametrize(
    ("predicate", "values"),
    [
        (RDF.type, {VOID.Dataset.value, DCAT.Dataset.value}),
        (DCAT.version, {"1.2.3-abc"}),
        (DCTERMS.modified, {"2026-11-21T09:50:38Z"}),
        (DCTERMS.license, {"urn:licence"}),
        (DCTERMS.source, {f"{BASE}id/document/d"}),
        (VOID.uriSpace, {f"{BASE}id/"}),
        (VOID.exampleResource, {f"{BASE}id/country/VN"}),
        (VOID.dataDump, {f"{URL}/exports/graph.ttl"}),
        (VOID.sparqlEndpoint, {f"{URL}/sparql"}),
        (VOID.classes, {"4"}),
    ],
)
def test_dataset_is_described(
    described: list[Triple], predicate: NamedNode, values: set[str]
) -> None:
    assert said(described, DATASET, predicate) == values


@pytest.mark.parametrize(
    ("node", "predicate", "values"),
    [
        ("class-shk:Country", VOID["class"], {"https://w3id.org/shisaku/ns#Country"}),
        ("class-shk:Country", VOID.entities, {"1"}),
        ("class-urn:weird%23class", VOID["class"], {"urn:weird#class"}),
        ("property-urn:p", VOID.triples, {"2"}),
        ("property-urn:p", VOID.distinctSubjects, {"1"}),
        ("property-urn:p", VOID.distinctObjects, {"2"}),
        ("years", DCAT.startDate, {"2023-04-01"}),
        ("years", DCAT.endDate, {"2024-03-31"}),
        ("coverage-d-lines", DQV.value, {"10"}),
        ("coverage-d-cited-lines", DQV.value, {"1"}),
        ("coverage-d-uncited-lines", DQV.value, {"9"}),
        ("coverage-d-facts", DQV.value, {"1"}),
        ("coverage-d-facts", DQV.computedOn, {f"{BASE}id/document/d"}),
        ("coverage-stated", DQV.value, {"1"}),
        ("coverage-stated", DQV.computedOn, {DATASET}),
        ("distribution-graph.gexf", DCAT.downloadURL, {f"{URL}/exports/graph.gexf"}),
        ("distribution-graph.gexf", DCAT.mediaType, set()),
        (
            "distribution-graph.ttl",
            DCAT.mediaType,
            {"https://www.iana.org/assignments/media-types/text/turtle"},
        ),
    ],
)
def test_parts_of_the_dataset_are_described(
    described: list[Triple], node: str, predicate: NamedNode, values: set[str]
) -> None:
    assert said(described, f"{BASE}void#{node}", predicate) == values


def test_what_is_not_counted_is_not_measured(described: list[Triple]) -> None:
    """No fact is derived or editorial here: nothing says that there are none, or any."""
    measured = said(described, DATASET, DQV.hasQualityMeasurement)
    assert measured == {f"{BASE}void#coverage-stated"}


def test_graph_of_a_document_names_the_document(described: list[Triple]) -> None:
    graph = f"{BASE}graph/document/d"
    assert said(described, graph, DCTERMS.source) == {f"{BASE}id/document/d"}
    assert said(described, graph, VOID.triples) == {"3"}
    assert said(described, "urn:weird#graph", DCTERMS.source) == set()


def test_every_measurement_is_of_a_metric_that_is_defined(described: list[Triple]) -> None:
    metrics = {t.object for t in described if t.predicate == DQV.isMeasurementOf}
    defined = {t.subject for t in described if t.object == DQV.Metric}
    assert metrics
    assert metrics <= defined


@pytest.mark.parametrize("built", [None, datetime(2026, 11, 21, tzinfo=JAPAN)])
def test_moment_is_told_only_where_it_is_known(census: Census, built: datetime | None) -> None:
    triples = dataset_description(census, Offering(URL, "toy", built, ()))
    assert bool(said(triples, DATASET, DCTERMS.modified)) is (built is not None)


def test_each_triple_is_said_once_and_what_is_about_one_thing_together(
    described: list[Triple], census: Census
) -> None:
    for triples in (described, service_description(census, URL, ["urn:f"], union=True)):
        assert len(set(triples)) == len(triples)
        runs = [subject for subject, _ in groupby(triples, key=lambda t: t.subject)]
        assert len(set(runs)) == len(runs)


@pytest.mark.parametrize("union", [True, False])
def test_service_says_what_the_default_graph_is(census: Census, union: bool) -> None:
    triples = service_description(census, URL, ["urn:format"], union=union)
    service = f"{BASE}void#sparql"
    assert said(triples, service, SD.endpoint) == {f"{URL}/sparql"}
    assert said(triples, service, SD.resultFormat) == {"urn:format"}
    assert said(triples, service, SD.feature) == ({SD.UnionDefaultGraph.value} if union else set())
    assert said(triples, f"{BASE}void#named-document/d", SD.name) == {f"{BASE}graph/document/d"}
    assert said(triples, f"{BASE}void#named-urn:weird%23graph", SD.name) == {"urn:weird#graph"}


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        (f"{BASE}ns#Measure", "shk:Measure"),
        (DESCRIPTION_PREFIXES["dcat"], "dcat:"),
        ("urn:x", "urn:x"),
    ],
)
def test_iri_is_written_with_its_prefix(iri: str, name: str) -> None:
    assert compact(iri) == name
