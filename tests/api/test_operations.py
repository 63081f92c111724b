"""What those who run the service see: whether it lives, what it counts, and what it logs."""

import asyncio
import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI, Request
from starlette.testclient import TestClient
from starlette.types import Message

from api.access_log import ACCESS_LOG
from api.app import create_app
from api.knowledge import Knowledge
from api.observing import add_observation, log_query

REQUEST_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]+")


def counted(client: TestClient, **labels: str) -> float:
    """How many requests with these labels were counted."""
    text = client.get("/metrics").text
    for line in text.splitlines():
        if line.startswith("shisaku_requests_total{") and all(
            f'{name}="{value}"' in line for name, value in labels.items()
        ):
            return float(line.rpartition(" ")[2])
    return 0


@pytest.fixture
def lines() -> Iterator[list[dict[str, Any]]]:
    """What is written to the access log, as it is parsed."""
    parsed: list[dict[str, Any]] = []

    class Parsing(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            line = record.getMessage()
            assert "\n" not in line
            assert "\r" not in line
            parsed.append(json.loads(line))

    logger, handler = logging.getLogger(ACCESS_LOG), Parsing()
    level = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    yield parsed
    logger.setLevel(level)
    logger.removeHandler(handler)


@pytest.mark.parametrize("path", ["/health", "/healthz"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_process_says_that_it_lives(client: TestClient, path: str, method: str) -> None:
    assert client.request(method, path).status_code == 200


@pytest.mark.parametrize("path", ["/ready", "/readyz"])
def test_server_says_what_it_serves(client: TestClient, knowledge: Knowledge, path: str) -> None:
    assert client.get(path).json() == {"status": "ok", "release": knowledge.release}


@pytest.mark.parametrize("path", ["/ready", "/readyz", "/", "/countries/VN", "/id/country/VN"])
def test_nothing_is_answered_before_there_are_data(path: str) -> None:
    answer = TestClient(create_app(None, "1.2.3")).get(path)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "2"
    assert answer.json()["detail"] == "the data are still being loaded"


@pytest.mark.parametrize("path", ["/health", "/docs", "/metrics", "/openapi.json"])
def test_what_needs_no_data_is_answered_at_once(path: str) -> None:
    assert TestClient(create_app(None, "1.2.3")).get(path).status_code == 200


def test_path_with_a_slash_too_many_is_no_redirect_to_a_host_of_the_client(
    client: TestClient,
) -> None:
    answer = client.get("/health/", headers={"host": "evil.example"}, follow_redirects=False)
    assert answer.status_code == 404
    assert "evil.example" not in str(answer.headers)


def test_requests_are_counted_by_template_method_and_status(client: TestClient) -> None:
    of_route = {"route": "/countries/{key:path}", "method": "GET", "status": "200"}
    before = counted(client, **of_route)
    client.get("/countries/VN")
    client.get("/countries/TH")
    assert counted(client, **of_route) == before + 2


def test_no_path_or_method_of_a_stranger_becomes_a_label(client: TestClient) -> None:
    client.get("/nowhere/at/all")
    client.request("BREW", "/measures")
    client.get("/static/nowhere.css")
    text = client.get("/metrics").text
    assert "nowhere" not in text
    assert "BREW" not in text
    assert 'method="other"' in text


def test_metrics_are_in_the_text_format(client: TestClient) -> None:
    answer = client.get("/metrics", headers={"accept": "text/plain;version=nonsense"})
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    for name in ("requests_in_flight", "connections", "sparql_waiting"):
        assert re.search(rf"^shisaku_{name} \d", answer.text, re.MULTILINE)
    assert "shisaku_request_seconds_bucket" in answer.text
    assert "process_resident_memory_bytes" in answer.text


def test_every_answer_has_an_identifier_of_ours(client: TestClient) -> None:
    theirs = {"x-request-id": "theirs"}
    answers = [client.get(path, headers=theirs) for path in ("/health", "/nowhere", "/measures")]
    found = [answer.headers["x-request-id"] for answer in answers]
    assert len(set(found)) == 3
    assert all(REQUEST_ID.fullmatch(one) for one in found)


def test_every_request_is_one_line(client: TestClient, lines: list[dict[str, Any]]) -> None:
    answer = client.get("/countries/VN?lang=ja")
    assert len(lines) == 1
    line = lines[0]
    assert line["id"] == answer.headers["x-request-id"]
    assert (line["method"], line["path"], line["query"]) == ("GET", "/countries/VN", "lang=ja")
    assert (line["status"], line["bytes"]) == (200, len(answer.content))
    assert line["ms"] > 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])


@pytest.mark.parametrize(
    "path",
    ["/search?q=a%0D%0A{}", "/countries/a%0D%0A%22b", "/countries/%E2%80%A8%1B[31m", "/nowhere%00"],
)
def test_no_request_breaks_its_line(
    client: TestClient, lines: list[dict[str, Any]], path: str
) -> None:
    client.get(path)
    assert len(lines) == 1


def test_long_paths_and_queries_are_cut(client: TestClient, lines: list[dict[str, Any]]) -> None:
    client.get("/countries/" + "a" * 5_000 + "?q=" + "b" * 5_000)
    assert len(lines[0]["path"]) == 2_000
    assert len(lines[0]["query"]) == 2_000


def app_of_our_own() -> FastAPI:
    """An application that fails in several ways."""
    app = FastAPI()
    add_observation(app)

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("secret")

    @app.post("/asked")
    async def asked(request: Request) -> None:
        log_query(request.scope["state"], "SELECT *\n{ }")

    @app.get("/slow")
    async def slow() -> None:
        await asyncio.sleep(60)

    return app


def test_mistake_of_ours_is_a_problem_that_tells_nothing(lines: list[dict[str, Any]]) -> None:
    answer = TestClient(app_of_our_own(), raise_server_exceptions=False).get("/broken")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-request-id"] in answer.json()["detail"]
    assert "secret" not in answer.text
    assert lines[0]["status"] == 500


def test_query_in_a_body_is_logged_where_the_endpoint_says_so(lines: list[dict[str, Any]]) -> None:
    TestClient(app_of_our_own()).post("/asked")
    assert lines[0]["query"] == "SELECT *\n{ }"


def test_request_that_a_server_stops_when_it_ends_is_told_so(lines: list[dict[str, Any]]) -> None:
    sent: list[Message] = []

    async def stop() -> None:
        async def receive() -> Message:
            return {"type": "http.request"}

        async def send(message: Message) -> None:
            sent.append(message)

        scope = {"type": "http", "method": "GET", "path": "/slow", "query_string": b"",
                 "headers": [], "state": {}}  # fmt: skip
        request = asyncio.create_task(app_of_our_own()(scope, receive, send))
        await asyncio.sleep(0.1)
        request.cancel()
        await request

    asyncio.run(stop())
    assert sent[0]["status"] == 503
    assert (b"retry-after", b"5") in sent[0]["headers"]
    assert lines[0]["status"] == 503
