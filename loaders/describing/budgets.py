"""Budgets as facts. One allocation is one thing, however often the documents print it.

An allocation is the same when programme, fiscal year, stage and amount are the same; its key
spells these four. Each printing under a measure is a listing of its own, which says whether it
was marked 再掲 (listed again) or の内数 (only an unnamed part of it is the measure's).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from loaders.describing.years import describe_years
from loaders.tables.translations import Glossary, Programme
from ontology import iris
from ontology.errors import UserError
from ontology.model import Allocation, Basis, BudgetEntry, Fact, Passage, Reading
from ontology.names import fold
from ontology.terms import RDF, RDFS, SHK, SKOS, XSD


class UnknownProgrammes(UserError, LookupError):
    """Budget lines name programmes that programmes.csv does not have."""

    def __init__(self, places: Iterable[str]) -> None:
        super().__init__(
            "programmes.csv has no row (slug, Japanese and English name) for: " + "; ".join(places)
        )


@dataclass(frozen=True, slots=True)
class _Listing:
    """One printing of one allocation under one measure."""

    measure: NamedNode
    number: str
    entry: BudgetEntry
    allocation: Allocation
    programme: Programme
    former: Programme | None
    passage: Passage
    year_passages: tuple[Passage, ...]
    name_passages: tuple[Passage, ...]

    @property
    def key(self) -> str:
        """Programme, year, stage and amount; the programme as it was called at the time."""
        a, owner = self.allocation, self.former or self.programme
        return f"{owner.slug}-{a.fiscal_year}-{a.stage}-{a.yen}"


def describe_budgets(readings: Iterable[Reading], glossary: Glossary) -> Iterator[Fact]:
    """Programmes, allocations, listings and fiscal years of all readings together.

    Raises UnknownProgrammes.
    """
    listings = list(_listings(readings, glossary))
    by_key: dict[str, list[_Listing]] = defaultdict(list)
    for listing in listings:
        by_key[listing.key].append(listing)
        yield from _describe_listing(listing)
    for key, printed in by_key.items():
        yield from _describe_allocation(key, printed)
    yield from _describe_programmes(listings)
    yield from describe_years(
        (each.allocation.fiscal_year, (each.passage, *each.year_passages)) for each in listings
    )


def _listings(readings: Iterable[Reading], glossary: Glossary) -> Iterator[_Listing]:
    unknown: dict[str, None] = {}
    for reading in readings:
        for number, entry in reading.budgets:
            programme = _programme(reading, number, entry, glossary)
            for allocation in entry.allocations:
                former = glossary.programme(allocation.former_name or "")
                if programme is None or (allocation.former_name and former is None):
                    missing = allocation.former_name if programme else entry.programme
                    unknown[f"{reading.document} line {entry.line} ({missing})"] = None
                    continue
                yield _Listing(
                    iris.measure(reading.edition, number),
                    f"{reading.edition}/{number}",
                    entry,
                    allocation,
                    programme,
                    former,
                    Passage(reading.document, entry.line, entry.last_line),
                    tuple(_year_passages(reading, allocation)),
                    tuple(_name_passages(reading, number, entry)),
                )
    if unknown:
        raise UnknownProgrammes(unknown)


def _programme(
    reading: Reading, number: str, entry: BudgetEntry, glossary: Glossary
) -> Programme | None:
    """The programme of a budget line; where none is printed, the measure is its own programme."""
    if entry.programme is not None:
        return glossary.programme(entry.programme)
    title = next(measure.title for measure in reading.measures if measure.id == number)
    return Programme(f"{reading.edition}-{number}", title, glossary.title(title) or title, ())


def _year_passages(reading: Reading, allocation: Allocation) -> Iterator[Passage]:
    """Where the document says which year amounts belong to that stand without one."""
    if reading.year_line and allocation.fiscal_year == int(reading.edition):
        yield Passage(reading.document, reading.year_line, reading.year_line)


def _name_passages(reading: Reading, number: str, entry: BudgetEntry) -> Iterator[Passage]:
    """The title of the measure, where it is the only name that the programme has."""
    if entry.programme is None:
        measure = next(measure for measure in reading.measures if measure.id == number)
        yield Passage(reading.document, measure.line, measure.last_line or measure.line)


def _describe_listing(listing: _Listing) -> Iterator[Fact]:
    node = iris.thing("listing", f"{listing.number}/{listing.key}")
    a, where = listing.allocation, (listing.passage,)
    is_relisted = listing.entry.is_relisted
    yield Fact(node, RDF.type, SHK.BudgetListing, Basis.STATED, where)
    yield Fact(listing.measure, SHK.hasListing, node, Basis.STATED, where)
    allocation = iris.thing("budget", listing.key)
    yield Fact(node, SHK.listsAllocation, allocation, Basis.STATED, where)
    yield Fact(node, SHK.isPortion, _boolean(a.is_portion), Basis.STATED, where)
    yield Fact(node, SHK.isRelisted, _boolean(is_relisted), Basis.STATED, where)
    if listing.entry.programme:
        printed = Literal(listing.entry.programme, language="ja")
        yield Fact(node, SHK.printedName, printed, Basis.STATED, where)


def _describe_allocation(key: str, printed: list[_Listing]) -> Iterator[Fact]:
    """An allocation with all its printings; it is a portion only where no printing is whole."""
    node, first = iris.thing("budget", key), printed[0]
    a, where = first.allocation, tuple(dict.fromkeys(listing.passage for listing in printed))
    year = iris.fiscal_year(a.fiscal_year)
    programme = iris.thing("programme", first.programme.slug)
    is_portion = all(listing.allocation.is_portion for listing in printed)
    is_new = any(listing.allocation.is_new for listing in printed)
    yield Fact(node, RDF.type, SHK.BudgetAllocation, Basis.STATED, where)
    yield Fact(node, SHK.allocatedTo, programme, Basis.STATED, where)
    told = dict.fromkeys(passage for listing in printed for passage in listing.year_passages)
    yield Fact(node, SHK.fiscalYear, year, Basis.STATED, (*where, *told))
    yield Fact(node, SHK.stage, SHK[f"stage-{a.stage}"], Basis.STATED, where)
    amount = Literal(str(a.yen), datatype=XSD.integer)
    yield Fact(node, SHK.amount, amount, Basis.STATED, where)
    yield Fact(node, SHK.isPortion, _boolean(is_portion), Basis.STATED, where)
    yield Fact(node, SHK.isNew, _boolean(is_new), Basis.STATED, where)
    if a.source:
        source = Literal(a.source.name, language="ja")
        part = Literal(str(a.source.yen), datatype=XSD.integer)
        yield Fact(node, SHK.fundSource, source, Basis.STATED, where)
        yield Fact(node, SHK.amountFromSource, part, Basis.STATED, where)
    if first.former and a.former_name:
        former = iris.thing("programme", first.former.slug)
        name = Literal(a.former_name, language="ja")
        yield Fact(node, SHK.formerName, name, Basis.STATED, where)
        yield Fact(node, SHK.formerProgramme, former, Basis.STATED, where)


def _describe_programmes(listings: Iterable[_Listing]) -> Iterator[Fact]:
    passages: dict[str, dict[Passage, None]] = defaultdict(dict)
    programmes: dict[str, Programme] = {}
    followed: dict[tuple[str, str], dict[Passage, None]] = defaultdict(dict)
    for listing in listings:
        for programme in filter(None, (listing.programme, listing.former)):
            programmes[programme.slug] = programme
            passages[programme.slug][listing.passage] = None
            passages[programme.slug] |= dict.fromkeys(listing.name_passages)
        if listing.former:
            followed[listing.former.slug, listing.programme.slug][listing.passage] = None
    for slug, programme in programmes.items():
        yield from _describe_programme(programme, tuple(passages[slug]))
    for (before, after), where in followed.items():
        nodes = iris.thing("programme", before), iris.thing("programme", after)
        yield Fact(nodes[0], SHK.succeededBy, nodes[1], Basis.STATED, tuple(where))


def _describe_programme(programme: Programme, where: tuple[Passage, ...]) -> Iterator[Fact]:
    node = iris.thing("programme", programme.slug)
    english = Literal(programme.name_en, language="en")
    yield Fact(node, RDF.type, SHK.Programme, Basis.STATED, where)
    yield Fact(node, RDFS.label, Literal(programme.name_ja, language="ja"), Basis.STATED, where)
    yield Fact(node, RDFS.label, english, Basis.EDITORIAL, where)
    for alias in programme.aliases:
        if fold(alias) != fold(programme.name_ja):
            other = Literal(alias, language="ja")
            yield Fact(node, SKOS.altLabel, other, Basis.EDITORIAL, where)


def _boolean(value: bool) -> Literal:
    return Literal("true" if value else "false", datatype=XSD.boolean)
