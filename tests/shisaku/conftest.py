"""What the tests of the commands share: a way to type one.

Take `shisaku` to run a command in this process on the real release. What it prints is cut from the
output of the tests; what goes wrong is in `Done`, as it would be for a shell.
"""

import io
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from shisaku.cli import main
from store.embedded import EmbeddedStore
from store.releases import Release


class Done(NamedTuple):
    """What a command leaves: exit status, standard output, standard error."""

    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture(scope="session")
def released(release: Release) -> Path:
    """The folder that the real release is published in."""
    return release.folder.parents[1]


@pytest.fixture
def shisaku(
    released: Path,
    release: Release,
    store: EmbeddedStore,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Runs a command; `typed` are the bytes on its standard input.

    The real release is in memory already, and is not loaded again for each command.
    """
    monkeypatch.setenv("SHISAKU_OUT", str(released))
    load = EmbeddedStore.load

    def load_once(path: Path, *, union: bool = True) -> EmbeddedStore:
        return store if union and path == release.graph_file else load(path, union=union)

    monkeypatch.setattr(EmbeddedStore, "load", load_once)

    def run(*arguments: str, typed: bytes = b"") -> Done:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))
        try:
            status = main(arguments)
        except SystemExit as left:
            status = int(left.code or 0)
        return Done(status, *capsys.readouterr())

    return run
