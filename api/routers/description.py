"""`/void`: the data described as data (VoID, DCAT 3), and as a page."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import RedirectResponse

from api.citable import ACCESSED, read_accessed, write_citation
from api.citing import Cited
from api.descriptions import describe_dataset, offering
from api.formats import Representation
from api.knowledge import Knowledge, Known
from api.pages import render_description
from api.problems import not_found
from api.representations import (
    BY_SUFFIX,
    CITATION,
    FORMAT,
    PAGE,
    RESPONSES,
    as_graph,
    asked_language,
    negotiate,
    respond,
)
from exports.citations import Kind
from ontology import iris
from queries.description import DESCRIPTION_PREFIXES, TITLE

router = APIRouter(tags=["Linked data"], dependencies=[Depends(read_accessed)])


@router.get(
    "/void",
    responses=RESPONSES,
    response_class=Response,
    openapi_extra={"parameters": [FORMAT, ACCESSED]},
)
def read_void(request: Request, knowledge: Known) -> Response:
    """What there is, how much of it, out of which documents, and where it can be had."""
    return _void(request, knowledge, negotiate(request))


@router.get("/void.{suffix}", responses=RESPONSES, response_class=Response)
def read_void_as(
    request: Request,
    knowledge: Known,
    suffix: Annotated[str, Path(description="the form", examples=["ttl"])],
) -> Response:
    """The description in the form of a suffix (.ttl, .jsonld, …)."""
    if suffix not in BY_SUFFIX:
        raise not_found(f"the description is not to be had as .{suffix}")
    return _void(request, knowledge, BY_SUFFIX[suffix])


@router.get(
    "/.well-known/void",
    responses={302: {"description": "the description lies at /void"}},
    response_class=RedirectResponse,
    status_code=302,
)
def find_void() -> RedirectResponse:
    """Where clients that know only the host look for the description."""
    return RedirectResponse("/void", status_code=302)


def _void(request: Request, knowledge: Knowledge, form: Representation) -> Response:
    url: str = request.app.state.url
    language = asked_language(request) if form == PAGE or form in CITATION else ""
    if form == PAGE:
        content = render_description(knowledge, offering(knowledge, url), language).encode()
    elif form in CITATION:
        cited = Cited(TITLE[language], "/void", kind=Kind.DATASET)
        content = write_citation(cited, request, knowledge, CITATION[form])
    else:
        content = as_graph(describe_dataset(knowledge, url), form, DESCRIPTION_PREFIXES)
    return respond(content, form, "/void", f"{iris.BASE}void", language)
