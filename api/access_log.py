"""The access log: one line of JSON for each request.

JSON keeps a line a line: line breaks and other signs that a stranger sends stand escaped in it.
"""

import json
import logging
from datetime import UTC, datetime
from itertools import count
from secrets import token_hex

ACCESS_LOG = "shisaku.access"
"""The name of the logger."""
NO_ANSWER = 499
"""What is logged where a client left before its answer began, as proxies do; never sent."""
_LONGEST_TEXT = 2_000
_PROCESS = token_hex(4)
_numbers = count(1)
_logger = logging.getLogger(ACCESS_LOG)


class Exchange:
    """A request and its answer, as far as they have come.

    `id` is ours; one that a client sends is not looked at. `started` is of `time.perf_counter`.
    """

    __slots__ = ("id", "method", "path", "query", "sent_bytes", "started", "status")

    def __init__(self, method: str, path: str, query: bytes, started: float) -> None:
        self.id = f"{_PROCESS}-{next(_numbers):x}"
        self.method = method
        self.path = path
        self.query = query.decode("latin-1")
        self.started = started
        self.status = NO_ANSWER
        self.sent_bytes = 0


def log_exchange(exchange: Exchange, seconds: float) -> None:
    """Write the line of a request that took so long; path and query are cut at 2 000 characters."""
    if not _logger.isEnabledFor(logging.INFO):
        return
    fields = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "id": exchange.id,
        "method": exchange.method,
        "path": exchange.path[:_LONGEST_TEXT],
        "query": exchange.query[:_LONGEST_TEXT],
        "status": exchange.status,
        "ms": round(seconds * 1000, 2),
        "bytes": exchange.sent_bytes,
    }
    _logger.info(json.dumps(fields))
