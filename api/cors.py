"""Other sites' scripts may ask here: what we serve is public, and no credentials are taken.

Source: https://fetch.spec.whatwg.org/#http-cors-protocol
"""

from fastapi import FastAPI, Request
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import allowed_methods

_EXPOSED = "ETag, Link, Retry-After, X-Request-Id, X-Truncated"
_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type",
    "Access-Control-Max-Age": "86400",
}


class _Cors:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Access-Control-Allow-Origin"] = "*"
                headers["Access-Control-Expose-Headers"] = _EXPOSED
            await send(message)

        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["method"] == "OPTIONS" and (methods := allowed_methods(Request(scope))):
            await _options(methods)(scope, receive, send_with_headers)
        else:
            await self._app(scope, receive, send_with_headers)


def _options(methods: str) -> Response:
    """What a path can be asked, by other sites' scripts as well."""
    headers = {"Allow": f"{methods}, OPTIONS", "Vary": "Origin", **_PREFLIGHT}
    return Response(status_code=204, headers=headers)


def add_cors(app: FastAPI) -> None:
    """Let scripts of other sites ask whatever may be asked."""
    app.add_middleware(_Cors)
