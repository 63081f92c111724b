"""What a budget block says: programmes, each with the allocations printed for it.

    block    = header { names amounts }
    names    = one name, perhaps wrapped over lines, or several names on a line each,
               with [（再掲）] [【新規】] for all their amounts
    amounts  = rows of  [period | instrument] amount [の内数] [【新規】],
               then  "(" the same for earlier years, [ "(" former name ")" ] ")"
    amount   = … [ "(" [うち] source of funds [amount] ")" ]

Several names before as many rows of amounts are paired in order; otherwise the pieces are one
wrapped name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, takewhile

from loaders.budget.blocks import BudgetBlock
from loaders.budget.tokens import (
    SEPARATORS,
    Kind,
    NegativeAmount,
    Token,
    parse_amount,
    parse_instrument,
    parse_period,
    parse_source,
    tokenise,
)
from ontology.model import Allocation, BudgetEntry, FundSource, Stage
from ontology.names import tidy

_MARKS = (Kind.RELISTED, Kind.NEW)
# A bracket that was not opened on a period closes one inside a name: （Beyond 5G (6G)）.
_NAME_KINDS = (Kind.NAME, Kind.BRACKETED, Kind.CLOSE, *_MARKS)
_AMOUNT_KINDS = (Kind.PERIOD, Kind.INSTRUMENT, Kind.AMOUNT, Kind.NEGATIVE)


@dataclass(frozen=True, slots=True)
class _Group:
    """Tokens of a name or names, and the rows of amounts that follow them."""

    names: tuple[tuple[Token, ...], ...]
    rows: tuple[tuple[Token, ...], ...]


def parse_entries(block: BudgetBlock, edition_year: int) -> list[BudgetEntry]:
    """Read a block's programmes and amounts, in the order printed.

    A bare amount belongs to `edition_year` and is its initial budget. An empty list means that
    the block names no amount.

    Raises UnreadablePeriod for a budget round that has no stage, NegativeAmount for ▲.
    """
    tokens = [
        token
        for line in block.lines
        for token in tokenise(line.text, line.number)
        if token.kind not in (Kind.HEADER, Kind.NOTE)
    ]
    groups = _group(tokens)
    return [entry for group in groups for entry in _entries(group, edition_year)]


def _group(tokens: Sequence[Token]) -> list[_Group]:
    """Part the tokens where a name follows amounts."""
    groups: list[tuple[list[Token], list[Token]]] = []
    depth = 0
    for token in tokens:
        if not groups or _begins_name(token, depth, groups[-1][1]):
            groups.append(([], []))
        names, amounts = groups[-1]
        is_name = token.kind in _NAME_KINDS and depth == 0 and not _has(amounts, Kind.AMOUNT)
        (names if is_name else amounts).append(token)
        depth = _depth_after(token, depth)
    return [_Group(tuple(_names(names)), tuple(_rows(amounts))) for names, amounts in groups]


def _begins_name(token: Token, depth: int, amounts: Sequence[Token]) -> bool:
    return token.kind is Kind.NAME and depth == 0 and _has(amounts, Kind.AMOUNT)


def _has(tokens: Iterable[Token], *kinds: Kind) -> bool:
    return any(token.kind in kinds for token in tokens)


def _depth_after(token: Token, depth: int) -> int:
    """How many brackets of earlier years are open after a token."""
    return max(0, depth + {Kind.OPEN: 1, Kind.CLOSE: -1}.get(token.kind, 0))


def _by_line(tokens: Iterable[Token]) -> tuple[tuple[Token, ...], ...]:
    return tuple(tuple(run) for _, run in groupby(tokens, key=lambda token: token.line))


def _names(tokens: Iterable[Token]) -> Iterator[tuple[Token, ...]]:
    """Lines of names; a line of marks or of a bracket alone belongs to the name above it."""
    name: tuple[Token, ...] = ()
    for line in _by_line(tokens):
        if name and _has(line, Kind.NAME):
            yield name
            name = ()
        name += line
    if name:
        yield name


def _rows(tokens: Iterable[Token]) -> Iterator[tuple[Token, ...]]:
    """Lines of amounts; a line of marks, or of earlier years in brackets, belongs to the row above.

    Every row has an amount.
    """
    row: list[Token] = []
    depth = 0
    for line in _by_line(tokens):
        if depth == 0 and _has(row, Kind.AMOUNT) and _begins_row(line):
            yield tuple(row)
            row = []
        row.extend(line)
        for token in line:
            depth = _depth_after(token, depth)
    if _has(row, Kind.AMOUNT):
        yield tuple(row)


def _begins_row(line: Sequence[Token]) -> bool:
    return line[0].kind is not Kind.OPEN and _has(line, *_AMOUNT_KINDS)


def _entries(group: _Group, edition_year: int) -> Iterator[BudgetEntry]:
    if len(group.names) > 1 and len(group.names) == len(group.rows):
        for name, row in zip(group.names, group.rows, strict=True):
            yield _entry(name, row, edition_year)
    elif group.rows:
        name = tuple(token for line in group.names for token in line)
        row = tuple(token for tokens in group.rows for token in tokens)
        yield _entry(name, row, edition_year)


def _entry(name: Sequence[Token], row: Sequence[Token], edition_year: int) -> BudgetEntry:
    printed = _join(token for token in name if token.kind not in _MARKS)
    tokens = (*name, *row)
    before = takewhile(lambda token: token.kind is not Kind.AMOUNT, tokens)
    allocations = _read_amounts(row, edition_year)
    if _has(before, Kind.NEW):
        allocations = [replace(allocation, is_new=True) for allocation in allocations]
    told = [token.line for token in row if token.kind in (Kind.AMOUNT, Kind.BRACKETED)]
    return BudgetEntry(
        programme=tidy(printed.strip(SEPARATORS)) or None,
        allocations=tuple(allocations),
        is_relisted=_has(tokens, Kind.RELISTED),
        line=tokens[0].line,
        last_line=max(told),
    )


def _join(tokens: Iterable[Token]) -> str:
    """The pieces of a name in one: spaces stay within a line, none is added at a line's end."""
    joined, line = "", 0
    for token in tokens:
        joined += (" " if token.line == line and token.after_space else "") + token.text
        line = token.line
    return joined


@dataclass(slots=True)
class _Amounts:
    """The amounts read so far, and the period that the next one belongs to."""

    year: int
    stage: Stage = Stage.INITIAL
    done: list[Allocation] = field(default_factory=list)
    since_bracket: int = 0
    since_former: int = 0

    def mark(self, start: int, **marks: bool | str) -> None:
        """Set marks on the amounts read since `start`."""
        for index in range(start, len(self.done)):
            self.done[index] = replace(self.done[index], **marks)  # type: ignore[arg-type]


def _read_amounts(row: Iterable[Token], edition_year: int) -> list[Allocation]:
    amounts = _Amounts(edition_year)
    for token in row:
        _read_token(token, amounts)
    return amounts.done


def _read_token(token: Token, amounts: _Amounts) -> None:
    match token.kind:
        case Kind.PERIOD:
            amounts.year, amounts.stage = parse_period(token.text)
        case Kind.INSTRUMENT:
            amounts.stage = parse_instrument(token.text)
        case Kind.NEGATIVE:
            raise NegativeAmount(f"{token.text!r} is less than nothing, which no allocation is")
        case Kind.AMOUNT:
            yen = parse_amount(token.text)
            amounts.done.append(Allocation(amounts.year, amounts.stage, yen))
        case Kind.OPEN | Kind.CLOSE:
            amounts.since_bracket = amounts.since_former = len(amounts.done)
        case Kind.PORTION:
            # Right after a bracket (の内数 behind the earlier years) it is said of the whole row.
            is_after_bracket = amounts.since_bracket == len(amounts.done)
            amounts.mark(0 if is_after_bracket else amounts.since_bracket, is_portion=True)
        case Kind.NEW:
            amounts.mark(max(0, len(amounts.done) - 1), is_new=True)
        case Kind.SOURCE if amounts.done:
            last = amounts.done[-1]
            name, part = parse_source(token.text)
            yen = last.yen if part is None else part
            amounts.done[-1] = replace(last, source=FundSource(name, yen))
        case Kind.BRACKETED:
            amounts.mark(amounts.since_former, former_name=tidy(token.text[1:-1]))
            amounts.since_former = len(amounts.done)
        case _:
            pass
