"""Nodes and edges as two CSV tables, for Gephi's import of spreadsheets, Cytoscape and Excel.

Gephi knows some columns by their names, whatever their case: `Id` and `Label`; of edges also
`Source`, `Target`, `Type` (directed or not), `Weight` and `Kind`. Edges between the same two nodes
stay apart only where their kinds differ.
"""

from collections.abc import Iterator
from typing import BinaryIO

from exports.columns import EDGE_COLUMNS, NODE_COLUMNS
from exports.csvfile import write_csv
from exports.property_graph import PropertyGraph
from exports.table import Cell, Table

_KNOWN = ("label", "weight")
_NODE_COLUMNS = [c.name for c in NODE_COLUMNS if c.name not in _KNOWN]
_EDGE_COLUMNS = [c.name for c in EDGE_COLUMNS if c.name not in _KNOWN]

NODES = ("Id", "Label", *_NODE_COLUMNS)
EDGES = ("Source", "Target", "Type", "Kind", "Id", "Label", "Weight", *_EDGE_COLUMNS)


def write_nodes(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write the nodes of a property graph, one a row."""
    write_csv(Table(NODES, _node_rows(graph)), out)


def write_edges(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write the edges of a property graph, one a row."""
    write_csv(Table(EDGES, _edge_rows(graph)), out)


def _node_rows(graph: PropertyGraph) -> Iterator[tuple[Cell, ...]]:
    for node in graph.nodes():
        values = node.attributes
        yield node.key, values["label"], *map(values.get, _NODE_COLUMNS)


def _edge_rows(graph: PropertyGraph) -> Iterator[tuple[Cell, ...]]:
    for edge in graph.edges():
        values = edge.attributes
        yield (
            edge.source,
            edge.target,
            "Directed",
            values["relation"],
            edge.id,
            values["label"],
            values["weight"],
            *map(values.get, _EDGE_COLUMNS),
        )
