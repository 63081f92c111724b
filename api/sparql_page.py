"""The page of `/sparql`: an editor, and below it the answer, what is wrong, or why there is none.

It works by a form alone, for our pages run no scripts.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

from api.cells import Binding, cell_of_binding
from api.rendering import render
from queries.catalogue import StoredQuery, find_query

_EXAMPLES = (
    "measures_involving_country",
    "budget_of_measure",
    "budgets_by_stage",
    "agreements_with_country",
    "countries_by_activities",
    "members_of_forum",
    "holders_of_posts",
    "facts_by_basis",
    "planned",
)
_DOWNLOADS = {
    "rows": ("csv", "tsv", "json", "xml"),
    "boolean": ("json", "xml"),
    "turtle": ("ttl", "nt", "rdf", "jsonld"),
}
"""Formats that an answer can be had in, as `format` names them."""
_LOWEST, _HIGHEST = 8, 30
"""Lines of the editor."""
_POSITION = re.compile(r"line (?P<line>\d+), column (?P<column>\d+)")
_PREFIX_LINE = re.compile(r"\s*(@prefix\b.*)?")

START = """\
PREFIX shk: <https://w3id.org/shisaku/ns#>
PREFIX country: <https://w3id.org/shisaku/id/country/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?measure ?title WHERE {
  ?measure a shk:Measure ;
    shk:involvesCountry country:VN ;
    rdfs:label ?title .
}
LIMIT 100
"""
"""What stands in the editor before anybody has written in it."""


@dataclass(frozen=True, slots=True)
class Place:
    """The line of a query that cannot be understood, divided where it cannot."""

    before: str
    after: str


class Shown(TypedDict, total=False):
    """What the page shows below the query; at most one of rows (with columns), boolean and turtle.

    `truncated_at` is the number of rows or triples after which the answer is cut; none for a whole
    one. `diagnosis` is one of `queries.diagnosis` as JSON. Without examples the page has its own.
    """

    query: str
    columns: Sequence[str] | None
    rows: Sequence[Mapping[str, Binding]] | None
    boolean: bool | None
    turtle: str | None
    truncated_at: int | None
    error: str | None
    diagnosis: Mapping[str, Any] | None
    examples: Iterable[StoredQuery]


def render_sparql(language: str, **shown: Unpack[Shown]) -> str:
    """The page, with what is to be shown on it."""
    query, turtle = shown.get("query") or "", shown.get("turtle")
    rows, columns = shown.get("rows"), shown.get("columns") or ()
    answer = _answer(shown)
    return render(
        "sparql.html",
        language,
        asked=_asked(query, is_explained=bool(shown.get("diagnosis"))),
        query_text=query or START,
        height=_height(query or START),
        answer=answer,
        is_empty=rows == [] or (turtle is not None and _holds_no_triple(turtle)),
        columns=columns,
        rows=[[cell_of_binding(row.get(column)) for column in columns] for row in rows or ()],
        boolean=shown.get("boolean"),
        turtle=turtle,
        truncated_at=shown.get("truncated_at"),
        formats=_DOWNLOADS.get(answer, ()),
        error=shown.get("error"),
        place=_place(shown.get("error") or "", query),
        diagnosis=shown.get("diagnosis"),
        examples=shown.get("examples") or [find_query(name) for name in _EXAMPLES],
    )


def _asked(query: str, *, is_explained: bool) -> dict[str, str]:
    """What the link to the other language asks again."""
    asked = {"query": query} if query else {}
    return {**asked, "explain": "empty"} if is_explained else asked


def _answer(shown: Shown) -> str:
    """Which answer there is, as a key of the downloads; empty for none."""
    given = {name: shown.get(name) for name in _DOWNLOADS}
    return next((name for name, value in given.items() if value is not None), "")


def _height(query: str) -> int:
    return min(max(query.count("\n") + 2, _LOWEST), _HIGHEST)


def _holds_no_triple(turtle: str) -> bool:
    return all(_PREFIX_LINE.fullmatch(line) for line in turtle.splitlines())


def _place(error: str, query: str) -> Place | None:
    """The line and column that an error names; None where it names none of the query."""
    match = _POSITION.search(error)
    lines = query.splitlines()
    if match is None or not 0 < int(match["line"]) <= len(lines):
        return None
    line, column = lines[int(match["line"]) - 1], int(match["column"]) - 1
    return Place(line[:column], line[column:])
