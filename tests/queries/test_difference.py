"""What is the same measure in two editions, and what a change of it is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.difference import Amount, Change, Difference, Snapshot, compare

TITLES = st.dictionaries(
    st.sampled_from(["1-1-1", "1-1-2", "1-2-1", "2-1-1"]),
    st.text(alphabet="灯台海図港湾の改修整備更新公開", min_size=4, max_size=8),
)


def changes(before: dict[str, str], after: dict[str, str]) -> list[tuple[str, ...]]:
    found = compare(Snapshot(before, {}), Snapshot(after, {}))
    return [(d.change, d.subject, d.before, d.after) for d in found]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"1-1-1": "灯台の改修"}, {"1-1-1": "灯台の改修"}, []),
        ({"1-1-1": "灯台の改修(LED)"}, {"1-1-1": "灯台の改修（ＬＥＤ）"}, []),
        ({"1-1-1": "灯台の改修"}, {}, [("gone", "1-1-1", "灯台の改修", "")]),
        ({}, {"1-1-1": "灯台の改修"}, [("added", "1-1-1", "", "灯台の改修")]),
        ({"1-1-1": "灯台の改修"}, {"1-2-3": "灯台の改修"}, [("moved", "1-2-3", "1-1-1", "1-2-3")]),
        (
            {"1-1-1": "灯台の改修"},
            {"1-1-1": "灯台の大改修"},
            [("renamed", "1-1-1", "灯台の改修", "灯台の大改修")],
        ),
        (
            {"1-1-1": "灯台の改修", "1-1-2": "海図の更新"},
            {"1-1-1": "海図の更新", "1-1-2": "灯台の改修"},
            [("moved", "1-1-1", "1-1-2", "1-1-1"), ("moved", "1-1-2", "1-1-1", "1-1-2")],
        ),
        (
            {"1-1-1": "灯台の改修"},
            {"1-1-1": "潮流発電の実証"},
            [("added", "1-1-1", "", "潮流発電の実証"), ("gone", "1-1-1", "灯台の改修", "")],
        ),
    ],
)
def test_a_measure_is_followed_by_its_title(
    before: dict[str, str], after: dict[str, str], expected: list[tuple[str, ...]]
) -> None:
    assert changes(before, after) == expected


@given(TITLES)
def test_nothing_differs_from_itself(titles: dict[str, str]) -> None:
    assert changes(titles, titles) == []


@given(TITLES, TITLES)
def test_every_measure_is_kept_gone_or_added(before: dict[str, str], after: dict[str, str]) -> None:
    found = changes(before, after)
    gone = sum(change == Change.GONE for change, *_ in found)
    added = sum(change == Change.ADDED for change, *_ in found)
    assert len(before) - gone == len(after) - added


def test_amounts_go_up_and_down_come_and_end() -> None:
    before = {Amount(name, "initial", None): yen for name, yen in (("甲", 1), ("乙", 2), ("丙", 3))}
    after = {Amount(name, "initial", None): yen for name, yen in (("甲", 2), ("乙", 1), ("丁", 4))}
    assert compare(Snapshot({}, before), Snapshot({}, after)) == [
        Difference(Change.NEW_AMOUNT, "丁 initial", "", "4"),
        Difference(Change.NO_AMOUNT, "丙 initial", "3", ""),
        Difference(Change.DOWN, "乙 initial", "2", "1"),
        Difference(Change.UP, "甲 initial", "1", "2"),
    ]
