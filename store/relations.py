"""Sets of pairs of numbers, held sorted in numpy arrays, and the joins over them.

A pair is one 64-bit key, the first number above the second, so that sets are merged, compared and
searched by the fast routines for sorted arrays.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

_SHIFT = 32
_LOW = (1 << _SHIFT) - 1

EMPTY: Numbers = np.empty(0, dtype=np.int64)


def keys_of(firsts: Numbers, seconds: Numbers) -> Numbers:
    """The keys of pairs. Numbers are below 2**31."""
    return (firsts << _SHIFT) | seconds


def key_of(first: int, second: int) -> int:
    """The key of one pair."""
    return (first << _SHIFT) | second


def firsts_of(keys: Numbers) -> Numbers:
    """The first number of each pair."""
    return keys >> _SHIFT


def seconds_of(keys: Numbers) -> Numbers:
    """The second number of each pair."""
    return keys & _LOW


def among(keys: Numbers, known: Numbers) -> NDArray[np.bool_]:
    """Which keys stand in a sorted array."""
    if not len(known):
        return np.zeros(len(keys), dtype=np.bool_)
    places = np.searchsorted(known, keys)
    places[places == len(known)] = 0
    return np.asarray(known[places] == keys)


@dataclass(frozen=True, eq=False)
class Relation:
    """A set of pairs; `keys` is sorted and holds each pair once."""

    keys: Numbers

    @classmethod
    def of(cls, keys: Numbers) -> "Relation":
        """The set of some keys, in any order, perhaps repeated."""
        ordered = np.sort(keys)
        return cls(ordered[np.diff(ordered, prepend=-1) != 0])

    def __len__(self) -> int:
        return len(self.keys)

    @cached_property
    def reversed_keys(self) -> Numbers:
        """The keys of the pairs with their numbers exchanged, sorted."""
        return np.sort(keys_of(seconds_of(self.keys), firsts_of(self.keys)))

    def has(self, keys: Numbers) -> NDArray[np.bool_]:
        """Which of the keys belong to the set."""
        return among(keys, self.keys)

    def plus(self, more: Numbers) -> "Relation":
        """The set with more keys; `more` is sorted and disjoint from it."""
        if not len(more):
            return self
        return Relation(np.insert(self.keys, np.searchsorted(self.keys, more), more))

    def minus(self, fewer: Numbers) -> "Relation":
        """The set without some keys, which are sorted."""
        return Relation(self.keys[~among(self.keys, fewer)])

    def seconds(self, firsts: Numbers) -> tuple[Numbers, Numbers]:
        """For each number every second that it is paired with: the places in `firsts`, and the
        seconds, in step."""
        return _partners(self.keys, firsts)

    def firsts(self, seconds: Numbers) -> tuple[Numbers, Numbers]:
        """For each number every first that is paired with it, like `seconds`."""
        return _partners(self.reversed_keys, seconds)


def _partners(keys: Numbers, numbers: Numbers) -> tuple[Numbers, Numbers]:
    begins = np.searchsorted(keys, numbers << _SHIFT)
    counts = np.searchsorted(keys, (numbers << _SHIFT) | _LOW, side="right") - begins
    places = np.repeat(np.arange(len(numbers)), counts)
    total = int(counts.sum())
    within = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    return places, seconds_of(keys[np.repeat(begins, counts) + within])
