"""CSV after RFC 4180 that is safe to open as a spreadsheet."""

import csv
import io
import re
from typing import BinaryIO

from exports.table import Cell, Table
from exports.text import clean

# A cell that begins so is run as a formula by spreadsheets:
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def write_csv(table: Table, out: BinaryIO) -> None:
    """Write a table as UTF-8; lines end in CR LF, as RFC 4180 has it."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    try:
        writer.writerow(table.header)
        writer.writerows(tuple(map(cell, row)) for row in table.rows)
    finally:
        text.detach()  # or the wrapper, once it is gone, would have closed the caller's file


def cell(value: Cell) -> str:
    """A value as text: flags as `true` and `false`, None as nothing, formulas made harmless.

    >>> cell("=1+1"), cell("-5"), cell(True), cell(None)
    ("'=1+1", '-5', 'true', '')
    """
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else clean(str(value))
    is_formula = _FORMULA.match(text) and not _NUMBER.fullmatch(text)
    return f"'{text}" if is_formula else text
