"""What a stranger's query may take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one query, and of how many run at once.

    A query that takes longer than `heavy_after` gives up its place among the look-ups for one of
    the `heavy` places, so that short queries never wait for long ones.
    """

    seconds: float = 10.0
    """From the moment that a worker takes the query until its answer is sent."""
    memory_bytes: int = 400_000_000
    """What a query may add to the memory of its worker."""
    answer_bytes: int = 50_000_000
    lookups: int = 2
    heavy: int = 3
    heavy_after: float = 0.2
    """Seconds."""
    waiting: int = 200
    """Queries that may wait for a place; one more is sent away at once."""
    patience: float = 2.0
    """Seconds that a query waits for places, of both kinds, before it is sent away; so nobody waits
    for an answer much longer than a query may take."""

    @property
    def workers(self) -> int:
        """How many processes serve both kinds of places."""
        return self.lookups + self.heavy
