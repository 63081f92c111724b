"""The property graph of a store: entities as nodes, what relates them as edges, everything else
as columns.

It is read from the store in pieces of so many things, in the order of their keys, so that it needs
no more memory for a large graph than for a small one but for the list of the keys.
"""

from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from exports.edges import read_edges
from exports.labelling import Labelling
from exports.nodes import read_keys, read_nodes
from exports.property_graph import Edge, Node
from exports.view import Labels, UnionView
from ontology.iris import NAMESPACE
from store.protocol import Store

_PIECE = 2_000
"""Things that are asked for at once; more would need more memory and save no time."""
_RELATIONS = f'FILTER(STRSTARTS(STR(?thing), "{NAMESPACE}"))'


class Projection:
    """The property graph of all graphs of a store, which may not change meanwhile."""

    def __init__(self, store: Store, labelling: Labelling = Labelling.JA) -> None:
        self._view = UnionView(store)
        self._labelling = labelling

    @property
    def size(self) -> int:
        """The number of nodes."""
        return len(self._keys)

    def nodes(self) -> Iterator[Node]:
        """All nodes, in the order of their keys."""
        for keys in self._pieces():
            yield from read_nodes(self._view, keys, self._labelling)

    def edges(self) -> Iterator[Edge]:
        """All edges, in the order of where they begin."""
        for keys in self._pieces():
            yield from read_edges(self._view, keys, self._labels, self._labelling)

    @cached_property
    def _keys(self) -> list[str]:
        return read_keys(self._view)

    @cached_property
    def _labels(self) -> Labels:
        return self._view.labels(_RELATIONS)

    def _pieces(self) -> Iterator[list[str]]:
        keys = iter(self._keys)
        while piece := list(islice(keys, _PIECE)):
            yield piece
