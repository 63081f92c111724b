"""The headings of the body, in the order of the lines."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from loaders.neighbours import following, preceding
from loaders.outline.contents import Contents, find_contents, is_same_title
from loaders.outline.heading import (
    Heading,
    Level,
    PrintedLine,
    join_wrapped,
    parse_heading,
    parse_sections,
    strip_markup,
)
from loaders.readers.text import Line
from ontology.names import fold

# Of several sections on a page, a measure belongs to the one whose title its own repeats at least
# to this share.
_LIKE_ITS_SECTION = 0.5


@dataclass(frozen=True, slots=True)
class _Place:
    """The headings above the line being read.

    `sections` are those that stand together since the last measure; `is_marked_page` tells
    whether this page marks its headings with `#`.
    """

    chapter: str = ""
    section: str = ""
    sections: tuple[Heading, ...] = ()
    measure: str = ""
    measure_title: str = ""
    part: int = 0
    is_marked_page: bool = False

    def below(self, heading: Heading) -> "_Place":
        """The place under a heading; a repeated heading leaves what is under it as it was."""
        match heading.level:
            case Level.CHAPTER if heading.number != self.chapter:
                return _Place(
                    chapter=heading.number,
                    sections=self.sections,
                    is_marked_page=self.is_marked_page,
                )
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
    a line is always the one the line stands under. A header that a page has lost is put before
    the heading that tells of it, on that heading's line; so is the section of a measure on a page
    that prints several sections together.
    """
    printed = [strip_markup(line) for line in lines]
    contents = find_contents(printed)
    body = [line for line in printed if line.number > contents.last_line]
    return [*(area for _, area in contents.areas), *_Body(body, contents).headings()]


class _Body:
    """The lines of the body, and what the contents say is in it."""

    def __init__(self, lines: Sequence[PrintedLine], contents: Contents) -> None:
        self._lines = lines
        self._contents = contents

    def headings(self) -> Iterator[Heading]:
        """All headings, in order."""
        place = _Place()
        for index in range(len(self._lines)):
            areas = self._areas(index, place)
            place = self._on_page(index, areas, place)
            for heading in areas or self._measures(index, place):
                place = place.below(heading)
                yield heading

    def _on_page(self, index: int, areas: Sequence[Heading], place: _Place) -> _Place:
        """The place with what the areas on a line tell of the page."""
        sections = tuple(area for area in areas if area.level is Level.SECTION)
        if not areas or areas[0].level is Level.PILLAR:
            return place
        is_marked = self._lines[index].is_marked
        if areas[0].level is Level.SECTION:
            is_marked = is_marked or place.is_marked_page
        before = place.sections if self._goes_on(index, place) else ()
        return replace(place, is_marked_page=is_marked, sections=(*before, *sections))

    def _goes_on(self, index: int, place: _Place) -> bool:
        """Whether the nearest line with text above is the last of the sections before."""
        above = next((line for line in preceding(self._lines, index) if line.text), None)
        return bool(place.sections and above and above.number == place.sections[-1].line)

    def _areas(self, index: int, place: _Place) -> list[Heading]:
        line = self._lines[index]
        pillar = parse_heading(line, Level.PILLAR)
        if pillar and self._contents.has_pillar(pillar):
            return [pillar]
        chapter = parse_heading(line, Level.CHAPTER)
        if chapter and self._is_chapter(chapter, index):
            return [chapter]
        return self._place_sections(parse_sections(line), place)

    def _is_chapter(self, heading: Heading, index: int) -> bool:
        if self._contents.areas:
            return self._contents.has_chapter(heading)
        below = next((line for line in following(self._lines, index) if line.text), None)
        return below is not None and bool(parse_sections(below))

    def _place_sections(self, sections: list[Heading], place: _Place) -> list[Heading]:
        """The sections of a line, with the chapter before them where its own header is lost."""
        if not sections or not self._contents.areas:
            return sections if place.chapter else []
        chapters = self._contents.chapters_of(sections[0])
        if not chapters:
            return []
        if place.chapter in chapters:
            return sections
        lost = self._contents.chapter(_next_after(place.chapter, chapters))
        assert lost is not None  # chapters_of names only listed chapters
        return [lost.inferred_on(sections[0].line), *sections]

    def _measures(self, index: int, place: _Place) -> list[Heading]:
        line = self._lines[index]
        is_unmarked = place.is_marked_page and not line.is_marked
        if not place.chapter or not place.section or is_unmarked:
            return []
        line = join_wrapped(self._lines, index)
        measure = parse_heading(line, Level.MEASURE)
        if measure:
            return self._measure(measure, index, place)
        part = parse_heading(line, Level.PART)
        return [part] if part and self._is_part(part, index, place) else []

    def _measure(self, measure: Heading, index: int, place: _Place) -> list[Heading]:
        if place.repeats(measure):
            return [measure]
        if _continues(measure, place):
            section = _section_of(measure, place)
            return [measure] if section is None else [section, measure]
        lost = self._lost_section(measure, index, place)
        return [] if lost is None else [lost, measure]

    def _lost_section(self, measure: Heading, index: int, place: _Place) -> Heading | None:
        """The next section, where its header is lost on this page: the next header printed is its
        own, and the measure stands under it again."""
        headers = (i for i in range(index + 1, len(self._lines)) if self._sections_on(i))
        at = next(headers, None)
        if at is None or place.section == self._sections_on(at)[0].number:
            return None
        (section, *_) = self._sections_on(at)
        below = (line for line in following(self._lines, at) if line.text)
        again = parse_heading(next(below, self._lines[at]), Level.MEASURE)
        if again and again.number == measure.number and is_same_title(again.title, measure.title):
            return section.inferred_on(measure.line)
        return None

    def _sections_on(self, index: int) -> list[Heading]:
        sections = parse_sections(self._lines[index])
        is_known = not self._contents.areas or (
            sections and self._contents.chapters_of(sections[0])
        )
        return sections if is_known else []

    def _is_part(self, part: Heading, index: int, place: _Place) -> bool:
        """Whether a circled number is the next part, and not that of a list inside a part.

        Inside ① a drawing may count ①, ② anew; the ② that is the next part is then the last one
        of its number before the next measure.
        """
        if not place.measure_title or int(part.number) != place.part + 1:
            return False
        return not (self._counts_anew(index, place) and self._comes_again(part, index))

    def _counts_anew(self, index: int, place: _Place) -> bool:
        """Whether a ① stands between the last part and a line, so that there are two counts."""
        if place.part == 0:
            return False
        numbers = []
        for line in preceding(self._lines, index):
            part = parse_heading(line, Level.PART)
            if part and line.is_marked == self._lines[index].is_marked:
                numbers.append(int(part.number))
            if part is None and parse_heading(line, Level.MEASURE):
                break
        return numbers.count(1) > 1

    def _comes_again(self, part: Heading, index: int) -> bool:
        is_marked = self._lines[index].is_marked
        for line in following(self._lines, index):
            if line.is_marked == is_marked and parse_heading(line, Level.MEASURE):
                return False
            again = parse_heading(line, Level.PART)
            if again and line.is_marked == is_marked and again.number == part.number:
                return True
        return False


def _next_after(chapter: str, candidates: list[str]) -> str:
    """The candidate that comes soonest after a chapter, for a lost header is that of the next."""
    later = [c for c in candidates if int(c) > int(chapter or 0)]
    return later[0] if later else candidates[0]


def _continues(measure: Heading, place: _Place) -> bool:
    """Whether the number follows the last one; a section may begin anew or run on."""
    is_first_of_section = not place.measure_title
    follows = int(measure.number) == int(place.measure or 0) + 1
    return follows or (is_first_of_section and measure.number == "1")


def _section_of(measure: Heading, place: _Place) -> Heading | None:
    """Of several sections printed together, the one that the measure's title repeats; None where
    it is the one we are under, or none is like it."""
    likeness = [
        (SequenceMatcher(a=fold(measure.title), b=fold(section.title)).ratio(), -n, section)
        for n, section in enumerate(place.sections)
    ]
    best = max(likeness, default=(0.0, 0, None))
    section = best[2]
    if best[0] < _LIKE_ITS_SECTION or section is None or section.number == place.section:
        return None
    return section.inferred_on(measure.line)
