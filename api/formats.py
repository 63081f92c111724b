"""The media types of answers: query results, graphs, and the pages and files of a thing."""

from dataclasses import dataclass

from pyoxigraph import QueryResultsFormat, RdfFormat

from exports.citations import CITATIONS

RESULTS = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "text/csv": QueryResultsFormat.CSV,
    "text/tab-separated-values": QueryResultsFormat.TSV,
    "application/json": QueryResultsFormat.JSON,
    "application/xml": QueryResultsFormat.XML,
}
GRAPHS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/trig": RdfFormat.TRIG,
    "application/n-quads": RdfFormat.N_QUADS,
    "text/n3": RdfFormat.N3,
    "application/json": RdfFormat.JSON_LD,
}
PAGE = "text/html"
SHORT_NAMES = {
    "json": ("application/sparql-results+json", "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "ttl": ("text/turtle",),
    "nt": ("application/n-triples",),
    "rdf": ("application/rdf+xml",),
    "jsonld": ("application/ld+json",),
    "trig": ("application/trig",),
    "nq": ("application/n-quads",),
    # SPARQLWrapper, of which there is much, names the format in the request in its own words.
    "turtle": ("text/turtle",),
    "n3": ("text/turtle",),
    "rdf+xml": ("application/rdf+xml",),
    "json-ld": ("application/ld+json",),
}
"""What `format=` may say, for browsers that cannot send an Accept header."""


@dataclass(frozen=True, slots=True)
class Representation:
    """One form of a page or thing: the suffix that asks for it, and its media type."""

    suffix: str
    media_type: str


THING = (
    Representation("html", "text/html"),
    Representation("json", "application/json"),
    Representation("jsonld", "application/ld+json"),
    Representation("ttl", "text/turtle"),
    Representation("nt", "application/n-triples"),
    Representation("rdf", "application/rdf+xml"),
    *(Representation(form.suffix, form.media_type) for form in CITATIONS.values()),
)
"""The forms of a thing, in the order in which we prefer them."""
