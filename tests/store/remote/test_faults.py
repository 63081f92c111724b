"""A remote store that fails in every way there is: one sentence, in time, and back at once."""

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from store.endpoint import BadAddress, BadLimit
from store.protocol import Fault, QuerySyntaxError, StoreUnavailable
from store.remote import RemoteStore

TIMEOUT = 0.4
MOST_BYTES = 10_000
IN_TIME = TIMEOUT + 2
"""Seconds: the limit, and what a busy machine may take on top."""

ROWS = json.dumps(
    {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "a"}}]}}
).encode()
SELECT = "SELECT ?x { ?x ?y ?z }"
CONSTRUCT = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"

Behaviour = Callable[[socket.socket], None]


class Faulty:
    """A server that does one thing with every connection; which, can be changed at any time."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.behaviour: Behaviour = whole(ROWS)
        self.requests: list[bytes] = []
        self._ends = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._ends.set()
        self._listener.close()

    def _serve(self) -> None:
        while not self._ends.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            self.requests.append(read_request(connection))
            self.behaviour(connection)


def read_request(connection: socket.socket) -> bytes:
    """A whole request: what is left unread would make a reset of the end of our answer."""
    head, body = b"", b""
    while b"\r\n\r\n" not in head:
        head += connection.recv(65536)
    head, _, body = head.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r")[0] or b"0")
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def whole(content: bytes, *headers: str, status: str = "200 OK") -> Behaviour:
    """An answer with its length."""
    return sends(content, f"Content-Length: {len(content)}", *headers, status=status)


def sends(content: bytes, *headers: str, status: str = "200 OK") -> Behaviour:
    """An answer as it stands, after which the connection is closed."""
    lines = [f"HTTP/1.1 {status}", *headers]
    if not any(header.startswith("Content-Type") for header in headers):
        lines.append("Content-Type: application/sparql-results+json")
    head = "\r\n".join((*lines, "", "")).encode()
    return lambda connection: connection.sendall(head + content)


def hangs(connection: socket.socket) -> None:
    """Nothing, until the client leaves."""
    connection.recv(1)


def drips(beginning: bytes) -> Behaviour:
    """A byte now and then, for ever."""

    def drip(connection: socket.socket) -> None:
        connection.sendall(beginning)
        while True:
            connection.sendall(b"x")
            time.sleep(0.02)

    return drip


def floods(connection: socket.socket) -> None:
    """A body without an end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n")
    while True:
        connection.sendall(b" " * 65536)


def resets(connection: socket.socket) -> None:
    """The connection is torn down."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


CHUNKED = "Transfer-Encoding: chunked"
HTML = b"<html><body>Oops at /srv/secret/db.py</body></html>"
TURTLE = b"<urn:a> <urn:b> <urn:c> .\n"
BOMB = gzip.compress(b" " * 10_000_000)

BAD, AWAY, LATE = Fault.BAD_ANSWER, Fault.NOT_REACHABLE, Fault.TOO_LATE

FAULTS: dict[str, tuple[Behaviour, Fault, str]] = {
    "hangs": (hangs, LATE, "it took longer than 0.4 s"),
    "drips headers": (drips(b"HTTP/1.1 200 OK\r\nX: "), LATE, "it took longer than 0.4 s"),
    "drips body": (
        drips(b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n"),
        LATE,
        "it took longer than 0.4 s",
    ),
    "resets": (resets, BAD, "it broke off"),
    "closes at once": (lambda _: None, BAD, "it broke off"),
    "no HTTP": (lambda connection: connection.sendall(b"hello\r\n\r\n"), BAD, "it broke off"),
    "500 HTML": (
        whole(HTML, "Content-Type: text/html", status="500 Oops"),
        BAD,
        "it answered with status 500",
    ),
    "401": (whole(b"", status="401 Who"), BAD, "it wants other credentials"),
    "403": (whole(b"", status="403 No"), BAD, "it does not allow this"),
    "404": (whole(b"", status="404 No"), BAD, "there is nothing at its address"),
    "429": (
        whole(b"", "Retry-After: 7", status="429 Slow"), AWAY, "it has too much to do",
    ),
    "503": (whole(b"", status="503 Later"), AWAY, "it has too much to do"),
    "504": (whole(b"", status="504 Late"), LATE, "it took too long"),
    "206": (whole(ROWS, status="206 Partial Content"), BAD, "it is only a part"),
    "204": (whole(b"", status="204 No Content"), BAD, "it answered with status 204"),
    "redirect": (
        whole(b"", "Location: http://127.0.0.1:9/", status="302 Found"),
        BAD,
        "it redirects, which is not followed",
    ),
    "truncated": (sends(ROWS[:-9], f"Content-Length: {len(ROWS)}"), BAD, "it broke off"),
    "truncated chunks": (sends(b"40\r\n" + ROWS[:32], CHUNKED), BAD, "it broke off"),
    "bad chunk": (sends(b"zz\r\n" + ROWS, CHUNKED), BAD, "it broke off"),
    "truncated without length": (sends(ROWS[:-9]), BAD, "it is not complete SPARQL JSON"),
    "not JSON": (whole(b"hello"), BAD, "it is not complete SPARQL JSON"),
    "not UTF-8": (whole(ROWS.replace(b'"a"', b'"\xff"')), BAD, "it is not complete SPARQL JSON"),
    "late error in JSON": (
        whole(ROWS[:-3] + b"The SPARQL operation has been cancelled"),
        BAD,
        "it is not complete SPARQL JSON",
    ),
    "wrong shape": (whole(b'{"results": []}'), BAD, "it is not complete SPARQL JSON"),
    "nested": (whole(b'{"boolean":true,"x":' + b"[" * 9000), BAD, "it is not complete SPARQL JSON"),
    "boolean for rows": (
        whole(b'{"head":{},"boolean":true}'), BAD, "it does not fit the question",
    ),
    "HTML": (whole(HTML, "Content-Type: text/html"), BAD, "its type is text/html"),
    "endless": (floods, BAD, "it is larger than 10,000 bytes"),
    "long": (whole(ROWS + b" " * MOST_BYTES), BAD, "it is larger than 10,000 bytes"),
    "gzip bomb": (
        whole(BOMB, "Content-Encoding: gzip"), BAD, "it is compressed, which was not asked for",
    ),
    "rows cut by Virtuoso": (
        whole(ROWS, "X-SPARQL-MaxRows: 1"),
        BAD,
        "it cuts long answers; its limit of rows must be raised",
    ),
    "time limit of Virtuoso": (
        whole(b"Virtuoso S1T00 Error SR171: Transaction timed out", status="500 Failed"),
        LATE,
        "it took too long",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Faulty]:
    faulty = Faulty()
    yield faulty
    faulty.close()


@pytest.fixture
def remote(server: Faulty) -> RemoteStore:
    """The server as a store, asked for exactly what the test asks."""
    return RemoteStore(
        f"http://127.0.0.1:{server.port}/sparql",
        union=False,
        timeout=TIMEOUT,
        answer_bytes=MOST_BYTES,
    )


@contextmanager
def in_time() -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < IN_TIME


def rows(remote: RemoteStore) -> list[str]:
    return [str(row[0]) for row in remote.query(SELECT)]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_one_sentence_in_time_and_forgotten_when_it_is_over(
    server: Faulty, remote: RemoteStore, name: str
) -> None:
    server.behaviour, fault, why = FAULTS[name]
    with in_time(), pytest.raises(StoreUnavailable) as raised:
        remote.query(SELECT)
    assert str(raised.value) == f"the remote store gave no answer: {why}"
    assert raised.value.fault is fault
    server.behaviour = whole(ROWS)
    assert rows(remote) == ['"a"']


def test_refused_connection_says_when_to_ask_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    remote = RemoteStore(f"http://127.0.0.1:{port}/", timeout=TIMEOUT)
    with in_time(), pytest.raises(StoreUnavailable, match="it cannot be reached") as raised:
        remote.query(SELECT)
    assert (raised.value.fault, raised.value.retry_after) == (AWAY, 5)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7), ("999999999999", 5), ("9999", 3600), ("-1", 5), ("Fri, 31 Dec 1999", 5), ("٧", 5)],
)
def test_wait_that_the_server_asks_for_is_passed_on_within_reason(
    server: Faulty, remote: RemoteStore, header: str, seconds: int
) -> None:
    server.behaviour = lambda connection: connection.sendall(
        f"HTTP/1.1 429 Slow\r\nRetry-After: {header}\r\nContent-Length: 0\r\n\r\n".encode()
    )
    with pytest.raises(StoreUnavailable) as raised:
        remote.query(SELECT)
    assert raised.value.retry_after == seconds


GRAPH_FAULTS = {
    "no end": (sends(TURTLE, "Content-Type: text/turtle"), "does not show whether it is complete"),
    "cut": (whole(TURTLE[:-5], "Content-Type: text/turtle"), "it is not complete RDF"),
    "late error": (
        whole(TURTLE + b"cancelled", "Content-Type: application/n-triples"),
        "it is not complete RDF",
    ),
    "JSON": (whole(b"{}", "Content-Type: application/json"), "its type is application/json"),
    "no type": (whole(TURTLE, "Content-Type:"), "its type is unknown"),
    "evil type": (whole(TURTLE, "Content-Type: " + "x" * 200), "its type is unknown"),
}


@pytest.mark.parametrize("name", GRAPH_FAULTS)
def test_graph_that_may_not_be_whole_is_refused(
    server: Faulty, remote: RemoteStore, name: str
) -> None:
    server.behaviour, why = GRAPH_FAULTS[name]
    with pytest.raises(StoreUnavailable, match=why):
        remote.query(CONSTRUCT)


def test_graph_with_its_length_is_taken(server: Faulty, remote: RemoteStore) -> None:
    server.behaviour = whole(TURTLE, "Content-Type: text/turtle; charset=utf-8")
    assert len(list(remote.query(CONSTRUCT))) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "place"),
    [(b"error at 1:7: expected X", (1, 7)), (b"<html>/srv/secret</html>", (None, None))],
)
def test_mistake_in_the_query_is_told_in_our_words(
    server: Faulty, remote: RemoteStore, said: bytes, place: tuple[int | None, int | None]
) -> None:
    server.behaviour = whole(said, status="400 Bad Request")
    with pytest.raises(QuerySyntaxError) as raised:
        remote.query(SELECT)
    assert (raised.value.line, raised.value.column) == place
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    "text", ["DROP ALL", "INSERT DATA { <a:a> <a:b> 1 }", "# SELECT\nCLEAR ALL"]
)
def test_update_is_never_sent(server: Faulty, remote: RemoteStore, text: str) -> None:
    before = len(server.requests)
    with pytest.raises(QuerySyntaxError):
        remote.query(text)
    assert len(server.requests) == before


def test_proxy_of_the_environment_is_not_asked(
    server: Faulty, remote: RemoteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.behaviour = whole(ROWS)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert rows(remote) == ['"a"']


SECRET = "s3cret"


@pytest.mark.parametrize("name", ["401", "resets", "redirect", "500 HTML", "hangs", "not JSON"])
def test_credentials_are_never_shown(server: Faulty, name: str) -> None:
    server.behaviour = FAULTS[name][0]
    remote = RemoteStore(
        f"http://me:{SECRET}@127.0.0.1:{server.port}/", union=False, timeout=TIMEOUT
    )
    with pytest.raises(StoreUnavailable) as raised:
        remote.query(SELECT)
    shown = "".join(map(repr, (raised.value, remote, vars(remote), raised.value.__cause__)))
    assert SECRET not in shown + str(raised.value)
    assert str(server.port) not in str(raised.value)


def test_password_is_sent_to_who_does_not_ask_for_a_digest(server: Faulty) -> None:
    server.behaviour = whole(ROWS)
    remote = RemoteStore(f"http://me:p%40ss@127.0.0.1:{server.port}/", union=False)
    assert rows(remote) == ['"a"']
    assert b"\r\nAuthorization: Basic bWU6cEBzcw==\r\n" in server.requests[-1]


def test_credentials_come_from_the_environment(
    server: Faulty, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.behaviour = whole(ROWS)
    monkeypatch.setenv("SHISAKU_REMOTE_USER", "me")
    monkeypatch.setenv("SHISAKU_REMOTE_PASSWORD", "p@ss")
    assert rows(RemoteStore(f"http://127.0.0.1:{server.port}/", union=False)) == ['"a"']
    assert b"\r\nAuthorization: Basic bWU6cEBzcw==\r\n" in server.requests[-1]


@pytest.mark.parametrize(
    "address",
    [
        "ftp://h/",
        "http://",
        "http://h:99999/",
        "http://h:x/",
        "h",
        "http://h/a b",
        "http://h/\r\nX: y",
    ],
)
def test_bad_address_is_refused_without_being_shown(address: str) -> None:
    with pytest.raises(BadAddress, match=r"looks like http://host:port/path$"):
        RemoteStore(address)


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        ("SHISAKU_REMOTE_SECONDS", "0"),
        ("SHISAKU_REMOTE_SECONDS", "soon"),
        ("SHISAKU_REMOTE_ANSWER_BYTES", "-1"),
        ("SHISAKU_REMOTE_ANSWER_BYTES", "٦"),
    ],
)
def test_bad_limit_is_named(monkeypatch: pytest.MonkeyPatch, setting: str, text: str) -> None:
    monkeypatch.setenv(setting, text)
    with pytest.raises(BadLimit, match=f"{setting}: it must be a whole number above 0"):
        RemoteStore("http://127.0.0.1:9/")


def test_limits_come_from_the_environment(server: Faulty, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHISAKU_REMOTE_ANSWER_BYTES", "20")
    server.behaviour = whole(ROWS)
    remote = RemoteStore(f"http://127.0.0.1:{server.port}/", union=False)
    with pytest.raises(StoreUnavailable, match="it is larger than 20 bytes"):
        remote.query(SELECT)
