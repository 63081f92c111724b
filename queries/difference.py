"""What changed between two editions, releases or readings: measures and amounts.

A measure is the same where its title is the same (spelling apart); failing that, where a title
under the same number, or any title left, is much like it. So a measure that was renumbered has
moved, and is not gone and come back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from ontology.names import fold
from queries.budgets import Budget
from queries.measures import MeasureRow
from queries.names import natural

# Titles share this much of their letters where one is the other renamed: less is needed where the
# number is the same as well.
_RENAMED = 0.75
_RENAMED_UNDER_ITS_NUMBER = 0.5


class Change(StrEnum):
    """What can have happened."""

    ADDED = "added"
    GONE = "gone"
    RENAMED = "renamed"
    MOVED = "moved"
    UP = "up"
    DOWN = "down"
    NEW_AMOUNT = "new amount"
    NO_AMOUNT = "no amount"


@dataclass(frozen=True, slots=True)
class Amount:
    """What a sum of money is for: programme, stage, and the year (None where two editions are
    compared, each in its own year)."""

    programme: str
    stage: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The titles of measures by number, and whole yen by what they are for."""

    measures: Mapping[str, str]
    amounts: Mapping[Amount, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: `subject` is the number of a measure (the new one, where there are two) or the
    name of a programme; `before` and `after` are what it was and is (empty where it was not)."""

    change: Change
    subject: str
    before: str
    after: str


def snapshot(
    measures: Iterable[MeasureRow], budgets: Iterable[Budget], edition: str | None = None
) -> Snapshot:
    """The state of one edition, with the budgets of its own year; of everything without one."""
    chosen = [m for m in measures if edition in (None, m.edition)]
    titles = {m.id if edition else f"{m.edition}/{m.id}": m.label["ja"] or m.id for m in chosen}
    amounts: dict[Amount, int] = {}
    for budget in budgets:
        listed = any(edition in (None, listing.edition) for listing in budget.listings)
        if not listed or (edition and str(budget.fiscal_year) != edition) or budget.is_portion:
            continue
        name = budget.programme.label["ja"] or budget.programme.iri
        key = Amount(name, budget.stage, None if edition else budget.fiscal_year)
        amounts[key] = amounts.get(key, 0) + budget.amount_jpy
    return Snapshot(titles, amounts)


def compare(before: Snapshot, after: Snapshot) -> list[Difference]:
    """All changes: measures in the order of their numbers, then amounts by programme."""
    return [*_compare_measures(before.measures, after.measures),
            *_compare_amounts(before.amounts, after.amounts)]  # fmt: skip


def _compare_measures(before: Mapping[str, str], after: Mapping[str, str]) -> Iterable[Difference]:
    pairs = _pair(before, after)
    found = [d for old, new in pairs.items() for d in _change(old, before[old], new, after[new])]
    found += [
        Difference(Change.GONE, old, title, "") for old, title in before.items() if old not in pairs
    ]
    kept = set(pairs.values())
    found += [
        Difference(Change.ADDED, new, "", title) for new, title in after.items() if new not in kept
    ]
    return sorted(found, key=lambda d: (natural(d.subject), d.change))


def _change(old: str, before: str, new: str, after: str) -> Iterable[Difference]:
    if fold(before) != fold(after):
        yield Difference(Change.RENAMED, new, before, after)
    if old != new:
        yield Difference(Change.MOVED, new, old, new)


def _pair(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """Which number of before is which of after: the same title first, then likely ones."""
    pairs: dict[str, str] = {}
    for is_same in (_same_title_and_number, _same_title, _like_under_its_number, _like):
        for old in before:
            if old in pairs:
                continue
            free = [new for new in after if new not in pairs.values()]
            match = next((n for n in free if is_same((old, before[old]), (n, after[n]))), None)
            if match is not None:
                pairs[old] = match
    return pairs


_Titled = tuple[str, str]


def _same_title_and_number(one: _Titled, other: _Titled) -> bool:
    return one[0] == other[0] and fold(one[1]) == fold(other[1])


def _same_title(one: _Titled, other: _Titled) -> bool:
    return fold(one[1]) == fold(other[1])


def _like_under_its_number(one: _Titled, other: _Titled) -> bool:
    return one[0] == other[0] and _likeness(one[1], other[1]) >= _RENAMED_UNDER_ITS_NUMBER


def _like(one: _Titled, other: _Titled) -> bool:
    return _likeness(one[1], other[1]) >= _RENAMED


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(a=fold(one), b=fold(other)).ratio()


def _compare_amounts(
    before: Mapping[Amount, int], after: Mapping[Amount, int]
) -> Iterable[Difference]:
    keys = {_folded(key): key for key in (*before, *after)}
    old = {_folded(key): yen for key, yen in before.items()}
    new = {_folded(key): yen for key, yen in after.items()}
    for folded, key in sorted(keys.items(), key=lambda item: _subject(item[1])):
        change = _amount_change(old.get(folded), new.get(folded))
        if change is not None:
            yield Difference(change, _subject(key), _yen(old.get(folded)), _yen(new.get(folded)))


def _amount_change(before: int | None, after: int | None) -> Change | None:
    if before == after:
        return None
    if before is None or after is None:
        return Change.NEW_AMOUNT if before is None else Change.NO_AMOUNT
    return Change.UP if after > before else Change.DOWN


def _folded(key: Amount) -> Amount:
    return Amount(fold(key.programme), key.stage, key.year)


def _subject(key: Amount) -> str:
    return " ".join(filter(None, (key.programme, str(key.year or ""), key.stage)))


def _yen(value: int | None) -> str:
    return "" if value is None else str(value)
