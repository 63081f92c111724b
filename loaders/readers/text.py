"""Numbered lines, and plain text and Markdown, where a line feed ends a line."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loaders.readers.encoding import decode


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its number, counted from 1 by line feeds, as the citations count, and the page
    it stands on (None where the file has no pages)."""

    number: int
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """The lines of a file and the SHA-256 of its bytes."""

    path: Path
    sha256: str
    lines: tuple[Line, ...]

    def pages(self) -> tuple[tuple[int, int], ...]:
        """The first line of each page; empty where the file has no pages."""
        first: dict[int, int] = {}
        for line in self.lines:
            if line.page is not None:
                first.setdefault(line.page, line.number)
        return tuple((line, page) for page, line in first.items())


def read_plain(path: Path, content: bytes) -> list[list[str]]:
    """The lines of a text file, as one page. Raises UnreadableDocument."""
    return [decode(path, content).split("\n")]


def number_lines(pages: list[list[str]]) -> Iterator[Line]:
    """Lines counted through all pages; a single page is none."""
    number = 0
    for page, lines in enumerate(pages, start=1):
        for text in lines:
            number += 1
            composed = unicodedata.normalize("NFC", text.rstrip("\r"))
            yield Line(number, composed, page if len(pages) > 1 else None)
