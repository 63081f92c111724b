"""What the tests of the server share: real servers over a small application, asked through sockets.

Take `start` for a server with the limits that a test is about.
"""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

import pytest
from starlette.types import Receive, Scope, Send
from uvicorn.server import Server

from api.server.limits import ServerLimits
from api.server.running import configure, listen

PATIENCE = 5.0
"""Seconds after which a test gives up."""


@dataclass
class Application:
    """Answers every request with what it was asked; `/long` with as much as the test wants, and
    `/wait` when the test says."""

    seen: list[str] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)
    asked: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    def forget(self) -> None:
        """Begin a new test."""
        self.seen.clear()
        for event in (self.left, self.asked, self.go_on, self.ended):
            event.clear()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        self.seen.append(scope["path"])
        body = await read_body(receive)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        if scope["path"] == "/wait":
            await self._wait(receive)
        if scope["path"] == "/long":
            for _ in range(400):
                await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})
        text = f"{scope['method']} {scope['path']} {len(body)}".encode()
        await send({"type": "http.response.body", "body": text})
        self.ended.set()

    async def _wait(self, receive: Receive) -> None:
        self.asked.set()
        leaving = asyncio.ensure_future(receive())
        while not self.go_on.is_set() and not leaving.done():
            await asyncio.sleep(0.01)
        if leaving.done():
            self.left.set()
        leaving.cancel()


async def read_body(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


@dataclass(frozen=True)
class Running:
    """A server, by its port, and the application behind it."""

    port: int
    application: Application

    def connect(self) -> socket.socket:
        """A connection whose reads end in a test that fails rather than in none."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def ask(self, request: bytes) -> bytes:
        """All that the server sends until it closes."""
        with self.connect() as connection:
            connection.sendall(request)
            return read_all(connection)


def read_all(connection: socket.socket) -> bytes:
    received = b""
    while part := connection.recv(65536):
        received += part
    return received


def read_until(connection: socket.socket, end: bytes) -> bytes:
    """What the server sends up to and with some bytes."""
    received = b""
    while end not in received:
        part = connection.recv(65536)
        assert part, f"closed after {received!r}"
        received += part
    return received


@contextmanager
def running(limits: ServerLimits) -> Iterator[Running]:
    """A server with limits, in a thread."""
    application = Application()
    config = configure(lambda: application, limits)
    config.lifespan = "off"
    server = Server(config)
    with listen("127.0.0.1", 0) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield Running(listening.getsockname()[1], application)
        application.go_on.set()
        server.should_exit = server.force_exit = True
        thread.join(PATIENCE)


Start = Callable[[ServerLimits], Running]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a server with limits; all are ended after the test."""
    with ExitStack() as servers:
        yield lambda limits: servers.enter_context(running(limits))
