"""A thing, or the ontology, as a graph of its own: what linked data hands out."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, QueryTriples, Triple

from ontology import iris
from store.protocol import Store

_THING = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
CONSTRUCT {{ ?s ?p ?o . ?near rdfs:label ?label }} WHERE {{
  VALUES ?thing {{ {thing} }}
  {{ ?thing ?p ?o . BIND(?thing AS ?s) BIND(?o AS ?near) }}
  UNION
  {{ ?s ?p ?thing . BIND(?thing AS ?o) BIND(?s AS ?near)
     FILTER(?p NOT IN (rdf:subject, rdf:object)) }}
  OPTIONAL {{ ?near rdfs:label ?label }}
}}
"""
_ONTOLOGY = """
CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}
"""


def thing_triples(store: Store, iri: str) -> list[Triple]:
    """All triples about a thing in both directions, with the labels of what it is linked to;
    without the statements that carry their evidence. Sorted; empty where nothing is known."""
    return sorted(_construct(store, _THING.format(thing=NamedNode(iri))), key=str)


def ontology_triples(store: Store) -> list[Triple]:
    """All triples of the ontology, sorted."""
    query = _ONTOLOGY.format(graph=iris.graph("ontology"))
    return sorted(_construct(store, query), key=str)


def _construct(store: Store, query: str) -> Iterator[Triple]:
    answer = store.query(query)
    assert isinstance(answer, QueryTriples)
    return iter(set(answer))
