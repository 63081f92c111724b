"""The account of a reading: what became of every amount in 百万円 or more and every line that looks
like a heading. Each is used, passed over for a named reason, or an issue."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from loaders.budget import BudgetBlock
from loaders.budget.tokens import Kind, tokenise
from loaders.outline import Heading, Level
from loaders.outline.heading import parse_heading, strip_markup
from loaders.readers.text import Line
from ontology.model import Accounted

_MONEY = re.compile(r"\d\s*(?:兆|億|百万)円")
_READ_AS_MONEY = (Kind.AMOUNT, Kind.SOURCE)
_BUDGET_MARK = re.compile(r"【\s*予算")
_NUMBERED = (Level.SECTION, Level.MEASURE, Level.PART)

USED = "used"
PROSE = "an amount in a sentence, which is no budget"
CONTENTS = "a line of the table of contents"
BUDGET_LINE = "a budget line that is marked as a heading"
CAPTION = "a caption: marked as a heading, but without a number"
LIST = "a number that continues no count of headings: a list or a drawing"
UNREAD = "an amount that was not read"


def account(
    lines: Iterable[Line], outline: Iterable[Heading], blocks: Iterable[BudgetBlock]
) -> list[Accounted]:
    """The account of all lines, in order."""
    chosen = list(outline)
    printed = {h.line for h in chosen if not h.in_contents and not h.is_inferred}
    contents = {h.line for h in chosen if h.in_contents}
    read = _money_read(blocks)
    return [
        accounted
        for line in lines
        for accounted in (*_money(line, read), *_heading(line, printed, contents))
    ]


def summarise(entries: Iterable[Accounted]) -> Mapping[tuple[str, str], int]:
    """How often each thing had each outcome."""
    counts: Counter[tuple[str, str]] = Counter()
    for entry in entries:
        counts[entry.what, entry.outcome] += entry.count
    return dict(sorted(counts.items()))


def _money_read(blocks: Iterable[BudgetBlock]) -> Counter[int]:
    """How many amounts the budget grammar takes from each line."""
    return Counter(
        line.number
        for block in blocks
        for line in block.lines
        for token in tokenise(line.text, line.number)
        if token.kind in _READ_AS_MONEY and _MONEY.search(token.text)
    )


def _money(line: Line, read: Counter[int]) -> Iterator[Accounted]:
    printed, used = len(_MONEY.findall(line.text)), read[line.number]
    if used:
        yield Accounted(line.number, "money", USED, min(used, printed))
    if printed > used:
        reason = PROSE if not used and "。" in line.text else UNREAD
        yield Accounted(line.number, "money", reason, printed - used)


def _heading(line: Line, printed: set[int], contents: set[int]) -> Iterator[Accounted]:
    """A line that is a heading, or looks like one: it is marked, or begins with a number."""
    stripped = strip_markup(line)
    numbered = any(parse_heading(stripped, level) for level in _NUMBERED)
    if line.number in printed:
        yield Accounted(line.number, "heading", USED)
    elif line.number in contents:
        yield Accounted(line.number, "heading", CONTENTS)
    elif _BUDGET_MARK.search(stripped.text) and stripped.is_marked:
        yield Accounted(line.number, "heading", BUDGET_LINE)
    elif numbered:
        yield Accounted(line.number, "heading", LIST)
    elif stripped.is_marked:
        yield Accounted(line.number, "heading", CAPTION)
