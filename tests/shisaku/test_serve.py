"""`shisaku serve`: what is served where, without serving it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import QueryBoolean

from api.knowledge import Knowledge
from store.releases import Release
from store.remote import RemoteStore

Run = Callable[..., Any]


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the server is started with, in place of a server."""
    started: dict[str, Any] = {}

    def start(app: Any, **options: Any) -> None:
        started.update(options, knowledge=app.state.knowledge)

    monkeypatch.setattr("shisaku.commands.serving.uvicorn.run", start)
    return started


def knowledge(served: dict[str, Any]) -> Knowledge:
    found = served["knowledge"]
    assert isinstance(found, Knowledge)
    return found


def sees_default_graph(served: dict[str, Any]) -> bool:
    answer = knowledge(served).store.query("ASK { ?s ?p ?o }")
    assert isinstance(answer, QueryBoolean)
    return bool(answer)


def test_release_is_served_on_the_loopback(
    shisaku: Run, served: dict[str, Any], release: Release
) -> None:
    assert shisaku("serve") == (0, "", "")
    assert (served["host"], served["port"]) == ("127.0.0.1", 8000)
    assert knowledge(served).release == release.id
    assert sees_default_graph(served)


def test_address_comes_from_the_command_before_the_setting(
    shisaku: Run, served: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHISAKU_HOST", "127.0.0.2")
    monkeypatch.setenv("SHISAKU_PORT", "9000")
    shisaku("serve")
    assert (served["host"], served["port"]) == ("127.0.0.2", 9000)
    shisaku("serve", "--host", "127.0.0.3", "--port", "0")
    assert (served["host"], served["port"]) == ("127.0.0.3", 0)


def test_server_ends_within_ten_seconds_of_being_told(shisaku: Run, served: dict[str, Any]) -> None:
    shisaku("serve")
    assert served["timeout_graceful_shutdown"] <= 10
    assert served["server_header"] is False


def test_strict_default_graph_sees_only_itself(
    shisaku: Run, served: dict[str, Any], release: Release
) -> None:
    arguments = ("serve", "--default-graph", "strict", "--store", str(release.graph_file))
    assert shisaku(*arguments).status == 0
    assert not sees_default_graph(served)


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
    shisaku: Run, served: dict[str, Any], tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert shisaku("serve", "--store", str(tmp_path / name)).status == 0
    assert knowledge(served).release == name.partition(".")[0]
    assert sees_default_graph(served)


def test_folder_of_releases_is_served(
    shisaku: Run, served: dict[str, Any], released: Path, release: Release
) -> None:
    shisaku("serve", "--store", str(released))
    assert knowledge(served).release == release.id


def test_url_is_a_remote_store(
    shisaku: Run, served: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(
        "shisaku.commands.serving.Knowledge.of",
        lambda store, name: asked.append((type(store), name)),
    )
    monkeypatch.setattr("shisaku.commands.serving.create_app", lambda *_: None)
    monkeypatch.setattr("shisaku.commands.serving.uvicorn.run", lambda *_, **__: None)
    assert shisaku("serve", "--store", "http://127.0.0.1:9/sparql").status == 0
    assert asked == [(RemoteStore, "remote")]


@pytest.mark.parametrize(
    ("place", "text", "sentence"),
    [
        ("missing.ttl", None, "there is no such folder or file"),
        ("broken.ttl", "<urn:s> <urn:p>", "broken.ttl: "),
        ("table.pdf", "%PDF", "no RDF file we can read; it should end in .nq, .trig, .ttl"),
        ("", None, "no release was published here; run 'shisaku build' first"),
    ],
)
def test_store_that_cannot_be_opened_is_named(
    shisaku: Run, tmp_path: Path, place: str, text: str | None, sentence: str
) -> None:
    path = tmp_path / place
    if text is not None:
        path.write_text(text, encoding="utf-8")
    done = shisaku("serve", "--store", str(path))
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"shisaku: {path}: ")
    assert sentence in done.err
    assert "Traceback" not in done.err


def test_remote_store_that_is_not_there_is_an_error_at_the_start(
    shisaku: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    done = shisaku("serve", "--store", "http://127.0.0.1:9/sparql")
    assert (done.status, done.out) == (2, "")
    assert done.err == "shisaku: the remote store gave no answer (URLError)\n"


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
