"""Graphology imports its own JSON whole, and Sigma draws it."""

import json
from typing import Any

import pytest

from exports.drawing import STYLES, lay_out
from exports.networks import HeldGraph
from store.embedded import EmbeddedStore
from tests.exports.node.conftest import Run
from tests.exports.node.javascript import edges_of, nodes_of, plain

DRAWN = {"x", "y", "size", "color"}


def test_graphology_has_every_node_and_edge_with_its_attributes(
    sample: EmbeddedStore, exported: Any, projected: Any, run: Run
) -> None:
    read, graph = run("graphology.mjs", exported(sample, "graphology.json")), projected(sample)
    assert read["options"] == {"type": "mixed", "multi": True, "allowSelfLoops": True}
    nodes = {node["key"]: plain(node["attributes"]) for node in read["nodes"]}
    drawn = {key: {name: values.pop(name)[1] for name in DRAWN} for key, values in nodes.items()}
    assert nodes == nodes_of(graph)
    places = lay_out(HeldGraph(graph))
    assert {key: (values["x"], values["y"]) for key, values in drawn.items()} == places
    assert {edge["directed"] for edge in read["edges"]} == {True}
    edges = {(e["source"], e["target"], e["key"]): plain(e["attributes"]) for e in read["edges"]}
    assert edges == edges_of(graph)


def test_sigma_draws_every_node_and_edge(
    hurtful: EmbeddedStore, exported: Any, projected: Any, show: Run
) -> None:
    drawn, graph = show("sigma.html", exported(hurtful, "graphology.json")), projected(hurtful)
    if drawn is None:
        pytest.skip("this Chromium has no WebGL")
    assert {node["key"] for node in drawn["nodes"]} == set(graph)
    for node in drawn["nodes"]:
        values = graph.nodes[node["key"]]
        style = STYLES[values["kind"]]
        assert node["label"] == values["label"]
        assert (node["color"], node["size"]) == (style.colour, style.size / 2)
        assert not node["hidden"]
    labels = {key: label for *_, key, label in graph.edges(keys=True, data="label")}
    assert {edge["key"]: edge["label"] for edge in drawn["edges"]} == labels


def test_no_attribute_chooses_a_drawing_program(hurtful: EmbeddedStore, exported: Any) -> None:
    """Sigma reads `type` as the name of one."""
    read = json.loads(exported(hurtful, "graphology.json"))
    names = {name for item in (*read["nodes"], *read["edges"]) for name in item["attributes"]}
    assert "kind" in names
    assert "type" not in names


def test_an_empty_graph_is_imported(exported: Any, run: Run) -> None:
    read = run("graphology.mjs", exported(EmbeddedStore(), "graphology.json"))
    assert (read["nodes"], read["edges"]) == ([], [])
