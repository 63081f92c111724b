"""The servers that are compared, each started over the same file on loopback, and ended again."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote

from bench.load import Address, request

JSON = "application/sparql-results+json"
GRAPH = "urn:bench"
"""The graph that Virtuoso holds the data in; its default one has its own data too."""
_LOOPBACK = "127.0.0.1"
_PATIENCE = 900.0
"""Seconds within which a server must have loaded its data."""


Command = list[str | Path]


@dataclass(frozen=True)
class Server:
    """A server that answers. `path` is where it takes queries, up to and with `query=`."""

    address: Address
    path: str
    process: int

    def query(self, text: str) -> bytes:
        """The request for a query."""
        return request(self.path + quote(text), self.address, JSON)

    def get_query(self, text: str) -> tuple[int, bytes]:
        """Status and body of the answer to a query."""
        return self.get(self.path + quote(text), JSON, _PATIENCE)

    def get(self, path: str, accept: str = "*/*", patience: float = 60) -> tuple[int, bytes]:
        """Status and body of an answer. Raises OSError or HTTPException."""
        connection = HTTPConnection(*self.address, timeout=patience)
        try:
            connection.request("GET", path, headers={"Accept": accept})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


@contextmanager
def started(  # noqa: PLR0913
    command: Command,
    port: int,
    path: str,
    ready: str,
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Iterator[Server]:
    """A server of a process; it can be used once the address `ready` is answered with 200.

    `folder` is where it runs, for one that leaves files there.
    """
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, cwd=folder
    )
    try:
        server = Server((_LOOPBACK, port), path, process.pid)
        _wait(lambda: server.get(ready)[0] == 200, process)
        yield server
    finally:
        process.terminate()
        process.communicate()


def _wait(is_ready: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            told = process.stderr.read().decode() if process.stderr else ""
            raise RuntimeError(f"{process.args!r} ended: {told}")
        try:
            if is_ready():
                return
        except (OSError, HTTPException):
            pass
        time.sleep(0.1)
    raise RuntimeError(f"{process.args!r} is not ready")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server((_LOOPBACK, 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@contextmanager
def application(name: str, *told: str) -> Iterator[Server]:
    """One of `bench.applications`, in a process of its own."""
    port = free_port()
    command: Command = [sys.executable, "-m", "bench.applications", name, str(port), *told]
    ready = "/health" if name == "ours" else "/"
    with started(command, port, "/sparql?query=", ready) as server:
        yield server


@contextmanager
def shisaku(*options: str, environment: Mapping[str, str] | None = None) -> Iterator[Server]:
    """`shisaku serve`, as anybody starts it."""
    port = free_port()
    command: Command = [
        sys.executable, "-m", "shisaku.cli", "serve", "--port", str(port), *options
    ]  # fmt: skip
    with started(command, port, "/sparql?query=", "/ready", environment=environment) as server:
        yield server


@contextmanager
def ours(place: str, file: Path, folder: Path) -> Iterator[Server]:
    """Our `/sparql` over a file in memory or a snapshot on disk."""
    source = file
    if place == "folder":
        source = folder / "ours"
        _run(sys.executable, "-m", "bench.applications", "snapshot", "0", file, source)
    with application("ours", place, str(source)) as server:
        yield server


@contextmanager
def oxigraph_on_disk(file: Path, folder: Path) -> Iterator[Server]:
    """Oxigraph's server over a store on disk, optimized."""
    program, store, port = _oxigraph(), folder / "oxigraph", free_port()
    _run(program, "load", "--location", store, "--file", file)
    _run(program, "optimize", "--location", store)
    command: Command = [
        program,
        "serve-read-only",
        "--location",
        store,
        "--bind",
        f"{_LOOPBACK}:{port}",
    ]
    with started(command, port, "/query?query=", "/") as server:
        yield server


@contextmanager
def oxigraph_in_memory(file: Path, _folder: Path) -> Iterator[Server]:
    """Oxigraph's server over a store in memory."""
    port = free_port()
    command: Command = [_oxigraph(), "serve", "--bind", f"{_LOOPBACK}:{port}"]
    with started(command, port, "/query?query=", "/") as server:
        connection = HTTPConnection(*server.address, timeout=_PATIENCE)
        with file.open("rb") as content:
            headers = {"Content-Type": "application/n-triples"}
            connection.request("POST", "/store?default", content, headers)
            status = connection.getresponse().status
        connection.close()
        if status >= 300:
            raise RuntimeError(f"Oxigraph's server does not load {file}: {status}")
        yield server


@contextmanager
def rdflib_endpoint(file: Path, _folder: Path) -> Iterator[Server]:
    """rdflib-endpoint, as its own command starts it."""
    port = free_port()
    command: Command = [
        sys.executable, "-m", "rdflib_endpoint", "serve", file, "--host", _LOOPBACK,
        "--port", str(port),
    ]  # fmt: skip
    ready = f"/?query={quote('ASK {}')}"
    with started(command, port, "/?query=", ready) as server:
        yield server


@contextmanager
def virtuoso(file: Path, folder: Path) -> Iterator[Server]:
    """Virtuoso, with memory for all of the data."""
    home, port, sql = folder / "virtuoso", free_port(), free_port()
    home.mkdir()
    (home / "virtuoso.ini").write_text(_VIRTUOSO.format(home=home, files=file.parent, port=port,
                                                        sql=sql), encoding="utf-8")  # fmt: skip
    command: Command = [
        "virtuoso-t", "+configfile", home / "virtuoso.ini", "+foreground", "+wait"
    ]  # fmt: skip
    path = f"/sparql?default-graph-uri={quote(GRAPH, safe='')}&query="
    with started(command, port, path, f"/sparql?query={quote('ASK {}')}", folder=home) as server:
        load = f"ld_dir('{file.parent}', '{file.name}', '{GRAPH}'); rdf_loader_run(); checkpoint;"
        _run("isql-vt", f"{_LOOPBACK}:{sql}", "dba", "dba", f"exec={load}")
        yield server


_VIRTUOSO = """
[Database]
DatabaseFile = {home}/virtuoso.db
ErrorLogFile = {home}/virtuoso.log
LockFile = {home}/virtuoso.lck
TransactionFile = {home}/virtuoso.trx
xa_persistent_file = {home}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {home}/temporary.db
TransactionFile = {home}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {files}
ServerThreads = 40
NumberOfBuffers = 340000
MaxDirtyBuffers = 250000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 40
MaxKeepAlives = 40
KeepAliveTimeout = 60
[SPARQL]
ResultSetMaxRows = 10000000
MaxQueryExecutionTime = 120
"""

SPARQL: Mapping[str, Callable[[Path, Path], AbstractContextManager[Server]]] = {
    "ours, memory": partial(ours, "file"),
    "ours, disk": partial(ours, "folder"),
    "Oxigraph's server, memory": oxigraph_in_memory,
    "Oxigraph's server, disk": oxigraph_on_disk,
    "Virtuoso": virtuoso,
    "rdflib-endpoint": rdflib_endpoint,
}
"""All that answer SPARQL, over a file of N-Triples, with a folder for what they keep."""

LARGEST = {"ours, memory": 50, "Oxigraph's server, memory": 50, "rdflib-endpoint": 1}
"""The largest scale that a server is asked to load; all other can load any."""


def _oxigraph() -> Path:
    """The program that the package `oxigraph` brings."""
    found = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    return Path(found or "oxigraph")


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
