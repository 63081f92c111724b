"""Which measure involves which country, for which reason, by way of what, and at which lines."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from exports.choice import Choice
from exports.grounds import Ground, Grounds
from exports.table import Cell, Table
from exports.tables import Chosen, Printed, place_of
from exports.text import key_of
from exports.view import UnionView
from ontology.model import Basis, Passage
from ontology.terms import SHK
from store.protocol import Store

INVOLVEMENT = ("measure", "country", "how", "basis", "through", "document", "line")

HOW = {
    SHK.namesCountry: "named",
    SHK.involvesCountryByAgreement: "agreement",
    SHK.involvesCountryByActivity: "activity",
    SHK.involvesCountryByMembership: "membership",
}

CHAINS = (
    (SHK.involvesCountryByAgreement, SHK.restsOn, SHK.hasPartyCountry),
    (SHK.involvesCountryByActivity, SHK.hasActivity, SHK.concernsCountry),
    (SHK.involvesCountryByActivity, SHK.hasEvent, SHK.takesPlaceIn),
    (SHK.involvesCountryByMembership, SHK.namesOrganisation, SHK.hasMemberCountry),
)
"""The steps from a measure to a country for each reason: the property chains of the ontology."""

_INVOLVEMENT = f"""SELECT DISTINCT ?measure ?how ?country WHERE {{
  VALUES ?how {{ {" ".join(map(str, HOW))} }}
  ?measure ?how ?country .
}}"""
_ROUTES = f"""SELECT DISTINCT ?measure ?how ?country ?first ?through ?second WHERE {{
  VALUES (?how ?first ?second) {{ {" ".join(f"({a} {b} {c})" for a, b, c in CHAINS)} }}
  ?measure ?first ?through . ?through ?second ?country .
}}"""

_NAMES = {how.value: name for how, name in HOW.items()}
_ORDER = list(HOW.values())


@dataclass(frozen=True, slots=True)
class _Route:
    """One way from a measure to a country; `through` is an IRI, empty where nothing is between."""

    basis: str
    through: str
    passages: tuple[Passage, ...]


def involvement(store: Store, choice: Choice) -> Table:
    """A row for each measure, country, reason, way and cited line."""
    # Two passages may begin at one line; the table names only the line.
    rows = dict.fromkeys(_rows(UnionView(store), Chosen.of(store, choice)))
    return Table(INVOLVEMENT, rows)


def _rows(view: UnionView, chosen: Chosen) -> Iterator[tuple[Cell, ...]]:
    grounds = Grounds(view)
    routes = _read_routes(view, grounds)
    found = (row for row in view.select(_INVOLVEMENT) if chosen.has(row[0], row[2]))
    for measure, how, country in sorted(found, key=_place):
        triple = (measure, how, country)
        named = Printed.of(measure).number, key_of(country), _NAMES[how]
        for route in [*_direct(grounds.of(triple)), *routes[triple]] or [_Route("", "", ())]:
            for passage in route.passages or (None,):
                yield *named, route.basis, route.through, *place_of(passage)


def _place(triple: tuple[str, ...]) -> tuple[object, ...]:
    measure, how, country = triple
    return Printed.of(measure).place, country, _ORDER.index(_NAMES[how])


def _direct(ground: Ground | None) -> list[_Route]:
    """What is cited for the involvement itself, and not only for what it follows from."""
    return [_Route(ground.basis, "", ground.passages)] if ground and ground.passages else []


def _read_routes(view: UnionView, grounds: Grounds) -> dict[tuple[str, str, str], list[_Route]]:
    """The routes by measure, reason and country. Their lines prove both of their steps."""
    routes: dict[tuple[str, str, str], list[_Route]] = defaultdict(list)
    for measure, how, country, first, through, second in sorted(view.select(_ROUTES)):
        passages = grounds.evidence((measure, first, through), (through, second, country))
        routes[measure, how, country].append(_Route(Basis.DERIVED, through, passages))
    return routes
