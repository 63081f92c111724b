"""Running text without numbered measures: a report, a brochure, a note. Its mentions are read, and
the headings that can be told for certain.

In a note, what the note-taker adds is not the ministry's: call-outs (`>`), footnotes (`[^name]:`)
and the block of properties at the head are passed over, and the account says so. So are the address
of a link and the mark of a footnote inside a line.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from loaders.linking import NameIndex
from loaders.outline.running import find_running_headings
from loaders.readers.text import Line, Text
from loaders.tables.documents import DocumentRow
from ontology.model import Accounted, Mention, Reading

_FENCE = "---"
_ADDED = {
    "a call-out of the note-taker": re.compile(r"\s*>"),
    "a footnote of the note-taker": re.compile(r"\[\^[^\]]+\]:"),
}
_MARKUP = re.compile(r"(?<=\])\(https?://[^)\s]*\)|\[\^[^\]]+\]")
_BLANK = "〓"
"""Stands in the place of markup, so that columns stay and no name goes on through it."""
PROPERTIES = "a property of the note"


def read_running_text(text: Text, document: DocumentRow, index: NameIndex) -> Reading:
    """Read the names that a text mentions, and its headings."""
    passed_over = {entry.line: entry for entry in _passed_over(text.lines)}
    lines = [line for line in text.lines if line.number not in passed_over]
    return Reading(
        document=document.slug,
        edition=document.edition,
        mentions=tuple(_mentions(lines, index)),
        headings=tuple(find_running_headings(lines)),
        account=tuple(passed_over.values()),
    )


def _passed_over(lines: Sequence[Line]) -> Iterator[Accounted]:
    head = _length_of_head(lines)
    for line in lines[:head]:
        yield Accounted(line.number, "line", PROPERTIES)
    for line in lines[head:]:
        for what, pattern in _ADDED.items():
            if pattern.match(line.text):
                yield Accounted(line.number, "line", what)


def _length_of_head(lines: Sequence[Line]) -> int:
    """How many lines the block of properties takes, its two fences included; 0 without one."""
    fences = [n for n, line in enumerate(lines) if line.text.strip() == _FENCE]
    begins = len(fences) > 1 and fences[0] == 0
    return fences[1] + 1 if begins else 0


def _mentions(lines: Sequence[Line], index: NameIndex) -> Iterator[Mention]:
    """The names in lines; one never goes on behind a line that was passed over."""
    for _, run in groupby(enumerate(lines), key=lambda pair: pair[1].number - pair[0]):
        for line, last, match in index.find_in_lines([_without_markup(line) for _, line in run]):
            yield Mention("", match.kind, match.key, line.number, match.start + 1, last.number,
                          match.surface)  # fmt: skip


def _without_markup(line: Line) -> Line:
    text = _MARKUP.sub(lambda match: _BLANK * len(match.group()), line.text)
    return replace(line, text=text)
