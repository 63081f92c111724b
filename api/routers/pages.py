"""`/`: the home page, where a question can be asked in plain words; `/browse/…`: lists of things,
stored questions and sums of budgets as pages; `/exports/`: what can be downloaded."""

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from pydantic import BaseModel, ConfigDict, Field

from api.browsing import (
    Part,
    exports,
    find_export,
    render_bad_question,
    render_budgets,
    render_exports,
    render_list,
    render_question,
)
from api.knowledge import Known
from api.negotiation import choose, choose_language
from api.pages import Asked, render_home
from api.paging import Page, each_once
from api.problems import Problem, not_acceptable, not_found
from api.routers.things import COLLECTIONS
from exports.choice import PARAMETERS, read_choice
from exports.errors import UnknownFormat
from queries.catalogue import find_query
from queries.errors import AmbiguousName, BadParameter, UnknownName
from queries.involvement import measures_involving

router = APIRouter(dependencies=[Depends(each_once)])

_TYPES = {"json": "application/json", "html": "text/html"}
_LISTS = {"measures": "measure", **COLLECTIONS}


@router.get("/", response_class=HTMLResponse, include_in_schema=False)
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


@router.get("/browse/budgets", response_class=HTMLResponse, include_in_schema=False)
def browse_budgets(
    request: Request,
    knowledge: Known,
    by: Literal["chapter", "year", "stage", "programme", "organisation"] = "chapter",
    year: Annotated[int | None, Query(ge=1868, le=9999)] = None,
    lang: str | None = None,
) -> HTMLResponse:
    """The page of sums of budgets."""
    language = choose_language(lang, request.headers.get("accept-language"))
    return HTMLResponse(render_budgets(knowledge, language, by, year))


@router.get("/browse/queries/{name}", response_class=HTMLResponse, include_in_schema=False)
def browse_question(
    request: Request, name: str, knowledge: Known, lang: str | None = None
) -> HTMLResponse:
    """The page of a stored question, asked with the parameters of the request."""
    language = choose_language(lang, request.headers.get("accept-language"))
    query = find_query(name)
    given = {key: text for key, text in request.query_params.items() if key != "lang" and text}
    try:
        return HTMLResponse(render_question(knowledge, language, query, given))
    except (UnknownName, AmbiguousName, BadParameter) as error:
        status = 404 if isinstance(error, UnknownName) else 400
        page = render_bad_question(knowledge, language, query, given, str(error))
        return HTMLResponse(page, status)


class ListFilters(BaseModel):
    """Which things a list shows."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field("", max_length=200)
    offset: int = Field(0, ge=0)
    lang: str | None = None


@router.get("/browse/{collection}", response_class=HTMLResponse, include_in_schema=False)
def browse_list(
    request: Request,
    collection: str,
    knowledge: Known,
    filters: Annotated[ListFilters, Query()],
) -> HTMLResponse:
    """The page of the things of a kind."""
    if collection not in _LISTS:
        raise not_found(f"there is no list of {collection!r}; the lists are {', '.join(_LISTS)}")
    language = choose_language(filters.lang, request.headers.get("accept-language"))
    part = Part(filters.q.strip(), filters.offset)
    return HTMLResponse(render_list(knowledge, language, collection, _LISTS[collection], part))


@router.get("/exports/choose", response_class=HTMLResponse, include_in_schema=False)
def choose_export(
    request: Request, knowledge: Known, format: str = "", lang: str | None = None
) -> Response:
    """What the form for parts of the graph leads to: the file, or the form with what is wrong."""
    chosen = {name: text.strip() for name, text in request.query_params.items() if text.strip()}
    asked = {p.name: chosen[p.name] for p in PARAMETERS if p.name in chosen}
    try:
        file = find_export(format)
        read_choice(asked, knowledge.names)
    except (UnknownFormat, UnknownName, AmbiguousName, BadParameter) as error:
        language = choose_language(lang, request.headers.get("accept-language"))
        status = 400 if isinstance(error, BadParameter) else 404
        return HTMLResponse(render_exports(language, chosen, str(error)), status)
    return RedirectResponse(f"{file.path}?{urlencode(asked)}", 303)


@router.get("/exports", include_in_schema=False)
@router.get(
    "/exports/",
    tags=["Exports"],
    responses={
        200: {"content": {media_type: {} for media_type in _TYPES.values()}},
        406: {"model": Problem, "description": "neither form is accepted"},
    },
    response_class=Response,
)
def list_exports(
    request: Request, lang: str | None = None, format: Literal["json", "html"] | None = None
) -> Response:
    """All files to download, as JSON or as a page. They are made when they are asked for, so that
    their sizes are not known before."""
    accept = _TYPES[format] if format else request.headers.get("accept")
    media_type = choose(accept, list(_TYPES.values()))
    if media_type is None:
        raise not_acceptable(list(_TYPES.values()))
    headers = {"Vary": "Accept, Accept-Language"}
    if media_type == _TYPES["html"]:
        language = choose_language(lang, request.headers.get("accept-language"))
        return HTMLResponse(render_exports(language, {}), headers=headers)
    items = exports()
    return JSONResponse(jsonable_encoder(Page(len(items), items, None)), headers=headers)
