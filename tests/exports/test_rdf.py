"""RDF files hold the triples of the store, and other programs read the same ones."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, Quad, RdfFormat, parse

from exports.text import drop_illegal
from ontology.files import CONTEXT_FILE
from store.embedded import EmbeddedStore
from tests.exports.conftest import way

# rdflib's own reader of JSON-LD still uses a class that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

TRIPLES = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
}
QUADS = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG}
RDFLIB = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}


def _canonical(quads: Iterable[Quad]) -> set[str]:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def _union(quads: list[Quad], name: str) -> set[str]:
    """The triples without graphs; XML cannot hold all characters of a literal."""
    triples = [Quad(q.subject, q.predicate, q.object) for q in quads]
    return _canonical(map(_legal, triples) if name == "rdf" else triples)


def _legal(quad: Quad) -> Quad:
    term = quad.object
    if not isinstance(term, Literal) or not term.language:
        return quad
    literal = Literal(drop_illegal(term.value), language=term.language)
    return Quad(quad.subject, quad.predicate, literal)


@pytest.mark.parametrize("name", TRIPLES)
def test_the_triples_of_all_graphs_are_read_back(
    sample: EmbeddedStore, quads: list[Quad], name: str, exported: Any
) -> None:
    content = exported(sample, name)
    assert _canonical(parse(content, format=TRIPLES[name])) == _union(quads, name)


@pytest.mark.parametrize("name", RDFLIB)
def test_rdflib_reads_the_same_triples(
    sample: EmbeddedStore,
    quads: list[Quad],
    name: str,
    exported: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    graph = rdflib.Graph().parse(data=exported(sample, name), format=RDFLIB[name])
    again = graph.serialize(format="nt", encoding="utf-8")
    assert _canonical(parse(again, format=RdfFormat.N_TRIPLES)) == _union(quads, name)


@pytest.mark.parametrize("name", QUADS)
def test_every_quad_is_read_back_in_its_graph(
    sample: EmbeddedStore, quads: list[Quad], name: str, exported: Any
) -> None:
    content = exported(sample, name)
    assert _canonical(parse(content, format=QUADS[name])) == _canonical(quads)


def test_the_selection_says_something_in_every_way_that_the_release_does(
    selected: list[Quad], release_quads: list[Quad]
) -> None:
    """What holds of its files holds of every class and property that those of the release have."""
    assert {way(quad) for quad in selected} == {way(quad) for quad in release_quads}
    assert len(selected) < len(release_quads) / 5


def test_every_quad_of_the_release_is_in_its_file(
    store: EmbeddedStore, release_quads: list[Quad], exported: Any
) -> None:
    """The order of the lines is that of their graphs, and blank nodes have names of their own."""
    lines = exported(store, "nq").decode().splitlines()
    assert len(lines) == len(release_quads)
    assert _without_blank_nodes(lines) == _without_blank_nodes(f"{q} ." for q in release_quads)


def _without_blank_nodes(lines: Iterable[str]) -> set[str]:
    return {line for line in lines if "_:" not in line}


@pytest.mark.parametrize("name", ["nt", "nq"])
def test_a_strict_store_gives_the_same_bytes(
    selection: EmbeddedStore, selection_file: Path, name: str, exported: Any
) -> None:
    strict = EmbeddedStore.load(selection_file, union=False)
    assert exported(strict, name) == exported(selection, name)


@pytest.mark.parametrize("name", ["ttl", "trig", "rdf"])
def test_our_terms_are_written_with_a_prefix(
    hurtful: EmbeddedStore, name: str, exported: Any
) -> None:
    assert b"shk:namesCountry" in exported(hurtful, name)


def test_jsonld_is_compact_under_our_context(selection: EmbeddedStore, exported: Any) -> None:
    document = json.loads(exported(selection, "jsonld"))
    assert document["@context"] == json.loads(CONTEXT_FILE.read_text())["@context"]
    things = {thing["id"]: thing for thing in document["@graph"]}
    measure = things["https://w3id.org/shisaku/id/measure/2024/17-2-7"]
    assert measure["type"] == "Measure"
    assert measure["label"]["ja"] == "消防用機器等の海外展開"
    assert "https://w3id.org/shisaku/id/country/VN" in measure["namesCountry"]
