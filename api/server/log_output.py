"""Where log lines go: a thread writes them, so that a reader who does not keep up, or has gone,
never holds up the server."""

import logging
import time
from collections import deque
from collections.abc import Iterator
from threading import Event, Thread
from typing import Any, TextIO

from api.access_log import ACCESS_LOG

_LONGEST_QUEUE = 10_000
_ROUND = 0.2
"""Seconds that lines are gathered before they are written."""
_BLOCK = 4096
"""Characters written at once: as much as a pipe takes whole, so that the lines of several
processes do not run into each other."""
_PATIENCE = 1.0


class BackgroundHandler(logging.Handler):
    """Writes to a stream from a thread of its own. Lines that the stream does not take in time are
    dropped, and counted in a line once it takes some again."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream
        self._lines: deque[str] = deque()
        self._dropped = 0
        self._is_writing = False
        self._has_lines = Event()
        self._is_hurried = Event()
        Thread(target=self._write_on, daemon=True, name="log").start()

    def emit(self, record: logging.LogRecord) -> None:
        """Queue a line."""
        if len(self._lines) >= _LONGEST_QUEUE:
            self._dropped += 1
            return
        self._lines.append(self.format(record) + "\n")
        self._has_lines.set()

    def flush(self) -> None:
        """Wait until everything is written, but not long for a reader that does not read."""
        self._is_hurried.set()
        deadline = time.monotonic() + _PATIENCE
        while (self._lines or self._is_writing) and time.monotonic() < deadline:
            time.sleep(0.01)
        self._is_hurried.clear()

    def _write_on(self) -> None:
        while self._has_lines.wait():
            self._is_hurried.wait(_ROUND)
            self._has_lines.clear()
            self._is_writing = True
            try:
                for block in self._blocks():
                    self._stream.write(block)
                    self._stream.flush()
            except (OSError, ValueError):  # the reader has gone, or the stream is closed
                self._lines.clear()
            self._is_writing = False

    def _blocks(self) -> Iterator[str]:
        if self._dropped:
            self._lines.appendleft(f"{self._dropped} lines were dropped\n")
            self._dropped = 0
        block = ""
        while self._lines:
            line = self._lines.popleft()
            if block and len(block) + len(line) > _BLOCK:
                yield block
                block = ""
            block += line
        if block:
            yield block


def flush_logs() -> None:
    """Write out what is gathered, before the process ends."""
    for name in LOGGING["loggers"]:
        for handler in logging.getLogger(name).handlers:
            handler.flush()


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(message)s"}, "named": {"format": "shisaku: %(message)s"}},
    "handlers": {
        "output": {
            "class": "api.server.log_output.BackgroundHandler",
            "formatter": "line",
            "stream": "ext://sys.stdout",
        },
        "errors": {
            "class": "api.server.log_output.BackgroundHandler",
            "formatter": "named",
            "stream": "ext://sys.stderr",
        },
    },
    "loggers": {
        ACCESS_LOG: {"handlers": ["output"], "level": "INFO", "propagate": False},
        "shisaku": {"handlers": ["errors"], "level": "INFO", "propagate": False},
        "uvicorn.error": {"handlers": ["errors"], "level": "WARNING", "propagate": False},
        "asyncio": {"handlers": ["errors"], "level": "WARNING", "propagate": False},
    },
}
"""Requests on standard output; everything else, in sentences, on standard error."""
