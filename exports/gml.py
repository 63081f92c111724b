"""GML, the graph modelling language of Himsolt (1997), which yEd, Cytoscape, Gephi, igraph and
networkx read.

Source: "GML: A portable graph file format", University of Passau. What its text asks for:

- ids of nodes are integers, and the keys of nodes and edges stand in the attribute `key`;
- names are of letters and digits only, so the column `label_ja` is called `labelJa` here;
- a file is ASCII, and other characters are written `&#12505;`. igraph leaves that as it is; in
  Python, `html.unescape` gives the text back;
- integers are of 32 bits, and larger ones should be texts. An amount in yen is larger, but nobody
  can add up texts, so it is a real number, 12345678901.0, exact up to 2^53 yen;
- there are no flags, so true is 1 and false is 0, and what is missing is left out.

networkx names nodes by their labels and reads no file in which one comes twice: a label that came
before is followed by the key. `multigraph` is its own, too; others ignore it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import BinaryIO

from exports.columns import EDGE_COLUMNS, NODE_COLUMNS, Attributes, Column, Value
from exports.drawing import Drawn, draw
from exports.property_graph import Edge, Node, PropertyGraph

_BEYOND_32_BITS = ("amount_jpy",)

_TO_REFER = re.compile(r'[^ -~]|["&]')
_NAMED = {'"': "&quot;", "&": "&amp;"}


def write_gml(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write a property graph as GML."""
    for line in _lines(graph):
        out.write(line.encode("ascii"))


def _lines(graph: PropertyGraph) -> Iterator[str]:
    yield 'Creator "Shisaku"\nVersion 1\ngraph [\ndirected 1\nmultigraph 1\n'
    numbers: dict[str, int] = {}
    labels: set[Value] = set()
    for number, drawn in enumerate(draw(graph)):
        numbers[drawn.node.key] = number
        label = _told_apart(drawn.node, labels)
        labels.add(label)
        yield _node(number, drawn, label)
    for edge in graph.edges():
        yield _edge(numbers[edge.source], numbers[edge.target], edge)
    yield "]\n"


def _told_apart(node: Node, labels: set[Value]) -> Value:
    label = node.attributes["label"]
    return f"{label} ({node.key})" if label in labels else label


def _node(number: int, drawn: Drawn, label: Value) -> str:
    key, values = drawn.node.key, _values(NODE_COLUMNS, drawn.node.attributes | {"label": label})
    return f"node [ id {number} key {_written(key)} {values} {_graphics(drawn)} ]\n"


def _graphics(drawn: Drawn) -> str:
    """Place, size and colour, as the GML of yEd and Cytoscape has them."""
    x, y, size = map(_written, (drawn.x, drawn.y, float(drawn.size)))
    shape = f'type "ellipse" fill "{drawn.colour}"'
    return f"graphics [ x {x} y {y} w {size} h {size} {shape} ]"


def _edge(source: int, target: int, edge: Edge) -> str:
    values = _values(EDGE_COLUMNS, edge.attributes)
    return f"edge [ source {source} target {target} key {_written(edge.id)} {values} ]\n"


def _values(columns: tuple[Column, ...], values: Attributes) -> str:
    return " ".join(
        f"{_name(column)} {_written(_fitting(column, values[column.name]))}"
        for column in columns
        if column.name in values
    )


def _name(column: Column) -> str:
    first, *others = column.name.split("_")
    return first + "".join(map(str.capitalize, others))


def _fitting(column: Column, value: Value) -> Value:
    return float(value) if column.name in _BEYOND_32_BITS else value


def _written(value: Value) -> str:
    if isinstance(value, str):
        return '"' + _TO_REFER.sub(_reference, value) + '"'
    if isinstance(value, float):
        # Gephi reads no exponents: https://github.com/gephi/gephi/issues/300
        return format(Decimal(repr(value)), "f")
    return str(int(value))


def _reference(found: re.Match[str]) -> str:
    return _NAMED.get(found[0], f"&#{ord(found[0])};")
