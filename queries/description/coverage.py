"""Coverage: which years and documents there are, and how much of each document is in the graph, as
measurements after the W3C's Data Quality Vocabulary."""

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from ontology.terms import DCAT, DCTERMS, DQV, RDF, RDFS, SHK, SKOS, XSD
from queries.census import Census, DocumentCount
from queries.description.nodes import DATASET, integer, key_of, part, texts, triples

METRICS: Mapping[str, Mapping[str, str]] = {
    "lines": {"en": "Lines of the document", "ja": "資料の行数"},
    "cited-lines": {
        "en": "Lines of the document that at least one fact cites",
        "ja": "一つ以上の事実が典拠とする資料の行数",
    },
    "uncited-lines": {
        "en": "Lines of the document that no fact cites: empty ones, and what was not read into "
        "facts",
        "ja": "どの事実も典拠としない資料の行数（空行と、事実として読み取られなかった行）",
    },
    "facts": {"en": "Facts that cite the document", "ja": "資料を典拠とする事実の数"},
    "stated": {"en": "Facts that a document states", "ja": "資料に記載のある事実の数"},
    "derived": {"en": "Facts that follow from others by a rule", "ja": "規則により導いた事実の数"},
    "editorial": {"en": "Facts that are our judgement", "ja": "編集者が判断した事実の数"},
}
"""What the measurements of coverage count."""

_COMPLETENESS = NamedNode("http://www.w3.org/2016/05/ldqd#completeness")


def coverage(census: Census) -> Iterator[Triple]:
    """Which years and documents there are, and how much of each document."""
    yield from _period(census)
    for name, definition in METRICS.items():
        yield from texts(_metric(name), SKOS.definition, definition)
        yield from triples(
            (_metric(name), RDF.type, DQV.Metric),
            (_metric(name), DQV.expectedDataType, XSD.integer),
            (_metric(name), DQV.inDimension, _COMPLETENESS),
        )
    for name, count in census.bases.items():
        yield from _measurement(DATASET, part(f"coverage-{name}"), name, count)
    for document in census.documents:
        node = NamedNode(document.iri)
        yield from triples((DATASET, DCTERMS.source, node), (node, RDF.type, SHK.Document))
        yield from texts(node, RDFS.label, document.label)
        for name, count in _counts_of(document).items():
            place = part(f"coverage-{key_of(document.iri)}-{name}")
            yield from _measurement(node, place, name, count)


def _counts_of(document: DocumentCount) -> dict[str, int]:
    """What was counted of a document, by the name of the metric."""
    return {
        "lines": document.lines,
        "cited-lines": document.cited_lines,
        "uncited-lines": document.uncited_lines,
        "facts": document.facts,
    }


def _measurement(of: NamedNode, node: NamedNode, metric: str, count: int) -> list[Triple]:
    return triples(
        (of, DQV.hasQualityMeasurement, node),
        (node, RDF.type, DQV.QualityMeasurement),
        (node, DQV.computedOn, of),
        (node, DQV.isMeasurementOf, _metric(metric)),
        (node, DQV.value, integer(count)),
    )


def _period(census: Census) -> list[Triple]:
    """The fiscal years, from the April of the first to the March after the last."""
    if census.years is None:
        return []
    first, last = census.years
    period = part("years")
    return triples(
        (DATASET, DCTERMS.temporal, period),
        (period, RDF.type, DCTERMS.PeriodOfTime),
        (period, DCAT.startDate, Literal(f"{first}-04-01", datatype=XSD.date)),
        (period, DCAT.endDate, Literal(f"{last + 1}-03-31", datatype=XSD.date)),
    )


def _metric(name: str) -> NamedNode:
    return part(f"metric-{name}")
