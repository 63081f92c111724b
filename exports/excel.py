"""Tables as Excel workbooks of one sheet (Office Open XML)."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from xlsxwriter import Workbook

from exports.archive import repack
from exports.table import Cell, Table
from exports.text import clean
from queries.errors import BadParameter

MOST_ROWS = 1_048_576
"""What a sheet holds, its header included."""
_CREATED = datetime(1980, 1, 1)
_WIDEST = 60


def write_xlsx(table: Table, out: BinaryIO) -> None:
    """Write a table: texts stay texts, numbers numbers, flags flags, and the header in view.

    Lines within a cell end as Excel ends them, in a line feed; a text of more than 32,767
    characters, the most that a cell holds, is cut. Raises BadParameter for more rows than a sheet
    holds.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder, "table.xlsx")
        # Rows wait on disk, and texts stand in their cells, not in a list that grows with them.
        with Workbook(str(path), {"constant_memory": True, "tmpdir": folder}) as workbook:
            workbook.set_properties({"created": _CREATED})
            _fill(_Sheet(workbook), table)
        repack(path, out)


def _fill(sheet: "_Sheet", table: Table) -> None:
    sheet.write_header(table.header)
    for row, cells in enumerate(table.rows, start=1):
        if row == MOST_ROWS:
            raise _too_long()
        sheet.write_row(row, cells)
    sheet.widen()


class _Sheet:
    """A sheet that is filled row by row. Each type of value has a method of its own there, for the
    general one takes texts for formulas and links."""

    def __init__(self, workbook: Workbook) -> None:
        self._sheet = workbook.add_worksheet()
        self._bold = workbook.add_format({"bold": True})
        # Without a format, Excel shows numbers of more than 11 digits as 1.87E+13.
        self._whole = workbook.add_format({"num_format": "0"})
        self._widths: list[int] = []

    def write_header(self, names: tuple[str, ...]) -> None:
        for column, name in enumerate(names):
            self._sheet.write_string(0, column, name, self._bold)
        self._sheet.freeze_panes(1, 0)
        self._widths = [*map(_width, names)]

    def write_row(self, row: int, cells: tuple[Cell, ...]) -> None:
        for column, value in enumerate(map(_shown, cells)):
            self._write(row, column, value)
            self._widths[column] = max(self._widths[column], _width(value))

    def _write(self, row: int, column: int, value: Cell) -> None:
        if isinstance(value, bool):
            self._sheet.write_boolean(row, column, value)
        elif isinstance(value, int):
            self._sheet.write_number(row, column, value, self._whole)
        elif isinstance(value, float):
            self._sheet.write_number(row, column, value)
        elif value:
            self._sheet.write_string(row, column, value)

    def widen(self) -> None:
        """Make each column as wide as what it holds, within reason."""
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, min(width, _WIDEST) + 2)


def _shown(value: Cell) -> Cell:
    if not isinstance(value, str):
        return value
    return clean(value).replace("\r\n", "\n").replace("\r", "\n")


def _width(value: Cell) -> int:
    """In letters, of which a Japanese one takes two, as it takes two bytes in this encoding."""
    lines = "" if value is None else str(value)
    return max((len(line.encode("cp932", "replace")) for line in lines.split("\n")), default=0)


def _too_long() -> BadParameter:
    what = f"a sheet of Excel holds {MOST_ROWS - 1:,} rows, and this table has more"
    return BadParameter("format", f"{what}; take it as .csv, or choose a part")
