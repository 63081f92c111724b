"""The JSON of Cytoscape.js, which Cytoscape Desktop opens as well (`.cyjs`).

`cytoscape({container, ...graph})` draws it. The Desktop reads `elements` and makes a table of each
`data`; it takes arrays of strings for list columns, which is how it writes such columns itself.

Sources: https://js.cytoscape.org/#notation/elements-json and
https://manual.cytoscape.org/en/stable/Cytoscape.js_and_Cytoscape.html
"""

import json
from typing import Any, BinaryIO

from exports.columns import unfold
from exports.drawing import Drawn, draw
from exports.jsonfile import array
from exports.property_graph import Edge, PropertyGraph

_STYLE = (
    {
        "selector": "node",
        "style": {
            "label": "data(label)",
            "background-color": "data(color)",
            "width": "data(size)",
            "height": "data(size)",
            "font-size": 8,
            "text-valign": "bottom",
            "text-wrap": "wrap",
            "text-max-width": 80,
            # Japanese has no spaces to break a line at.
            "text-overflow-wrap": "anywhere",
        },
    },
    {"selector": "node.words", "style": {"text-overflow-wrap": "whitespace"}},
    {
        "selector": "edge",
        "style": {
            "label": "data(label)",
            "font-size": 6,
            "width": 1,
            "arrow-scale": 0.6,
            "line-color": "#bbbbbb",
            "target-arrow-color": "#bbbbbb",
            "target-arrow-shape": "triangle",
            "curve-style": "bezier",
        },
    },
)

# The Desktop cannot do without `data`; what it does not know it passes over.
_HEAD = {
    "format_version": "1.0",
    "generated_by": "shisaku",
    "target_cytoscapejs_version": "~3.0",
    "data": {"name": "Shisaku"},
    "layout": {"name": "preset"},
    "style": _STYLE,
}


def write_cytoscape(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write a property graph as Cytoscape.js JSON, each node in its place."""
    head = json.dumps(_HEAD, ensure_ascii=False).removesuffix("}")
    out.write(f'{head},\n"elements": {{"nodes": '.encode())
    out.writelines(array(_node(drawn) for drawn in draw(graph)))
    out.write(b',\n"edges": ')
    out.writelines(array(_edge(edge) for edge in graph.edges()))
    out.write(b"}}\n")


def _node(drawn: Drawn) -> dict[str, Any]:
    look = {"color": drawn.colour, "size": drawn.size}
    data = unfold(drawn.node.attributes) | look
    return {
        "data": {"id": drawn.node.key, **_names(drawn.node.key, data), **data},
        "position": {"x": drawn.x, "y": drawn.y},
        "classes": ["words"] if str(data["label"]).isascii() else [],
    }


def _edge(edge: Edge) -> dict[str, Any]:
    data = unfold(edge.attributes)
    ends = {"id": edge.id, "source": edge.source, "target": edge.target}
    interaction = {"interaction": data["relation"], "shared interaction": data["relation"]}
    return {"data": ends | _names(edge.id, data) | interaction | data}


def _names(key: str, data: dict[str, Any]) -> dict[str, str]:
    """The Desktop's own columns: it shows the name, and knows a thing again by the shared name."""
    return {"name": data.get("label", key), "shared name": key}
