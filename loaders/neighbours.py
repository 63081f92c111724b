"""What stands before and behind a place in a sequence, without copying any of it: a slice for
each of many places would make reading quadratic in the length of a document."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

_Item = TypeVar("_Item")


def following(items: Sequence[_Item], index: int) -> Iterator[_Item]:
    """The items behind a place, in order."""
    return (items[i] for i in range(index + 1, len(items)))


def preceding(items: Sequence[_Item], index: int) -> Iterator[_Item]:
    """The items before a place, the nearest first."""
    return (items[i] for i in range(index - 1, -1, -1))
