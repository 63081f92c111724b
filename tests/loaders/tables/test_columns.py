import pytest
from pyoxigraph import Literal

from loaders.errors import BadRow
from loaders.tables.columns import (
    Reader,
    Register,
    Term,
    date_literal,
    fiscal_year,
    flag,
    language_of,
    number,
)
from loaders.tables.csvfile import Row
from ontology import iris
from ontology.terms import XSD


def _read(reader: Reader, cell: str) -> tuple[Term, ...]:
    return reader(Row("ports.csv", 4, {"depth": cell}), "depth", Register())


def _refusal(reader: Reader, cell: str) -> str:
    with pytest.raises(BadRow) as caught:
        _read(reader, cell)
    return str(caught.value)


@pytest.mark.parametrize(
    ("value", "datatype"), [("2022", "gYear"), ("2022-11", "gYearMonth"), ("2022-11-09", "date")]
)
def test_a_date_is_as_precise_as_it_is_known(value: str, datatype: str) -> None:
    literal = date_literal(value)
    assert literal.value == value
    assert literal.datatype.value == f"http://www.w3.org/2001/XMLSchema#{datatype}"


@pytest.mark.parametrize(
    "value",
    ["", "22", "2022-1", "2022-13", "2022-02-30", "20221109", "2022-11-9", "2022-W45", "２０２２",
     "2022-11-09T00:00", "令和4年", "0000", "2022 ", "2022\n"],
)  # fmt: skip
def test_anything_else_is_no_date(value: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        date_literal(value)


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("ベトナム", "ja"),
        ("ﾍﾞﾄﾅﾑ", "ja"),
        ("越南", "ja"),
        ("G7広島AIプロセス", "ja"),
        ("Viet Nam", "en"),
        ("G7", "en"),
        ("Leaders' Communiqué", "en"),
    ],
)
def test_the_script_shows_the_language(name: str, language: str) -> None:
    assert language_of(name) == language


@pytest.mark.parametrize("cell", ["1087", "0.4", "0", "-3", "-0.25", "310.0"])
def test_a_number_is_a_decimal_as_written(cell: str) -> None:
    assert _read(number, cell) == (Literal(cell, datatype=XSD.decimal),)


@pytest.mark.parametrize(
    "cell",
    [
        "1,087",
        "１",
        "1.",
        ".5",
        "+1",
        "--1",
        "1e3",
        "4割",
        "310人",
        "1 0",
        "0x1",
        "NaN",
        "1\n",
        "²",
    ],
)
def test_anything_else_is_no_number(cell: str) -> None:
    reason = f"{cell!r} is no number of the form 1087 or 0.4"
    assert _refusal(number, cell) == f"ports.csv, row 4, column depth: {reason}"


@pytest.mark.parametrize("cell", ["true", "false"])
def test_a_flag_is_a_boolean(cell: str) -> None:
    assert _read(flag, cell) == (Literal(cell, datatype=XSD.boolean),)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("", "is empty, and every row needs it"),
        ("True", "'True' is neither true nor false"),
        ("1", "'1' is neither true nor false"),
    ],
)
def test_a_flag_is_never_left_open(cell: str, reason: str) -> None:
    assert _refusal(flag, cell) == f"ports.csv, row 4, column depth: {reason}"


def test_a_fiscal_year_is_the_year_that_it_begins_in() -> None:
    assert _read(fiscal_year, "2022") == (iris.fiscal_year(2022),)


@pytest.mark.parametrize("reader", [number, fiscal_year])
def test_an_empty_cell_says_nothing(reader: Reader) -> None:
    assert _read(reader, "") == ()


@pytest.mark.parametrize(
    "cell",
    [
        *("22", "20222", "令和4", "FY2022", "２０２２", "2022年度", "2022-23", "-2022", "2022\n"),
        "1925",
        "0000",
    ],
)
def test_anything_else_is_no_fiscal_year(cell: str) -> None:
    reason = f"{cell!r} is no year in which a fiscal year begins, e.g. 2022"
    assert _refusal(fiscal_year, cell) == f"ports.csv, row 4, column depth: {reason}"
