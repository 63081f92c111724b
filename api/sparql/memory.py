"""Answers that were given a moment ago: the store does not change, so the same question has the
same answer, and those who draw dashboards ask the same every few seconds."""

import hashlib
import json
import re
from collections import OrderedDict
from collections.abc import Sequence

from api.sparql.frames import Frame

LARGEST_MEMORY = 32 * 1024 * 1024
"""Bytes of answers that are remembered."""
LARGEST_ANSWER = 256 * 1024
"""Bytes of one answer that is remembered."""

# What gives something else each time, and escapes, behind which its name could hide.
_CHANGING = re.compile(r"\b(rand|now|uuid|struuid|bnode)\s*\(|\\u", re.IGNORECASE)


class AnswerMemory:
    """The frames of whole answers by what was asked, the least lately asked forgotten first."""

    def __init__(self, largest: int = LARGEST_MEMORY) -> None:
        self._largest = largest
        self._answers: OrderedDict[bytes, tuple[Frame, ...]] = OrderedDict()
        self._size = 0

    def get(self, job: dict[str, object]) -> tuple[Frame, ...] | None:
        """The frames of the answer; None where it is not remembered."""
        key = _key(job)
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def put(self, job: dict[str, object], frames: Sequence[Frame]) -> None:
        """Remember an answer, unless it is large or would be another one the next time."""
        size = _size(frames)
        if size > min(LARGEST_ANSWER, self._largest) or _CHANGING.search(str(job["query"])):
            return
        key = _key(job)
        self._size += size - _size(self._answers.pop(key, ()))
        self._answers[key] = tuple(frames)
        while self._size > self._largest:
            _, forgotten = self._answers.popitem(last=False)
            self._size -= _size(forgotten)


def _key(job: dict[str, object]) -> bytes:
    return hashlib.sha256(json.dumps(job, sort_keys=True).encode()).digest()


def _size(frames: Sequence[Frame]) -> int:
    return sum(len(frame.content) for frame in frames)
