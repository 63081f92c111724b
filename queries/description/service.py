"""The SPARQL 1.1 Service Description: how the store can be asked, and which graphs it has.

Source: https://www.w3.org/TR/sparql11-service-description/
"""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from ontology import iris
from ontology.terms import RDF, SD, VOID
from queries.census import Census
from queries.description.nodes import DATASET, SPARQL, by_subject, integer, part, triples


def service_description(
    census: Census, url: str, result_formats: Iterable[str], *, union: bool
) -> list[Triple]:
    """The description of the SPARQL endpoint of a server at `url`; `result_formats` are IRIs of
    formats, and `union` says whether the default graph holds all named graphs merged.

    Raises StoreUnavailable.
    """
    formats = ((SPARQL, SD.resultFormat, NamedNode(iri)) for iri in result_formats)
    merged = [(SPARQL, SD.feature, SD.UnionDefaultGraph)] if union else []
    default = part("default-graph")
    return by_subject(
        (
            *triples(
                (SPARQL, RDF.type, SD.Service),
                (SPARQL, SD.endpoint, NamedNode(f"{url}/sparql")),
                (SPARQL, SD.supportedLanguage, SD.SPARQL11Query),
                *formats,
                *merged,
                (SPARQL, SD.defaultDataset, DATASET),
                (DATASET, RDF.type, SD.Dataset),
                (DATASET, SD.defaultGraph, default),
                (default, RDF.type, SD.Graph),
                (default, VOID.triples, integer(census.triples)),
            ),
            *_named_graphs(census),
        )
    )


def _named_graphs(census: Census) -> Iterator[Triple]:
    for counted in census.graphs:
        graph = NamedNode(counted.iri)
        # Ours are told apart by what stands behind the address that they have in common.
        named = part(f"named-{counted.iri.removeprefix(f'{iris.BASE}graph/')}")
        yield from triples(
            (DATASET, SD.namedGraph, named),
            (named, RDF.type, SD.NamedGraph),
            (named, SD.name, graph),
            (named, SD.graph, graph),
            (graph, RDF.type, SD.Graph),
            (graph, VOID.triples, integer(counted.triples)),
        )
