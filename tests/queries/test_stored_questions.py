"""Every stored question, run with its example on the real graph; the answers are golden files."""

import json
import re
from collections.abc import Callable

import pytest
from pyoxigraph import Literal, NamedNode

from ontology import iris
from ontology.iris import KINDS
from ontology.terms import PREFIXES
from queries.catalogue import StoredQuery, catalogue
from queries.names import NameTable
from queries.runner import Table, Term, run
from store.embedded import EmbeddedStore

Golden = Callable[[str, str], None]

QUERIES = [pytest.param(query, id=name) for name, query in catalogue().items()]
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


@pytest.mark.parametrize("query", QUERIES)
def test_answer_to_the_example_is_the_golden_one(
    query: StoredQuery, store: EmbeddedStore, names: NameTable, golden: Golden
) -> None:
    table = run(store, query, {}, names)
    assert table.rows, "an example that finds nothing shows nothing"
    golden(f"queries/{query.name}.json", render(table))


def render(table: Table) -> str:
    """A table as JSON with one row on a line, so that a difference shows which rows changed."""
    rows = [[cell(row[column]) for column in table.columns] for row in table.rows]
    lines = [json.dumps(row, ensure_ascii=False) for row in (list(table.columns), *rows)]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def cell(term: Term | None) -> str | int | bool | None:
    """A literal as JSON, a thing as kind/key, and any other IRI with its prefix."""
    if isinstance(term, Literal):
        datatype = term.datatype.value.rpartition("#")[2]
        if datatype in ("integer", "boolean"):
            return json.loads(term.value)  # type: ignore[no-any-return]
        return f"{term.value}@{term.language}" if term.language else term.value
    if isinstance(term, NamedNode):
        return shorten(term.value)
    assert term is None
    return None


def shorten(iri: str) -> str:
    if (parsed := iris.parse(iri)) is not None:
        return "/".join(parsed)
    prefix, namespace = next(item for item in PREFIXES.items() if iri.startswith(item[1]))
    return f"{prefix}:{iri.removeprefix(namespace)}"


@pytest.mark.parametrize("query", QUERIES)
def test_header_describes_the_columns_that_come_back(
    query: StoredQuery, store: EmbeddedStore, names: NameTable
) -> None:
    assert run(store, query, {}, names).columns == tuple(query.columns)


@pytest.mark.parametrize("query", QUERIES)
def test_question_is_asked_in_both_languages(query: StoredQuery) -> None:
    assert query.question["en"].endswith("?")
    assert query.question["en"].isascii()
    assert JAPANESE.search(query.question["ja"])
    assert query.question["ja"].endswith("。")


@pytest.mark.parametrize("query", QUERIES)
def test_parameters_and_columns_are_explained_in_both_languages(query: StoredQuery) -> None:
    for text in (*(p.meaning for p in query.parameters), *query.columns.values()):
        assert text["en"].isascii()
        assert JAPANESE.search(text["ja"])


@pytest.mark.parametrize("query", QUERIES)
def test_parameter_is_a_kind_of_thing_or_a_number(query: StoredQuery) -> None:
    assert {parameter.kind for parameter in query.parameters} <= {*KINDS, "year", "integer"}


@pytest.mark.parametrize("query", QUERIES)
def test_rows_come_in_an_order(query: StoredQuery) -> None:
    assert "\nORDER BY " in query.text
