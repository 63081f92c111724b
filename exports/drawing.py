"""How a graph is drawn where a file says so: where each node stands, its colour and its size."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

import igraph

from exports.property_graph import Node, PropertyGraph

MOST_DRAWN = 5_000
"""Nodes up to which the edges tell where each stands; in larger graphs nobody sees them."""
_SPACING = 100.0
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_SEED = 1

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Style:
    """A colour (`#rrggbb`) and a diameter, in the same units as positions."""

    colour: str
    size: float


STYLES = {
    "measure": Style("#c0392b", 18),
    "policy": Style("#e59866", 14),
    "programme": Style("#b7950b", 12),
    "organisation": Style("#1f618d", 16),
    "person": Style("#5dade2", 12),
    "post": Style("#85929e", 8),
    "country": Style("#1e8449", 20),
    "region": Style("#7dcea0", 16),
    "agreement": Style("#6c3483", 18),
    "activity": Style("#af7ac5", 10),
    "event": Style("#d4ac0d", 12),
    "policy-document": Style("#616a6b", 10),
    "indicator": Style("#48c9b0", 8),
    "topic": Style("#f1948a", 14),
    "fiscal-year": Style("#aab7b8", 12),
}
"""One style for each kind of node."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A node, and how it is drawn: where its middle is, its colour and its diameter."""

    node: Node
    x: float
    y: float
    colour: str
    size: float


def draw(graph: PropertyGraph) -> Iterator[Drawn]:
    """All nodes as they are drawn, in the order of the graph, where `lay_out` puts them.

    A graph of more than `MOST_DRAWN` nodes is gone through once only and never held.
    """
    places = lay_out(graph) if graph.size <= MOST_DRAWN else None
    for index, node in enumerate(graph.nodes()):
        x, y = _spiral(index) if places is None else places[node.key]
        style = STYLES[str(node.attributes["kind"])]
        yield Drawn(node, x, y, style.colour, style.size)


def lay_out(graph: PropertyGraph) -> dict[str, Point]:
    """Where each node stands, by its key; the same each time for the same graph.

    Nodes stand by force (Fruchterman and Reingold 1991), linked ones near each other; those of a
    graph of more than `MOST_DRAWN` nodes in a spiral, in their order.
    """
    keys = [node.key for node in graph.nodes()]
    if len(keys) > MOST_DRAWN:
        return {key: _spiral(place) for place, key in enumerate(keys)}
    places = {key: place for place, key in enumerate(keys)}
    ends = sorted((places[edge.source], places[edge.target]) for edge in graph.edges())
    igraph.set_random_number_generator(random.Random(_SEED))  # noqa: S311  a layout is no secret
    found = igraph.Graph(len(keys), ends).layout_fruchterman_reingold()
    return {
        key: (round(x * _SPACING, 2), round(y * _SPACING, 2))
        for key, (x, y) in zip(keys, found, strict=True)
    }


def _spiral(place: int) -> Point:
    """A point of a sunflower's spiral (Vogel 1979), on which all are equally far from the next."""
    radius, angle = _SPACING * math.sqrt(place), place * _GOLDEN_ANGLE
    return round(radius * math.cos(angle), 2), round(radius * math.sin(angle), 2)
