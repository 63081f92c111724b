from collections.abc import Iterable

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from loaders.describing.quads import PROVENANCE, Source, quads_of
from loaders.tables.documents import DocumentRow
from ontology import iris
from ontology.model import Basis, Fact, Passage, Reading
from ontology.terms import DCTERMS, OA, RDF, RDFS, SHK, XSD

MEASURE = iris.measure("2031", "1-1-2")
COUNTRY = iris.thing("country", "VN")
TRIPLE = (MEASURE, SHK.namesCountry, COUNTRY)
SEEDS, OCEAN = iris.graph("seeds"), iris.document_graph("ocean")
READING = Reading(
    "ocean",
    "2031",
    headings=((33, "1"), (35, "1 [1]"), (50, "1 [1] (2)"), (73, "1")),
    pages=((1, 1), (60, 2)),
)
DOCUMENT = DocumentRow(
    "ocean", "海", "Ocean", "海洋省", "Ministry", "2031-04-01", "2031", "measures-list", (),
    "ocean.txt", "ab" * 32, 152, 0, 0,
)  # fmt: skip


def _fact(basis: Basis, *passages: Passage) -> Fact:
    return Fact(*TRIPLE, basis, passages)


def _quads(*sources: Source, documents: Iterable[DocumentRow] = ()) -> list[Quad]:
    return list(quads_of(sources, documents, [READING]))


def _values(quads: Iterable[Quad], subject: NamedNode, predicate: NamedNode) -> list[object]:
    return [
        quad.object
        for quad in quads
        if (quad.subject, quad.predicate, quad.graph_name) == (subject, predicate, PROVENANCE)
    ]


def test_a_fact_is_a_plain_triple_and_a_statement_about_it() -> None:
    quads = _quads(Source(OCEAN, (_fact(Basis.STATED, Passage("ocean", 52, 52)),)))
    assert quads[0] == Quad(*TRIPLE, OCEAN)
    node = iris.statement(*TRIPLE)
    assert _values(quads, node, RDF.type) == [SHK.Statement]
    assert _values(quads, node, RDF.subject) == [MEASURE]
    assert _values(quads, node, RDF.predicate) == [SHK.namesCountry]
    assert _values(quads, node, RDF.object) == [COUNTRY]
    assert _values(quads, node, SHK.basis) == [SHK["basis-stated"]]
    assert _values(quads, node, SHK.citation) == [iris.passage("ocean", 52, 52)]


def test_a_triple_stated_twice_has_one_statement_with_both_passages() -> None:
    first, second = Passage("ocean", 52, 52), Passage("note", 7, 9)
    quads = _quads(
        Source(SEEDS, (_fact(Basis.STATED, second),)),
        Source(OCEAN, (_fact(Basis.STATED, first), _fact(Basis.STATED, first, second))),
    )
    statements = {q.subject for q in quads if (q.predicate, q.object) == (RDF.type, SHK.Statement)}
    assert statements == {iris.statement(*TRIPLE)}
    citations = _values(quads, iris.statement(*TRIPLE), SHK.citation)
    assert sorted(map(str, citations)) == sorted(
        map(str, [iris.passage("ocean", 52, 52), iris.passage("note", 7, 9)])
    )
    assert {q.graph_name for q in quads if (q.subject, q.object) == (MEASURE, COUNTRY)} == {
        SEEDS,
        OCEAN,
    }


@pytest.mark.parametrize(
    ("bases", "basis"),
    [
        ([Basis.STATED, Basis.EDITORIAL], "stated"),
        ([Basis.EDITORIAL, Basis.STATED], "stated"),
        ([Basis.EDITORIAL, Basis.EDITORIAL], "editorial"),
    ],
)
def test_what_a_document_says_beats_our_judgement(bases: list[Basis], basis: str) -> None:
    facts = tuple(_fact(b, Passage("ocean", n, n)) for n, b in enumerate(bases, start=51))
    quads = _quads(Source(OCEAN, facts))
    assert _values(quads, iris.statement(*TRIPLE), SHK.basis) == [SHK[f"basis-{basis}"]]


def test_a_passage_selects_its_lines_after_rfc_5147() -> None:
    """The positions of the RFC lie between lines: before the first is 0."""
    quads = _quads(Source(OCEAN, (_fact(Basis.STATED, Passage("ocean", 52, 54)),)))
    node = iris.passage("ocean", 52, 54)
    (selector,) = _values(quads, node, OA.hasSelector)
    assert isinstance(selector, NamedNode)
    assert _values(quads, selector, RDF.value) == [Literal("line=51,54")]
    assert _values(quads, selector, DCTERMS.conformsTo) == [
        NamedNode("http://tools.ietf.org/rfc/rfc5147")
    ]
    assert _values(quads, selector, RDF.type) == [OA.FragmentSelector]
    assert _values(quads, node, OA.hasSource) == [iris.thing("document", "ocean")]
    lines = [str(value) for p in (SHK.firstLine, SHK.lastLine) for value in _values(quads, node, p)]
    assert [line.split('"')[1] for line in lines] == ["52", "54"]


@pytest.mark.parametrize(
    ("document", "line", "path"),
    [
        ("ocean", 32, []),
        ("ocean", 33, ["1"]),
        ("ocean", 49, ["1 [1]"]),
        ("ocean", 52, ["1 [1] (2)"]),
        ("ocean", 80, ["1"]),
        ("note", 52, []),
    ],
)
def test_a_passage_has_the_path_of_the_headings_above_it(
    document: str, line: int, path: list[str]
) -> None:
    quads = _quads(Source(OCEAN, (_fact(Basis.STATED, Passage(document, line, line)),)))
    node = iris.passage(document, line, line)
    assert _values(quads, node, SHK.headingPath) == [Literal(label) for label in path]


@pytest.mark.parametrize(("line", "page"), [(1, "1"), (59, "1"), (60, "2"), (99, "2")])
def test_a_passage_has_the_page_that_its_first_line_stands_on(line: int, page: str) -> None:
    passage = Passage("ocean", line, line)
    quads = _quads(Source(SEEDS, (_fact(Basis.STATED, passage),)))
    pages = [q.object for q in quads if q.predicate == SHK.page]
    assert pages == [Literal(page, datatype=XSD.integer)]


def test_a_passage_of_a_document_without_pages_has_none() -> None:
    quads = _quads(Source(SEEDS, (_fact(Basis.STATED, Passage("note", 3, 3)),)))
    assert [q for q in quads if q.predicate == SHK.page] == []


def test_a_document_is_described_by_its_row() -> None:
    quads, node = _quads(documents=[DOCUMENT]), iris.thing("document", "ocean")
    assert _values(quads, node, RDF.type) == [SHK.Document]
    assert _values(quads, node, SHK.sha256) == [Literal("ab" * 32)]
    assert _values(quads, node, SHK.fileName) == [Literal("ocean.txt")]
    assert [str(v) for v in _values(quads, node, RDFS.label)] == ['"海"@ja', '"Ocean"@en']


def test_a_document_without_a_date_has_none() -> None:
    row = DocumentRow(
        "note", "ノート", "Note", "筆者", "Author", "", "", "", (), "n.md", "0", 1, 0, 0
    )
    quads, node = _quads(documents=[row]), iris.thing("document", "note")
    assert _values(quads, node, RDF.type) == [SHK.Document]
    assert _values(quads, node, DCTERMS.issued) == []
    assert _values(quads, node, SHK.edition) == []
