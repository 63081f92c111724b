"""`shisaku serve` as a process: what it does with a new release, with signals, with workers."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from store.releases import Release, publish

ROOT = Path(__file__).parents[2]
PATIENCE = 60
"""Seconds after which a test gives up."""
ENDS_WITHIN = 10
RDFS_LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


class Server:
    """A server in a process of its own."""

    def __init__(self, log: Path, *arguments: str) -> None:
        self._log = log
        with log.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "shisaku.cli", "serve", "--port", "0", *arguments],
                cwd=ROOT, stdout=subprocess.DEVNULL, stderr=output,
            )  # fmt: skip
        self.wait_for(lambda: "listening" in self.said)
        found = re.search(r"127\.0\.0\.1:(\d+)", self.said)
        assert found is not None
        self.port = int(found[1])

    @property
    def said(self) -> str:
        """What stands on its standard error."""
        return self._log.read_text()

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def is_ready(self) -> bool:
        return self.get("/ready")[0] == 200

    def release(self) -> str:
        return str(json.loads(self.get("/ready")[1]).get("release"))

    def wait_for(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.05)


@contextmanager
def serving(log: Path, *arguments: str) -> Iterator[Server]:
    server = Server(log, *arguments)
    try:
        yield server
    finally:
        server.process.kill()
        server.process.wait()


def publish_label(out: Path, label: str) -> Release:
    """A release in which Viet Nam is called something."""
    country = NamedNode("https://w3id.org/shisaku/id/country/VN")
    graph = NamedNode("https://w3id.org/shisaku/graph/seeds")
    of_class = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    quads = [
        Quad(country, of_class, NamedNode("https://w3id.org/shisaku/ns#Country"), graph),
        Quad(country, RDFS_LABEL, Literal(label, language="en"), graph),
    ]
    return publish(quads, out, "1.0.0")


class Asker:
    """Somebody who looks the same thing up without a pause, on one connection."""

    def __init__(self, port: int) -> None:
        self.answers: list[tuple[int, str]] = []
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._is_enough = threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def __enter__(self) -> "Asker":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_enough.set()
        self._thread.join(PATIENCE)

    def labels(self) -> list[str]:
        return [json.loads(body)["label"]["en"] for _, body in self.answers]

    def _ask(self) -> None:
        while not self._is_enough.is_set():
            self._connection.request("GET", "/countries/VN")
            answer = self._connection.getresponse()
            self.answers.append((answer.status, answer.read().decode()))


def test_new_release_is_picked_up_without_a_failure(tmp_path: Path) -> None:
    first = publish_label(tmp_path, "Old name")
    with serving(tmp_path / "log", "--store", str(tmp_path)) as server:
        server.wait_for(server.is_ready)
        assert server.release() == first.id
        with Asker(server.port) as asker:
            server.wait_for(lambda: len(asker.answers) > 20)
            second = publish_label(tmp_path, "New name")
            server.wait_for(lambda: server.release() == second.id)
            seen = len(asker.answers)
            server.wait_for(lambda: len(asker.answers) > seen + 20)
        assert {status for status, _ in asker.answers} == {200}
        assert re.fullmatch("(Old name )+(New name )+", " ".join(asker.labels()) + " ")

        (second.folder / "graph.nq").write_text("no RDF at all")
        third = publish_label(tmp_path, "Third name")
        third.graph_file.write_bytes(b"cut")
        server.wait_for(lambda: f"{third.id} is not taken" in server.said)
        assert f"{second.id} is still served" in server.said
        assert "Traceback" not in server.said
        assert server.release() == second.id
        assert asker.labels()[-1] == "New name"


def test_server_listens_before_the_data_are_loaded(tmp_path: Path) -> None:
    slow = tmp_path / "slow.ttl"
    os.mkfifo(slow)
    with serving(tmp_path / "log", "--store", str(slow)) as server:
        assert server.get("/health") == (200, '{"status":"ok"}')
        assert server.get("/healthz")[0] == 200
        for path in ("/ready", "/readyz", "/countries/VN", "/"):
            status, body = server.get(path)
            assert status == 503
            assert json.loads(body)["detail"] == "the data are still being loaded"
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(ENDS_WITHIN) == 0


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A file of two triples."""
    path = tmp_path / "toy.ttl"
    path.write_text("<urn:a> <urn:b> <urn:c> , <urn:d> .")
    return path


def test_term_signal_lets_the_request_at_hand_be_answered(tmp_path: Path, toy: Path) -> None:
    with serving(tmp_path / "log", "--store", str(toy)) as server:
        server.wait_for(server.is_ready)
        with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as slow:
            slow.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n"
                b"Content-Type: application/sparql-query\r\nExpect: 100-continue\r\n\r\n"
            )
            assert slow.recv(100).startswith(b"HTTP/1.1 100 ")
            server.process.send_signal(signal.SIGTERM)
            server.wait_for(lambda: not is_listening(server.port))
            slow.sendall(b"ASK{}")
            answer = b""
            while part := slow.recv(65536):
                answer += part
        assert answer.startswith(b"HTTP/1.1 200 ")
        assert b"true" in answer
        assert server.process.wait(ENDS_WITHIN) == 0
        assert "Traceback" not in server.said


def test_store_whose_file_is_gone_is_not_named_to_who_asks(tmp_path: Path, toy: Path) -> None:
    with serving(tmp_path / "log", "--store", str(toy)) as server:
        server.wait_for(server.is_ready)
        toy.unlink()
        status, body = server.get("/exports/graph.nt")
        assert (status, toy.name in body, str(tmp_path) in body) == (503, False, False)
        assert str(toy) in server.said
        assert server.get("/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D")[0] == 200


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_worker_that_dies_is_replaced_and_the_others_answer(tmp_path: Path, toy: Path) -> None:
    with serving(tmp_path / "log", "--store", str(toy), "--workers", "2") as server:
        server.wait_for(lambda: server.said.count("toy is served") == 2)
        victim = workers_of(server.process.pid)[0]
        os.kill(victim, signal.SIGKILL)
        server.wait_for(lambda: server.said.count("toy is served") == 3)
        statuses = [server.get("/health")[0] for _ in range(20)]
        assert statuses == [200] * 20
        counted = re.search(
            r'requests_total\{method="GET",route="/health",status="200"\} (\d+)',
            server.get("/metrics")[1],
        )
        assert counted is not None
        assert int(counted[1]) == 20
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(ENDS_WITHIN) == 0


def workers_of(supervisor: int) -> list[int]:
    """The processes that answer requests, by the supervisor that started them."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
            command = (status.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == supervisor and b"spawn_main" in command:
            found.append(int(status.parent.name))
    return found
