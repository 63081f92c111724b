"""Plain text and Markdown: UTF-8, one line a line feed."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from loaders.errors import UnreadableDocument

_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its number, counted from 1 by line feeds, as the citations count."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """The lines of a file and the SHA-256 of its bytes."""

    path: Path
    sha256: str
    lines: tuple[Line, ...]


def read_text(path: Path) -> Text:
    """Read a UTF-8 file into numbered lines.

    Raises UnreadableDocument when the file is missing, empty or not UTF-8 text.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(path, f"cannot be read ({error.strerror})") from error
    text = _decode(path, content).removeprefix(_BYTE_ORDER_MARK)
    if not text.strip():
        raise UnreadableDocument(path, "holds no text")
    lines = tuple(
        Line(number, line.rstrip("\r")) for number, line in enumerate(text.split("\n"), start=1)
    )
    return Text(path, hashlib.sha256(content).hexdigest(), lines)


def _decode(path: Path, content: bytes) -> str:
    if b"\0" in content:
        at = content[: content.index(b"\0")].count(b"\n") + 1
        raise UnreadableDocument(path, f"is not text: line {at} holds a NUL byte")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableDocument(
            path, f"is not UTF-8: line {line}, byte {error.start}; convert it to UTF-8 first"
        ) from error
