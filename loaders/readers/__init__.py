"""From a file to numbered lines. What a file is, its first bytes tell, not its name."""

import hashlib
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from loaders.errors import UnreadableDocument
from loaders.readers.limited import read_limited
from loaders.readers.text import Line, Text, number_lines, read_plain

__all__ = ["Line", "Text", "read"]

LARGEST = 256 * 1024 * 1024
"""Bytes of a file that is read at all."""

_Pages = list[list[str]]
_FIRST = 2048
_SIGNATURES: tuple[tuple[re.Pattern[bytes], Callable[[Path, bytes], _Pages]], ...] = (
    (re.compile(rb".{0,1024}?%PDF-", re.DOTALL), partial(read_limited, "pdf")),
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*(?:<!doctype\s+html|<html[\s>])",
            re.IGNORECASE | re.DOTALL,
        ),
        partial(read_limited, "html"),
    ),
)
_OTHER_FILES = (
    (b"PK\x03\x04", "a ZIP archive (a Word or Excel file?)"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)


def read(path: Path) -> Text:
    """Read a text, Markdown, HTML or PDF file into numbered lines, composed (NFC).

    Lines of a PDF are counted through all pages. Raises UnreadableDocument with what is wrong.
    """
    content = _content(path)
    reader = next((read for sign, read in _SIGNATURES if sign.match(content[:_FIRST])), read_plain)
    lines = tuple(number_lines(reader(path, content)))
    if not any(line.text.strip() for line in lines):
        raise UnreadableDocument(path, "holds no text")
    return Text(path, hashlib.sha256(content).hexdigest(), lines)


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UnreadableDocument(path, f"has {size} bytes; the most that is read is {LARGEST}")
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(path, f"cannot be read ({error.strerror})") from error
    for signature, kind in _OTHER_FILES:
        if content.startswith(signature):
            raise UnreadableDocument(path, f"is {kind}; save it as text, HTML or PDF")
    return content
