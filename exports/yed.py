"""GraphML as yEd reads it: with labels that it shows, colours, sizes and positions.

yEd draws what its own elements say (the namespace `y`) and lists other attributes as custom
properties. Without its elements all nodes lie on one spot, and no label is seen.

Source: https://docs.yworks.com/yfiles/doc/developers-guide/graphml.html
"""

from collections.abc import Iterator
from typing import BinaryIO

from exports.columns import EDGE_COLUMNS, NODE_COLUMNS, Column, ColumnType
from exports.drawing import Drawn, draw
from exports.graphml import NAMESPACE, data, key, token
from exports.markup import DECLARATION, element, empty, opening
from exports.property_graph import Edge, PropertyGraph

_YFILES = "http://www.yworks.com/xml/graphml"
_FONT = {"fontFamily": "Dialog", "textColor": "#333333", "visible": "true"}
"""Dialog is the name under which Java finds a font for every script."""
_BELOW = {"fontSize": "10", "modelName": "sandwich", "modelPosition": "s"}
_ON_EDGE = {"fontSize": "7", "modelName": "centered", "modelPosition": "center"}

# yEd has no type long: it would cut off what is beyond 32 bits. A double holds whole yen up to
# 2 to the power of 53.
_TYPES = {ColumnType.LONG: "int"}
_TYPES_BEYOND_32_BITS = {"amount_jpy": "double"}


def write_yed(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write a property graph as GraphML for yEd."""
    for line in _lines(graph):
        out.write(line.encode())


def _lines(graph: PropertyGraph) -> Iterator[str]:
    yield DECLARATION
    yield opening("graphml", {"xmlns": NAMESPACE, "xmlns:y": _YFILES}) + "\n"
    for domain, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)):
        graphics = f"{domain}graphics"
        yield empty("key", {"id": graphics, "for": domain, "yfiles.type": graphics}) + "\n"
        yield from (key(domain, column, _type(column)) for column in columns)
    yield opening("graph", {"id": "G", "edgedefault": "directed"}) + "\n"
    for drawn in draw(graph):
        yield _node(drawn)
    for edge in graph.edges():
        yield _edge(edge)
    yield "</graph>\n</graphml>\n"


def _type(column: Column) -> str:
    """The GraphML type of a column that yEd knows."""
    own = _TYPES.get(column.type, column.type.value)
    return _TYPES_BEYOND_32_BITS.get(column.name, own)


def _node(drawn: Drawn) -> str:
    node, size = drawn.node, str(drawn.size)
    corner = {"x": f"{drawn.x - drawn.size / 2:.2f}", "y": f"{drawn.y - drawn.size / 2:.2f}"}
    shape = (
        empty("y:Geometry", {**corner, "width": size, "height": size})
        + empty("y:Fill", {"color": drawn.colour, "transparent": "false"})
        + empty("y:BorderStyle", {"color": "#ffffff", "type": "line", "width": "1.0"})
        + element("y:NodeLabel", _shown(node.attributes.get("label", node.key)), _FONT | _BELOW)
        + empty("y:Shape", {"type": "ellipse"})
    )
    graphics = f'<data key="nodegraphics"><y:ShapeNode>{shape}</y:ShapeNode></data>'
    values = data("node", NODE_COLUMNS, node.attributes)
    return f"{opening('node', {'id': token(node.key)})}{graphics}{values}</node>\n"


def _edge(edge: Edge) -> str:
    line = (
        empty("y:LineStyle", {"color": "#999999", "type": "line", "width": "1.0"})
        + empty("y:Arrows", {"source": "none", "target": "standard"})
        + element("y:EdgeLabel", _shown(edge.attributes.get("label", "")), _FONT | _ON_EDGE)
        + empty("y:BendStyle", {"smoothed": "false"})
    )
    graphics = f'<data key="edgegraphics"><y:PolyLineEdge>{line}</y:PolyLineEdge></data>'
    ends = {"id": edge.id, "source": edge.source, "target": edge.target}
    tokens = {name: token(value) for name, value in ends.items()}
    values = data("edge", EDGE_COLUMNS, edge.attributes)
    return f"{opening('edge', tokens)}{graphics}{values}</edge>\n"


def _shown(label: object) -> str:
    """A label as it is drawn. yEd would take one that begins with `<html>` for a page to render."""
    text = str(label)
    return f" {text}" if text.lower().startswith("<html") else text
