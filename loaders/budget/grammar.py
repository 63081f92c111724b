"""What a budget block says: programmes, each with the allocations printed for it.

    block    = header { names amounts }
    names    = one name, perhaps wrapped over lines, or several names on a line each
    amounts  = rows of  [period | instrument] amount [の内数] [【新規】],
               then  "(" the same for earlier years, [ "(" former name ")" ] ")"

Several names before as many rows of amounts are paired in order; otherwise the pieces are one
wrapped name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from loaders.budget.blocks import BudgetBlock
from loaders.budget.tokens import (
    Kind,
    Token,
    parse_amount,
    parse_instrument,
    parse_period,
    tokenise,
)
from ontology.model import Allocation, BudgetEntry, Stage
from ontology.names import tidy

_NAME_KINDS = (Kind.NAME, Kind.BRACKETED)


@dataclass(frozen=True, slots=True)
class _Group:
    """Tokens of a name or names, and the rows of amounts that follow them."""

    names: tuple[tuple[Token, ...], ...]
    rows: tuple[tuple[Token, ...], ...]


def parse_entries(block: BudgetBlock, edition_year: int) -> list[BudgetEntry]:
    """Read a block's programmes and amounts, in the order printed.

    A bare amount belongs to `edition_year` and is its initial budget. An empty list means that
    the block names no amount.

    Raises UnreadablePeriod for a budget round that has no stage.
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
        depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(token.kind, 0)
        if _begins_name(token, depth, groups):
            groups.append(([], []))
        names, amounts = groups[-1] if groups else _start(groups)
        is_name = not amounts and token.kind in (*_NAME_KINDS, Kind.CLOSE, Kind.RELISTED)
        (names if is_name else amounts).append(token)
    return [_Group(_by_line(names), tuple(_rows(amounts))) for names, amounts in groups]


def _start(groups: list[tuple[list[Token], list[Token]]]) -> tuple[list[Token], list[Token]]:
    groups.append(([], []))
    return groups[-1]


def _begins_name(token: Token, depth: int, groups: list[tuple[list[Token], list[Token]]]) -> bool:
    return token.kind is Kind.NAME and depth == 0 and bool(groups) and bool(groups[-1][1])


def _by_line(tokens: Iterable[Token]) -> tuple[tuple[Token, ...], ...]:
    return tuple(tuple(run) for _, run in groupby(tokens, key=lambda token: token.line))


def _rows(tokens: Iterable[Token]) -> Iterator[tuple[Token, ...]]:
    """Lines of amounts; a line of earlier years in brackets belongs to the row above it."""
    row: list[Token] = []
    depth = 0
    for line in _by_line(tokens):
        if row and depth == 0 and line[0].kind is not Kind.OPEN:
            yield tuple(row)
            row = []
        row.extend(line)
        depth += sum({Kind.OPEN: 1, Kind.CLOSE: -1}.get(token.kind, 0) for token in line)
    if row:
        yield tuple(row)


def _entries(group: _Group, edition_year: int) -> Iterator[BudgetEntry]:
    if len(group.names) > 1 and len(group.names) == len(group.rows):
        for name, row in zip(group.names, group.rows, strict=True):
            yield _entry(name, row, edition_year)
    elif group.rows:
        name = tuple(token for line in group.names for token in line)
        row = tuple(token for tokens in group.rows for token in tokens)
        yield _entry(name, row, edition_year)


def _entry(name: Sequence[Token], row: Sequence[Token], edition_year: int) -> BudgetEntry:
    printed = _join(token for token in name if token.kind is not Kind.RELISTED)
    tokens = (*name, *row)
    amounts = [token.line for token in row if token.kind is Kind.AMOUNT]
    return BudgetEntry(
        programme=tidy(printed) or None,
        allocations=tuple(_read_amounts(row, edition_year)),
        is_relisted=any(token.kind is Kind.RELISTED for token in tokens),
        line=tokens[0].line,
        last_line=max(amounts),
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
        case Kind.AMOUNT:
            yen = parse_amount(token.text)
            amounts.done.append(Allocation(amounts.year, amounts.stage, yen))
        case Kind.OPEN | Kind.CLOSE:
            amounts.since_bracket = amounts.since_former = len(amounts.done)
        case Kind.PORTION:
            amounts.mark(amounts.since_bracket, is_portion=True)
        case Kind.NEW:
            amounts.mark(len(amounts.done) - 1, is_new=True)
        case Kind.BRACKETED:
            amounts.mark(amounts.since_former, former_name=tidy(token.text[1:-1]))
            amounts.since_former = len(amounts.done)
        case _:
            pass
