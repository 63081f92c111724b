"""How documents print dates and fiscal years."""

import re

from ontology.eras import FIRST_YEAR, era_years

_LETTER_OF_ERA = {"令和": "r", "平成": "h", "昭和": "s"}
_COUNTED = "人件社団体国校台局万億兆円"
"""What follows a number that is no year."""


def shows_date(date: str, folded: str) -> bool:
    """Whether a folded text prints a date of the form 2022, 2022-11 or 2022-11-09.

    Year, month and day may stand apart, as in 令和4年 … 5月19日から21日, or in one: R4.11.9.
    """
    year, *rest = (int(part) for part in date.split("-"))
    numbers = "".join(rf"[./-]0?{number}(?!\d)" for number in rest)
    in_one = rf"(?:{_year(year)}){numbers}"
    apart = [_year(year), *_month_and_day(*rest)]
    return bool(re.search(in_one, folded)) or all(re.search(part, folded) for part in apart)


def shows_fiscal_year(year: int, folded: str) -> bool:
    """Whether a folded text prints a fiscal year: 令和4年度, 2022年度, 4年度, R4年度 or R4."""
    numbers = [written[2:] for written in era_years(year)]
    # A list or range of years may share one 年度: 3・4年度, 令和2~6年度.
    shared = r"(?:[・~〜、,-]+\d+)*年度"
    without_era = "".join(f"(?<!{era})" for era in _LETTER_OF_ERA)
    counted = rf"{without_era}(?<!\d)(?:{'|'.join(numbers)}){shared}"
    return re.search(f"{_year(year)}|{counted}", folded) is not None


def _year(year: int) -> str:
    return "|".join((rf"(?<!\d){year}(?![\d{_COUNTED}])", *_in_eras(year)))


def _in_eras(year: int) -> list[str]:
    found: list[str] = []
    for written in era_years(year):
        era, number = written[:2], written[2:]
        counted = f"(?:{FIRST_YEAR}|0?1)" if number == FIRST_YEAR else number
        found.append(rf"{era}{counted}(?!\d)")
        found.append(rf"(?<![a-z]){_LETTER_OF_ERA[era]}{counted}(?!\d)")
    return found


def _month_and_day(month: int = 0, day: int = 0) -> list[str]:
    """Patterns for a month and a day that stand apart from their year; 0 is none."""
    if not month:
        return []
    if not day:
        return [rf"(?<!\d)0?{month}月"]
    slash = rf"(?<!\d)0?{month}/0?{day}(?!\d)"
    some_day = rf"(?<!\d)0?{day}日|(?<!\d){day}[~〜・,、-]+\d+日"
    return [rf"(?<!\d)0?{month}月|{slash}", f"{some_day}|{slash}"]
