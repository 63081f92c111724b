"""The table of contents: the areas that a document says it has."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from loaders.outline.heading import Heading, Level, PrintedLine, parse_heading
from ontology.names import fold

_CONTENTS_TITLE = re.compile(r"目次\s*$")
_PAGE_NUMBER = re.compile(r"(\.{3,}|[…‥]+|\s)\s*\d{1,3}$")
_AREA_LEVELS = (Level.PILLAR, Level.CHAPTER, Level.SECTION)
# Printed titles of one heading differ by spaces, a slip of the pen or a cut end; below this
# share of equal characters they are different titles.
_SAME_TITLE = 0.75


def is_same_title(one: str, other: str) -> bool:
    """Whether two printings are of one title, allowing for a cut end or a misprint."""
    a, b = fold(one), fold(other)
    return a.startswith(b) or b.startswith(a) or SequenceMatcher(a=a, b=b).ratio() >= _SAME_TITLE


@dataclass(frozen=True, slots=True)
class Contents:
    """The areas listed, each with its chapter's number, and the line where the list ends.

    A document without a table of contents has no areas and ends it on line 0.
    """

    areas: tuple[tuple[str, Heading], ...] = ()
    last_line: int = 0

    def has_chapter(self, heading: Heading) -> bool:
        """Whether a chapter of this number and title is listed."""
        return any(
            area.level is Level.CHAPTER
            and area.number == heading.number
            and fold(area.title) == fold(heading.title)
            for _, area in self.areas
        )

    def has_pillar(self, heading: Heading) -> bool:
        """Whether a pillar of this number and title is listed."""
        return any(
            area.level is Level.PILLAR
            and area.number == heading.number
            and is_same_title(area.title, heading.title)
            for _, area in self.areas
        )

    def chapters_of(self, section: Heading) -> list[str]:
        """The chapters that list a section of this number and title, in order."""
        return [
            chapter
            for chapter, area in self.areas
            if area.level is Level.SECTION
            and area.number == section.number
            and is_same_title(area.title, section.title)
        ]

    def chapter(self, number: str) -> Heading | None:
        """The listed chapter of that number."""
        areas = (area for _, area in self.areas)
        return next((a for a in areas if a.level is Level.CHAPTER and a.number == number), None)


def find_contents(lines: Sequence[PrintedLine]) -> Contents:
    """Read the table of contents: from its title to the first area that is printed again."""
    start = next((i for i, line in enumerate(lines) if _CONTENTS_TITLE.search(line.text)), None)
    if start is None:
        return Contents()
    areas: list[tuple[str, Heading]] = []
    chapter = ""
    last_line = lines[start].number
    for line in lines[start + 1 :]:
        area = _parse_area(line)
        if area is None:
            continue
        if area.level is Level.CHAPTER:
            chapter = area.number
        if any(_is_same_place((chapter, area), listed) for listed in areas):
            break
        areas.append((chapter, area))
        last_line = line.number
    return Contents(tuple(areas), last_line)


def _is_same_place(one: tuple[str, Heading], other: tuple[str, Heading]) -> bool:
    (chapter, area), (other_chapter, other_area) = one, other
    same_number = (area.level, area.number) == (other_area.level, other_area.number)
    return same_number and (area.level is not Level.SECTION or chapter == other_chapter)


def _parse_area(line: PrintedLine) -> Heading | None:
    for level in _AREA_LEVELS:
        area = parse_heading(line, level)
        if area is not None:
            title = _PAGE_NUMBER.sub("", area.title).rstrip(".")
            return replace(area, title=title, in_contents=True)
    return None
