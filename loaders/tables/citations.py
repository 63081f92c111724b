"""The citation and basis that every row of a curated table carries.

`document` and `lines` may be lists in step: the first lines belong to the first document. Lines
are `3615`, `3638-3639` or several of these with commas.
"""

import re
from collections.abc import Iterator

from loaders.tables.csvfile import Row
from ontology.model import Basis, Passage

COLUMNS = ("basis", "document", "lines")
_LINES = re.compile(r"(?P<first>\d+)(?:-(?P<last>\d+))?")


def read_basis(row: Row) -> Basis:
    """Why the row is believed. Raises BadRow for an unknown basis."""
    value = row.required("basis")
    if value not in (Basis.STATED, Basis.EDITORIAL):
        raise row.error("basis", f"{value!r} is neither stated nor editorial")
    return Basis(value)


def read_passages(row: Row, line_counts: dict[str, int]) -> tuple[Passage, ...]:
    """The cited passages; `line_counts` gives the length of every known document.

    Raises BadRow when there is no citation, or it names an unknown document or line.
    """
    row.required("document")
    row.required("lines")
    documents, lines = row.values("document"), row.values("lines")
    if len(documents) != len(lines):
        raise row.error("lines", f"{len(lines)} lists of lines for {len(documents)} documents")
    return tuple(
        passage
        for document, cited in zip(documents, lines, strict=True)
        for passage in _passages(row, document, cited, line_counts)
    )


def _passages(
    row: Row, document: str, cited: str, line_counts: dict[str, int]
) -> Iterator[Passage]:
    if document not in line_counts:
        raise row.error("document", f"{document!r} is not in documents.csv")
    for part in cited.split(","):
        match = _LINES.fullmatch(part.strip())
        if match is None:
            raise row.error("lines", f"{part.strip()!r} is no line number or range of lines")
        first, last = int(match["first"]), int(match["last"] or match["first"])
        if not 1 <= first <= last <= line_counts[document]:
            raise row.error("lines", f"{part.strip()} lies outside lines 1-{line_counts[document]}")
        yield Passage(document, first, last)
