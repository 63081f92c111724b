"""Places for questions: so many at once, and who waits is served in an order."""

import asyncio
from collections import deque
from enum import Enum


class Order(Enum):
    """Who of those that wait comes next."""

    OLDEST_FIRST = "oldest first"
    BY_TURNS = "the newest and the oldest by turns"
    """A steady client is newer than a burst of others and need not wait for its end; yet where more
    come all the time, nobody waits for ever."""


class Busy(Exception):
    """There is no place within the time that one may wait."""


class Places:
    """So many places, and a bounded queue before them. Use within one event loop."""

    def __init__(self, number: int, queue: int, order: Order) -> None:
        self._free = number
        self._queue = queue
        self._order = order
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._is_turn_of_oldest = order is Order.OLDEST_FIRST

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._waiting)

    def take_at_once(self) -> bool:
        """Take a place if one is free."""
        if self._free == 0:
            return False
        self._free -= 1
        return True

    async def take(self, patience: float) -> None:
        """Take a place, waiting so many seconds at the most. Raises Busy."""
        if self.take_at_once():
            return
        if len(self._waiting) >= self._queue:
            raise Busy
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            async with asyncio.timeout(patience):
                await turn
        except TimeoutError:
            self._give_up(turn)
            raise Busy from None
        except asyncio.CancelledError:
            self._give_up(turn)
            raise

    def _give_up(self, turn: "asyncio.Future[None]") -> None:
        """Leave the queue, or hand on the place that came in the same moment."""
        if turn in self._waiting:
            self._waiting.remove(turn)
        elif turn.done() and not turn.cancelled():
            self.release()

    def _next(self) -> "asyncio.Future[None]":
        turn = self._waiting.popleft() if self._is_turn_of_oldest else self._waiting.pop()
        if self._order is Order.BY_TURNS:
            self._is_turn_of_oldest = not self._is_turn_of_oldest
        return turn

    def release(self) -> None:
        """Give a place back, to who comes next."""
        while self._waiting:
            turn = self._next()
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1
