"""The log holds up nobody: a reader that does not keep up loses lines, and is told how many."""

import logging
import os
import threading
import time

from api.server import log_output
from api.server.log_output import BackgroundHandler


def record(text: str) -> logging.LogRecord:
    return logging.LogRecord("some", logging.INFO, "", 0, text, None, None)


def test_lines_that_nobody_takes_are_dropped_and_counted() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as stream, os.fdopen(reading) as reader:
        handler = BackgroundHandler(stream)
        began = time.monotonic()
        sent = 3 * log_output._LONGEST_QUEUE
        for number in range(sent):
            handler.emit(record(f"line {number} {'x' * 100}"))
        assert time.monotonic() - began < 10
        received: list[str] = []
        thread = threading.Thread(target=lambda: received.extend(reader))
        thread.start()
        handler.flush()
        handler.emit(record("last"))
        while "last\n" not in received and time.monotonic() - began < 20:
            time.sleep(0.01)
        stream.close()
        thread.join(10)
    dropped = [line for line in received if line.endswith(" lines were dropped\n")]
    lines = [line for line in received if line.startswith("line ")]
    assert received[-1] == "last\n"
    assert sum(int(line.split()[0]) for line in dropped) + len(lines) == sent
    assert dropped
    assert lines == sorted(lines, key=lambda line: int(line.split()[1]))


def test_reader_that_has_gone_is_no_error() -> None:
    reading, writing = os.pipe()
    handler = BackgroundHandler(os.fdopen(writing, "w"))
    os.close(reading)
    for _ in range(3):
        handler.emit(record("line"))
        handler.flush()
