"""What every writer of a graph format takes: nodes, and edges between them, one after another.

A graph may be read from a store piece by piece or held as a whole; a writer goes through its nodes
once and then through its edges, and keeps neither, so that a file of any size can be written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from exports.columns import Attributes


@dataclass(frozen=True, slots=True)
class Node:
    """A thing; its key is `kind/key`."""

    key: str
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge between two node keys; `id` is unique among the edges and the nodes of a graph."""

    id: str
    source: str
    target: str
    attributes: Attributes


class PropertyGraph(Protocol):
    """Nodes and edges, each in the same order every time; every end of an edge is a node."""

    @property
    def size(self) -> int:
        """The number of nodes."""
        ...

    def nodes(self) -> Iterator[Node]:
        """All nodes."""
        ...

    def edges(self) -> Iterator[Edge]:
        """All edges."""
        ...
