"""Queries that take too much, to the whole server: ended at their limit with the reason, and in
nobody's way."""

import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.faults.conftest import PATIENCE, QUERY_SECONDS, Received, ask, children, get, post
from tests.shisaku.test_serving import Server

MANY = " ".join(map(str, range(1000)))
ENDLESS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(STRLEN(CONCAT(STR(?a), STR(?f))) < %d) }"
)
OVER = {"query-time", "query-memory"}


def doubled(times: int) -> str:
    """Clauses that make a string twice as long, so many times."""
    return "".join(f" BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(times))


HEAVY = {
    "cross product": (ENDLESS % 0, {"query-time"}),
    "three patterns": ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", OVER),
    "paths": ("SELECT (COUNT(*) AS ?n) { ?a (!<urn:a>/!<urn:b>)+ ?b }", OVER),
    "order by chance": ("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY RAND()", OVER),
    "thousand millions of values": (
        "SELECT (SUM(?a * ?b * ?c) AS ?n) { "
        + " ".join(f"VALUES ?{name} {{ {MANY} }}" for name in "abc")
        + " }",
        OVER,
    ),
    "doubled string": (
        f"SELECT (STRLEN(?s36) AS ?n) {{ BIND('xxxxxxxx' AS ?s0){doubled(36)} }}",
        {"query-memory"},
    ),
    "one long string": (
        "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?f))) AS ?x) { ?a ?b ?c . ?d ?e ?f }",
        OVER,
    ),
    "sorting": ("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f", OVER),
    "greedy pattern": (
        "SELECT (REGEX(STR(?a), '(((a{1,90}){1,90}){1,90}){1,90}') AS ?n) { ?a ?b ?c } LIMIT 1",
        {*OVER, "answered"},
    ),
}


def kind(answer: Received) -> str:
    """Which problem an answer is."""
    if answer.status == 200:
        return "answered"
    return str(json.loads(answer.body)["type"]).rpartition("/")[2]


def test_query_that_takes_too_much_is_ended_with_the_reason(server: Server) -> None:
    with ThreadPoolExecutor(2) as threads:  # there are three places
        requests = [post(text) for text, _ in HEAVY.values()]
        answers = list(threads.map(lambda request: ask(server.port, request), requests))
    for (name, (_, kinds)), answer in zip(HEAVY.items(), answers, strict=True):
        assert kind(answer) in kinds, name
        assert answer.status in (200, 503), name
        assert answer.is_whole, name
        assert answer.seconds < QUERY_SECONDS + 4, name  # a place may have to be waited for


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "text/csv"])
def test_answer_that_fails_after_its_first_byte_is_cut_without_its_end(
    server: Server, accept: str
) -> None:
    text = "SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 3000000"
    answer = ask(server.port, post(text, f"Accept: {accept}"))
    assert (answer.status, answer.headers["transfer-encoding"]) == (200, "chunked")
    assert len(answer.body) > 1_000_000
    assert not answer.is_whole


def test_many_heavy_queries_at_once_are_ended_or_sent_away(server: Server) -> None:
    texts = [ENDLESS % -n for n in range(1, 49)]
    with ThreadPoolExecutor(48) as threads:
        answers = list(threads.map(lambda text: ask(server.port, post(text)), texts))
    assert {answer.status for answer in answers} == {503}
    assert {kind(answer) for answer in answers} == {"query-time", "busy"}
    busy = [answer for answer in answers if kind(answer) == "busy"]
    assert {answer.headers["retry-after"] for answer in busy} == {"5"}


def test_burst_of_look_ups_is_answered_or_told_to_come_back(server: Server) -> None:
    asks = [get("/countries/VN"), get("/search?q=a"), get("/measures?involves=VN"),
            post("SELECT ?s { ?s a <https://w3id.org/shisaku/ns#Country> }")]  # fmt: skip
    with ThreadPoolExecutor(200) as threads:
        answers = list(threads.map(lambda n: ask(server.port, asks[n % 4]), range(200)))
    assert all(answer.is_whole for answer in answers)
    assert {answer.status for answer in answers} <= {200, 503}
    assert all("retry-after" in answer.headers for answer in answers if answer.status == 503)
    assert sum(answer.status == 200 for answer in answers) >= 150


def workers(server: Server) -> set[int]:
    """The processes that run queries."""
    wardens = [
        process for process in children(server.process.pid)
        if b"api.sparql.warden" in Path(f"/proc/{process}/cmdline").read_bytes()
    ]  # fmt: skip
    return set().union(*(children(warden) for warden in wardens))


def wait_until_quiet(server: Server) -> set[int]:
    """The workers, once none of them has ended for a while."""
    before: set[int] = set()
    deadline = time.monotonic() + PATIENCE
    while (now := workers(server)) != before or len(now) < 5:
        assert time.monotonic() < deadline
        before = now
        time.sleep(0.3)
    return before


def test_query_of_a_client_that_leaves_is_ended_within_two_seconds(server: Server) -> None:
    before = wait_until_quiet(server)
    with socket.create_connection(("127.0.0.1", server.port)) as leaving:
        leaving.sendall(post(ENDLESS % -77))
        time.sleep(0.4)
    left = time.monotonic()
    while not before - workers(server):
        assert time.monotonic() - left < 2
        time.sleep(0.02)
