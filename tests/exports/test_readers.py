"""What igraph and networkx read from GraphML, GML and Pajek is what was projected."""

import html
import io
import math
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pytest

from exports.choice import Choice
from exports.columns import EDGE_COLUMNS, NODE_COLUMNS, Column, ColumnType
from exports.formats import FORMATS
from exports.gml import write_gml
from exports.graphml import token
from exports.networks import HeldGraph, Network
from store.embedded import EmbeddedStore

Attributes = dict[str, Any]
Read = Callable[[str], Any]

# What igraph makes of a value that is missing: no flag is false to it.
MISSING = {ColumnType.STRING: "", ColumnType.BOOLEAN: False}
FLAGS = {c.name for c in EDGE_COLUMNS if c.type is ColumnType.BOOLEAN}


def _typed(values: Attributes) -> dict[str, tuple[type, Any]]:
    """True equals 1 and 1 equals 1.0 in Python, so values are compared with their types."""
    return {name: (type(value), value) for name, value in values.items()}


def _frozen(values: Attributes) -> frozenset[tuple[str, type, Any]]:
    return frozenset((name, type(value), value) for name, value in values.items())


def _camel(name: str) -> str:
    return re.sub("_(.)", lambda found: found[1].upper(), name)


@pytest.fixture
def read(sample: EmbeddedStore, exported: Any, tmp_path: Path) -> Read:
    """What igraph reads from the sample in a format."""

    def read_format(name: str) -> Any:
        path = tmp_path / f"graph.{name}"
        path.write_bytes(exported(sample, name))
        with warnings.catch_warnings():
            # Of GML it says that it leaves `graphics` out and entities as they are.
            warnings.simplefilter("ignore", RuntimeWarning)
            return igraph.Graph.Read(str(path), {"net": "pajek"}.get(name, name))

    return read_format


@pytest.fixture
def graph(sample: EmbeddedStore, projected: Any) -> Network:
    """What was projected of the sample."""
    network = projected(sample)
    assert isinstance(network, nx.MultiDiGraph)
    return network


# GraphML -----------------------------------------------------------------------------------------


def _as_igraph_has_it(columns: tuple[Column, ...], values: Attributes) -> Attributes:
    """Numbers are all floats to igraph; missing ones, which are not equal to themselves, None."""
    numbers = {c.name for c in columns if c.type in (ColumnType.LONG, ColumnType.DOUBLE)}
    return {
        c.name: float(values[c.name])
        if c.name in numbers and c.name in values
        else values.get(c.name, MISSING.get(c.type))
        for c in columns
    }


def _present(values: Attributes) -> Attributes:
    """None for what is not a number."""
    return {
        name: None if isinstance(value, float) and math.isnan(value) else value
        for name, value in values.items()
    }


def test_igraph_reads_graphml_back_whole(read: Read, graph: Network) -> None:
    found = read("graphml")
    nodes = {vertex["id"]: _typed(_present(vertex.attributes())) for vertex in found.vs}
    assert nodes == {
        token(key): _typed(_as_igraph_has_it(NODE_COLUMNS, values) | {"id": token(key)})
        for key, values in graph.nodes(data=True)
    }
    edges = Counter(_igraph_edges(found))
    assert edges == Counter(
        (token(source), token(target), _frozen(_as_igraph_has_it(EDGE_COLUMNS, values)))
        for source, target, values in graph.edges(data=True)
    )


def _igraph_edges(found: Any) -> Iterator[tuple[str, str, object]]:
    for edge in found.es:
        # igraph 1.0 gives edges the ids of the first nodes.
        values = {name: value for name, value in edge.attributes().items() if name != "id"}
        source, target = (found.vs[end]["id"] for end in edge.tuple)
        yield source, target, _frozen(_present(values))


def test_an_amount_beyond_32_bits_is_exact_to_igraph(
    hurtful: EmbeddedStore, exported: Any, tmp_path: Path
) -> None:
    path = tmp_path / "graph.graphml"
    path.write_bytes(exported(hurtful, "graphml"))
    edges = igraph.Graph.Read_GraphML(str(path)).es
    assert {edge["amount_jpy"] for edge in edges if edge["amount_jpy"] > 0} == {12_345_678_901.0}


# GML ---------------------------------------------------------------------------------------------


def _as_gml_has_it(values: Attributes) -> Attributes:
    """Without flags, and with amounts as real numbers."""
    own = {"amount_jpy": float} | dict.fromkeys(FLAGS, int)
    return {_camel(name): own.get(name, type(value))(value) for name, value in values.items()}


def test_networkx_reads_gml_back_whole(
    sample: EmbeddedStore, exported: Any, graph: Network
) -> None:
    found = nx.read_gml(io.BytesIO(exported(sample, "gml")))
    keys = {label: values.pop("key") for label, values in found.nodes(data=True)}
    assert all(values.pop("graphics") for _, values in found.nodes(data=True))
    assert {keys[label]: _typed(values) for label, values in found.nodes(data=True)} == {
        key: _typed(_as_gml_has_it({n: v for n, v in values.items() if n != "label"}))
        for key, values in graph.nodes(data=True)
    }
    assert {
        (keys[source], keys[target], key): _typed(values)
        for source, target, key, values in found.edges(keys=True, data=True)
    } == {
        (source, target, key): _typed(_as_gml_has_it(values))
        for source, target, key, values in graph.edges(keys=True, data=True)
    }
    for label, key in keys.items():
        own = graph.nodes[key]["label"]
        assert label in (own, f"{own} ({key})")


def test_igraph_reads_gml_back_whole(read: Read, graph: Network) -> None:
    found = read("gml")
    nodes = {vertex["key"]: _told(vertex.attributes()) for vertex in found.vs}
    expected = {key: _as_igraph_has_gml(values) for key, values in graph.nodes(data=True)}
    for key, values in nodes.items():
        assert values.pop("key") == key
        assert values.pop("id") == float(list(graph).index(key))
        assert str(values.pop("label")).startswith(str(expected[key].pop("label")))
    assert nodes == expected
    edges = {edge["key"]: (edge.tuple, _told(edge.attributes())) for edge in found.es}
    places = {key: place for place, key in enumerate(graph)}
    assert edges == {
        key: ((places[source], places[target]), _as_igraph_has_gml(values) | {"key": key})
        for source, target, key, values in graph.edges(keys=True, data=True)
    }


def _told(values: Attributes) -> Attributes:
    """What is said: no empty text, and nothing that is not a number; texts without entities."""
    return {
        name: html.unescape(value) if isinstance(value, str) else value
        for name, value in _present(values).items()
        if value not in ("", None)
    }


def _as_igraph_has_gml(values: Attributes) -> Attributes:
    return {
        name: value if isinstance(value, str) else float(value)
        for name, value in _as_gml_has_it(values).items()
    }


def test_gml_is_what_its_definition_asks_for(hurtful: EmbeddedStore, exported: Any) -> None:
    text = exported(hurtful, "gml").decode("ascii")
    bare = re.sub('"[^"]*"', "", text)
    assert all(
        re.fullmatch("[A-Za-z][A-Za-z0-9]*", name) for name in re.findall("[A-Za-z_]+", bare)
    )
    integers = [int(number) for number in re.findall(r"(?<![.\d-])-?\d+(?![.\d])", bare)]
    assert max(integers) < 2**31
    assert "amountJpy 12345678901.0 " in text
    assert "&#35222;&#23519;" in text
    assert all(re.match("#?[a-z0-9]+;", rest) for rest in text.split("&")[1:])


def test_nodes_of_one_name_have_different_labels_in_gml() -> None:
    network = nx.MultiDiGraph()
    for key in ("topic/a", "topic/b"):
        network.add_node(key, label="同じ", kind="topic", iri=key)
    out = io.BytesIO()
    write_gml(HeldGraph(network), out)
    assert list(nx.read_gml(io.BytesIO(out.getvalue()))) == ["同じ", "同じ (topic/b)"]


def test_small_numbers_have_no_exponent_in_gml() -> None:
    network = nx.MultiDiGraph()
    network.add_node("topic/a", label="a", kind="topic", iri="a", betweenness=1e-06)
    out = io.BytesIO()
    write_gml(HeldGraph(network), out)
    assert b"betweenness 0.000001 " in out.getvalue()


# Pajek -------------------------------------------------------------------------------------------


def _name(values: Attributes, key: str) -> str:
    return f"{values['label']} ({key})"


def test_networkx_reads_pajek_back(sample: EmbeddedStore, exported: Any, graph: Network) -> None:
    lines = io.BytesIO(exported(sample, "net"))
    found = nx.read_pajek(lines)
    names = {key: _name(values, key) for key, values in graph.nodes(data=True)}
    assert [html.unescape(name) for name in found] == list(names.values())
    edges = Counter(
        (html.unescape(source), html.unescape(target), values["l"], values["weight"])
        for source, target, values in found.edges(data=True)
    )
    assert edges == Counter(
        (names[source], names[target], values["relation"], values["weight"])
        for source, target, values in graph.edges(data=True)
    )


def test_igraph_reads_pajek_back(read: Read, graph: Network) -> None:
    found = read("net")
    assert [html.unescape(name) for name in found.vs["name"]] == [
        _name(values, key) for key, values in graph.nodes(data=True)
    ]
    places = {key: place for place, key in enumerate(graph)}
    assert Counter((*e.tuple, e["label"], e["weight"]) for e in found.es) == Counter(
        (places[source], places[target], values["relation"], values["weight"])
        for source, target, values in graph.edges(data=True)
    )


def test_vertices_of_pajek_stand_where_it_draws(read: Read) -> None:
    found = read("net")
    for axis in ("x", "y"):
        assert 0.0 <= min(found.vs[axis]) <= max(found.vs[axis]) <= 1.0
    assert len(set(zip(found.vs["x"], found.vs["y"], strict=True))) > 1


def test_vertices_of_pajek_are_numbered_from_one(hurtful: EmbeddedStore, exported: Any) -> None:
    head, *lines = exported(hurtful, "net").decode("ascii").splitlines()
    count = int(head.removeprefix("*Vertices "))
    assert [line.split()[0] for line in lines[:count]] == [str(n + 1) for n in range(count)]
    assert lines[count] == "*Arcs"
    ends = {int(end) for line in lines[count + 1 :] for end in line.split()[:2]}
    assert ends <= set(range(1, count + 1))


# Edges -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "read_back"),
    [("gml", nx.read_gml), ("net", nx.read_pajek), ("graphml", nx.read_graphml)],
)
def test_an_empty_store_is_an_empty_file(name: str, read_back: Any, exported: Any) -> None:
    assert len(read_back(io.BytesIO(exported(EmbeddedStore(), name)))) == 0


@pytest.mark.parametrize("name", ["gml", "net"])
def test_collapsed_edges_keep_their_weight(hurtful: EmbeddedStore, name: str) -> None:
    out = io.BytesIO()
    FORMATS[name].write(hurtful, Choice(collapse=True), out)
    reader = {"gml": nx.read_gml, "net": nx.read_pajek}[name]
    found = reader(io.BytesIO(out.getvalue()))
    assert max(values["weight"] for *_, values in found.edges(data=True)) > 1.0
