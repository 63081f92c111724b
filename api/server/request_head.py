"""What is looked at in the head of a request before its body is read."""

from urllib.parse import unquote_to_bytes

from api.server import refusals
from api.server.limits import ServerLimits
from api.server.refusals import Refused

Headers = list[tuple[bytes, bytes]]
_FORM = b"application/x-www-form-urlencoded"


def check_head(target: bytes, http_version: str, headers: Headers, limits: ServerLimits) -> None:
    """Raise Refused for a head that no answer is given to, whatever it asks for.

    Lengths that contradict each other never get here: the parser refuses them.
    """
    _check_target(target, limits)
    _check_coding(headers)
    _check_length(headers, limits)
    _check_host(http_version, headers)


def check_form(headers: Headers, body: bytearray, limits: ServerLimits) -> None:
    """Raise Refused for a form of more fields than may be."""
    media_type = b"".join(_values(headers, b"content-type")).partition(b";")[0]
    if media_type.strip().lower() == _FORM and body.count(b"&") >= limits.parameters:
        raise refusals.too_many_parameters(413, limits)


def has_body(headers: Headers) -> bool:
    """Whether the head announces a body."""
    lengths = _values(headers, b"content-length")
    return bool(_values(headers, b"transfer-encoding")) or any(int(length) for length in lengths)


def _check_target(target: bytes, limits: ServerLimits) -> None:
    if target.partition(b"?")[2].count(b"&") >= limits.parameters:
        raise refusals.too_many_parameters(400, limits)
    if b"%" not in target:
        return
    try:
        unquote_to_bytes(target).decode()
    except UnicodeDecodeError:
        raise Refused(400, "the address of a request is written in UTF-8") from None


def _check_coding(headers: Headers) -> None:
    for value in _values(headers, b"content-encoding"):
        if value.strip().lower() not in (b"", b"identity"):
            raise Refused(415, "the body of a request may not be compressed")
    for value in _values(headers, b"transfer-encoding"):
        if value.strip().lower() != b"chunked":
            raise Refused(415, "no transfer encoding but chunked is read")


def _check_length(headers: Headers, limits: ServerLimits) -> None:
    for value in _values(headers, b"content-length"):
        if int(value) > limits.body_bytes:
            raise refusals.body_too_large(limits)


def _check_host(http_version: str, headers: Headers) -> None:
    hosts = len(_values(headers, b"host"))
    if hosts > 1 or (hosts == 0 and http_version == "1.1"):
        raise refusals.malformed("it must name one Host")


def _values(headers: Headers, wanted: bytes) -> list[bytes]:
    return [value for name, value in headers if name == wanted]
