"""`/sparql`: the SPARQL 1.1 Protocol, queries only.

A query runs in a thread, so that one that takes its time does not hold up other requests (the
engine releases the interpreter's lock while it works).
"""

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from pyoxigraph import QueryTriples, serialize

from api.formats import GRAPHS, RESULTS, SHORT_NAMES
from api.guard import refuse
from api.knowledge import Known
from api.negotiation import choose
from api.problems import Problem, ProblemError, bad_request, not_acceptable
from ontology.terms import PREFIXES
from store.protocol import Answer, Dataset, Store

router = APIRouter(tags=["SPARQL"])

_FORM = "application/x-www-form-urlencoded"
_DIRECT = "application/sparql-query"
_LARGEST_BODY = 2_000_000
_ERRORS: dict[int | str, dict[str, object]] = {
    status: {"model": Problem, "description": text}
    for status, text in (
        (400, "no SPARQL query, or an update"),
        (403, "a query that would open a connection"),
        (406, "no format that is accepted"),
        (413, "a query that is too long"),
        (415, "a body of another media type"),
    )
}
_QUERY_PARAMETERS = [
    {"name": name, "in": "query", "required": False, "description": text,
     "schema": {"type": "string"}}
    for name, text in (
        ("query", "a SPARQL 1.1 query"),
        ("format", f"one of {', '.join(SHORT_NAMES)}, where no Accept header can be sent"),
        ("default-graph-uri", "a graph that the query sees as the default graph"),
        ("named-graph-uri", "a graph that the query may name"),
    )
]  # fmt: skip


@router.get("/sparql", responses=_ERRORS, openapi_extra={"parameters": _QUERY_PARAMETERS})
async def get_query(request: Request, knowledge: Known) -> Response:
    """Answer the query in the parameter `query`."""
    fields = _decode(request.scope["query_string"])
    return await _answer(request, fields, knowledge.store)


@router.post(
    "/sparql",
    responses=_ERRORS,
    openapi_extra={
        "requestBody": {
            "content": {
                _DIRECT: {"schema": {"type": "string"}},
                _FORM: {"schema": {"type": "object", "properties": {"query": {"type": "string"}}}},
            }
        }
    },
)
async def post_query(request: Request, knowledge: Known) -> Response:
    """Answer the query in a form, or the query that is the body."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type == _FORM:
        fields = _decode(await _body(request))
    elif media_type == _DIRECT:
        text = _text(await _body(request))
        fields = [*_decode(request.scope["query_string"]), ("query", text)]
    else:
        detail = f"a query is posted as {_FORM} or {_DIRECT}, not as {media_type or 'no type'}"
        raise ProblemError(415, "media-type", "Unsupported media type", detail)
    return await _answer(request, fields, knowledge.store)


async def _body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST_BODY:
            detail = f"a request holds at most {_LARGEST_BODY} bytes"
            raise ProblemError(413, "too-large", "Content too large", detail)
    return body


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise bad_request(f"the request is not UTF-8 at byte {error.start}") from None


def _decode(encoded: bytes) -> list[tuple[str, str]]:
    """The fields of a form or query string; bytes that are no UTF-8 are refused, not replaced."""
    try:
        return parse_qsl(
            encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=2000
        )
    except UnicodeDecodeError:
        raise bad_request("the request is not UTF-8") from None
    except ValueError as error:
        raise bad_request(f"the form cannot be read ({error})") from None


async def _answer(request: Request, fields: list[tuple[str, str]], store: Store) -> Response:
    query = _single(fields, "query")
    if query is None:
        if any(name == "update" for name, _ in fields):
            raise bad_request("updates are refused; this endpoint answers queries only")
        raise bad_request("the parameter query is missing", parameter="query")
    refusal = refuse(query)
    if refusal is not None:
        raise ProblemError(refusal.status, "refused", "Query refused", refusal.reason)
    accept = _accept(request.headers.get("accept"), _all(fields, "format"))
    return await run_in_threadpool(_run, store, query, _dataset(fields), accept)


def _single(fields: Iterable[tuple[str, str]], name: str) -> str | None:
    values = _all(fields, name)
    if len(values) > 1:
        raise bad_request(f"the parameter {name} stands {len(values)} times", parameter=name)
    return values[0] if values else None


def _all(fields: Iterable[tuple[str, str]], name: str) -> list[str]:
    return [value for key, value in fields if key == name]


def _dataset(fields: list[tuple[str, str]]) -> Dataset:
    return Dataset(tuple(_all(fields, "default-graph-uri")), tuple(_all(fields, "named-graph-uri")))


def _accept(header: str | None, formats: Iterable[str]) -> str | None:
    """The Accept header; `format=` goes before it."""
    wanted = [_media_types(name) for name in formats if name]
    return ", ".join(wanted) if wanted else header


def _media_types(name: str) -> str:
    """What a format is called in an Accept header. SPARQLWrapper sends both names of a format."""
    if name in SHORT_NAMES:
        return ", ".join(SHORT_NAMES[name])
    if "/" in name:
        return name
    known = ", ".join(SHORT_NAMES)
    raise bad_request(f"format {name!r} is none of {known}", parameter="format")


def _run(store: Store, query: str, dataset: Dataset, accept: str | None) -> Response:
    answer = store.query(query, dataset)
    offers: Mapping[str, object] = GRAPHS if isinstance(answer, QueryTriples) else RESULTS
    media_type = choose(accept, list(offers))
    if media_type is None:
        del answer  # the engine's answers may only be dropped in the thread that made them
        raise not_acceptable(list(offers))
    return Response(
        _serialise(answer, media_type),
        media_type=media_type,
        headers={"Vary": "Accept", "X-Content-Type-Options": "nosniff"},
    )


def _serialise(answer: Answer, media_type: str) -> bytes:
    if isinstance(answer, QueryTriples):
        content = serialize(answer, format=GRAPHS[media_type], prefixes=PREFIXES)
    else:
        content = answer.serialize(format=RESULTS[media_type])
    assert content is not None  # bytes, as no output is given
    return content
