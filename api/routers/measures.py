"""`/measures`: the measures, and which of them involve a country."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from pyoxigraph import NamedNode

from api.citable import CitableRoute
from api.knowledge import Knowledge, Known
from api.paging import MOST_ITEMS, Page, page
from api.problems import LOOKUP_ERRORS
from api.routers.explaining import explained
from api.routers.things import thing_item
from queries.budgets import Selection
from queries.errors import BadParameter
from queries.involvement import PROPERTIES, How, measures_involving, parse_hows
from queries.measures import Conditions, find_measures
from queries.names import Named

router = APIRouter(tags=["Measures"], route_class=CitableRoute)


class MeasureFilters(BaseModel):
    """The conditions of a list of measures; all must hold."""

    model_config = ConfigDict(extra="forbid")

    involves: str | None = Field(None, description="a country: ISO code, key, IRI or any name")
    how: str | None = Field(None, description=f"{', '.join(How)}; several with commas")
    q: str | None = Field(
        None, max_length=200, description="words in the title, Japanese or English"
    )
    chapter: str | None = Field(None, description="the number of a chapter, e.g. 17")
    year: str | None = Field(None, description="the year of the edition, e.g. 2024")
    organisation: str | None = Field(None, description="an organisation that it involves")
    agreement: str | None = Field(None, description="an agreement that it involves")
    why: bool = Field(False, description="give with each reason the proof, down to the lines")
    lang: str | None = Field(None, description="ja or en; both are always in the data")
    limit: int = Field(50, ge=1, le=MOST_ITEMS, description="how many items at the most")
    offset: int = Field(0, ge=0, description="how many items to pass over")


@router.get("/measures", responses=LOOKUP_ERRORS)
def list_measures(
    request: Request, knowledge: Known, filters: Annotated[MeasureFilters, Query()]
) -> Page[dict[str, Any]]:
    """The measures and their parts; with `involves`, those that involve a country, each with
    the reasons and the lines where they are written."""
    found = find_measures(knowledge.store, knowledge.names, _conditions(filters, knowledge))
    items = [asdict(measure) for measure in found]
    if filters.how is not None and filters.involves is None:
        raise BadParameter("how", "it says how a country is involved, so it needs involves")
    if filters.involves is not None:
        reasons = _involvement(filters.involves, filters.how, filters.why, knowledge)
        items = [{**item, **reasons[item["iri"]]} for item in items if item["iri"] in reasons]
    return page(request, items, filters.limit, filters.offset)


def _conditions(filters: MeasureFilters, knowledge: Knowledge) -> Conditions:
    return Conditions(
        words=filters.q,
        chapter=filters.chapter,
        edition=filters.year,
        organisation=_resolve(filters.organisation, "organisation", knowledge),
        agreement=_resolve(filters.agreement, "agreement", knowledge),
    )


def _resolve(text: str | None, kind: str, knowledge: Knowledge) -> Named | None:
    return None if text is None else knowledge.names.resolve(text, kind)


def _involvement(
    country: str, how: str | None, why: bool, knowledge: Knowledge
) -> dict[str, dict[str, Any]]:
    """By the IRI of a measure, why it involves a country; with `why` also the proof of each
    reason."""
    named = knowledge.names.resolve(country, "country")
    found = measures_involving(
        knowledge.store, knowledge.names, knowledge.files, named, parse_hows(how)
    )
    items = {measure.iri: asdict(measure) for measure in found}
    for iri, item in items.items() if why else ():
        for reason in item["involvement"]:
            triple = NamedNode(iri), PROPERTIES[reason["how"]], NamedNode(named.iri)
            reason["why"] = explained(triple, knowledge)
    return items


@router.get("/measures/{key:path}", responses=LOOKUP_ERRORS)
def read_measure(key: str, knowledge: Known) -> dict[str, Any]:
    """One measure, as `17-2-7` (the latest edition) or `2024/17-2-7`, with its budgets."""
    named = knowledge.names.resolve(key, "measure")
    selection = Selection(measure=named.iri)
    budgets = [asdict(budget) for budget in knowledge.budgets if selection.takes(budget)]
    edition, number = named.key.split("/")
    item = thing_item(named, knowledge)
    return {**item, "id": number, "edition": edition, "budgets": budgets}
