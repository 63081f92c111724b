"""`/sparql`: the SPARQL 1.1 Protocol, queries only; a page where a browser asks."""

import json
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse
from pyoxigraph import serialize

from api.citable import CITED, respond_with_citation
from api.citing import Cited
from api.descriptions import describe_service
from api.formats import GRAPHS, PAGE, RESULTS, SHORT_NAMES
from api.knowledge import take_served
from api.negotiation import choose_language
from api.problems import Problem, ProblemError, bad_request, not_acceptable
from api.sparql.answer import SparqlAnswer, fetch
from api.sparql.pool import Pool
from api.sparql.protocol import DIRECT, FORM, Asked, read_request
from api.sparql_page import render_sparql
from api.words import words
from exports.citations import CITATIONS, CitationFormat
from queries.description import DESCRIPTION_PREFIXES
from store.protocol import StoreUnavailable

router = APIRouter(tags=["SPARQL"])

_MOST_SHOWN = 500
"""Rows on a page."""
_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": text}
    for status, text in (
        (400, "no SPARQL query, or an update"),
        (403, "a query that would open a connection"),
        (406, "no format that is accepted"),
        (413, "a query or an answer that is too large"),
        (415, "a body of another media type"),
        (503, "a query over its limit of time or memory, or too many at once"),
    )
}
_RESPONSES = {
    **_ERRORS,
    200: {
        "description": "the answer, in the form that was asked for",
        "content": {media_type: {} for media_type in (*RESULTS, *GRAPHS, PAGE)} | CITED,
    },
}
_PARAMETERS = [
    {"name": name, "in": "query", "required": False, "description": text,
     "schema": {"type": "string"}}
    for name, text in (
        ("query", "a SPARQL 1.1 query; without one, the description of this service"),
        ("format", f"one of {', '.join((*SHORT_NAMES, 'html', *CITATIONS))}, where no Accept "
                   "header can be sent"),
        ("default-graph-uri", "a graph that the query sees as the default graph; several merge"),
        ("named-graph-uri", "a graph that the query may name"),
        ("explain", "empty: say why the answer is empty, in place of the answer"),
    )
]  # fmt: skip
_BODY = {
    "requestBody": {
        "content": {
            DIRECT: {"schema": {"type": "string"}},
            FORM: {"schema": {"type": "object", "properties": {"query": {"type": "string"}}}},
        }
    }
}


@router.head("/sparql", include_in_schema=False)
@router.get(
    "/sparql",
    responses=_RESPONSES,
    response_class=Response,
    openapi_extra={"parameters": _PARAMETERS},
    operation_id="query_by_get",
    summary="Answer the query in the address",
)
async def get_query(request: Request) -> Response:
    """Answer the parameter `query`; without it, describe the service or show the page."""
    asked = await read_request(request)
    if asked.query is None:
        return _describe(request, asked)
    return await _answer(request, asked)


@router.post(
    "/sparql",
    responses=_RESPONSES,
    response_class=Response,
    openapi_extra=_BODY,
    operation_id="query_by_post",
    summary="Answer the query in the body",
)
async def post_query(request: Request) -> Response:
    """Answer the query in a form, or the query that is the body."""
    asked = await read_request(request)
    if asked.query is None:
        raise bad_request("the parameter query is missing", parameter="query")
    return await _answer(request, asked)


async def _answer(request: Request, asked: Asked) -> Response:
    pool = _pool(request)
    if asked.citation is not None:
        return await _cite(request, asked, pool, asked.citation)
    if asked.is_page:
        return await _page(request, asked, pool)
    if asked.explain:
        content = await fetch(pool, asked.job("diagnose"), request.receive)
        return Response(content, media_type="application/json")
    job = asked.job("answer", formats=asked.formats)
    return SparqlAnswer(pool, job, is_head=request.method == "HEAD")


async def _cite(request: Request, asked: Asked, pool: Pool, form: CitationFormat) -> Response:
    """How to cite the answer, with the documents and passages that stand in its first rows."""
    knowledge = take_served(request).knowledge
    rows = await _fetch_json(request, asked.job("rows", most=_MOST_SHOWN), pool)
    title = words(_language(request, asked))["sparql_title"]
    cited = Cited(title, "/sparql", asked.question, rows)
    answer = await run_in_threadpool(respond_with_citation, cited, request, knowledge, form)
    answer.headers["Vary"] = "Accept, Accept-Language"
    return answer


async def _page(request: Request, asked: Asked, pool: Pool) -> HTMLResponse:
    """The answer as a page shows it: its first rows, or what is wrong."""
    shown: dict[str, Any] = {"query": asked.query}
    headers, status = {"Vary": "Accept, Accept-Language"}, 200
    try:
        if asked.explain:
            shown["diagnosis"] = await _fetch_json(request, asked.job("diagnose"), pool)
        else:
            rows = await _fetch_json(request, asked.job("rows", most=_MOST_SHOWN), pool)
            shown |= {name: rows.get(name) for name in ("columns", "rows", "boolean", "turtle")}
            if rows["is_cut"]:
                shown["truncated_at"] = _MOST_SHOWN
                headers["X-Truncated"] = f"after {_MOST_SHOWN}"
    except ProblemError as problem:
        shown["error"], status = str(problem), problem.status
        headers |= problem.headers
    page = render_sparql(_language(request, asked), **shown)
    return HTMLResponse(page, status, headers)


async def _fetch_json(request: Request, job: dict[str, object], pool: Pool) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(await fetch(pool, job, request.receive))
    return value


def _describe(request: Request, asked: Asked) -> Response:
    """The service description (SPARQL 1.1 Service Description), or the page with its editor."""
    if asked.citation is not None:
        raise bad_request("the parameter query is missing: answers are cited", parameter="query")
    if asked.is_page:
        headers = {"Vary": "Accept, Accept-Language"}
        return HTMLResponse(render_sparql(_language(request, asked)), headers=headers)
    media_type = asked.formats["graph"]
    if media_type is None:
        raise not_acceptable(list(GRAPHS))
    knowledge, union = take_served(request).knowledge, _pool(request).source.union
    triples = describe_service(knowledge, request.app.state.url, union=union)
    content = serialize(triples, format=GRAPHS[media_type], prefixes=DESCRIPTION_PREFIXES)
    assert content is not None  # bytes, as no output is given
    return Response(content, media_type=media_type, headers={"Vary": "Accept"})


def _pool(request: Request) -> Pool:
    pool = take_served(request).pool
    if pool is None:
        raise StoreUnavailable("no workers run queries here")
    return pool


def _language(request: Request, asked: Asked) -> str:
    return choose_language(asked.language, request.headers.get("accept-language"))
