"""What a heading looks like on a line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from loaders.neighbours import following
from loaders.readers.text import Line
from ontology.names import tidy


class Level(IntEnum):
    """How deep a heading stands."""

    PILLAR = 1
    CHAPTER = 2
    SECTION = 3
    MEASURE = 4
    PART = 5


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as printed, its number without brackets (`V`, `17`, `2`, `7`, `1` for ①).

    `last_line` is the line on which a wrapped title ends, None for a title on one line.
    `in_contents`: the table of contents prints it, not a page of the body. `is_inferred`: the line
    does not print it, but belongs under it.
    """

    level: Level
    number: str
    title: str
    line: int
    last_line: int | None = None
    in_contents: bool = False
    is_inferred: bool = False

    def inferred_on(self, line: int) -> "Heading":
        """The same heading, where a line shows that it must stand though it is not printed."""
        return replace(self, line=line, last_line=None, in_contents=False, is_inferred=True)

    @property
    def label(self) -> str:
        """The number as a reader sees it: `V`, `17`, `[2]`, `(7)`, `①`."""
        match self.level:
            case Level.SECTION:
                return f"[{self.number}]"
            case Level.MEASURE:
                return f"({self.number})"
            case Level.PART:
                return chr(ord("①") + int(self.number) - 1)
            case _:
                return self.number


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line without its markup.

    `is_marked` tells whether `#` stood before it, `is_wrapped` whether it goes on on the next;
    `last` is the number of the last line joined to it, None where none is.
    """

    number: int
    text: str
    is_marked: bool
    is_wrapped: bool = False
    last: int | None = None


_HASHES = re.compile(r"^#{1,6}\s+")
_BULLET = re.compile(r"^-\s+(?=\[)")
_PATTERNS = {
    Level.PILLAR: re.compile(r"^(?P<number>[ⅠⅡⅢⅣⅤⅥⅦ]|[IVX]+)\s+(?P<title>\S.*)$"),
    Level.CHAPTER: re.compile(r"^(?P<number>\d{1,2})\s+(?P<title>\S.*)$"),
    Level.SECTION: re.compile(r"^\[\s*(?P<number>\d{1,2})\s*\]\s*(?P<title>\S.*)$"),
    Level.MEASURE: re.compile(r"^[(（]\s*(?P<number>\d{1,2})\s*[)）]\s*(?P<title>\S.*)$"),
    Level.PART: re.compile(r"^(?P<number>[①-⑳])\s*(?P<title>\S.*)$"),
}
# A mark, a bullet, a note or a number begins a text of its own.
_BEGINS_SOMETHING = re.compile(r"^[-・※【＜<(（\[①-⑳0-9]")
_ROMAN = dict(zip("ⅠⅡⅢⅣⅤⅥⅦ", ("I", "II", "III", "IV", "V", "VI", "VII"), strict=True))
_CONTINUED = re.compile(r"\s*[(（]\s*続き\s*[)）]\s*$")
_SECTIONS_ON_ONE_LINE = re.compile(r"\s*(?:/\s*|\s)(?=\[\s*\d+\s*\])")
# Markdown's two spaces at the end of a line break it without ending the text.
_WRAPPED = "  "


def strip_markup(line: Line) -> PrintedLine:
    """Take the Markdown marks off a line: hashes, emphasis, and the bullet before a section."""
    text = line.text.strip()
    is_marked = bool(_HASHES.match(text))
    text = _BULLET.sub("", _HASHES.sub("", text).replace("**", ""))
    return PrintedLine(line.number, tidy(text), is_marked, line.text.endswith(_WRAPPED))


def join_wrapped(lines: Sequence[PrintedLine], index: int) -> PrintedLine:
    """A line with those it goes on on, where these begin nothing of their own."""
    line = lines[index]
    for below in following(lines, index):
        if not line.is_wrapped or not below.text or _BEGINS_SOMETHING.match(below.text):
            break
        joined = line.text + below.text
        line = replace(line, text=joined, is_wrapped=below.is_wrapped, last=below.number)
    return line


def parse_heading(line: PrintedLine, level: Level) -> Heading | None:
    """Read a line as a heading of the given level; None where it has not that form."""
    match = _PATTERNS[level].match(line.text)
    if match is None:
        return None
    number, title = _number(match["number"]), _title(match["title"])
    return Heading(level, number, title, line.number, line.last)


def parse_sections(line: PrintedLine) -> list[Heading]:
    """Read the section headings of a line, which may hold several, parted by a slash."""
    parts = _SECTIONS_ON_ONE_LINE.split(line.text)
    found = [
        parse_heading(PrintedLine(line.number, part, line.is_marked), Level.SECTION)
        for part in parts
    ]
    return [heading for heading in found if heading is not None]


def _number(printed: str) -> str:
    if printed in _ROMAN:
        return _ROMAN[printed]
    if "①" <= printed <= "⑳":
        return str(ord(printed) - ord("①") + 1)
    return str(int(printed)) if printed.isdecimal() else printed


def _title(printed: str) -> str:
    return _CONTINUED.sub("", printed)
