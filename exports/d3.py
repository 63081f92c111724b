"""The JSON that D3's force layout takes: `{"nodes": [{"id": …}], "links": [{"source": …}]}`.

Source: https://d3js.org/d3-force/link – use it with `forceLink().id(d => d.id)`.
"""

from typing import BinaryIO

from exports.columns import unfold
from exports.jsonfile import array
from exports.property_graph import PropertyGraph


def write_d3(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write a property graph as nodes and links, one a line."""
    nodes = ({"id": node.key, **unfold(node.attributes)} for node in graph.nodes())
    links = (
        {"id": edge.id, "source": edge.source, "target": edge.target, **unfold(edge.attributes)}
        for edge in graph.edges()
    )
    out.write(b'{"nodes": ')
    out.writelines(array(nodes))
    out.write(b', "links": ')
    out.writelines(array(links))
    out.write(b"}\n")
