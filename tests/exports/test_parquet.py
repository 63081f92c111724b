"""The Parquet files as DuckDB reads them."""

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pyarrow.parquet import ParquetFile

from exports import parquet
from exports.choice import EVERYTHING
from exports.columns import EDGE_COLUMNS, NODE_COLUMNS, ColumnType
from exports.formats import FORMATS
from store.embedded import EmbeddedStore
from tests.exports import content

ROOT = Path(__file__).parents[2]
FILES = ["parquet", "nodes.parquet", "edges.parquet"]
TYPES = {
    ColumnType.STRING: "VARCHAR",
    ColumnType.LONG: "BIGINT",
    ColumnType.DOUBLE: "DOUBLE",
    ColumnType.BOOLEAN: "BOOLEAN",
}

Rows = list[dict[str, Any]]
Read = Callable[[EmbeddedStore, str], Rows]


@pytest.fixture
def read(exported: Any, tmp_path: Path) -> Read:
    """The rows of a file, in its order, as DuckDB reads them."""

    def rows(store: EmbeddedStore, name: str) -> Rows:
        path = tmp_path / name
        path.write_bytes(exported(store, name))
        found = duckdb.read_parquet(str(path))
        return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]

    return rows


def _nodes(rows: Rows) -> dict[str, content.Typed]:
    return {row.pop("id"): content.typed(row) for row in rows}


def _edges(rows: Rows) -> dict[tuple[str, str, str], content.Typed]:
    return {(r.pop("source"), r.pop("target"), r.pop("id")): content.typed(r) for r in rows}


def test_duckdb_reads_the_nodes_whole(sample: EmbeddedStore, read: Read, projected: Any) -> None:
    rows = read(sample, "nodes.parquet")
    assert _nodes(rows) == content.nodes(projected(sample))
    assert len(rows) == len(projected(sample))


def test_duckdb_reads_the_edges_whole(sample: EmbeddedStore, read: Read, projected: Any) -> None:
    rows = read(sample, "edges.parquet")
    assert _edges(rows) == content.edges(projected(sample))
    assert len(rows) == projected(sample).number_of_edges()


def test_one_file_holds_both_and_tells_them_apart(
    sample: EmbeddedStore, read: Read, projected: Any
) -> None:
    rows = read(sample, "parquet")
    elements = [row.pop("element") for row in rows]
    count = elements.count("node")
    assert elements == ["node"] * count + ["edge"] * (len(rows) - count)
    assert {row.pop(end) for row in rows[:count] for end in ("source", "target")} == {None}
    assert _nodes(rows[:count]) == content.nodes(projected(sample))
    assert _edges(rows[count:]) == content.edges(projected(sample))


@pytest.mark.parametrize("store", [EmbeddedStore(), pytest.param(None, id="hurtful")])
@pytest.mark.parametrize("name", FILES)
def test_columns_have_types_whatever_stands_in_them(
    store: EmbeddedStore | None, hurtful: EmbeddedStore, name: str, exported: Any, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(exported(store or hurtful, name))
    found = duckdb.read_parquet(str(path))
    types = dict(zip(found.columns, map(str, found.types), strict=True))
    columns = [
        *(NODE_COLUMNS if name != "edges.parquet" else ()),
        *(EDGE_COLUMNS if name != "nodes.parquet" else ()),
    ]
    expected = {c.name: TYPES[c.type] + "[]" * c.is_list for c in columns}
    own = {"element", "id", "source", "target"} & types.keys()
    assert types == dict.fromkeys(own, "VARCHAR") | expected


def test_a_column_of_nodes_and_edges_has_one_type() -> None:
    nodes, edges = (
        {c.name: (c.type, c.is_list) for c in cs} for cs in (NODE_COLUMNS, EDGE_COLUMNS)
    )
    shared = nodes.keys() & edges.keys()
    assert "label" in shared
    assert {name: nodes[name] for name in shared} == {name: edges[name] for name in shared}


def test_duckdb_counts_what_is_in_a_list_and_sums_big_amounts(
    hurtful: EmbeddedStore, exported: Any, tmp_path: Path
) -> None:
    for name in ("nodes.parquet", "edges.parquet"):
        (tmp_path / name).write_bytes(exported(hurtful, name))
    ask = duckdb.connect().execute
    aliases = f"SELECT len(aliases) FROM '{tmp_path}/nodes.parquet' WHERE id = 'country/VN'"
    assert ask(aliases).fetchall() == [(2,)]
    amounts = f"SELECT sum(amount_jpy) FROM '{tmp_path}/edges.parquet'"
    assert ask(amounts).fetchall() == [(24_691_357_802,)]


def test_rows_are_written_in_groups_of_one_element_each(
    hurtful: EmbeddedStore, exported: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "_ROW_GROUP", 3)
    out = io.BytesIO()
    FORMATS["parquet"].write(hurtful, EVERYTHING, out)
    small, whole = ParquetFile(out), ParquetFile(io.BytesIO(exported(hurtful, "parquet")))
    groups = [small.read_row_group(n) for n in range(small.num_row_groups)]
    assert all(len(group) <= 3 for group in groups)
    assert all(len(set(group["element"].to_pylist())) == 1 for group in groups)
    assert small.read() == whole.read()
    assert whole.num_row_groups == 2


def test_only_who_asks_for_it_loads_the_libraries() -> None:
    program = """
import sys
from exports.formats import FORMATS
assert "parquet" in FORMATS
sys.exit(1 if {"pyarrow", "xlsxwriter"} & sys.modules.keys() else 0)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False)
    assert done.returncode == 0
