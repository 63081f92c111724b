"""Answers that stay the same until the next release: validators for everybody's caches, and a small
memory of our own.

What a look-up answers depends on the release, the address, and what Accept and Accept-Language say,
and on nothing else. So an answer carries a strong ETag and the time at which the release was built,
a client that has it already gets 304, and one that was given a moment ago is given again without
being worked out. SPARQL, exports, files and what tells of the process are left alone, as are
errors, streams, and answers that set a cookie or have validators of their own.
Source: docs/decisions/0011-linked-data.md, RFC 9110 (sections 8.8 and 13), RFC 9111.
"""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.head import HeadAsGet
from api.knowledge import Knowledge, Served

LARGEST_MEMORY = 32 * 1024 * 1024
"""Bytes of answers that are remembered, with what was asked."""
LARGEST_ANSWER = 256 * 1024
"""Bytes of one answer that is remembered."""

_NOT_LOOK_UPS = ("/sparql", "/health", "/ready", "/metrics", "/exports/", "/static")
_VARY = ("Accept", "Accept-Language")
_DEPENDS_ON = (b"accept", b"accept-language")
_CONDITIONS = (b"if-none-match", b"if-modified-since")
# A cache may keep an answer, but has to ask each time whether the release is still the same.
_CACHE_CONTROL = "public, no-cache"
_ENTITY_TAG = re.compile(r'(?:W/)?("[^"]*")')
_KEPT_IN_304 = ("etag", "last-modified", "cache-control", "vary", "content-location")

Headers = list[tuple[bytes, bytes]]
Key = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a request says that matters here: all that the answer depends on, and its conditions."""

    key: Key
    if_none_match: str
    if_modified_since: str

    @classmethod
    def of(cls, scope: Scope) -> "_Asked":
        found: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            if name in _DEPENDS_ON or name in _CONDITIONS:
                found.setdefault(name, []).append(value)
        said = {name: b",".join(values) for name, values in found.items()}
        path = scope.get("raw_path") or scope["path"].encode()
        key = (path, scope["query_string"], *(said.get(name, b"") for name in _DEPENDS_ON))
        match, since = (said.get(name, b"").decode("latin-1") for name in _CONDITIONS)
        return cls(key, match, since)


@dataclass(frozen=True, slots=True)
class _Answer:
    """A whole answer with status 200, its validators among its headers; `route` is what the
    framework found for it, which the log asks for."""

    headers: Headers
    body: bytes
    etag: str
    built: datetime | None
    route: Any

    def is_known_to(self, asked: _Asked) -> bool:
        """Whether the client has this answer already."""
        if asked.if_none_match:
            return _names(asked.if_none_match, self.etag)
        return self.built is not None and _is_since(asked.if_modified_since, self.built)

    async def send(self, asked: _Asked, send: Send) -> None:
        """Send it, or that it is known."""
        if self.is_known_to(asked):
            kept = [(name, value) for name, value in self.headers if name.decode() in _KEPT_IN_304]
            await send({"type": "http.response.start", "status": 304, "headers": kept})
            await send({"type": "http.response.body", "body": b""})
            return
        headers = list(self.headers)
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})


class Memory:
    """The answers last asked for, up to a number of bytes; the least lately used go first."""

    def __init__(self, largest: int = LARGEST_MEMORY, largest_answer: int = LARGEST_ANSWER) -> None:
        self._largest = largest
        self._largest_answer = largest_answer
        self._answers: OrderedDict[Key, _Answer] = OrderedDict()
        self.size = 0

    def get(self, key: Key) -> _Answer | None:
        """The answer to what was asked; None where it is not remembered."""
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def put(self, key: Key, answer: _Answer) -> None:
        """Remember an answer, unless it is too large."""
        size = _size(key, answer)
        if size > self._largest_answer:
            return
        self._drop(key)
        self._answers[key] = answer
        self.size += size
        while self.size > self._largest:
            self._drop(next(iter(self._answers)))

    def clear(self) -> None:
        """Forget everything."""
        self._answers.clear()
        self.size = 0

    def _drop(self, key: Key) -> None:
        answer = self._answers.pop(key, None)
        if answer is not None:
            self.size -= _size(key, answer)


class Caching:
    """The middleware. `current` gives what is served now, None while there is nothing yet."""

    def __init__(
        self, app: ASGIApp, current: Callable[[], Knowledge | None], memory: Memory | None = None
    ) -> None:
        self._app = app
        self._current = current
        self._memory = memory or Memory()
        self._remembered: Knowledge | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or pass the request on and remember the answer."""
        knowledge = self._current() if _is_look_up(scope) else None
        if knowledge is None:
            await self._app(scope, receive, send)
            return
        if knowledge is not self._remembered:
            self._memory.clear()
            self._remembered = knowledge
        asked = _Asked.of(scope)
        answer = self._memory.get(asked.key)
        if answer is None:
            await self._app(scope, receive, _Recorder(self, knowledge, asked, scope, send))
            return
        scope["route"] = answer.route
        await answer.send(asked, send)

    def finish(self, asked: _Asked, answer: _Answer, knowledge: Knowledge) -> bool:
        """Remember an answer; whether it is still of what is served."""
        if self._current() is not knowledge:
            return False
        if knowledge.built is not None and self._remembered is knowledge:
            self._memory.put(asked.key, answer)
        return True


def add_caching(app: FastAPI) -> None:
    """Remember answers, and answer HEAD as GET is. What adds headers to every answer goes around
    it: it remembers what the application said, and nothing about who asked."""

    def current() -> Knowledge | None:
        served: Served | None = app.state.served
        return None if served is None else served.knowledge

    app.add_middleware(Caching, current=current)
    app.add_middleware(HeadAsGet)


class _Recorder:
    """Takes an answer as the application sends it, and sends it on with validators."""

    def __init__(
        self, caching: Caching, knowledge: Knowledge, asked: _Asked, scope: Scope, send: Send
    ) -> None:
        self._caching = caching
        self._knowledge = knowledge
        self._asked = asked
        self._scope = scope
        self._send = send
        self._held: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        """Hold an answer that can be validated back until it is whole; send any other on."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            headers["Vary"] = ", ".join(dict.fromkeys((*_varies(headers), *_VARY)))
            message["headers"] = headers.raw
            if _can_be_validated(message["status"], headers):
                self._held = message
                return
            if message["status"] != 200:
                # Without a word some caches keep a redirection, or that a thing is gone, for ever.
                headers.setdefault("Cache-Control", _CACHE_CONTROL)
        elif self._held is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._held)
            return
        await self._send(message)

    async def _finish(self, start: Message) -> None:
        answer = _with_validators(start["headers"], self._body, self._knowledge, self._scope)
        if self._caching.finish(self._asked, answer, self._knowledge):
            await answer.send(self._asked, self._send)
            return
        # Another release took its place meanwhile: nobody knows of which of the two this is.
        await self._send(start)
        await self._send({"type": "http.response.body", "body": self._body})


def _is_look_up(scope: Scope) -> bool:
    return (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and not scope["path"].startswith(_NOT_LOOK_UPS)
    )


def _can_be_validated(status: int, headers: MutableHeaders) -> bool:
    """Whether an answer is whole, good, and for everybody who asks the same. A stream tells no
    length before."""
    return (
        status == 200
        and "content-length" in headers
        and "etag" not in headers
        and "set-cookie" not in headers
        and "cache-control" not in headers
        and set(_varies(headers)) == set(_VARY)
    )


def _varies(headers: MutableHeaders) -> list[str]:
    """The names in Vary, each as it is usually written."""
    names = (name.strip() for name in headers.get("vary", "").split(","))
    return [name.title() for name in names if name]


def _with_validators(raw: Headers, body: bytes, knowledge: Knowledge, scope: Scope) -> _Answer:
    headers = MutableHeaders(raw=list(raw))
    etag = _entity_tag(knowledge.release, headers.get("content-type", ""), body)
    built = None if knowledge.built is None else knowledge.built.replace(microsecond=0)
    headers["ETag"] = etag
    headers["Cache-Control"] = _CACHE_CONTROL
    if built is not None:
        headers["Last-Modified"] = format_datetime(built.astimezone(UTC), usegmt=True)
    return _Answer(headers.raw, body, etag, built, scope.get("route"))


def _entity_tag(release: str, media_type: str, body: bytes) -> str:
    """A strong tag: another release, form or body has another."""
    digest = hashlib.sha256(f"{release}\n{media_type}\n".encode())
    digest.update(body)
    return f'"{digest.hexdigest()[:32]}"'


def _names(if_none_match: str, etag: str) -> bool:
    """Whether a list of entity tags has this one; a weak tag counts as well."""
    return if_none_match.strip() == "*" or etag in _ENTITY_TAG.findall(if_none_match)


def _is_since(date: str, built: datetime) -> bool:
    """Whether an HTTP date is not before a moment; no for what is no date."""
    if not date:
        return False
    try:
        since = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return False
    # The oldest of the three forms of a date names no zone and means GMT.
    return (since if since.tzinfo else since.replace(tzinfo=UTC)) >= built


def _size(key: Iterable[bytes], answer: _Answer) -> int:
    headers = sum(len(name) + len(value) for name, value in answer.headers)
    return sum(map(len, key)) + headers + len(answer.body)
