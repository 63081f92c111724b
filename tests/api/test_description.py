"""`/void` and the description of the SPARQL service: true numbers, and addresses that lead
somewhere."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pyoxigraph import RdfFormat, serialize
from rdflib import DCTERMS, FOAF, RDF, VOID, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from starlette.testclient import TestClient

from api.app import create_app
from api.descriptions import describe_service
from api.knowledge import Knowledge
from store.embedded import EmbeddedStore

URL = "https://shisaku.example"
DATASET = URIRef("https://w3id.org/shisaku/void#dataset")
PARSERS = {"ttl": "turtle", "jsonld": "json-ld", "json": "json-ld", "rdf": "xml", "nt": "nt"}
DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib's own knows only DCAT 2
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


@pytest.fixture(scope="module")
def published(knowledge: Knowledge) -> TestClient:
    """A client of the real graph at a public address."""
    built = replace(knowledge, built=datetime(2026, 11, 21, 9, 50, 38, tzinfo=UTC))
    return TestClient(create_app(built, "1.2.3", url=URL))


@pytest.fixture(scope="module")
def void(published: TestClient) -> Graph:
    return Graph().parse(data=published.get("/void.ttl").content, format="turtle")


@pytest.fixture(scope="module")
def small(
    serve: Callable[[EmbeddedStore], TestClient], toy: Callable[[str], EmbeddedStore]
) -> TestClient:
    """A client of a graph that is not ours."""
    return serve(toy("<urn:s> a <urn:Class> ; <urn:p> 1 . <urn:g> { <urn:s> <urn:p> 2 }"))


@pytest.mark.parametrize("suffix", PARSERS)
def test_every_form_of_rdf_says_the_same(published: TestClient, void: Graph, suffix: str) -> None:
    answer = published.get(f"/void.{suffix}")
    assert isomorphic(Graph().parse(data=answer.content, format=PARSERS[suffix]), void)


def test_document_is_about_the_dataset(void: Graph) -> None:
    document = URIRef("https://w3id.org/shisaku/void")
    assert (document, RDF.type, VOID.DatasetDescription) in void
    assert (document, FOAF.primaryTopic, DATASET) in void
    assert (DATASET, RDF.type, VOID.Dataset) in void
    assert (DATASET, RDF.type, DCAT.Dataset) in void


def test_licence_version_and_moment_are_told(void: Graph, knowledge: Knowledge) -> None:
    licence = URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert {*void.objects(DATASET, DCTERMS.license)} == {licence}
    assert {*void.objects(DATASET, DCAT.version)} == {Literal(knowledge.release)}
    moment = Literal("2026-11-21T09:50:38Z", datatype=XSD.dateTime)
    assert {*void.objects(DATASET, DCTERMS.modified)} == {moment}


def test_every_download_is_served_as_it_is_described(void: Graph, small: TestClient) -> None:
    """By the server of a small graph, for the files of the real one take long."""
    addresses = [
        (str(address), str(void.value(node, DCAT.mediaType) or ""))
        for node in void.objects(DATASET, DCAT.distribution)
        for address in void.objects(node, DCAT.downloadURL)
    ]
    assert len(addresses) >= 12
    for address, media_type in addresses:
        assert address.startswith(f"{URL}/exports/")
        answer = small.head(address.removeprefix(URL))
        assert answer.status_code == 200
        served = answer.headers["content-type"].partition(";")[0]
        iana = "https://www.iana.org/assignments/media-types/"
        assert media_type in ("", iana + served)


def test_dumps_are_the_whole_graph_as_rdf(void: Graph) -> None:
    dumps = {
        str(address).rpartition("graph.")[2] for address in void.objects(DATASET, VOID.dataDump)
    }
    assert dumps == {"ttl", "nt", "nq", "trig", "rdf", "jsonld"}


def test_other_addresses_are_of_the_public_url(published: TestClient, void: Graph) -> None:
    assert {*void.objects(DATASET, VOID.sparqlEndpoint)} == {URIRef(f"{URL}/sparql")}
    for description in void.objects(None, DCAT.endpointDescription):
        assert str(description) in (f"{URL}/sparql", f"{URL}/openapi.json")
    for page in void.objects(None, DCAT.landingPage):
        assert published.get(str(page).removeprefix(URL)).status_code == 200


@pytest.mark.parametrize("header", ["host", "x-forwarded-host", "forwarded", "x-forwarded-proto"])
@pytest.mark.parametrize("form", ["text/turtle", "text/html"])
def test_host_of_a_request_is_not_described(knowledge: Knowledge, header: str, form: str) -> None:
    client = TestClient(create_app(knowledge, "1.2.3", url=URL))
    answer = client.get("/void", headers={header: "evil.example", "accept": form})
    assert answer.status_code == 200
    assert "evil.example" not in answer.text


def test_well_known_address_leads_to_the_description(published: TestClient) -> None:
    answer = published.get(
        "/.well-known/void", headers={"host": "evil.example"}, follow_redirects=False
    )
    assert (answer.status_code, answer.headers["location"]) == (302, "/void")
    followed = published.get("/.well-known/void", headers={"accept": "text/turtle"})
    assert followed.headers["content-type"].startswith("text/turtle")


def test_form_that_there_is_not_is_refused(published: TestClient) -> None:
    assert published.get("/void.pdf").status_code == 404
    assert published.get("/void", headers={"accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (
            "en",
            ["About the data", "CC BY 4.0", "MIC Priority Measures 2024, collection", "Measure"],
        ),
        ("ja", ["データについて", "総務省重点施策2024 重点施策集", "典拠としていない行", "施策"]),
    ],
)
def test_page_shows_the_same_to_people(
    published: TestClient, small: TestClient, void: Graph, language: str, texts: list[str]
) -> None:
    page = published.get("/void", params={"lang": language}, headers={"accept": "text/html"}).text
    for text in texts:
        assert text in page
    for predicate in (VOID.triples, VOID.entities):
        assert f"{int(str(void.value(DATASET, predicate))):,}" in page
    assert f'href="{void.value(DATASET, DCTERMS.license)}"' in page
    links = set(re.findall(r'href="(/(?:exports|void)[^"]*)"', page))
    assert {"/exports/graph.ttl", "/exports/measures.csv", "/void.ttl"} <= links
    for link in links:
        assert small.head(link).status_code == 200


def test_file_of_somebody_else_is_neither_named_nor_licensed_as_ours(small: TestClient) -> None:
    void = Graph().parse(data=small.get("/void.ttl").content, format="turtle")
    assert {*void.objects(DATASET, DCTERMS.title)} == {Literal("toy")}
    assert {*void.objects(None, DCTERMS.license)} == set()
    assert {*void.objects(DATASET, DCTERMS.modified)} == set()
    page = small.get("/void.html").text
    assert "toy" in page
    assert "Ministry of Internal Affairs and Communications and what" not in page


def test_counting_is_done_once_for_a_release(knowledge: Knowledge) -> None:
    asked: list[str] = []

    class Counting:
        def query(self, text: str, *rest: object) -> object:
            asked.append(text)
            return knowledge.store.query(text)

    counting = Knowledge.of(Counting(), "toy")  # type: ignore[arg-type]
    client = TestClient(create_app(counting, "1.2.3"))
    client.get("/void.ttl")
    before = len(asked)
    client.get("/void.ttl")
    client.get("/void.html")
    assert len(asked) == before


@pytest.mark.parametrize("union", [True, False])
def test_sparql_service_is_described(knowledge: Knowledge, union: bool) -> None:
    triples = describe_service(knowledge, URL, union=union)
    graph = Graph().parse(data=serialize(triples, format=RdfFormat.TURTLE), format="turtle")
    (service,) = graph.subjects(RDF.type, SD.Service)
    assert {*graph.objects(service, SD.endpoint)} == {URIRef(f"{URL}/sparql")}
    assert {*graph.objects(service, SD.supportedLanguage)} == {SD.SPARQL11Query}
    assert ((service, SD.feature, SD.UnionDefaultGraph) in graph) is union
    formats = {str(iri).rpartition("/")[2] for iri in graph.objects(service, SD.resultFormat)}
    assert {"SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "Turtle",
            "SPARQL_Results_TSV", "N-Triples", "RDF_XML", "JSON-LD"} <= formats  # fmt: skip
    dataset = graph.value(service, SD.defaultDataset)
    default = graph.value(dataset, SD.defaultGraph)
    assert graph.value(default, VOID.triples) == Literal(knowledge.census.triples)
    named = {
        str(graph.value(node, SD.name)): graph.value(graph.value(node, SD.graph), VOID.triples)
        for node in graph.objects(dataset, SD.namedGraph)
    }
    assert named == {found.iri: Literal(found.triples) for found in knowledge.census.graphs}
    assert "https://w3id.org/shisaku/graph/provenance" in named
