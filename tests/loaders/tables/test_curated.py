"""One cell of the real tables is broken at a time, and the error must say which."""

import csv
from functools import cache
from io import StringIO
from pathlib import Path

import pytest

from loaders.corpus import Corpus
from loaders.errors import BadRow, BadTable
from loaders.tables.csvfile import write_rows
from loaders.tables.curated import TABLES, Table
from loaders.tables.documents import read_documents
from loaders.tables.facts import BadSeeds, read_curated
from ontology import iris
from ontology.model import Basis, Fact, Passage
from ontology.terms import RDF, RDFS, SHK, SKOS

SEEDS = Path(__file__).parents[3] / "seeds"
FIRE = "japan-viet-nam-fire-fighting-memorandum"
TRAINING = "fire-fighting-training-viet-nam-2023"
CITED = "mic-priority-measures-2024"

BROKEN = [
    ("agreements.csv", FIRE, "slug", "", "is empty, and every row needs it"),
    ("agreements.csv", FIRE, "slug", "消防覚書", "'消防覚書' cannot identify a agreement"),
    ("agreements.csv", FIRE, "slug", "fire memo", "'fire memo' cannot identify a agreement"),
    ("agreements.csv", FIRE, "slug", "-fire", "'-fire' cannot identify a agreement"),
    ("agreements.csv", FIRE, "kind", "", "is empty, and every row needs it"),
    ("agreements.csv", FIRE, "kind", "pact", "'pact' is none of memorandum, declaration"),
    ("agreements.csv", FIRE, "name_ja", "", "is empty, and every row needs it"),
    ("agreements.csv", FIRE, "name_en", "", "is empty, and every row needs it"),
    ("agreements.csv", FIRE, "date", "2018-13", "month must be in 1..12"),
    ("agreements.csv", FIRE, "date", "2018-02-30", "day is out of range for month"),
    ("agreements.csv", FIRE, "date", "8 Oct 2018", "'8 Oct 2018' is no date of the form 2022"),
    ("agreements.csv", FIRE, "date", "2018/10/08", "'2018/10/08' is no date of the form 2022"),
    ("agreements.csv", FIRE, "date", "平成30年", "'平成30年' is no date of the form 2022"),
    ("agreements.csv", FIRE, "status", "finished", "'finished' is none of "),
    ("agreements.csv", FIRE, "parties", "", "is empty, and every row needs it"),
    ("agreements.csv", FIRE, "parties", "country:JP|country:XX", "'XX' is no known country"),
    ("agreements.csv", FIRE, "parties", "organisation:esa", "'esa' is no known organisation"),
    ("agreements.csv", FIRE, "parties", "JP|VN", "'JP' does not begin with country:"),
    ("agreements.csv", FIRE, "parties", "region:eu", "'region:eu' does not begin with country:"),
    ("agreements.csv", FIRE, "adopted_at", "expo", "'expo' is no known event"),
    ("agreements.csv", FIRE, "editorial", "parteis", "'parteis' is no column of this table"),
    ("agreements.csv", FIRE, "editorial", "parteis=country:JP", "'parteis' is no column of this"),
    ("agreements.csv", FIRE, "editorial", "parties=country:US", "'country:US' does not stand in"),
    (
        "agreements.csv",
        FIRE,
        "editorial",
        "parties=JP",
        "'JP' does not stand in the column parties",
    ),
    ("agreements.csv", FIRE, "editorial", "date=2018", "'2018' does not stand in the column date"),
    ("agreements.csv", FIRE, "basis", "", "is empty, and every row needs it"),
    ("agreements.csv", FIRE, "basis", "derived", "'derived' is neither stated nor editorial"),
    ("agreements.csv", FIRE, "document", "", "is empty, and every row needs it"),
    ("agreements.csv", FIRE, "document", f"{CITED}|note", "'note' is not in documents.csv"),
    ("agreements.csv", FIRE, "lines", "", "is empty, and every row needs it"),
    ("agreements.csv", FIRE, "lines", "3615", "1 lists of lines for 2 documents"),
    ("agreements.csv", FIRE, "lines", "3810|134", "3810 lies outside lines 1-3809"),
    ("activities.csv", TRAINING, "type", "", "is empty, and every row needs it"),
    ("activities.csv", TRAINING, "type", "party", "'party' is none of "),
    (
        "activities.csv",
        TRAINING,
        "policy",
        "evaluation-2023/99",
        "'evaluation-2023/99' is no known",
    ),
    ("activities.csv", TRAINING, "measure", "2024/17-2-9", "'2024/17-2-9' is no known measure"),
    ("activities.csv", TRAINING, "measure", "17-2-7", "'17-2-7' is no known measure"),
    ("activities.csv", TRAINING, "with_countries", "VN|XX", "'XX' is no known country"),
    ("activities.csv", TRAINING, "with_countries", "vn", "'vn' is no known country"),
    ("activities.csv", TRAINING, "agreements", "moc", "'moc' is no known agreement"),
    ("organisations.csv", "itu-t", "parent", "ITU", "'ITU' is no known organisation"),
    ("countries.csv", "VN", "code", "VIỆT", "'VIỆT' cannot identify a country"),
    ("countries.csv", "VN", "regions", "atlantis", "'atlantis' is no known region"),
    ("memberships.csv", "quad", "organisation", "aukus", "'aukus' is no known organisation"),
    ("memberships.csv", "quad", "members", "", "is empty, and every row needs it"),
]


def _break(folder: Path, file: str, key: str, column: str, value: str) -> int:
    """Put a value into the row whose first cell is `key`; the number of the row."""
    path = folder / file
    header, *rows = csv.reader(StringIO(path.read_text(), newline=""))
    (number,) = [index for index, row in enumerate(rows) if row[0] == key]
    rows[number][header.index(column)] = value
    path.write_text(write_rows(header, rows))
    return number + 2


@cache
def _known() -> tuple[tuple[str, str], ...]:
    """What was read in the documents; no test here that reads the curated tables breaks it."""
    corpus = Corpus.open(SEEDS)
    return tuple(corpus.known(corpus.readings()))


def _read(folder: Path) -> list[Fact]:
    line_counts = {document.slug: document.lines for document in read_documents(folder)}
    return read_curated(folder, line_counts, _known())


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: " ".join(broken[2:4]))
def test_a_broken_cell_is_named(seeds_copy: Path, broken: tuple[str, str, str, str, str]) -> None:
    file, key, column, value, reason = broken
    row = _break(seeds_copy, file, key, column, value)
    with pytest.raises(BadSeeds) as caught:
        _read(seeds_copy)
    messages = [str(error) for error in caught.value.errors]
    assert [m for m in messages if m.startswith(f"{file}, row {row}, column {column}: {reason}")]


def test_a_slug_given_twice_is_named_where_it_stands_again(seeds_copy: Path) -> None:
    _break(seeds_copy, "agreements.csv", FIRE, "slug", "g7-leaders-communique")
    with pytest.raises(BadSeeds) as caught:
        _read(seeds_copy)
    (again,) = [error for error in caught.value.errors if error.column == "slug"]
    assert again.file == "agreements.csv"
    assert str(again).endswith("'g7-leaders-communique' stands in an earlier row as well")


def test_everything_that_is_wrong_is_reported_at_once(seeds_copy: Path) -> None:
    rows = [
        _break(seeds_copy, "countries.csv", "VN", "regions", "atlantis"),
        _break(seeds_copy, "agreements.csv", FIRE, "date", "someday"),
        _break(seeds_copy, "activities.csv", TRAINING, "status", "perhaps"),
    ]
    with pytest.raises(BadSeeds) as caught:
        _read(seeds_copy)
    assert [(error.file, error.row, error.column) for error in caught.value.errors] == [
        ("countries.csv", rows[0], "regions"),
        ("agreements.csv", rows[1], "date"),
        ("activities.csv", rows[2], "status"),
    ]
    assert str(caught.value).splitlines() == [str(error) for error in caught.value.errors]


def test_nothing_is_wrong_with_the_seeds(seeds: Path) -> None:
    assert len(_read(seeds)) > 300


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.file)
def test_every_column_is_needed(seeds_copy: Path, table: Table) -> None:
    path = seeds_copy / table.file
    header, *rows = csv.reader(StringIO(path.read_text(), newline=""))
    path.write_text(write_rows(header[:-1], [row[:-1] for row in rows]))
    with pytest.raises(BadTable, match=f"^{table.file}: lacks the column {header[-1]}$"):
        _read(seeds_copy)


def test_a_row_with_a_stray_comma_is_named(seeds_copy: Path) -> None:
    path = seeds_copy / "regions.csv"
    text = path.read_text() + "atlantis,アトランティス,Atlantis,,stated,x,1,2\n"
    path.write_text(text)
    where = f"row {text.count(chr(10))}, column lines"
    with pytest.raises(BadRow, match=rf"^regions\.csv, {where}: 8 cells stand under 7$"):
        _read(seeds_copy)


def test_rows_may_refer_to_rows_further_down(seeds: Path, seeds_copy: Path) -> None:
    for table in TABLES:
        path = seeds_copy / table.file
        header, *rows = csv.reader(StringIO(path.read_text(), newline=""))
        path.write_text(write_rows(header, reversed(rows)))
    assert set(_read(seeds_copy)) == set(_read(seeds))


def test_a_row_becomes_facts_with_basis_and_passages(seeds: Path) -> None:
    node = iris.thing("agreement", FIRE)
    facts = [fact for fact in _read(seeds) if fact.subject == node]
    terms = {(fact.predicate, str(fact.object), fact.basis) for fact in facts}
    name = "ベトナムとの消防分野における協力覚書"
    assert (RDF.type, str(SHK.Memorandum), Basis.EDITORIAL) in terms
    assert (RDFS.label, f'"{name}"@ja', Basis.STATED) in terms
    assert (SHK.hasPartyCountry, str(iris.thing("country", "VN")), Basis.STATED) in terms
    assert (SHK.hasPartyOrganisation, str(iris.thing("organisation", "mic")), Basis.STATED) in terms
    date = '"2018-10-08"^^<http://www.w3.org/2001/XMLSchema#date>'
    assert (SHK.date, date, Basis.STATED) in terms
    passages = (Passage(CITED, 3615, 3615), Passage("white-paper-note-2024", 134, 134))
    assert {fact.passages for fact in facts} == {passages}


def test_our_own_words_are_editorial_in_a_stated_row(seeds: Path) -> None:
    """A translation, other spellings and a choice between classes always; a column where the row
    says so."""
    facts = _read(seeds)
    viet_nam = {
        (f.predicate, str(f.object)): f.basis
        for f in facts
        if f.subject == iris.thing("country", "VN")
    }
    assert viet_nam[RDFS.label, '"ベトナム"@ja'] is Basis.STATED
    assert viet_nam[RDFS.label, '"Viet Nam"@en'] is Basis.EDITORIAL
    assert viet_nam[SKOS.altLabel, '"Vietnam"@en'] is Basis.EDITORIAL
    assert viet_nam[SKOS.altLabel, '"越南"@ja'] is Basis.EDITORIAL
    mic = {f.predicate: f.basis for f in facts if f.subject == iris.thing("organisation", "mic")}
    assert mic[SHK.ofCountry] is Basis.EDITORIAL
    assert mic[RDF.type] is Basis.EDITORIAL
    assert viet_nam[RDF.type, str(SHK.Country)] is Basis.STATED


def test_one_value_of_a_column_may_be_our_own(seeds_copy: Path) -> None:
    _break(seeds_copy, "agreements.csv", FIRE, "editorial", "date|parties=country:JP")
    node = iris.thing("agreement", FIRE)
    bases = {
        (fact.predicate, fact.object): fact.basis
        for fact in _read(seeds_copy)
        if fact.subject == node
    }
    mic, police = iris.thing("organisation", "mic"), "viet-nam-ministry-of-public-security"
    assert bases[SHK.hasPartyCountry, iris.thing("country", "JP")] is Basis.EDITORIAL
    assert bases[SHK.hasPartyCountry, iris.thing("country", "VN")] is Basis.STATED
    assert bases[SHK.hasPartyOrganisation, mic] is Basis.STATED
    assert bases[SHK.hasPartyOrganisation, iris.thing("organisation", police)] is Basis.STATED
    assert {basis for (term, _), basis in bases.items() if term == SHK.date} == {Basis.EDITORIAL}


def test_a_value_of_a_list_without_kinds_may_be_our_own(seeds_copy: Path) -> None:
    _break(seeds_copy, "activities.csv", TRAINING, "with_countries", "VN|TH")
    _break(seeds_copy, "activities.csv", TRAINING, "editorial", "with_countries=TH")
    node = iris.thing("activity", TRAINING)
    found = {
        fact.object: fact.basis
        for fact in _read(seeds_copy)
        if (fact.subject, fact.predicate) == (node, SHK.carriedOutWith)
    }
    assert found == {
        iris.thing("country", "VN"): Basis.STATED,
        iris.thing("country", "TH"): Basis.EDITORIAL,
    }


BEYOND = [
    (file, column, line)
    for file in ("budgets.csv", "mentions.csv", "measures.csv")
    for column in ("line", "last_line")
    for line in ("0", "3810")
]


@pytest.mark.parametrize(("file", "column", "line"), BEYOND)
def test_a_line_outside_its_document_is_named(
    seeds_copy: Path, file: str, column: str, line: str
) -> None:
    """The list of measures has 3809 lines; its first row in each table is changed."""
    path = seeds_copy / file
    header, *rows = csv.reader(StringIO(path.read_text(), newline=""))
    number = next(n for n, row in enumerate(rows) if row[header.index("document")] == CITED)
    rows[number][header.index(column)] = line
    path.write_text(write_rows(header, rows))
    with pytest.raises(BadRow) as caught:
        Corpus.open(seeds_copy).readings()
    assert str(caught.value) == (
        f"{file}, row {number + 2}, column {column}: {line} lies outside lines 1-3809 of {CITED}"
    )


@pytest.mark.parametrize("file", ["budgets.csv", "mentions.csv", "measures.csv"])
def test_the_last_line_of_a_document_is_in_it(seeds_copy: Path, file: str) -> None:
    path = seeds_copy / file
    header, *rows = csv.reader(StringIO(path.read_text(), newline=""))
    row = next(row for row in rows if row[header.index("document")] == CITED)
    row[header.index("line")] = row[header.index("last_line")] = "3809"
    path.write_text(write_rows(header, rows))
    assert Corpus.open(seeds_copy).readings()
