"""What follows from the facts: rules run semi-naively over numbered terms until nothing new comes.

In each round every rule is joined with what the last round found new, at every place of its body,
and with all that is known at the others; so no combination is tried twice. Facts may be added and
removed later: removing takes away all that was reached through them and then finds again what
follows from the rest.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from pyoxigraph import NamedNode

from store.encoding import Encoding, Pairs, Term, Triple
from store.relations import EMPTY, Numbers, Relation, firsts_of, keys_of, seconds_of
from store.rules import Pattern, Rule, Variable

__all__ = ["Closure", "Derivation", "Term", "Triple", "entail"]

_NOTHING = Relation(EMPTY)


@dataclass(frozen=True, slots=True)
class Derivation:
    """Why a triple follows: the rule, and the triples that fill its body, in order."""

    rule: Rule
    premises: tuple[Triple, ...]


def entail(facts: Iterable[Triple], rules: Iterable[Rule]) -> dict[Triple, Derivation]:
    """All triples that follow from the facts and are not among them, each with one reason.

    The reason is one of the shortest: its premises are facts, or were entailed in earlier rounds.
    """
    closure = Closure(rules)
    closure.add(facts)
    return dict(closure.derivations())


@dataclass(frozen=True, slots=True)
class _Place:
    """A pattern with numbers for its terms; a variable has its name."""

    subject: str | int
    predicate: int
    object: str | int


@dataclass(frozen=True, slots=True)
class _Coded:
    """A rule with numbers for its terms."""

    rule: Rule
    body: tuple[_Place, ...]
    head: _Place


@dataclass(frozen=True, slots=True)
class _Rows:
    """Ways to fill variables: a column for each, all of one length."""

    columns: dict[str, Numbers]
    length: int

    def value(self, part: str | int) -> Numbers | None:
        """The numbers of a place; None for a variable that is not filled yet."""
        if isinstance(part, int):
            return np.full(self.length, part, dtype=np.int64)
        return self.columns.get(part)

    def pick(self, places: Numbers) -> "_Rows":
        """Some of the rows, in any order, perhaps repeated."""
        return _Rows({name: c[places] for name, c in self.columns.items()}, len(places))

    def fill(self, part: str | int, numbers: Numbers) -> "_Rows":
        """The rows with one more column."""
        assert isinstance(part, str)  # a constant is always filled
        return _Rows({**self.columns, part: numbers}, self.length)

    def keys(self, place: _Place) -> Numbers:
        """The keys of a pattern all of whose variables are filled."""
        subjects, objects = self.value(place.subject), self.value(place.object)
        assert subjects is not None
        assert objects is not None
        return keys_of(subjects, objects)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a rule gave: the keys of its head, and the rows that gave them, in step."""

    coded: _Coded
    keys: Numbers
    rows: _Rows

    def pick(self, places: Numbers) -> "_Found":
        return _Found(self.coded, self.keys[places], self.rows.pick(places))


class Closure:
    """Facts, and all that follows from them by some rules."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._encoding = Encoding()
        self._rules = tuple(self._code(rule) for rule in rules)
        self._predicates = frozenset(
            pattern.predicate
            for coded in self._rules
            for pattern in (*coded.rule.body, coded.rule.head)
        )
        self._uses: dict[int, list[tuple[_Coded, int]]] = defaultdict(list)
        for coded in self._rules:
            for position, place in enumerate(coded.body):
                self._uses[place.predicate].append((coded, position))
        self._asserted: dict[int, Relation] = {}
        self._known: dict[int, Relation] = {}
        self._found: list[_Found] = []

    def _code(self, rule: Rule) -> _Coded:
        return _Coded(rule, tuple(self._place(p) for p in rule.body), self._place(rule.head))

    def _place(self, pattern: Pattern) -> _Place:
        def part(value: Variable | Term) -> str | int:
            return value.name if isinstance(value, Variable) else self._encoding.number(value)

        number = self._encoding.number(pattern.predicate)
        return _Place(part(pattern.subject), number, part(pattern.object))

    def add(self, triples: Iterable[Triple]) -> None:
        """State more facts, and find what follows."""
        matter = (triple for triple in triples if triple[1] in self.predicates)
        self.add_pairs(self._encoding.pairs(matter))

    def add_pairs(self, pairs: Pairs) -> None:
        """The same for facts that are encoded already (see `encoding`)."""
        stated = {predicate: Relation.of(keys) for predicate, keys in pairs.items()}
        delta: dict[int, Relation] = {}
        for predicate, relation in stated.items():
            before = self._asserted.get(predicate, _NOTHING)
            self._asserted[predicate] = before.plus(relation.minus(before.keys).keys)
            new = relation.minus(self._known.get(predicate, _NOTHING).keys)
            if len(new):
                delta[predicate] = new
        self._forget(stated)
        self._close(delta)

    def remove(self, triples: Iterable[Triple]) -> None:
        """Take facts back, and all that follows only with them."""
        gone: dict[int, Relation] = {}
        for predicate, keys in self._encoding.pairs(triples).items():
            before = self._asserted.get(predicate, _NOTHING)
            fewer = Relation.of(keys[before.has(keys)])
            self._asserted[predicate] = before.minus(fewer.keys)
            if len(fewer):
                gone[predicate] = fewer
        reached = self._reached(gone)
        for predicate, relation in reached.items():
            self._known[predicate] = self._known[predicate].minus(relation.keys)
        self._forget(reached)
        self._close(self._new(self._again(reached)))

    @property
    def predicates(self) -> frozenset[NamedNode]:
        """Those that some rule reads or gives. Nothing follows from triples of others."""
        return self._predicates

    @property
    def encoding(self) -> Encoding:
        """The numbers of the terms."""
        return self._encoding

    def entailed_pairs(self) -> Pairs:
        """What follows and is not stated, as numbers."""
        found = {
            predicate: relation.minus(self._asserted.get(predicate, _NOTHING).keys).keys
            for predicate, relation in self._known.items()
        }
        return {predicate: keys for predicate, keys in found.items() if len(keys)}

    def entailed(self) -> Iterator[Triple]:
        """What follows and is not stated."""
        for predicate, keys in self.entailed_pairs().items():
            yield from self._encoding.triples(predicate, keys)

    def derivations(self) -> Iterator[tuple[Triple, Derivation]]:
        """What follows and is not stated, each triple with one reason, premises first."""
        for found in self._found:
            triples = self._encoding.triples
            heads = triples(found.coded.head.predicate, found.keys)
            bodies = [triples(p.predicate, found.rows.keys(p)) for p in found.coded.body]
            for head, premises in zip(heads, zip(*bodies, strict=True), strict=True):
                yield head, Derivation(found.coded.rule, premises)

    def _close(self, delta: Mapping[int, Relation]) -> None:
        """Run the rules on what is new until nothing more is."""
        while delta:
            for predicate, new in delta.items():
                known = self._known.get(predicate, _NOTHING)
                self._known[predicate] = known.plus(new.keys)
            delta = self._new(self._fire(delta))

    def _fire(self, delta: Mapping[int, Relation]) -> list[_Found]:
        """What the rules give when something new fills one place of their bodies."""
        found: list[_Found] = []
        for predicate, new in delta.items():
            for coded, position in self._uses.get(predicate, ()):
                rows = _seed(coded.body[position], new)
                others = [p for at, p in enumerate(coded.body) if at != position]
                found.append(self._conclude(coded, self._join(rows, others)))
        return [one for one in found if len(one.keys)]

    def _conclude(self, coded: _Coded, rows: _Rows) -> _Found:
        if not rows.length:
            return _Found(coded, EMPTY, rows)
        found = _Found(coded, rows.keys(coded.head), rows)
        if coded.rule.is_irreflexive:
            found = found.pick(np.flatnonzero(firsts_of(found.keys) != seconds_of(found.keys)))
        return found

    def _join(self, rows: _Rows, places: Sequence[_Place]) -> _Rows:
        """Fill the remaining patterns from what is known, always one that shares a variable."""
        waiting = list(places)
        while waiting and rows.length:
            place = next((p for p in waiting if _is_near(p, rows)), waiting[0])
            waiting.remove(place)
            rows = _extend(rows, place, self._known.get(place.predicate, _NOTHING))
        return rows

    def _new(self, found: Sequence[_Found]) -> dict[int, Relation]:
        """What is not known yet, each triple once; how it was found is kept."""
        by_predicate: dict[int, list[_Found]] = defaultdict(list)
        for one in found:
            by_predicate[one.coded.head.predicate].append(one)
        literals = self._encoding.literals() if by_predicate else None
        new: dict[int, Relation] = {}
        for predicate, parts in by_predicate.items():
            keys, first = np.unique(np.concatenate([p.keys for p in parts]), return_index=True)
            known = self._known.get(predicate, _NOTHING)
            assert literals is not None
            fresh = ~known.has(keys) & ~literals[firsts_of(keys)]
            if fresh.any():
                new[predicate] = Relation(keys[fresh])
                self._found += _pick_each(parts, first[fresh])
        return new

    def _reached(self, gone: Mapping[int, Relation]) -> dict[int, Relation]:
        """The facts taken back, and all that some rule reaches from them and is not stated."""
        reached: dict[int, Relation] = {}
        delta = dict(gone)
        while delta:
            for predicate, relation in delta.items():
                reached[predicate] = reached.get(predicate, _NOTHING).plus(relation.keys)
            delta = self._reached_next(self._fire(delta), reached)
        return reached

    def _reached_next(
        self, found: Sequence[_Found], reached: Mapping[int, Relation]
    ) -> dict[int, Relation]:
        keys: dict[int, list[Numbers]] = defaultdict(list)
        for one in found:
            keys[one.coded.head.predicate].append(one.keys)
        following: dict[int, Relation] = {}
        for predicate, parts in keys.items():
            known = self._known.get(predicate, _NOTHING)
            candidates = Relation.of(np.concatenate(parts))
            candidates = Relation(candidates.keys[known.has(candidates.keys)])
            candidates = candidates.minus(self._asserted.get(predicate, _NOTHING).keys)
            candidates = candidates.minus(reached.get(predicate, _NOTHING).keys)
            if len(candidates):
                following[predicate] = candidates
        return following

    def _again(self, lost: Mapping[int, Relation]) -> list[_Found]:
        """What of the lost triples still follows from what is left, in one step."""
        found = []
        for coded in self._rules:
            candidates = lost.get(coded.head.predicate)
            if candidates is not None:
                rows = self._join(_seed(coded.head, candidates), coded.body)
                found.append(self._conclude(coded, rows))
        return [one for one in found if len(one.keys)]

    def _forget(self, dropped: Mapping[int, Relation]) -> None:
        """Drop the reasons of some triples."""
        self._found = [
            one.pick(np.flatnonzero(~dropped[one.coded.head.predicate].has(one.keys)))
            if one.coded.head.predicate in dropped
            else one
            for one in self._found
        ]


def _seed(place: _Place, relation: Relation) -> _Rows:
    """The ways in which pairs fill a pattern."""
    subjects, objects = firsts_of(relation.keys), seconds_of(relation.keys)
    fits = np.ones(len(relation), dtype=np.bool_)
    columns: dict[str, Numbers] = {}
    for part, numbers in ((place.subject, subjects), (place.object, objects)):
        if isinstance(part, int):
            fits &= numbers == part
        elif part in columns:
            fits &= columns[part] == numbers
        else:
            columns[part] = numbers
    return _Rows({name: column[fits] for name, column in columns.items()}, int(fits.sum()))


def _is_near(place: _Place, rows: _Rows) -> bool:
    return rows.value(place.subject) is not None or rows.value(place.object) is not None


def _extend(rows: _Rows, place: _Place, relation: Relation) -> _Rows:
    """All ways to fill one more pattern."""
    subjects, objects = rows.value(place.subject), rows.value(place.object)
    if subjects is not None and objects is not None:
        return rows.pick(np.flatnonzero(relation.has(keys_of(subjects, objects))))
    if subjects is not None:
        places, found = relation.seconds(subjects)
        return rows.pick(places).fill(place.object, found)
    if objects is not None:
        places, found = relation.firsts(objects)
        return rows.pick(places).fill(place.subject, found)
    other = _seed(place, relation)
    places = np.repeat(np.arange(rows.length), other.length)
    rest = other.pick(np.tile(np.arange(other.length), rows.length))
    return _Rows({**rows.pick(places).columns, **rest.columns}, len(places))


def _pick_each(parts: Sequence[_Found], chosen: Numbers) -> Iterator[_Found]:
    """Of several findings laid end to end, those at the chosen places."""
    begins = 0
    for part in parts:
        ends = begins + len(part.keys)
        within = chosen[(chosen >= begins) & (chosen < ends)] - begins
        if len(within):
            yield part.pick(within)
        begins = ends
