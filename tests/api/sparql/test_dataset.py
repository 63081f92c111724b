"""Which graphs a question is about: those of the request, else those of the query."""

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, parse

from api.sparql.dataset import dataset_of, read_clauses
from store.embedded import EmbeddedStore
from store.protocol import EVERYTHING, Dataset


@pytest.mark.parametrize(
    ("query", "default", "named"),
    [
        ("ASK { ?s ?p ?o }", (), ()),
        ("ASK FROM <urn:a> { }", ("urn:a",), ()),
        ("SELECT * FROM <urn:a>FROM<urn:b> WHERE { }", ("urn:a", "urn:b"), ()),
        ("select * from named <urn:a> from <urn:b> { }", ("urn:b",), ("urn:a",)),
        ("PREFIX g: <urn:g#> ASK FROM g:a FROM g:b\\,c { }", ("urn:g#a", "urn:g#b,c"), ()),
        ("PREFIX : <urn:g#> ASK FROM :a { }", ("urn:g#a",), ()),
        ("BASE <http://x/y/> PREFIX g: <z#> ASK FROM <a> FROM g:b { }",
         ("http://x/y/a", "http://x/y/z#b"), ()),
        ("DESCRIBE <urn:x> FROM <urn:a> FROM <urn:b>", ("urn:a", "urn:b"), ()),
        ("ASK { ?s ?p 'FROM <urn:a>' } # FROM <urn:b>", (), ()),
        ("# FROM <urn:a>\nASK FROM <urn:b> { }", ("urn:b",), ()),
        ("SELECT ?from FROM <urn:a> { }", ("urn:a",), ()),
    ],
)  # fmt: skip
def test_clauses_are_read(query: str, default: tuple[str, ...], named: tuple[str, ...]) -> None:
    assert read_clauses(query) == Dataset(default, named)


def job(query: str, default: list[str], named: list[str]) -> dict[str, object]:
    return {"query": query, "default_graphs": default, "named_graphs": named}


def test_request_goes_before_the_query() -> None:
    asked = job("ASK FROM <urn:a> FROM <urn:b> { }", ["urn:c"], ["urn:d"])
    assert dataset_of(asked) == Dataset(("urn:c",), ("urn:d",))


def test_one_clause_is_left_to_the_engine() -> None:
    assert dataset_of(job("ASK FROM <urn:a> { }", [], [])) == EVERYTHING


FROM = "FROM <urn:a> FROM <urn:b> FROM NAMED <urn:c>"


@pytest.mark.parametrize(
    ("pattern", "expected"), [("?s ?p ?o", 1), ("{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }", 2)]
)
def test_triple_in_two_graphs_stands_once_in_their_merge(pattern: str, expected: int) -> None:
    trig = """<urn:a> { <urn:s> <urn:p> 1 } <urn:b> { <urn:s> <urn:p> 1 }
              <urn:c> { <urn:s> <urn:p> 2 }"""
    store = EmbeddedStore(parse(trig, format=RdfFormat.TRIG))
    query = f"SELECT (COUNT(*) AS ?n) {FROM} {{ {pattern} }}"
    answer = store.query(query, dataset_of(job(query, [], [])))
    assert isinstance(answer, QuerySolutions)
    assert [int(row["n"].value) for row in answer] == [expected]
