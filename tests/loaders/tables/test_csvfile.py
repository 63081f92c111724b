from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.errors import BadRow, BadTable
from loaders.tables.csvfile import Row, read_rows, write_rows

BAD_TABLES = [
    pytest.param(b"", "ports.csv: lacks the column slug, name", id="empty"),
    pytest.param(b"slug,title\na,b\n", "ports.csv: lacks the column name", id="missing column"),
    pytest.param(b"slug,name\na,\xe6\xb5\n", "ports.csv: is not UTF-8 (byte 12)", id="not UTF-8"),
    pytest.param(
        "slug,name\na,港\n".encode("shift_jis"),
        "ports.csv: is not UTF-8 (byte 12)",
        id="Shift_JIS",
    ),
    pytest.param(
        b'slug,name\na,"b"c\n',
        "ports.csv: line 2 is no CSV (',' expected after '\"')",
        id="text behind a quote",
    ),
    pytest.param(
        b'slug,name\na,"b\nc\n',
        "ports.csv: line 3 is no CSV (unexpected end of data)",
        id="a quote that never closes",
    ),
]


def _table(folder: Path, content: bytes) -> Path:
    path = folder / "ports.csv"
    path.write_bytes(content)
    return path


def _row(**cells: str) -> Row:
    return Row("ports.csv", 7, cells)


@pytest.mark.parametrize(("content", "message"), BAD_TABLES)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = _table(tmp_path, content)
    with pytest.raises(BadTable) as caught:
        list(read_rows(path, ("slug", "name")))
    assert str(caught.value) == message


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadTable, match=r"^ports\.csv: cannot be read \(No such file"):
        list(read_rows(tmp_path / "ports.csv", ()))


def test_a_row_with_too_many_cells_is_named(tmp_path: Path) -> None:
    path = _table(tmp_path, b"slug,name\na,b\nc,d,e\n")
    rows = read_rows(path, ("slug", "name"))
    assert next(rows).number == 2
    with pytest.raises(BadRow) as caught:
        next(rows)
    assert str(caught.value) == "ports.csv, row 3, column name: 3 cells stand under 2"
    assert (caught.value.file, caught.value.row, caught.value.column) == ("ports.csv", 3, "name")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("slug,name\na,港\n", id="plain"),
        pytest.param("\ufeffslug,name\na,港\n", id="byte-order mark"),
        pytest.param("slug,name\r\na,港\r\n", id="CRLF"),
        pytest.param('"slug","name"\n"a","港"', id="quoted, no line feed at the end"),
        pytest.param("slug,other,name\n a , x ,　港 \n", id="spaces and another column"),
    ],
)
def test_spellings_of_one_table_read_the_same(tmp_path: Path, content: str) -> None:
    (row,) = read_rows(_table(tmp_path, content.encode()), ("slug", "name"))
    assert (row.text("slug"), row.text("name"), row.number) == ("a", "港", 2)


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path) -> None:
    path = _table(tmp_path, b'slug,name\na,"two\nlines"\n\n,\nb,c\n')
    rows = [(row.number, row.text("slug"), row.text("name")) for row in read_rows(path, ())]
    assert rows == [(2, "a", "two\nlines"), (5, "b", "c")]


def test_a_short_row_has_empty_cells(tmp_path: Path) -> None:
    (row,) = read_rows(_table(tmp_path, b"slug,name\na\n"), ("slug", "name"))
    assert row.text("name") == ""
    with pytest.raises(BadRow, match=r"^ports\.csv, row 2, column name: is empty"):
        row.required("name")


def test_a_list_is_parted_by_bars() -> None:
    assert _row(members="a | b||c ").values("members") == ("a", "b", "c")
    assert _row(members="").values("members") == ()


@pytest.mark.parametrize("cell", ["", "1.5", "-1", "１２", "twelve", "1 000", "²"])
def test_a_whole_number_is_ascii_digits(cell: str) -> None:
    assert _row(lines="3809").integer("lines") == 3809
    with pytest.raises(BadRow, match=r"^ports\.csv, row 7, column lines"):
        _row(lines=cell).integer("lines")


@pytest.mark.parametrize("cell", ["", "True", "yes", "1"])
def test_a_flag_is_true_or_false(cell: str) -> None:
    assert _row(new="true").flag("new") is True
    assert _row(new="false").flag("new") is False
    with pytest.raises(BadRow, match=r"^ports\.csv, row 7, column new"):
        _row(new=cell).flag("new")


CELLS = st.text("海港,\"\n'|=-+ａb", max_size=6).map(str.strip)


@settings(deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS).filter(any), max_size=4))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    path = _table(tmp_path_factory.getbasetemp(), write_rows(("slug", "name"), rows).encode())
    assert [(row.text("slug"), row.text("name")) for row in read_rows(path, ("slug",))] == rows


def test_tables_are_written_with_a_header_and_line_feeds() -> None:
    assert write_rows(("slug", "name"), [("a", "港, 島"), ("b", 3)]) == (
        'slug,name\na,"港, 島"\nb,3\n'
    )
