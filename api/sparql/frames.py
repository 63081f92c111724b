"""What the API and a worker say to each other: frames of one letter, a length and a content."""

import asyncio
import socket
import struct
from dataclasses import dataclass
from enum import Enum
from typing import Final

HEADER: Final = struct.Struct("!cI")


class Kind(Enum):
    """What a frame says. A question is one JOB; its answer is HEAD, DATA …, END, or ends in
    FAILURE; HEAVY and SPENT may come in between."""

    JOB = b"J"
    HEAVY = b"P"
    """The question takes longer than a look-up, or its answer does to be read; said before any of
    the answer."""
    SPENT = b"S"
    """The worker ends after this answer."""
    HEAD = b"H"
    DATA = b"D"
    END = b"E"
    FAILURE = b"X"


@dataclass(frozen=True, slots=True)
class Frame:
    """A kind and its content: JSON, but for DATA, which is bytes of the answer."""

    kind: Kind
    content: bytes = b""

    def encode(self) -> bytes:
        """The frame as it travels."""
        return HEADER.pack(self.kind.value, len(self.content)) + self.content


def receive(connection: socket.socket) -> Frame | None:
    """The next frame; None where the other side has left."""
    header = _receive_exactly(connection, HEADER.size)
    if header is None:
        return None
    letter, length = HEADER.unpack(header)
    content = _receive_exactly(connection, length)
    return None if content is None else Frame(Kind(letter), content)


def _receive_exactly(connection: socket.socket, length: int) -> bytes | None:
    content = bytearray()
    while len(content) < length:
        piece = connection.recv(min(length - len(content), 1 << 20))
        if not piece:
            return None
        content += piece
    return bytes(content)


async def read(reader: asyncio.StreamReader) -> Frame:
    """The next frame. Raises IncompleteReadError or an OSError where the worker has ended."""
    letter, length = HEADER.unpack(await reader.readexactly(HEADER.size))
    return Frame(Kind(letter), await reader.readexactly(length) if length else b"")
