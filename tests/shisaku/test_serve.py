"""`shisaku serve`: what is served where, without serving it; and what cannot be served."""

import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import QueryBoolean

from api.server.limits import LONGEST_TARGET, ServerLimits
from shisaku.commands.serving import Application
from shisaku.settings import Settings
from store.protocol import Store
from store.releases import Release
from store.source import Place

Run = Callable[..., Any]
ROOT = Path(__file__).parents[2]


class Served:
    """What the server is started with, in place of a server."""

    def __init__(self) -> None:
        self.address: tuple[str, int] = ("", 0)
        self.application: Application
        self.limits: ServerLimits
        self.workers = 0

    def listen(self, host: str, port: int) -> socket.socket:
        self.address = (host, port)
        return socket.create_server(("127.0.0.1", 0))

    def run(
        self, application: Application, listening: socket.socket, limits: ServerLimits, workers: int
    ) -> bool:
        self.application, self.limits, self.workers = application, limits, workers
        return True

    @property
    def name(self) -> str:
        return self.application.offer.find().name

    @property
    def store(self) -> Store:
        return self.application.offer.find().open().store


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Served:
    """Stands in for the server."""
    served = Served()
    monkeypatch.setattr("shisaku.commands.serving.listen", served.listen)
    monkeypatch.setattr("shisaku.commands.serving.run", served.run)
    return served


def sees_default_graph(store: Store) -> bool:
    answer = store.query("ASK { ?s ?p ?o }")
    assert isinstance(answer, QueryBoolean)
    return bool(answer)


def test_release_is_served_on_the_loopback(shisaku: Run, served: Served, release: Release) -> None:
    assert shisaku("serve") == (0, "", "")
    assert served.address == ("127.0.0.1", 8000)
    assert served.workers == 1
    assert served.limits == ServerLimits()
    assert served.name == release.id
    assert sees_default_graph(served.store)


def test_command_goes_before_the_settings(
    shisaku: Run, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHISAKU_HOST", "127.0.0.2")
    monkeypatch.setenv("SHISAKU_PORT", "9000")
    monkeypatch.setenv("SHISAKU_WORKERS", "3")
    shisaku("serve")
    assert (served.address, served.workers) == (("127.0.0.2", 9000), 3)
    shisaku("serve", "--host", "127.0.0.3", "--port", "0", "--workers", "2")
    assert (served.address, served.workers) == (("127.0.0.3", 0), 2)


def test_server_ends_within_ten_seconds_of_being_told() -> None:
    assert ServerLimits().drain_seconds < 10


def test_limits_are_settings(shisaku: Run, served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHISAKU_HEAD_SECONDS", "3")
    monkeypatch.setenv("SHISAKU_BODY_BYTES", "1000")
    shisaku("serve")
    assert served.limits == replace(ServerLimits(), head_seconds=3, body_bytes=1000)


@pytest.mark.parametrize(
    ("setting", "text"),
    [
        ("SHISAKU_HEAD_SECONDS", "0"),
        ("SHISAKU_HEAD_SECONDS", "-1"),
        ("SHISAKU_BODY_BYTES", "2 MB"),
        ("SHISAKU_BODY_BYTES", "１０"),
        ("SHISAKU_IDLE_SECONDS", ""),
        ("SHISAKU_TARGET_BYTES", str(LONGEST_TARGET + 1)),
        ("SHISAKU_WORKERS", "0"),
        ("SHISAKU_WORKERS", "many"),
    ],
)
def test_limit_that_cannot_be_is_refused(
    shisaku: Run, monkeypatch: pytest.MonkeyPatch, setting: str, text: str
) -> None:
    monkeypatch.setenv(setting, text)
    done = shisaku("search", "VN")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"shisaku: {setting}: {text!r} is no ")


def test_strict_default_graph_sees_only_itself(
    shisaku: Run, served: Served, release: Release
) -> None:
    arguments = ("serve", "--default-graph", "strict", "--store", str(release.graph_file))
    assert shisaku(*arguments).status == 0
    assert not sees_default_graph(served.store)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ttl", "<urn:s> <urn:p> <urn:o> ."),
        ("a.nt", "<urn:s> <urn:p> <urn:o> .\n"),
        ("a.nq", "<urn:s> <urn:p> <urn:o> <urn:g> .\n"),
        ("施策.trig", "<urn:g> { <urn:s> <urn:p> <urn:o> }"),
    ],
)
def test_file_of_rdf_is_served_under_its_name(
    shisaku: Run, served: Served, tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert shisaku("serve", "--store", str(tmp_path / name)).status == 0
    assert served.name == name.partition(".")[0]
    assert sees_default_graph(served.store)


def test_folder_of_releases_is_served(
    shisaku: Run, served: Served, released: Path, release: Release
) -> None:
    shisaku("serve", "--store", str(released))
    assert served.name == served.application.offer.newest() == release.id


def test_url_is_a_remote_store(shisaku: Run, served: Served) -> None:
    assert shisaku("serve", "--store", "http://127.0.0.1:9/sparql").status == 0
    source = served.application.offer.find().source
    assert (source.place, source.name) == (Place.URL, "http://127.0.0.1:9/sparql")
    assert served.name == "remote"


CANNOT_BE_OPENED = [
    ("missing.ttl", None, "there is no such folder or file"),
    ("broken.ttl", b"<urn:s> <urn:p>", "broken.ttl: "),
    ("table.pdf", b"%PDF", "no RDF file we can read; it should end in .nq, .trig, .ttl"),
    ("", None, "no release was published here; run 'shisaku build' first"),
    ("current/release.json", b"{", "the release is not described as one"),
    ("current/release.json", b"{}", "the release is not described as one"),
]


@pytest.mark.parametrize(("place", "content", "sentence"), CANNOT_BE_OPENED)
def test_store_that_cannot_be_opened_is_named(
    shisaku: Run, tmp_path: Path, place: str, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / place
    if content is not None:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    store = tmp_path if place.startswith("current") else path
    done = shisaku("serve", "--port", "0", "--store", str(store))
    assert (done.status, done.out) == (2, "")
    last = done.err.splitlines()[-1]
    assert last.startswith(f"shisaku: {store}: ")
    assert sentence in last
    assert "Traceback" not in done.err


def test_release_that_is_not_what_was_published_is_named(
    shisaku: Run, tmp_path: Path, release: Release
) -> None:
    folder = tmp_path / "releases" / release.id
    folder.mkdir(parents=True)
    (tmp_path / "current").symlink_to(folder)
    description = (release.folder / "release.json").read_bytes()
    (folder / "release.json").write_bytes(description)
    whole = release.graph_file.read_bytes()
    (folder / "graph.nq").write_bytes(whole[: whole.rindex(b"\n", 0, -1) + 1])  # a line less
    done = shisaku("serve", "--port", "0", "--store", str(tmp_path))
    assert done.status == 2
    assert done.err.splitlines()[-1].endswith("graph.nq: it is not the file that was published")


def test_no_worker_starts_again_where_there_is_nothing_to_serve(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("<urn:s> <urn:p>", encoding="utf-8")
    arguments = ["serve", "--port", "0", "--workers", "2", "--store", str(path)]
    done = subprocess.run(
        [sys.executable, "-m", "shisaku.cli", *arguments],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert f"shisaku: {path}: " in done.stderr
    assert "Traceback" not in done.stderr


def test_remote_store_that_is_not_there_is_an_error_at_the_start(
    shisaku: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    done = shisaku("serve", "--port", "0", "--store", "http://127.0.0.1:9/sparql")
    assert (done.status, done.out) == (2, "")
    assert "gave no answer" in done.err.splitlines()[-1]


def test_address_that_is_taken_is_named(shisaku: Run, release: Release) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = shisaku("serve", "--port", str(port))
    assert done == (2, "", f"shisaku: 127.0.0.1:{port}: address already in use\n")


@pytest.mark.parametrize("host", ["192.0.2.1", "no.such.host.invalid"])
def test_address_that_is_not_ours_is_named(shisaku: Run, host: str) -> None:
    done = shisaku("serve", "--host", host)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"shisaku: {host}:8000: ")
    assert "Traceback" not in done.err


@pytest.mark.parametrize("port", ["99999", "-1", "http", ""])
def test_port_that_there_is_not_is_refused(
    shisaku: Run, monkeypatch: pytest.MonkeyPatch, port: str
) -> None:
    done = shisaku("serve", f"--port={port}")
    assert (done.status, done.out) == (2, "")
    assert "argument --port: invalid" in done.err
    monkeypatch.setenv("SHISAKU_PORT", port)
    done = shisaku("search", "VN")
    assert done == (2, "", f"shisaku: SHISAKU_PORT: {port!r} is no port from 0 to 65535\n")


def test_every_setting_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()

    class Environment(dict[str, str]):
        """Notes what is looked for."""

        def get(self, name: str, default: Any = None) -> Any:
            asked.add(name)
            return default

        def __contains__(self, name: object) -> bool:
            asked.add(str(name))
            return False

    monkeypatch.setattr("shisaku.settings.os.environ", Environment())
    Settings.read()
    explained = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    assert {name for name in asked if name not in explained} == set()
    assert "SHISAKU_HEAD_SECONDS" in asked
