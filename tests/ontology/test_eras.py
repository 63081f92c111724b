import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.eras import FIRST_YEAR, era_years, western_year

WRITTEN = [
    (2024, ("令和6",)),
    (2020, ("令和2",)),
    (2019, ("令和元", "平成31")),
    (2018, ("平成30",)),
    (1990, ("平成2",)),
    (1989, ("平成元", "昭和64")),
    (1988, ("昭和63",)),
    (1926, ("昭和元",)),
    (1925, ()),
    (0, ()),
]


@pytest.mark.parametrize(("year", "written"), WRITTEN)
def test_a_year_is_written_in_each_era_that_it_lies_in(year: int, written: tuple[str, ...]) -> None:
    assert era_years(year) == written


@pytest.mark.parametrize(
    ("era", "number", "year"),
    [
        ("令和", 6, 2024),
        ("令和", 1, 2019),
        ("平成", 31, 2019),
        ("平成", 1, 1989),
        ("昭和", 64, 1989),
    ],
)
def test_a_year_of_an_era_is_a_western_year(era: str, number: int, year: int) -> None:
    assert western_year(era, number) == year


@pytest.mark.parametrize("era", ["", "大正", "R", "令"])
def test_another_era_is_unknown(era: str) -> None:
    with pytest.raises(KeyError):
        western_year(era, 1)


@settings(deadline=None)
@given(st.integers(1926, 2100))
def test_what_was_written_in_an_era_is_the_same_year(year: int) -> None:
    written = era_years(year)
    assert written
    for era, number in (re.findall(r"(\D\D)(.+)", w)[0] for w in written):
        assert western_year(era, 1 if number == FIRST_YEAR else int(number)) == year
