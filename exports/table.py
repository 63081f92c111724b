"""A table, as it is before it is a file."""

from collections.abc import Iterable
from dataclasses import dataclass

Cell = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns, and rows of as many cells, to be gone through once."""

    header: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]
