"""Pajek's network format, which Pajek, igraph, networkx and Gephi read.

Source: http://mrvar.fdv.uni-lj.si/pajek/DrawEPS.htm and Unicode-Pajek.htm beside it. A file says
less than the graph: vertices with a label and a place, and arcs with a weight and a label.

- Vertices are numbered from 1, so the key of a node stands in its label: `ベトナム (country/VN)`.
  It also keeps apart what has the same name, which networkx would take for one.
- Characters beyond ASCII, and those that end a label, are written `&#12505;`, as Pajek saves them.
  It would read UTF-8 after a byte order mark only, at which the other readers stop.
- The relation of an arc is its label. Pajek has another way, `*Arcs :1 "namesCountry"` and one
  part of the file for each relation, but igraph refuses such a file, and networkx takes each such
  line for two more nodes (https://github.com/igraph/igraph/issues/2412,
  https://github.com/networkx/networkx/issues/5013).
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from exports.drawing import STYLES, Point, lay_out
from exports.nodes import kind_of
from exports.property_graph import Edge, Node, PropertyGraph

_USUAL_SIZE = 12
"""The diameter that Pajek's own size of a vertex stands for."""

_TO_REFER = re.compile(r'[^ -~]|["\\&]')


def write_pajek(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write a property graph as a network of Pajek."""
    for line in _lines(graph):
        out.write(line.encode("ascii"))


def _lines(graph: PropertyGraph) -> Iterator[str]:
    yield f"*Vertices {graph.size}\n"
    places = _fit(lay_out(graph))
    numbers: dict[str, int] = {}
    for number, node in enumerate(graph.nodes(), start=1):
        numbers[node.key] = number
        yield _vertex(number, node, places[node.key])
    yield "*Arcs\n"
    for edge in graph.edges():
        yield _arc(numbers[edge.source], numbers[edge.target], edge)


def _vertex(number: int, node: Node, place: Point) -> str:
    label = _quoted(f"{node.attributes['label']} ({node.key})")
    x, y = place
    factor = STYLES[kind_of(node.key)].size / _USUAL_SIZE
    size = f"x_fact {factor:.2f} y_fact {factor:.2f}"
    return f"{number} {label} {x:.4f} {y:.4f} ellipse {size}\n"


def _arc(source: int, target: int, edge: Edge) -> str:
    relation = _quoted(str(edge.attributes["relation"]))
    return f"{source} {target} {edge.attributes['weight']} l {relation}\n"


def _quoted(text: str) -> str:
    return '"' + _TO_REFER.sub(lambda found: f"&#{ord(found[0])};", text) + '"'


def _fit(places: dict[str, Point]) -> dict[str, Point]:
    """The same places between 0 and 1, where Pajek draws."""
    if not places:
        return {}
    lowest_x, lowest_y = (min(axis) for axis in zip(*places.values(), strict=True))
    highest_x, highest_y = (max(axis) for axis in zip(*places.values(), strict=True))
    extent = max(highest_x - lowest_x, highest_y - lowest_y) or 1.0
    return {
        key: ((x - lowest_x) / extent, (y - lowest_y) / extent) for key, (x, y) in places.items()
    }
