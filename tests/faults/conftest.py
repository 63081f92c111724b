"""What the tests of faults share: `shisaku serve` over the real release, somebody who looks things
up all the while, and a stranger whom nothing may reach.

Take `server` and `ask` it in raw bytes. Whatever a test of this folder does, `good` asks every
100 ms and must be answered (see MOST_SENT_AWAY), and the process must live on and speak of no
mistake.
"""

import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from store.releases import Release
from tests.shisaku.test_serving import Server, serving

PATIENCE = 60.0
"""Seconds after which a test gives up."""
QUERY_SECONDS = 3
LIMITS = {
    "SHISAKU_QUERY_SECONDS": str(QUERY_SECONDS),
    "SHISAKU_QUERY_MEMORY_BYTES": "200000000",
    "SHISAKU_QUERY_ANSWER_BYTES": "3000000",
    "SHISAKU_HEAD_SECONDS": "3",
    "SHISAKU_BODY_SECONDS": "3",
    "SHISAKU_WRITE_SECONDS": "3",
}
MOST_MEMORY = 2_500_000_000
"""Bytes that the processes of the server may take together."""
MOST_SENT_AWAY = 0.01
"""Share of look-ups that may be told to come back: a query that comes a moment before a burst of
heavy ones stands behind all of them, for the newest is served first."""
LONGEST_LOOK_UP = 4.0
"""Seconds; no measure of speed (see bench/), but that nobody waits for somebody else's query."""


@dataclass(frozen=True)
class Received:
    """An answer; `is_whole` where it ended as HTTP ends one."""

    status: int
    headers: dict[str, str]
    body: bytes
    is_whole: bool
    seconds: float

    def detail(self) -> str:
        return str(json.loads(self.body)["detail"])


def ask(port: int, request: bytes) -> Received:
    """Send a request and take what comes until the server closes; it is asked to."""
    began, received = time.monotonic(), b""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        with suppress(OSError):  # refused before its end, perhaps, but with an answer
            connection.sendall(request)
        with suppress(ConnectionResetError):
            while part := connection.recv(1 << 16):
                received += part
    return read_answer(received, time.monotonic() - began)


def read_answer(received: bytes, seconds: float) -> Received:
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(": ") for line in lines)
    headers = {name.lower(): value for name, _, value in pairs}
    is_whole = bool(first)
    if headers.get("transfer-encoding") == "chunked":
        is_whole = body.endswith(b"\r\n0\r\n\r\n")
        body = join_chunks(body)
    elif "content-length" in headers:
        is_whole = len(body) == int(headers["content-length"])
    return Received(int(first.split()[1]) if first else 0, headers, body, is_whole, seconds)


def join_chunks(body: bytes) -> bytes:
    content = b""
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size or b"0", 16)
        content, body = content + body[:length], body[length + 2 :]
    return content


def get(target: str, *headers: str, method: str = "GET") -> bytes:
    lines = [f"{method} {target} HTTP/1.1", "Host: x", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode()


def post(body: bytes | str, *headers: str, target: str = "/sparql", media: str = "") -> bytes:
    content = body.encode() if isinstance(body, str) else body
    media_type = f"Content-Type: {media or 'application/sparql-query'}"
    length = f"Content-Length: {len(content)}"
    return get(target, media_type, length, *headers, method="POST") + content


def children(process: int) -> set[int]:
    """The processes that a process has started."""
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        found = [(task / "children").read_text().split() for task in tasks]
    except OSError:
        return set()
    return {int(child) for several in found for child in several}


def tree(process: int) -> set[int]:
    """A process and all that came of it."""
    return {process}.union(*(tree(child) for child in children(process)))


def memory(process: int) -> int:
    """Bytes that a process and all that came of it take, shared ones counted once."""
    total = 0
    for one in tree(process):
        try:
            told = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        found = re.search(r"Pss:\s+(\d+) kB", told)
        total += int(found[1]) * 1000 if found else 0
    return total


@dataclass
class Good:
    """Somebody who looks things up, by address and by query, and watches the memory meanwhile."""

    server: Server
    answers: list[Received] = field(default_factory=list)
    most_memory: int = 0
    is_enough: threading.Event = field(default_factory=threading.Event)

    ASKS = (
        get("/countries/VN"),
        post("SELECT ?c { ?c a <https://w3id.org/shisaku/ns#Country> } LIMIT 5"),
    )

    def run(self) -> None:
        while not self.is_enough.wait(0.1):
            request = self.ASKS[len(self.answers) % 2]
            self.answers.append(ask(self.server.port, request))
            if len(self.answers) % 5 == 0:
                self.most_memory = max(self.most_memory, memory(self.server.process.pid))


@pytest.fixture(scope="session")
def server(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the real release, with limits that are reached soon."""
    log = tmp_path_factory.mktemp("faults") / "log"
    with ExitStack() as running:
        with pytest.MonkeyPatch.context() as patch:  # other tests see nothing of it
            for name, value in LIMITS.items():
                patch.setenv(name, value)
            folder = str(release.folder.parents[1])
            started = running.enter_context(serving(log, "--store", folder))
        started.wait_for(started.is_ready)
        yield started


@pytest.fixture(scope="module", autouse=True)
def good(server: Server) -> Iterator[Good]:
    """Looks things up as long as the tests of a file run, and is served all the while."""
    asking = Good(server)
    thread = threading.Thread(target=asking.run)
    thread.start()
    yield asking
    asking.is_enough.set()
    thread.join(PATIENCE)
    assert len(asking.answers) > 5
    others = [answer for answer in asking.answers if answer.status != 200]
    assert len(others) <= MOST_SENT_AWAY * len(asking.answers), others
    assert all("retry-after" in answer.headers for answer in others)
    assert all(answer.is_whole for answer in asking.answers)
    assert max(answer.seconds for answer in asking.answers) < LONGEST_LOOK_UP
    assert asking.most_memory < MOST_MEMORY
    assert server.process.poll() is None
    assert "Traceback" not in server.said
    assert 'status="500"' not in server.get("/metrics")[1]


@pytest.fixture(scope="session")
def stranger() -> Iterator[socket.socket]:
    """Somebody on the loopback whom no request may make the server ask."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening
        listening.settimeout(0.1)
        with pytest.raises(TimeoutError):
            listening.accept()
