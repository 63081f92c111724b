"""The table of all formats. A new one is a module that writes it, and a row here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from importlib import import_module
from typing import Any, BinaryIO

from exports.agreements import agreements
from exports.choice import Choice
from exports.chosen import choose_graph
from exports.csvfile import write_csv
from exports.cytoscape import write_cytoscape
from exports.d3 import write_d3
from exports.dot import write_dot
from exports.errors import UnknownFormat
from exports.gexf import write_gexf
from exports.gml import write_gml
from exports.graphml import write_graphml
from exports.graphology import write_graphology
from exports.involvement import involvement
from exports.jsonld import write_jsonld
from exports.neo4j import write_neo4j
from exports.pajek import write_pajek
from exports.property_graph import PropertyGraph
from exports.rdf import write_nquads, write_ntriples, write_rdfxml, write_trig, write_turtle
from exports.spreadsheet import write_edges, write_nodes
from exports.table import Table
from exports.tables import budgets, measures
from exports.yed import write_yed
from store.protocol import Store

Write = Callable[[Store, Choice, BinaryIO], None]


class Kind(StrEnum):
    """What a format shows of the store: all triples, the property graph, or one table."""

    RDF = "rdf"
    GRAPH = "graph"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Format:
    """A format of export. `write(store, choice, out)` writes what was chosen of a store into a
    binary file.

    `name` is how a request spells it, and `aliases` are other names that people give it.
    """

    name: str
    kind: Kind
    media_type: str
    write: Write
    aliases: tuple[str, ...] = ()

    @property
    def file_name(self) -> str:
        """How a file of the format is called: `measures.csv`, `graph.gexf`."""
        return self.name if self.kind is Kind.TABLE else f"graph.{self.name}"


def _rdf(name: str, media_type: str, write: Write, *aliases: str) -> Format:
    return Format(name, Kind.RDF, media_type, write, aliases)


def _graph(
    name: str, media_type: str, write: Callable[[PropertyGraph, BinaryIO], None], *aliases: str
) -> Format:
    """A format that a writer of property graphs makes."""
    return Format(
        name, Kind.GRAPH, media_type,
        lambda store, choice, out: write(choose_graph(store, choice), out), aliases,
    )  # fmt: skip


def _later(module: str, name: str) -> Callable[[Any, BinaryIO], None]:
    """A writer of a module that is imported when it first writes, for its library is large."""

    def write(content: Any, out: BinaryIO) -> None:
        getattr(import_module(module), name)(content, out)

    return write


_TABLE_FILES = (
    (".csv", "text/csv", write_csv),
    (".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
     _later("exports.excel", "write_xlsx")),
)  # fmt: skip
_PARQUET = "application/vnd.apache.parquet"


def _table(name: str, read: Callable[[Store, Choice], Table]) -> Iterator[Format]:
    """The formats of a table."""
    for ending, media_type, write in _TABLE_FILES:
        yield Format(
            name + ending, Kind.TABLE, media_type,
            partial(_write_table, read, write), (name,) if ending == ".csv" else (),
        )  # fmt: skip


def _write_table(
    read: Callable[[Store, Choice], Table], write: Callable[[Table, BinaryIO], None],
    store: Store, choice: Choice, out: BinaryIO,
) -> None:  # fmt: skip
    write(read(store, choice), out)


_TABLE_OF_FORMATS = (
    _rdf("ttl", "text/turtle", write_turtle, "turtle"),
    _rdf("nt", "application/n-triples", write_ntriples, "ntriples"),
    _rdf("nq", "application/n-quads", write_nquads, "nquads"),
    _rdf("trig", "application/trig", write_trig),
    _rdf("rdf", "application/rdf+xml", write_rdfxml, "rdfxml"),
    _rdf("jsonld", "application/ld+json", write_jsonld, "json-ld"),
    _graph("graphml", "application/graphml+xml", write_graphml),
    _graph("yed.graphml", "application/graphml+xml", write_yed, "yed"),
    _graph("gexf", "application/gexf+xml", write_gexf),
    _graph("cyjs", "application/json", write_cytoscape, "cytoscape"),
    _graph("graphology.json", "application/json", write_graphology, "graphology", "sigma"),
    _graph("d3.json", "application/json", write_d3, "d3"),
    _graph("dot", "text/vnd.graphviz", write_dot, "graphviz", "gv"),
    _graph("net", "text/plain", write_pajek, "pajek"),
    _graph("gml", "text/x-gml", write_gml),
    _graph("neo4j.zip", "application/zip", write_neo4j, "neo4j"),
    _graph("nodes.csv", "text/csv", write_nodes),
    _graph("edges.csv", "text/csv", write_edges),
    _graph("parquet", _PARQUET, _later("exports.parquet", "write_parquet")),
    _graph("nodes.parquet", _PARQUET, _later("exports.parquet", "write_nodes")),
    _graph("edges.parquet", _PARQUET, _later("exports.parquet", "write_edges")),
    *_table("measures", measures),
    *_table("budgets", budgets),
    *_table("involvement", involvement),
    *_table("agreements", agreements),
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
