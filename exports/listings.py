"""The printings of amounts under measures, as both the graph and the budget table need them."""

from dataclasses import dataclass

from exports.text import concept_code
from exports.view import UnionView

_LISTINGS = """
SELECT DISTINCT ?listing ?measure ?programme ?year ?stage ?amount ?portion ?new ?relisted ?former
                ?printed
WHERE {
  $scope
  ?measure shk:hasListing|^shk:listedUnder ?listing .
  ?listing shk:listsAllocation ?allocation .
  ?allocation shk:amount ?amount ; shk:stage ?stage ; shk:fiscalYear/shk:startYear ?year .
  OPTIONAL { ?allocation shk:allocatedTo ?programme }
  OPTIONAL { ?allocation shk:isNew ?new }
  OPTIONAL { ?allocation shk:formerName ?former }
  OPTIONAL { ?listing shk:isPortion ?portion }
  OPTIONAL { ?listing shk:isRelisted ?relisted }
  OPTIONAL { ?listing shk:printedName ?printed }
}"""

_FLAGS = {"true": True, "1": True, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Listing:
    """One printing of an amount under a measure; `node`, `measure` and `programme` are IRIs.

    `printed_name` is how the programme is spelt there; it and `former_name` are empty where
    nothing is printed, a flag is None where nothing is known. `is_portion` is that of the
    printing: the same allocation may stand elsewhere whole.
    """

    node: str
    measure: str
    programme: str
    fiscal_year: int
    stage: str
    yen: int
    is_portion: bool | None
    is_new: bool | None
    is_relisted: bool | None
    former_name: str
    printed_name: str


def read_listings(view: UnionView, scope: str = "") -> list[Listing]:
    """All printings, in the order of their identifiers; `scope` narrows `?measure`."""
    return [_listing(*row) for row in sorted(view.select(_LISTINGS, scope))]


def _listing(  # noqa: PLR0913, PLR0917  one argument for each column of the query
    node: str, measure: str, programme: str, year: str, stage: str, amount: str, portion: str,
    new: str, relisted: str, former: str, printed: str,
) -> Listing:  # fmt: skip
    return Listing(
        node=node,
        measure=measure,
        programme=programme,
        fiscal_year=int(year),
        stage=concept_code(stage),
        yen=int(amount),
        is_portion=_FLAGS.get(portion),
        is_new=_FLAGS.get(new),
        is_relisted=_FLAGS.get(relisted),
        former_name=former,
        printed_name=printed,
    )
