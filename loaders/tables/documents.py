"""`documents.csv`: the source documents, the files they were read from, and what to expect."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from loaders.errors import UnknownDocument
from loaders.readers.text import Text
from loaders.tables.csvfile import Row, read_rows

FILE = "documents.csv"
COLUMNS = (
    "slug", "title_ja", "title_en", "publisher_ja", "publisher_en", "published", "edition",
    "layout", "covers", "file", "sha256", "lines", "min_measures",
    "min_allocations", "year_line",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A source document.

    `edition` and `layout` are empty for a document that is cited but not read by a loader.
    `extraction_of` names the document that this file is another extraction of; it adds nothing to
    the graph, and reading it shows where the two differ.
    `covers` lists the chapters that are taken from it; empty means all of them. The least counts
    guard against reading less than there is. `year_line` is the line that says which fiscal year
    amounts without one belong to, None where no line does.
    """

    slug: str
    title_ja: str
    title_en: str
    publisher_ja: str
    publisher_en: str
    published: str
    edition: str
    layout: str
    covers: tuple[str, ...]
    file: str
    sha256: str
    lines: int
    min_measures: int
    min_allocations: int
    extraction_of: str = ""
    year_line: int | None = None

    @property
    def is_source(self) -> bool:
        """Whether the measures of the graph are read from this file."""
        return bool(self.layout) and not self.extraction_of


def read_documents(folder: Path) -> tuple[DocumentRow, ...]:
    """All rows of the table. Raises BadRow or BadTable."""
    return tuple(_document(row) for row in read_rows(folder / FILE, COLUMNS))


def _document(row: Row) -> DocumentRow:
    return DocumentRow(
        slug=row.required("slug"),
        title_ja=row.required("title_ja"),
        title_en=row.required("title_en"),
        publisher_ja=row.required("publisher_ja"),
        publisher_en=row.required("publisher_en"),
        published=row.text("published"),
        edition=_edition(row),
        layout=row.text("layout"),
        covers=row.values("covers"),
        file=row.required("file"),
        sha256=row.required("sha256"),
        lines=row.integer("lines"),
        min_measures=row.integer("min_measures"),
        min_allocations=row.integer("min_allocations"),
        extraction_of=row.text("extraction_of"),
        year_line=row.integer("year_line") if row.text("year_line") else None,
    )


def _edition(row: Row) -> str:
    """The year of the edition; empty for a document without measures."""
    edition = row.text("edition")
    if edition and not (edition.isascii() and edition.isdigit()):
        raise row.error("edition", f"{edition!r} is no year, e.g. 2024")
    return edition


def identify(text: Text, documents: Iterable[DocumentRow], slug: str | None = None) -> DocumentRow:
    """The row that describes a file: the one named, else by SHA-256, else by file name.

    Raises UnknownDocument where there is none.
    """
    rows = list(documents)
    if slug is not None:
        candidates = [row for row in rows if row.slug == slug]
    else:
        same_bytes = [row for row in rows if row.sha256 == text.sha256]
        candidates = same_bytes or [row for row in rows if row.file == text.path.name]
    if not candidates:
        raise UnknownDocument(text.path, [row.slug for row in rows])
    return candidates[0]
