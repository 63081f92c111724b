import pytest

from loaders.tables.columns import date_literal, language_of


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
