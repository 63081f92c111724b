"""Excel workbooks, read back cell by cell by openpyxl."""

import io
import tempfile
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from exports import excel
from exports.agreements import agreements
from exports.choice import EVERYTHING
from exports.excel import write_xlsx
from exports.involvement import involvement
from exports.table import Cell, Table
from exports.tables import budgets, measures
from queries.errors import BadParameter
from store.embedded import EmbeddedStore

TABLES = {
    "measures": measures,
    "budgets": budgets,
    "involvement": involvement,
    "agreements": agreements,
}


def _write(*rows: tuple[Cell, ...]) -> bytes:
    out = io.BytesIO()
    write_xlsx(Table(tuple("abcdefgh"[: len(rows[0])]), rows), out)
    return out.getvalue()


def _sheet(written: bytes) -> Any:
    (sheet,) = openpyxl.load_workbook(io.BytesIO(written)).worksheets
    return sheet


def _cells(written: bytes) -> list[list[tuple[str, Any]]]:
    """The cells below the header, as the type and the value that openpyxl finds. What looks like
    an escaped character (ECMA-376, ST_Xstring) it leaves to us."""
    rows = list(_sheet(written).iter_rows())[1:]
    return [[(cell.data_type, _unescaped(cell.value)) for cell in row] for row in rows]


def _unescaped(value: Any) -> Any:
    return unescape(value) if isinstance(value, str) else value


def _expected(value: Cell) -> tuple[str, Any]:
    """A cell without value is a number for openpyxl; lines end in a line feed within a cell."""
    if value is None or value == "":
        return "n", None
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\x01", ""))
        return "s", text
    return "b" if isinstance(value, bool) else "n", value


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_is_read_back_with_its_type(
    sample: EmbeddedStore, name: str, exported: Any
) -> None:
    table = TABLES[name](sample, EVERYTHING)
    written = exported(sample, f"{name}.xlsx")
    assert tuple(cell.value for cell in _sheet(written)[1]) == table.header
    assert _cells(written) == [[_expected(value) for value in row] for row in table.rows]


@pytest.mark.parametrize(
    ("value", "kind", "read"),
    [
        ("=1+1", "s", "=1+1"),
        ('=HYPERLINK("http://x")', "s", '=HYPERLINK("http://x")'),
        ("@SUM(1)", "s", "@SUM(1)"),
        ("{=1}", "s", "{=1}"),
        ("https://w3id.org/shisaku/id/country/VN", "s", "https://w3id.org/shisaku/id/country/VN"),
        ("9-1-10", "s", "9-1-10"),
        ("0012", "s", "0012"),
        ("_x0041_", "s", "_x0041_"),
        ("消防用機器等の海外展開", "s", "消防用機器等の海外展開"),
        ("ハ\N{COMBINING KATAKANA-HIRAGANA SEMI-VOICED SOUND MARK}リ\x01", "s", "パリ"),
        ("a\rb\r\nc\td", "s", "a\nb\nc\td"),
        (" <b>&\"' ", "s", " <b>&\"' "),
        (12_345_678_901, "n", 12_345_678_901),
        (-5, "n", -5),
        (0.1, "n", 0.1),
        (True, "b", True),
        (False, "b", False),
        (None, "n", None),
        ("", "n", None),
        ("x" * 40_000, "s", "x" * 32_767),
    ],
)
def test_a_value_is_what_it_was(value: Cell, kind: str, read: object) -> None:
    # The second cell makes the row one that openpyxl reads, where the first is empty.
    ((cell, _),) = _cells(_write((value, "end")))
    assert cell == (kind, read)
    assert type(cell[1]) is type(read)


def test_no_formula_and_no_link_is_in_the_file(hurtful: EmbeddedStore, exported: Any) -> None:
    for name in TABLES:
        with ZipFile(io.BytesIO(exported(hurtful, f"{name}.xlsx"))) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml")
            assert b"<f>" not in sheet
            assert b"hyperlink" not in sheet.lower().replace(b"=hyperlink(", b"")
            assert not [entry for entry in archive.namelist() if "sheets/_rels" in entry]


def test_a_large_number_is_shown_digit_by_digit() -> None:
    """Without a format Excel shows 1.87E+13."""
    sheet = _sheet(_write((18_700_000_000_000, 2024, 0.5)))
    assert [cell.number_format for cell in sheet[2]] == ["0", "0", "General"]


def test_the_header_stays_in_view_and_columns_are_as_wide_as_what_they_hold() -> None:
    sheet = _sheet(_write(("消防用機器", "abc", 12_345_678_901, "x" * 500, "one\nthree", None)))
    assert sheet.freeze_panes == "A2"
    assert all(cell.font.bold for cell in sheet[1])
    widths = [int(sheet.column_dimensions[letter].width) for letter in "ABCDEF"]
    assert widths == [12, 5, 13, 62, 7, 3]


def test_nothing_tells_when_or_where_it_was_made(hurtful: EmbeddedStore, exported: Any) -> None:
    written = exported(hurtful, "measures.xlsx")
    properties = openpyxl.load_workbook(io.BytesIO(written)).properties
    assert properties.created == properties.modified == datetime(1980, 1, 1)
    assert not properties.creator
    with ZipFile(io.BytesIO(written)) as archive:
        infos = archive.infolist()
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.external_attr >> 16 for info in infos} == {0o100644}
    # A reader that goes through the file once must know the types before the parts.
    assert infos[0].filename == "[Content_Types].xml"


def test_more_rows_than_a_sheet_holds_are_refused_and_leave_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(excel, "MOST_ROWS", 3)
    assert len(_cells(_write(("a",), ("b",)))) == 2
    out = io.BytesIO()
    with pytest.raises(BadParameter, match=r"holds 2 rows.*\.csv"):
        write_xlsx(Table(("a",), [("a",), ("b",), ("c",)]), out)
    assert out.getvalue() == b""
    assert not list(tmp_path.iterdir())
