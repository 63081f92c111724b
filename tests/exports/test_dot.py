"""Graphviz draws what is in a DOT file: every label, every edge, and no text as anything else."""

import io
import re
import shutil
import subprocess
from collections import Counter
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import networkx as nx
import pytest

from exports.choice import Choice
from exports.chosen import choose_graph
from exports.dot import write_dot
from exports.networks import HeldGraph, Network, to_network
from exports.property_graph import PropertyGraph
from store.embedded import EmbeddedStore

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "{http://www.w3.org/1999/xlink}"
LONGEST_SECONDS = 120

graphviz = pytest.mark.skipif(
    shutil.which("dot") is None, reason="Graphviz is not installed (Debian's package graphviz)"
)


def _written(graph: PropertyGraph) -> str:
    out = io.BytesIO()
    write_dot(graph, out)
    return out.getvalue().decode()


def _drawn(dot: str) -> Element:
    done = subprocess.run(
        ["dot", "-Tsvg"], input=dot.encode(), capture_output=True, check=True,
        timeout=LONGEST_SECONDS,
    )  # fmt: skip
    # Fontconfig may say that it knows no font of our name; Graphviz itself has nothing to say.
    assert b"syntax" not in done.stderr
    return fromstring(done.stdout)


def _of_class(svg: Element, kind: str) -> list[Element]:
    return [g for g in svg.iter(f"{SVG}g") if kind in str(g.get("class")).split()]


def _title(group: Element) -> str:
    return group.findtext(f"{SVG}title", "")


def _text(group: Element) -> str:
    """What is to be read; Graphviz makes hard spaces of spaces."""
    texts = " ".join("".join(text.itertext()) for text in group.iter(f"{SVG}text"))
    return _spaced(texts)


def _spaced(text: str) -> str:
    return re.sub(r"[ \t\r\n\u00a0]+", " ", text)


def _assert_drawn(svg: Element, graph: Network) -> None:
    nodes = {_title(group): _text(group) for group in _of_class(svg, "node")}
    assert nodes == {key: _spaced(values["label"]) for key, values in graph.nodes(data=True)}
    edges = Counter((_title(group), _text(group)) for group in _of_class(svg, "edge"))
    assert edges == Counter(
        (f"{source}->{target}", _spaced(values["label"]))
        for source, target, values in graph.edges(data=True)
    )


@graphviz
def test_graphviz_draws_every_label_and_edge(sample: EmbeddedStore) -> None:
    graph = to_network(choose_graph(sample, Choice(around="country/VN", depth=1)))
    assert graph.number_of_edges() >= 3
    _assert_drawn(_drawn(_written(HeldGraph(graph))), graph)


@pytest.fixture
def hard() -> Network:
    """Labels that DOT, its escapes, its HTML-like labels or XML would take for something else."""
    labels = [
        r"\N \G \L \n \\", "ends in \\", '"', "<b>x</b>", "<<b>x</b>>", "a&amp;b &#65; & c", "];",
        "一行\r\n\t二行", "全角\u3000空白", "// #",
    ]  # fmt: skip
    graph = nx.MultiDiGraph()
    for number, label in enumerate(labels):
        key = f"topic/{number}"
        graph.add_node(key, label=label, kind="topic", iri=f"https://example.org/{key}")
        graph.add_edge("topic/0", key, f"e{number}", label=label, relation="r")
    return graph


@graphviz
def test_no_label_is_taken_for_anything_but_text(hard: Network) -> None:
    _assert_drawn(_drawn(_written(HeldGraph(hard))), hard)


@graphviz
def test_kinds_have_colours_and_nodes_lead_to_their_pages(hurtful: EmbeddedStore) -> None:
    svg = _drawn(_written(choose_graph(hurtful, Choice())))
    (country,) = [group for group in _of_class(svg, "country") if _title(group) == "country/VN"]
    assert {path.get("stroke") for path in country.iter(f"{SVG}path")} == {"#1e8449"}
    assert [link.get(f"{XLINK}href") for link in country.iter(f"{SVG}a")] == [
        "https://w3id.org/shisaku/id/country/VN"
    ]


def test_a_line_of_dot_has_a_node_or_an_edge(hard: Network) -> None:
    lines = _written(HeldGraph(hard)).splitlines()
    assert len([line for line in lines if line.startswith('"')]) == 2 * len(hard)
    assert all(line.endswith('"];') for line in lines if line.startswith('"'))
    assert lines[0] == "digraph shisaku {"
    assert lines[-1] == "}"


def test_an_empty_store_is_an_empty_drawing(exported: Any) -> None:
    names = [line.partition(b" ")[0] for line in exported(EmbeddedStore(), "dot").splitlines()]
    assert names == [b"digraph", b"graph", b"node", b"edge", b"}"]
