"""The JSON that D3's force layout takes: `{"nodes": [{"id": …}], "links": [{"source": …}]}`.

Source: https://d3js.org/d3-force/link – use it with `forceLink().id(d => d.id)`.
"""

import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from exports.property_graph import PropertyGraph


def write_d3(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write a property graph as nodes and links, one a line."""
    nodes = ({"id": node.key, **node.attributes} for node in graph.nodes())
    links = (
        {"id": edge.id, "source": edge.source, "target": edge.target, **edge.attributes}
        for edge in graph.edges()
    )
    out.write(b'{"nodes": [\n')
    out.writelines(_items(nodes))
    out.write(b'\n], "links": [\n')
    out.writelines(_items(links))
    out.write(b"\n]}\n")


def _items(values: Iterable[object]) -> Iterator[bytes]:
    for index, value in enumerate(values):
        separator = ",\n" if index else ""
        yield (separator + json.dumps(value, ensure_ascii=False)).encode()
