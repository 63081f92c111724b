"""The headings of the body, in the order of the lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from loaders.outline.contents import Contents, find_contents, is_same_title
from loaders.outline.heading import (
    Heading,
    Level,
    PrintedLine,
    parse_heading,
    parse_sections,
    strip_markup,
)
from loaders.readers.text import Line


@dataclass(frozen=True, slots=True)
class _Place:
    """The headings above the line being read, and whether this page marks headings with `#`."""

    chapter: str = ""
    section: str = ""
    measure: str = ""
    measure_title: str = ""
    part: int = 0
    is_marked_page: bool = False

    def below(self, heading: Heading) -> "_Place":
        """The place under a heading; a repeated heading leaves what is under it as it was."""
        match heading.level:
            case Level.CHAPTER if heading.number != self.chapter:
                return _Place(chapter=heading.number, is_marked_page=self.is_marked_page)
            case Level.SECTION if heading.number != self.section:
                return replace(self, section=heading.number, measure_title="", part=0)
            case Level.MEASURE if not self.repeats(heading):
                return replace(self, measure=heading.number, measure_title=heading.title, part=0)
            case Level.PART:
                return replace(self, part=int(heading.number))
            case _:
                return self

    def repeats(self, measure: Heading) -> bool:
        """Whether a measure's heading is the one we are under, printed again on a new page."""
        return (
            measure.number == self.measure
            and self.measure_title != ""
            and is_same_title(measure.title, self.measure_title)
        )


def find_outline(lines: Iterable[Line]) -> list[Heading]:
    """All headings, those of the table of contents first.

    A heading that a page repeats is repeated here, so that the last heading of each level above
    a line is always the one the line stands under. A chapter whose page has lost its header is
    put before the section that the contents list under it, on the section's line.
    """
    printed = [strip_markup(line) for line in lines]
    contents = find_contents(printed)
    body = [line for line in printed if line.number > contents.last_line]
    return [*(area for _, area in contents.areas), *_find_body(body, contents)]


def _find_body(lines: Sequence[PrintedLine], contents: Contents) -> list[Heading]:
    headings: list[Heading] = []
    place = _Place()
    for index, line in enumerate(lines):
        found = _find_areas(lines, index, contents, place)
        if found and found[0].level is not Level.PILLAR:
            place = replace(place, is_marked_page=_is_page_marked(line, found[0], place))
        for heading in found or _find_measures(line, place):
            place = place.below(heading)
            headings.append(heading)
    return headings


def _is_page_marked(line: PrintedLine, first: Heading, place: _Place) -> bool:
    if first.level is Level.CHAPTER:
        return line.is_marked
    return place.is_marked_page or line.is_marked


def _find_areas(
    lines: Sequence[PrintedLine], index: int, contents: Contents, place: _Place
) -> list[Heading]:
    line = lines[index]
    pillar = parse_heading(line, Level.PILLAR)
    if pillar and contents.has_pillar(pillar):
        return [pillar]
    chapter = parse_heading(line, Level.CHAPTER)
    if chapter and _is_chapter(chapter, lines[index + 1 :], contents):
        return [chapter]
    return _place_sections(parse_sections(line), contents, place)


def _is_chapter(heading: Heading, following: Sequence[PrintedLine], contents: Contents) -> bool:
    if contents.areas:
        return contents.has_chapter(heading)
    next_line = next((line for line in following if line.text), None)
    return next_line is not None and bool(parse_sections(next_line))


def _place_sections(sections: list[Heading], contents: Contents, place: _Place) -> list[Heading]:
    """The sections of a line, with the chapter before them where its own header is missing."""
    if not sections or not contents.areas:
        return sections
    chapters = contents.chapters_of(sections[0])
    if not chapters:
        return []
    if place.chapter in chapters:
        return sections
    missing = contents.chapter(_next_after(place.chapter, chapters))
    assert missing is not None  # chapters_of names only listed chapters
    return [replace(missing, line=sections[0].line, in_contents=False), *sections]


def _next_after(chapter: str, candidates: list[str]) -> str:
    """The candidate that comes soonest after a chapter, for a lost header is that of the next."""
    later = [c for c in candidates if int(c) > int(chapter or 0)]
    return later[0] if later else candidates[0]


def _find_measures(line: PrintedLine, place: _Place) -> list[Heading]:
    if not place.chapter or not place.section or (place.is_marked_page and not line.is_marked):
        return []
    measure = parse_heading(line, Level.MEASURE)
    if measure and (place.repeats(measure) or _continues(measure, place)):
        return [measure]
    part = parse_heading(line, Level.PART)
    if part and place.measure_title and int(part.number) == place.part + 1:
        return [part]
    return []


def _continues(measure: Heading, place: _Place) -> bool:
    """Whether the number follows the last one; a section may begin anew or run on."""
    is_first_of_section = not place.measure_title
    follows = int(measure.number) == int(place.measure or 0) + 1
    return follows or (is_first_of_section and measure.number == "1")
