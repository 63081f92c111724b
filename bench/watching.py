"""Looks at processes of a server every millisecond or two while something is done to it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread
from types import TracebackType

from bench.processes import family, is_asleep, resident_bytes

_LOOK_EVERY = 0.001


@dataclass
class Life:
    """A process: its memory in bytes at first and at the most, and when it was seen (monotonic
    seconds): at first, asleep at first (that is, ready), and at last."""

    first: int
    born: float
    peak: int = 0
    ready: float | None = None
    last: float = 0.0

    def look(self, process: int) -> None:
        """See how it is."""
        self.peak = max(self.peak, resident_bytes(process))
        self.last = time.monotonic()
        if self.ready is None and is_asleep(process):
            self.ready = self.last

    @property
    def growth(self) -> int:
        """Bytes that it grew by at the most."""
        return self.peak - self.first


@dataclass
class Watch:
    """Watches processes in a thread while it is entered; `members` tells which there are."""

    members: Callable[[], list[int]]
    lives: dict[int, Life] = field(default_factory=dict)

    def __enter__(self) -> "Watch":
        self._is_over = Event()
        self._thread = Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._is_over.wait(_LOOK_EVERY):
            for process in self.members():
                memory = resident_bytes(process)
                if not memory:
                    continue
                life = self.lives.setdefault(process, Life(memory, time.monotonic()))
                life.look(process)

    def replacements(self) -> list[float]:
        """For each process that came in place of another: seconds from the end of the one until
        the other was ready."""
        born = sorted(self.lives.values(), key=lambda life: life.born)
        began = born[0].born if born else 0.0
        late = [life for life in born if life.ready is not None and life.born > began + 0.1]
        ends = sorted(life.last for life in self.lives.values())
        return [
            life.ready - max(end for end in ends if end <= life.born)
            for life in late
            if life.ready is not None and any(end <= life.born for end in ends)
        ]


def workers(server: int) -> list[int]:
    """The workers of a server: the children of its warden, which is its only child."""
    return [process for warden in list(family(server))[1:2] for process in list(family(warden))[1:]]
