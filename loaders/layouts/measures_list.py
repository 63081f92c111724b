"""A ministry's list of measures (重点施策集): chapters, sections, measures, budgets, mentions.

A measure's text runs from its heading to the next heading of a measure or area; its parts (①)
belong to it, and what they name, the measure names.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from loaders.account import UNREAD, account
from loaders.budget import BudgetBlock, find_budget_blocks, parse_entries
from loaders.budget.tokens import NegativeAmount, UnreadablePeriod
from loaders.linking import NameIndex
from loaders.outline import Heading, Level, find_outline
from loaders.readers.text import Line, Text
from loaders.tables.documents import DocumentRow
from ontology.model import Accounted, BudgetEntry, Issue, Measure, Mention, PolicyArea, Reading


@dataclass(frozen=True, slots=True)
class _Place:
    """A heading with all those above it, as the path of their labels and as identifiers."""

    heading: Heading
    labels: tuple[str, ...]
    pillar: str
    chapter: str
    area: str
    parent: str | None
    measure: str
    part: str

    @property
    def owner(self) -> str:
        """The measure, or the part of one, whose text follows; empty under an area."""
        return self.part or self.measure


def read_measures_list(text: Text, document: DocumentRow, index: NameIndex) -> Reading:
    """Read a list of measures. What was not understood is among the reading's issues."""
    outline = find_outline(text.lines)
    places = _cover(_with_measures(_places(outline)), document)
    body = [place for place in places if not place.heading.in_contents]
    ranges = _Ranges([heading.line for heading in outline], body)
    blocks = list(find_budget_blocks(text.lines, frozenset(h.line for h in outline)))
    budgets, issues = _read_budgets(blocks, ranges, document)
    listed = {place.heading.line for place in places if place.heading.in_contents}
    taken = [line for line in text.lines if line.number in listed or ranges.place_at(line.number)]
    covered = account(taken, outline, blocks)
    return Reading(
        document=document.slug,
        edition=document.edition,
        areas=tuple(_areas(places, document)),
        measures=tuple(_measures(body, document)),
        budgets=tuple(budgets),
        mentions=tuple(_mentions(text.lines, ranges, index)),
        headings=tuple((p.heading.line, " ".join(p.labels)) for p in body if p.labels),
        issues=tuple(sorted((*issues, *_unread_money(covered, text.lines, document)))),
        account=tuple(covered),
        year_line=document.year_line,
    )


class _Ranges:
    """Which covered place each line stands under."""

    def __init__(self, all_heading_lines: Sequence[int], places: Sequence[_Place]) -> None:
        self._starts = sorted(all_heading_lines)
        self._places = {place.heading.line: place for place in places}

    def place_at(self, line: int) -> _Place | None:
        """The heading above a line, or on it; None before the first and in other chapters."""
        above = bisect_right(self._starts, line)
        return self._places.get(self._starts[above - 1]) if above else None


def _places(outline: Iterable[Heading]) -> Iterator[_Place]:
    last: dict[Level, Heading] = {}
    pillars: dict[str, Heading] = {}
    for heading in outline:
        last[heading.level] = heading
        if heading.level is Level.CHAPTER:
            # Only the table of contents shows reliably which pillar a chapter stands under.
            known = pillars.get(heading.number, last.get(Level.PILLAR))
            if known is not None:
                last[Level.PILLAR] = pillars[heading.number] = known
        # A page may repeat a chapter's header and go on under the measure of the page before.
        yield _place(heading, {level: h for level, h in last.items() if level <= heading.level})


def _with_measures(places: Iterable[_Place]) -> list[_Place]:
    """The same, with each section that has no numbered measure as a measure itself."""
    chosen = list(places)
    numbered = {place.area for place in chosen if place.measure}
    return [
        replace(place, measure=place.area)
        if place.heading.level is Level.SECTION and place.area not in numbered
        else place
        for place in chosen
    ]


def _place(heading: Heading, above: dict[Level, Heading]) -> _Place:
    numbers = {level: h.number for level, h in above.items()}
    pillar, chapter = numbers.get(Level.PILLAR, ""), numbers.get(Level.CHAPTER, "")
    section = _join(chapter, numbers.get(Level.SECTION))
    measure = _join(section, numbers[Level.MEASURE]) if Level.MEASURE in numbers else ""
    return _Place(
        heading=heading,
        labels=tuple(h.label for level, h in sorted(above.items()) if level > Level.PILLAR),
        pillar=pillar,
        chapter=chapter,
        area=pillar if heading.level is Level.PILLAR else section,
        parent={Level.CHAPTER: pillar or None, Level.SECTION: chapter}.get(heading.level),
        measure=measure,
        part=_join(measure, numbers[Level.PART]) if Level.PART in numbers else "",
    )


def _join(number: str, following: str | None) -> str:
    return f"{number}-{following}" if following else number


def _cover(places: Iterable[_Place], document: DocumentRow) -> list[_Place]:
    """The places in the chapters that the document's row takes, and the pillars above them."""
    chosen = list(places)
    if not document.covers:
        return chosen
    covers = document.covers
    pillars = {place.pillar for place in chosen if place.chapter in covers}
    return [
        place
        for place in chosen
        if place.chapter in covers or (not place.chapter and place.pillar in pillars)
    ]


def _areas(places: Sequence[_Place], document: DocumentRow) -> list[PolicyArea]:
    """Every area once, in the order of the contents, on the line that prints it first: in the
    body, or in the contents where every page of the body has lost it."""
    areas = [place for place in places if place.heading.level <= Level.SECTION]
    found = {place.area: place for place in areas}
    for place in sorted(areas, key=_how_printed, reverse=True):
        found[place.area] = place
    return [
        PolicyArea(
            document.edition, place.area, place.heading.title, place.parent, place.heading.line
        )
        for place in found.values()
    ]


def _how_printed(place: _Place) -> tuple[bool, bool, int]:
    """Sorts headings of the body before those of the contents, and inferred ones behind both."""
    return place.heading.is_inferred, place.heading.in_contents, place.heading.line


def _measures(places: Iterable[_Place], document: DocumentRow) -> Iterator[Measure]:
    seen: set[str] = set()
    for place in places:
        if place.owner and place.owner not in seen:
            seen.add(place.owner)
            yield Measure(
                edition=document.edition,
                id=place.owner,
                title=place.heading.title,
                parent=place.measure if place.part else None,
                section=place.area,
                line=place.heading.line,
                last_line=place.heading.last_line,
            )


def _read_budgets(
    blocks: Iterable[BudgetBlock], ranges: _Ranges, document: DocumentRow
) -> tuple[list[tuple[str, BudgetEntry]], list[Issue]]:
    budgets: list[tuple[str, BudgetEntry]] = []
    issues: list[Issue] = []
    for block in blocks:
        place = ranges.place_at(block.first_line)
        if place is None:
            continue
        entries, reason = _parse(block, int(document.edition), place)
        budgets.extend((place.owner, entry) for entry in entries)
        if reason:
            printed = " ".join(line.text for line in block.lines)
            issues.append(Issue(document.slug, block.first_line, reason, printed))
    return budgets, issues


def _parse(block: BudgetBlock, year: int, place: _Place) -> tuple[list[BudgetEntry], str]:
    """The entries of a block, or why there are none."""
    if not place.owner:
        return [], "a budget that stands under no measure"
    try:
        entries = parse_entries(block, year)
    except (UnreadablePeriod, NegativeAmount) as error:
        return [], str(error)
    return entries, "" if entries else "a budget line without an amount"


def _unread_money(
    covered: Iterable[Accounted], lines: Sequence[Line], document: DocumentRow
) -> Iterator[Issue]:
    """Amounts that neither the budgets nor a sentence account for."""
    for accounted in covered:
        if accounted.outcome == UNREAD:
            printed = lines[accounted.line - 1].text.strip()
            yield Issue(document.slug, accounted.line, UNREAD, printed)


def _mentions(lines: Sequence[Line], ranges: _Ranges, index: NameIndex) -> Iterator[Mention]:
    for line, last, match in index.find_in_lines(lines):
        place = ranges.place_at(line.number)
        if place is not None and place.measure:
            yield Mention(place.measure, match.kind, match.key, line.number, match.start + 1,
                          last.number, match.surface)  # fmt: skip
