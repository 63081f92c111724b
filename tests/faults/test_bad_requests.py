"""Requests that are wrong or mean harm, to the whole server: each is answered with its status and a
sentence, in the type that is announced, and learns nothing of what lies behind."""

import gzip
import json
import socket
from urllib.parse import quote, urlencode

import pytest

from tests.faults.conftest import LONGEST_LOOK_UP, Received, ask, get, post
from tests.shisaku.test_serving import Server

FORM = "application/x-www-form-urlencoded"
UPDATE = "INSERT DATA { <urn:a> <urn:b> <urn:c> }"
BOMB = gzip.compress(b"\0" * 100_000_000)
NO_UPDATES = "updates are refused; this endpoint answers queries only"
IS_UPDATE = "INSERT is an update; this endpoint answers queries only"
NO_SERVICE = "SERVICE is refused: no query of a stranger opens connections here"
POST_SPARQL = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
HEALTH = b"GET /health HTTP/1.1\r\nHost: x\r\n"


def query(text: str) -> list[bytes]:
    """The three ways to send a query."""
    return [
        get(f"/sparql?query={quote(text, safe='')}"),
        post(urlencode({"query": text}), media=FORM),
        post(text),
    ]


def of_graph(name: str, graph: str) -> list[bytes]:
    """The three ways to name a graph beside a query."""
    text, encoded = "ASK { ?s ?p ?o }", quote(graph, safe="")
    return [
        get(f"/sparql?query={quote(text)}&{name}={encoded}"),
        post(urlencode({"query": text, name: graph}), media=FORM),
        post(text, target=f"/sparql?{name}={encoded}"),
    ]


def nested(opening: str, closing: str, levels: int = 3_000) -> str:
    return f"ASK {{ ?s ?p ?o {opening * levels} 1 {closing * levels} }}"


Case = tuple[list[bytes], int, str]

QUERIES: dict[str, Case] = {
    "no query": (query("nonsense"), 400, "line 1, column "),
    "not closed": (query("SELECT * {\n ?s ?p"), 400, "line 2, column "),
    "prefix not declared": (query("ASK { a:b ?p ?o }"), 400, "line 1, column "),
    "two queries": (query("ASK {} ASK {}"), 400, "line 1, column 14"),
    "NUL": (query("ASK {\0}"), 400, "line 1, column "),
    "query twice": (
        [get("/sparql?query=ASK{}&query=ASK{}"), post("query=ASK{}&query=ASK{}", media=FORM)],
        400, "the parameter query stands 2 times"),
    "unknown function": (
        query("SELECT (<urn:f>(?o) AS ?x) { ?s ?p ?o }"), 400, "there is no function <urn:f>"),
    "function of another engine": (
        query("SELECT (<java:java.lang.Runtime.exec>('id') AS ?x) {}"), 400, "there is no"),
    "update as a query": (query(UPDATE), 400, IS_UPDATE),
    "update behind a comment": (query(f"# ASK {{}}\n{UPDATE}"), 400, IS_UPDATE),
    "update in escapes": (query(f"\\u0049{UPDATE[1:]}"), 400, IS_UPDATE),
    "update as itself": (
        [get(f"/sparql?update={quote(UPDATE)}"), post(f"update={quote(UPDATE)}", media=FORM)],
        400, NO_UPDATES),
    "update directly": ([post(UPDATE, media="application/sparql-update")], 415, NO_UPDATES),
    "triples put": ([get("/sparql?default", method="PUT")], 405, "Method Not Allowed: PUT /sparql"),
    "graph deleted": ([get("/sparql?graph=urn:x", method="DELETE")], 405, "Method Not Allowed"),
    "triples posted": (
        [post("<urn:a> <urn:b> <urn:c> .", target="/sparql?graph=urn:x", media="text/turtle")],
        415, "a query is posted as"),
    "graph that is no IRI": (of_graph("default-graph-uri", "a b"), 400, "a graph of the dataset"),
    "named graph that is no IRI": (of_graph("named-graph-uri", "/etc/passwd"), 400, "a graph of"),
    "groups": (query(nested("{", "}", 300)), 400, "the query nests brackets deeper than 128"),
    "brackets": ([post(nested("FILTER(STR(", "))"))], 400, "the query nests brackets deeper"),
    "not exists": ([post(nested("FILTER NOT EXISTS {", "}"))], 400, "the query nests brackets"),
    "blank nodes": ([post(nested("; ?p [ ?q ", "]"))], 400, "the query nests brackets"),
    "long query": ([post("ASK {} #" + "x" * 1_000_000)], 413, "the query is longer than 1000000"),
    "many words": ([post("ASK { " + "?s " * 60_000 + "}")], 413, "the query has more than 60000"),
    "long sum": ([post("ASK { FILTER(" + "1+" * 40_000 + "1) }")], 413, "the query has more than"),
    "not UTF-8": ([post(b"ASK { # \xe9\n}")], 400, "the request is not UTF-8 at byte 8"),
    "not UTF-8, encoded": (
        [get("/sparql?query=%FF"), get("/search?q=%C0%AF"), get("/countries/%ED%A0%80")],
        400, "the address of a request is written in UTF-8"),
    "UTF-16": ([post("ASK {}".encode("utf-16"))], 400, "the request is not UTF-8 at byte 0"),
    "another charset": (
        [post("ASK {}", media=f"{FORM}; charset=shift_jis")], 415, "a query is sent in UTF-8"),
    "form in parts": ([post("--x--", media="multipart/form-data; boundary=x")], 415, "a query is"),
    "another type": ([post("{}", media="application/json")], 415, "a query is posted as"),
    "no format of ours": ([get("/sparql?query=ASK{}", "Accept: image/png")], 406, "this can be"),
    "no such format": ([get("/sparql?query=ASK{}&format=exe")], 400, "format 'exe' is none of"),
}  # fmt: skip

REQUESTS: dict[str, Case] = {
    "bomb": ([post(BOMB, "Content-Encoding: gzip")], 415, "the body of a request may not be"),
    "body too large": ([post(b"x" * 3_000_000)], 413, "the body of a request holds at most"),
    "address too long": ([get("/search?q=" + "a" * 70_000)], 414, "the address of a request"),
    "headers too large": ([get("/health", "A: " + "b" * 70_000)], 431, "the headers of a request"),
    "too many fields": ([post("&".join(["a=b"] * 2_001), media=FORM)], 413, "a request has at"),
    "too many parameters": ([get("/search?" + "&".join(["a=b"] * 2_001))], 400, "a request has"),
    "two framings": (
        [POST_SPARQL + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"],
        400, "this is no request of HTTP/1.1"),
    "two lengths": (
        [POST_SPARQL + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nASK{}"], 400, "this is no"),
    "bad chunk": (
        [POST_SPARQL + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nASK{}\r\n0\r\n\r\n"],
        400, "this is no request"),
    "space before a colon": (
        [POST_SPARQL + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"], 400, "this is no request"),
    "NUL in a header": ([HEALTH + b"A: b\0c\r\n\r\n"], 400, "this is no request"),
    "header in a header": ([HEALTH + b"A: b\rSet-Cookie: c\r\n\r\n"], 400, "this is no request"),
    "two hosts": ([HEALTH + b"Host: y\r\n\r\n"], 400, "it must name one Host"),
    "no HTTP": ([b"\x16\x03\x01" + b"\0" * 500, b"hello\r\n\r\n"], 400, "this is no request"),
    "wrong method": ([get("/countries/VN", method="DELETE")], 405, "Method Not Allowed: DELETE"),
    "limit": (
        [get(f"/measures?limit={limit}") for limit in ("-1", "1e9", quote("١٢"), "", "501")],
        400, "parameter limit: Input should be"),
    "limit twice": ([get("/measures?limit=1&limit=2")], 400, "parameter limit: it stands more"),
    "path out of a folder": (
        [get(f"{path}{up}etc/passwd") for path in ("/static/", "/exports/", "/queries/", "/ns/")
         for up in ("../../../", "..%2f..%2f..%2f", "%2e%2e/%2e%2e/", "%2f", "..%5c..%5c")],
        404, ""),
    "path as a key": (
        [get(f"/{kind}/{key}") for kind in ("countries", "id/country", "people")
         for key in ("..%2f..%2fetc%2fpasswd", "VN%00.ttl", "a" * 50_000, "%3Cb%3E", "VN.exe")],
        404, ""),
}  # fmt: skip

CASES = {**QUERIES, **REQUESTS}
LEAKS = (b"Traceback", b"site-packages", b"/work", b"/tmp", b"/usr/", b"root:", b"pyoxigraph")


def assert_tells_nothing(answer: Received) -> None:
    assert answer.is_whole
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert not [leak for leak in LEAKS if leak in answer.body]


@pytest.mark.parametrize(("requests", "status", "sentence"), CASES.values(), ids=CASES.keys())
def test_request_is_refused_in_one_sentence(
    server: Server, requests: list[bytes], status: int, sentence: str
) -> None:
    for request in requests:
        answer = ask(server.port, request)
        assert answer.status == status, request[:200]
        assert answer.headers["content-type"] == "application/problem+json"
        assert sentence in answer.detail()
        assert "\n" not in answer.detail()
        assert (status == 405) == ("allow" in answer.headers)
        assert_tells_nothing(answer)


PLACES = (
    "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?g {{ <{0}> }} SERVICE ?g {{ ?s ?p ?o }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERV\\U00000049CE <{0}> {{ ?s ?p ?o }} }}",
    "BASE <{0}> SELECT * {{ service#\n<x> {{ ?s ?p ?o }} }}",
    "PREFIX : <{0}> SELECT * {{ SERVICE:x {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p 1SERVICE<{0}>{{ ?s ?p ?o }} }}",
)


@pytest.mark.parametrize("place", PLACES)
def test_service_reaches_nobody(server: Server, stranger: socket.socket, place: str) -> None:
    for request in query(place.format(f"http://127.0.0.1:{stranger.getsockname()[1]}/")):
        answer = ask(server.port, request)
        assert (answer.status, answer.detail()) == (403, NO_SERVICE)


@pytest.mark.parametrize("clause", ["FROM <{0}>", "FROM NAMED <{0}>", "FROM <{0}> FROM <{0}x>"])
@pytest.mark.parametrize("graph", ["http://127.0.0.1:{0}/g", "file:///etc/passwd"])
def test_graph_elsewhere_is_empty(
    server: Server, stranger: socket.socket, clause: str, graph: str
) -> None:
    named = graph.format(stranger.getsockname()[1])
    pattern = "{ GRAPH ?g { ?s ?p ?o } }" if "NAMED" in clause else "{ ?s ?p ?o }"
    for request in query(f"ASK {clause.format(named)} {pattern}"):
        answer = ask(server.port, request)
        assert (answer.status, json.loads(answer.body)["boolean"]) == (200, False)
    for request in of_graph("default-graph-uri", named):
        assert json.loads(ask(server.port, request).body)["boolean"] is False


ODD = (
    "'", '"', "\\", "{", "}", "<script>alert(1)</script>", "a\nb", "a\r\nSet-Cookie: x=y", "\0",
    "\u202e", "\u2066x", "a" * 10_000, "%", "_", "*", '"a" AND b', "NEAR(a b)",
    "'; DROP TABLE x; --", "?s ?p ?o }", "\\u0041", "{{7*7}}", "${7*7}", "\ufeff", "　",
    "e\u0301" * 300, "ﷺ" * 5_000,
    "\ue000", "(a+)+$", "=1+1", "../x",
)  # fmt: skip
LOOK_UPS = (
    "/search?q=", "/measures?q=", "/measures?involves=", "/measures?organisation=", "/people?q=",
    "/budgets?programme=", "/budgets?chapter=", "/queries/", "/countries/", "/id/country/",
    "/id/", "/explain?subject=", "/sparql?lang=", "/?involves=", "/queries/planned?lang=",
)  # fmt: skip


@pytest.mark.parametrize("look_up", LOOK_UPS)
def test_odd_value_is_looked_for_as_it_stands(server: Server, look_up: str) -> None:
    for value in ODD:
        answer = ask(server.port, get(look_up + quote(value, safe="")))
        assert answer.seconds < LONGEST_LOOK_UP
        assert answer.status in (200, 400, 404), value
        assert b"<script>alert" not in answer.body or "json" in answer.headers["content-type"]
        assert "set-cookie" not in answer.headers
        assert b"49" not in answer.body or "7*7" not in value
        assert_tells_nothing(answer)


def test_many_ranges_cost_no_more_than_the_whole(server: Server) -> None:
    ranges = ",".join(f"{start}-" for start in range(5_000))
    answer = ask(server.port, get("/static/style.css", f"Range: bytes={ranges}"))
    assert answer.status in (200, 206, 400, 416)
    assert len(answer.body) < 1_000_000
    assert answer.seconds < LONGEST_LOOK_UP


@pytest.mark.parametrize("path", ["/sparql?query=ASK{}&callback=f", "/measures?callback=f"])
def test_no_answer_is_a_script(server: Server, path: str) -> None:
    answer = ask(server.port, get(path))
    assert answer.headers["content-type"].startswith("application/")
    assert isinstance(json.loads(answer.body), dict)
    assert_tells_nothing(answer)


@pytest.mark.parametrize("header", ["Host", "X-Forwarded-Host", "Forwarded", "Origin", "Referer"])
def test_header_of_a_stranger_is_not_repeated(server: Server, header: str) -> None:
    for path in ("/", "/sparql", "/void.ttl", "/nowhere", "/id/country/VN"):
        lines = f"GET {path} HTTP/1.1\r\nConnection: close\r\n{header}: evil.example\r\n"
        host = "" if header == "Host" else "Host: x\r\n"
        answer = ask(server.port, f"{lines}{host}\r\n".encode())
        assert b"evil.example" not in answer.body
        assert "evil.example" not in str(answer.headers)
