"""What a graph holds as a program in JavaScript has it, to which all numbers are of one kind."""

from typing import Any

from exports.networks import Network
from tests.exports.content import Typed, edges, nodes, typed


def plain(values: dict[str, Any]) -> Typed:
    """Values that JSON has brought, with their types."""
    return typed({name: float(v) if type(v) is int else v for name, v in values.items()})


def nodes_of(graph: Network) -> dict[str, Typed]:
    """The attributes of the nodes by their keys."""
    return {key: _plain(values) for key, values in nodes(graph).items()}


def edges_of(graph: Network) -> dict[tuple[str, str, str], Typed]:
    """The attributes of the edges by where they begin, where they end and their ids."""
    return {key: _plain(values) for key, values in edges(graph).items()}


def _plain(values: Typed) -> Typed:
    return plain({name: value for name, (_, value) in values.items()})
