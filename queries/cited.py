"""A passage: the lines of a document that are cited, and the facts that they prove."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from queries.evidence import Evidence, Files
from queries.runner import Term, select, value
from store.protocol import Store

_PASSAGE = """
PREFIX shk: <https://w3id.org/shisaku/ns#>
SELECT ?document ?first ?last ?heading WHERE {{
  VALUES ?passage {{ {passage} }}
  ?passage shk:inDocument ?document ; shk:firstLine ?first ; shk:lastLine ?last .
  OPTIONAL {{ ?passage shk:headingPath ?heading }}
}}
"""
_FACTS = """
PREFIX shk: <https://w3id.org/shisaku/ns#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?subject ?property ?object ?basis WHERE {{
  VALUES ?passage {{ {passage} }}
  ?statement shk:citation ?passage ; shk:basis/skos:notation ?basis ;
    rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?object .
}}
ORDER BY ?subject ?property STR(?object)
"""


@dataclass(frozen=True, slots=True)
class CitedFact:
    """A fact that cites the passage, with its basis."""

    subject: Term
    property: Term
    object: Term
    basis: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Where the lines are, the document that they are of, and the facts that they prove."""

    document: str
    evidence: Evidence
    facts: tuple[CitedFact, ...]


def read_passage(store: Store, files: Files, iri: str) -> Passage | None:
    """The passage of an IRI; None where the data have none of it."""
    passage = NamedNode(iri)
    rows = select(store, _PASSAGE.format(passage=passage)).rows
    if not rows:
        return None
    facts = tuple(
        CitedFact(row["subject"], row["property"], row["object"], value(row["basis"]))
        for row in select(store, _FACTS.format(passage=passage)).rows
        if row["subject"] is not None and row["property"] is not None and row["object"] is not None
    )
    return Passage(value(rows[0]["document"]), files.evidence(rows[0]), facts)
