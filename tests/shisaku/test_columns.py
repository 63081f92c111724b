"""Tables for people: columns stand under each other also where characters are twice as wide."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shisaku.commands.columns import as_csv, as_table, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("é", 1),
        ("ベトナム", 8),
        ("ﾍﾞﾄﾅﾑ", 5),
        ("Ａ", 2),
        ("17-2-7 消防", 11),
        ("〒", 2),
        ("…", 1),
    ],
)
def test_wide_characters_take_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    rows = [["country", "VN", "ベトナム"], ["region", "southeast-asia", "東南アジア"]]
    assert as_table(["kind", "key", "ja"], rows) == (
        "kind     key             ja\n"
        "country  VN              ベトナム\n"
        "region   southeast-asia  東南アジア\n"
    )


def test_what_follows_a_wide_cell_stands_under_the_rest() -> None:
    rows = [["ベトナム", "VN"], ["Japan", "JP"], ["", "XX"]]
    assert as_table(["name", "code"], rows) == (
        "name      code\nベトナム  VN\nJapan     JP\n          XX\n"
    )


def test_line_break_in_a_cell_does_not_break_the_row() -> None:
    assert as_table(["a", "b"], [["x\ny", "z"]]) == "a    b\nx y  z\n"


def test_table_without_rows_is_its_header() -> None:
    assert as_table(["kind", "key"], []) == "kind  key\n"


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS.filter(bool)), min_size=1))
def test_second_column_begins_at_one_place(rows: list[tuple[str, str]]) -> None:
    lines = as_table(["head", "tail"], rows).splitlines()
    assert len(lines) == len(rows) + 1
    cells = ["tail", *(row[1] for row in rows)]
    starts = {width(line.removesuffix(cell)) for line, cell in zip(lines, cells, strict=True)}
    assert starts == {max(4, *(width(row[0]) for row in rows)) + 2}


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2)))
def test_csv_reads_back_as_it_was_written(rows: list[list[str]]) -> None:
    written = as_csv(["a", "b"], rows)
    assert list(csv.reader(io.StringIO(written, newline=""))) == [["a", "b"], *rows]
