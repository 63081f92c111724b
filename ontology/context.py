"""The JSON-LD context, made from the ontology: each term under its local name.

`context.jsonld` is written by `python -m ontology.context` and checked to be what this module
makes, so a new term cannot be left out of it.
Source: https://www.w3.org/TR/json-ld11/#the-context
"""

import json
from typing import TypeAlias

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import Node

from ontology.files import CONTEXT_FILE, ontology_files
from ontology.iris import NAMESPACE
from ontology.terms import PREFIXES

Definition: TypeAlias = str | dict[str, str]

_KEYWORDS: dict[str, Definition] = {
    "id": "@id",
    "type": "@type",
    "label": {"@id": "rdfs:label", "@container": "@language"},
}
# Plain JSON strings already are xsd:string, and a property without a range takes values of several
# datatypes (dates) or languages (names): neither is coerced.
_COERCED: dict[Node | None, str] = {XSD.integer: "xsd:integer", XSD.boolean: "xsd:boolean"}


class DoubleMeaningError(ValueError):
    """One JSON key would stand for two things."""


def build_context(graph: Graph) -> dict[str, dict[str, Definition | float]]:
    """The context: keywords, prefixes, then the graph's classes and properties by name.

    Raises DoubleMeaningError where a term
    has the name of a prefix or keyword.
    """
    terms = {name: _definition(graph, term, name) for name, term in _named_terms(graph)}
    fixed: dict[str, Definition] = {**_KEYWORDS, **PREFIXES}
    if double := sorted(terms.keys() & fixed.keys()):
        raise DoubleMeaningError(f"terms with the name of a keyword or prefix: {', '.join(double)}")
    return {"@context": {"@version": 1.1, **fixed, **terms}}


def _named_terms(graph: Graph) -> list[tuple[str, Node]]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    terms = {term for kind in kinds for term in graph.subjects(RDF.type, kind)}
    ours = (t for t in terms if isinstance(t, URIRef) and t.startswith(NAMESPACE))
    return sorted((term.removeprefix(NAMESPACE), term) for term in ours)


def _definition(graph: Graph, term: Node, name: str) -> Definition:
    """What a key stands for, and how its plain JSON value is read."""
    compact = f"shk:{name}"
    if (term, RDF.type, OWL.ObjectProperty) in graph:
        return {"@id": compact, "@type": "@id"}
    datatype = graph.value(term, RDFS.range)
    return {"@id": compact, "@type": _COERCED[datatype]} if datatype in _COERCED else compact


def render_context(graph: Graph) -> str:
    """The text of `context.jsonld`, one line for each key."""
    entries = build_context(graph)["@context"].items()
    lines = ",\n".join(f"    {json.dumps(key)}: {json.dumps(value)}" for key, value in entries)
    return f'{{\n  "@context": {{\n{lines}\n  }}\n}}\n'


def write_context() -> None:
    """Write the context of the ontology as it stands."""
    graph = Graph()
    for path in ontology_files():
        graph.parse(path)
    CONTEXT_FILE.write_text(render_context(graph), encoding="utf-8")


if __name__ == "__main__":
    write_context()
