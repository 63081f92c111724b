"""Clients that open, send or read slowly: they are ended in time, and hold up nobody."""

import socket
import time

import pytest

from api.server.limits import ServerLimits
from tests.api.server.conftest import PATIENCE, Running, Start, read_all, read_until

SOON = 0.2
LIMITS = ServerLimits(
    head_seconds=SOON, body_seconds=SOON, idle_seconds=1, write_seconds=SOON, linger_seconds=SOON
)
GET = b"GET /a HTTP/1.1\r\nHost: x\r\n\r\n"
LAST = b"GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


@pytest.fixture
def server(start: Start) -> Running:
    """A server of little patience."""
    return start(LIMITS)


def test_deadlines_are_those_that_are_promised() -> None:
    limits = ServerLimits()
    assert (limits.head_seconds, limits.body_seconds, limits.idle_seconds) == (10, 20, 30)


def test_connection_on_which_nothing_comes_is_closed(server: Running) -> None:
    with server.connect() as connection:
        assert read_all(connection) == b""


@pytest.mark.parametrize(
    ("sent", "part"),
    [
        (b"GET", "head"),
        (b"GET /a HTTP/1.1\r\nHost: x\r\n", "head"),
        (b"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab", "body"),
        (b"POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na", "body"),
    ],
)
def test_request_that_does_not_end_is_refused(server: Running, sent: bytes, part: str) -> None:
    received = server.ask(sent)
    assert received.startswith(b"HTTP/1.1 408 ")
    assert f"the {part} of a request must arrive within {SOON} s".encode() in received
    assert server.application.seen == []


@pytest.mark.parametrize(
    "head",
    [
        b"GET /a HTTP/1.1\r\nHost: x\r\nA: ",
        b"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n",
    ],
)
def test_client_that_drips_gains_no_time(server: Running, head: bytes) -> None:
    with server.connect() as connection:
        connection.sendall(head)
        started = time.monotonic()
        connection.settimeout(0.02)
        received = b""
        while not received and time.monotonic() - started < PATIENCE:
            connection.sendall(b"a")
            try:
                received = connection.recv(100)
            except TimeoutError:
                continue
    assert received.startswith(b"HTTP/1.1 408 ")
    assert time.monotonic() - started < 5 * SOON


def test_empty_lines_for_ever_gain_no_time_either(server: Running) -> None:
    with server.connect() as connection:
        connection.sendall(GET)
        read_until(connection, b"0\r\n\r\n")
        connection.settimeout(0.02)
        with pytest.raises(OSError, match=r"reset|pipe|closed"):  # noqa: PT012  two calls drip
            for _ in range(int(PATIENCE / 0.02)):
                connection.sendall(b"\r\n")
                try:
                    if not connection.recv(100):
                        raise ConnectionError("closed")
                except TimeoutError:
                    continue


def test_idle_connection_is_closed_after_its_time(server: Running) -> None:
    with server.connect() as connection:
        connection.sendall(GET)
        read_until(connection, b"0\r\n\r\n")
        started = time.monotonic()
        assert connection.recv(1) == b""
    assert time.monotonic() - started >= 0.9


def test_connection_is_used_again_within_that_time(server: Running) -> None:
    with server.connect() as connection:
        for _ in range(3):
            connection.sendall(GET)
            assert b"GET /a 0" in read_until(connection, b"0\r\n\r\n")
            time.sleep(1.5 * SOON)  # longer than the head of a request may take


def test_answer_that_nobody_reads_ends_the_connection(server: Running) -> None:
    with server.connect() as connection:
        connection.sendall(b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n")
        assert server.application.ended.wait(PATIENCE)
        with pytest.raises(ConnectionResetError):
            read_all(connection)


def test_slow_reader_gets_the_whole_answer(server: Running) -> None:
    with server.connect() as connection:
        connection.sendall(b"GET /long HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        received = 0
        for _ in range(20):
            time.sleep(SOON / 4)
            received += len(connection.recv(1 << 20))
        received += len(read_all(connection))
    assert received > 400 * 65536


def test_application_that_takes_its_time_is_not_the_clients_fault(server: Running) -> None:
    with server.connect() as connection:
        connection.sendall(b"GET /wait HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert server.application.asked.wait(PATIENCE)
        time.sleep(3 * SOON)
        server.application.go_on.set()
        assert b"GET /wait 0" in read_all(connection)


def test_application_hears_that_the_client_has_left(server: Running) -> None:
    with server.connect() as connection:
        connection.sendall(b"GET /wait HTTP/1.1\r\nHost: x\r\n\r\n" + GET)
        assert server.application.asked.wait(PATIENCE)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    assert server.application.left.wait(PATIENCE)


def test_refused_client_that_goes_on_sending_is_cut_in_the_end(server: Running) -> None:
    with server.connect() as connection:
        connection.sendall(b"nonsense\r\n\r\n")
        assert read_all(connection).startswith(b"HTTP/1.1 400 ")
        with pytest.raises(OSError, match=r"reset|pipe"):  # noqa: PT012  the loop is what drips
            for _ in range(int(PATIENCE / 0.02)):
                connection.sendall(b"more")
                time.sleep(0.02)


def test_others_are_answered_while_many_connections_stand_idle(start: Start) -> None:
    server = start(ServerLimits())
    idle = [server.connect() for _ in range(400)]
    try:
        for connection in idle[::2]:
            connection.sendall(b"GET /a HTTP/1.1\r\n")
        for _ in range(50):
            assert b"GET /a 0" in server.ask(LAST)
    finally:
        for connection in idle:
            connection.close()


def test_connection_too_many_is_told_to_come_back(start: Start) -> None:
    server = start(ServerLimits(connections=2, linger_seconds=SOON))
    first, second = server.connect(), server.connect()
    with first, second:
        for connection in (first, second):
            connection.sendall(GET)
            read_until(connection, b"0\r\n\r\n")
        refused = server.ask(GET)
        assert refused.startswith(b"HTTP/1.1 503 ")
        assert b"retry-after: 5\r\n" in refused
        first.sendall(GET)
        assert b"GET /a 0" in read_until(first, b"0\r\n\r\n")


def test_far_too_many_connections_are_cut(start: Start) -> None:
    server = start(ServerLimits(connections=1))
    with server.connect() as first, server.connect():
        first.sendall(GET)
        read_until(first, b"0\r\n\r\n")
        with server.connect() as third, pytest.raises(ConnectionResetError):
            third.recv(1)


def test_place_of_a_connection_that_is_closed_is_free_again(start: Start) -> None:
    server = start(ServerLimits(connections=1))
    for _ in range(5):
        with server.connect() as connection:
            connection.sendall(GET)
            assert b"GET /a 0" in read_until(connection, b"0\r\n\r\n")
        deadline = time.monotonic() + PATIENCE
        while b" 200 " not in server.ask(LAST):
            assert time.monotonic() < deadline
