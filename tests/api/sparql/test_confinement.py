"""A process that is confined makes no socket, whatever it tries."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TRIES = {
    "a socket": "socket.create_connection(('127.0.0.1', 9))",
    "a name": "socket.getaddrinfo('example.org', 80)",
    "the engine": "Store().query('ASK { SERVICE <http://127.0.0.1:8009/> { ?s ?p ?o } }')",
}


def outcome(tried: str) -> str:
    """The error that a confined process meets, by its name and sentence."""
    script = f"""
import socket
from pyoxigraph import Store
from api.sparql.confinement import confine
if not confine():
    print("no such thing")
try:
    {tried}
except Exception as error:
    print(type(error).__name__, error)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize("tried", TRIES.values(), ids=TRIES.keys())
def test_confined_process_reaches_nobody(tried: str) -> None:
    said = outcome(tried)
    if said.startswith("no such thing"):
        pytest.skip("this kernel has no filter of system calls")
    assert "ermission denied" in said or "name resolution" in said
    assert "refused" not in said
