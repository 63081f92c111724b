"""`/explain`: why a triple holds, down to the lines of documents."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse
from pydantic import BaseModel, ConfigDict, Field

from api.citable import CitableRoute
from api.knowledge import Knowledge, Known
from api.negotiation import choose, choose_language
from api.pages import render_explanation
from api.problems import LOOKUP_ERRORS, not_acceptable
from queries.asked_triple import read_triple
from queries.explanation import MOST_PROOFS, Triple
from queries.explanation_views import View

router = APIRouter(tags=["Explanations"], route_class=CitableRoute)

_OFFERS = ("application/json", "text/html", "text/plain")
_RESPONSES: dict[int | str, dict[str, Any]] = {
    **LOOKUP_ERRORS,
    200: {"content": {"text/html": {}, "text/plain": {}}},
}


class ExplainFilters(BaseModel):
    """The triple to explain, and how much to tell."""

    model_config = ConfigDict(extra="forbid")

    s: str = Field(max_length=400, description="the subject: IRI, kind/key or any name")
    p: str = Field(max_length=400, description="the property, e.g. shk:involvesCountry")
    o: str = Field(max_length=400, description='the object: IRI, kind/key, name or "text"@ja')
    limit: int = Field(5, ge=1, le=MOST_PROOFS, description="proofs at the most")
    lang: str | None = Field(None, description="ja or en, for pages and plain text")


def explained(triple: Triple, knowledge: Knowledge) -> dict[str, Any]:
    """A triple with its shortest proof, as part of another answer."""
    return View(knowledge.names).as_json(knowledge.explainer().explain(triple, 1))


@router.get("/explain", responses=_RESPONSES)
def explain(request: Request, knowledge: Known, filters: Annotated[ExplainFilters, Query()]) -> Any:
    """The proofs of a triple, the shortest first, through rules in words down to stated facts with
    their lines; for a triple that does not hold, what each rule lacks. As JSON, HTML or text."""
    media_type = choose(request.headers.get("accept"), _OFFERS)
    if media_type is None:
        raise not_acceptable(list(_OFFERS))
    triple = read_triple(filters.s, filters.p, filters.o, knowledge.names)
    explanation = knowledge.explainer().explain(triple, filters.limit)
    view = View(knowledge.names)
    language = choose_language(filters.lang, request.headers.get("accept-language"))
    answer: Response
    if media_type == "text/html":
        answer = HTMLResponse(render_explanation(explanation, view, language))
    elif media_type == "text/plain":
        answer = PlainTextResponse(view.as_text(explanation, language))
    else:
        answer = JSONResponse(view.as_json(explanation))
    answer.headers["Vary"] = "Accept, Accept-Language"
    return answer
