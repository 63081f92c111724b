"""Connections that are held open, and clients that send or read slowly, to the whole server."""

import socket
import time
from contextlib import ExitStack, suppress

from tests.faults.conftest import PATIENCE, ask, get, post
from tests.shisaku.test_serving import Server

HEAD = b"GET /health HTTP/1.1\r\nHost: x\r\nA: "
BODY = (
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    b"Content-Length: 1000\r\n\r\nASK"
)
LARGE = post("SELECT * { ?s ?p ?o }", "Accept: text/csv")


def test_look_ups_go_on_while_connections_are_held_open(server: Server) -> None:
    with ExitStack() as opened:

        def open_several(number: int, sent: bytes) -> list[socket.socket]:
            several = [
                opened.enter_context(socket.create_connection(("127.0.0.1", server.port)))
                for _ in range(number)
            ]
            for connection in several:
                connection.settimeout(PATIENCE)
                connection.sendall(sent)
            return several

        open_several(400, b"")
        open_several(20, LARGE)
        slow = [*open_several(50, HEAD), *open_several(50, BODY)]
        statuses = [drip(connection) for connection in slow]
        assert set(statuses) == {b"HTTP/1.1 408 "}
        assert ask(server.port, get("/health")).status == 200


def drip(connection: socket.socket) -> bytes:
    """What comes first while a byte is sent now and then."""
    deadline = time.monotonic() + PATIENCE
    connection.settimeout(0.02)
    while time.monotonic() < deadline:
        with suppress(OSError):
            connection.sendall(b"a")
        try:
            return connection.recv(13)
        except TimeoutError:
            continue
    return b""
