"""Why the server refuses a request before the application sees it."""

import json

from api.problems import MEDIA_TYPE, ProblemError
from api.server.limits import ServerLimits

_RETRY_AFTER = 5
_REASONS = {
    400: ("bad-request", "Bad request"),
    408: ("too-slow", "Request timeout"),
    413: ("too-large", "Content too large"),
    414: ("too-long", "URI too long"),
    415: ("media-type", "Unsupported media type"),
    429: ("too-many-requests", "Too many requests"),
    431: ("too-large", "Request header fields too large"),
    503: ("busy", "Service unavailable"),
}
_RETRIED = frozenset((429, 503))


class Refused(Exception):
    """A request is not taken: an HTTP status, and the reason in one sentence."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail

    def headers(self, request_id: str, length: int) -> list[tuple[bytes, bytes]]:
        """The headers of the answer, whose body has a length in bytes."""
        headers = {
            "content-type": MEDIA_TYPE,
            "content-length": str(length),
            "x-content-type-options": "nosniff",
            "content-security-policy": "default-src 'none'",
            "x-request-id": request_id,
            "connection": "close",
        }
        if self.status in _RETRIED:
            headers["retry-after"] = str(_RETRY_AFTER)
        return [(name.encode(), value.encode()) for name, value in headers.items()]

    def body(self) -> bytes:
        """The problem details (RFC 9457)."""
        slug, title = _REASONS[self.status]
        members = ProblemError(self.status, slug, title, self.detail).members
        return json.dumps(members, ensure_ascii=False).encode()


def malformed(reason: str) -> Refused:
    """What came is not HTTP."""
    return Refused(400, f"this is no request of HTTP/1.1: {reason}")


def too_slow(part: str, seconds: float) -> Refused:
    """A part of a request did not arrive in time."""
    return Refused(408, f"the {part} of a request must arrive within {seconds:g} s")


def target_too_long(limits: ServerLimits) -> Refused:
    """The request target is over its limit."""
    detail = f"the address of a request holds at most {limits.target_bytes} bytes; POST takes more"
    return Refused(414, detail)


def headers_too_large(limits: ServerLimits) -> Refused:
    """The headers are over their limit."""
    return Refused(431, f"the headers of a request hold at most {limits.header_bytes} bytes")


def body_too_large(limits: ServerLimits) -> Refused:
    """The body is over its limit."""
    return Refused(413, f"the body of a request holds at most {limits.body_bytes} bytes")


def too_many_parameters(status: int, limits: ServerLimits) -> Refused:
    """There are more fields in a query string or form than may be."""
    return Refused(status, f"a request has at most {limits.parameters} parameters")


def too_many_waiting(limits: ServerLimits) -> Refused:
    """A client sends on without waiting for answers."""
    detail = f"at most {limits.pipelined} requests wait on a connection for earlier answers"
    return Refused(429, detail)


def too_busy() -> Refused:
    """There are more connections than may be."""
    return Refused(503, "too many connections are open; try again in a few seconds")
