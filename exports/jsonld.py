"""JSON-LD under our own context, as one list of things.

The context is written into the file, and nothing is fetched in order to write or to read it.
"""

import json
from collections.abc import Set
from typing import Any, BinaryIO

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib.term import Node

from exports.choice import Choice
from exports.rdf import union_triples
from ontology.files import CONTEXT_FILE
from ontology.terms import RDF, XSD
from store.protocol import Store


def write_jsonld(store: Store, choice: Choice, out: BinaryIO) -> None:
    """Write the union of all graphs as compacted JSON-LD."""
    quads = union_triples(store, choice)
    cells = {quad.subject for quad in quads if quad.predicate == RDF.first}
    graph = rdflib.Graph()
    for quad in quads:
        subject, predicate, thing = (_node(term, cells) for term in quad.triple)
        graph.add((subject, predicate, thing))
    context = json.loads(CONTEXT_FILE.read_text(encoding="utf-8"))["@context"]
    compacted = graph.serialize(format="json-ld", context=context)
    ordered = _ordered(json.loads(compacted))
    out.write(json.dumps(ordered, ensure_ascii=False, indent=1).encode() + b"\n")


def _node(term: object, cells: Set[object]) -> Node:
    """A term as rdflib has it; literals keep the spelling that they have.

    `cells` are the blank nodes of lists, which rdflib writes as @list. What is said of any other
    blank node it forgets where the node stands behind a key of our context, so it gets such a
    node as an IRI that JSON-LD reads as a blank node.
    """
    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value) if term in cells else rdflib.URIRef(str(term))
    assert isinstance(term, Literal)  # quoted triples are not part of RDF 1.1
    datatype = None if term.language or term.datatype == XSD.string else term.datatype.value
    return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)


def _ordered(value: Any, key: str = "") -> Any:
    """The same JSON in one order: rdflib's depends on hashes. Only the order of @list tells."""
    if isinstance(value, dict):
        return {name: _ordered(value[name], name) for name in sorted(value)}
    if isinstance(value, list):
        items = [_ordered(item) for item in value]
        return items if key == "@list" else sorted(items, key=_place)
    return value


def _place(value: Any) -> tuple[str, str]:
    """Things stand by their identifiers, other values by their text."""
    identifier = value.get("id", "") if isinstance(value, dict) else ""
    return identifier, json.dumps(value, sort_keys=True)
