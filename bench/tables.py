"""Tables in Markdown, a line as soon as it is known."""

from collections.abc import Sequence
from math import isnan


def head(columns: Sequence[str]) -> str:
    """The first two lines of a table; all columns but the first two are numbers."""
    return f"{line(*columns)}\n{line(*['---'] * 2, *['---:'] * (len(columns) - 2))}"


def line(*cells: object) -> str:
    """A line of a table."""
    return f"| {' | '.join(map(str, cells))} |"


def number(value: float) -> str:
    """A number with as many digits as say something; a dash where there is none."""
    if isnan(value):
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
