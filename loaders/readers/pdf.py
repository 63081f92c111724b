"""PDF files with a text layer, page by page, through PDFium.

The lines are those that an eye sees: letters at one height are one line, parted by a tab where
there is a column's gap between them. Empty space between lines is kept as empty lines, for layouts
tell boxes apart by it, and lines in larger letters are marked as Markdown marks headings.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from pypdfium2 import PdfDocument, PdfiumError, PdfTextPage

from loaders.errors import UnreadableDocument

# Shares of a letter's height: how far down a letter may stand and still be on the line, how wide a
# gap parts words and columns, and how much larger those of a heading are than the usual ones.
_SAME_LINE = 0.5
_WORD = 0.2
_COLUMN = 1.5
_LARGER = 1.15
_MOST_EMPTY = 4


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter with the box of its font, in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    middle: float
    height: float


def read_pdf(path: Path, content: bytes) -> list[list[str]]:
    """The lines of each page, from the top.

    Raises UnreadableDocument for a file that is encrypted, broken, or a scan without text.
    """
    try:
        document = PdfDocument(content)
    except PdfiumError as error:
        reason = "is encrypted" if "password" in str(error).lower() else "is a broken PDF"
        raise UnreadableDocument(path, f"{reason}; save it as a plain PDF or as text") from error
    try:
        pages = list(_pages(path, document))
    finally:
        document.close()
    if not any(line.strip() for lines in pages for line in lines):
        raise UnreadableDocument(path, "is a PDF without text (a scan?); it needs text recognition")
    return pages


def _pages(path: Path, document: PdfDocument) -> Iterator[list[str]]:
    for number in range(len(document)):
        try:
            letters = list(_letters(document[number].get_textpage()))
        except PdfiumError as error:
            raise UnreadableDocument(path, f"page {number + 1} is broken") from error
        yield _lay_out(_lines(letters))


def _letters(page: PdfTextPage) -> Iterator[_Letter]:
    """The letters of a page that can be seen, in the order in which the file draws them."""
    for index, text in enumerate(page.get_text_range()):
        if not text.isspace():
            left, bottom, right, top = page.get_charbox(index, loose=True)
            yield _Letter(text, left, right, (top + bottom) / 2, top - bottom)


def _lines(letters: Sequence[_Letter]) -> list[list[_Letter]]:
    """The letters of each line from the left, the lines from the top."""
    lines: list[list[_Letter]] = []
    for letter in sorted(letters, key=lambda c: -c.middle):
        if lines and lines[-1][0].middle - letter.middle <= _SAME_LINE * letter.height:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return [sorted(line, key=lambda c: c.left) for line in lines]


def _lay_out(lines: Sequence[Sequence[_Letter]]) -> list[str]:
    """The text of the lines, with empty ones where there is room for them."""
    if not lines:
        return []
    height = median(letter.height for line in lines for letter in line)
    distances = [a[0].middle - b[0].middle for a, b in pairwise(lines)]
    pitch = min((max(distance, height) for distance in distances), default=height)
    laid_out = [_mark(lines[0], height) + _join(lines[0])]
    for distance, line in zip(distances, lines[1:], strict=True):
        empty = max(0, round(distance / pitch) - 1)
        laid_out += [""] * min(empty, _MOST_EMPTY) + [_mark(line, height) + _join(line)]
    return laid_out


def _mark(line: Sequence[_Letter], usual: float) -> str:
    return "# " if median(letter.height for letter in line) > _LARGER * usual else ""


def _join(line: Sequence[_Letter]) -> str:
    text = line[0].text
    for before, letter in pairwise(line):
        gap = (letter.left - before.right) / letter.height
        text += ("\t" if gap > _COLUMN else " " if gap > _WORD else "") + letter.text
    return text
