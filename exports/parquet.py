"""Apache Parquet: nodes and edges as typed columns, for DuckDB, pandas, Spark and Arrow.

Import it only where it is needed: pyarrow takes much memory.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

import pyarrow as pa
from pyarrow import parquet

from exports.columns import EDGE_COLUMNS, NODE_COLUMNS, Column, ColumnType, unfold
from exports.property_graph import PropertyGraph

_ROW_GROUP = 5_000
"""Rows that are held at once."""
_TYPES = {
    ColumnType.STRING: pa.string(),
    ColumnType.LONG: pa.int64(),
    ColumnType.DOUBLE: pa.float64(),
    ColumnType.BOOLEAN: pa.bool_(),
}

_Row = dict[str, object]


def write_parquet(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write nodes, then edges, into one table; `element` tells which is which."""
    columns = (*NODE_COLUMNS, *EDGE_COLUMNS)
    schema = _schema(("element", "id", "source", "target"), columns)
    _write(schema, (_nodes(graph), _edges(graph)), out)


def write_nodes(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write the nodes of a property graph."""
    _write(_schema(("id",), NODE_COLUMNS), (_nodes(graph),), out)


def write_edges(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write the edges of a property graph."""
    _write(_schema(("id", "source", "target"), EDGE_COLUMNS), (_edges(graph),), out)


def _schema(own: Iterable[str], columns: Iterable[Column]) -> pa.Schema:
    """Columns that nodes and edges both have are one; `columns.py` gives them one type."""
    types = {name: pa.string() for name in own} | {c.name: _type(c) for c in columns}
    return pa.schema(types.items())


def _type(column: Column) -> pa.DataType:
    return pa.list_(_TYPES[column.type]) if column.is_list else _TYPES[column.type]


def _nodes(graph: PropertyGraph) -> Iterator[_Row]:
    for node in graph.nodes():
        yield {"element": "node", "id": node.key, **unfold(node.attributes)}


def _edges(graph: PropertyGraph) -> Iterator[_Row]:
    for edge in graph.edges():
        ends = {"source": edge.source, "target": edge.target}
        yield {"element": "edge", "id": edge.id, **ends, **unfold(edge.attributes)}


def _write(schema: pa.Schema, tables: Iterable[Iterator[_Row]], out: BinaryIO) -> None:
    """Write tables one after another; what a row has beyond the schema is left out."""
    with parquet.ParquetWriter(pa.PythonFile(out, "w"), schema) as writer:
        for rows in tables:
            while piece := list(islice(rows, _ROW_GROUP)):
                writer.write_batch(pa.RecordBatch.from_pylist(piece, schema=schema))
