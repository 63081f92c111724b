"""The data described as data: VoID and DCAT 3 for what is in a store.

Every number is counted in the store. What is described has an identifier of ours, whatever server
it comes from; where it can be had are addresses of that server.
Source: docs/decisions/0011-linked-data.md, https://www.w3.org/TR/void/,
https://www.w3.org/TR/vocab-dcat-3/
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from pyoxigraph import Literal, NamedNode, Triple

from ontology import iris
from ontology.terms import DCAT, DCTERMS, FOAF, RDF, VOID, XSD
from queries.census import Census
from queries.description.coverage import coverage
from queries.description.nodes import (
    DATASET,
    DOCUMENT,
    SPARQL,
    by_subject,
    compact,
    integer,
    key_of,
    part,
    texts,
    triples,
)

DOCUMENT_TITLE = {"en": "Description of the data", "ja": "データの説明"}
TITLE = {"en": "Shisaku", "ja": "施策"}
DESCRIPTION = {
    "en": "The measures of Japan's Ministry of Internal Affairs and Communications and what they "
    "involve: programmes, budgets, countries, organisations, agreements, activities and events, "
    "each fact with the lines of the document that say so.",
    "ja": "総務省の施策と、それに関わる事業、予算、国、組織、合意文書、活動及び会合・行事。"
    "個々の事実に、それを記す資料の行を付す。",
}

_LANGUAGE = "http://id.loc.gov/vocabulary/iso639-1/"
_MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"
_UNREGISTERED = ("application/graphml+xml", "application/gexf+xml")
_PROTOCOL = NamedNode("http://www.w3.org/TR/sparql11-protocol/")


@dataclass(frozen=True, slots=True)
class Download:
    """A file in which all or a part can be had: the end of its address, e.g. `graph.ttl`, its media
    type, and whether it holds the whole graph as RDF."""

    name: str
    media_type: str
    is_dump: bool


@dataclass(frozen=True, slots=True)
class Offering:
    """Where and as what a store is published: the address of the server without a slash at the
    end, the release, when it was built (None where that is not known), and the files."""

    url: str
    release: str
    built: datetime | None
    downloads: tuple[Download, ...]


def dataset_description(census: Census, offered: Offering) -> list[Triple]:
    """The VoID and DCAT description of a store. Raises StoreUnavailable."""
    return by_subject(
        (
            *_document(),
            *_dataset(census, offered),
            *_counts(census),
            *_partitions(census),
            *_graphs(census),
            *coverage(census),
            *_distributions(census, offered),
            *_services(offered),
        )
    )


def _document() -> Iterator[Triple]:
    yield Triple(DOCUMENT, RDF.type, VOID.DatasetDescription)
    yield Triple(DOCUMENT, FOAF.primaryTopic, DATASET)
    yield from texts(DOCUMENT, DCTERMS.title, DOCUMENT_TITLE)


def _dataset(census: Census, offered: Offering) -> Iterator[Triple]:
    yield from triples(
        (DATASET, RDF.type, VOID.Dataset),
        (DATASET, RDF.type, DCAT.Dataset),
        (DATASET, DCAT.version, Literal(offered.release)),
        (DATASET, DCAT.landingPage, NamedNode(f"{offered.url}/")),
        (DATASET, VOID.sparqlEndpoint, NamedNode(f"{offered.url}/sparql")),
    )
    if offered.built is not None:
        moment = offered.built.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        yield Triple(DATASET, DCTERMS.modified, Literal(moment, datatype=XSD.dateTime))
    # A file that somebody else made and serves with our program is not ours to license or name.
    if census.licence is None:
        yield Triple(DATASET, DCTERMS.title, Literal(offered.release))
        return
    yield Triple(DATASET, DCTERMS.license, NamedNode(census.licence))
    yield Triple(DATASET, VOID.uriSpace, Literal(iris.ID))
    yield from texts(DATASET, DCTERMS.title, TITLE)
    yield from texts(DATASET, DCTERMS.description, DESCRIPTION)
    for language in TITLE:
        yield Triple(DATASET, DCTERMS.language, NamedNode(_LANGUAGE + language))


def _counts(census: Census) -> list[Triple]:
    return triples(
        (DATASET, VOID.triples, integer(census.triples)),
        (DATASET, VOID.entities, integer(census.entities)),
        (DATASET, VOID.classes, integer(len(census.classes))),
        (DATASET, VOID.properties, integer(len(census.properties))),
        (DATASET, VOID.distinctSubjects, integer(census.subjects)),
        (DATASET, VOID.distinctObjects, integer(census.objects)),
        *((DATASET, VOID.vocabulary, NamedNode(iri)) for iri in census.vocabularies),
        *((DATASET, VOID.exampleResource, NamedNode(iri)) for iri in census.examples),
    )


def _partitions(census: Census) -> Iterator[Triple]:
    for of_class in census.classes:
        node = part(f"class-{compact(of_class.iri)}")
        yield from triples(
            (DATASET, VOID.classPartition, node),
            (node, VOID["class"], NamedNode(of_class.iri)),
            (node, VOID.entities, integer(of_class.entities)),
        )
    for of_property in census.properties:
        node = part(f"property-{compact(of_property.iri)}")
        yield from triples(
            (DATASET, VOID.propertyPartition, node),
            (node, VOID.property, NamedNode(of_property.iri)),
            (node, VOID.triples, integer(of_property.triples)),
            (node, VOID.distinctSubjects, integer(of_property.subjects)),
            (node, VOID.distinctObjects, integer(of_property.objects)),
        )


def _graphs(census: Census) -> Iterator[Triple]:
    """The named graphs as subsets; that of a document names the document."""
    sources = {iris.document_graph(key_of(d.iri)): NamedNode(d.iri) for d in census.documents}
    for counted in census.graphs:
        graph = NamedNode(counted.iri)
        yield from triples(
            (DATASET, VOID.subset, graph),
            (graph, RDF.type, VOID.Dataset),
            (graph, VOID.triples, integer(counted.triples)),
        )
        if graph in sources:
            yield Triple(graph, DCTERMS.source, sources[graph])


def _distributions(census: Census, offered: Offering) -> Iterator[Triple]:
    for download in offered.downloads:
        node = part(f"distribution-{download.name}")
        address = NamedNode(f"{offered.url}/exports/{download.name}")
        yield from triples(
            (DATASET, DCAT.distribution, node),
            (node, RDF.type, DCAT.Distribution),
            (node, DCTERMS.title, Literal(download.name)),
            (node, DCAT.accessURL, address),
            (node, DCAT.downloadURL, address),
        )
        if download.media_type not in _UNREGISTERED:
            yield Triple(node, DCAT.mediaType, NamedNode(_MEDIA_TYPE + download.media_type))
        if census.licence is not None:
            yield Triple(node, DCTERMS.license, NamedNode(census.licence))
        if download.is_dump:
            yield Triple(DATASET, VOID.dataDump, address)


def _services(offered: Offering) -> list[Triple]:
    api = part("api")
    return triples(
        (SPARQL, RDF.type, DCAT.DataService),
        (SPARQL, DCAT.servesDataset, DATASET),
        (SPARQL, DCAT.endpointURL, NamedNode(f"{offered.url}/sparql")),
        (SPARQL, DCAT.endpointDescription, NamedNode(f"{offered.url}/sparql")),
        (SPARQL, DCTERMS.conformsTo, _PROTOCOL),
        (api, RDF.type, DCAT.DataService),
        (api, DCAT.servesDataset, DATASET),
        (api, DCAT.endpointURL, NamedNode(f"{offered.url}/")),
        (api, DCAT.endpointDescription, NamedNode(f"{offered.url}/openapi.json")),
    )
