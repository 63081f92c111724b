"""Tables in Markdown, and ratios within a round."""

import pytest

from bench.rounds import Figures, Round
from bench.tables import head, line, number


@pytest.mark.parametrize(
    ("value", "written"),
    [(12345.6, "12,346"), (99.94, "99.9"), (0.01234, "0.0123"), (float("nan"), "–")],
)
def test_a_number_has_the_digits_that_say_something(value: float, written: str) -> None:
    assert number(value) == written


def test_a_table_has_as_many_columns_everywhere() -> None:
    lines = [*head(["a", "b", "c"]).splitlines(), line(1, "x", 2.5)]
    assert lines == ["| a | b | c |", "| --- | --- | ---: |", "| 1 | x | 2.5 |"]


def test_a_ratio_compares_within_each_round() -> None:
    def figures(*rates: float) -> Figures:
        return Figures(tuple(Round(rate, 0, 0, 0, "") for rate in rates))

    assert figures(10, 200, 30).ratio(figures(5, 100, 30)) == 2
