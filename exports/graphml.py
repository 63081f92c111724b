"""GraphML, as networkx, Gephi, igraph and Cytoscape read it.

Source: http://graphml.graphdrawing.org/specification.html

Its schema has ids of letters, digits and `.-_:` only, and JGraphT opens no other file. So the node
`country/VN` is `country:VN` here, and where an id of an edge has `~`, it has `::`. No key has a
colon of its own.
"""

from collections.abc import Iterator
from typing import BinaryIO

from exports.columns import EDGE_COLUMNS, NODE_COLUMNS, Attributes, Column, render
from exports.markup import DECLARATION, element, empty, opening
from exports.property_graph import PropertyGraph

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def write_graphml(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write a property graph as GraphML."""
    for line in _lines(graph):
        out.write(line.encode())


def _lines(graph: PropertyGraph) -> Iterator[str]:
    yield DECLARATION
    yield opening("graphml", {"xmlns": NAMESPACE}) + "\n"
    # Keys come before the graph, and each says what it is for: Gephi drops the attributes if not.
    yield from (key("node", column, column.type.value) for column in NODE_COLUMNS)
    yield from (key("edge", column, column.type.value) for column in EDGE_COLUMNS)
    yield opening("graph", {"edgedefault": "directed"}) + "\n"
    for node in graph.nodes():
        values = data("node", NODE_COLUMNS, node.attributes)
        yield f"{opening('node', {'id': token(node.key)})}{values}</node>\n"
    for edge in graph.edges():
        values = data("edge", EDGE_COLUMNS, edge.attributes)
        ends = {"id": edge.id, "source": edge.source, "target": edge.target}
        tokens = {name: token(value) for name, value in ends.items()}
        yield f"{opening('edge', tokens)}{values}</edge>\n"
    yield "</graph>\n</graphml>\n"


def token(identifier: str) -> str:
    """The key of a node or the id of an edge as an NMTOKEN of XML Schema."""
    return identifier.replace("/", ":").replace("~", "::")


def key(domain: str, column: Column, attribute_type: str) -> str:
    """The declaration of an attribute of nodes or edges."""
    names = {
        "id": f"{domain}_{column.name}",
        "for": domain,
        "attr.name": column.name,
        "attr.type": attribute_type,
    }
    return empty("key", names) + "\n"


def data(domain: str, columns: tuple[Column, ...], values: Attributes) -> str:
    """The attributes of one node or edge."""
    return "".join(
        element("data", render(values[column.name]), {"key": f"{domain}_{column.name}"})
        for column in columns
        if column.name in values
    )
