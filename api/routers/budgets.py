"""`/budgets`: the allocations, and sums that say what they leave out."""

from dataclasses import asdict
from difflib import get_close_matches
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from api.citable import CitableRoute
from api.knowledge import Knowledge, Known
from api.paging import MOST_ITEMS, Page, page
from api.problems import LOOKUP_ERRORS, not_found
from ontology.model import Stage
from queries.budgets import Selection, summarise

router = APIRouter(tags=["Budgets"], route_class=CitableRoute)

_CLOSE = 0.5


class BudgetFilters(BaseModel):
    """The conditions of a list or sum of budgets; all must hold."""

    model_config = ConfigDict(extra="forbid")

    year: int | None = Field(None, ge=1868, le=9999, description="the year a fiscal year starts")
    stage: Stage | None = Field(None, description="the budget round or instrument")
    measure: str | None = Field(None, description="a measure, with its parts")
    chapter: str | None = Field(None, description="the number of a chapter")
    programme: str | None = Field(None, description="a programme, by key or name")
    lang: str | None = Field(None, description="ja or en; both are always in the data")

    def selection(self, knowledge: Knowledge) -> Selection:
        """The same with names resolved. Raises UnknownName or AmbiguousName, and ProblemError for a
        year or chapter of which nothing was read: a sum of nothing would look like a finding."""
        names = knowledge.names
        _check_year(self.year, knowledge)
        _check_chapter(self.chapter, knowledge)
        return Selection(
            year=self.year,
            stage=self.stage,
            measure=names.resolve(self.measure, "measure").iri if self.measure else None,
            chapter=self.chapter,
            programme=names.resolve(self.programme, "programme").iri if self.programme else None,
        )


def _check_year(year: int | None, knowledge: Knowledge) -> None:
    years = sorted({budget.fiscal_year for budget in knowledge.budgets})
    if year is not None and year not in years:
        known = ", ".join(map(str, years)) or "none"
        detail = f"no budget of the fiscal year {year} was read; the years read are: {known}"
        raise not_found(detail, parameter="year", near=years)


def _check_chapter(chapter: str | None, knowledge: Knowledge) -> None:
    numbers = [named.key.rpartition("/")[2] for named in knowledge.names.of_kind("policy")]
    printed = [one.measure.split("-")[0] for each in knowledge.budgets for one in each.listings]
    known = {number for number in (*numbers, *printed) if "-" not in number}
    if chapter is not None and chapter not in known:
        near = get_close_matches(chapter, sorted(known), cutoff=_CLOSE)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        detail = f"there is no chapter {chapter!r}{hint}"
        raise not_found(detail, parameter="chapter", near=near)


class BudgetListFilters(BudgetFilters):
    """The conditions of a list of budgets, and the part of it."""

    limit: int = Field(50, ge=1, le=MOST_ITEMS, description="how many items at the most")
    offset: int = Field(0, ge=0, description="how many items to pass over")


class SummaryFilters(BudgetFilters):
    """The conditions of a sum, and what it is grouped by."""

    by: Literal["chapter", "year", "stage", "programme", "organisation"] = Field(
        "year", description="what the sums are grouped by"
    )


@router.get("/budgets", responses=LOOKUP_ERRORS)
def list_budgets(
    request: Request, knowledge: Known, filters: Annotated[BudgetListFilters, Query()]
) -> Page[dict[str, Any]]:
    """The allocations, each once, with every place where it is printed."""
    selection = filters.selection(knowledge)
    chosen = [budget for budget in knowledge.budgets if selection.takes(budget)]
    items = [asdict(budget) for budget in chosen]
    return page(request, items, filters.limit, filters.offset)


@router.get("/budgets/summary", responses=LOOKUP_ERRORS)
def summarise_budgets(
    knowledge: Known, filters: Annotated[SummaryFilters, Query()]
) -> dict[str, Any]:
    """Sums in whole yen. Each allocation counts once; envelopes (内数) are in no sum, and what
    is left out is named."""
    summary = summarise(
        knowledge.store,
        knowledge.names,
        knowledge.budgets,
        filters.by,
        filters.selection(knowledge),
    )
    groups = [_flatten(asdict(group)) for group in summary.items]
    whole = _flatten({"sum": asdict(summary.sum), "left_out": asdict(summary.left_out)})
    return {
        "by": summary.by,
        "overlapping": summary.overlapping,
        **whole,
        "total": len(groups),
        "items": groups,
        "next": None,
    }


def _flatten(group: dict[str, Any]) -> dict[str, Any]:
    """The amounts of a sum beside its key, and what was left out behind them."""
    total, left_out = group.pop("sum"), group.pop("left_out")
    return {**group, **total, "left_out": left_out}


@router.get("/budgets/{key}", responses=LOOKUP_ERRORS)
def read_budget(key: str, knowledge: Known) -> dict[str, Any]:
    """One allocation."""
    for budget in knowledge.budgets:
        if budget.id == key:
            return asdict(budget)
    raise not_found(f"no budget has the key {key!r}")
