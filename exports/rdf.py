"""RDF: every triple of the store, with the names of the graphs where the format has a place.

Formats without one hold the union of all graphs, each triple once. Quads are sorted and blank
nodes named by their place in the graph, so that the same graph always gives the same bytes.
"""

import io
from collections.abc import Iterable
from typing import BinaryIO

import pyoxigraph
from pyoxigraph import (
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    Quad,
    RdfFormat,
)

from exports.choice import EVERYTHING, Choice
from exports.chosen import choose_keys
from exports.excerpt import excerpt
from exports.text import drop_illegal
from exports.view import UnionView, solutions
from ontology.terms import PREFIXES
from store.protocol import Store

_NAMED = "SELECT ?g ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } }"
_UNNAMED = """SELECT ?s ?p ?o WHERE {
  ?s ?p ?o . FILTER NOT EXISTS { GRAPH ?g { ?s ?p ?o } }
}"""
_UNION = "SELECT DISTINCT ?s ?p ?o WHERE { ?s ?p ?o }"


def union_triples(store: Store, choice: Choice = EVERYTHING) -> list[Quad]:
    """The chosen triples of all graphs of a store, in order, as quads without a graph name."""
    solved = UnionView(store).terms(_UNION)
    return _ordered([Quad(row["s"], row["p"], row["o"]) for row in solved], store, choice)


def all_quads(store: Store, choice: Choice = EVERYTHING) -> list[Quad]:
    """The chosen quads of a store in order; triples that stand in no named graph come without a
    name."""
    named = [Quad(r["s"], r["p"], r["o"], r["g"]) for r in solutions(store, _NAMED)]
    unnamed = [Quad(r["s"], r["p"], r["o"]) for r in solutions(store, _UNNAMED)]
    return _ordered([*named, *unnamed], store, choice)


def write_turtle(store: Store, choice: Choice, out: BinaryIO) -> None:
    """Write the union of all graphs as Turtle."""
    _serialize(union_triples(store, choice), RdfFormat.TURTLE, out)


def write_ntriples(store: Store, choice: Choice, out: BinaryIO) -> None:
    """Write the union of all graphs as N-Triples."""
    _serialize(union_triples(store, choice), RdfFormat.N_TRIPLES, out)


def write_rdfxml(store: Store, choice: Choice, out: BinaryIO) -> None:
    """Write the union of all graphs as RDF/XML, without the characters that XML cannot hold."""
    legal = {_legal(quad) for quad in union_triples(store, choice)}
    buffer = io.BytesIO()
    _serialize(sorted(legal, key=_place), RdfFormat.RDF_XML, buffer)
    # Readers turn a bare carriage return, which only a literal can hold, into a line feed.
    out.write(buffer.getvalue().replace(b"\r", b"&#13;"))


def write_nquads(store: Store, choice: Choice, out: BinaryIO) -> None:
    """Write all graphs as N-Quads."""
    _serialize(all_quads(store, choice), RdfFormat.N_QUADS, out)


def write_trig(store: Store, choice: Choice, out: BinaryIO) -> None:
    """Write all graphs as TriG."""
    _serialize(all_quads(store, choice), RdfFormat.TRIG, out)


def _serialize(quads: list[Quad], rdf_format: RdfFormat, out: BinaryIO) -> None:
    chosen: Iterable[Quad] | Iterable[pyoxigraph.Triple] = quads
    if not rdf_format.supports_datasets:
        chosen = [quad.triple for quad in quads]
    pyoxigraph.serialize(chosen, out, rdf_format, prefixes=PREFIXES)


def _ordered(quads: list[Quad], store: Store, choice: Choice) -> list[Quad]:
    keys = choose_keys(store, choice)
    chosen = quads if keys is None else excerpt(quads, keys)
    # A store gives blank nodes new names at each loading; canonical ones are always the same.
    dataset = Dataset(chosen)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(dataset, key=_place)


def _place(quad: Quad) -> tuple[str, str, str, str]:
    """By graph first, so that TriG opens each graph once; the unnamed graph comes first."""
    graph = "" if isinstance(quad.graph_name, DefaultGraph) else str(quad.graph_name)
    return graph, str(quad.subject), str(quad.predicate), str(quad.object)


def _legal(quad: Quad) -> Quad:
    term = quad.object
    if not isinstance(term, Literal) or drop_illegal(term.value) == term.value:
        return quad
    value = drop_illegal(term.value)
    if term.language:
        return Quad(quad.subject, quad.predicate, Literal(value, language=term.language))
    return Quad(quad.subject, quad.predicate, Literal(value, datatype=term.datatype))
