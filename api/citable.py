"""Look-ups that can be had as citations, by `?format=bibtex` or `csl-json`, or by Accept.

A router whose `route_class` is `CitableRoute` says nothing about it. What it answers is asked for
as JSON, without the parameters that are ours, and the citation is made of that.
"""

import json
import re
from collections.abc import Callable, Coroutine, Sequence
from datetime import date
from typing import Any
from urllib.parse import unquote_plus

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute

from api.citing import Cited, Edition, references
from api.knowledge import Knowledge, take_served
from api.negotiation import choose
from api.paging import each_once
from api.problems import LOOKUP_ERRORS, bad_request, unknown_format
from api.representations import asked_language
from api.titles import title_of_result
from exports.citations import CITATIONS, CitationFormat, Date

JSON = "application/json"
FORMATS = ("json", *CITATIONS)
"""What `format` may say of a look-up."""
MEDIA_TYPES = {form.media_type: form for form in CITATIONS.values()}
ACCESSED: dict[str, Any] = {
    "name": "accessed", "in": "query", "required": False,
    "schema": {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    "description": "the date of access that a citation tells, e.g. 2026-12-31; else it tells none",
}  # fmt: skip
_FORMAT: dict[str, Any] = {
    "name": "format", "in": "query", "required": False,
    "schema": {"type": "string", "enum": list(FORMATS)},
    "description": "the data, or how to cite them with the documents that they rest on; without "
    "it the Accept header decides",
}  # fmt: skip
CITED: dict[str, Any] = {
    "application/x-bibtex": {"schema": {"type": "string"}},
    "application/vnd.citationstyles.csl+json": {
        "schema": {"type": "array", "items": {"type": "object"}}
    },
}
"""The media types of citations, as the description of an answer has them."""

_OURS = ("format", "accessed")
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_EVIDENCE = {"/queries/{name}": ("why", "true")}
"""By path, the parameter with which an answer tells its evidence."""

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class CitableRoute(APIRoute):
    """A route that answers in JSON, and by what it answers can be cited."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        responses = {400: LOOKUP_ERRORS[400], **(options.pop("responses", None) or {})}
        good = responses.get(200, {})
        own: dict[str, Any] = good.get("content", {})
        responses[200] = {**good, "content": {**own, **CITED}}
        self._offers = (JSON, *own, *MEDIA_TYPES)
        extra = dict(options.pop("openapi_extra", None) or {})
        extra["parameters"] = [*extra.get("parameters", ()), _FORMAT, ACCESSED]
        super().__init__(path, endpoint, responses=responses, openapi_extra=extra, **options)

    def get_route_handler(self) -> Handler:
        """What answers a request: as ever, or with the citation of that."""
        answer = super().get_route_handler()

        async def answer_or_cite(request: Request) -> Response:
            each_once(request)
            wanted = asked_citation(request, self._offers)
            read_accessed(request)
            if wanted is None:
                return await answer(_plain(request, as_json="format" in request.query_params))
            knowledge = take_served(request).knowledge
            data = _plain(request, as_json=True, added=_EVIDENCE.get(self.path))
            found = await answer(data)
            if take_served(request).knowledge is not knowledge:
                # Another release took its place meanwhile: of which of the two is this?
                return await answer_or_cite(request)
            result = json.loads(bytes(found.body))
            return await run_in_threadpool(_cite, request, result, knowledge, wanted)

        return answer_or_cite


def asked_citation(request: Request, offers: Sequence[str]) -> CitationFormat | None:
    """The form of citation that is asked for, by `format` or else by Accept; None for none.

    Raises ProblemError for a format that there is not.
    """
    name = request.query_params.get("format")
    if name is None:
        return MEDIA_TYPES.get(choose(request.headers.get("accept"), offers) or "")
    if name not in FORMATS:
        raise unknown_format(name, FORMATS)
    return CITATIONS.get(name)


def read_accessed(request: Request) -> Date:
    """The date of access that is given; empty for none. Raises ProblemError for what is no date."""
    text = request.query_params.get("accessed")
    if text is None:
        return ()
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        given = date.fromisoformat(text)
    except ValueError:
        detail = f"parameter accessed: {text!r} is no date of the form 2026-12-31"
        raise bad_request(detail, parameter="accessed") from None
    return given.year, given.month, given.day


def edition_of(request: Request, knowledge: Knowledge) -> Edition:
    """Where and when what is cited stands, as a request sees it. Raises ProblemError."""
    return Edition(
        url=request.app.state.url,
        release=knowledge.release,
        built=knowledge.built,
        language=asked_language(request),
        accessed=read_accessed(request),
    )


def write_citation(
    cited: Cited, request: Request, knowledge: Knowledge, form: CitationFormat
) -> bytes:
    """The citation of a page or result in a form. Raises ProblemError or StoreUnavailable."""
    return form.write(references(cited, edition_of(request, knowledge), knowledge.store)).encode()


def respond_with_citation(
    cited: Cited, request: Request, knowledge: Knowledge, form: CitationFormat
) -> Response:
    """The answer that a citation is; a browser that keeps it as a file finds its name here."""
    content = write_citation(cited, request, knowledge, form)
    headers = {"Content-Disposition": f'inline; filename="citation.{form.suffix}"'}
    return Response(content, media_type=form.media_type, headers=headers)


def _cite(request: Request, result: Any, knowledge: Knowledge, form: CitationFormat) -> Response:
    path, language = request.scope["path"], asked_language(request)
    asked = request.query_params.multi_items()
    # The data are the same in any language.
    parameters = tuple((name, text) for name, text in asked if name not in (*_OURS, "lang"))
    title = title_of_result(path, parameters, result, knowledge.names, language)
    cited = Cited(title, path, parameters, result)
    return respond_with_citation(cited, request, knowledge, form)


def _plain(request: Request, *, as_json: bool, added: tuple[str, str] | None = None) -> Request:
    """The request without the parameters that are ours; `added` is one to ask with in addition,
    unless it is there."""
    pieces = request.scope["query_string"].split(b"&")
    kept = [piece for piece in pieces if piece and _name(piece) not in _OURS]
    if added is not None and added[0] not in request.query_params:
        kept.append("=".join(added).encode())
    headers = request.scope["headers"]
    if as_json:
        others = [(name, value) for name, value in headers if name != b"accept"]
        headers = [*others, (b"accept", JSON.encode())]
    if not as_json and len(kept) == len(pieces):
        return request
    scope = {**request.scope, "query_string": b"&".join(kept), "headers": headers}
    return Request(scope, request.receive)


def _name(piece: bytes) -> str:
    """The name of a parameter of a query string."""
    return unquote_plus(piece.partition(b"=")[0].decode("latin-1"))
