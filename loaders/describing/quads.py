"""Facts as quads: the plain triple that people query, and the statement that says why.

Both are made here, from one value, so that neither can be without the other.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pyoxigraph import Literal, NamedNode, Quad

from loaders.tables.documents import DocumentRow
from ontology import iris
from ontology.model import Basis, Fact, Passage, Reading
from ontology.terms import DCTERMS, OA, RDF, RDFS, SHK, XSD

PROVENANCE = iris.graph("provenance")
_RFC_5147 = NamedNode("http://tools.ietf.org/rfc/rfc5147")

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


@dataclass(frozen=True, slots=True)
class Source:
    """Facts and the graph that their triples belong into."""

    graph: NamedNode
    facts: tuple[Fact, ...]


def quads_of(
    sources: Iterable[Source], documents: Iterable[DocumentRow], readings: Iterable[Reading]
) -> Iterator[Quad]:
    """All quads of the asserted graphs and of the provenance graph; each may come repeatedly.

    A triple that several facts state has one statement, with the passages of all of them; it is
    stated if one of them says so, else editorial. The readings tell under which headings and on
    which page a line stands.
    """
    merged: dict[Triple, tuple[Basis, dict[Passage, None]]] = {}
    for source in sources:
        for fact in source.facts:
            yield Quad(fact.subject, fact.predicate, fact.object, source.graph)
            triple = (fact.subject, fact.predicate, fact.object)
            basis, passages = merged.get(triple, (fact.basis, {}))
            stronger = Basis.STATED if Basis.STATED in (basis, fact.basis) else fact.basis
            merged[triple] = stronger, passages | dict.fromkeys(fact.passages)
    for triple, (basis, passages) in merged.items():
        yield from _statement(triple, basis, passages)
    cited = {passage for _, passages in merged.values() for passage in passages}
    read = {reading.document: reading for reading in readings}
    for passage in sorted(cited):
        yield from _passage(passage, read.get(passage.document))
    for document in documents:
        yield from _document(document)


def _statement(triple: Triple, basis: Basis, passages: Iterable[Passage]) -> Iterator[Quad]:
    node = iris.statement(*triple)
    yield _provenance(node, RDF.type, SHK.Statement)
    yield _provenance(node, RDF.subject, triple[0])
    yield _provenance(node, RDF.predicate, triple[1])
    yield _provenance(node, RDF.object, triple[2])
    yield _provenance(node, SHK.basis, SHK[f"basis-{basis}"])
    for passage in passages:
        yield _provenance(node, SHK.citation, _passage_node(passage))


def _passage(passage: Passage, reading: Reading | None) -> Iterator[Quad]:
    node = _passage_node(passage)
    selector = NamedNode(f"{node.value}#lines")
    lines = Literal(f"line={passage.first - 1},{passage.last}")
    document = iris.thing("document", passage.document)
    yield _provenance(node, RDF.type, SHK.Passage)
    yield _provenance(node, RDF.type, OA.SpecificResource)
    yield _provenance(node, SHK.inDocument, document)
    yield _provenance(node, OA.hasSource, document)
    yield _provenance(node, SHK.firstLine, _integer(passage.first))
    yield _provenance(node, SHK.lastLine, _integer(passage.last))
    yield _provenance(node, OA.hasSelector, selector)
    yield _provenance(selector, RDF.type, OA.FragmentSelector)
    yield _provenance(selector, RDF.value, lines)
    yield _provenance(selector, DCTERMS.conformsTo, _RFC_5147)
    if reading is None:
        return
    path = _last_above(reading.headings, passage.first)
    if path:
        yield _provenance(node, SHK.headingPath, Literal(path))
    page = _last_above(reading.pages, passage.first)
    if page:
        yield _provenance(node, SHK.page, _integer(page))


_Above = TypeVar("_Above", int, str)


def _last_above(starts: Sequence[tuple[int, _Above]], line: int) -> _Above | None:
    """What begins last on or above a line; None before the first."""
    above = bisect_right(starts, line, key=lambda start: start[0])
    return starts[above - 1][1] if above else None


def _document(row: DocumentRow) -> Iterator[Quad]:
    node = iris.thing("document", row.slug)
    yield _provenance(node, RDF.type, SHK.Document)
    yield _provenance(node, DCTERMS.identifier, Literal(row.slug))
    yield _provenance(node, SHK.fileName, Literal(row.file))
    yield _provenance(node, SHK.sha256, Literal(row.sha256))
    yield _provenance(node, SHK.lineCount, _integer(row.lines))
    yield _provenance(node, RDFS.label, Literal(row.title_ja, language="ja"))
    yield _provenance(node, RDFS.label, Literal(row.title_en, language="en"))
    yield _provenance(node, DCTERMS.publisher, Literal(row.publisher_ja, language="ja"))
    yield _provenance(node, DCTERMS.publisher, Literal(row.publisher_en, language="en"))
    if row.published:
        yield _provenance(node, DCTERMS.issued, Literal(row.published, datatype=XSD.date))
    if row.edition:
        yield _provenance(node, SHK.edition, Literal(row.edition))


def _passage_node(passage: Passage) -> NamedNode:
    return iris.passage(passage.document, passage.first, passage.last)


def _provenance(subject: NamedNode, predicate: NamedNode, obj: NamedNode | Literal) -> Quad:
    return Quad(subject, predicate, obj, PROVENANCE)


def _integer(value: int) -> Literal:
    return Literal(str(value), datatype=XSD.integer)
