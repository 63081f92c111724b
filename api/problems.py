"""Errors as RFC 9457 problem details: which error of ours has which HTTP status."""

from collections.abc import Iterable, Mapping
from typing import Any
from unicodedata import category

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.routing import Match

from queries.errors import AmbiguousName, BadParameter, UnknownName, UnknownQuery
from store.protocol import Fault, QuerySyntaxError, StoreUnavailable

MEDIA_TYPE = "application/problem+json"
_LONGEST_DETAIL = 600
"""Characters."""
_INVISIBLE = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
"""Categories of characters that break a line, change its direction, or show nothing."""
_TYPES = "https://w3id.org/shisaku/problems/"


class Problem(BaseModel):
    """What an error looks like; more members may stand beside these (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


LOOKUP_ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "a parameter has an impossible value"},
    404: {"model": Problem, "description": "there is no such thing; near matches are named"},
}


def _tidy(detail: str) -> str:
    """A sentence in one line, without the middle of what a stranger made too long in it, and with
    what cannot be seen written out."""
    if len(detail) > _LONGEST_DETAIL:
        kept = _LONGEST_DETAIL // 2
        detail = f"{detail[:kept]} … {detail[-kept:]}"
    return "".join(f"\\u{ord(c):04x}" if category(c) in _INVISIBLE else c for c in detail)


class ProblemError(Exception):
    """An error that an endpoint answers with, as it will be shown."""

    def __init__(
        self,
        status: int,
        slug: str,
        title: str,
        detail: str,
        **members: object,
    ) -> None:
        detail = _tidy(detail)
        super().__init__(detail)
        self.status = status
        self.headers: dict[str, str] = {}
        self.members = {
            "type": _TYPES + slug,
            "title": title,
            "status": status,
            "detail": detail,
            **members,
        }


def not_found(detail: str, **members: object) -> ProblemError:
    """There is no such thing."""
    return ProblemError(404, "not-found", "Not found", detail, **members)


def bad_request(detail: str, **members: object) -> ProblemError:
    """The request cannot be understood."""
    return ProblemError(400, "bad-request", "Bad request", detail, **members)


def unknown_format(name: str, known: Iterable[str]) -> ProblemError:
    """The parameter `format` names none of ours."""
    formats = list(known)
    detail = f"parameter format: {name!r} is none of {', '.join(formats)}"
    return bad_request(detail, parameter="format", formats=formats)


def not_acceptable(offers: list[str]) -> ProblemError:
    """None of our formats is one that the client accepts."""
    detail = f"this can be had as {', '.join(offers)}"
    return ProblemError(406, "not-acceptable", "Not acceptable", detail, formats=offers)


def not_ready() -> ProblemError:
    """The data are not loaded yet."""
    problem = ProblemError(503, "not-ready", "Not ready", "the data are still being loaded")
    problem.headers["Retry-After"] = "2"
    return problem


def _from_syntax(error: QuerySyntaxError) -> ProblemError:
    at = f"line {error.line}, column {error.column}: " if error.line else ""
    detail = f"{at}{error}"
    return ProblemError(
        400, "sparql-syntax", "Not a SPARQL query", detail, line=error.line, column=error.column
    )


_FAULTS = {Fault.NOT_REACHABLE: 503, Fault.BAD_ANSWER: 502, Fault.TOO_LATE: 504}


def unavailable(detail: str, fault: Fault, retry_after: int | None = None) -> ProblemError:
    """The store gave no answer; `retry_after` is in seconds."""
    problem = ProblemError(_FAULTS[fault], "store-unavailable", "Store unavailable", detail)
    if retry_after is not None:
        problem.headers["Retry-After"] = str(retry_after)
    return problem


def respond(problem: ProblemError, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """The answer that a problem is."""
    every = {**problem.headers, **(headers or {})}
    return JSONResponse(problem.members, problem.status, every, media_type=MEDIA_TYPE)


_REASONS = {
    "extra_forbidden": "there is no such parameter here; /docs lists those there are",
    "string_pattern_mismatch": "it must hold something to look for",
}


def add_handlers(app: FastAPI) -> None:
    """Answer every error of ours, and the framework's own, as a problem."""

    @app.exception_handler(ProblemError)
    def _problem(_: Request, error: ProblemError) -> JSONResponse:
        return respond(error)

    @app.exception_handler(UnknownName)
    def _unknown_name(_: Request, error: UnknownName) -> JSONResponse:
        return respond(not_found(str(error), near=list(error.near)))

    @app.exception_handler(UnknownQuery)
    def _unknown_query(_: Request, error: UnknownQuery) -> JSONResponse:
        return respond(not_found(str(error), near=list(error.near)))

    @app.exception_handler(AmbiguousName)
    def _ambiguous(_: Request, error: AmbiguousName) -> JSONResponse:
        return respond(bad_request(str(error), keys=list(error.keys)))

    @app.exception_handler(BadParameter)
    def _parameter(_: Request, error: BadParameter) -> JSONResponse:
        return respond(bad_request(str(error), parameter=error.name))

    @app.exception_handler(QuerySyntaxError)
    def _syntax(_: Request, error: QuerySyntaxError) -> JSONResponse:
        return respond(_from_syntax(error))

    @app.exception_handler(StoreUnavailable)
    def _unavailable(_: Request, error: StoreUnavailable) -> JSONResponse:
        return respond(unavailable(str(error), error.fault, error.retry_after))

    @app.exception_handler(RequestValidationError)
    def _validation(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        name = str(first["loc"][-1])
        reason = _REASONS.get(first["type"], first["msg"])
        return respond(bad_request(f"parameter {name}: {reason}", parameter=name))

    @app.exception_handler(HTTPException)
    def _http(request: Request, error: HTTPException) -> JSONResponse:
        title = str(error.detail)
        detail = f"{title}: {request.method} {request.url.path}"
        headers = {"Allow": allowed_methods(request)} if error.status_code == 405 else error.headers
        return respond(ProblemError(error.status_code, "http", title, detail), headers)


def allowed_methods(request: Request) -> str:
    """The methods that a path answers to; empty where there are none. The framework names those of
    one route only, but a path may have several; what answers GET answers HEAD (see `api.head`)."""
    methods = {
        method
        for method in ("GET", "POST")
        for route in request.app.routes
        if route.matches({**request.scope, "method": method})[0] is Match.FULL
    }
    with_head = methods | ({"HEAD"} if "GET" in methods else set())
    return ", ".join(sorted(with_head))
