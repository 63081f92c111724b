"""The two CSV files that `neo4j-admin database import` takes, and how to call it.

Source: https://neo4j.com/docs/operations-manual/current/import/header-format/
"""

import csv
from collections.abc import Iterable
from typing import BinaryIO, TextIO

from exports.archive import new_archive, new_text
from exports.columns import EDGE_COLUMNS, NODE_COLUMNS, Attributes, Column, items, render
from exports.property_graph import PropertyGraph
from exports.text import words

README = """\
A knowledge graph of measures, for Neo4j 5 and later

nodes.csv          things; the label is their kind (Measure, Country)
relationships.csv  what links them; the type is the relation (NAMES_COUNTRY)

Stop the database, unpack this archive, and run in the folder of these files:

  neo4j-admin database import full neo4j --nodes=nodes.csv --relationships=relationships.csv \
--array-delimiter="U+007C" --multiline-fields=true

The items of a list are parted by | (U+007C), and names may hold line breaks: leave neither option
out. With --overwrite-destination=true the graph replaces what the database neo4j holds already.
Then start the database again and ask, for instance:

  MATCH (m:Measure)-[r:NAMES_COUNTRY]->(:Country {code: "VN"})
  RETURN m.number, m.label, r.basis, r.evidence

The files hold all texts as they are. A spreadsheet may take some for formulas; use the export
nodes.csv or edges.csv there.
"""

SEVERAL = "RELATED_TO"
"""The type of an edge that stands for several with different relations; `relation` names them."""


def write_neo4j(graph: PropertyGraph, out: BinaryIO) -> None:
    """Write a property graph as a zip archive for Neo4j's bulk import."""
    with new_archive(out) as archive:
        with new_text(archive, "README.txt") as text:
            text.write(README)
        with new_text(archive, "nodes.csv") as text:
            _write_nodes(graph, text)
        with new_text(archive, "relationships.csv") as text:
            _write_relationships(graph, text)


def _write_nodes(graph: PropertyGraph, text: TextIO) -> None:
    rows = csv.writer(text)
    rows.writerow(("id:ID(Thing)", *_header(NODE_COLUMNS), ":LABEL"))
    for node in graph.nodes():
        kind = str(node.attributes["kind"])
        rows.writerow((node.key, *_cells(NODE_COLUMNS, node.attributes), _label(kind)))


def _write_relationships(graph: PropertyGraph, text: TextIO) -> None:
    rows = csv.writer(text)
    header = _header(EDGE_COLUMNS)
    rows.writerow(("id:string", ":START_ID(Thing)", ":END_ID(Thing)", *header, ":TYPE"))
    for edge in graph.edges():
        relation = str(edge.attributes["relation"])
        cells = _cells(EDGE_COLUMNS, edge.attributes)
        rows.writerow((edge.id, edge.source, edge.target, *cells, _type(relation)))


def _header(columns: Iterable[Column]) -> list[str]:
    """Our types have the names that Neo4j gives them."""
    return [f"{column.name}:{column.type}{'[]' * column.is_list}" for column in columns]


def _cells(columns: Iterable[Column], values: Attributes) -> list[str]:
    """Nothing between two commas is no value; Neo4j takes only `true` for true."""
    return [render(values[c.name]) if c.name in values else "" for c in columns]


def _label(kind: str) -> str:
    """`PolicyDocument` for the kind `policy-document`."""
    return "".join(word.capitalize() for word in kind.split("-"))


def _type(relation: str) -> str:
    """`NAMES_COUNTRY` for the relation `namesCountry`."""
    names = items(relation)
    return "_".join(words(names[0])).upper() if len(names) == 1 else SEVERAL
