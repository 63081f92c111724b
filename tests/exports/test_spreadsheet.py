"""nodes.csv and edges.csv: what Gephi, Cytoscape and spreadsheets make of them."""

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from exports.columns import EDGE_COLUMNS, NODE_COLUMNS, Column, ColumnType, Value
from store.embedded import EmbeddedStore
from tests.exports import content

OURS = {"Label": "label", "Weight": "weight"}
READ: dict[ColumnType, Callable[[str], Value]] = {
    ColumnType.STRING: lambda text: text[1:] if text[:2] in {"'=", "'+", "'-", "'@"} else text,
    ColumnType.LONG: int,
    ColumnType.DOUBLE: float,
    ColumnType.BOOLEAN: {"true": True, "false": False}.__getitem__,
}


def _rows(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode(), newline=""), strict=True))


def _typed(row: dict[str, str], columns: Iterable[Column]) -> content.Typed:
    """The attributes of a row by our names, each read as its column says; empty is no value."""
    texts = {OURS.get(name, name): text for name, text in row.items() if text}
    values: dict[str, Any] = {
        c.name: READ[c.type](texts[c.name]) for c in columns if c.name in texts
    }
    lists = {name: values[name].split("|") for name in content.LISTS & values.keys()}
    return content.typed(values | lists)


def test_nodes_are_read_back_whole(sample: EmbeddedStore, exported: Any, projected: Any) -> None:
    rows = _rows(exported(sample, "nodes.csv"))
    read = {row["Id"]: _typed(row, NODE_COLUMNS) for row in rows}
    assert read == content.nodes(projected(sample))
    assert len(read) == len(rows)


def test_edges_are_read_back_whole(sample: EmbeddedStore, exported: Any, projected: Any) -> None:
    rows = _rows(exported(sample, "edges.csv"))
    read = {(r["Source"], r["Target"], r["Id"]): _typed(r, EDGE_COLUMNS) for r in rows}
    assert read == content.edges(projected(sample))
    assert len(read) == len(rows)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("nodes.csv", ["Id", "Label"]),
        ("edges.csv", ["Source", "Target", "Type", "Kind", "Id", "Label", "Weight"]),
    ],
)
def test_gephi_finds_its_columns_and_each_once(
    hurtful: EmbeddedStore, exported: Any, name: str, known: list[str]
) -> None:
    """It takes names without their case, and drops a column whose name it has seen before."""
    header = exported(hurtful, name).decode().split("\r\n")[0].split(",")
    assert header[: len(known)] == known
    lowered = [column.lower() for column in header]
    assert len(lowered) == len(set(lowered))
    assert "timeset" not in lowered


def test_edges_of_different_relations_are_of_different_kinds(
    hurtful: EmbeddedStore, exported: Any
) -> None:
    """Gephi would merge those between the same two nodes."""
    rows = _rows(exported(hurtful, "edges.csv"))
    assert {row["Type"] for row in rows} == {"Directed"}
    assert {row["Kind"] for row in rows} > {"hasAllocation", "namesCountry"}
    assert all(row["Kind"] == row["relation"] for row in rows)


def test_numbers_and_flags_are_written_bare(hurtful: EmbeddedStore, exported: Any) -> None:
    rows = _rows(exported(hurtful, "edges.csv"))
    amounts = [r for r in rows if r["Kind"] == "hasAllocation"]
    shown = [(r["amount_jpy"], r["fiscal_year"], r["Weight"], r["is_new"]) for r in amounts]
    assert sorted(shown) == [
        ("12345678901", "2023", "1.0", "false"),
        ("12345678901", "2024", "1.0", "true"),
    ]


def test_formulas_in_names_are_harmless(hurtful: EmbeddedStore, exported: Any) -> None:
    labels = {row["Id"]: row["Label"] for row in _rows(exported(hurtful, "nodes.csv"))}
    assert labels["measure/2024/9-1-10"] == '\'=HYPERLINK("http://x")'
    assert labels["agreement/a"] == "'-覚書"
    assert labels["programme/p"] == "パリ協定\r\n\t2行目"


def test_every_end_of_an_edge_is_a_node(sample: EmbeddedStore, exported: Any) -> None:
    nodes = {row["Id"] for row in _rows(exported(sample, "nodes.csv"))}
    edges = _rows(exported(sample, "edges.csv"))
    assert {row[end] for row in edges for end in ("Source", "Target")} <= nodes
    assert not nodes & {row["Id"] for row in edges}
