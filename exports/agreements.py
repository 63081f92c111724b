"""Agreements as a table: who is party to them, what rests on them, and where they stand."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from exports.choice import Choice
from exports.edges import spell
from exports.grounds import Grounds
from exports.nodes import node_key
from exports.table import Cell, Table
from exports.tables import Chosen, Printed, place_of
from exports.text import concept_code, key_of, words
from exports.view import UnionView, among
from ontology.iris import NAMESPACE
from ontology.model import Basis
from ontology.terms import RDF, SHK
from store.protocol import Store

AGREEMENTS = (
    "id", "kind", "title_ja", "title_en", "date", "status", "parties", "topics", "measures",
    "basis", "evidence", "document", "line",
)  # fmt: skip

_PARTY = (SHK.hasParty.value, SHK.hasPartyCountry.value, SHK.hasPartyOrganisation.value)
_PROVING = (RDF.type.value, *_PARTY)
"""What is said of an agreement itself; where it is cited, the agreement stands."""
_ASKED = (*_PROVING, SHK.date.value, SHK.status.value, SHK.hasTopic.value)
_WEAKEST_FIRST = (Basis.DERIVED, Basis.EDITORIAL, Basis.STATED)
_SAID = f"""SELECT DISTINCT ?agreement ?property ?value WHERE {{
  ?agreement a shk:Agreement .
  {{
    {among("property", _ASKED)}
    ?agreement ?property ?value .
  }} UNION {{
    BIND(shk:restsOn AS ?property)
    ?value shk:restsOn ?agreement .
  }}
}}"""

_Said = dict[str, list[str]]
"""The values of an agreement by the IRI of the property; of `restsOn` the measures."""


def agreements(store: Store, choice: Choice) -> Table:
    """A row for each agreement: lists are joined by `|`, parties are keys of nodes.

    `basis` is that of the parties: `editorial` where no document names all of them. `document` and
    `line` are where the agreement stands first, `evidence` all places.
    """
    return Table(AGREEMENTS, _rows(UnionView(store), Chosen.of(store, choice)))


def _rows(view: UnionView, chosen: Chosen) -> Iterator[tuple[Cell, ...]]:
    grounds, labels, found = Grounds(view), view.labels(), _read(view)
    for agreement in sorted(filter(chosen.has, found)):
        said = found[agreement]
        ground = grounds.of(*((agreement, prop, v) for prop in _PROVING for v in said[prop]))
        passages = ground.passages if ground else ()
        yield (
            key_of(agreement),
            _join(map(_kind, said[RDF.type.value])),
            labels.get((agreement, "ja")),
            labels.get((agreement, "en")),
            _join(said[SHK.date.value]),
            _join(map(concept_code, said[SHK.status.value])),
            _join(map(node_key, said[SHK.hasParty.value])),
            _join(map(key_of, said[SHK.hasTopic.value])),
            "|".join(_numbers(said[SHK.restsOn.value])),
            _basis(grounds, agreement, said[SHK.hasParty.value]),
            spell(passages),
            *place_of(passages[0] if passages else None),
        )


def _read(view: UnionView) -> dict[str, _Said]:
    found: dict[str, _Said] = defaultdict(lambda: defaultdict(list))
    for agreement, property_, value in view.select(_SAID):
        found[agreement][property_].append(value)
    return found


def _basis(grounds: Grounds, agreement: str, parties: Iterable[str]) -> str | None:
    """The weakest basis of a party; None where there is no party, or nothing tells."""
    known = [grounds.of(*((agreement, way, party) for way in _PARTY)) for party in parties]
    bases = {ground.basis for ground in known if ground}
    return next((basis.value for basis in _WEAKEST_FIRST if basis in bases), None)


def _join(values: Iterable[str]) -> str:
    return "|".join(sorted(filter(None, values)))


def _kind(cls: str) -> str:
    """`trade-agreement`; nothing for the class of all agreements, or one that is not ours."""
    if cls == SHK.Agreement.value or not cls.startswith(NAMESPACE):
        return ""
    return "-".join(words(cls.removeprefix(NAMESPACE))).lower()


def _numbers(measures: Iterable[str]) -> list[str]:
    printed = sorted(map(Printed.of, measures), key=lambda measure: measure.place)
    return list(dict.fromkeys(measure.number for measure in printed))
