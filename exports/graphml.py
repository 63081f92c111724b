"""GraphML, as networkx, Gephi, igraph and Cytoscape read it.

Source: http://graphml.graphdrawing.org/specification.html
"""

from collections.abc import Iterator
from typing import BinaryIO

from exports.columns import EDGE_COLUMNS, NODE_COLUMNS, Attributes, Column, render
from exports.markup import DECLARATION, element, empty, opening
from exports.property_graph import PropertyGraph

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def write_graphml(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write a property graph as GraphML."""
    for line in _lines(graph):
        out.write(line.encode())


def _lines(graph: PropertyGraph) -> Iterator[str]:
    yield DECLARATION
    yield opening("graphml", {"xmlns": _NAMESPACE}) + "\n"
    # Keys come before the graph, and each says what it is for: Gephi drops the attributes if not.
    yield from (_key("node", column) for column in NODE_COLUMNS)
    yield from (_key("edge", column) for column in EDGE_COLUMNS)
    yield opening("graph", {"edgedefault": "directed"}) + "\n"
    for node in graph.nodes():
        data = _data("node", NODE_COLUMNS, node.attributes)
        yield f"{opening('node', {'id': node.key})}{data}</node>\n"
    for edge in graph.edges():
        data = _data("edge", EDGE_COLUMNS, edge.attributes)
        ends = {"id": edge.id, "source": edge.source, "target": edge.target}
        yield f"{opening('edge', ends)}{data}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _key(domain: str, column: Column) -> str:
    names = {
        "id": f"{domain}_{column.name}",
        "for": domain,
        "attr.name": column.name,
        "attr.type": column.type.value,
    }
    return empty("key", names) + "\n"


def _data(domain: str, columns: tuple[Column, ...], values: Attributes) -> str:
    return "".join(
        element("data", render(values[column.name]), {"key": f"{domain}_{column.name}"})
        for column in columns
        if column.name in values
    )
