"""From a store and a choice to the graph that a writer gets."""

from exports.choice import Choice
from exports.collapsing import collapse
from exports.labelling import Labelling
from exports.measuring import measure
from exports.networks import HeldGraph, to_network
from exports.projection import Projection
from exports.property_graph import PropertyGraph
from exports.selecting import select
from store.protocol import Store


def choose_graph(store: Store, choice: Choice) -> PropertyGraph:
    """The chosen property graph. What is changed in no way is never held as a whole.

    Raises UnknownName and BadParameter as `select` and `measure` do.
    """
    projection = Projection(store, choice.labels)
    if choice.is_plain:
        return projection
    network = to_network(projection)
    if choice.is_cut:
        network = select(network, choice)
    if choice.collapse:
        network = collapse(network)
    if choice.measures:
        network = measure(network, choice.measures)
    return HeldGraph(network)


def choose_keys(store: Store, choice: Choice) -> frozenset[str] | None:
    """The keys of the chosen nodes; None for all."""
    if not choice.is_cut:
        return None
    network = to_network(Projection(store, Labelling.JA))
    return frozenset(select(network, choice))
