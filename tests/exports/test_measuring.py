"""Measures of nodes, and where each is drawn."""

import math
from itertools import pairwise

import networkx as nx
import pytest

from exports import drawing, measuring
from exports.columns import NODE_COLUMNS
from exports.drawing import STYLES, lay_out
from exports.measuring import MEASURES, measure
from exports.networks import HeldGraph, Network
from exports.nodes import KINDS
from queries.errors import BadParameter


def line(*keys: str) -> Network:
    """One node after the other, with an edge from each to the next."""
    network = nx.MultiDiGraph()
    for source, target in pairwise(keys):
        network.add_edge(source, target, f"{source}~{target}")
    return network


def test_middle_of_a_line_lies_between_its_ends() -> None:
    network = line("a", "b", "c")
    network.add_edge("c", "b", "back")
    measured = measure(network, MEASURES)
    assert {key: values["degree"] for key, values in measured.nodes(data=True)} == {
        "a": 1, "b": 3, "c": 2
    }  # fmt: skip
    assert dict(measured.nodes(data="betweenness")) == {"a": 0.0, "b": 1.0, "c": 0.0}
    assert "degree" not in network.nodes["a"]


def test_largest_community_is_the_first() -> None:
    network = nx.disjoint_union(
        nx.MultiDiGraph(nx.complete_graph(3)), nx.MultiDiGraph(nx.complete_graph(5))
    )
    network = nx.relabel_nodes(network, str)
    found = dict(measure(network, ("communities",)).nodes(data="community"))
    assert found == {**dict.fromkeys("012", 2), **dict.fromkeys("34567", 1)}


def test_measures_are_columns() -> None:
    columns = {column.name for column in NODE_COLUMNS}
    assert {"degree", "betweenness", "community"} <= columns


def test_too_large_a_network_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "MOST_NODES", 2)
    with pytest.raises(BadParameter, match="betweenness takes too long for 3 things; select 2"):
        measure(line("a", "b", "c"), ("betweenness",))


def test_every_kind_has_a_style_of_its_own() -> None:
    assert STYLES.keys() == set(KINDS)
    assert len({style.colour for style in STYLES.values()}) == len(KINDS)


@pytest.mark.parametrize("most", [5_000, 0])
def test_nodes_stand_apart_and_the_same_each_time(
    monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(drawing, "MOST_DRAWN", most)
    graph = HeldGraph(line(*map(str, range(30))))
    places = lay_out(graph)
    assert places == lay_out(graph)
    assert len(places) == 30
    points = sorted(places.values())
    assert min(math.dist(a, b) for a in points for b in points if a != b) > 5


def test_empty_graph_has_no_places() -> None:
    assert lay_out(HeldGraph(nx.MultiDiGraph())) == {}
