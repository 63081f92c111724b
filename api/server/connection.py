"""One connection: a request gets as far as the application only when it is whole and within the
limits.

uvicorn has no deadline for a request that comes slowly or an answer that nobody reads, no limit on
sizes, and starts the application before the body is there. Here the head and the body are counted
and timed first; what is refused is answered in its turn, after the answers to earlier requests on
the same connection.
"""

import socket
import struct
from asyncio import AbstractEventLoop, BaseTransport, Transport
from collections import deque
from collections.abc import Callable
from enum import Enum, auto
from time import perf_counter
from typing import Any, cast

import httptools
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import (
    STATUS_LINE,
    HttpToolsProtocol,
    RequestResponseCycle,
)
from uvicorn.server import ServerState

from api.access_log import Exchange
from api.observing import observe
from api.server import refusals
from api.server.limits import ServerLimits
from api.server.refusals import Refused
from api.server.request_head import check_form, check_head, has_body

_PUNCTUATION = len(b": \r\n")
_RESET = struct.pack("ii", 1, 0)
"""Of SO_LINGER: end at once, and give up what the system still holds for the client."""
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Phase(Enum):
    """What a connection waits for from its client."""

    IDLE = auto()
    """The next request, after the last one came whole."""
    HEAD = auto()
    BODY = auto()
    DEAF = auto()
    """Nothing more: what still comes is thrown away, and the last answer ends the connection."""
    LEAVING = auto()
    """The same, after the last answer."""


class Admission(Enum):
    """What becomes of a connection that is opened."""

    WELCOME = auto()
    SENT_AWAY = auto()
    """There are too many: its first request is answered with 503."""
    CUT = auto()
    """There are far too many: it is cut without a word."""


class Connection(HttpToolsProtocol):
    """A connection with limits. Whoever makes it calls `check` now and then."""

    def __init__(  # noqa: PLR0913  the first four are uvicorn's
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: AbstractEventLoop | None = None,
        *,
        limits: ServerLimits,
        admission: Admission,
        on_lost: Callable[["Connection"], None],
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.url = b""
        self.headers = []
        self._limits = limits
        self._arrived: int | None
        self._admission = admission
        self._on_lost = on_lost
        self._enter(Phase.HEAD)
        self._is_begun = False
        self._is_last = False
        self._started = 0.0
        self._header_bytes = 0
        self._body = bytearray()
        self._unanswered: deque[RequestResponseCycle] = deque()
        self._refused: Refused | None = None
        self._unread = 0
        self._read_at = 0.0

    # What the transport calls

    def connection_made(self, transport: BaseTransport) -> None:
        """Wait for the head of the first request."""
        super().connection_made(cast(Transport, transport))
        if self._admission is Admission.CUT:
            self._cut()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell every request at hand that nobody waits for its answer."""
        super().connection_lost(exc)
        self._on_lost(self)
        for cycle in self._unanswered:
            cycle.disconnected = True
            cycle.message_event.set()

    def data_received(self, data: bytes) -> None:
        """Read on, unless no more is wanted."""
        if self._phase in (Phase.DEAF, Phase.LEAVING):
            return
        self._unset_keepalive_if_required()
        if self._phase is Phase.IDLE:
            self._enter(Phase.HEAD)
        try:
            self.parser.feed_data(data)
            self._count(len(data))
        except Refused as refused:
            self._refuse(refused)
        except httptools.HttpParserError as error:
            cause = error.__context__
            self._refuse(cause if isinstance(cause, Refused) else refusals.malformed(str(error)))
        except httptools.HttpParserUpgrade:
            # No other protocol is spoken. The request is answered in this one, but what follows
            # it may be of the other.
            self._enter(Phase.DEAF)
            self.cycle.keep_alive = False

    def resume_writing(self) -> None:
        """The client has read a good part of the answer."""
        super().resume_writing()
        self._read_at = self.loop.time()

    # What the parser calls

    def on_message_begin(self) -> None:
        """The first byte of a request."""
        super().on_message_begin()
        self._enter(Phase.HEAD)
        self._is_begun = True
        self._started = perf_counter()
        self._header_bytes = 0
        self._body = bytearray()

    def on_url(self, url: bytes) -> None:
        """A part of the request target."""
        super().on_url(url)
        if len(self.url) > self._limits.target_bytes:
            raise refusals.target_too_long(self._limits)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header; or, behind the body, a trailer, which nothing here has a use for."""
        self._header_bytes += len(name) + len(value) + _PUNCTUATION
        if self._header_bytes > self._limits.header_bytes:
            raise refusals.headers_too_large(self._limits)
        if self._phase is Phase.HEAD:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Look at the head; the application does not see it before the body is there."""
        version = self.parser.get_http_version()
        check_head(self.url, version, self.headers, self._limits)
        if self._admission is not Admission.WELCOME:
            raise refusals.too_busy()
        if self.parser.should_upgrade() and has_body(self.headers):
            raise refusals.malformed("a request to change the protocol has no body")
        self._enter(Phase.BODY)
        if self.expect_100_continue and not self._unanswered:
            self.transport.write(_CONTINUE)
        self.expect_100_continue = False

    def on_body(self, body: bytes) -> None:
        """A part of the body."""
        if len(self._body) + len(body) > self._limits.body_bytes:
            raise refusals.body_too_large(self._limits)
        self._body += body

    def on_message_complete(self) -> None:
        """Hand the whole request over."""
        check_form(self.headers, self._body, self._limits)
        if len(self._unanswered) > self._limits.pipelined:
            raise refusals.too_many_waiting(self._limits)
        super().on_headers_complete()
        self.cycle.body = self._body
        self.cycle.keep_alive &= not self._is_last
        super().on_message_complete()
        self._unanswered.append(self.cycle)
        self.url = b""
        self._is_begun = False
        self._enter(Phase.IDLE)

    # What uvicorn calls

    def on_response_complete(self) -> None:
        """Go on to the next request, or to the refusal that waited for its turn."""
        self._unanswered.popleft()
        super().on_response_complete()
        if self._refused and not self._unanswered and not self.transport.is_closing():
            self._answer_refused(self._refused)

    def shutdown(self) -> None:
        """The server is to end: answer what has come, and what is on its way."""
        self._is_last = True
        if not self._is_begun:
            super().shutdown()

    def check(self, now: float) -> None:
        """End what takes too long; `now` is the time of the loop."""
        if self.transport is None:  # made a moment ago
            return
        self._check_reader(now)
        if self.transport.is_closing():
            return
        if self.flow.read_paused:  # it is we who do not listen
            self._since = now
        waited = now - self._since
        if self._phase is Phase.HEAD and waited > self._limits.head_seconds:
            self._end_slow("head", self._limits.head_seconds)
        elif self._phase is Phase.BODY and waited > self._limits.body_seconds:
            self._end_slow("body", self._limits.body_seconds)
        elif self._phase is Phase.LEAVING and waited > self._limits.linger_seconds:
            self._cut()

    # Our own steps

    def _enter(self, phase: Phase) -> None:
        self._phase = phase
        self._since = self.loop.time()
        self._arrived = None

    def _count(self, arrived: int) -> None:
        """Bound what a head or body may hold beside what is counted elsewhere, such as one header
        without an end, or the extensions of chunks."""
        if self._arrived is None:  # these bytes hold the end of the part before, too
            self._arrived = 0
            return
        self._arrived += arrived
        limits = self._limits
        most_in_head = limits.target_bytes + limits.header_bytes
        most_in_body = 2 * limits.body_bytes + limits.header_bytes
        if self._phase is Phase.HEAD and self._arrived > most_in_head:
            raise refusals.headers_too_large(limits)
        if self._phase is Phase.BODY and self._arrived > most_in_body:
            raise refusals.body_too_large(limits)

    def _check_reader(self, now: float) -> None:
        unread = self.transport.get_write_buffer_size()
        if unread == 0 or unread != self._unread:
            self._read_at = now
        elif now - self._read_at > self._limits.write_seconds:
            self._cut()
        self._unread = unread

    def _cut(self) -> None:
        opened: socket.socket | None = self.transport.get_extra_info("socket")
        if opened is not None:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self.transport.abort()

    def _end_slow(self, part: str, seconds: float) -> None:
        if self._is_begun:
            self._refuse(refusals.too_slow(part, seconds))
        elif not self._unanswered:
            self.transport.close()

    def _refuse(self, refused: Refused) -> None:
        self._enter(Phase.DEAF)
        self._refused = refused
        if not self._unanswered:
            self._answer_refused(refused)

    def _answer_refused(self, refused: Refused) -> None:
        """Answer, and listen a while longer: to close on a client that still sends would take the
        answer from it."""
        self._enter(Phase.LEAVING)
        exchange = Exchange(*self._asked(), started=self._started or perf_counter())
        body = b"" if exchange.method == "HEAD" else refused.body()
        exchange.status, exchange.sent_bytes = refused.status, len(body)
        headers = refused.headers(exchange.id, len(refused.body()))
        lines = [b"%s: %s\r\n" % header for header in self.server_state.default_headers + headers]
        self.transport.write(b"".join([STATUS_LINE[refused.status], *lines, b"\r\n", body]))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        observe(exchange)

    def _asked(self) -> tuple[str, str, bytes]:
        """Method, path and query of the request at hand, as far as they came."""
        path, _, query = self.url.partition(b"?")
        method = self.parser.get_method().decode() if self.url else "-"
        return method, path.decode("latin-1"), query
