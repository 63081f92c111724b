"""How nodes are drawn, and what GEXF says of it."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import fromstring

import networkx as nx
import pytest

from exports import drawing
from exports.drawing import STYLES, draw, lay_out
from exports.networks import HeldGraph
from exports.property_graph import Edge
from store.embedded import EmbeddedStore

VIZ = "{http://gexf.net/1.3/viz}"
GEXF = "{http://gexf.net/1.3}"


def countries(number: int) -> nx.MultiDiGraph:
    """So many countries, each related to the next."""
    network = nx.MultiDiGraph()
    network.add_nodes_from((f"country/{index}", {"kind": "country"}) for index in range(number))
    network.add_edges_from(
        (f"country/{index}", f"country/{index + 1}", str(index)) for index in range(number - 1)
    )
    return network


class Unlinked(HeldGraph):
    """A graph that may not be asked for its edges."""

    def edges(self) -> Iterator[Edge]:
        raise AssertionError("its edges were read")


def test_nodes_are_drawn_where_they_are_laid_out_in_the_style_of_their_kind() -> None:
    graph = HeldGraph(countries(5))
    drawn = list(draw(graph))
    assert [one.node.key for one in drawn] == [node.key for node in graph.nodes()]
    assert {one.node.key: (one.x, one.y) for one in drawn} == lay_out(graph)
    style = STYLES["country"]
    assert {(one.colour, one.size) for one in drawn} == {(style.colour, style.size)}


def test_a_large_graph_is_drawn_without_a_look_at_its_edges(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drawing, "MOST_DRAWN", 4)
    drawn = {one.node.key: (one.x, one.y) for one in draw(Unlinked(countries(5)))}
    assert drawn == lay_out(HeldGraph(countries(5)))
    assert len(set(drawn.values())) == 5
    monkeypatch.setattr(drawing, "MOST_DRAWN", 5)
    with pytest.raises(AssertionError, match="its edges were read"):
        list(draw(Unlinked(countries(5))))


def test_gexf_says_where_each_node_stands_its_size_and_its_colour(
    hurtful: EmbeddedStore, exported: Any, projected: Any
) -> None:
    places = lay_out(HeldGraph(projected(hurtful)))
    shown = {}
    for node in fromstring(exported(hurtful, "gexf")).iter(f"{GEXF}node"):
        parts = {tag: node.find(f"{VIZ}{tag}") for tag in ("position", "size", "color")}
        shown[node.get("id")] = {tag: p.attrib for tag, p in parts.items() if p is not None}
    assert {
        key: (float(viz["position"]["x"]), float(viz["position"]["y"]))
        for key, viz in shown.items()
    } == places
    assert STYLES["country"].colour == "#1e8449"
    assert shown["country/VN"]["color"] == {"r": "30", "g": "132", "b": "73"}
    assert shown["country/VN"]["size"] == {"value": "20"}
