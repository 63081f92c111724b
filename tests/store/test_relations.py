"""Sets of pairs held in sorted arrays behave as sets of pairs do, empty and at the largest."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.relations import (
    EMPTY,
    Numbers,
    Relation,
    among,
    firsts_of,
    keys_of,
    seconds_of,
)

Pair = tuple[int, int]

LARGEST = 2**31 - 1
NUMBERS = st.one_of(
    st.integers(0, 4), st.integers(LARGEST - 3, LARGEST), st.integers(0, LARGEST)
)  # fmt: skip
LOOKED_UP = NUMBERS.filter(lambda number: number < LARGEST)
"""The largest of all is a case of its own, below."""
LOOKED_UP_PAIRS = st.sets(st.tuples(LOOKED_UP, LOOKED_UP), max_size=30)
PAIRS = st.sets(st.tuples(NUMBERS, NUMBERS), max_size=30)


def array(numbers: list[int]) -> Numbers:
    return np.array(numbers, dtype=np.int64)


def keys(pairs: list[Pair]) -> Numbers:
    return keys_of(array([first for first, _ in pairs]), array([second for _, second in pairs]))


def relation(pairs: set[Pair]) -> Relation:
    return Relation.of(keys(list(pairs)))


def pairs_of(found: Numbers) -> list[Pair]:
    firsts, seconds = firsts_of(found).tolist(), seconds_of(found).tolist()
    return list(zip(firsts, seconds, strict=True))


@given(st.lists(st.tuples(NUMBERS, NUMBERS)))
def test_key_gives_back_its_pair(pairs: list[Pair]) -> None:
    assert pairs_of(keys(pairs)) == pairs


@given(st.tuples(NUMBERS, NUMBERS), st.tuples(NUMBERS, NUMBERS))
def test_keys_stand_in_the_order_of_their_pairs(one: Pair, other: Pair) -> None:
    first, second = keys([one, other]).tolist()
    assert (first < second) == (one < other)


@given(st.lists(st.tuples(NUMBERS, NUMBERS)))
def test_relation_holds_each_pair_once_and_sorted(pairs: list[Pair]) -> None:
    made = Relation.of(keys(pairs + pairs))
    assert pairs_of(made.keys) == sorted(set(pairs))
    assert len(made) == len(set(pairs))


@given(PAIRS)
def test_reversed_keys_are_those_of_the_exchanged_pairs(pairs: set[Pair]) -> None:
    exchanged = sorted((second, first) for first, second in pairs)
    assert pairs_of(relation(pairs).reversed_keys) == exchanged


@given(PAIRS, PAIRS)
def test_plus_is_the_union_with_a_disjoint_set(one: set[Pair], other: set[Pair]) -> None:
    more = relation(other - one).keys
    assert pairs_of(relation(one).plus(more).keys) == sorted(one | other)


@given(PAIRS, PAIRS)
def test_minus_is_the_difference(one: set[Pair], other: set[Pair]) -> None:
    assert pairs_of(relation(one).minus(relation(other).keys).keys) == sorted(one - other)


@given(PAIRS, PAIRS)
def test_plus_and_minus_leave_what_they_are_given_alone(one: set[Pair], other: set[Pair]) -> None:
    first, second = relation(one), relation(other - one)
    first.plus(second.keys)
    first.minus(second.keys)
    assert pairs_of(first.keys) == sorted(one)
    assert pairs_of(second.keys) == sorted(other - one)


@given(PAIRS, PAIRS)
def test_plus_undoes_minus(one: set[Pair], other: set[Pair]) -> None:
    shared = relation(one & other).keys
    assert pairs_of(relation(one).minus(shared).plus(shared).keys) == sorted(one)


@given(PAIRS, st.lists(st.tuples(NUMBERS, NUMBERS), max_size=20))
def test_has_tells_of_each_pair_in_the_order_asked(known: set[Pair], asked: list[Pair]) -> None:
    asked += list(known)
    assert relation(known).has(keys(asked)).tolist() == [pair in known for pair in asked]


@given(st.sets(NUMBERS), st.lists(NUMBERS))
def test_among_tells_which_numbers_stand_in_a_sorted_array(
    known: set[int], asked: list[int]
) -> None:
    found = among(array(asked), array(sorted(known)))
    assert found.tolist() == [number in known for number in asked]


@given(LOOKED_UP_PAIRS, st.lists(LOOKED_UP, max_size=8))
def test_seconds_are_all_that_each_number_is_paired_with(
    pairs: set[Pair], asked: list[int]
) -> None:
    asked += [first for first, _ in pairs]
    places, seconds = relation(pairs).seconds(array(asked))
    assert list(zip(places.tolist(), seconds.tolist(), strict=True)) == [
        (place, second)
        for place, number in enumerate(asked)
        for first, second in sorted(pairs)
        if first == number
    ]


@given(LOOKED_UP_PAIRS, st.lists(LOOKED_UP, max_size=8))
def test_firsts_are_all_that_are_paired_with_each_number(
    pairs: set[Pair], asked: list[int]
) -> None:
    asked += [second for _, second in pairs]
    places, firsts = relation(pairs).firsts(array(asked))
    assert list(zip(places.tolist(), firsts.tolist(), strict=True)) == [
        (place, first)
        for place, number in enumerate(asked)
        for first, second in sorted(pairs)
        if second == number
    ]


NOTHING = Relation(EMPTY)
CORNERS = {(0, 0), (0, LARGEST), (LARGEST, 0), (LARGEST, LARGEST)}


def test_empty_set_has_nothing_and_gives_nothing() -> None:
    asked = array([0, LARGEST])
    assert len(NOTHING) == 0
    assert NOTHING.has(keys([(0, 0)])).tolist() == [False]
    assert NOTHING.has(EMPTY).tolist() == []
    assert [found.tolist() for found in NOTHING.seconds(asked)] == [[], []]
    assert [found.tolist() for found in NOTHING.firsts(asked)] == [[], []]
    assert NOTHING.plus(EMPTY) is NOTHING
    assert NOTHING.minus(keys([(1, 1)])).keys.tolist() == []
    assert len(Relation.of(EMPTY)) == 0


def test_nothing_asked_of_a_set_gives_nothing() -> None:
    full = relation(CORNERS)
    assert [found.tolist() for found in full.seconds(EMPTY)] == [[], []]
    assert [found.tolist() for found in full.firsts(EMPTY)] == [[], []]
    assert full.minus(EMPTY).keys.tolist() == full.keys.tolist()


def test_smallest_and_largest_pairs_are_kept_apart() -> None:
    full = relation(CORNERS)
    for pair in CORNERS:
        assert full.has(keys([pair])).tolist() == [True]
        assert pairs_of(full.minus(keys([pair])).keys) == sorted(CORNERS - {pair})


@pytest.mark.parametrize(
    "number",
    [
        0,
        LARGEST - 1,
        pytest.param(
            LARGEST,
        ),
    ],
)
def test_number_is_looked_up_by_either_end(number: int) -> None:
    full = relation({(number, 0), (number, 1), (0, number), (1, number)})
    assert set(full.seconds(array([number]))[1].tolist()) == {0, 1}
    assert set(full.firsts(array([number]))[1].tolist()) == {0, 1}


def test_no_key_is_negative() -> None:
    assert keys([(LARGEST, LARGEST)]).tolist() == [LARGEST * 2**32 + LARGEST]
    assert keys([(LARGEST, LARGEST)])[0] < 2**63 - 1
