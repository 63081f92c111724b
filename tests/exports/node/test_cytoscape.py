"""Cytoscape.js opens `.cyjs` and draws it; so does, as far as its source tells, the Desktop."""

import json
from collections import defaultdict
from typing import Any

from exports.drawing import STYLES, lay_out
from exports.networks import HeldGraph
from store.embedded import EmbeddedStore
from tests.exports.content import Typed
from tests.exports.node.conftest import Run
from tests.exports.node.javascript import edges_of, nodes_of, plain

OWN_OF_NODES = {"id", "name", "shared name", "color", "size"}
OWN_OF_EDGES = {"id", "source", "target", "name", "shared name", "interaction"}
OWN_OF_EDGES |= {"shared interaction"}


def _without(own: set[str], data: dict[str, Any]) -> Typed:
    assert own <= data.keys()
    return plain({name: value for name, value in data.items() if name not in own})


def test_cytoscape_js_has_every_node_and_edge_with_its_attributes(
    sample: EmbeddedStore, exported: Any, projected: Any, run: Run
) -> None:
    read, graph = run("cytoscape.mjs", exported(sample, "cyjs")), projected(sample)
    nodes = {node["data"]["id"]: _without(OWN_OF_NODES, node["data"]) for node in read["nodes"]}
    edges = {
        (edge["source"], edge["target"], edge["data"]["id"]): _without(OWN_OF_EDGES, edge["data"])
        for edge in read["edges"]
    }
    assert (nodes, edges) == (nodes_of(graph), edges_of(graph))


def test_cytoscape_js_shows_labels_and_colours_and_puts_each_node_in_its_place(
    sample: EmbeddedStore, exported: Any, projected: Any, run: Run
) -> None:
    read, graph = run("cytoscape.mjs", exported(sample, "cyjs")), projected(sample)
    places = lay_out(HeldGraph(graph))
    for node in read["nodes"]:
        key = node["data"]["id"]
        style = STYLES[node["data"]["kind"]]
        assert (node["position"]["x"], node["position"]["y"]) == places[key]
        red, green, blue = bytes.fromhex(style.colour[1:])
        assert node["look"] == {
            "label": graph.nodes[key]["label"],
            "colour": f"rgb({red},{green},{blue})",
            "width": f"{style.size}px",
        }


def test_chromium_draws_every_node_in_its_colour_with_its_label(
    hurtful: EmbeddedStore, exported: Any, projected: Any, show: Run
) -> None:
    read, graph = show("cytoscape.html", exported(hurtful, "cyjs")), projected(hurtful)
    assert read["edges"] == graph.number_of_edges()
    assert {node["id"] for node in read["nodes"]} == set(graph)
    for node in read["nodes"]:
        values = graph.nodes[node["id"]]
        colour = STYLES[values["kind"]].colour
        assert node["label"] == values["label"]
        assert node["isPainted"]
        assert node["colour"] == [*bytes.fromhex(colour[1:]), 255]


def test_desktop_finds_names_and_interactions(hurtful: EmbeddedStore, exported: Any) -> None:
    read = json.loads(exported(hurtful, "cyjs"))
    assert read["data"] == {"name": "Shisaku"}
    nodes = {node["data"]["id"]: node["data"] for node in read["elements"]["nodes"]}
    country = nodes["country/VN"]
    assert (country["name"], country["shared name"]) == ("Viet Nam", "country/VN")
    edges = {edge["data"]["id"]: edge["data"] for edge in read["elements"]["edges"]}
    edge = edges["agreement/a~hasParty~country/VN"]
    assert edge["interaction"] == edge["shared interaction"] == edge["relation"] == "hasParty"
    assert (edge["name"], edge["shared name"]) == (edge["label"], edge["id"])


def test_desktop_finds_one_type_in_each_column(sample: EmbeddedStore, exported: Any) -> None:
    """It makes a column of the type of the first value that it comes across, and of an array a
    column of lists of the type of its first item."""
    read = json.loads(exported(sample, "cyjs"))
    for part in ("nodes", "edges"):
        columns: dict[str, set[tuple[bool, type]]] = defaultdict(set)
        for element in read["elements"][part]:
            for name, value in element["data"].items():
                listed = value if isinstance(value, list) else [value]
                assert listed
                columns[name] |= {
                    (isinstance(value, list), float if type(item) is int else type(item))
                    for item in listed
                }
        assert {name for name, types in columns.items() if len(types) > 1} == set()
        assert {kind for types in columns.values() for _, kind in types} <= {str, float, bool}


def test_ids_are_unique_among_nodes_and_edges(sample: EmbeddedStore, exported: Any) -> None:
    read = json.loads(exported(sample, "cyjs"))
    elements = [*read["elements"]["nodes"], *read["elements"]["edges"]]
    assert len({element["data"]["id"] for element in elements}) == len(elements)


def test_an_empty_graph_is_opened(exported: Any, run: Run) -> None:
    assert run("cytoscape.mjs", exported(EmbeddedStore(), "cyjs")) == {"nodes": [], "edges": []}
