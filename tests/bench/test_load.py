"""The load generator counts what a server answered, whole answers only."""

import asyncio
from itertools import repeat

import pytest

from bench.load import Framing, Load, drive, request

_LENGTH = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"
_CHUNKS = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\na\r\n\r\n0\r\n\r\n"
_EMPTY = b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"


@pytest.mark.parametrize(("answer", "is_good"), [(_LENGTH, True), (_CHUNKS, True), (_EMPTY, False)])
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_an_answer_is_whole_at_its_last_byte(answer: bytes, is_good: bool, size: int) -> None:
    framing = Framing()
    for _ in range(2):
        pieces = [answer[at : at + size] for at in range(0, len(answer), size)]
        assert [framing.feed(piece) for piece in pieces] == [False] * (len(pieces) - 1) + [True]
        assert framing.is_good == is_good


@pytest.mark.parametrize(("part", "latency"), [(0.5, 2.0), (0.99, 4.0), (0.25, 1.0)])
def test_a_quantile_is_a_latency_that_was_seen(part: float, latency: float) -> None:
    assert Load(1.0, [4.0, 1.0, 3.0, 2.0]).quantile(part) == latency


def test_every_answer_is_counted_by_its_status() -> None:
    asked: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.read(10_000):
            asked.append(head)
            writer.write(_EMPTY if len(asked) % 3 == 0 else _CHUNKS)

    async def scene() -> Load:
        async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
            address = server.sockets[0].getsockname()
            wanted = request("/a", address, "text/csv")
            return await drive(address, repeat(wanted), 0.1, connections=2)

    load = asyncio.run(scene())
    assert set(asked) == {request("/a", load_address(asked[0]), "text/csv")}
    assert len(load.latencies) + load.failures.total() == len(asked)
    assert load.failures == {"http/1.1 503 busy": len(asked) // 3}


def load_address(head: bytes) -> tuple[str, int]:
    """The address that a request names as its host."""
    host, port = head.split(b"Host: ")[1].split(b"\r\n")[0].decode().split(":")
    return host, int(port)


def test_a_connection_that_is_cut_is_a_failure() -> None:
    async def leave(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.close()

    async def scene() -> Load:
        async with await asyncio.start_server(leave, "127.0.0.1", 0) as server:
            address = server.sockets[0].getsockname()
            return await drive(address, repeat(request("/", address)), 5, connections=1)

    load = asyncio.run(scene())
    assert (load.latencies, load.failures.total()) == ([], 1)
