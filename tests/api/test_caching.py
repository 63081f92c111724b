"""What caches are told, and what the memory of the server may and may not give again."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from api.app import create_app
from api.caching import Caching, Memory, add_caching
from api.knowledge import Knowledge, Served
from store.embedded import EmbeddedStore

BUILT = datetime(2026, 11, 21, 9, 50, 38, 123456, UTC)
LAST_MODIFIED = "Sat, 21 Nov 2026 09:50:38 GMT"
OTHER_TAG = '"0123456789abcdef0123456789abcdef"'


@pytest.fixture(scope="module")
def dated(knowledge: Knowledge) -> TestClient:
    """A client of the real graph, of which it is known when it was built."""
    return TestClient(create_app(replace(knowledge, built=BUILT), "1.2.3"))


LOOK_UPS = [
    "/",
    "/measures",
    "/measures/17-2-7",
    "/countries/VN",
    "/search?q=JICT",
    "/queries/planned",
    "/id/country/VN",
    "/id/country/VN.ttl",
    "/ns",
    "/ns.jsonld",
    "/void",
    "/openapi.json",
]


@pytest.mark.parametrize("path", LOOK_UPS)
def test_look_up_carries_what_a_cache_needs(dated: TestClient, path: str) -> None:
    answer = dated.get(path)
    assert answer.status_code == 200
    assert answer.headers["last-modified"] == LAST_MODIFIED
    assert answer.headers["cache-control"] == "public, no-cache"
    assert answer.headers["vary"] == "Accept, Accept-Language"
    tag = answer.headers["etag"]
    assert tag.startswith('"')
    assert tag.endswith('"')
    again = dated.get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", LOOK_UPS)
def test_head_is_get_without_its_body(dated: TestClient, path: str) -> None:
    head, get = dated.head(path), dated.get(path)
    different = ("x-request-id", "date")
    assert (head.status_code, head.content) == (200, b"")
    assert {k: v for k, v in head.headers.items() if k not in different} == {
        k: v for k, v in get.headers.items() if k not in different
    }
    assert dated.head(path, headers={"if-none-match": get.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(
    "path", ["/health", "/ready", "/exports/measures.csv", "/static/style.css"]
)
def test_head_is_understood_where_nothing_is_remembered(dated: TestClient, path: str) -> None:
    answer = dated.head(path)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-type"] == dated.get(path).headers["content-type"]


def test_head_of_nothing_is_not_found(dated: TestClient) -> None:
    answer = dated.head("/id/country/XX")
    assert (answer.status_code, answer.content) == (404, b"")


@pytest.mark.parametrize(
    ("condition", "status"),
    [
        ("{tag}", 304),
        ("W/{tag}", 304),
        ("*", 304),
        (f"{OTHER_TAG}, {{tag}}", 304),
        (f"{OTHER_TAG},W/{{tag}} ,W/{OTHER_TAG}", 304),
        ('"a,b", {tag}', 304),
        (OTHER_TAG, 200),
        (f"W/{OTHER_TAG}", 200),
        ('""', 200),
        ("{bare}", 200),
        ("nonsense", 200),
    ],
)
def test_entity_tags_are_compared(dated: TestClient, condition: str, status: int) -> None:
    tag = dated.get("/countries/VN").headers["etag"]
    wanted = condition.format(tag=tag, bare=tag.strip('"'))
    answer = dated.get("/countries/VN", headers={"if-none-match": wanted})
    assert answer.status_code == status
    assert answer.headers["etag"] == tag


@pytest.mark.parametrize(
    ("since", "status"),
    [
        (LAST_MODIFIED, 304),
        ("Sat, 21 Nov 2026 09:50:39 GMT", 304),
        ("Saturday, 21-Nov-26 09:50:38 GMT", 304),
        ("Sat Nov 21 09:50:38 2026", 304),
        ("Sat Nov 21 09:50:37 2026", 200),
        ("Sat, 21 Nov 2026 09:50:37 GMT", 200),
        ("yesterday", 200),
        ("Sat, 99 Nov 2026 09:50:37 GMT", 200),
        ("Sat, 21 Nov 99999999999999999999 09:50:37 GMT", 200),
        ("", 200),
    ],
)
def test_dates_are_compared(dated: TestClient, since: str, status: int) -> None:
    answer = dated.get("/countries/VN", headers={"if-modified-since": since})
    assert answer.status_code == status


def test_entity_tag_goes_before_the_date(dated: TestClient) -> None:
    headers = {"if-none-match": OTHER_TAG, "if-modified-since": LAST_MODIFIED}
    assert dated.get("/countries/VN", headers=headers).status_code == 200


def test_not_modified_says_what_a_cache_has_to_update(dated: TestClient) -> None:
    whole = dated.get("/id/country/VN.ttl")
    answer = dated.get("/id/country/VN.ttl", headers={"if-none-match": whole.headers["etag"]})
    assert answer.status_code == 304
    for name in ("etag", "last-modified", "cache-control", "vary", "content-location"):
        assert answer.headers[name] == whole.headers[name]
    assert "content-type" not in answer.headers
    assert "content-length" not in answer.headers


@pytest.mark.parametrize("path", ["/health", "/ready", "/metrics", "/exports/measures.csv"])
def test_what_is_no_look_up_is_left_alone(dated: TestClient, path: str) -> None:
    answer = dated.get(path)
    assert answer.status_code == 200
    assert "etag" not in answer.headers
    assert "last-modified" not in answer.headers


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/id/country/XX", "*/*", 404),
        ("/id/country/VN", "image/png", 406),
        ("/measures?limit=0", "*/*", 400),
    ],
)
def test_error_is_asked_for_anew_each_time(
    dated: TestClient, path: str, accept: str, status: int
) -> None:
    answer = dated.get(path, headers={"accept": accept})
    assert answer.status_code == status
    assert answer.headers["cache-control"] == "public, no-cache"
    assert answer.headers["vary"] == "Accept, Accept-Language"
    assert "etag" not in answer.headers


def test_forms_with_the_same_bytes_have_tags_of_their_own(dated: TestClient) -> None:
    as_json, as_json_ld = dated.get("/ns.json"), dated.get("/ns.jsonld")
    assert as_json.content == as_json_ld.content
    assert as_json.headers["etag"] != as_json_ld.headers["etag"]


def test_tag_is_of_one_release(knowledge: Knowledge) -> None:
    tags = {
        TestClient(create_app(replace(knowledge, release=release, built=BUILT), "1.2.3"))
        .get("/countries/VN")
        .headers["etag"]
        for release in ("0.1.0-aaa", "0.1.0-bbb")
    }
    assert len(tags) == 2


def test_store_that_may_change_has_a_tag_and_no_date(knowledge: Knowledge) -> None:
    client = TestClient(create_app(replace(knowledge, built=None), "1.2.3"))
    answer = client.get("/countries/VN")
    assert "last-modified" not in answer.headers
    tag = answer.headers["etag"]
    assert client.get("/countries/VN", headers={"if-none-match": tag}).status_code == 304


class Small:
    """An application of a few paths that counts how often it works, over knowledge that can be
    exchanged."""

    def __init__(self, built: datetime | None) -> None:
        self.worked = 0
        self.app = FastAPI()
        self.publish("one", built)
        self.app.add_api_route("/{kind}", self._answer, methods=["GET", "POST"])
        add_caching(self.app)
        self.client = TestClient(self.app)

    def publish(self, release: str, built: datetime | None = BUILT) -> None:
        self.app.state.served = Served(Knowledge.of(EmbeddedStore(), release, built))

    def _answer(self, request: Request, kind: str) -> Response:
        self.worked += 1
        release: str = request.app.state.served.knowledge.release
        return ANSWERS.get(kind, ANSWERS["plain"])(f"{release} {self.worked}")


ANSWERS: dict[str, Callable[[str], Response]] = {
    "plain": Response,
    "missing": lambda text: Response(text, 404),
    "moved": lambda _: Response("", 301, {"location": "/plain"}),
    "cookie": lambda text: Response(text, headers={"set-cookie": "a=b"}),
    "stream": lambda text: StreamingResponse(iter([text.encode()])),
    "tagged": lambda text: Response(text, headers={"etag": OTHER_TAG}),
    "private": lambda text: Response(text, headers={"cache-control": "no-store"}),
    "origin": lambda text: Response(text, headers={"vary": "Origin"}),
    "large": lambda text: Response(text + "x" * 300_000),
    "fussy": lambda text: Response(text, headers={"vary": "accept"}),
}


@pytest.fixture
def small() -> Small:
    return Small(BUILT)


def test_what_was_asked_a_moment_ago_is_not_worked_out_again(small: Small) -> None:
    first, second = small.client.get("/plain?a=1"), small.client.get("/plain?a=1")
    assert small.worked == 1
    assert first.content == second.content == b"one 1"
    assert first.headers == second.headers


def test_head_and_get_share_an_answer(small: Small) -> None:
    small.client.head("/plain")
    assert small.client.get("/plain").text == "one 1"
    assert small.client.head("/plain").headers["content-length"] == "5"
    assert small.worked == 1


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/other", {}),
        ("/plain", {}),
        ("/plain?a=2", {}),
        ("/plain?a=1&", {}),
        ("/%70lain?a=1", {}),
        ("/plain?a=1", {"accept": "text/turtle"}),
        ("/plain?a=1", {"accept-language": "ja"}),
    ],
)
def test_whatever_an_answer_depends_on_is_told_apart(
    small: Small, path: str, headers: dict[str, str]
) -> None:
    small.client.get("/plain?a=1")
    assert small.client.get(path, headers=headers).text == "one 2"


def test_other_headers_make_no_difference(small: Small) -> None:
    small.client.get("/plain")
    headers = {"host": "evil.example", "user-agent": "other", "x-forwarded-host": "evil.example"}
    assert small.client.get("/plain", headers=headers).text == "one 1"


@pytest.mark.parametrize("kind", [kind for kind in ANSWERS if kind not in ("plain", "fussy")])
def test_what_is_not_for_everybody_or_too_large_is_not_remembered(small: Small, kind: str) -> None:
    for times in (1, 2):
        small.client.get(f"/{kind}", follow_redirects=False)
        assert small.worked == times


@pytest.mark.parametrize("kind", ["missing", "moved", "cookie", "stream", "private", "origin"])
def test_what_is_not_for_everybody_has_no_validators_of_ours(small: Small, kind: str) -> None:
    answer = small.client.get(f"/{kind}", follow_redirects=False)
    assert "etag" not in answer.headers
    assert "last-modified" not in answer.headers


def test_validators_and_orders_of_the_application_stay(small: Small) -> None:
    assert small.client.get("/tagged").headers["etag"] == OTHER_TAG
    assert small.client.get("/private").headers["cache-control"] == "no-store"
    assert small.client.get("/moved", follow_redirects=False).headers["cache-control"]


def test_what_an_answer_varies_by_is_named_once(small: Small) -> None:
    assert small.client.get("/fussy").headers["vary"] == "Accept, Accept-Language"
    assert small.client.get("/origin").headers["vary"] == "Origin, Accept, Accept-Language"


def test_request_that_changes_something_goes_past_the_memory(small: Small) -> None:
    small.client.get("/plain")
    assert small.client.post("/plain").text == "one 2"
    assert small.client.get("/plain").text == "one 1"


def test_next_release_is_answered_from_at_once(small: Small) -> None:
    old = small.client.get("/plain")
    small.publish("two")
    new = small.client.get("/plain", headers={"if-none-match": old.headers["etag"]})
    assert (new.status_code, new.text) == (200, "two 2")


def test_other_content_under_the_same_name_is_answered_from_at_once(small: Small) -> None:
    """A file that is written anew keeps its name."""
    small.client.get("/plain")
    small.publish("one")
    assert small.client.get("/plain").text == "one 2"


def test_store_that_may_change_is_asked_each_time() -> None:
    small = Small(None)
    assert [small.client.get("/plain").text for _ in range(2)] == ["one 1", "one 2"]


def test_nothing_is_remembered_before_there_is_something_to_serve(small: Small) -> None:
    small.app.state.served = None
    with pytest.raises(AttributeError):  # the small application itself cannot do without
        small.client.get("/plain")
    small.publish("one")
    assert small.client.get("/plain").text == "one 2"


def test_answer_that_a_new_release_overtakes_is_sent_but_neither_tagged_nor_remembered() -> None:
    serving = [Knowledge.of(EmbeddedStore(), name, BUILT) for name in ("one", "two")]
    sent: list[Message] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        serving.pop(0)
        await Response("from one or the other")(scope, receive, send)

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/a", "query_string": b"", "headers": []}
    memory = Memory()
    caching = Caching(application, lambda: serving[0], memory)
    asyncio.run(caching(scope, receive, send))
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
    assert b"etag" not in dict(sent[0]["headers"])
    assert sent[1]["body"] == b"from one or the other"
    assert memory.size == 0


def test_memory_keeps_to_its_size_and_forgets_the_least_used() -> None:
    small = Small(BUILT)
    small.app.user_middleware.clear()
    memory = Memory(largest=4_000, largest_answer=1_500)
    current = small.app.state.served.knowledge
    small.app.add_middleware(Caching, current=lambda: current, memory=memory)
    first = f"/first?{'x' * 900}"
    for number in range(20):
        small.client.get(f"/n{number}?{'x' * 900}")
        small.client.get(first)
        assert 0 < memory.size <= 4_000
    assert small.worked == 21
    small.client.get(f"/n0?{'x' * 900}")
    assert small.worked == 22
    small.client.get(f"/large?{'x' * 1_500}")
    assert small.client.get(first).text == "one 2"
