"""The table of all formats. A new one is a module that writes it, and a row here."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from exports.d3 import write_d3
from exports.errors import UnknownFormat
from exports.gexf import write_gexf
from exports.graphml import write_graphml
from exports.involvement import write_involvement
from exports.jsonld import write_jsonld
from exports.projection import PropertyGraph, project
from exports.rdf import write_nquads, write_ntriples, write_rdfxml, write_trig, write_turtle
from exports.tables import write_budgets, write_measures
from store.protocol import Store

Write = Callable[[Store, BinaryIO], None]


class Kind(StrEnum):
    """What a format shows of the store: all triples, the property graph, or one table."""

    RDF = "rdf"
    GRAPH = "graph"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Format:
    """A format of export. `write(store, out)` writes the whole store into a binary file.

    `name` is how a request spells it, `extensions` how the names of such files end, the usual one
    first, and `aliases` are other names that people give it.
    """

    name: str
    kind: Kind
    media_type: str
    extensions: tuple[str, ...]
    write: Write
    aliases: tuple[str, ...] = ()


def _of_graph(write: Callable[[PropertyGraph, BinaryIO], None]) -> Write:
    """A writer of property graphs as a writer of stores."""
    return lambda store, out: write(project(store), out)


_TABLE_OF_FORMATS = (
    Format("ttl", Kind.RDF, "text/turtle", (".ttl",), write_turtle, ("turtle",)),
    Format("nt", Kind.RDF, "application/n-triples", (".nt",), write_ntriples, ("ntriples",)),
    Format("nq", Kind.RDF, "application/n-quads", (".nq",), write_nquads, ("nquads",)),
    Format("trig", Kind.RDF, "application/trig", (".trig",), write_trig),
    Format("rdf", Kind.RDF, "application/rdf+xml", (".rdf", ".xml"), write_rdfxml, ("rdfxml",)),
    Format("jsonld", Kind.RDF, "application/ld+json", (".jsonld",), write_jsonld, ("json-ld",)),
    Format(
        "graphml", Kind.GRAPH, "application/graphml+xml", (".graphml",), _of_graph(write_graphml)
    ),
    Format("gexf", Kind.GRAPH, "application/gexf+xml", (".gexf",), _of_graph(write_gexf)),
    Format("d3.json", Kind.GRAPH, "application/json", (".d3.json",), _of_graph(write_d3), ("d3",)),
    Format("measures.csv", Kind.TABLE, "text/csv", (".csv",), write_measures, ("measures",)),
    Format("budgets.csv", Kind.TABLE, "text/csv", (".csv",), write_budgets, ("budgets",)),
    Format(
        "involvement.csv", Kind.TABLE, "text/csv", (".csv",), write_involvement, ("involvement",)
    ),
)

FORMATS: dict[str, Format] = {row.name: row for row in _TABLE_OF_FORMATS}

_BY_ANY_NAME = {name: row for row in FORMATS.values() for name in (row.name, *row.aliases)}


def find_format(name: str) -> Format:
    """The format of a name or of another name that people give it; case does not matter.

    Raises UnknownFormat, which names the formats there are.
    """
    found = _BY_ANY_NAME.get(name.casefold().removeprefix("."))
    if found is None:
        raise UnknownFormat(name, FORMATS)
    return found
