"""The figures of indicators, each as a short text, for a tool's column."""

from collections import defaultdict
from collections.abc import Iterable

from exports.text import clean, concept_code, key_of
from exports.view import UnionView, among
from ontology.iris import ID

_FIGURES = """SELECT DISTINCT ?indicator ?value ?kind ?date ?year WHERE {
  $scope
  ?figure shk:ofIndicator ?indicator ; shk:value ?value .
  OPTIONAL { ?figure shk:figureKind ?kind }
  OPTIONAL { ?figure shk:date ?date }
  OPTIONAL { ?figure shk:periodYear/shk:startYear ?year }
}"""


def read_figures(view: UnionView, indicators: Iterable[str]) -> dict[str, str]:
    """By the key of an indicator its figures, joined by `|`: `2023-09 31 actual`.

    A figure begins with its date, or its fiscal year (`FY2023`), where it has one.
    """
    scope = among("indicator", (ID + key for key in indicators))
    found: dict[str, set[str]] = defaultdict(set)
    for indicator, value, kind, date, year in view.select(_FIGURES, scope):
        when = date or (f"FY{year}" if year else "")
        parts = (when, value, concept_code(kind))
        found[f"indicator/{key_of(indicator)}"].add(clean(" ".join(filter(None, parts))))
    return {indicator: "|".join(sorted(figures)) for indicator, figures in found.items()}
