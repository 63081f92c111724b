"""Identifiers that were given up: since when, why, and what stands in their place."""

from collections.abc import Mapping
from dataclasses import dataclass

from ontology import iris
from queries.runner import select, value
from store.protocol import Store


@dataclass(frozen=True, slots=True)
class Retirement:
    """Since which day an identifier is no longer used (ISO 8601; empty where that is not known),
    the reason by language, and the IRI of what stands in its place, None for nothing."""

    since: str
    reason: Mapping[str, str | None]
    replaced_by: str | None


_RETIRED = f"""
PREFIX shk: <{iris.NAMESPACE}>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?since ?replacement ?ja ?en WHERE {{
  ?thing owl:deprecated true .
  FILTER(STRSTARTS(STR(?thing), "{iris.ID}"))
  OPTIONAL {{ ?thing shk:retiredOn ?since }}
  OPTIONAL {{ ?thing dcterms:isReplacedBy ?replacement FILTER(isIRI(?replacement)) }}
  OPTIONAL {{ ?thing skos:changeNote ?ja FILTER(LANG(?ja) = "ja") }}
  OPTIONAL {{ ?thing skos:changeNote ?en FILTER(LANG(?en) = "en") }}
}}
ORDER BY ?thing ?replacement
"""


def read_retired(store: Store) -> dict[str, Retirement]:
    """All retired identifiers, by IRI. Raises StoreUnavailable."""
    return {
        value(row["thing"]): Retirement(
            since=value(row["since"]),
            reason={"ja": value(row["ja"]) or None, "en": value(row["en"]) or None},
            replaced_by=value(row["replacement"]) or None,
        )
        for row in select(store, _RETIRED).rows
    }
