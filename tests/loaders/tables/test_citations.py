import pytest

from loaders.errors import BadRow
from loaders.tables.citations import read_basis, read_passages
from loaders.tables.csvfile import Row
from ontology.model import Basis, Passage

LINE_COUNTS = {"ocean": 150, "harbours": 20}

CITED = [
    pytest.param("ocean", "7", [("ocean", 7, 7)], id="a line"),
    pytest.param("ocean", "7-9", [("ocean", 7, 9)], id="a range"),
    pytest.param("ocean", "1-150", [("ocean", 1, 150)], id="the whole document"),
    pytest.param("ocean", "7, 12-13", [("ocean", 7, 7), ("ocean", 12, 13)], id="several"),
    pytest.param(
        "ocean|harbours",
        "7,9|20",
        [("ocean", 7, 7), ("ocean", 9, 9), ("harbours", 20, 20)],
        id="two documents in step",
    ),
]

UNCITED = [
    pytest.param("", "7", "document: is empty, and every row needs it", id="no document"),
    pytest.param("ocean", "", "lines: is empty, and every row needs it", id="no lines"),
    pytest.param("sea", "7", "document: 'sea' is not in documents.csv", id="unknown document"),
    pytest.param("ocean", "151", "lines: 151 lies outside lines 1-150", id="beyond the end"),
    pytest.param("ocean", "149-151", "lines: 149-151 lies outside lines 1-150", id="over the end"),
    pytest.param("ocean", "0", "lines: 0 lies outside lines 1-150", id="counted from 0"),
    pytest.param("ocean", "9-7", "lines: 9-7 lies outside lines 1-150", id="backwards"),
    pytest.param("ocean", "7 to 9", "lines: '7 to 9' is no line number or range", id="words"),
    pytest.param("ocean", "7–9", "lines: '7–9' is no line number or range", id="an en dash"),
    pytest.param("ocean", "7-", "lines: '7-' is no line number or range", id="an open range"),
    pytest.param("ocean", "7,,9", "lines: '' is no line number or range", id="a comma too many"),
    pytest.param("ocean", "-7", "lines: '-7' is no line number or range", id="negative"),
    pytest.param(
        "ocean", "7|9", "lines: 2 lists of lines for 1 documents", id="more lines than documents"
    ),
    pytest.param(
        "ocean|harbours", "7", "lines: 1 lists of lines for 2 documents", id="fewer lines"
    ),
    pytest.param(
        "ocean|harbours", "7|21", "lines: 21 lies outside lines 1-20", id="the second's end"
    ),
]


def _row(document: str, lines: str, basis: str = "stated") -> Row:
    return Row("ports.csv", 4, {"document": document, "lines": lines, "basis": basis})


@pytest.mark.parametrize(("document", "lines", "passages"), CITED)
def test_a_citation_is_passages(
    document: str, lines: str, passages: list[tuple[str, int, int]]
) -> None:
    expected = tuple(Passage(*passage) for passage in passages)
    assert read_passages(_row(document, lines), LINE_COUNTS) == expected


@pytest.mark.parametrize(("document", "lines", "reason"), UNCITED)
def test_a_bad_citation_is_refused(document: str, lines: str, reason: str) -> None:
    with pytest.raises(BadRow) as caught:
        read_passages(_row(document, lines), LINE_COUNTS)
    assert str(caught.value).startswith(f"ports.csv, row 4, column {reason}")


def test_a_row_is_stated_or_editorial() -> None:
    assert read_basis(_row("ocean", "7", "stated")) is Basis.STATED
    assert read_basis(_row("ocean", "7", "editorial")) is Basis.EDITORIAL


@pytest.mark.parametrize("basis", ["", "derived", "Stated", "guess"])
def test_a_row_cannot_have_another_basis(basis: str) -> None:
    """A derived fact comes from a rule, never from a table."""
    with pytest.raises(BadRow, match=r"^ports\.csv, row 4, column basis"):
        read_basis(_row("ocean", "7", basis))
