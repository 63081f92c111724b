"""The tables that hold what was read in the documents, and the way there and back.

They are committed as facts, so that a checkout builds without the documents; reading the
documents again gives exactly these tables.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from loaders.tables.csvfile import Row, read_rows, write_rows
from loaders.tables.documents import DocumentRow
from loaders.tables.translations import Glossary
from ontology.iris import KINDS
from ontology.model import (
    Allocation,
    BudgetEntry,
    FundSource,
    Measure,
    Mention,
    PolicyArea,
    Reading,
    Stage,
)

Cells = Sequence[object]


@dataclass(frozen=True, slots=True)
class ReadingTable:
    """A table of readings: its file, its columns, and how a reading fills it."""

    file: str
    columns: tuple[str, ...]
    rows: Callable[[Reading, Glossary], Iterable[Cells]]


def _area_rows(reading: Reading, glossary: Glossary) -> Iterable[Cells]:
    for area in reading.areas:
        english = glossary.title(area.title) or ""
        yield (area.id, area.edition, area.title, english, area.parent or "",
               reading.document, area.line)  # fmt: skip


def _measure_rows(reading: Reading, glossary: Glossary) -> Iterable[Cells]:
    pillars = {area.id: area.parent or "" for area in reading.areas}
    for measure in reading.measures:
        chapter = measure.section.split("-")[0]
        yield (measure.id, measure.edition, measure.title, glossary.title(measure.title) or "",
               measure.parent or "", pillars.get(chapter, ""), chapter, measure.section,
               reading.document, measure.line, measure.last_line or "")  # fmt: skip


def _budget_rows(reading: Reading, glossary: Glossary) -> Iterable[Cells]:
    for measure, entry in reading.budgets:
        programme = glossary.programme(entry.programme) if entry.programme else None
        for a in entry.allocations:
            source = (a.source.name, a.source.yen) if a.source else ("", "")
            yield (measure, entry.programme or "", programme.name_en if programme else "",
                   a.fiscal_year, a.stage, a.yen, _flag(a.is_portion), _flag(a.is_new),
                   _flag(entry.is_relisted), a.former_name or "", reading.document, entry.line,
                   entry.last_line, *source)  # fmt: skip


def _mention_rows(reading: Reading, _: Glossary) -> Iterable[Cells]:
    for mention in reading.mentions:
        yield (mention.measure, mention.kind, mention.key, mention.surface, reading.document,
               mention.line, mention.column, mention.last_line)  # fmt: skip


def _heading_rows(reading: Reading, _: Glossary) -> Iterable[Cells]:
    for line, path in reading.headings:
        yield (reading.document, line, path)


def _page_rows(reading: Reading, _: Glossary) -> Iterable[Cells]:
    for line, page in reading.pages:
        yield (reading.document, line, page)


def _flag(value: bool) -> str:
    return "true" if value else "false"


POLICIES = ReadingTable(
    "policies.csv",
    ("id", "edition", "title_ja", "title_en", "parent", "document", "line"),
    _area_rows,
)
MEASURES = ReadingTable(
    "measures.csv",
    ("id", "edition", "title_ja", "title_en", "parent", "pillar", "chapter", "section",
     "document", "line", "last_line"),
    _measure_rows,
)  # fmt: skip
BUDGETS = ReadingTable(
    "budgets.csv",
    ("measure", "programme_ja", "programme_en", "fiscal_year", "stage", "amount_jpy",
     "is_portion", "is_new", "is_relisted", "former_name", "document", "line", "last_line",
     "fund_source", "fund_source_jpy"),
    _budget_rows,
)  # fmt: skip
MENTIONS = ReadingTable(
    "mentions.csv",
    ("measure", "kind", "thing", "surface", "document", "line", "column", "last_line"),
    _mention_rows,
)
HEADINGS = ReadingTable("headings.csv", ("document", "line", "path"), _heading_rows)
PAGES = ReadingTable("pages.csv", ("document", "line", "page"), _page_rows)
READING_TABLES = (POLICIES, MEASURES, BUDGETS, MENTIONS, HEADINGS, PAGES)


def write_readings(readings: Iterable[Reading], glossary: Glossary) -> dict[str, str]:
    """The text of every table, by file name."""
    chosen = list(readings)
    return {
        table.file: write_rows(
            table.columns, (row for reading in chosen for row in table.rows(reading, glossary))
        )
        for table in READING_TABLES
    }


def read_readings(folder: Path, documents: Iterable[DocumentRow]) -> list[Reading]:
    """The readings that the tables hold, one for each document that has a layout.

    Raises BadRow or BadTable.
    """
    rows = {table.file: list(read_rows(folder / table.file, table.columns))
            for table in READING_TABLES}  # fmt: skip
    lengths = {document.slug: document.lines for document in documents if document.is_source}
    for table in rows.values():
        for row in table:
            _check_place(row, lengths)
    _check_measures(rows)
    return [_reading(document, rows) for document in documents if document.is_source]


def _check_place(row: Row, lengths: Mapping[str, int]) -> None:
    """Refuse a row about a document that is not read, or about a line that it does not have."""
    document = row.required("document")
    if document not in lengths:
        raise row.error("document", f"{document!r} is no document we read")
    for column in ("line", "last_line"):
        if row.text(column) and not 1 <= row.integer(column) <= lengths[document]:
            where = f"outside lines 1-{lengths[document]} of {document}"
            raise row.error(column, f"{row.text(column)} lies {where}")


def _check_measures(rows: Mapping[str, Sequence[Row]]) -> None:
    """Refuse a budget or mention under a measure that the table of measures does not have."""
    known = {(row.text("document"), row.text("id")) for row in rows[MEASURES.file]}
    for row in (*rows[BUDGETS.file], *rows[MENTIONS.file]):
        measure = row.text("measure")
        if measure and (row.text("document"), measure) not in known:
            raise row.error("measure", f"{measure!r} is no measure of {MEASURES.file}")


def _reading(document: DocumentRow, tables: dict[str, list[Row]]) -> Reading:
    def rows(table: ReadingTable) -> list[Row]:
        return [row for row in tables[table.file] if row.text("document") == document.slug]

    return Reading(
        document=document.slug,
        edition=document.edition,
        areas=tuple(_area(row) for row in rows(POLICIES)),
        measures=tuple(_measure(row) for row in rows(MEASURES)),
        budgets=tuple(_budgets(rows(BUDGETS))),
        mentions=tuple(_mention(row) for row in rows(MENTIONS)),
        headings=tuple((row.integer("line"), row.required("path")) for row in rows(HEADINGS)),
        pages=tuple((row.integer("line"), row.integer("page")) for row in rows(PAGES)),
        year_line=document.year_line,
    )


def _area(row: Row) -> PolicyArea:
    return PolicyArea(
        edition=row.required("edition"),
        id=row.required("id"),
        title=row.required("title_ja"),
        parent=row.text("parent") or None,
        line=row.integer("line"),
    )


def _measure(row: Row) -> Measure:
    return Measure(
        edition=row.required("edition"),
        id=row.required("id"),
        title=row.required("title_ja"),
        parent=row.text("parent") or None,
        section=row.required("section"),
        line=row.integer("line"),
        last_line=row.integer("last_line") if row.text("last_line") else None,
    )


def _mention(row: Row) -> Mention:
    if row.required("kind") not in KINDS:
        raise row.error("kind", f"{row.text('kind')!r} is no kind of thing")
    return Mention(
        measure=row.text("measure"),
        kind=row.required("kind"),
        key=row.required("thing"),
        line=row.integer("line"),
        column=row.integer("column"),
        last_line=row.integer("last_line"),
        surface=row.required("surface"),
    )


def _budgets(rows: Iterable[Row]) -> Iterable[tuple[str, BudgetEntry]]:
    """The rows of one budget line stand together and share measure, name and lines."""
    for (measure, programme, line), group in groupby(rows, key=_entry_key):
        allocations = list(group)
        first = allocations[0]
        yield (
            measure,
            BudgetEntry(
                programme=programme or None,
                allocations=tuple(_allocation(row) for row in allocations),
                is_relisted=first.flag("is_relisted"),
                line=line,
                last_line=first.integer("last_line"),
            ),
        )


def _entry_key(row: Row) -> tuple[str, str, int]:
    return row.required("measure"), row.text("programme_ja"), row.integer("line")


def _allocation(row: Row) -> Allocation:
    stage = row.required("stage")
    if stage not in set(Stage):
        raise row.error("stage", f"{stage!r} is none of {', '.join(Stage)}")
    return Allocation(
        fiscal_year=row.integer("fiscal_year"),
        stage=Stage(stage),
        yen=row.integer("amount_jpy"),
        is_portion=row.flag("is_portion"),
        is_new=row.flag("is_new"),
        former_name=row.text("former_name") or None,
        source=_source(row),
    )


def _source(row: Row) -> FundSource | None:
    name = row.text("fund_source")
    return FundSource(name, row.integer("fund_source_jpy")) if name else None
