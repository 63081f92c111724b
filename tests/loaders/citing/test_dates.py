from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.citing.dates import shows_date, shows_fiscal_year
from ontology.eras import era_years
from ontology.names import fold

SHOWN = [
    ("2022", "2022年"),
    ("2022", "令和4年"),
    ("2022", "令和４年"),
    ("2022", "令 和 4 年"),
    ("2022", "㋿4年"),
    ("2022", "R4"),
    ("2022", "Ｒ４"),
    ("2018", "平成30年"),
    ("2018", "H30.3"),
    ("2019", "令和元年"),
    ("2019", "平成31年"),
    ("1988", "昭和63年"),
    ("1988", "S63"),
    ("2022-11", "令和4年11月"),
    ("2022-11", "2022年11月"),
    ("2022-11", "R4.11"),
    ("2022-11", "2022/11"),
    ("2022-01", "令和4年1月"),
    ("2022-01", "令和4年01月"),
    ("2022-01", "2022-01"),
    ("2022-11-09", "令和4年11月9日"),
    ("2022-11-09", "令和４年１１月９日"),
    ("2022-11-09", "令和4年\n11月9日"),
    ("2022-11-09", "2022年11月9日"),
    ("2022-11-09", "2022年11月09日"),
    ("2022-11-09", "R4.11.9"),
    ("2022-11-09", "2022.11.9"),
    ("2022-11-09", "2022/11/09"),
    ("2022-11-09", "2022-11-09"),
    ("2022-11-09", "令和4年度。会合は11月9日"),
    ("2023-05-19", "令和5年5月19日から21日"),
    ("2023-05-21", "令和5年5月19日から21日"),
    ("2023-05-19", "令和5年5月19～21日"),
    ("2023-05-21", "令和5年5月19〜21日"),
    ("2023-05-19", "令和5年5月19・20日"),
]

NOT_SHOWN = [
    ("2022", ""),
    ("2022", "12022年"),
    ("2022", "20221年"),
    ("2022", "2023年"),
    ("2022", "令和14年"),
    ("2022", "令和40年"),
    ("2022", "平成4年"),
    ("2022", "4年"),
    ("2022", "SR4"),
    ("2022", "R44"),
    ("2018", "令和30年"),
    ("2018", "平成3年"),
    ("2018", "平成130年"),
    ("2022-01", "2022年11月"),
    ("2022-01", "2022.11"),
    ("2022-11", "2022年1月"),
    ("2022-11", "2022年111月"),
    ("2022-11", "2021年11月"),
    ("2022-11", "11月"),
    ("2022-11-09", "12022年11月9日"),
    ("2022-11-09", "2022年11月19日"),
    ("2022-11-09", "2022年11月29日"),
    ("2022-11-09", "2022年11月90日"),
    ("2022-11-09", "2022年9月11日"),
    ("2022-11-09", "2022年11月"),
    ("2022-11-09", "R14.11.9"),
    ("2022-11-09", "R4.11.19"),
    ("2022-11-09", "R4.1.9"),
    ("2023-05-20", "令和5年5月19日から21日"),
    ("2023-05-19", "令和5年5月21日から29日"),
    pytest.param(
        *("2022-11-09", "2022.9.11"),
    ),
]

FISCAL = [
    (2022, "令和4年度"),
    (2022, "令和４年度"),
    (2022, "2022年度"),
    (2022, "FY2022"),
    (2022, "4年度"),
    (2022, "４年度"),
    (2022, "R4年度"),
    (2022, "R4"),
    (2021, "3・4年度"),
    (2022, "3・4年度"),
    (2021, "令和3、4年度"),
    (2020, "令和2～6年度"),
    (2024, "令和2～6年度"),
    (2021, "2021・2022年度"),
    (2019, "令和元年度"),
    (2019, "元年度"),
    (2019, "平成31年度"),
    (2018, "平成30年度"),
    (2018, "30年度"),
]

NOT_FISCAL = [
    (2022, ""),
    (2022, "14年度"),
    (2022, "令和14年度"),
    (2022, "40年度"),
    (2022, "令和40年度"),
    (2022, "3年度"),
    (2022, "4年"),
    (2022, "4・"),
    (2022, "12022年度"),
    (2022, "20224年度"),
    (2022, "R14"),
    (2022, "R44年度"),
    (2022, "SR4"),
    (2021, "13・4年度"),
    (2021, "3人、4年度"),
    (1900, "平成30年度"),
    pytest.param(
        *(2022, "平成4年度"),
    ),
    pytest.param(
        *(2018, "令和30年度"),
    ),
]


@pytest.mark.parametrize(("day", "text"), SHOWN)
def test_a_date_is_shown_in_any_form(day: str, text: str) -> None:
    assert shows_date(day, fold(text))


@pytest.mark.parametrize(("day", "text"), NOT_SHOWN)
def test_another_date_is_not_shown(day: str, text: str) -> None:
    assert not shows_date(day, fold(text))


@pytest.mark.parametrize(
    ("day", "text"), [("2019-05", "R1.5"), ("2019-05", "令和1年5月"), ("1989", "H1")]
)
def test_the_first_year_of_an_era_may_be_a_number(day: str, text: str) -> None:
    assert shows_date(day, fold(text))


@pytest.mark.parametrize(("year", "text"), FISCAL)
def test_a_fiscal_year_is_shown_in_any_form(year: int, text: str) -> None:
    assert shows_fiscal_year(year, fold(text))


@pytest.mark.parametrize(("year", "text"), NOT_FISCAL)
def test_another_fiscal_year_is_not_shown(year: int, text: str) -> None:
    assert not shows_fiscal_year(year, fold(text))


DATES = st.dates(date(1926, 1, 1), date(2100, 12, 31))


@settings(deadline=None)
@given(DATES, DATES)
def test_a_whole_date_shows_itself_and_no_other(printed: date, other: date) -> None:
    months = f"{printed.month}月{printed.day}日"
    for year in (str(printed.year), *era_years(printed.year)):
        text = fold(f"{year}年{months}")
        assert shows_date(printed.isoformat(), text)
        assert shows_date(other.isoformat(), text) == (other == printed)


@settings(deadline=None)
@given(st.integers(1926, 2100), st.integers(1926, 2100))
def test_a_whole_fiscal_year_shows_itself_and_no_other(printed: int, other: int) -> None:
    assert shows_fiscal_year(printed, fold(f"{printed}年度"))
    assert shows_fiscal_year(other, fold(f"{printed}年度")) == (other == printed)
    assert all(shows_fiscal_year(printed, fold(f"{era}年度")) for era in era_years(printed))
