"""How much, and how slowly, a client may send and read."""

from dataclasses import dataclass

LONGEST_TARGET = 65_000
"""No limit of a request target may be higher: beyond 65 535 bytes the parser cuts it short."""


@dataclass(frozen=True, slots=True)
class ServerLimits:
    """The limits of a connection, and of one server process. Sizes are in bytes."""

    head_seconds: float = 10
    """From the opening of a connection, or the first byte of a request, to the end of its head."""
    body_seconds: float = 20
    """From the end of the head to the end of the body."""
    idle_seconds: int = 30
    """Between an answer and the next request on the same connection."""
    write_seconds: float = 20
    """How long a client may leave an answer unread before the connection is cut."""
    linger_seconds: float = 2
    """How long what a client still sends is thrown away after its request was refused, so that
    it reads the reason instead of an error of its network."""
    drain_seconds: int = 8
    """How long a server that is told to end waits for the requests at hand."""
    target_bytes: int = 60_000
    header_bytes: int = 64_000
    body_bytes: int = 2_000_000
    parameters: int = 2_000
    """Fields in a query string or form."""
    pipelined: int = 16
    """Requests that may wait on a connection for an earlier one to be answered."""
    connections: int = 1_000
    """Open connections of one process; requests on any more of them are sent away."""
