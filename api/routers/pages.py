"""`/`: the home page, where a question can be asked in plain words."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from api.knowledge import Known
from api.negotiation import choose_language
from api.pages import Asked, render_home
from queries.errors import AmbiguousName, UnknownName
from queries.involvement import measures_involving

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def home(
    request: Request,
    knowledge: Known,
    involves: Annotated[str, Query(max_length=200)] = "",
    lang: str | None = None,
) -> HTMLResponse:
    """The home page; with `involves`, the measures that involve a country."""
    language = choose_language(lang, request.headers.get("accept-language"))
    if not involves.strip():
        return HTMLResponse(render_home(knowledge, language))
    try:
        country = knowledge.names.resolve(involves, "country")
    except (UnknownName, AmbiguousName) as error:
        page = render_home(knowledge, language, Asked(involves, error=str(error)))
        return HTMLResponse(page, status_code=404)
    found = measures_involving(knowledge.store, knowledge.names, knowledge.files, country)
    return HTMLResponse(render_home(knowledge, language, Asked(involves, country, found)))
