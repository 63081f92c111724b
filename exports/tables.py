"""Measures and budgets as tables, one row for each thing that a document prints."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exports.choice import Choice
from exports.chosen import choose_keys
from exports.grounds import Grounds
from exports.listings import Listing, read_listings
from exports.nodes import node_key
from exports.table import Cell, Table
from exports.view import UnionView
from ontology import iris
from ontology.model import Passage
from ontology.terms import RDF, SHK
from store.protocol import Store

MEASURES = (
    "id", "edition", "title_ja", "title_en", "parent", "pillar", "chapter", "section",
    "document", "line",
)  # fmt: skip
BUDGETS = (
    "measure", "programme_ja", "programme_en", "fiscal_year", "stage", "amount_jpy",
    "is_portion", "is_new", "is_relisted", "former_name", "document", "line",
)  # fmt: skip

_MEASURES = """SELECT DISTINCT ?measure ?parent WHERE {
  ?measure a shk:Measure .
  OPTIONAL { ?measure shk:partOfMeasure|^shk:hasSubMeasure ?parent }
}"""
_AREAS = """SELECT DISTINCT ?measure ?number WHERE {
  ?measure a shk:Measure ; (shk:partOfMeasure|shk:inPolicyArea|shk:parentArea)+ ?area .
  ?area a shk:PolicyArea ; shk:number ?number .
}"""

# What a policy area is can be seen from its printed number: V, 17, 17-2.
_LEVELS = {
    "pillar": re.compile(r"[IVX]+"),
    "chapter": re.compile(r"\d+"),
    "section": re.compile(r"\d+-\d+"),
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A measure as printed: its edition (`2024`) and its number (`17-2-7`)."""

    edition: str
    number: str

    @classmethod
    def of(cls, measure: str) -> "Printed":
        """Read an identifier of a measure, which spells both. Of any other IRI the number is it."""
        kind, key = iris.parse(measure) or ("", "")
        edition, slash, number = key.partition("/")
        return cls(edition, number) if kind == "measure" and slash else cls("", measure)

    @property
    def place(self) -> tuple[str, str]:
        """What sorts measures as they are printed: 17-2-9 before 17-2-10."""
        return self.edition, re.sub(r"\d+", lambda digits: digits[0].zfill(6), self.number)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which things a table tells of; `keys` are those of nodes, None for all."""

    keys: frozenset[str] | None
    years: tuple[int, ...]

    @classmethod
    def of(cls, store: Store, choice: Choice) -> "Chosen":
        """What a choice leaves of a store."""
        return cls(choose_keys(store, choice), choice.years)

    def has(self, *things: str) -> bool:
        """Whether all these IRIs are of chosen things."""
        return self.keys is None or all(node_key(thing) in self.keys for thing in things)

    def has_year(self, year: int) -> bool:
        """Whether a fiscal year is chosen."""
        return not self.years or year in self.years


def measures(store: Store, choice: Choice) -> Table:
    """Each measure with its titles, what it stands under, and its line."""
    return Table(MEASURES, _measure_rows(UnionView(store), Chosen.of(store, choice)))


def _measure_rows(view: UnionView, chosen: Chosen) -> Iterator[tuple[Cell, ...]]:
    grounds, labels, levels = Grounds(view), view.labels(), _read_levels(view)
    found = (row for row in view.select(_MEASURES) if chosen.has(row[0]))
    measures = sorted(found, key=lambda row: (Printed.of(row[0]).place, row))
    for measure, parent in measures:
        printed = Printed.of(measure)
        cited = grounds.evidence((measure, RDF.type.value, SHK.Measure.value))
        yield (
            printed.number,
            printed.edition,
            labels.get((measure, "ja")),
            labels.get((measure, "en")),
            Printed.of(parent).number,
            *(levels.get((measure, level)) for level in _LEVELS),
            *place_of(cited[0] if cited else None),
        )


def _read_levels(view: UnionView) -> dict[tuple[str, str], str]:
    """The numbers of the areas that a measure stands in, by its IRI and the name of the level."""
    return {
        (measure, level): number
        for measure, number in sorted(view.select(_AREAS))
        for level, pattern in _LEVELS.items()
        if pattern.fullmatch(number)
    }


def budgets(store: Store, choice: Choice) -> Table:
    """One row for each time a document prints an allocation."""
    return Table(BUDGETS, _budget_rows(UnionView(store), Chosen.of(store, choice)))


def _budget_rows(view: UnionView, chosen: Chosen) -> Iterator[tuple[Cell, ...]]:
    grounds, labels = Grounds(view), view.labels()
    printings = [
        (listing, passage)
        for listing in read_listings(view)
        if chosen.has(listing.measure) and chosen.has_year(listing.fiscal_year)
        for passage in grounds.evidence(
            (listing.measure, SHK.hasListing.value, listing.node),
            (listing.node, SHK.listedUnder.value, listing.measure),
        )
        or (None,)
    ]
    for listing, passage in sorted(printings, key=_budget_place):
        yield (
            Printed.of(listing.measure).number,
            listing.printed_name,
            labels.get((listing.programme, "en")) if listing.printed_name else "",
            listing.fiscal_year,
            listing.stage,
            listing.yen,
            listing.is_portion,
            listing.is_new,
            listing.is_relisted,
            listing.former_name,
            *place_of(passage),
        )


def _budget_place(printing: tuple[Listing, Passage | None]) -> tuple[object, ...]:
    """By measure and line, then the newest year first, as the documents print them."""
    listing, passage = printing
    place = Printed.of(listing.measure).place
    return place, place_of(passage), listing.former_name, -listing.fiscal_year, listing.node


def place_of(passage: Passage | None) -> tuple[str, int | str]:
    """The cells `document` and `line` (the first one) of a passage; empty where there is none."""
    return (passage.document, passage.first) if passage else ("", "")
