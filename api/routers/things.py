"""`/countries`, `/organisations`, … : the things of each kind, and everything about one."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from api.citable import CitableRoute
from api.knowledge import Knowledge, Known
from api.paging import MOST_ITEMS, Page, page
from api.problems import LOOKUP_ERRORS
from queries.names import Named
from queries.things import read_thing

COLLECTIONS = {
    "countries": "country",
    "organisations": "organisation",
    "agreements": "agreement",
    "programmes": "programme",
    "activities": "activity",
    "events": "event",
    "people": "person",
    "documents": "document",
    "regions": "region",
    "policies": "policy",
    "policy-documents": "policy-document",
    "posts": "post",
    "topics": "topic",
    "indicators": "indicator",
}
"""The path of each kind of thing that can be listed."""


class ThingFilters(BaseModel):
    """The conditions of a list of things."""

    model_config = ConfigDict(extra="forbid")

    q: str | None = Field(None, max_length=200, description="words in a name, Japanese or English")
    lang: str | None = Field(None, description="ja or en; both are always in the data")
    limit: int = Field(50, ge=1, le=MOST_ITEMS, description="how many items at the most")
    offset: int = Field(0, ge=0, description="how many items to pass over")


def thing_item(named: Named, knowledge: Knowledge) -> dict[str, Any]:
    """The JSON of a thing: labels, fields of its kind, and all facts with their evidence."""
    thing = read_thing(knowledge.store, knowledge.names, knowledge.files, named)
    return {
        "id": thing.id,
        "iri": thing.iri,
        "kind": thing.type,
        "label": thing.label,
        "aliases": thing.aliases,
        **thing.fields,
        "facts": [asdict(fact) for fact in thing.facts],
    }


def list_item(named: Named) -> dict[str, Any]:
    """The JSON of a thing in a list."""
    return {"id": named.key, "iri": named.iri, "label": named.label}


def _add_collection(router: APIRouter, path: str, kind: str) -> None:
    """The two endpoints of a kind of thing."""

    @router.get(f"/{path}", name=f"list_{path}", responses=LOOKUP_ERRORS)
    def list_things(
        request: Request, knowledge: Known, filters: Annotated[ThingFilters, Query()]
    ) -> Page[dict[str, Any]]:
        names = knowledge.names
        chosen = names.of_kind(kind) if filters.q is None else names.search(filters.q, [kind])
        items = [list_item(named) for named in chosen]
        return page(request, items, filters.limit, filters.offset)

    @router.get(f"/{path}/{{key:path}}", name=f"read_{kind}", responses=LOOKUP_ERRORS)
    def read_one(key: str, knowledge: Known) -> dict[str, Any]:
        return thing_item(knowledge.names.resolve(key, kind), knowledge)

    list_things.__doc__ = f"All {path}, or those with a name that holds some words."
    read_one.__doc__ = f"One of the {path}, by its key or any of its names."


def things_router() -> APIRouter:
    """The endpoints of all kinds."""
    router = APIRouter(tags=["Things"], route_class=CitableRoute)
    for path, kind in COLLECTIONS.items():
        _add_collection(router, path, kind)
    return router
