"""The headings of running text: lines marked with `#`, and lines in the fixed words of a form.

A heading without a mark or such words cannot be told from a caption or a line of a drawing, and is
left out rather than guessed.
"""

import re
from collections.abc import Iterable, Iterator

from loaders.readers.text import Line
from ontology.names import tidy

_MARKED = re.compile(r"(?P<hashes>#{1,6})\s+(?P<title>\S.*)")
_ITEM = re.compile(r"-\s+(?P<title>[(（][ァ-ヶ][)）]\s*\S.*)")
_LEVEL_OF_ITEM = 7
"""Below the deepest marked heading: `- (ア)消防分野`."""
_FORM = (
    re.compile(r"政策名\s+(?P<title>政策\s*\d+)\s*[:：]"),
    re.compile(r"(?P<title>第\s*[ⅠⅡⅢⅣⅤ]\s*部)\s+\S"),
)
"""The forms of an evaluation of policies, by level."""
_NUMBERS = re.compile(
    r"(?P<numbered>(?:第\s*\w+?\s*[部章節]|政策\s*\d+|特集\s*[①-⑳]|\d+|[ァ-ヶ](?=\s)))"
    r"|[(（]\s*(?P<bracketed>\d+|[ァ-ヶ])\s*[)）]"
)
_PLAIN = str.maketrans(
    {"Ⅰ": "I", "Ⅱ": "II", "Ⅲ": "III", "Ⅳ": "IV", "Ⅴ": "V"}
    | dict(zip("０１２３４５６７８９", "0123456789", strict=True))
)


def find_running_headings(lines: Iterable[Line]) -> Iterator[tuple[int, str]]:
    """The lines of the headings, each with the labels of all headings above it and its own,
    outermost first, parted by spaces: `第II部 第2章 第8節 3 (2) ア`."""
    above: dict[int, str] = {}
    for line in lines:
        heading = _heading(line)
        if heading is not None:
            level, title = heading
            above = {n: label for n, label in above.items() if n < level} | {level: _label(title)}
            yield line.number, " ".join(label for _, label in sorted(above.items()))


def _heading(line: Line) -> tuple[int, str] | None:
    """The level, from 1, and the title of a heading; None for any other line."""
    text = line.text.strip()
    marked, item = _MARKED.match(text), _ITEM.match(text)
    if marked:
        return len(marked["hashes"]), marked["title"]
    if item:
        return _LEVEL_OF_ITEM, item["title"]
    for level, form in enumerate(_FORM, start=1):
        match = form.match(text)
        if match:
            return level, match["title"]
    return None


def _label(title: str) -> str:
    """The number of a heading as a reader sees it, without spaces; its title where it has none."""
    text = tidy(title).translate(_PLAIN)
    match = _NUMBERS.match(text)
    if match is None:
        return re.sub(r"\s+", "", text)
    if match["bracketed"]:
        return f"({match['bracketed']})"
    return re.sub(r"\s+", "", match["numbered"])
