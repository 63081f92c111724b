"""Terms as numbers: each term that comes in gets the next one."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import repeat
from typing import cast

import numpy as np
from numpy.typing import NDArray
from pyoxigraph import Literal, NamedNode

from store.relations import Numbers, firsts_of, key_of, seconds_of

Term = NamedNode | Literal
Triple = tuple[NamedNode, NamedNode, Term]
Pairs = dict[int, Numbers]
"""The keys of subjects and objects, by the number of the predicate."""

_BATCH = 1 << 16
"""So many keys become Python numbers at a time."""


class _Numbering(dict[Term, int]):
    """Gives a number to each term that it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: list[Term] = []
        self.is_literal = bytearray()

    def __missing__(self, term: Term) -> int:
        number = self[term] = len(self.terms)
        self.terms.append(term)
        self.is_literal.append(isinstance(term, Literal))
        return number


class Encoding:
    """A number for each term, and back."""

    def __init__(self) -> None:
        self._numbers = _Numbering()

    def number(self, term: Term) -> int:
        """The number of a term."""
        return self._numbers[term]

    def term(self, number: int) -> Term:
        """The term of a number."""
        return self._numbers.terms[number]

    def pairs(self, triples: Iterable[Triple]) -> Pairs:
        """Triples by predicate. They are read one by one and not kept."""
        numbers = self._numbers
        keys: dict[int, array[int]] = {}
        for subject, predicate, obj in triples:
            at = numbers[predicate]
            if at not in keys:
                keys[at] = array("q")
            keys[at].append(key_of(numbers[subject], numbers[obj]))
        return {at: np.frombuffer(its, dtype=np.int64) for at, its in keys.items()}

    def triples(self, predicate: int, keys: Numbers) -> Iterator[Triple]:
        """Pairs of a predicate as triples again, in their order."""
        term = self._numbers.terms.__getitem__
        for begin in range(0, len(keys), _BATCH):
            some = keys[begin : begin + _BATCH]
            subjects = map(term, firsts_of(some).tolist())
            objects = map(term, seconds_of(some).tolist())
            # No rule gives a literal as a subject or predicate.
            yield from cast(Iterator[Triple], zip(subjects, repeat(term(predicate)), objects))

    def literals(self) -> NDArray[np.bool_]:
        """Which numbers are those of literals, which are never subjects."""
        return np.array(self._numbers.is_literal, dtype=np.bool_)
