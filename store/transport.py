"""One HTTP exchange with a server that may hang, drip, flood or break off.

The time is that of the whole exchange, not of each step of it. No redirect is followed, no proxy
is taken from the environment (a query for the loopback must never leave the machine), and nothing
is asked for compressed, so that the bytes counted are the bytes that come.
"""

import io
import socket
import ssl
import time
from contextlib import closing
from dataclasses import dataclass, field
from email.message import Message
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any, cast
from urllib.request import Request

from store.protocol import Fault, StoreUnavailable

_CONNECTS_WITHIN = 5.0
"""Seconds for reaching one address of the server: a name may have several."""
_PIECE = 1 << 16
RETRY_AFTER = 5
"""Seconds after which a client should ask again where the server does not say."""


@dataclass(frozen=True)
class Limits:
    """What one exchange may cost: seconds in all, and bytes of the answer's body."""

    seconds: float = 30.0
    answer_bytes: int = 64 << 20


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered. `has_end` says whether HTTP itself shows that nothing is missing;
    without it a body that broke off looks like a whole one."""

    status: int
    content: bytes
    has_end: bool
    headers: Message = field(default_factory=Message)

    @property
    def media_type(self) -> str:
        """The type of the content without its parameters; empty where none is given."""
        return (self.headers["content-type"] or "").partition(";")[0].strip().lower()


def no_answer(why: str, fault: Fault, retry_after: int | None = None) -> StoreUnavailable:
    """The error of a remote store, in our own words: a server's may hold anything."""
    return StoreUnavailable(f"the remote store gave no answer: {why}", fault, retry_after)


def exchange(request: Request, limits: Limits) -> Reply:
    """Send a request and read the whole answer, whatever its status.

    Raises StoreUnavailable where there is none, or it takes longer or is larger than the limits.
    """
    try:
        with closing(_connection(request, _Deadline(limits.seconds))) as connection:
            _connect(connection)
            return _converse(connection, request, limits)
    except TimeoutError:
        why = f"it took longer than {limits.seconds:.2g} s"
        raise no_answer(why, Fault.TOO_LATE) from None
    except (HTTPException, OSError, ValueError):
        # No cause is kept: it may print the request with its credentials.
        raise no_answer("it broke off", Fault.BAD_ANSWER) from None


def _connect(connection: HTTPConnection) -> None:
    try:
        connection.connect()
    except ssl.SSLCertVerificationError:
        raise no_answer("its certificate is not trusted", Fault.BAD_ANSWER) from None
    except OSError:
        raise no_answer("it cannot be reached", Fault.NOT_REACHABLE, RETRY_AFTER) from None


def _converse(connection: HTTPConnection, request: Request, limits: Limits) -> Reply:
    headers = {**dict(request.header_items()), "Connection": "close"}
    body = cast("bytes | None", request.data)
    connection.request(request.get_method(), request.selector, body, headers)
    response = connection.getresponse()
    declared = response.length
    content = _read(response, limits.answer_bytes)
    has_end = response.chunked or declared is not None
    if declared is not None and len(content) != declared:
        raise no_answer("it broke off", Fault.BAD_ANSWER)
    return Reply(response.status, content, has_end, response.headers)


def _read(response: HTTPResponse, limit: int) -> bytes:
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise no_answer("it is compressed, which was not asked for", Fault.BAD_ANSWER)
    content = bytearray()
    while len(content) <= limit and (response.length or 0) <= limit:
        piece = response.read(_PIECE)
        if not piece:
            return bytes(content)
        content += piece
    raise no_answer(f"it is larger than {limit:,} bytes", Fault.BAD_ANSWER)


class _Deadline:
    """A moment until which everything must be done."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds that are left. Raises TimeoutError where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


def _connection(request: Request, deadline: _Deadline) -> HTTPConnection:
    kind = _PunctualHTTPS if request.type == "https" else _PunctualHTTP
    connection = kind(request.host, timeout=min(_CONNECTS_WITHIN, deadline.left()))
    connection.deadline = deadline
    return connection


class _PunctualHTTP(HTTPConnection):
    """A connection that reads and writes until a moment. A socket's own limit is one for each
    call, and a server that sends a byte now and then never comes to it."""

    deadline: _Deadline

    def connect(self) -> None:
        super().connect()
        self.sock.settimeout(self.deadline.left())
        self.response_class = cast(Any, partial(_PunctualResponse, self.deadline))


class _PunctualHTTPS(_PunctualHTTP, HTTPSConnection):
    """The same through TLS."""


class _PunctualResponse(HTTPResponse):
    def __init__(self, deadline: _Deadline, sock: socket.socket, **options: Any) -> None:
        super().__init__(cast(socket.socket, _Readable(deadline, sock)), **options)


class _Readable:
    """What a response wants of a socket."""

    def __init__(self, deadline: _Deadline, sock: socket.socket) -> None:
        self._reader = _PunctualReader(deadline, sock)

    def makefile(self, _: str) -> io.BufferedReader:
        return io.BufferedReader(self._reader)


class _PunctualReader(io.RawIOBase):
    def __init__(self, deadline: _Deadline, sock: socket.socket) -> None:
        self._deadline = deadline
        self._socket = sock
        self._file = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._socket.settimeout(self._deadline.left())
        return self._file.readinto(buffer)

    def close(self) -> None:
        self._file.close()
        super().close()
