"""All that is known: the tables of `seeds/` and, where they are at hand, the documents."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from loaders.citing import Correction, Prover, Report, Sources, read_corrections
from loaders.describing.budgets import describe_budgets
from loaders.describing.measures import (
    describe_areas,
    describe_measures,
    describe_mentions,
    mention_kinds,
)
from loaders.describing.quads import Source, quads_of
from loaders.describing.years import describe_years
from loaders.errors import BadRow, UnreadableDocument
from loaders.layouts import LAYOUTS
from loaders.linking import AmbiguousName, NamedThing, NameIndex
from loaders.origins import Origins
from loaders.readers import read
from loaders.tables.csvfile import Row, read_rows
from loaders.tables.curated import TABLES
from loaders.tables.documents import DocumentRow, identify, read_documents
from loaders.tables.facts import read_curated
from loaders.tables.readings import (
    BUDGETS,
    MEASURES,
    MENTIONS,
    POLICIES,
    ReadingTable,
    read_readings,
    write_readings,
)
from loaders.tables.translations import Glossary, missing_rows, read_glossary
from ontology import iris
from ontology.errors import UserError
from ontology.model import Fact, Issue, Passage, Reading

_LOOKALIKES = "lookalikes.csv"


class TooLittleRead(UserError, ValueError):
    """A document gave fewer measures or allocations than its row of documents.csv expects."""

    def __init__(self, document: str, what: str, found: int, expected: int) -> None:
        super().__init__(
            f"{document}: {found} {what} were read, but documents.csv expects at least {expected}"
        )


@dataclass(frozen=True, slots=True)
class Corpus:
    """The seed tables that everything else needs."""

    folder: Path
    documents: tuple[DocumentRow, ...]
    glossary: Glossary

    @classmethod
    def open(cls, folder: Path) -> "Corpus":
        """Read documents.csv and the translations. Raises BadRow or BadTable."""
        return cls(folder, read_documents(folder), read_glossary(folder))

    def named_things(self) -> list[NamedThing]:
        """All curated things that have names. Raises BadRow."""
        return [
            _named_thing(table.kind, table.key, row)
            for table in TABLES
            if table.has_names
            for row in read_rows(self.folder / table.file, (table.key, "name_ja"))
        ]

    def name_index(self) -> NameIndex:
        """The names of all curated things that texts may mention, with the misprints of them that
        corrections.csv knows. Raises BadRow."""
        corrections = read_corrections(self.folder)
        things = [
            _as_misprinted(thing, corrections)
            for thing in self.named_things()
            if thing.kind in mention_kinds()
        ]
        lookalikes = list(read_rows(self.folder / _LOOKALIKES, ("text", "reason")))
        try:
            return NameIndex(things, (row.required("text") for row in lookalikes))
        except AmbiguousName as error:
            raise BadRow("the curated tables", 0, "aliases", str(error)) from None

    def read_document(self, path: Path, slug: str | None = None) -> Reading:
        """Read one document with the layout that documents.csv gives it.

        Raises UnreadableDocument, UnknownDocument, BadRow or BadTable.
        """
        text = read(path)
        document = identify(text, self.documents, slug)
        if document.layout not in LAYOUTS:
            known = ", ".join(LAYOUTS)
            raise UnreadableDocument(
                path, f"documents.csv gives it the layout {document.layout!r}; known are {known}"
            )
        reading = LAYOUTS[document.layout](text, document, self.name_index())
        extra = (*_changed_file(text.sha256, document), *_untranslated(reading, self.glossary))
        return replace(reading, pages=text.pages(), issues=(*reading.issues, *extra))

    def read_documents(self, folder: Path) -> list[Reading]:
        """Read every document that has a layout from the files in a folder."""
        return [
            self.read_document(folder / document.file, document.slug)
            for document in self.documents
            if document.is_source
        ]

    def readings(self) -> list[Reading]:
        """What was read before, from the tables."""
        return read_readings(self.folder, self.documents)

    def missing_rows(self, reading: Reading) -> dict[str, list[tuple[str, ...]]]:
        """The rows that the translations and programmes lack for a reading, by file."""
        return missing_rows(reading, self.glossary)

    def other_extraction(self, reading: Reading) -> Reading | None:
        """What the tables hold of the document that a reading is another extraction of, as far as
        its chapters go; None where it is none."""
        document = next(d for d in self.documents if d.slug == reading.document)
        source = next((r for r in self.readings() if r.document == document.extraction_of), None)
        chapters = {measure.section.split("-")[0] for measure in reading.measures}
        return None if source is None else _only(source, chapters)

    def tables(self, readings: Iterable[Reading]) -> dict[str, str]:
        """The tables that hold these readings, by file name."""
        return write_readings(readings, self.glossary)

    def quads(self, readings: Iterable[Reading]) -> Iterator[Quad]:
        """The asserted graphs and their provenance.

        Raises BadSeeds, UnknownProgrammes or TooLittleRead.
        """
        chosen = list(readings)
        for reading in chosen:
            self._expect_enough(reading)
        return quads_of(self._sources(chosen), self.documents, chosen)

    def describe(self, reading: Reading) -> Iterator[Quad]:
        """What one reading alone says, without provenance. Raises UnknownProgrammes."""
        source = self._source(reading, describe_budgets([reading], self.glossary))
        return (Quad(f.subject, f.predicate, f.object, source.graph) for f in source.facts)

    def _source(self, reading: Reading, budgets: Iterable[Fact]) -> Source:
        """The facts of one document: its areas, measures and mentions, and the budgets given."""
        facts = (
            *_from(POLICIES, describe_areas(reading, self.glossary)),
            *_from(MEASURES, describe_measures(reading, self.glossary)),
            *_from(MENTIONS, describe_mentions(reading)),
            *_from(BUDGETS, budgets),
        )
        return Source(iris.document_graph(reading.document), facts)

    def _sources(self, readings: list[Reading]) -> Iterator[Source]:
        line_counts = {document.slug: document.lines for document in self.documents}
        curated = read_curated(self.folder, line_counts, self.known(readings))
        years = describe_years(_fiscal_years(curated))
        yield Source(iris.graph("seeds"), (*curated, *years))
        budgets = _by_document(describe_budgets(readings, self.glossary))
        for reading in readings:
            yield self._source(reading, budgets.get(reading.document, ()))

    def check_citations(self, folder: Path) -> Report:
        """Look every stated fact up in the lines that it cites, in the documents in a folder.

        Raises UnreadableDocument, BadSeeds, BadRow or BadTable.
        """
        texts = {d.slug: read(folder / d.file) for d in self.documents}
        lines = {slug: [line.text for line in text.lines] for slug, text in texts.items()}
        sources = Sources(lines, read_corrections(self.folder))
        readings = self.readings()
        programmes = (
            NamedThing("programme", programme.slug, (programme.name_ja, *programme.aliases))
            for programme in self.glossary.programmes.values()
        )
        named = (*self.named_things(), *programmes)
        things = {(thing.kind, thing.key): thing for thing in named}
        headings = {reading.document: reading.headings for reading in readings if reading.measures}
        outlines = {reading.document: reading.headings for reading in readings}
        prover = Prover(sources, things, self.name_index(), mention_kinds(), headings, outlines)
        facts = (fact for source in self._sources(readings) for fact in source.facts)
        report = prover.check(dict.fromkeys(facts))
        changed = [i for d in self.documents for i in _changed_file(texts[d.slug].sha256, d)]
        doubts = (f"{issue.document}: {issue.reason} ({issue.text})" for issue in changed)
        return replace(report, doubts=(*report.doubts, *doubts))

    def origins(self, readings: Iterable[Reading]) -> Origins:
        """Where each fact came from: the cell of a table, or the lines of a document."""
        return Origins(fact for source in self._sources(list(readings)) for fact in source.facts)

    def known(self, readings: Iterable[Reading]) -> Iterator[tuple[str, str]]:
        """What the curated tables may refer to beside themselves, as kind and key."""
        for reading in readings:
            yield from (("measure", f"{reading.edition}/{m.id}") for m in reading.measures)
            yield from (("policy", f"{reading.edition}/{area.id}") for area in reading.areas)
        for programme in self.glossary.programmes.values():
            yield "programme", programme.slug

    def _expect_enough(self, reading: Reading) -> None:
        document = next(d for d in self.documents if d.slug == reading.document)
        allocations = sum(len(entry.allocations) for _, entry in reading.budgets)
        for what, found, expected in (
            ("measures", len(reading.measures), document.min_measures),
            ("allocations", allocations, document.min_allocations),
        ):
            if found < expected:
                raise TooLittleRead(reading.document, what, found, expected)


def _only(reading: Reading, chapters: set[str]) -> Reading:
    """The measures and budgets of some chapters."""
    return replace(
        reading,
        measures=tuple(m for m in reading.measures if m.section.split("-")[0] in chapters),
        budgets=tuple((m, e) for m, e in reading.budgets if m.split("-")[0] in chapters),
    )


def _named_thing(kind: str, key: str, row: Row) -> NamedThing:
    names = (row.text("name_ja"), row.text("name_en"), row.text("abbreviation"),
             *row.values("aliases"))  # fmt: skip
    return NamedThing(
        kind,
        row.required(key),
        tuple(name for name in names if name),
        row.text("kanji"),
        row.text("printed"),
    )


def _as_misprinted(thing: NamedThing, corrections: Iterable[Correction]) -> NamedThing:
    """A thing with each of its names also as a document misprints it."""
    misprints = (
        name.replace(c.correction, c.printed)
        for c in corrections
        for name in thing.names
        if c.correction and c.correction in name
    )
    return replace(thing, names=tuple(dict.fromkeys((*thing.names, *misprints))))


def _by_document(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """Facts by the documents that state them; one that two documents state is in both."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        for document in dict.fromkeys(passage.document for passage in fact.passages):
            found.setdefault(document, []).append(fact)
    return found


def _fiscal_years(facts: Iterable[Fact]) -> Iterator[tuple[int, tuple[Passage, ...]]]:
    """The fiscal years that facts speak of, with where they do."""
    for fact in facts:
        thing = iris.parse(fact.object.value) if isinstance(fact.object, NamedNode) else None
        if thing is not None and thing[0] == "fiscal-year":
            yield int(thing[1]), fact.passages


def _from(table: ReadingTable, facts: Iterable[Fact]) -> Iterator[Fact]:
    """Facts with the table that they stand in and the key of the thing as their origin."""
    for fact in facts:
        thing = iris.parse(fact.subject.value)
        yield replace(fact, origin=f"{table.file}, {thing[1] if thing else fact.subject.value}")


def _changed_file(sha256: str, document: DocumentRow) -> Iterator[Issue]:
    if sha256 != document.sha256:
        reason = "the file differs from the one that documents.csv describes (other SHA-256)"
        yield Issue(document.slug, 0, reason, document.file)


def _untranslated(reading: Reading, glossary: Glossary) -> Iterator[Issue]:
    areas = [(area.title, area.line) for area in reading.areas]
    measures = [(measure.title, measure.line) for measure in reading.measures]
    for title, line in (*areas, *measures):
        if glossary.title(title) is None:
            reason = "translations.csv has no English for this title"
            yield Issue(reading.document, line, reason, title)
    for _, entry in reading.budgets:
        names = (entry.programme, *(a.former_name for a in entry.allocations))
        for name in dict.fromkeys(name for name in names if name):
            if glossary.programme(name) is None:
                reason = "programmes.csv has no row for this programme"
                yield Issue(reading.document, entry.line, reason, name)
