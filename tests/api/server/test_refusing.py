"""What the server refuses before the application sees it: too large, or no HTTP."""

import json
import re
from collections.abc import Iterator

import pytest

from api.server.limits import ServerLimits
from tests.api.server.conftest import Running, Start, read_all, read_until, running

LIMITS = ServerLimits(target_bytes=500, header_bytes=800, body_bytes=1_000, parameters=20)
GET = b"GET /a HTTP/1.1\r\nHost: x\r\n"
POST = b"POST /a HTTP/1.1\r\nHost: x\r\n"
CLOSE = b"Connection: close\r\n\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"


@pytest.fixture(scope="module")
def running_server() -> Iterator[Running]:
    """A server with small limits."""
    with running(LIMITS) as server:
        yield server


@pytest.fixture
def server(running_server: Running) -> Running:
    """The server, of which nothing was asked yet."""
    running_server.application.forget()
    return running_server


def with_body(head: bytes, body: bytes) -> bytes:
    return head + b"Content-Length: %d\r\n" % len(body) + CLOSE + body


def target(length: int) -> bytes:
    return b"GET /%s HTTP/1.1\r\nHost: x\r\n" % (b"a" * (length - 1)) + CLOSE


def chunk(content: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(content), content)


TAKEN = {
    "nothing special": GET + CLOSE,
    "HTTP/1.0 without a host": b"GET /a HTTP/1.0\r\n\r\n",
    "target as long as may be": target(500),
    "headers as large as may be": GET + b"A: " + b"b" * 750 + b"\r\n" + CLOSE,
    "body as large as may be": with_body(POST, b"b" * 1_000),
    "chunks as large as may be": POST + CHUNKED + CLOSE + chunk(b"b" * 1_000) + b"0\r\n\r\n",
    "trailer that nobody asked for": POST + CHUNKED + CLOSE + b"0\r\nHost: y\r\n\r\n",
    "body that is not compressed": with_body(POST + b"Content-Encoding: identity\r\n", b"b"),
    "as many parameters as may be": b"GET /?" + b"&".join([b"a=b"] * 20) + GET[6:] + CLOSE,
    "ampersands in another body": with_body(POST, b"&" * 100),
    "empty lines before a request": b"\r\n\r\n" + GET + CLOSE,
    "letters beyond ASCII": b"GET /%E6%96%BD HTTP/1.1\r\nHost: x\r\n" + CLOSE,
    "another protocol offered": GET + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
}


@pytest.mark.parametrize("request_", TAKEN.values(), ids=TAKEN.keys())
def test_request_within_the_limits_is_answered(server: Running, request_: bytes) -> None:
    assert server.ask(request_).startswith(b"HTTP/1.1 200 OK\r\n")
    assert len(server.application.seen) == 1


REFUSED = {
    "target too long": (414, target(501)),
    "target beyond what the parser holds": (414, target(70_000)),
    "target without an end": (414, b"GET /" + b"a" * 2_000_000),
    "headers too large": (431, GET + b"A: " + b"b" * 800 + b"\r\n" + CLOSE),
    "many small headers": (431, GET + b"A: b\r\n" * 300 + CLOSE),
    "header without an end": (431, GET + b"A: " + b"b" * 2_000_000),
    "length too large": (413, POST + b"Content-Length: 1001\r\n\r\n"),
    "body too large, and sent": (413, with_body(POST, b"b" * 5_000_000)),
    "chunks too large": (413, POST + CHUNKED + b"\r\n" + chunk(b"b" * 600) * 2),
    "extension of a chunk without an end": (
        413, POST + CHUNKED + b"\r\n1;" + b"e" * 2_000_000),
    "trailers too large": (
        431, POST + CHUNKED + b"\r\n0\r\n" + b"A: b\r\n" * 300 + b"\r\n"),
    "compressed body": (415, with_body(POST + b"Content-Encoding: gzip\r\n", b"b")),
    "compressed chunks": (415, POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n"),
    "too many parameters": (400, b"GET /?" + b"&".join([b"a=b"] * 21) + GET[6:] + CLOSE),
    "too many fields of a form": (413, with_body(POST + FORM, b"&".join([b"a=b"] * 21))),
    "target not in UTF-8": (400, b"GET /%ff HTTP/1.1\r\nHost: x\r\n" + CLOSE),
    "length and chunks": (400, POST + CHUNKED + b"Content-Length: 3\r\n\r\n0\r\n\r\n"),
    "chunks and length": (400, POST + b"Content-Length: 3\r\n" + CHUNKED + b"\r\n0\r\n\r\n"),
    "two lengths": (400, POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc"),
    "the same length twice": (400, POST + b"Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"),
    "length that is no number": (400, POST + b"Content-Length: +3\r\n\r\nabc"),
    "size of a chunk that is no number": (400, POST + CHUNKED + b"\r\nxyz\r\n"),
    "chunk longer than it says": (400, POST + CHUNKED + b"\r\n1\r\nabc\r\n0\r\n\r\n"),
    "NUL in a header": (400, GET + b"A: b\0c\r\n\r\n"),
    "line feed without carriage return": (400, b"GET /a HTTP/1.1\nHost: x\n\n"),
    "continued header": (400, GET + b"A: b\r\n c\r\n\r\n"),
    "space before a colon": (400, GET + b"A : b\r\n\r\n"),
    "letters beyond ASCII in a target": (400, "GET /施 HTTP/1.1\r\n\r\n".encode()),
    "no host": (400, b"GET /a HTTP/1.1\r\n\r\n"),
    "two hosts": (400, GET + b"Host: y\r\n\r\n"),
    "unknown method": (400, b"LOOK /a HTTP/1.1\r\nHost: x\r\n\r\n"),
    "unknown version": (400, b"GET /a HTTP/3.0\r\nHost: x\r\n\r\n"),
    "HTTP/2": (400, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    "TLS": (400, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 500),
    "proxying": (400, b"CONNECT a.example:80 HTTP/1.1\r\nHost: x\r\n\r\n"),
    "another protocol with a body": (
        400, with_body(POST + b"Upgrade: h2c\r\nConnection: Upgrade\r\n", b"b")),
}  # fmt: skip


@pytest.mark.parametrize(("status", "request_"), REFUSED.values(), ids=REFUSED.keys())
def test_request_beyond_them_is_refused_and_never_seen(
    server: Running, status: int, request_: bytes
) -> None:
    head, _, body = server.ask(request_).partition(b"\r\n\r\n")
    first, *headers = head.decode().lower().split("\r\n")
    assert first.startswith(f"http/1.1 {status} ")
    assert "connection: close" in headers
    assert "content-type: application/problem+json" in headers
    assert "x-content-type-options: nosniff" in headers
    assert any(header.startswith("x-request-id: ") for header in headers)
    problem = json.loads(body)
    assert problem["status"] == status
    assert problem["detail"]
    assert "\n" not in problem["detail"]
    assert server.application.seen == []


def test_too_large_a_length_is_refused_before_the_body_is_sent(server: Running) -> None:
    with server.connect() as connection:
        connection.sendall(POST + b"Content-Length: 5000\r\nExpect: 100-continue\r\n\r\n")
        assert read_until(connection, b"\r\n").startswith(b"HTTP/1.1 413 ")


def test_client_that_waits_is_told_to_send_its_body(server: Running) -> None:
    with server.connect() as connection:
        connection.sendall(POST + b"Content-Length: 3\r\nExpect: 100-continue\r\n\r\n")
        assert read_until(connection, b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"abc")
        assert b"POST /a 3" in read_until(connection, b"0\r\n\r\n")


def test_body_in_pieces_reaches_the_application_whole(server: Running) -> None:
    with server.connect() as connection:
        for piece in (POST, CHUNKED, b"\r\n", chunk(b"ab"), chunk(b"cde"), b"0\r\n\r\n"):
            connection.sendall(piece)
        assert b"POST /a 5" in read_until(connection, b"0\r\n\r\n")


def test_requests_in_a_row_are_answered_in_their_order(server: Running) -> None:
    with server.connect() as connection:
        connection.sendall(b"".join(numbered(number) for number in range(5)))
        received = read_until(connection, b"/4 0\r\n0\r\n\r\n")
    assert received.count(b"HTTP/1.1 200 OK") == 5
    assert re.findall(rb"GET /(\d)", received) == [b"0", b"1", b"2", b"3", b"4"]


def numbered(number: int) -> bytes:
    return b"GET /%d HTTP/1.1\r\nHost: x\r\n\r\n" % number


def test_bad_request_behind_a_good_one_waits_for_its_turn(server: Running) -> None:
    with server.connect() as connection:
        connection.sendall(b"GET /wait HTTP/1.1\r\nHost: x\r\n\r\n" + b"nonsense\r\n\r\n")
        assert server.application.asked.wait(5)
        server.application.go_on.set()
        good, _, bad = read_all(connection).partition(b"0\r\n\r\n")
    assert b"GET /wait 0" in good
    assert b"HTTP/1.1 400" not in good
    assert bad.startswith(b"HTTP/1.1 400 ")


def test_too_many_requests_in_a_row_are_refused(start: Start) -> None:
    server = start(ServerLimits(pipelined=3))
    with server.connect() as connection:
        connection.sendall(b"GET /wait HTTP/1.1\r\nHost: x\r\n\r\n" + numbered(1) * 9)
        assert server.application.asked.wait(5)
        server.application.go_on.set()
        received = read_all(connection)
    assert received.count(b"HTTP/1.1 200 ") == 4
    assert received.count(b"HTTP/1.1 429 ") == 1
    assert b"retry-after: " in received


def test_head_request_is_refused_without_a_body(server: Running) -> None:
    head, _, body = server.ask(target(501).replace(b"GET", b"HEAD")).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 414 ")
    assert body == b""


def test_what_follows_another_protocol_is_not_taken_for_a_request(server: Running) -> None:
    upgrade = GET + b"Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
    assert server.ask(upgrade + GET + b"\r\n").count(b"HTTP/1.1 200") == 1
    assert server.application.seen == ["/a"]
