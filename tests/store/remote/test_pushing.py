"""Pushing a release: whole or not at all, whatever was there before and wherever it breaks off."""

from collections import Counter
from collections.abc import Iterator
from email.message import Message

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from store.embedded import EmbeddedStore
from store.endpoint import Endpoint
from store.protocol import Fault
from store.pushing import PushFailed, push
from store.remote import RemoteStore
from store.transport import Reply, no_answer
from store.update import Target
from tests.store.remote import servers

GRAPH = "https://w3id.org/shisaku/graph/"

FIRST = """
GRAPH <urn:a> { <urn:x> <urn:p> "施策"@ja, "a\\"b\\n", 1, "2024-01"^^xsd:gYearMonth .
              <urn:x> <urn:is> true . }
GRAPH <urn:b> { <urn:x> <urn:p> 1 . <urn:y> <urn:q> [ <urn:p> [ <urn:p> <urn:z> ] ] . }
"""
SECOND = """
GRAPH <urn:a> { <urn:x> <urn:p> 2 . }
GRAPH <urn:c> { <urn:y> <urn:p> 3 . }
"""
PREFIX = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"


def release(trig: str) -> EmbeddedStore:
    return EmbeddedStore(parse((PREFIX + trig).encode(), format=RdfFormat.TRIG))


@pytest.fixture(scope="module")
def address(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own for these tests, with the user who may write."""
    servers.skip_without(kind)
    with servers.START[kind](tmp_path_factory.mktemp(kind)) as address:
        yield address


@pytest.fixture(params=["graph store", "update"])
def target(request: pytest.FixtureRequest, address: str) -> Target:
    """The server, written to in both ways; somebody else's graph is there too."""
    found = Target.find(address)
    if request.param == "update":
        found = Target(found.query, found.update, None)
    found.run("INSERT DATA { GRAPH <urn:others> { <urn:x> <urn:p> 9 } }")
    return found


def served(target: Target) -> Counter[str]:
    """How many triples each graph has, of those that can be ours."""
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    rows = target.store().query(query)
    sizes = {row["g"].value: int(row["n"].value) for row in rows}  # type: ignore[union-attr]
    return Counter({g: n for g, n in sizes.items() if g.startswith(("urn:", GRAPH))})


def quiet(_: str) -> None:
    pass


def objects(remote: RemoteStore) -> set[str]:
    return {row["o"].value for row in remote.query("SELECT ?o { <urn:x> <urn:p> ?o }")}  # type: ignore[union-attr]


def test_release_is_served_merged_and_by_graph(target: Target) -> None:
    assert push(release(FIRST), "one", target, quiet) == 8
    assert served(target) == {
        "urn:a": 5, "urn:b": 4, f"{GRAPH}merged": 8, f"{GRAPH}dataset": 4, "urn:others": 1,
    }  # fmt: skip
    assert objects(RemoteStore(target.query)) == {"施策", 'a"b\n', "1", "2024-01"}


def test_next_release_takes_the_place_of_the_former_one(target: Target) -> None:
    push(release(FIRST), "one", target, quiet)
    push(release(SECOND), "two", target, quiet)
    assert served(target) == {
        "urn:a": 1, "urn:c": 1, f"{GRAPH}merged": 2, f"{GRAPH}dataset": 4, "urn:others": 1,
    }  # fmt: skip
    published = RemoteStore(target.query).published()
    assert published is not None
    assert (published.release, published.dataset.named_graphs) == ("two", ("urn:a", "urn:c"))


def test_same_release_may_be_pushed_again(target: Target) -> None:
    push(release(FIRST), "one", target, quiet)
    before = served(target)
    assert push(release(FIRST), "one", target, quiet) == 8
    assert served(target) == before


def test_blank_nodes_stay_joined(target: Target) -> None:
    push(release(FIRST), "one", target, quiet)
    path = "ASK { <urn:y> <urn:q>/<urn:p>/<urn:p> <urn:z> }"
    assert bool(RemoteStore(target.query).query(path))


def dies(*_: object) -> None:
    raise no_answer("it cannot be reached", Fault.NOT_REACHABLE)


@pytest.mark.parametrize("step", range(5))
def test_push_that_breaks_off_leaves_what_was_served(
    target: Target, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """From one request on nothing comes through, not even the request to clear up: as if the
    process were killed."""
    push(release(FIRST), "one", target, quiet)
    before = served(target)
    add = Target.add
    added: list[NamedNode] = []

    def adds_some(self: Target, graph: NamedNode, triples: list[object]) -> None:
        added.append(graph)
        if len(added) > step:
            monkeypatch.setattr(Target, "run", dies)
            dies()
        add(self, graph, triples)  # type: ignore[arg-type]

    with monkeypatch.context():
        monkeypatch.setattr(Target, "add", adds_some)
        with pytest.raises(PushFailed, match="it serves what it served before"):
            push(release(SECOND), "two", target, quiet)
    monkeypatch.undo()
    after = served(target)
    assert {name: after[name] for name in before} == before
    assert objects(RemoteStore(target.query)) == {"施策", 'a"b\n', "1", "2024-01"}
    push(release(SECOND), "two", target, quiet)
    assert sorted(served(target)) == [
        f"{GRAPH}dataset", f"{GRAPH}merged", "urn:a", "urn:c", "urn:others",
    ]  # fmt: skip


def test_failed_push_clears_up_where_it_can(
    target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    push(release(FIRST), "one", target, quiet)
    before = served(target)
    monkeypatch.setattr("store.pushing._check_size", dies)
    with pytest.raises(PushFailed):
        push(release(SECOND), "two", target, quiet)
    assert served(target) == before


def test_last_step_that_fails_changes_nothing_and_says_so(
    target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    push(release(FIRST), "one", target, quiet)
    before = served(target)
    run = Target.run

    def breaks_last(self: Target, update: str) -> None:
        if "NOT EXISTS" in update:
            update += " ; this is no update"
        run(self, update)

    monkeypatch.setattr(Target, "run", breaks_last)
    with pytest.raises(PushFailed, match="look, and push again"):
        push(release(SECOND), "two", target, quiet)
    after = served(target)
    assert {name: after[name] for name in before} == before


def test_wrong_password_is_one_sentence(address: str, kind: str) -> None:
    if kind == "oxigraph":
        pytest.skip("Oxigraph's server knows no users")
    wrong = address.replace("dba:dba@", "dba:s3cret@")
    with pytest.raises(PushFailed, match="it wants other credentials") as raised:
        push(release(FIRST), "one", Target.find(wrong), quiet)
    assert "s3cret" not in str(raised.value)


def answer_of(server: str) -> Reply:
    headers = Message()
    headers["Server"] = server
    return Reply(200, b"", has_end=True, headers=headers)


@pytest.mark.parametrize(
    ("kind_of_server", "path", "expected"),
    [
        ("Oxigraph/0.5.13", "/", ("/query", "/update", "/store")),
        ("Oxigraph/0.5.13", "/sparql", ("/query", "/update", "/store")),
        ("Oxigraph/0.5.13", "/x/query", ("/x/query", "/x/update", "/x/store")),
        (
            "Virtuoso/07.20 (Linux)",
            "/sparql",
            ("/sparql", "/sparql-auth", "/sparql-graph-crud-auth"),
        ),
        ("nginx", "/ds/sparql", ("/ds/sparql", "/ds/sparql", None)),
    ],
)
def test_addresses_are_known_by_the_kind_of_server(
    monkeypatch: pytest.MonkeyPatch,
    kind_of_server: str,
    path: str,
    expected: tuple[str, str, str | None],
) -> None:
    monkeypatch.setattr(Endpoint, "ask", lambda *_: answer_of(kind_of_server))
    found = Target.find(f"http://me:pw@h:1{path}")
    base = "http://h:1"
    assert found.query.url == base + expected[0]
    assert found.update.url == base + expected[1]
    assert (found.graph_store and found.graph_store.url) == (expected[2] and base + expected[2])
    assert (found.update.user, found.update.password) == ("me", "pw")
