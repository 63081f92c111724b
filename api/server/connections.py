"""All connections of one server process: made, counted, and looked after."""

from asyncio import AbstractEventLoop
from typing import Any

from uvicorn.config import Config
from uvicorn.server import ServerState

from api.metrics import CONNECTIONS
from api.server.connection import Admission, Connection
from api.server.limits import ServerLimits

_LONGEST_ROUND = 1.0
"""Seconds between two looks at every connection: how late a deadline may be kept."""


class Connections:
    """Makes connections for uvicorn, which takes it for a class of protocols (`http=`).

    One timer looks at all of them in turn; a timer for each deadline of each request would cost
    more than many a request.
    """

    def __init__(self, limits: ServerLimits) -> None:
        self._limits = limits
        self._open: set[Connection] = set()
        self._is_watching = False
        shortest = min(
            limits.head_seconds, limits.body_seconds, limits.write_seconds, limits.linger_seconds
        )
        self._round = min(_LONGEST_ROUND, shortest / 4)

    def __call__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: AbstractEventLoop | None = None,
    ) -> Connection:
        """A connection that was just opened."""
        connection = Connection(
            config, server_state, app_state, _loop,
            limits=self._limits, admission=self._admission(), on_lost=self._forget,
        )  # fmt: skip
        self._open.add(connection)
        if not self._is_watching:
            self._is_watching = True
            connection.loop.call_later(self._round, self._watch, connection.loop)
        return connection

    def _admission(self) -> Admission:
        if len(self._open) < self._limits.connections:
            return Admission.WELCOME
        # Beside those that are served, as many again may wait to be told that they are not.
        is_bearable = len(self._open) < 2 * self._limits.connections
        return Admission.SENT_AWAY if is_bearable else Admission.CUT

    def _forget(self, connection: Connection) -> None:
        self._open.discard(connection)

    def _watch(self, loop: AbstractEventLoop) -> None:
        now = loop.time()
        for connection in tuple(self._open):
            connection.check(now)
        CONNECTIONS.set(len(self._open))
        self._is_watching = bool(self._open)
        if self._is_watching:
            loop.call_later(self._round, self._watch, loop)
