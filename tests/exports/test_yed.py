"""What yEd shows of a graph, and what it lists beside it."""

import io
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import networkx as nx
import pytest

from exports.drawing import STYLES, lay_out
from exports.graphml import token
from exports.networks import HeldGraph
from exports.yed import write_yed
from store.embedded import EmbeddedStore
from tests.exports.content import Typed, typed

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
YFILES = "{http://www.yworks.com/xml/graphml}"


@pytest.fixture
def root(sample: EmbeddedStore, exported: Any) -> Element:
    return fromstring(exported(sample, "yed.graphml"))


def expected(values: dict[str, Any]) -> Typed:
    """Attributes as yEd holds them: amounts, which are beyond its integers, as decimals."""
    return typed({name: float(v) if name == "amount_jpy" else v for name, v in values.items()})


def test_networkx_reads_every_attribute_back(
    sample: EmbeddedStore, exported: Any, projected: Any
) -> None:
    read, graph = nx.read_graphml(io.BytesIO(exported(sample, "yed.graphml"))), projected(sample)
    for _, drawn in read.nodes(data=True):
        assert drawn.pop("shape_type") == "ellipse"
        assert float(drawn.pop("x")) != float(drawn.pop("y"))
    assert {key: typed(values) for key, values in read.nodes(data=True)} == {
        token(key): expected(values) for key, values in graph.nodes(data=True)
    }
    assert {ends[:3]: typed(ends[3]) for ends in read.edges(keys=True, data=True)} == {
        (token(start), token(end), token(key)): expected(values)
        for start, end, key, values in graph.edges(keys=True, data=True)
    }


def test_yed_knows_the_types_and_no_number_is_beyond_them(root: Element) -> None:
    """It takes a long for an integer and cuts off what is beyond 32 bits."""
    keys = {key.get("id"): key.get("attr.type") for key in root.iter(f"{GRAPHML}key")}
    assert set(keys.values()) == {"string", "int", "double", "boolean", None}
    data = [(keys[value.get("key")], value.text) for value in root.iter(f"{GRAPHML}data")]
    assert all(-(2**31) <= int(str(text)) < 2**31 for kind, text in data if kind == "int")


def test_amount_beyond_32_bits_is_whole(hurtful: EmbeddedStore, exported: Any) -> None:
    root = fromstring(exported(hurtful, "yed.graphml"))
    amounts = {e.text for e in root.iter(f"{GRAPHML}data") if e.get("key") == "edge_amount_jpy"}
    assert amounts == {"12345678901"}


def test_what_is_drawn_stands_under_keys_of_yfiles(root: Element) -> None:
    drawn = {key.get("id"): key.attrib for key in root.iter(f"{GRAPHML}key")}
    for domain, shape in (("node", "ShapeNode"), ("edge", "PolyLineEdge")):
        name = f"{domain}graphics"
        assert drawn[name] == {"id": name, "for": domain, "yfiles.type": name}
        for element in root.iter(f"{GRAPHML}{domain}"):
            (data,) = (data for data in element if data.get("key") == name)
            assert [child.tag for child in data] == [f"{YFILES}{shape}"]


def test_nodes_are_shown_with_label_colour_size_and_place(
    sample: EmbeddedStore, root: Element, projected: Any
) -> None:
    graph = projected(sample)
    places = lay_out(HeldGraph(graph))
    nodes = {node.get("id"): node for node in root.iter(f"{GRAPHML}node")}
    for key, values in graph.nodes(data=True):
        shape = nodes[token(key)].find(f".//{YFILES}ShapeNode")
        assert shape is not None
        parts = {part.tag.removeprefix(YFILES): part for part in shape}
        assert list(parts) == ["Geometry", "Fill", "BorderStyle", "NodeLabel", "Shape"]
        assert parts["NodeLabel"].text == values["label"]
        assert parts["NodeLabel"].get("visible") == "true"
        style = STYLES[values["kind"]]
        assert parts["Fill"].get("color") == style.colour
        box = {name: float(value) for name, value in parts["Geometry"].attrib.items()}
        assert box["width"] == box["height"] == style.size
        middle = (box["x"] + style.size / 2, box["y"] + style.size / 2)
        assert middle == pytest.approx(places[key])


def test_edges_are_shown_with_label_and_direction(
    sample: EmbeddedStore, root: Element, projected: Any
) -> None:
    edges = {edge.get("id"): edge for edge in root.iter(f"{GRAPHML}edge")}
    for *_, key, values in projected(sample).edges(keys=True, data=True):
        line = edges[token(key)].find(f".//{YFILES}PolyLineEdge")
        assert line is not None
        parts = {part.tag.removeprefix(YFILES): part for part in line}
        assert list(parts) == ["LineStyle", "Arrows", "EdgeLabel", "BendStyle"]
        assert parts["EdgeLabel"].text == values["label"]
        assert parts["Arrows"].attrib == {"source": "none", "target": "standard"}


@pytest.mark.parametrize(
    ("label", "shown"),
    [("<html><img src='x'>", " <html><img src='x'>"), ("<HTML>", " <HTML>"), ("<b>", "<b>")],
)
def test_no_label_is_a_page_to_render(label: str, shown: str) -> None:
    """yEd would take it for one, and fetch its pictures."""
    network = nx.MultiDiGraph()
    network.add_node("country/VN", kind="country", label=label)
    out = io.BytesIO()
    write_yed(HeldGraph(network), out)
    root = fromstring(out.getvalue())
    assert [e.text for e in root.iter(f"{YFILES}NodeLabel")] == [shown]
    values = {e.get("key"): e.text for e in root.iter(f"{GRAPHML}data")}
    assert values["node_label"] == label
