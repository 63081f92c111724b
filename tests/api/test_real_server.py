"""A real server in a process of its own, asked over the loopback by other programs."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples
from rdflib import Graph
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, RDFXML, TSV, TURTLE, SPARQLWrapper

from queries.names import NameTable
from store.embedded import EmbeddedStore
from store.protocol import EVERYTHING, Answer, Dataset, QuerySyntaxError, Store, StoreUnavailable
from store.releases import Release
from store.remote import RemoteStore

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

ROOT = Path(__file__).parents[2]
STARTS_WITHIN = 30
ENDS_WITHIN = 10

PREFIXES = """
PREFIX shk: <https://w3id.org/shisaku/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
VIET_NAM = "<https://w3id.org/shisaku/id/country/VN>"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(release: Release) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """A server of the release: where it is, once it answers, and its process."""
    port = free_port()
    arguments = ["serve", "--port", str(port), "--store", str(release.graph_file)]
    process = subprocess.Popen(
        [sys.executable, "-m", "shisaku.cli", *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/ready", process)
        yield url, process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(url, timeout=5)
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"the server did not answer within {STARTS_WITHIN} s")


@pytest.fixture(scope="module", autouse=True)
def no_proxy() -> Iterator[None]:
    """The loopback is never asked through a proxy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_PROXY", "127.0.0.1")
        patch.setenv("no_proxy", "127.0.0.1")
        yield


@pytest.fixture(scope="module")
def server(release: Release) -> Iterator[str]:
    """Where the release is served."""
    with serving(release) as (url, _):
        yield url


@pytest.fixture(scope="module")
def remote(server: str) -> RemoteStore:
    """The server as a store."""
    return RemoteStore(f"{server}/sparql", timeout=10)


def wrapper(server: str, query: str, form: str) -> SPARQLWrapper:
    asked = SPARQLWrapper(f"{server}/sparql")
    asked.setQuery(PREFIXES + query)
    asked.setReturnFormat(form)
    return asked


@pytest.mark.parametrize("method", ["GET", POST])
def test_another_program_gets_rows(server: str, method: str) -> None:
    asked = wrapper(server, f"SELECT ?m {{ ?m shk:namesCountry {VIET_NAM} }} ORDER BY ?m", JSON)
    asked.setMethod(method)
    answer: Any = asked.query().convert()
    rows = answer["results"]["bindings"]
    assert [row["m"]["value"].rpartition("/")[2] for row in rows] == ["17-2-7", "17-2-8"]


@pytest.mark.parametrize("form", [CSV, TSV])
def test_another_program_gets_a_table(server: str, form: str) -> None:
    asked = wrapper(server, f"SELECT ?code {{ {VIET_NAM} skos:notation ?code }}", form)
    assert asked.query().response.read().decode().split() in (["code", "VN"], ["?code", '"VN"'])


@pytest.mark.parametrize(
    ("form", "parser"),
    [(TURTLE, "turtle"), (N3, "turtle"), (RDFXML, "xml"), (JSONLD, "json-ld")],
)
@pytest.mark.parametrize("method", ["GET", POST])
def test_another_program_gets_triples(server: str, form: str, parser: str, method: str) -> None:
    asked = wrapper(server, f"CONSTRUCT {{ {VIET_NAM} ?p ?o }} {{ {VIET_NAM} ?p ?o }}", form)
    asked.setMethod(method)
    content = asked.query().response.read()
    graph = Graph().parse(data=content, format=parser)
    assert {str(subject) for subject in graph.subjects()} == {VIET_NAM.strip("<>")}
    assert len(graph) > 5


def test_another_library_reads_a_thing_at_its_address(server: str) -> None:
    graph = Graph().parse(f"{server}/id/country/VN", format="turtle")
    assert {str(label) for label in graph.objects(None, None) if str(label) == "ベトナム"}


SUITE = [
    f"SELECT ?p ?o {{ {VIET_NAM} ?p ?o }} ORDER BY ?p ?o",
    "SELECT ?s ?label { ?s a shk:Agreement ; rdfs:label ?label } ORDER BY ?s ?label",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "SELECT ?s ?missing { ?s skos:notation ?code OPTIONAL { ?s shk:amount ?missing } } ORDER BY ?s",
    "SELECT ?x { VALUES ?x { 1 1.5 true 'a\\n\"b' '施策'@ja <urn:x> UNDEF } } ORDER BY ?x",
    "SELECT (SUM(?yen) AS ?sum) { ?b shk:amount ?yen ; shk:isPortion false }",
    "SELECT ?s { ?s shk:nothing ?o }",
    f"ASK {{ {VIET_NAM} ?p ?o }}",
    "ASK { ?s shk:nothing ?o }",
    f"CONSTRUCT {{ ?s ?p {VIET_NAM} }} {{ ?s ?p {VIET_NAM} }}",
    "CONSTRUCT { ?s ?p ?o } { ?s shk:nothing ?o . ?s ?p ?o }",
    f"DESCRIBE {VIET_NAM}",
]


def plain(answer: Answer) -> object:
    """An answer as values that can be compared."""
    if isinstance(answer, QueryBoolean):
        return bool(answer)
    if isinstance(answer, QueryTriples):
        return sorted(str(triple) for triple in answer)
    columns = [variable.value for variable in answer.variables]
    return columns, [[str(row[column]) for column in columns] for row in answer]


@pytest.mark.parametrize("query", SUITE)
def test_remote_store_answers_as_the_embedded_one(
    remote: RemoteStore, store: EmbeddedStore, query: str
) -> None:
    far, near = remote.query(PREFIXES + query), store.query(PREFIXES + query)
    assert type(far) is type(near)
    assert plain(far) == plain(near)


@pytest.mark.parametrize(
    "dataset",
    [
        Dataset(default_graphs=("https://w3id.org/shisaku/graph/seeds",)),
        Dataset(
            default_graphs=(
                "https://w3id.org/shisaku/graph/seeds",
                "https://w3id.org/shisaku/graph/entailed",
            )
        ),
        Dataset(named_graphs=("https://w3id.org/shisaku/graph/ontology",)),
        Dataset(default_graphs=("urn:nothing",)),
        EVERYTHING,
    ],
)
def test_dataset_means_the_same_near_and_far(
    remote: RemoteStore, store: EmbeddedStore, dataset: Dataset
) -> None:
    query = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    assert plain(remote.query(query, dataset)) == plain(store.query(query, dataset))


@pytest.mark.parametrize("query", ["SELECT * {", "SELECT * { ?s nothing:p ?o }"])
def test_mistake_in_a_query_is_found_by_both(
    remote: RemoteStore, store: EmbeddedStore, query: str
) -> None:
    stores: tuple[Store, Store] = (remote, store)
    for asked in stores:
        with pytest.raises(QuerySyntaxError):
            asked.query(query)


def test_query_that_the_server_refuses_is_no_answer(remote: RemoteStore) -> None:
    with pytest.raises(StoreUnavailable, match="gave no answer"):
        remote.query("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")


def test_names_are_the_same_near_and_far(remote: RemoteStore, names: NameTable) -> None:
    far = NameTable(remote)
    assert [named.iri for named in far.search("")] == [named.iri for named in names.search("")]
    assert far.resolve("日越", "country") == names.resolve("日越", "country")


def test_term_signal_ends_the_server_though_somebody_is_connected(release: Release) -> None:
    with serving(release) as (url, process):
        host, _, port = url.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port)), timeout=5) as idle:
            idle.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            assert idle.recv(15) == b"HTTP/1.1 200 OK"
            process.send_signal(signal.SIGTERM)
            started = time.monotonic()
            assert process.wait(timeout=ENDS_WITHIN) in (0, -signal.SIGTERM)
        assert time.monotonic() - started < ENDS_WITHIN
        with pytest.raises(OSError, match=r"refused|reset"):
            urllib.request.urlopen(f"{url}/health", timeout=5)


def test_port_that_is_taken_is_an_error_at_once(release: Release, server: str) -> None:
    port = server.rpartition(":")[2]
    done = subprocess.run(
        [sys.executable, "-m", "shisaku.cli", "serve", "--port", port,
         "--store", str(release.graph_file)],
        cwd=ROOT, env={**os.environ}, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "address already in use" in done.stderr


def test_answer_of_rows_is_of_the_type_that_the_embedded_store_gives(remote: RemoteStore) -> None:
    assert isinstance(remote.query("SELECT * { ?s ?p ?o } LIMIT 1"), QuerySolutions)
