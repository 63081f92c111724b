"""The measures and their parts, and which of them fit conditions."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from ontology.names import fold
from ontology.terms import SHK
from queries.names import Named, NameTable, natural
from queries.runner import Row, select, value
from store.protocol import Store


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure: printed number, edition, labels, and the number of the measure that it is a
    part of (None for a measure of its own)."""

    id: str
    edition: str
    iri: str
    label: dict[str, str | None]
    part_of: str | None


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a measure must be; None is no condition.

    `words` must stand in a title in either language; `organisation` and `agreement` are things
    that the measure, or for a part the measure it belongs to, involves.
    """

    words: str | None = None
    chapter: str | None = None
    edition: str | None = None
    organisation: Named | None = None
    agreement: Named | None = None

    def fit(self, row: MeasureRow) -> bool:
        """Whether the conditions that need no look-up hold."""
        titles = [title for title in row.label.values() if title]
        return (
            (self.words is None or any(fold(self.words) in fold(title) for title in titles))
            and self.chapter in (None, row.id.split("-")[0])
            and self.edition in (None, row.edition)
        )


def find_measures(store: Store, names: NameTable, conditions: Conditions) -> list[MeasureRow]:
    """The measures that fit, by edition and number."""
    linked = [
        _LINKED.format(property=prop, thing=NamedNode(named.iri))
        for prop, named in (
            (SHK.involvesOrganisation, conditions.organisation),
            (SHK.involvesAgreement, conditions.agreement),
        )
        if named is not None
    ]
    rows = select(store, _MEASURES.format(linked="\n".join(linked))).rows
    measures = [_measure(row, names) for row in rows]
    chosen = [measure for measure in measures if conditions.fit(measure)]
    return sorted(chosen, key=lambda measure: (measure.edition, natural(measure.id)))


_MEASURES = """
PREFIX shk: <https://w3id.org/shisaku/ns#>
SELECT DISTINCT ?measure ?number ?edition ?parent WHERE {{
  ?measure a shk:Measure ; shk:number ?number ; shk:edition ?edition .
  OPTIONAL {{ ?measure shk:partOfMeasure/shk:number ?parent }}
  {linked}
}}
"""
_LINKED = "?measure shk:partOfMeasure?/{property} {thing} ."


def _measure(row: Row, names: NameTable) -> MeasureRow:
    iri = value(row["measure"])
    return MeasureRow(
        id=value(row["number"]),
        edition=value(row["edition"]),
        iri=iri,
        label=names.label(iri),
        part_of=value(row["parent"]) or None,
    )
