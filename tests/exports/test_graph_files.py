"""What is read back by another program is what was projected, attribute by attribute."""

import io
import json
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import networkx as nx
import pytest

from exports.graphml import token
from exports.networks import Network
from store.embedded import EmbeddedStore
from tests.exports import content

GEXF = "{http://gexf.net/1.3}"
RESERVED = {"id", "type", "label", "source", "target", "weight", "kind", "start", "end"}


def _typed(values: dict[str, Any]) -> dict[str, tuple[type, Any]]:
    """True equals 1 and 1 equals 1.0 in Python, so values are compared with their types."""
    return {name: (type(value), value) for name, value in values.items()}


def _nodes(graph: Network) -> dict[str, Any]:
    return {key: _typed(values) for key, values in graph.nodes(data=True)}


def _edges(graph: Network) -> dict[tuple[str, str, str], Any]:
    edges = graph.edges(keys=True, data=True)
    return {(source, target, key): _typed(values) for source, target, key, values in edges}


def test_networkx_reads_graphml_back_whole(
    sample: EmbeddedStore, exported: Any, projected: Any
) -> None:
    file = io.BytesIO(exported(sample, "graphml"))
    read, graph = nx.read_graphml(file), projected(sample)
    assert _nodes(read) == {token(key): values for key, values in _nodes(graph).items()}
    edges = {tuple(map(token, edge)): values for edge, values in _edges(graph).items()}
    assert _edges(read) == edges


@pytest.mark.parametrize(
    ("identifier", "found"),
    [
        ("country/VN", "country:VN"),
        ("measure/2024/17-2-7", "measure:2024:17-2-7"),
        ("agreement/a~hasParty~country/VN", "agreement:a::hasParty::country:VN"),
    ],
)
def test_ids_of_graphml_are_name_tokens(identifier: str, found: str) -> None:
    assert token(identifier) == found


def test_graphml_declares_what_each_key_is_for_before_the_graph(
    hurtful: EmbeddedStore, exported: Any
) -> None:
    root = fromstring(exported(hurtful, "graphml"))
    tags = [child.tag.partition("}")[2] for child in root]
    assert tags == ["key"] * (len(tags) - 1) + ["graph"]
    keys = [child.attrib for child in root[:-1]]
    assert len({key["id"] for key in keys}) == len(keys)
    assert {key["for"] for key in keys} == {"node", "edge"}
    assert {key["attr.type"] for key in keys} == {"string", "long", "double", "boolean"}


def test_flags_are_spelled_as_xml_schema_has_them(hurtful: EmbeddedStore, exported: Any) -> None:
    """networkx takes `True` as well; other readers take it for false."""
    root = fromstring(exported(hurtful, "graphml"))
    flags = {e.text for e in root.iter() if e.get("key") in {"edge_is_new", "edge_is_portion"}}
    assert flags == {"true", "false"}


def test_networkx_reads_gexf_back_whole(
    sample: EmbeddedStore, exported: Any, projected: Any
) -> None:
    file = io.BytesIO(exported(sample, "gexf"))
    read, graph = nx.read_gexf(file), projected(sample)
    ids = [values.pop("id") for *_, values in read.edges(data=True)]
    assert sorted(ids) == sorted(key for *_, key in graph.edges(keys=True))
    assert all(values.pop("viz") for _, values in read.nodes(data=True))
    assert _nodes(read) == _nodes(graph)
    assert _edges(read) == _edges(graph)


@pytest.fixture
def gexf(hurtful: EmbeddedStore, exported: Any) -> Element:
    graph = fromstring(exported(hurtful, "gexf")).find(f"{GEXF}graph")
    assert graph is not None
    return graph


def test_gexf_declares_attributes_before_the_nodes(gexf: Element) -> None:
    order = [child.tag.removeprefix(GEXF) for child in gexf]
    assert order == ["attributes", "attributes", "nodes", "edges"]


def test_no_gexf_attribute_takes_a_name_with_a_meaning_of_its_own(gexf: Element) -> None:
    for declared in gexf.findall(f"{GEXF}attributes"):
        allowed = {"kind"} if declared.get("class") == "node" else set()
        titles = {child.get("title") for child in declared}
        assert not titles & (RESERVED - allowed)


def test_gexf_edges_have_a_kind_and_a_number_as_weight(gexf: Element) -> None:
    edges = list(gexf.iter(f"{GEXF}edge"))
    assert {edge.get("weight") for edge in edges} == {"1.0"}
    assert {"hasAllocation", "namesCountry"} <= {edge.get("kind") for edge in edges}


def test_d3_has_the_graph_as_nodes_and_links(
    sample: EmbeddedStore, exported: Any, projected: Any
) -> None:
    read, graph = json.loads(exported(sample, "d3.json")), projected(sample)
    nodes = {node.pop("id"): _typed(node) for node in read["nodes"]}
    links = {(v.pop("source"), v.pop("target"), v.pop("id")): _typed(v) for v in read["links"]}
    assert nodes == content.nodes(graph)
    assert links == content.edges(graph)


def test_d3_ids_are_unique_and_links_lead_to_nodes(sample: EmbeddedStore, exported: Any) -> None:
    read = json.loads(exported(sample, "d3.json"))
    nodes, links = [n["id"] for n in read["nodes"]], [v["id"] for v in read["links"]]
    assert len({*nodes, *links}) == len(nodes) + len(links)
    assert {end for v in read["links"] for end in (v["source"], v["target"])} <= set(nodes)


@pytest.mark.parametrize("name", ["graphml", "gexf", "d3.json"])
def test_an_empty_store_is_an_empty_graph(name: str, exported: Any) -> None:
    written = exported(EmbeddedStore(), name)
    readers = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}
    if name in readers:
        assert len(readers[name](io.BytesIO(written))) == 0
    else:
        assert json.loads(written) == {"nodes": [], "links": []}
