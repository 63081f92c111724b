"""`/queries`: the stored questions, listed and run; `/search`: everything by name."""

import re
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from pyoxigraph import Literal, NamedNode

from api.citable import CitableRoute
from api.knowledge import Knowledge, Known
from api.paging import MOST_ITEMS, Page, page
from api.problems import LOOKUP_ERRORS
from api.routers.explaining import explained
from api.routers.things import list_item
from queries.arguments import arguments_of
from queries.catalogue import StoredQuery, catalogue, find_query, values_blocks
from queries.errors import BadParameter
from queries.runner import Term, bind, run

router = APIRouter(tags=["Questions"], route_class=CitableRoute)


@router.get("/queries")
def list_queries() -> Page[dict[str, Any]]:
    """The stored questions, with their parameters and columns."""
    items = [_describe(query) for query in catalogue().values()]
    return Page(len(items), items, None)


def _describe(query: StoredQuery) -> dict[str, Any]:
    return {
        "name": query.name,
        "topic": query.topic,
        "question": query.question,
        "parameters": [
            {"name": p.name, "kind": p.kind, "meaning": p.meaning} for p in query.parameters
        ],
        "columns": query.columns,
        "sparql": query.text,
    }


@router.get("/queries/{name}", responses=LOOKUP_ERRORS)
def run_query(request: Request, name: str, knowledge: Known) -> dict[str, Any]:
    """The answer to a stored question; its parameters are the parameters of the request.

    `parameters` tells the values that it was answered for; where the request gives none, the
    example that stands in the question is used, and `is_example` says so.

    With `why=true` each row also tells how its things are linked, each link with its proof.
    """
    query = find_query(name)
    arguments = dict(request.query_params)
    arguments.pop("lang", None)
    why = _flag("why", arguments.pop("why", "false"))
    table = run(knowledge.store, query, arguments, knowledge.names)
    rows: list[dict[str, Any]] = [
        {column: _cell(term) for column, term in row.items()} for row in table.rows
    ]
    asked = _things_asked(query, arguments, knowledge) if why else []
    for item, row in zip(rows, table.rows, strict=True) if why else ():
        things = [*asked, *(term for term in row.values() if isinstance(term, NamedNode))]
        triples = knowledge.explainer().between(things)
        item["why"] = [explained(triple, knowledge) for triple in triples]
    return {
        "name": query.name,
        "question": query.question,
        "parameters": [asdict(one) for one in arguments_of(query, arguments, knowledge.names)],
        "columns": query.columns,
        "total": len(rows),
        "items": rows,
        "next": None,
    }


def _things_asked(
    query: StoredQuery, arguments: dict[str, str], knowledge: Knowledge
) -> list[NamedNode]:
    """The things that the parameters name, or the examples in their place."""
    terms = values_blocks(bind(query, arguments, knowledge.names)).values()
    return [NamedNode(iri) for text in terms for iri in re.findall(r"<([^>]+)>", text)]


def _flag(name: str, text: str) -> bool:
    if text not in ("true", "false"):
        raise BadParameter(name, f"{text!r} is neither true nor false")
    return text == "true"


def _cell(term: Term | None) -> str | int | bool | None:
    """A term as JSON: numbers and truth values as such, everything else as text."""
    if term is None or not isinstance(term, Literal | NamedNode):
        return None
    datatype = term.datatype.value.rpartition("#")[2] if isinstance(term, Literal) else ""
    if datatype == "integer":
        return int(term.value)
    if datatype == "boolean":
        return term.value == "true"
    return term.value


class SearchFilters(BaseModel):
    """What to search for."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field(pattern=r"\S", max_length=200, description="a part of a name, in ja or en")
    lang: str | None = Field(None, description="ja or en; both are always in the data")
    limit: int = Field(50, ge=1, le=MOST_ITEMS, description="how many items at the most")
    offset: int = Field(0, ge=0, description="how many items to pass over")


@router.get("/search", responses=LOOKUP_ERRORS)
def search(
    request: Request, knowledge: Known, filters: Annotated[SearchFilters, Query()]
) -> Page[dict[str, Any]]:
    """Things of every kind with a name that holds the text."""
    found = knowledge.names.search(filters.q)
    items = [{**list_item(named), "kind": named.kind} for named in found]
    return page(request, items, filters.limit, filters.offset)
