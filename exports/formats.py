"""The table of all formats. A new one is a module that writes it, and a row here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import BinaryIO

from exports.choice import Choice
from exports.chosen import choose_graph
from exports.csvfile import write_csv
from exports.d3 import write_d3
from exports.errors import UnknownFormat
from exports.gexf import write_gexf
from exports.graphml import write_graphml
from exports.involvement import involvement
from exports.jsonld import write_jsonld
from exports.property_graph import PropertyGraph
from exports.rdf import write_nquads, write_ntriples, write_rdfxml, write_trig, write_turtle
from exports.table import Table
from exports.tables import budgets, measures
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

    `name` is how a request spells it and how a file of it is called (`graph.` before the name but
    for tables), and `aliases` are other names that people give it.
    """

    name: str
    kind: Kind
    media_type: str
    write: Write
    aliases: tuple[str, ...] = ()


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


def _table(name: str, read: Callable[[Store, Choice], Table]) -> Iterator[Format]:
    """The formats of a table."""
    for ending, media_type, write in ((".csv", "text/csv", write_csv),):
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
    _graph("gexf", "application/gexf+xml", write_gexf),
    _graph("d3.json", "application/json", write_d3, "d3"),
    *_table("measures", measures),
    *_table("budgets", budgets),
    *_table("involvement", involvement),
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
