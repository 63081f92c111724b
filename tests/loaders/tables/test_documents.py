from dataclasses import replace
from pathlib import Path

import pytest

from loaders.corpus import Corpus
from loaders.errors import BadRow, BadTable, UnknownDocument
from loaders.readers.text import Text
from loaders.tables.documents import DocumentRow, identify, read_documents

HEADER = (
    "slug,title_ja,title_en,publisher_ja,publisher_en,published,edition,layout,covers,file,sha256,"
    "lines,min_measures,min_allocations,year_line\n"
)


def _text(name: str, sha256: str = "0" * 64) -> Text:
    return Text(Path("anywhere") / name, sha256, ())


@pytest.fixture
def rows(corpus: Corpus) -> list[DocumentRow]:
    """Two editions whose files were swapped: name and digest disagree."""
    first = replace(corpus.documents[0], slug="one", file="one.txt", sha256="1" * 64)
    return [first, replace(first, slug="two", file="two.txt", sha256="2" * 64)]


def test_a_file_is_known_by_its_bytes_first(rows: list[DocumentRow]) -> None:
    assert identify(_text("one.txt", "2" * 64), rows).slug == "two"
    assert identify(_text("renamed.txt", "1" * 64), rows).slug == "one"


def test_a_changed_file_is_known_by_its_name(rows: list[DocumentRow]) -> None:
    assert identify(_text("two.txt"), rows).slug == "two"


def test_the_reader_may_say_which_document_it_is(rows: list[DocumentRow]) -> None:
    assert identify(_text("one.txt", "1" * 64), rows, "two").slug == "two"


@pytest.mark.parametrize(("name", "slug"), [("other.txt", None), ("one.txt", "three")])
def test_an_unknown_file_is_refused_with_the_known_ones(
    rows: list[DocumentRow], name: str, slug: str | None
) -> None:
    with pytest.raises(UnknownDocument) as caught:
        identify(_text(name), rows, slug)
    assert str(caught.value).startswith(f"anywhere/{name}: no row of seeds/documents.csv has ")
    assert str(caught.value).endswith("say which it is with --document (one, two)")


def test_a_row_says_what_to_expect(tmp_path: Path) -> None:
    row = "ocean,海,Ocean,海洋省,Ministry,,2031,measures-list,1|3,ocean.txt,abc,152,12,20,7\n"
    (tmp_path / "documents.csv").write_text(HEADER + row)
    (document,) = read_documents(tmp_path)
    assert document.covers == ("1", "3")
    assert (document.edition, document.layout, document.published) == ("2031", "measures-list", "")
    assert (document.lines, document.min_measures, document.min_allocations) == (152, 12, 20)
    assert document.year_line == 7


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (",海,Ocean,海洋省,Ministry,,,,,ocean.txt,abc,152,0,0,\n", "row 2, column slug: is empty"),
        ("ocean,海,Ocean,海洋省,Ministry,,,,,,abc,152,0,0,\n", "row 2, column file: is empty"),
        ("ocean,海,Ocean,海洋省,Ministry,,,,,ocean.txt,,152,0,0,\n", "row 2, column sha256: is"),
        (
            "ocean,海,Ocean,海洋省,Ministry,,,,,ocean.txt,abc,many,0,0,\n",
            "row 2, column lines: 'many' is no whole number",
        ),
        (
            "ocean,海,Ocean,海洋省,Ministry,,,,,ocean.txt,abc,152,0,0,令和6\n",
            "row 2, column year_line: '令和6' is no whole number",
        ),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "documents.csv").write_text(HEADER + row)
    with pytest.raises(BadRow) as caught:
        read_documents(tmp_path)
    assert str(caught.value).startswith(f"documents.csv, {message}")


def test_a_document_need_not_say_which_year_amounts_belong_to(corpus: Corpus) -> None:
    """Line 11 of the list of measures says so: 本年度（令和6年度）; no other has amounts."""
    lines = {document.slug: document.year_line for document in corpus.documents}
    assert lines.pop("mic-priority-measures-2024") == 11
    assert set(lines.values()) == {None}


def test_no_documents_table_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BadTable, match=r"^documents\.csv: cannot be read"):
        Corpus.open(tmp_path)


def test_an_edition_that_is_no_year_is_named(tmp_path: Path) -> None:
    cells = "d,題,Title,省,Ministry,,令和7,measures-list,,d.txt," + "ab" * 32 + ",1,0,0,\n"
    (tmp_path / "documents.csv").write_text(HEADER + cells)
    with pytest.raises(BadRow, match="row 2, column edition: '令和7' is no year"):
        read_documents(tmp_path)
