"""Budgets: the allocations with all their printings, and sums that cannot count one twice.

An allocation counts once, under its home: the first measure that prints it in full and not as
listed again (再掲); failing that the first that prints it in full. An allocation that is only
ever printed as an envelope (内数) is in no sum. Whatever a sum leaves out, it says.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from pyoxigraph import NamedNode

from ontology import iris
from ontology.terms import SHK
from queries.catalogue import find_query
from queries.errors import BadParameter
from queries.evidence import Evidence, Files
from queries.involvement import Link, link
from queries.names import NameTable, natural
from queries.runner import Row, run, select, value
from store.protocol import Store


@dataclass(frozen=True, slots=True)
class Listing:
    """One printing of an allocation under a measure or a part of one."""

    measure: str
    edition: str
    iri: str
    is_portion: bool
    is_relisted: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Budget:
    """An allocation in whole yen, with every place where it is printed, in order.

    `is_portion`: every printing is 内数, so the amount is in no sum. `former_name` is None for a
    programme that kept its name.
    """

    id: str
    iri: str
    programme: Link
    fiscal_year: int
    stage: str
    amount_jpy: int
    is_portion: bool
    is_new: bool
    former_name: str | None
    listings: tuple[Listing, ...]

    @property
    def home(self) -> Listing:
        """The printing under which the allocation counts."""
        full = [listing for listing in self.listings if not listing.is_portion]
        first = [listing for listing in full if not listing.is_relisted]
        return (first or full or list(self.listings))[0]


@dataclass(frozen=True, slots=True)
class Selection:
    """Which budgets are asked for; None means all. A measure includes its parts."""

    year: int | None = None
    stage: str | None = None
    measure: str | None = None
    chapter: str | None = None
    programme: str | None = None

    def takes(self, budget: Budget) -> bool:
        """Whether a budget is among those asked for."""
        return (
            self.year in (None, budget.fiscal_year)
            and self.stage in (None, budget.stage)
            and self.programme in (None, budget.programme.iri)
            and any(self.takes_listing(listing) for listing in budget.listings)
        )

    def takes_listing(self, listing: Listing) -> bool:
        """Whether a printing stands under the measure and chapter asked for."""
        number = listing.measure
        return (
            self.measure is None or f"{listing.iri}-".startswith(f"{self.measure}-")
        ) and self.chapter in (None, number.split("-")[0])


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of allocations, each counted once: whole yen, how many, and by stage."""

    amount_jpy: int
    allocations: int
    stages: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a sum does not contain: envelopes (内数), and printings of what counts elsewhere."""

    portions: tuple[str, ...]
    portions_jpy: int
    relistings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One line of a summary."""

    key: str
    iri: str
    label: Mapping[str, str | None]
    sum: Sum
    left_out: LeftOut


@dataclass(frozen=True, slots=True)
class Summary:
    """Sums by a property.

    `overlapping`: one allocation may stand in several groups, so that the groups add up to more
    than the whole; `sum` counts each once all the same.
    """

    by: str
    items: tuple[Group, ...]
    sum: Sum
    left_out: LeftOut
    overlapping: bool = field(default=False)


def read_budgets(store: Store, names: NameTable, files: Files) -> list[Budget]:
    """All allocations, in the order in which the documents print them first."""
    rows = run(store, find_query("allocations"), {}, names).rows
    order = {value(row["allocation"]): i for i, row in reversed(list(enumerate(rows)))}
    ordered = sorted(rows, key=lambda row: order[value(row["allocation"])])
    return [
        _budget(list(group), names, files)
        for _, group in groupby(ordered, key=lambda row: value(row["allocation"]))
    ]


def _budget(rows: list[Row], names: NameTable, files: Files) -> Budget:
    first = rows[0]
    iri = value(first["allocation"])
    listings = tuple(_listing(row, files) for row in rows)
    return Budget(
        id=iri.rpartition("/")[2],
        iri=iri,
        programme=link(value(first["programme"]), names),
        fiscal_year=int(value(first["year"])),
        stage=value(first["stage"]),
        amount_jpy=int(value(first["amount"])),
        is_portion=all(listing.is_portion for listing in listings),
        is_new=value(first["new"]) == "true",
        former_name=value(first["former"]) or None,
        listings=listings,
    )


def _listing(row: Row, files: Files) -> Listing:
    return Listing(
        measure=value(row["number"]),
        edition=value(row["edition"]),
        iri=value(row["measure"]),
        is_portion=value(row["portion"]) == "true",
        is_relisted=value(row["relisted"]) == "true",
        evidence=files.evidence(row),
    )


Grouping = Callable[[Budget], Iterable[str]]


def summarise(
    store: Store, names: NameTable, budgets: Iterable[Budget], by: str, selection: Selection
) -> Summary:
    """Sums of the budgets that a selection takes, by chapter, year, stage, programme or the
    organisations that the home measure names. Raises BadParameter for another property."""
    groupings = _groupings(store)
    if by not in groupings:
        raise BadParameter("by", f"{by!r} is none of {', '.join(groupings)}")
    chosen = [budget for budget in budgets if selection.takes(budget)]
    keys = {key for budget in chosen for key in groupings[by](budget)}
    groups = [
        _group(iri, [b for b in chosen if iri in set(groupings[by](b))], names, selection)
        for iri in sorted(keys, key=lambda iri: natural(_key(iri)))
    ]
    total, left_out = _add_up(chosen, selection)
    return Summary(by, tuple(groups), total, left_out, overlapping=by == "organisation")


def _groupings(store: Store) -> Mapping[str, Grouping]:
    """What a budget is grouped under, as IRIs, for each property."""
    return {
        "chapter": lambda budget: [_chapter(budget.home).value],
        "year": lambda budget: [iris.thing("fiscal-year", str(budget.fiscal_year)).value],
        "stage": lambda budget: [SHK[f"stage-{budget.stage}"].value],
        "programme": lambda budget: [budget.programme.iri],
        "organisation": _OrganisationsNamed(store),
    }


def _chapter(listing: Listing) -> NamedNode:
    return iris.policy(listing.edition, listing.measure.split("-")[0])


def _key(iri: str) -> str:
    """The short form of a group: 2024/17, 2024, initial, or the key of the thing."""
    parsed = iris.parse(iri)
    return parsed[1] if parsed else iri.rpartition("#stage-")[2]


class _OrganisationsNamed:
    """The organisations that the measure of a budget's home names. Asks the store only once."""

    _QUERY = """
    PREFIX shk: <https://w3id.org/shisaku/ns#>
    SELECT ?measure ?organisation WHERE {
      ?measure shk:partOfMeasure?/shk:namesOrganisation ?organisation
    }
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._named: dict[str, list[str]] | None = None

    def __call__(self, budget: Budget) -> list[str]:
        if self._named is None:
            self._named = {}
            for row in select(self._store, self._QUERY).rows:
                named = self._named.setdefault(value(row["measure"]), [])
                named.append(value(row["organisation"]))
        return self._named.get(budget.home.iri, [])


def _group(iri: str, budgets: list[Budget], names: NameTable, selection: Selection) -> Group:
    total, left_out = _add_up(budgets, selection)
    return Group(_key(iri), iri, names.label(iri), total, left_out)


def _add_up(budgets: list[Budget], selection: Selection) -> tuple[Sum, LeftOut]:
    """The sum of what counts under the selection, and what was left out of it."""
    portions = [budget for budget in budgets if budget.is_portion]
    full = [budget for budget in budgets if not budget.is_portion]
    counted = [budget for budget in full if selection.takes_listing(budget.home)]
    elsewhere = [budget for budget in full if not selection.takes_listing(budget.home)]
    stages: dict[str, int] = {}
    for budget in counted:
        stages[budget.stage] = stages.get(budget.stage, 0) + budget.amount_jpy
    return (
        Sum(sum(stages.values()), len(counted), dict(sorted(stages.items()))),
        LeftOut(
            tuple(budget.id for budget in portions),
            sum(budget.amount_jpy for budget in portions),
            tuple(budget.id for budget in elsewhere),
        ),
    )
