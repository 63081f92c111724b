"""What a graph holds, in a form that can be compared with what another program has read."""

from typing import Any

from exports.networks import Network

LISTS = {"aliases", "figures", "evidence"}

Typed = dict[str, tuple[type, Any]]


def typed(values: dict[str, Any]) -> Typed:
    """Values with their types, for True equals 1 and 1 equals 1.0 in Python; None is no value."""
    return {name: (type(value), value) for name, value in values.items() if value is not None}


def nodes(graph: Network) -> dict[str, Typed]:
    """The attributes of the nodes by their keys, lists taken apart."""
    return {key: typed(_unfold(values)) for key, values in graph.nodes(data=True)}


def edges(graph: Network) -> dict[tuple[str, str, str], Typed]:
    """The attributes of the edges by where they begin, where they end and their ids."""
    found = graph.edges(keys=True, data=True)
    return {(start, end, key): typed(_unfold(values)) for start, end, key, values in found}


def _unfold(values: dict[str, Any]) -> dict[str, Any]:
    return {name: v.split("|") if name in LISTS else v for name, v in values.items()}
