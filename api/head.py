"""HEAD: what GET would answer, without its body (RFC 9110, section 9.3.2)."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ANSWERS_ITSELF = "/sparql"
"""Where an answer may take long, the endpoint itself knows what it can leave out."""


class HeadAsGet:
    """The middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask the application for GET, and send the head of its answer."""
        is_head = scope["type"] == "http" and scope["method"] == "HEAD"
        if not is_head or scope["path"] == _ANSWERS_ITSELF:
            await self._app(scope, receive, send)
            return
        has_ended = False

        async def send_head(message: Message) -> None:
            nonlocal has_ended
            if message["type"] != "http.response.body":
                await send(message)
            elif not has_ended:
                has_ended = True
                await send({"type": "http.response.body", "body": b""})

        inner = {**scope, "method": "GET"}
        await self._app(inner, receive, send_head)
        if "route" in inner:  # the log asks for it
            scope["route"] = inner["route"]
