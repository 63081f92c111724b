"""What is served, described for machines: the data and their downloads, and the SPARQL endpoint."""

from pyoxigraph import Triple

from api.formats import GRAPHS, RESULTS
from api.knowledge import Knowledge
from exports.formats import FORMATS, Kind
from queries.description import (
    Download,
    Offering,
    dataset_description,
    service_description,
)

_W3C_FORMATS = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
    "application/trig": "TriG",
    "application/n-quads": "N-Quads",
    "text/n3": "N3",
}
"""The W3C's names of formats (https://www.w3.org/ns/formats/), by media type."""


def describe_dataset(knowledge: Knowledge, url: str) -> list[Triple]:
    """VoID and DCAT 3 for what a server at `url` serves. Raises StoreUnavailable."""
    return dataset_description(knowledge.census, offering(knowledge, url))


def describe_service(knowledge: Knowledge, url: str, *, union: bool) -> list[Triple]:
    """The SPARQL 1.1 Service Description of a server at `url`; `union` says whether its default
    graph holds all named graphs. Raises StoreUnavailable."""
    offered = {*RESULTS, *GRAPHS}
    formats = [_W3C_FORMATS + name for media, name in _FORMAT_NAMES.items() if media in offered]
    return service_description(knowledge.census, url, formats, union=union)


def offering(knowledge: Knowledge, url: str) -> Offering:
    """What a server at `url` has to offer."""
    return Offering(url, knowledge.release, knowledge.built, _downloads())


def _downloads() -> tuple[Download, ...]:
    return tuple(
        Download(chosen.file_name, chosen.media_type, is_dump=chosen.kind is Kind.RDF)
        for chosen in FORMATS.values()
    )
