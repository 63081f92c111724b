import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Quad

from loaders.corpus import Corpus, TooLittleRead
from loaders.describing.budgets import UnknownProgrammes
from loaders.errors import BadTable, UnknownDocument, UnreadableDocument
from ontology import iris
from ontology.errors import UserError
from ontology.model import Basis, BudgetEntry, Reading
from ontology.terms import RDF, SHK

PRIORITY_MEASURES = "mic-priority-measures-2024"


@pytest.fixture
def with_ocean(seeds_copy: Path, ocean: Path) -> Corpus:
    """The seeds with a row for the document of our own."""
    sha256 = hashlib.sha256(ocean.read_bytes()).hexdigest()
    path = seeds_copy / "documents.csv"
    path.write_text(
        path.read_text() + "ocean-measures-2031,海洋省重点施策2031,Ocean Measures 2031,海洋省,"
        f"Ministry of the Ocean,,2031,measures-list,,,{ocean.name},{sha256},152,12,22\n"
    )
    return Corpus.open(seeds_copy)


def test_a_document_is_read_with_the_layout_of_its_row(with_ocean: Corpus, ocean: Path) -> None:
    reading = with_ocean.read_document(ocean)
    assert (reading.document, reading.edition) == ("ocean-measures-2031", "2031")
    assert (len(reading.measures), len(reading.budgets)) == (12, 9)


def test_names_of_the_curated_tables_are_linked(with_ocean: Corpus, ocean: Path) -> None:
    mentions = with_ocean.read_document(ocean).mentions
    found = {(mention.kind, mention.key, mention.line) for mention in mentions}
    assert {("country", "VN", 135), ("country", "TH", 135), ("country", "JP", 136)} <= found
    assert not [key for kind, key, line in found if line == 137 and kind == "country"]


def test_a_name_is_found_as_a_document_misprints_it(corpus: Corpus) -> None:
    (ministry,) = [m for m in corpus.name_index().find("ベトナム社会主義共和国区公安省と")
                   if m.kind == "organisation"]  # fmt: skip
    assert ministry.key == "viet-nam-ministry-of-public-security"


def test_what_has_no_english_yet_is_an_issue(with_ocean: Corpus, ocean: Path) -> None:
    issues = with_ocean.read_document(ocean).issues
    untranslated = {i.line: i.text for i in issues if "no English" in i.reason}
    assert untranslated[37] == "灯台の改修"
    assert untranslated[33] == "航路の安全の確保"
    unknown = {(i.line, i.text) for i in issues if "programmes.csv has no row" in i.reason}
    assert {(44, "灯台改修事業"), (62, "沿岸通信事業"), (62, "船舶通信事業")} <= unknown
    assert not [i for i in issues if "other SHA-256" in i.reason]


def test_a_changed_file_is_read_and_reported(
    with_ocean: Corpus, ocean: Path, tmp_path: Path
) -> None:
    changed = tmp_path / ocean.name
    changed.write_text(ocean.read_text().replace("3.2億円", "3.3億円"))
    reading = with_ocean.read_document(changed)
    assert reading.budgets[0][1].allocations[0].yen == 330_000_000
    (issue,) = [issue for issue in reading.issues if "other SHA-256" in issue.reason]
    assert (issue.line, issue.text) == (0, ocean.name)


def test_an_unknown_file_is_refused(corpus: Corpus, ocean: Path) -> None:
    with pytest.raises(UnknownDocument):
        corpus.read_document(ocean)


@pytest.mark.parametrize("layout", ["", "poem"])
def test_a_document_without_a_layout_that_there_is_cannot_be_read(
    corpus: Corpus, ocean: Path, layout: str
) -> None:
    """A document that is only cited has none."""
    rows = tuple(replace(row, layout=layout) for row in corpus.documents)
    reason = f"the layout '{layout}'; known are measures-list, running-text$"
    with pytest.raises(UnreadableDocument, match=reason):
        replace(corpus, documents=rows).read_document(ocean, "white-paper-note-2024")


def test_a_folder_without_the_documents_is_named(corpus: Corpus, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"003_6e1b6f6cd424c693\.txt: cannot be read"):
        corpus.read_documents(tmp_path)


def test_a_missing_table_is_named(seeds_copy: Path) -> None:
    (seeds_copy / "programmes.csv").unlink()
    with pytest.raises(BadTable, match=r"^programmes\.csv: cannot be read"):
        Corpus.open(seeds_copy)


def test_programmes_without_a_row_cannot_be_described(with_ocean: Corpus, ocean: Path) -> None:
    reading = with_ocean.read_document(ocean)
    with pytest.raises(UnknownProgrammes, match=r"ocean-measures-2031 line 44 \(灯台改修事業\)"):
        list(with_ocean.quads([*with_ocean.readings()[:-1], reading]))


@pytest.mark.parametrize("what", ["measures", "allocations"])
def test_too_little_read_stops_the_build(corpus: Corpus, whole: Reading, what: str) -> None:
    """The seeds hold exactly what their row expects, so that one less is too little."""
    (row,) = [document for document in corpus.documents if document.slug == whole.document]
    expected = {"measures": row.min_measures, "allocations": row.min_allocations}[what]
    cut = {
        "measures": replace(whole, measures=whole.measures[:-1]),
        "allocations": replace(whole, budgets=_without_one_allocation(whole)),
    }[what]
    with pytest.raises(TooLittleRead) as caught:
        list(corpus.quads([cut]))
    assert isinstance(caught.value, UserError)
    assert str(caught.value) == (
        f"{PRIORITY_MEASURES}: {expected - 1} {what} were read, "
        f"but documents.csv expects at least {expected}"
    )


def _without_one_allocation(reading: Reading) -> tuple[tuple[str, BudgetEntry], ...]:
    measure, entry = reading.budgets[-1]
    last = replace(entry, allocations=entry.allocations[:-1])
    return (*reading.budgets[:-1], (measure, last))


@pytest.fixture(scope="module")
def whole(corpus: Corpus) -> Reading:
    """What was read in the list of measures."""
    (whole,) = [r for r in corpus.readings() if r.document == PRIORITY_MEASURES]
    return whole


@pytest.fixture(scope="module")
def quads(corpus: Corpus) -> list[Quad]:
    """All asserted quads of the real seeds."""
    return list(corpus.quads(corpus.readings()))


def test_every_fact_of_the_seeds_has_one_basis_and_a_passage(quads: list[Quad]) -> None:
    provenance = [quad for quad in quads if quad.graph_name == iris.graph("provenance")]
    facts = {
        (q.subject, q.predicate, q.object)
        for q in quads
        if q.graph_name != iris.graph("provenance")
    }
    bases = [q.subject for q in provenance if q.predicate == SHK.basis]
    assert len(bases) == len(set(bases)) == len(facts)
    assert set(bases) == {q.subject for q in provenance if q.predicate == SHK.citation}
    assert {q.object for q in provenance if q.predicate == SHK.basis} == {
        SHK[f"basis-{Basis.STATED}"],
        SHK[f"basis-{Basis.EDITORIAL}"],
    }


def test_facts_stand_in_the_graph_of_their_source(quads: list[Quad], whole: Reading) -> None:
    graphs = {q.subject: q.graph_name for q in quads if q.predicate == RDF.type}
    assert graphs[iris.thing("country", "VN")] == iris.graph("seeds")
    for measure in whole.measures:
        node = iris.measure(measure.edition, measure.id)
        assert graphs[node] == iris.document_graph(PRIORITY_MEASURES)


def test_relisted_money_is_counted_once(quads: list[Quad]) -> None:
    """Two measures of chapter 17 print the same six allocations of one programme."""
    listed: dict[object, set[object]] = {}
    for quad in quads:
        if quad.predicate == SHK.listsAllocation and "/2024/17-" in str(quad.subject):
            listed.setdefault(quad.object, set()).add(quad.subject)
    assert sorted(map(len, listed.values()))[-7:] == [1, 2, 2, 2, 2, 2, 2]


def test_two_readings_of_the_seeds_give_the_same_quads_in_the_same_order(
    corpus: Corpus, quads: list[Quad]
) -> None:
    assert list(corpus.quads(corpus.readings())) == quads


def test_one_reading_alone_can_be_described(
    corpus: Corpus, quads: list[Quad], whole: Reading
) -> None:
    alone = set(corpus.describe(whole))
    graph = iris.document_graph(PRIORITY_MEASURES)
    assert alone == {quad for quad in quads if quad.graph_name == graph}


def test_a_reading_without_anything_has_tables_of_headers_only(corpus: Corpus) -> None:
    tables = corpus.tables([Reading(PRIORITY_MEASURES, "2024")])
    assert {text.count("\n") for text in tables.values()} == {1}
