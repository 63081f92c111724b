"""Where a remote store is, who we are to it, and what its refusals mean."""

import base64
import os
import re
import time
from dataclasses import dataclass, field, replace
from urllib.parse import SplitResult, unquote, urlencode, urlsplit, urlunsplit
from urllib.request import (
    AbstractDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
)

from ontology.errors import UserError
from store.protocol import Fault, StoreUnavailable
from store.transport import RETRY_AFTER, Limits, Reply, exchange, no_answer

_LONGEST_WAIT = 3600
_LONGEST_SIGN = 4096


class BadAddress(UserError, ValueError):
    """A text is no address of a remote store. It is not shown, as it may hold a password."""

    def __init__(self) -> None:
        super().__init__("the address of a remote store looks like http://host:port/path")


class BadLimit(UserError, ValueError):
    """A limit of remote stores in the environment is none."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}: it must be a whole number above 0")


def limits_of_environment() -> Limits:
    """SHISAKU_REMOTE_SECONDS for a whole answer, and SHISAKU_REMOTE_ANSWER_BYTES for its body; the
    processes that answer queries read them too. Raises BadLimit."""
    return Limits(
        _limit("SHISAKU_REMOTE_SECONDS", int(Limits.seconds)),
        _limit("SHISAKU_REMOTE_ANSWER_BYTES", Limits.answer_bytes),
    )


def _limit(name: str, default: int) -> int:
    text = os.environ.get(name, str(default))
    if not re.fullmatch(r"[1-9][0-9]{0,11}", text):
        raise BadLimit(name)
    return int(text)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address without credentials, and the credentials, which are never printed."""

    url: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @classmethod
    def of(cls, address: str) -> "Endpoint":
        """Read an address. Credentials stand in it (`http://user:password@host/`), or in the
        environment as SHISAKU_REMOTE_USER and SHISAKU_REMOTE_PASSWORD. Raises BadAddress."""
        parts = _split(address)
        host = parts.netloc.rpartition("@")[2]
        user, password = parts.username, parts.password
        if user is None:
            user = os.environ.get("SHISAKU_REMOTE_USER", "")
            password = os.environ.get("SHISAKU_REMOTE_PASSWORD", "")
        return cls(
            urlunsplit((parts.scheme, host, parts.path or "/", parts.query, "")),
            unquote(user),
            unquote(password or ""),
        )

    def at(self, path: str) -> "Endpoint":
        """Another path of the same server, for the same user."""
        return replace(self, url=urlunsplit((*urlsplit(self.url)[:2], path, "", "")))

    def with_parameter(self, name: str, value: str) -> "Endpoint":
        """The same address with one more parameter."""
        joint = "&" if urlsplit(self.url).query else "?"
        return replace(self, url=f"{self.url}{joint}{urlencode({name: value})}")

    def request(self, content: bytes | None = None, content_type: str = "") -> Request:
        """A request to the address: a POST of the content, or a GET where there is none."""
        headers = {"Content-Type": content_type} if content is not None else {}
        return Request(self.url, content, headers)  # noqa: S310 - `of` takes http and https only

    def ask(self, request: Request, limits: Limits) -> Reply:
        """Send a request as our user. Raises what `exchange` raises."""
        if not self.user:
            return exchange(request, limits)
        began = time.monotonic()
        request.add_header("Authorization", self._authorization(request, limits))
        return exchange(request, replace(limits, seconds=limits.seconds + began - time.monotonic()))

    def _authorization(self, request: Request, limits: Limits) -> str:
        """The proof of who we are: a digest where the server asks for one, else the password.

        It is asked first, by a request without content: Virtuoso wants a digest, refuses a
        password without saying so, and breaks off while a long content is still being sent.
        """
        challenge = exchange(self.request(b""), limits).headers["www-authenticate"] or ""
        kind, _, fields = challenge.partition(" ")
        if kind.lower() == "digest":
            passwords = HTTPPasswordMgrWithDefaultRealm()
            passwords.add_password(None, self.url, self.user, self.password)
            asked = parse_keqv_list(parse_http_list(fields))
            answer = AbstractDigestAuthHandler(passwords).get_authorization(request, asked)
            return f"Digest {answer}"
        secret = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return f"Basic {secret}"


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or re.search(r"[\x00-\x20\x7f-\U0010ffff]", address):
        raise BadAddress
    return parts


_REFUSALS = {
    206: ("it is only a part", Fault.BAD_ANSWER),
    401: ("it wants other credentials", Fault.BAD_ANSWER),
    403: ("it does not allow this", Fault.BAD_ANSWER),
    404: ("there is nothing at its address", Fault.BAD_ANSWER),
    408: ("it took too long", Fault.TOO_LATE),
    413: ("the request is too large for it", Fault.BAD_ANSWER),
    429: ("it has too much to do", Fault.NOT_REACHABLE),
    503: ("it has too much to do", Fault.NOT_REACHABLE),
    504: ("it took too long", Fault.TOO_LATE),
}

_SIGNS = {
    b"S1T00": ("it took too long", Fault.TOO_LATE),
    b"42000 Error The estimated execution time": ("it would take too long", Fault.TOO_LATE),
    b"SR186": ("it does not allow this", Fault.BAD_ANSWER),
    b"SR325": ("its transactions are too small for this", Fault.BAD_ANSWER),
}
"""What Virtuoso says in the text of a 500."""


def refusal(reply: Reply) -> StoreUnavailable:
    """What a status other than the one hoped for means."""
    if 300 <= reply.status < 400:
        return no_answer("it redirects, which is not followed", Fault.BAD_ANSWER)
    beginning = reply.content[:_LONGEST_SIGN]
    known = (said for sign, said in _SIGNS.items() if reply.status == 500 and sign in beginning)
    unknown = (f"it answered with status {reply.status}", Fault.BAD_ANSWER)
    why, fault = next(known, _REFUSALS.get(reply.status, unknown))
    return no_answer(why, fault, _wait(reply) if fault is Fault.NOT_REACHABLE else None)


def _wait(reply: Reply) -> int:
    asked = reply.headers["retry-after"] or ""
    if asked.isascii() and asked.isdecimal() and len(asked) < len(str(_LONGEST_WAIT)) + 1:
        return min(int(asked), _LONGEST_WAIT)
    return RETRY_AFTER
