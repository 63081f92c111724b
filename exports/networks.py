"""A property graph held as a whole, as networkx has it, so that it can be cut and measured."""

from collections.abc import Iterator
from typing import TypeAlias

import networkx as nx

from exports.property_graph import Edge, Node, PropertyGraph

Network: TypeAlias = "nx.MultiDiGraph"
"""Node keys are `kind/key`, edge keys the ids of the edges; `columns.py` has the attributes."""


def to_network(graph: PropertyGraph) -> Network:
    """All nodes and edges of a property graph, in its order."""
    network = nx.MultiDiGraph()
    network.add_nodes_from((node.key, node.attributes) for node in graph.nodes())
    network.add_edges_from((e.source, e.target, e.id, e.attributes) for e in graph.edges())
    return network


class HeldGraph:
    """A network as writers take it: a `PropertyGraph`."""

    def __init__(self, network: Network) -> None:
        self._network = network

    @property
    def size(self) -> int:
        """The number of nodes."""
        return int(self._network.number_of_nodes())

    def nodes(self) -> Iterator[Node]:
        """All nodes, in the order of their keys."""
        for key in sorted(self._network):
            yield Node(key, self._network.nodes[key])

    def edges(self) -> Iterator[Edge]:
        """All edges, in the order of where they begin."""
        for key in sorted(self._network):
            leaving = sorted(self._network.out_edges(key, keys=True, data=True), key=_id)
            for source, target, edge, attributes in leaving:
                yield Edge(edge, source, target, attributes)


def _id(edge: tuple[str, str, str, object]) -> str:
    return edge[2]
