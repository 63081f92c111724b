"""The property graph: entities as nodes, what relates them as edges, everything else as columns.

It is made once, from any store, and every writer of a graph format takes it from here.
"""

from typing import TypeAlias

import networkx as nx

from exports.columns import Attributes
from exports.edges import read_edges
from exports.nodes import bare_node, read_nodes
from exports.view import UnionView
from store.protocol import Store

PropertyGraph: TypeAlias = "nx.MultiDiGraph"
"""Node keys are `kind/key`, edge keys the ids of the edges; `columns.py` has the attributes."""


def project(store: Store, language: str = "ja") -> PropertyGraph:
    """The property graph of all graphs of a store, in the same order each time.

    `language` (`ja` or `en`) chooses the attribute `label`, which falls back to the other one.
    """
    view = UnionView(store)
    nodes, edges = read_nodes(view, language), read_edges(view, language)
    for edge in edges:
        for key in (edge.source, edge.target):
            nodes.setdefault(key, bare_node(key))
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(sorted(nodes.items()))
    graph.add_edges_from((edge.source, edge.target, edge.id, edge.attributes) for edge in edges)
    return graph


def ordered_nodes(graph: PropertyGraph) -> list[tuple[str, Attributes]]:
    """The nodes with their attributes, by key."""
    return sorted(graph.nodes(data=True))


def ordered_edges(graph: PropertyGraph) -> list[tuple[str, str, str, Attributes]]:
    """The edges as source, target, id and attributes, by id."""
    return sorted(graph.edges(keys=True, data=True), key=lambda edge: str(edge[2]))
