"""DOT, the language of Graphviz: the graph as a drawing, with labels, colours and links.

Source: https://graphviz.org/doc/info/lang.html. A file has what is drawn and no further attributes.
Where nodes stand is left to Graphviz, which knows how much room a label takes.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from exports.drawing import STYLES
from exports.nodes import kind_of
from exports.property_graph import Edge, Node, PropertyGraph

_FONT = "Noto Sans CJK JP"
_FAINT = "22"
"""How opaque the inside of a node is, in hexadecimal: dark text stays readable on any colour."""

# From left to right, for labels are long and would make a row of nodes as wide as all of them.
_HEAD = f"""digraph shisaku {{
graph [rankdir=LR, ranksep=1, fontname="{_FONT}"];
node [shape=box, style="rounded,filled", fontname="{_FONT}", fontcolor="#17202a"];
edge [color="#99a3a4", fontname="{_FONT}", fontsize=9, fontcolor="#566573"];
"""

_BREAKS = re.compile(r"[\t\r\n]+")
# In a label Graphviz takes &amp; and the like for the character that they stand for.
_REFERENCE = re.compile(r"&(?=#?\w+;)")


def write_dot(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write a property graph as DOT."""
    for line in _lines(graph):
        out.write(line.encode())


def _lines(graph: PropertyGraph) -> Iterator[str]:
    yield _HEAD
    yield from map(_node, graph.nodes())
    yield from map(_edge, graph.edges())
    yield "}\n"


def _node(node: Node) -> str:
    style = STYLES[kind_of(node.key)]
    attributes = {
        "label": str(node.attributes["label"]),
        "class": kind_of(node.key),
        "color": style.colour,
        "fillcolor": style.colour + _FAINT,
        "fontsize": f"{style.size:g}",
        "URL": str(node.attributes["iri"]),
    }
    return f"{_quoted(node.key)} {_listed(attributes)};\n"


def _edge(edge: Edge) -> str:
    attributes = {
        "label": str(edge.attributes["label"]),
        "class": str(edge.attributes["relation"]),
    }
    return f"{_quoted(edge.source)} -> {_quoted(edge.target)} {_listed(attributes)};\n"


def _listed(attributes: dict[str, str]) -> str:
    return f"[{', '.join(f'{name}={_quoted(value)}' for name, value in attributes.items())}]"


def _quoted(text: str) -> str:
    r"""A text on one line in quotes, drawn as it is.

    What stands in quotes is never taken for the HTML-like labels of Graphviz. A backslash would
    begin an escape such as `\N`, the name of the node.
    """
    line = _REFERENCE.sub("&amp;", _BREAKS.sub(" ", text))
    escaped = line.replace("\\", r"\\").replace('"', r"\"")
    return f'"{escaped}"'
