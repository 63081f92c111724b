"""Japanese eras: how a western year is written in them, and the reverse."""

_BEGINS = {"令和": 2019, "平成": 1989, "昭和": 1926}
"""The western year that is year 1 of each era, the latest era first."""

FIRST_YEAR = "元"


def era_years(year: int) -> tuple[str, ...]:
    """A western year as each era that it lies in writes it, the later era first.

    >>> era_years(2024)
    ('令和6',)
    >>> era_years(2019)
    ('令和元', '平成31')
    """
    found: list[str] = []
    ends = year
    for era, begins in _BEGINS.items():
        if begins <= year <= ends:
            number = year - begins + 1
            found.append(f"{era}{FIRST_YEAR if number == 1 else number}")
        ends = begins
    return tuple(found)


def western_year(era: str, number: int) -> int:
    """The western year of a year of an era, e.g. 2024 for 令和6. Raises KeyError for no era."""
    return _BEGINS[era] + number - 1
