"""Every request is counted, timed and logged, and gets an identifier."""

import asyncio
from collections.abc import MutableMapping
from functools import cache
from time import perf_counter
from typing import Any

from fastapi import FastAPI
from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access_log import NO_ANSWER, Exchange, log_exchange
from api.metrics import IN_FLIGHT, REQUEST_SECONDS, REQUESTS
from api.problems import ProblemError, respond

_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))
_LOGGED_QUERY = "logged_query"


def add_observation(app: FastAPI) -> None:
    """Observe every request."""
    app.add_middleware(_Observed)


def observe(exchange: Exchange, route: str = "") -> None:
    """Count and log a request that has come to its end; `route` is the template of its path, so
    that there are only so many."""
    seconds = perf_counter() - exchange.started
    method = exchange.method if exchange.method in _METHODS else "other"
    requests, latency = _counted(route or "(none)", method, str(exchange.status))
    requests.inc()
    latency.observe(seconds)
    log_exchange(exchange, seconds)


def log_query(state: MutableMapping[str, Any], text: str) -> None:
    """Have the log show a query that came in the body of a request, which no address tells;
    `state` is that of the request's scope."""
    state[_LOGGED_QUERY] = text


@cache
def _counted(*labels: str) -> tuple[Counter, Histogram]:
    """To look a metric up by its labels takes longer than to count."""
    return REQUESTS.labels(*labels), REQUEST_SECONDS.labels(*labels)


class _Observed:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = Exchange(scope["method"], scope["path"], scope["query_string"], perf_counter())
        identified = (b"x-request-id", exchange.id.encode())

        async def send_observed(message: Message) -> None:
            if message["type"] == "http.response.start":
                exchange.status = message["status"]
                message["headers"] = [*message.get("headers", ()), identified]
            elif exchange.method != "HEAD":
                exchange.sent_bytes += len(message.get("body", b""))
            await send(message)

        IN_FLIGHT.inc()
        try:
            await self._app(scope, receive, send_observed)
        except asyncio.CancelledError:
            # Only a server that ends stops a request; an answer that has begun is cut short.
            if exchange.status == NO_ANSWER:
                await respond(_ending())(scope, receive, send_observed)
        except Exception:
            # The server logs it, and cuts the connection where the answer has begun.
            if exchange.status == NO_ANSWER:
                await respond(_failure(exchange.id))(scope, receive, send_observed)
            raise
        finally:
            IN_FLIGHT.dec()
            exchange.query = scope.get("state", {}).get(_LOGGED_QUERY, exchange.query)
            observe(exchange, getattr(scope.get("route"), "path", ""))


def _ending() -> ProblemError:
    problem = ProblemError(503, "ending", "Service unavailable", "the server is being restarted")
    problem.headers["Retry-After"] = "5"
    return problem


def _failure(request_id: str) -> ProblemError:
    detail = f"something went wrong here; the log tells what, under {request_id}"
    return ProblemError(500, "internal", "Internal error", detail)
