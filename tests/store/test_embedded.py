"""The embedded store: what a query sees, and what is said of a file or query that is wrong."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, QuerySolutions

from ontology import iris
from store.embedded import EmbeddedStore
from store.protocol import EVERYTHING, Dataset, QuerySyntaxError
from store.rdf_files import UnreadableStore

A, B = iris.graph("seeds"), iris.graph("entailed")
THING = NamedNode("https://example.org/thing")
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def count(store: EmbeddedStore, text: str = COUNT, dataset: Dataset = EVERYTHING) -> str:
    answer = store.query(text, dataset)
    assert isinstance(answer, QuerySolutions)
    return str(next(answer)["n"].value)


def quads() -> list[Quad]:
    return [Quad(THING, THING, A, A), Quad(THING, THING, B, B), Quad(THING, THING, B, A)]


def test_query_sees_all_graphs_merged_so_that_no_triple_counts_twice() -> None:
    assert count(EmbeddedStore(quads())) == "2"
    assert count(EmbeddedStore(quads()), "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == "3"


def test_file_is_merged_as_well(tmp_path: Path) -> None:
    lines = [f"{THING} {THING} {end} {graph} ." for end, graph in ((A, A), (B, A), (B, B))]
    (tmp_path / "graph.nq").write_text("\n".join(lines), encoding="utf-8")
    assert count(EmbeddedStore.load(tmp_path / "graph.nq")) == "2"
    assert count(EmbeddedStore.load(tmp_path / "graph.nq", union=False)) == "0"


def test_graph_of_a_dataset_must_be_an_iri() -> None:
    with pytest.raises(QuerySyntaxError, match="no IRI"):
        EmbeddedStore().query(COUNT, Dataset(default_graphs=("not an iri",)))


def test_strict_query_sees_only_the_default_graph() -> None:
    assert count(EmbeddedStore(quads(), union=False)) == "0"


def test_dataset_of_the_request_is_what_the_query_sees() -> None:
    assert count(EmbeddedStore(quads()), dataset=Dataset(default_graphs=(B.value,))) == "1"
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert count(EmbeddedStore(quads()), named, Dataset(named_graphs=(A.value,))) == "2"


def test_dataset_clause_of_the_query_is_what_it_sees() -> None:
    text = COUNT.replace("{ ?s", f"FROM <{B.value}> {{ ?s")
    assert count(EmbeddedStore(quads())) == "2"
    assert count(EmbeddedStore(quads()), text) == "1"


@pytest.mark.parametrize(
    ("query", "line", "column", "reason"),
    [
        ("SELECT ?s WHERE {\n  ?s ?p\n}", 3, 2, "cannot be understood near"),
        ("ASK { ?s foaf:name ?o }", 1, 19, "a prefix is used that the query does not declare"),
        ("SELECT ?s { ?s ?p ?o } GROUP BY ?p", 1, 35, "a variable is selected that no GROUP BY"),
        ("", 1, 1, "cannot be understood near ''"),
    ],
)
def test_syntax_error_names_line_and_column(
    query: str, line: int, column: int, reason: str
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        EmbeddedStore().query(query)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert reason in str(caught.value)


def test_unknown_function_is_named() -> None:
    with pytest.raises(QuerySyntaxError, match="there is no function <http://x/f>"):
        EmbeddedStore().query("SELECT (<http://x/f>(1) AS ?y) {}")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("graph.txt", "", "should end in .nq, .trig, .ttl, .nt, .rdf"),
        ("graph.ttl", "<a> <b> .", "at line 1 between columns 1 and 4"),
        ("missing.ttl", None, "cannot be read"),
    ],
)
def test_file_that_is_no_graph_is_named(
    tmp_path: Path, name: str, content: str | None, reason: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableStore, match=f"{name}: ") as caught:
        EmbeddedStore.load(tmp_path / name)
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    "update",
    ["INSERT DATA { <urn:a> <urn:b> <urn:c> }", "DELETE WHERE { ?s ?p ?o }", "CLEAR ALL",
     "LOAD <file:///etc/passwd>"],
)  # fmt: skip
def test_update_is_no_query_even_without_a_guard(update: str) -> None:
    store = EmbeddedStore(quads())
    with pytest.raises(QuerySyntaxError):
        store.query(update)
    assert count(store) == "2"
