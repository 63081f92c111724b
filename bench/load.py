"""A load generator: so many connections that are kept alive, each with one request at a time.

The answers are framed (by length or in chunks) and counted, not looked into, so that the
generator needs little of the processors that it shares with what it measures.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil
from typing import cast

CONNECTIONS = 16
_HEAD_END = b"\r\n\r\n"

Address = tuple[str, int]


@dataclass
class Load:
    """What became of the requests within some seconds; `latencies` are in seconds.

    `failures` counts answers with another status than 200 by their first line.
    """

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Good answers per second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def quantile(self, part: float) -> float:
        """The latency that this part of the answers kept below; NaN where there are none."""
        ranked = sorted(self.latencies)
        return ranked[ceil(part * len(ranked)) - 1] if ranked else float("nan")


def request(path: str, address: Address, accept: str = "*/*", more: str = "") -> bytes:
    """A GET request; `more` are header lines, each with its end."""
    host, port = address
    lines = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept: {accept}\r\n{more}\r\n"
    return lines.encode("latin-1")


class Framing:
    """Finds where an answer ends in what comes over a connection."""

    def __init__(self) -> None:
        self._received = b""
        self._next = 0
        """Where the next answer, or the next chunk of this one, begins."""
        self._is_chunked = False
        self.first_line = ""

    def feed(self, data: bytes) -> bool:
        """Take what has come; whether the answer is whole."""
        self._received += data
        if not self._next and not self._read_head():
            return False
        is_whole = self._read_chunks() if self._is_chunked else len(self._received) >= self._next
        if is_whole:
            self._received, self._next = b"", 0
        return is_whole

    @property
    def is_good(self) -> bool:
        """Whether the status is 200."""
        return " 200 " in self.first_line

    def _read_head(self) -> bool:
        head, end, _ = self._received.partition(_HEAD_END)
        if not end:
            return False
        self.first_line, *lines = head.decode("latin-1").lower().split("\r\n")
        fields = dict(line.split(":", 1) for line in lines)
        self._is_chunked = "content-length" not in fields
        self._next = len(head) + len(end) + int(fields.get("content-length", 0))
        return True

    def _read_chunks(self) -> bool:
        while (end := self._received.find(b"\r\n", self._next)) >= 0:
            size = int(self._received[self._next : end].partition(b";")[0], 16)
            following = end + size + 4
            if len(self._received) < following:
                return False
            if size == 0:
                return True
            self._next = following
        return False


class _Client(asyncio.Protocol):
    """One connection that asks again when it has its answer, after a pause of some seconds."""

    def __init__(self, requests: Iterator[bytes], load: Load, until: float, pause: float) -> None:
        self._requests = requests
        self._load = load
        self._until = until
        self._pause = pause
        self._framing = Framing()
        self._began = 0.0
        self._is_over = False
        self.left: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop has a class of its own
        self._ask()

    def data_received(self, data: bytes) -> None:
        if not self._framing.feed(data):
            return
        now = time.perf_counter()
        if self._framing.is_good:
            self._load.latencies.append(now - self._began)
        else:
            self._load.failures[self._framing.first_line] += 1
        self._is_over = now + self._pause >= self._until
        if self._is_over:
            self._transport.close()
        elif self._pause:
            asyncio.get_running_loop().call_later(self._pause, self._ask)
        else:
            self._ask()

    def connection_lost(self, error: Exception | None) -> None:
        if not self._is_over:
            self._load.failures[f"the connection was cut ({error or 'no reason'})"] += 1
        if not self.left.done():
            self.left.set_result(None)

    def _ask(self) -> None:
        if self._transport.is_closing():
            return
        self._began = time.perf_counter()
        self._transport.write(next(self._requests))


async def drive(
    address: Address,
    requests: Iterator[bytes],
    seconds: float,
    connections: int = CONNECTIONS,
    pause: float = 0.0,
) -> Load:
    """Ask for some seconds; requests that are on their way then are waited for and counted."""
    loop, load = asyncio.get_running_loop(), Load()
    began = time.perf_counter()
    clients = []
    for _ in range(connections):
        _, client = await loop.create_connection(
            lambda: _Client(requests, load, began + seconds, pause), *address
        )
        clients.append(client)
    await asyncio.gather(*(client.left for client in clients))
    load.seconds = time.perf_counter() - began
    return load
