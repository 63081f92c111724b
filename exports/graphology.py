"""The JSON that graphology imports and Sigma draws: `Graph.from(…)`, `new Sigma(graph, …)`.

Sources: https://graphology.github.io/serialization and https://www.sigmajs.org
"""

from typing import BinaryIO

from exports.columns import unfold
from exports.drawing import draw
from exports.jsonfile import array
from exports.property_graph import PropertyGraph

# Two things may be related in several ways at once, which is an error unless `multi` allows it.
_HEAD = b"""{"attributes": {"name": "Shisaku"},
"options": {"type": "mixed", "multi": true, "allowSelfLoops": true},
"nodes": """


def write_graphology(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write a property graph as graphology serialises it, with what Sigma needs of each node.

    Sigma stops at a node without `x` and `y`, and takes `size` for a radius. It reads `type` as the
    name of a drawing program, so there is none; ours is `kind`.
    """
    nodes = (
        {
            "key": drawn.node.key,
            "attributes": unfold(drawn.node.attributes)
            | {"x": drawn.x, "y": drawn.y, "size": drawn.size / 2, "color": drawn.colour},
        }
        for drawn in draw(graph)
    )
    edges = (
        {
            "key": edge.id,
            "source": edge.source,
            "target": edge.target,
            "attributes": unfold(edge.attributes),
        }
        for edge in graph.edges()
    )
    out.write(_HEAD)
    out.writelines(array(nodes))
    out.write(b',\n"edges": ')
    out.writelines(array(edges))
    out.write(b"}\n")
