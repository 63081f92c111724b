"""CSV files with a header row: rows that know where they stand."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from loaders.errors import BadRow, BadTable

LIST_SEPARATOR = "|"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `number` counts as a spreadsheet does, the header being row 1."""

    file: str
    number: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        """The cell, or an empty string where it is empty."""
        return self.cells.get(column, "")

    def required(self, column: str) -> str:
        """The cell. Raises BadRow where it is empty."""
        value = self.text(column)
        if not value:
            raise self.error(column, "is empty, and every row needs it")
        return value

    def values(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that holds a list."""
        parts = (part.strip() for part in self.text(column).split(LIST_SEPARATOR))
        return tuple(part for part in parts if part)

    def integer(self, column: str) -> int:
        """The cell as a whole number. Raises BadRow where it is none."""
        value = self.required(column)
        if not (value.isascii() and value.isdigit()):
            raise self.error(column, f"{value!r} is no whole number")
        return int(value)

    def flag(self, column: str) -> bool:
        """The cell as `true` or `false`. Raises BadRow for anything else."""
        value = self.required(column)
        if value not in ("true", "false"):
            raise self.error(column, f"{value!r} is neither true nor false")
        return value == "true"

    def cell(self, column: str) -> str:
        """Where a cell stands, in words."""
        return f"{self.file}, row {self.number}, column {column}"

    def error(self, column: str, reason: str) -> BadRow:
        """The error that names this row and a column."""
        return BadRow(self.file, self.number, column, reason)


def read_rows(path: Path, columns: Iterable[str]) -> Iterator[Row]:
    """The rows of a UTF-8 CSV file.

    Raises BadTable when the file is missing, not UTF-8 or lacks a column; BadRow when a row has
    more cells than the header.
    """
    reader = csv.reader(StringIO(_text(path), newline=""), strict=True)
    try:
        header = next(reader, [])
        missing = [column for column in columns if column not in header]
        if missing:
            raise BadTable(path.name, f"lacks the column {', '.join(missing)}")
        yield from _rows(path.name, header, reader)
    except csv.Error as error:
        raise BadTable(path.name, f"line {reader.line_num} is no CSV ({error})") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadTable(path.name, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise BadTable(path.name, f"is not UTF-8 (byte {error.start})") from error


def _rows(file: str, header: list[str], cells: Iterable[list[str]]) -> Iterator[Row]:
    for number, row in enumerate(cells, start=2):
        if len(row) > len(header):
            raise BadRow(file, number, header[-1], f"{len(row)} cells stand under {len(header)}")
        if any(row):
            yield Row(file, number, {k: v.strip() for k, v in zip(header, row, strict=False)})


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as RFC 4180 text, with a header row and line feeds."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()
