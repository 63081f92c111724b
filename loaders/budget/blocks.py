"""Where budget lines stand: from a 【予算】 mark to the last amount that belongs to it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.neighbours import following
from loaders.readers.text import Line

_HEADER = re.compile(r"【\s*予算[^】]*】")
_AMOUNT = re.compile(r"\d\s*(?:兆|億|百万|万)円")
_MARKUP = re.compile(r"^[\s#]+|\*\*")
# What cannot be a line of a budget: a bullet, a caption in 【】, a sentence.
_OTHER_TEXT = re.compile(r"^\s*[-・●◆○<＜]|^\s*【(?!\s*(?:予算|再掲|新規))|。")
# A mark on a line of its own belongs to the amounts above it, and so does all that stands before
# a bracket is closed.
_MARK = re.compile(r"^\s*(?:の\s*内数|[(（【]\s*(?:再掲|新規)\s*[)）】])\s*")
_BRACKETS = dict.fromkeys("(（", 1) | dict.fromkeys(")）", -1)
# A name may be wrapped over this many lines before its amount.
_LONGEST_NAME = 4
# This many empty lines end a block: they part the boxes of a page.
_GAP = 3


@dataclass(frozen=True, slots=True)
class BudgetBlock:
    """The lines of one 【予算】 mark, from the mark on, without empty lines."""

    lines: tuple[Line, ...]

    @property
    def first_line(self) -> int:
        """The line of the mark."""
        return self.lines[0].number


def find_budget_blocks(
    lines: Sequence[Line], heading_lines: frozenset[int]
) -> Iterator[BudgetBlock]:
    """Every block, in order. A heading, another mark or a sentence ends the one before it."""
    for index, line in enumerate(lines):
        if _HEADER.search(line.text):
            yield BudgetBlock(tuple(_read_block(lines, index, heading_lines)))


def _read_block(lines: Sequence[Line], start: int, heading_lines: frozenset[int]) -> Iterator[Line]:
    yield _clean(lines[start])
    pending: list[Line] = []
    has_amount = bool(_AMOUNT.search(lines[start].text))
    depth = _depth_after(lines[start], 0)
    gap = 0
    for line in following(lines, start):
        if not line.text.strip():
            gap += 1
            continue
        if _ends_block(line, heading_lines) or (has_amount and gap >= _GAP):
            return
        gap = 0
        pending.append(_clean(line))
        was_open, depth = depth > 0, _depth_after(line, depth)
        if _AMOUNT.search(line.text):
            has_amount = True
        elif not has_amount or not (_MARK.match(line.text) or (was_open and depth == 0)):
            if len(pending) > _LONGEST_NAME:
                return
            continue
        yield from pending
        pending = []


def _depth_after(line: Line, depth: int) -> int:
    """How many brackets are open at the end of a line."""
    for character in line.text:
        depth = max(0, depth + _BRACKETS.get(character, 0))
    return depth


def _ends_block(line: Line, heading_lines: frozenset[int]) -> bool:
    return (
        line.number in heading_lines
        or bool(_HEADER.search(line.text))
        or bool(_OTHER_TEXT.search(line.text))
    )


def _clean(line: Line) -> Line:
    return Line(line.number, _MARKUP.sub("", line.text).replace("\t", " ").strip())
