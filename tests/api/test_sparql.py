"""The SPARQL 1.1 Protocol: the ways to send a query, and the forms of the answer.

The cases follow the protocol tests of the W3C (rdf-tests/sparql/sparql11/protocol) and those of
the Oxigraph server.
"""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import pytest
from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)
from rdflib import Graph
from rdflib.compare import isomorphic
from starlette.testclient import TestClient

SELECT = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?label ?nothing {
  <https://w3id.org/shisaku/id/country/VN> rdfs:label ?label
  OPTIONAL { ?label rdfs:label ?nothing }
} ORDER BY ?label
"""
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
CONSTRUCT { ?s skos:notation ?code ; skos:altLabel ?name }
WHERE { ?s skos:notation ?code ; skos:altLabel ?name }
"""
DESCRIBE = "DESCRIBE <https://w3id.org/shisaku/id/region/tatarstan>"
SEEDS = "https://w3id.org/shisaku/graph/seeds"
ONTOLOGY = "https://w3id.org/shisaku/graph/ontology"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
COUNT_NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"

RESULTS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
}
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
    "text/n3": RdfFormat.N3,
    "application/json": RdfFormat.JSON_LD,
}


def count(
    client: TestClient,
    query: str = COUNT,
    *,
    default: Sequence[str] = (),
    named: Sequence[str] = (),
) -> int:
    """What a query counts, with these default graphs and named graphs."""
    graphs = [
        *(("default-graph-uri", graph) for graph in default),
        *(("named-graph-uri", graph) for graph in named),
    ]
    answer = client.get("/sparql", params=[("query", query), *graphs])
    assert answer.status_code == 200
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


def media_type(content_type: str) -> str:
    return content_type.partition(";")[0]


def test_query_can_be_sent_by_get_by_form_and_as_the_body(client: TestClient) -> None:
    got = client.get("/sparql", params={"query": SELECT})
    form = client.post("/sparql", data={"query": SELECT})
    direct = client.post("/sparql", content=SELECT.encode(), headers={"content-type": DIRECT})
    assert [answer.status_code for answer in (got, form, direct)] == [200, 200, 200]
    assert got.content == form.content == direct.content
    assert [row["label"]["value"] for row in got.json()["results"]["bindings"]] == [
        "Viet Nam",
        "ベトナム",
    ]


@pytest.mark.parametrize("charset", ["; charset=utf-8", ";charset=UTF-8", " ; x=y"])
def test_body_may_name_its_charset(client: TestClient, charset: str) -> None:
    headers = {"content-type": DIRECT.upper() + charset}
    query = "ASK { ?s ?p 'ベトナム'@ja }"
    answer = client.post("/sparql", content=query.encode(), headers=headers)
    assert answer.json()["boolean"] is True


@pytest.mark.parametrize(("accept", "form"), RESULTS.items())
def test_rows_come_in_every_form_and_read_back_the_same(
    client: TestClient, accept: str, form: QueryResultsFormat
) -> None:
    answer = client.get("/sparql", params={"query": SELECT}, headers={"accept": accept})
    assert media_type(answer.headers["content-type"]) == accept
    assert answer.headers["vary"] == "Accept"
    if form == QueryResultsFormat.CSV:
        rows = list(csv.reader(io.StringIO(answer.text)))
        assert rows == [["label", "nothing"], ["Viet Nam", ""], ["ベトナム", ""]]
        return
    parsed = parse_query_results(answer.content, format=form)
    assert isinstance(parsed, QuerySolutions)
    assert [variable.value for variable in parsed.variables] == ["label", "nothing"]
    assert [(str(row["label"]), row["nothing"]) for row in parsed] == [
        ('"Viet Nam"@en', None),
        ('"ベトナム"@ja', None),
    ]


@pytest.mark.parametrize("accept", [a for a in RESULTS if not a.startswith("text/")])
@pytest.mark.parametrize(("query", "truth"), [(ASK, True), ("ASK { ?s ?s ?s }", False)])
def test_truth_comes_in_the_forms_that_have_one(
    client: TestClient, accept: str, query: str, truth: bool
) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    parsed = parse_query_results(answer.content, format=RESULTS[accept])
    assert isinstance(parsed, QueryBoolean)
    assert bool(parsed) is truth


@pytest.mark.parametrize("accept", ["text/csv", "text/tab-separated-values"])
def test_truth_in_a_table_is_one_word(client: TestClient, accept: str) -> None:
    answer = client.get("/sparql", params={"query": ASK}, headers={"accept": accept})
    assert (answer.status_code, answer.text.strip()) == (200, "true")


@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE], ids=["construct", "describe"])
@pytest.mark.parametrize(("accept", "form"), GRAPHS.items())
def test_triples_come_in_every_form_and_read_back_the_same(
    client: TestClient, query: str, accept: str, form: RdfFormat
) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert media_type(answer.headers["content-type"]) == accept
    turtle = client.get("/sparql", params={"query": query, "format": "ttl"})
    expected = {quad.triple for quad in parse(turtle.content, format=RdfFormat.TURTLE)}
    assert len(expected) >= 5
    assert {quad.triple for quad in parse(answer.content, format=form)} == expected


@pytest.mark.parametrize(("accept", "parser"), [
    ("text/turtle", "turtle"), ("application/n-triples", "nt"), ("application/rdf+xml", "xml"),
])  # fmt: skip
def test_triples_can_be_read_by_another_library(
    client: TestClient, accept: str, parser: str
) -> None:
    answer = client.get("/sparql", params={"query": CONSTRUCT}, headers={"accept": accept})
    turtle = client.get("/sparql", params={"query": CONSTRUCT, "format": "ttl"})
    assert isomorphic(
        Graph().parse(data=answer.content, format=parser),
        Graph().parse(data=turtle.content, format="turtle"),
    )


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        (SELECT, "json", "application/sparql-results+json"),
        (SELECT, "xml", "application/sparql-results+xml"),
        (SELECT, "csv", "text/csv"),
        (SELECT, "tsv", "text/tab-separated-values"),
        (ASK, "json", "application/sparql-results+json"),
        (ASK, "xml", "application/sparql-results+xml"),
        (CONSTRUCT, "ttl", "text/turtle"),
        (CONSTRUCT, "nt", "application/n-triples"),
        (CONSTRUCT, "rdf", "application/rdf+xml"),
        (CONSTRUCT, "xml", "application/rdf+xml"),
        (CONSTRUCT, "jsonld", "application/ld+json"),
        (CONSTRUCT, "json", "application/ld+json"),
        (CONSTRUCT, "turtle", "text/turtle"),
        (CONSTRUCT, "n3", "text/turtle"),
        (CONSTRUCT, "rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "json-ld", "application/ld+json"),
    ],
)
def test_format_goes_before_the_header(
    client: TestClient, query: str, name: str, expected: str
) -> None:
    answer = client.get(
        "/sparql", params={"query": query, "format": name}, headers={"accept": "image/png"}
    )
    assert media_type(answer.headers["content-type"]) == expected


@pytest.mark.parametrize(
    ("query", "accept", "expected"),
    [
        (SELECT, None, "application/sparql-results+json"),
        (SELECT, "*/*", "application/sparql-results+json"),
        (SELECT, "text/*", "text/csv"),
        (SELECT, "text/csv,text/html;q=0.9", "text/csv"),
        (SELECT, "text/html,*/*;q=0.1", "text/html"),
        (SELECT, "text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values"),
        (CONSTRUCT, None, "text/turtle"),
        (CONSTRUCT, "*/*", "text/turtle"),
        (CONSTRUCT, "application/*", "application/n-triples"),
    ],
)
def test_without_a_clear_wish_the_usual_form_comes(
    client: TestClient, query: str, accept: str | None, expected: str
) -> None:
    request = client.build_request("GET", "/sparql", params={"query": query})
    del request.headers["accept"]
    if accept is not None:
        request.headers["accept"] = accept
    answer = client.send(request)
    assert media_type(answer.headers["content-type"]) == expected


EVERY_FORM = [*RESULTS, *GRAPHS, "text/html"]


@pytest.mark.parametrize(
    ("query", "accept", "formats"),
    [
        (SELECT, "text/turtle", list(RESULTS)),
        (ASK, "image/png", EVERY_FORM),
        (CONSTRUCT, "text/csv", list(GRAPHS)),
        (DESCRIBE, "application/sparql-results+json", list(GRAPHS)),
        (SELECT, "*/*;q=0", EVERY_FORM),
    ],
)
@pytest.mark.filterwarnings("error")
def test_form_that_an_answer_cannot_have_is_refused_with_a_list(
    client: TestClient, query: str, accept: str, formats: list[str]
) -> None:
    answer = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert answer.status_code == 406
    assert answer.json()["formats"] == formats


@pytest.mark.parametrize(
    ("formats", "expected"),
    [
        (["text/csv"], "text/csv"),
        (["tsv", "text/tab-separated-values"], "text/tab-separated-values"),
        (["application/xml;q=0.5,text/csv"], "text/csv"),
        (["json", ""], "application/sparql-results+json"),
        ([""], "application/sparql-results+json"),
    ],
)
def test_format_may_be_a_media_type_as_well(
    client: TestClient, formats: list[str], expected: str
) -> None:
    answer = client.get("/sparql", params={"query": SELECT, "format": formats})
    assert media_type(answer.headers["content-type"]) == expected


def test_form_of_the_other_kind_of_answer_is_refused_as_well(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": SELECT, "format": "ttl"})
    assert answer.status_code == 406


def test_unknown_format_is_refused_with_those_there_are(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": ASK, "format": "pdf"})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "format")
    assert answer.json()["detail"].startswith(
        "format 'pdf' is none of json, xml, csv, tsv, ttl, nt, rdf, jsonld"
    )


def test_without_a_dataset_a_query_sees_all_graphs_as_one(client: TestClient) -> None:
    seeds = count(client, default=[SEEDS])
    assert 0 < seeds < count(client) <= count(client, COUNT_NAMED)


def test_default_graphs_are_what_a_query_sees(client: TestClient) -> None:
    one = count(client, default=[SEEDS])
    other = count(client, default=[ONTOLOGY])
    both = count(client, default=[SEEDS, ONTOLOGY])
    assert both == one + other
    assert count(client, COUNT_NAMED, default=[SEEDS]) == 0


def test_named_graphs_are_what_a_query_may_name(client: TestClient) -> None:
    seeds = count(client, default=[SEEDS])
    assert count(client, COUNT_NAMED, named=[SEEDS]) == seeds
    assert count(client, named=[SEEDS]) == 0


@pytest.mark.parametrize("by", ["get", "form", "direct"])
def test_dataset_is_named_in_the_same_way_however_a_query_is_sent(
    client: TestClient, by: str
) -> None:
    graphs = [("default-graph-uri", SEEDS), ("named-graph-uri", ONTOLOGY)]
    query = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    if by == "get":
        answer = client.get("/sparql", params=[("query", query), *graphs])
    elif by == "form":
        answer = client.post("/sparql", data=dict([("query", query), *graphs]))
    else:
        headers = {"content-type": DIRECT}
        answer = client.post("/sparql", params=graphs, content=query, headers=headers)
    found = int(answer.json()["results"]["bindings"][0]["n"]["value"])
    assert found == count(client, default=[SEEDS, ONTOLOGY])


def test_dataset_of_the_request_goes_before_that_of_the_query(client: TestClient) -> None:
    query = f"SELECT (COUNT(*) AS ?n) FROM <{ONTOLOGY}> {{ ?s ?p ?o }}"
    assert count(client, query) == count(client, default=[ONTOLOGY])
    assert count(client, query, default=[SEEDS]) == count(client, default=[SEEDS])


@pytest.mark.parametrize(
    "graph", ["http://127.0.0.1:9/data.ttl", "file:///etc/passwd", "urn:x", f"{SEEDS}-of-others"]
)
def test_graph_elsewhere_is_empty_and_nothing_is_fetched(client: TestClient, graph: str) -> None:
    assert count(client, default=[graph]) == 0
    assert count(client, f"SELECT (COUNT(*) AS ?n) FROM <{graph}> {{ ?s ?p ?o }}") == 0
    assert count(client, COUNT_NAMED, named=[graph]) == 0


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("graph", ["no iri", "", "/etc/passwd", "http://a/<b>", "seeds"])
def test_graph_that_is_no_iri_is_refused(client: TestClient, name: str, graph: str) -> None:
    answer = client.get("/sparql", params={"query": ASK, name: graph})
    assert answer.status_code == 400


def detail(answer: Any, status: int = 400) -> str:
    """The sentence of a problem."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    return str(answer.json()["detail"])


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        # The engine names the place at which it gave up, which is at or just behind the mistake.
        ("SELECT * {\n  ?s ?p\n}", 3, 2),
        ("SELECT *\nWHERE {\n  ?s a:b ?o\n}", 3, 11),
        ("SELECT * { ?s ?p ?o } }", 1, 24),
        ("ASK { }\nASK { }", 2, 7),
        ("SELECT ?x { ?s ?p ?o }\nGROUP BY ?s", 2, 12),
        ("SELEC * { }", 1, 10),
        ("", 1, 1),
        ("ASK {\n\x00 }", 2, 4),
    ],
)
def test_syntax_error_names_line_and_column(
    client: TestClient, query: str, line: int, column: int
) -> None:
    answer = client.get("/sparql", params={"query": query})
    problem = answer.json()
    assert problem["type"].endswith("/sparql-syntax")
    assert (problem["line"], problem["column"]) == (line, column)
    assert detail(answer).startswith(f"line {line}, column {column}: ")


def test_prefix_that_is_not_declared_is_said_to_be_so(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "SELECT * { ?s rdfs:label ?o }"})
    assert "a prefix is used that the query does not declare" in detail(answer)


def test_query_is_wanted(client: TestClient) -> None:
    for answer in (
        client.post("/sparql"),
        client.post("/sparql", data={"format": "json"}),
        client.post("/sparql?x=y", data={"x": "y"}),
    ):
        assert answer.status_code in (400, 415)
    assert detail(client.post("/sparql", data={"x": "y"})) == "the parameter query is missing"


def test_query_is_wanted_once(client: TestClient) -> None:
    body = f"query={quote(ASK)}&query={quote(ASK)}"
    for answer in (
        client.get(f"/sparql?{body}"),
        client.post("/sparql", content=body, headers={"content-type": FORM}),
    ):
        assert detail(answer) == "the parameter query stands 2 times"


def test_query_stands_where_the_method_has_it(client: TestClient) -> None:
    direct = client.post("/sparql?query=x", content=ASK, headers={"content-type": DIRECT})
    assert detail(direct) == "the query stands both in the body and in the address"
    form = client.post("/sparql", params={"query": ASK}, data={"query": ASK})
    assert detail(form) == "the field query of a posted form stands in the address"


UPDATE = "INSERT DATA { <urn:s> <urn:p> <urn:o> }"


def test_update_is_refused_in_every_shape_and_changes_nothing(client: TestClient) -> None:
    before = count(client)
    update_type = {"content-type": "application/sparql-update"}
    statuses = [
        client.get("/sparql", params={"update": UPDATE}).status_code,
        client.get("/sparql", params={"query": UPDATE}).status_code,
        client.post("/sparql", data={"update": UPDATE}).status_code,
        client.post("/sparql", data={"query": UPDATE}).status_code,
        client.post("/sparql", content=UPDATE, headers={"content-type": DIRECT}).status_code,
        client.post("/sparql", content=UPDATE, headers=update_type).status_code,
        client.post("/update", data={"update": UPDATE}).status_code,
        client.post("/sparql", data={"query": f"# SELECT\n{UPDATE}"}).status_code,
        client.post("/sparql", data={"query": f"\\u0049{UPDATE[1:]}"}).status_code,
        client.post("/sparql", data={"query": f"PREFIX a: <urn:a> {UPDATE}"}).status_code,
        client.post("/sparql", data={"query": f"{ASK} ; {UPDATE}"}).status_code,
    ]
    assert statuses == [400, 400, 400, 400, 400, 415, 404, 400, 400, 400, 400]
    assert count(client) == before


def test_update_is_called_by_its_name(client: TestClient) -> None:
    assert detail(client.post("/sparql", data={"update": UPDATE})) == (
        "updates are refused; this endpoint answers queries only"
    )
    assert detail(client.post("/sparql", data={"query": UPDATE})) == (
        "INSERT is an update; this endpoint answers queries only"
    )


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("query", ["", "?graph=urn:x", "?default"])
def test_graph_store_protocol_is_refused(client: TestClient, method: str, query: str) -> None:
    answer = client.request(method, f"/sparql{query}", content="<urn:s> <urn:p> <urn:o> .")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, POST"


SERVICES = [
    "SELECT * { SERVICE <%s> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <%s> { ?s ?p ?o } }",
    "SELECT * { service silent <%s> { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <%s> { ?s ?p ?o } }",
    "ASK { FILTER EXISTS { SERVICE <%s> { ?s ?p ?o } } }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <%s> { ?s ?p ?o } }",
    "SELECT * { VALUES ?x { <%s> } SERVICE ?x { ?s ?p ?o } }",
    "PREFIX service: <%s> SELECT * { SERVICE:a { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE<%s>{ ?s ?p ?o } }",
    'SELECT * { BIND("\\u005C" AS ?x) SERVICE <%s> { ?s ?p ?o } } #"',
]


@pytest.mark.parametrize("query", SERVICES)
@pytest.mark.parametrize("by", ["get", "form", "direct"])
def test_service_is_forbidden(client: TestClient, query: str, by: str) -> None:
    text = query % "http://127.0.0.1:9/sparql"
    answer = {
        "get": lambda: client.get("/sparql", params={"query": text}),
        "form": lambda: client.post("/sparql", data={"query": text}),
        "direct": lambda: client.post("/sparql", content=text, headers={"content-type": DIRECT}),
    }[by]()
    assert detail(answer, 403) == (
        "SERVICE is refused: no query of a stranger opens connections here"
    )


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("ASK {" + "{" * 200 + "}" * 200 + "}", 400, "the query nests brackets deeper than 128"),
        ("ASK {} #" + "x" * 1_000_000, 413, "the query is longer than 1000000 characters"),
        ("ASK {" + "?a " * 60_000 + "}", 413, "the query has more than 60000 words and signs"),
        ("ASK { FILTER(1<(2)&&3>2) } #SERVICE", 400, "<(2)&&3> may be an IRI or not"),
        ("ASK { ?s ?p 'x } #SERVICE", 400, "the sign ' stands outside of any string"),
    ],
)
def test_query_beyond_the_limits_is_refused(
    client: TestClient, query: str, status: int, sentence: str
) -> None:
    assert detail(client.post("/sparql", data={"query": query}), status).startswith(sentence)


@pytest.mark.parametrize("query", ["ASK%7B%FF%7D", "%C3%28", "ASK%7B%ED%A0%80%7D"])
def test_bytes_that_are_no_utf_8_are_refused_and_not_replaced(
    client: TestClient, query: str
) -> None:
    got = client.get(f"/sparql?query={query}")
    form = client.post("/sparql", content=f"query={query}", headers={"content-type": FORM})
    assert detail(got) == detail(form) == "the request is not UTF-8"


def test_body_that_is_no_utf_8_is_refused_with_the_place(client: TestClient) -> None:
    headers = {"content-type": DIRECT}
    latin = client.post("/sparql", content=b"ASK { # \xe9\n}", headers=headers)
    assert detail(latin) == "the request is not UTF-8 at byte 8"
    utf16 = client.post("/sparql", content=ASK.encode("utf-16"), headers=headers)
    assert detail(utf16) == "the request is not UTF-8 at byte 0"


@pytest.mark.parametrize("by", ["query=ASK%7B%00%7D", "query=%00", "query=ASK{}%00"])
def test_nul_is_a_syntax_error(client: TestClient, by: str) -> None:
    answer = client.get(f"/sparql?{by}")
    assert (answer.status_code, answer.json()["line"]) == (400, 1)


@pytest.mark.parametrize(
    ("headers", "shown"),
    [
        ({}, "no type"),
        ({"content-type": "text/plain"}, "text/plain"),
        ({"content-type": "application/json"}, "application/json"),
        ({"content-type": "multipart/form-data; boundary=x"}, "multipart/form-data"),
        ({"content-type": "text/turtle"}, "text/turtle"),
    ],
)
def test_body_of_another_type_is_refused(
    client: TestClient, headers: dict[str, str], shown: str
) -> None:
    answer = client.post("/sparql", content=ASK.encode(), headers=headers)
    assert detail(answer, 415) == f"a query is posted as {FORM} or {DIRECT}, not as {shown}"


@pytest.mark.parametrize("media", [FORM, DIRECT])
def test_body_that_is_too_large_is_refused_before_it_is_read_whole(
    client: TestClient, media: str
) -> None:
    sent = 0

    def body() -> Any:
        nonlocal sent
        for _ in range(100):
            sent += 100_000
            yield b" " * 100_000

    answer = client.post("/sparql", content=body(), headers={"content-type": media})
    assert detail(answer, 413) == "a request holds at most 2000000 bytes"


def test_form_with_too_many_fields_is_refused(client: TestClient) -> None:
    body = "&".join(f"a{number}=1" for number in range(2001))
    answer = client.post("/sparql", content=body, headers={"content-type": FORM})
    assert detail(answer) == "the form has more than 2000 fields"


def test_csv_of_a_query_is_literal_as_the_standard_has_it(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "SELECT ('=1+1' AS ?x) {}", "format": "csv"})
    assert answer.content == b"x\r\n=1+1\r\n"
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_json_is_json_whatever_is_in_the_data(client: TestClient) -> None:
    query = """SELECT ?x { BIND("\\"<script>\\\\\\u0001" AS ?x) }"""
    answer = client.post("/sparql", data={"query": query})
    found = json.loads(answer.content)["results"]["bindings"][0]["x"]["value"]
    assert found == '"<script>\\\x01'
