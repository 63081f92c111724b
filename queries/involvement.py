"""Which measures involve a country, graded by reason, each with its evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from ontology.terms import SHK
from queries.catalogue import find_query
from queries.errors import BadParameter
from queries.evidence import Evidence, Files, merge
from queries.names import Named, NameTable, natural
from queries.runner import Row, run, value
from store.protocol import Store


class How(StrEnum):
    """The reason why a country is involved, the most direct first."""

    NAMED = "named"
    AGREEMENT = "agreement"
    ACTIVITY = "activity"
    MEMBERSHIP = "membership"


STATED, EDITORIAL = "stated", "editorial"

PROPERTIES = {
    How.NAMED: SHK.namesCountry,
    How.AGREEMENT: SHK.involvesCountryByAgreement,
    How.ACTIVITY: SHK.involvesCountryByActivity,
    How.MEMBERSHIP: SHK.involvesCountryByMembership,
}
"""The property of each reason."""


@dataclass(frozen=True, slots=True)
class Link:
    """A thing with its labels, as an answer refers to it."""

    iri: str
    label: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Through(Link):
    """What an involvement goes through: its status (`planned`, `done`; None where none is known),
    and the weaker basis of the two facts that link it: `stated`, or `editorial` where one of them
    is our judgement."""

    status: str | None
    rests_on: str


@dataclass(frozen=True, slots=True)
class Involvement:
    """One reason: how, on what basis, through which things, and where it is written.

    `rests_on` is `stated` where documents state every fact that it takes, by one way at least, and
    `editorial` where each way takes a judgement of ours.
    """

    how: How
    basis: str
    rests_on: str
    through: tuple[Through, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class InvolvedMeasure:
    """A measure that involves what was asked for, with every reason."""

    id: str
    edition: str
    iri: str
    label: dict[str, str | None]
    involvement: tuple[Involvement, ...]


def parse_hows(text: str | None) -> frozenset[How]:
    """The reasons in a list with commas; all of them for None. Raises BadParameter."""
    if text is None:
        return frozenset(How)
    names = [name.strip() for name in text.split(",")]
    unknown = [name for name in names if name not in set(How)]
    if unknown:
        raise BadParameter("how", f"{unknown[0]!r} is none of {', '.join(How)}")
    return frozenset(How(name) for name in names)


def measures_involving(
    store: Store, names: NameTable, files: Files, country: Named, hows: Iterable[How] = How
) -> list[InvolvedMeasure]:
    """The measures that involve a country for one of the reasons, in order of their numbers."""
    wanted = set(hows)
    query = find_query("measures_involving_country")
    table = run(store, query, {"country": country.iri}, names)
    rows = [row for row in table.rows if value(row["how"]) in wanted]
    rows.sort(key=lambda row: value(row["measure"]))
    found = [
        _measure(list(group), names, files)
        for _, group in groupby(rows, key=lambda row: value(row["measure"]))
    ]
    return sorted(found, key=lambda measure: (measure.edition, natural(measure.id)))


def _measure(rows: list[Row], names: NameTable, files: Files) -> InvolvedMeasure:
    first = rows[0]
    iri = value(first["measure"])
    reasons = [[row for row in rows if value(row["how"]) == how] for how in How]
    return InvolvedMeasure(
        id=value(first["number"]),
        edition=value(first["edition"]),
        iri=iri,
        label=names.label(iri),
        involvement=tuple(_involvement(group, names, files) for group in reasons if group),
    )


def _involvement(rows: list[Row], names: NameTable, files: Files) -> Involvement:
    ways = [list(way) for _, way in groupby(rows, key=lambda row: value(row["through"]))]
    return Involvement(
        how=How(value(rows[0]["how"])),
        basis=value(rows[0]["basis"]),
        rests_on=STATED if STATED in map(_weakest, ways) else EDITORIAL,
        through=tuple(_through(way, names) for way in ways if way[0]["through"] is not None),
        evidence=merge(files.evidence(row) for row in rows),
    )


def _through(rows: list[Row], names: NameTable) -> Through:
    iri, status = value(rows[0]["through"]), value(rows[0]["status"])
    return Through(iri, names.label(iri), status or None, _weakest(rows))


def _weakest(rows: Iterable[Row]) -> str:
    """`editorial` where one of the facts is."""
    return EDITORIAL if any(value(row["ground"]) == EDITORIAL for row in rows) else STATED


def link(iri: str, names: NameTable) -> Link:
    """A reference to a thing."""
    return Link(iri, names.label(iri))
