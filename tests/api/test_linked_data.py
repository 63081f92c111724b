"""Things and the ontology, in the form that is asked for by header or by suffix."""

import json
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from starlette.testclient import TestClient

from store.embedded import EmbeddedStore

VN = "/id/country/VN"
NODE = URIRef("https://w3id.org/shisaku/id/country/VN")
NS = "https://w3id.org/shisaku/ns#"

FORMS = {
    "html": "text/html",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "bib": "application/x-bibtex",
    "csl.json": "application/vnd.citationstyles.csl+json",
}
PARSERS = {"ttl": "turtle", "jsonld": "json-ld", "rdf": "xml", "nt": "nt"}

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def media_type(content_type: str) -> str:
    return content_type.partition(";")[0]


@pytest.mark.parametrize("path", [VN, "/id/measure/2024/17-2-7", "/ns"])
@pytest.mark.parametrize(("suffix", "form"), FORMS.items())
def test_suffix_and_header_ask_for_the_same(
    client: TestClient, path: str, suffix: str, form: str
) -> None:
    by_suffix = client.get(f"{path}.{suffix}", headers={"accept": "image/png"})
    by_header = client.get(path, headers={"accept": form})
    assert by_suffix.status_code == by_header.status_code == 200
    assert media_type(by_suffix.headers["content-type"]) == form
    assert media_type(by_header.headers["content-type"]) == form
    assert by_suffix.content == by_header.content


@pytest.mark.parametrize("path", [VN, "/ns"])
@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("text/turtle;q=0.5, application/n-triples", "application/n-triples"),
        ("text/html;q=0, */*;q=0.1, text/turtle", "text/turtle"),
        ("application/rdf+xml, application/ld+json;q=0.9", "application/rdf+xml"),
    ],
)
def test_header_chooses_the_form(client: TestClient, path: str, accept: str, form: str) -> None:
    answer = client.get(path, headers={"accept": accept})
    assert media_type(answer.headers["content-type"]) == form
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize("path", [VN, "/ns"])
@pytest.mark.parametrize("accept", ["image/png", "application/pdf, text/csv", "*/*;q=0"])
def test_form_that_there_is_not_is_refused_with_a_list(
    client: TestClient, path: str, accept: str
) -> None:
    answer = client.get(path, headers={"accept": accept})
    assert answer.status_code == 406
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["formats"] == list(FORMS.values())


def triples(client: TestClient, path: str, suffix: str) -> Graph:
    return Graph().parse(data=client.get(f"{path}.{suffix}").content, format=PARSERS[suffix])


@pytest.mark.parametrize("suffix", PARSERS)
@pytest.mark.parametrize(
    "path", [VN, "/id/measure/2024/17-2-1", "/id/agreement/g7-leaders-communique", "/ns"]
)
def test_every_form_of_rdf_says_the_same(client: TestClient, path: str, suffix: str) -> None:
    turtle = triples(client, path, "ttl")
    assert len(turtle) > 10
    assert isomorphic(triples(client, path, suffix), turtle)


@pytest.mark.parametrize("suffix", PARSERS)
def test_graph_of_a_thing_says_what_it_is_called_and_what_points_to_it(
    client: TestClient, suffix: str
) -> None:
    graph = triples(client, VN, suffix)
    measure = URIRef("https://w3id.org/shisaku/id/measure/2024/17-2-7")
    assert {*graph.objects(NODE, RDFS.label)} == {
        Literal("ベトナム", lang="ja"),
        Literal("Viet Nam", lang="en"),
    }
    assert (measure, URIRef(f"{NS}namesCountry"), NODE) in graph
    assert (measure, RDFS.label, Literal("消防用機器等の海外展開", lang="ja")) in graph


def test_json_of_a_thing_is_that_of_its_list(client: TestClient) -> None:
    assert client.get(f"{VN}.json").json() == client.get("/countries/VN").json()


@pytest.mark.parametrize(
    "path",
    [
        "/id/measure/2024/17-2-8-1",
        "/id/policy/2024/17",
        "/id/region/tatarstan",
        "/id/organisation/g7",
        "/id/programme/metaverse-safe-use",
        "/id/budget/metaverse-safe-use-2024-initial-30000000",
        "/id/activity/gpai-japan-centre-launch",
        "/id/event/igf-2023",
        "/id/policy-document/broadcasting-act",
        "/id/document/mic-priority-measures-2024",
        "/id/passage/mic-priority-measures-2024/3615",
        "/id/fiscal-year/2024",
    ],
)
@pytest.mark.parametrize(("suffix", "form"), FORMS.items())
def test_thing_of_any_kind_can_be_had_in_any_form(
    client: TestClient, path: str, suffix: str, form: str
) -> None:
    answer = client.get(f"{path}.{suffix}")
    assert answer.status_code == 200
    assert media_type(answer.headers["content-type"]) == form
    assert path.rpartition("/")[2] in answer.text


def test_rule_and_statement_can_be_looked_up_as_well(client: TestClient) -> None:
    query = "SELECT ?s ?r { ?s <https://w3id.org/shisaku/ns#byRule> ?r } LIMIT 1"
    answer = client.get("/sparql", params={"query": query}).json()
    for binding in answer["results"]["bindings"][0].values():
        path = binding["value"].removeprefix("https://w3id.org/shisaku")
        assert len(triples(client, path, "ttl")) > 1
        assert client.get(f"{path}.html").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/id/country/XX",
        "/id/country/vn",
        "/id/country/VN.pdf",
        "/id/country/VN.ttl.ttl",
        "/id/country/",
        "/id/country/VN/",
        "/id/country/VN%00",
        "/id/country/VN%20",
        "/id/country/..%2Fcountry%2FVN",
        "/id/country/%2e%2e/country/VN",
        "/id/country//VN",
        "/id/country/%E3%83%99%E3%83%88%E3%83%8A%E3%83%A0",
        "/id/country/%3E%20%7D%20%23",
        f"/id/country/{'V' * 5000}",
        "/id/measure/17-2-7",
        "/id/planet/mars",
        "/id/etc/passwd",
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "application/json"])
def test_identifier_of_nothing_is_not_found(client: TestClient, path: str, accept: str) -> None:
    answer = client.get(path, headers={"accept": accept})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_ontology_has_every_term_with_its_version(client: TestClient) -> None:
    graph = triples(client, "/ns", "ttl")
    ontology = URIRef("https://w3id.org/shisaku/ns")
    assert (ontology, RDF.type, OWL.Ontology) in graph
    assert (URIRef(f"{NS}Measure"), RDF.type, OWL.Class) in graph
    assert (ontology, OWL.versionIRI, None) in graph
    assert (ontology, DCTERMS.title, None) in graph


def test_ontology_as_json_is_json_ld(client: TestClient) -> None:
    answer = client.get("/ns.json")
    assert media_type(answer.headers["content-type"]) == "application/json"
    graph = Graph().parse(data=json.dumps(answer.json()), format="json-ld")
    assert isomorphic(graph, triples(client, "/ns", "ttl"))


@pytest.mark.parametrize(("lang", "text"), [("ja", "施策"), ("en", "Measure")])
def test_page_of_the_ontology_is_in_the_language_asked_for(
    client: TestClient, lang: str, text: str
) -> None:
    page = client.get("/ns.html", params={"lang": lang}).text
    assert f'<dt id="Measure"><code>Measure</code> {text}</dt>' in page


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        (VN, "https://w3id.org/shisaku/id/country/VN"),
        (f"{VN}.ttl", "https://w3id.org/shisaku/id/country/VN"),
        ("/ns.rdf", "https://w3id.org/shisaku/ns"),
        ("/ns/0.1.0", "https://w3id.org/shisaku/ns"),
        ("/void", "https://w3id.org/shisaku/void"),
    ],
)
def test_answer_names_itself_and_its_other_forms(
    client: TestClient, path: str, canonical: str
) -> None:
    answer = client.get(path, headers={"accept": "text/turtle;q=0.5"})
    resource = urlsplit(canonical).path.removeprefix("/shisaku")
    assert answer.links["canonical"]["url"] == canonical
    links = [link.strip() for link in answer.headers["link"].split(",")]
    here = media_type(answer.headers["content-type"])
    assert [link for link in links if 'rel="alternate"' in link] == [
        f'<{resource}.{suffix}>; rel="alternate"; type="{form}"'
        for suffix, form in FORMS.items()
        if form != here
    ]
    suffix = next(suffix for suffix, form in FORMS.items() if form == here)
    assert answer.headers["content-location"] == f"{resource}.{suffix}"
    assert client.get(f"{resource}.{suffix}").content == answer.content


@pytest.mark.parametrize(
    ("query", "accepted", "language", "text"),
    [
        ("", "", "en", "Viet Nam"),
        ("", "ja,en;q=0.5", "ja", "ベトナム"),
        ("", "fr", "en", "Viet Nam"),
        ("?lang=ja", "en", "ja", "ベトナム"),
        ("?lang=en", "ja", "en", "Viet Nam"),
    ],
)
def test_page_is_labelled_in_the_language_asked_for(
    client: TestClient, query: str, accepted: str, language: str, text: str
) -> None:
    headers = {"accept": "text/html", "accept-language": accepted}
    answer = client.get(VN + query, headers=headers)
    assert answer.headers["content-language"] == language
    assert answer.headers["content-location"] == f"{VN}.html?lang={language}"
    assert f"<h1>{text}</h1>" in answer.text


@pytest.mark.parametrize("suffix", ["ttl", "json"])
def test_data_are_in_both_languages_whatever_is_asked_for(client: TestClient, suffix: str) -> None:
    answers = [
        client.get(f"{VN}.{suffix}", headers={"accept-language": language})
        for language in ("ja", "en")
    ]
    assert answers[0].content == answers[1].content
    assert "content-language" not in answers[0].headers
    assert {"ベトナム", "Viet Nam"} <= {w for w in ("ベトナム", "Viet Nam") if w in answers[0].text}


def test_ontology_is_at_its_version_and_at_no_other(client: TestClient) -> None:
    ontology = URIRef("https://w3id.org/shisaku/ns")
    version = str(triples(client, "/ns", "ttl").value(ontology, OWL.versionIRI))
    path = version.removeprefix("https://w3id.org/shisaku")
    assert client.get(f"{path}.ttl").content == client.get("/ns.ttl").content
    answer = client.get("/ns/9.9.9")
    assert answer.status_code == 404
    assert answer.json()["detail"] == (
        f"there is no version '9.9.9' of the ontology; there is {version.rpartition('/')[2]}"
    )


RETIRED = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<https://w3id.org/shisaku/id/organisation/asean> a shk:Forum ; rdfs:label "ASEAN"@en .
<https://w3id.org/shisaku/id/organisation/asaen> owl:deprecated true ;
    shk:retiredOn "2026-11-21"^^xsd:date ;
    dcterms:isReplacedBy <https://w3id.org/shisaku/id/organisation/asean> ;
    skos:changeNote "綴りの誤り"@ja , "a misspelling"@en .
<https://w3id.org/shisaku/id/organisation/asia-club> owl:deprecated true ;
    shk:retiredOn "2026-11-21"^^xsd:date ;
    skos:changeNote "そのような組織はない"@ja , "there is no such body"@en .
<https://w3id.org/shisaku/id/measure/2024/1-1-9> owl:deprecated true .
shk:oldTerm owl:deprecated true .
"""


@pytest.fixture(scope="module")
def retired(
    serve: Callable[[EmbeddedStore], TestClient], toy: Callable[[str], EmbeddedStore]
) -> TestClient:
    return serve(toy(RETIRED))


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("rest", ["", ".ttl", ".html?lang=ja", "?lang=ja"])
@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "image/png"])
def test_replaced_key_leads_to_what_stands_in_its_place(
    retired: TestClient, method: str, rest: str, accept: str
) -> None:
    headers = {"accept": accept, "host": "evil.example"}
    path = f"/id/organisation/asaen{rest}"
    answer = retired.request(method, path, headers=headers, follow_redirects=False)
    assert answer.status_code == 301
    assert answer.headers["location"] == f"/id/organisation/asean{rest}"


def test_redirection_ends_at_the_thing(retired: TestClient) -> None:
    answer = retired.get("/id/organisation/asaen.ttl")
    assert answer.status_code == 200
    assert '"ASEAN"@en' in answer.text


@pytest.mark.parametrize("rest", ["", ".ttl", ".html"])
def test_key_without_replacement_is_gone_with_its_reason(retired: TestClient, rest: str) -> None:
    answer = retired.get(f"/id/organisation/asia-club{rest}")
    assert answer.status_code == 410
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["detail"] == (
        "organisation 'asia-club' is retired since 2026-11-21: there is no such body"
    )
    assert problem["since"] == "2026-11-21"
    assert problem["reason"] == {"ja": "そのような組織はない", "en": "there is no such body"}


def test_key_of_which_only_is_known_that_it_is_retired_is_gone(retired: TestClient) -> None:
    answer = retired.get("/id/measure/2024/1-1-9")
    assert answer.status_code == 410
    assert answer.json()["detail"] == "measure '2024/1-1-9' is retired"


def test_key_that_never_was_is_not_found(retired: TestClient) -> None:
    assert retired.get("/id/organisation/asia-clubs").status_code == 404
