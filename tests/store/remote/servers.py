"""Servers of other people, started on the loopback for the tests and ended with them."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

STARTS_WITHIN = 30

VIRTUOSO_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
TempStorage = Temporary

[Temporary]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx

[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
MaxQueryMem = 500M
DirsAllowed = {folder}

[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
ServerThreads = 10

[SPARQL]
ResultSetMaxRows = {most_rows}
MaxQueryExecutionTime = 120
"""


def oxigraph_binary() -> str | None:
    """The server of the PyPI package `oxigraph`; None where it is not installed."""
    return shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which(
        "oxigraph"
    )


def virtuoso_binary() -> str | None:
    """The server of the Debian package `virtuoso-opensource`; None where it is not installed."""
    return shutil.which("virtuoso-t")


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """An empty Oxigraph in memory: its address."""
    binary = oxigraph_binary()
    assert binary is not None
    port = _free_port()
    arguments = [binary, "serve", "--bind", f"127.0.0.1:{port}"]
    with _running(arguments, folder, f"http://127.0.0.1:{port}"):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def virtuoso(folder: Path, most_rows: int = 1_000_000) -> Iterator[str]:
    """A Virtuoso with its own tables only: its address, with the user who may write."""
    binary = virtuoso_binary()
    assert binary is not None
    port, ini = _free_port(), folder / "virtuoso.ini"
    ini.write_text(
        VIRTUOSO_INI.format(folder=folder, port=port, sql_port=_free_port(), most_rows=most_rows)
    )
    arguments = [binary, "+configfile", str(ini), "+foreground"]
    with _running(arguments, folder, f"http://127.0.0.1:{port}/sparql?query=ASK%20%7B%7D"):
        yield f"http://dba:dba@127.0.0.1:{port}/sparql"


@contextmanager
def _running(arguments: list[str], folder: Path, url: str) -> Iterator[None]:
    process = subprocess.Popen(
        arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(url, process)
        yield
    finally:
        process.kill()
        process.wait()


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended"
        try:
            opener.open(url, timeout=5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"the server did not answer within {STARTS_WITHIN} s")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


START = {"oxigraph": oxigraph, "virtuoso": virtuoso}

_NEEDS = {
    "oxigraph": (oxigraph_binary, "pip install 'oxigraph' (extra test)"),
    "virtuoso": (virtuoso_binary, "apt-get install virtuoso-opensource"),
}


def skip_without(kind: str) -> None:
    """Skip the test where a kind of server is not installed."""
    find, command = _NEEDS[kind]
    if find() is None:
        pytest.skip(f"the server of {kind} is not on this machine: {command}")
