"""GEXF 1.3, the format of Gephi, with where each node stands, its colour and its size.

Sources: https://gexf.net/schema.html and https://gexf.net/viz.html
"""

from collections.abc import Iterator
from typing import BinaryIO

from exports.columns import EDGE_COLUMNS, NODE_COLUMNS, Attributes, Column, render
from exports.drawing import Drawn, draw
from exports.markup import DECLARATION, empty, opening
from exports.property_graph import PropertyGraph

_NAMESPACE = "http://gexf.net/1.3"
_VIZ = f"{_NAMESPACE}/viz"

# These have a place of their own in GEXF; declared as attributes they would overwrite it.
_BUILT_IN = ("label", "weight")


def write_gexf(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write a property graph as GEXF 1.3."""
    for line in _lines(graph):
        out.write(line.encode())


def _lines(graph: PropertyGraph) -> Iterator[str]:
    yield DECLARATION
    yield opening("gexf", {"xmlns": _NAMESPACE, "xmlns:viz": _VIZ, "version": "1.3"}) + "\n"
    yield opening("graph", {"defaultedgetype": "directed", "mode": "static"}) + "\n"
    # Gephi ignores attributes that are declared after the nodes.
    yield from _declare("node", NODE_COLUMNS)
    yield from _declare("edge", EDGE_COLUMNS)
    yield "<nodes>\n"
    for drawn in draw(graph):
        node = drawn.node
        yield _item("node", {"id": node.key}, NODE_COLUMNS, node.attributes, _drawing(drawn))
    yield "</nodes>\n<edges>\n"
    for edge in graph.edges():
        ends = {"id": edge.id, "source": edge.source, "target": edge.target}
        # Gephi merges parallel edges of the same kind, not those of different kinds.
        kind = {"kind": str(edge.attributes["relation"])}
        yield _item("edge", ends | kind, EDGE_COLUMNS, edge.attributes)
    yield "</edges>\n</graph>\n</gexf>\n"


def _declare(domain: str, columns: tuple[Column, ...]) -> Iterator[str]:
    yield opening("attributes", {"class": domain}) + "\n"
    for column in columns:
        if column.name not in _BUILT_IN:
            names = {"id": column.name, "title": column.name, "type": column.type.value}
            yield empty("attribute", names) + "\n"
    yield "</attributes>\n"


def _drawing(drawn: Drawn) -> str:
    """How a node is drawn; colours by channel, because some readers do not know `hex`."""
    channels = bytes.fromhex(drawn.colour.removeprefix("#"))
    colour = {name: str(channel) for name, channel in zip("rgb", channels, strict=True)}
    return (
        empty("viz:size", {"value": str(drawn.size)})
        + empty("viz:position", {"x": str(drawn.x), "y": str(drawn.y), "z": "0"})
        + empty("viz:color", colour)
    )


def _item(
    name: str,
    own: dict[str, str],
    columns: tuple[Column, ...],
    values: Attributes,
    drawing: str = "",
) -> str:
    """A node or an edge: what GEXF has a place for stands in the tag, the rest below it."""
    written = {c.name: render(values[c.name]) for c in columns if c.name in values}
    tag = own | {key: value for key, value in written.items() if key in _BUILT_IN}
    below = "".join(
        empty("attvalue", {"for": key, "value": value})
        for key, value in written.items()
        if key not in _BUILT_IN
    )
    return f"{opening(name, tag)}<attvalues>{below}</attvalues>{drawing}</{name}>\n"
