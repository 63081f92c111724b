"""`shisaku push`: what it prints, and its exit status. What it does to a store is tested in
tests/store/remote."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.remote import RemoteStore
from tests.shisaku.conftest import Run
from tests.store.remote import servers

TRIG = "GRAPH <urn:a> { <urn:x> <urn:p> 1 . } GRAPH <urn:b> { <urn:x> <urn:p> 1, 2 . }"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    servers.skip_without("oxigraph")
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as address:
        yield address


@pytest.fixture
def small(tmp_path: Path) -> str:
    """A store of a few triples."""
    path = tmp_path / "small.trig"
    path.write_text(TRIG, encoding="utf-8")
    return str(path)


def test_push_tells_what_the_store_has_now(shisaku: Run, address: str, small: str) -> None:
    assert shisaku("push", address, "--store", small) == (0, "small: 2 triples\n", "")
    counted = RemoteStore(f"{address}/query").query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    assert [row["n"].value for row in counted] == ["2"]  # type: ignore[union-attr]


def test_addresses_may_be_named(shisaku: Run, address: str, small: str) -> None:
    arguments = ["--update", f"{address}/update", "--graph-store", f"{address}/store"]
    assert shisaku("push", f"{address}/query", "--store", small, *arguments).status == 0


def test_store_that_cannot_be_reached_is_one_sentence(shisaku: Run, small: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    done = shisaku("push", f"http://me:s3cret@127.0.0.1:{port}/", "--store", small)
    said = "shisaku: not pushed: the remote store gave no answer: it cannot be reached\n"
    assert done == (1, "", said)


def test_store_that_takes_no_updates_goes_on_as_it_was(
    shisaku: Run, address: str, small: str
) -> None:
    done = shisaku("push", f"{address}/query", "--store", small, "--update", f"{address}/nothing")
    assert done.status == 1
    assert done.err.startswith("shisaku: not pushed: the remote store gave no answer: ")
    assert done.err.endswith("; it serves what it served before\n")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["ftp://me:s3cret@127.0.0.1/"],
            "the address of a remote store looks like http://host:port/path",
        ),
        (["http://127.0.0.1:9/", "--store", "nothing.nq"], "there is no such folder or file"),
    ],
)
def test_bad_use_is_one_sentence(shisaku: Run, arguments: list[str], said: str) -> None:
    done = shisaku("push", *arguments)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert "s3cret" not in done.err
