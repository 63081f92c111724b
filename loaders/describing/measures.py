"""Policy areas, measures and mentions as facts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from loaders.tables.translations import Glossary
from ontology import iris
from ontology.model import Basis, Fact, Measure, Passage, PolicyArea, Reading
from ontology.terms import RDF, RDFS, SHK

_NAMING = {
    "country": SHK.namesCountry,
    "organisation": SHK.namesOrganisation,
    "region": SHK.namesRegion,
    "agreement": SHK.namesAgreement,
    "event": SHK.hasEvent,
    "policy-document": SHK.namesDocument,
}
"""What it means that the text of a measure names a thing of a kind."""


def describe_areas(reading: Reading, glossary: Glossary) -> Iterator[Fact]:
    """Pillars, chapters and sections with their titles and what they stand under."""
    for area in reading.areas:
        yield from _describe_area(area, reading.document, glossary)


def _describe_area(area: PolicyArea, document: str, glossary: Glossary) -> Iterator[Fact]:
    node = iris.policy(area.edition, area.id)
    where = (Passage(document, area.line, area.line),)
    yield Fact(node, RDF.type, SHK.PolicyArea, Basis.STATED, where)
    yield Fact(node, SHK.number, Literal(area.id), Basis.STATED, where)
    yield Fact(node, SHK.edition, Literal(area.edition), Basis.STATED, where)
    yield from _labels(node, area.title, glossary, where)
    if area.parent:
        parent = iris.policy(area.edition, area.parent)
        yield Fact(node, SHK.parentArea, parent, Basis.STATED, where)


def describe_measures(reading: Reading, glossary: Glossary) -> Iterator[Fact]:
    """Measures and their parts with their titles and what they stand under."""
    for measure in reading.measures:
        yield from _describe_measure(measure, reading.document, glossary)


def _describe_measure(measure: Measure, document: str, glossary: Glossary) -> Iterator[Fact]:
    node = iris.measure(measure.edition, measure.id)
    where = (Passage(document, measure.line, measure.last_line or measure.line),)
    yield Fact(node, RDF.type, SHK.Measure, Basis.STATED, where)
    yield Fact(node, SHK.number, Literal(measure.id), Basis.STATED, where)
    yield Fact(node, SHK.edition, Literal(measure.edition), Basis.STATED, where)
    yield from _labels(node, measure.title, glossary, where)
    if measure.parent:
        parent = iris.measure(measure.edition, measure.parent)
        yield Fact(node, SHK.partOfMeasure, parent, Basis.STATED, where)
    else:
        section = iris.policy(measure.edition, measure.section)
        yield Fact(node, SHK.inPolicyArea, section, Basis.STATED, where)


def _labels(
    node: NamedNode, title: str, glossary: Glossary, where: tuple[Passage, ...]
) -> Iterator[Fact]:
    yield Fact(node, RDFS.label, Literal(title, language="ja"), Basis.STATED, where)
    english = glossary.title(title)
    if english:
        yield Fact(node, RDFS.label, Literal(english, language="en"), Basis.EDITORIAL, where)


def describe_mentions(reading: Reading) -> Iterator[Fact]:
    """What the text of each measure names, or the text of a document without measures; one fact
    with all the lines that name the thing."""
    lines: dict[tuple[str, str, str], list[tuple[int, int]]] = defaultdict(list)
    for mention in reading.mentions:
        where = mention.line, mention.last_line
        lines[mention.measure, mention.kind, mention.key].append(where)
    for (measure, kind, key), found in lines.items():
        if measure:
            subject, predicate = iris.measure(reading.edition, measure), _NAMING[kind]
        else:
            subject, predicate = iris.thing("document", reading.document), SHK.mentions
        yield Fact(
            subject,
            predicate,
            iris.thing(kind, key),
            Basis.STATED,
            _passages(reading.document, found),
        )


def _passages(document: str, lines: Iterable[tuple[int, int]]) -> tuple[Passage, ...]:
    return tuple(Passage(document, first, last) for first, last in sorted(set(lines)))


def mention_kinds() -> frozenset[str]:
    """The kinds of things whose names are looked for in the text of measures."""
    return frozenset(_NAMING)
