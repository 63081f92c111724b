"""What the place of a node in its network tells: its degree, its betweenness, its community."""

from collections.abc import Callable, Mapping

import networkx as nx

from exports.columns import Value
from exports.networks import Network
from queries.errors import BadParameter

MOST_NODES = 5_000
"""Up to where betweenness is worked out: its time grows with nodes times edges."""
_SEED = 1


def _degree(network: Network) -> Mapping[str, Value]:
    """The number of edges at a node, in whatever direction."""
    return dict(network.degree())


def _betweenness(network: Network) -> Mapping[str, Value]:
    """The share of shortest ways between others that lead through a node, whatever the direction
    of the edges (Freeman 1977)."""
    if len(network) > MOST_NODES:
        why = f"betweenness takes too long for {len(network):,} things; select {MOST_NODES:,}"
        raise BadParameter("measures", why)
    found = nx.betweenness_centrality(nx.Graph(network))
    return {key: round(value, 6) for key, value in found.items()}


def _communities(network: Network) -> Mapping[str, Value]:
    """The number of the group of nodes that have more edges among each other than to others, by
    Louvain's method (Blondel et al. 2008); the largest group is 1."""
    groups = nx.community.louvain_communities(_sorted(network), seed=_SEED)
    ordered = sorted(groups, key=lambda group: (-len(group), min(group)))
    return {key: number for number, group in enumerate(ordered, start=1) for key in group}


def _sorted(network: Network) -> "nx.Graph":
    """Without directions and parallels, in one order, on which the method's result depends."""
    plain = nx.Graph()
    plain.add_nodes_from(sorted(network))
    plain.add_edges_from(sorted((source, target) for source, target in network.edges()))
    return plain


_COLUMN_AND_MEASURE: dict[str, tuple[str, Callable[[Network], Mapping[str, Value]]]] = {
    "degree": ("degree", _degree),
    "betweenness": ("betweenness", _betweenness),
    "communities": ("community", _communities),
}
MEASURES = tuple(_COLUMN_AND_MEASURE)


def measure(network: Network, names: tuple[str, ...]) -> Network:
    """The same network with the measures of these names as attributes of its nodes.

    Raises BadParameter where it is too large for one.
    """
    measured = network.copy()
    for name in names:
        column, work_out = _COLUMN_AND_MEASURE[name]
        for key, value in work_out(network).items():
            measured.nodes[key][column] = value
    return measured
