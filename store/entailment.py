"""What follows from the facts: rules run forward until nothing new comes.

Every triple is taken up once; each rule in whose body it fits is joined with what is known so
far. A rule with two patterns therefore fires when the later of its two triples is taken up, and
no combination is tried twice.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from store.rules import Pattern, Rule, Variable

Term = NamedNode | Literal
Triple = tuple[NamedNode, NamedNode, Term]
_Binding = dict[Variable, Term]


@dataclass(frozen=True, slots=True)
class Derivation:
    """Why a triple follows: the rule, and the triples that fill its body, in order."""

    rule: Rule
    premises: tuple[Triple, ...]


def entail(facts: Iterable[Triple], rules: Iterable[Rule]) -> dict[Triple, Derivation]:
    """All triples that follow from the facts and are not among them, each with one reason.

    The reason is the first one found, going through the facts in their order; its premises are
    facts, or triples that were entailed before.
    """
    known = _Known()
    by_predicate = _by_predicate(rules)
    agenda = deque(dict.fromkeys(facts))
    seen = set(agenda)
    derived: dict[Triple, Derivation] = {}
    while agenda:
        triple = agenda.popleft()
        known.add(triple)
        for rule, position in by_predicate[triple[1]]:
            for head, premises in _fire(rule, position, triple, known):
                if head not in seen:
                    seen.add(head)
                    derived[head] = Derivation(rule, premises)
                    agenda.append(head)
    return derived


class _Known:
    """The triples taken up so far, by predicate and either end."""

    def __init__(self) -> None:
        self._from: dict[tuple[NamedNode, NamedNode], dict[Term, None]] = defaultdict(dict)
        self._to: dict[tuple[NamedNode, Term], dict[NamedNode, None]] = defaultdict(dict)
        self._ends: dict[NamedNode, dict[tuple[NamedNode, Term], None]] = defaultdict(dict)

    def add(self, triple: Triple) -> None:
        subject, predicate, obj = triple
        self._from[predicate, subject][obj] = None
        self._to[predicate, obj][subject] = None
        self._ends[predicate][subject, obj] = None

    def match(self, pattern: Pattern, binding: _Binding) -> Iterator[Triple]:
        """The known triples that fit a pattern under a binding."""
        subject = _value(pattern.subject, binding)
        obj = _value(pattern.object, binding)
        predicate = pattern.predicate
        if subject is not None and not isinstance(subject, NamedNode):
            return
        if subject is not None and obj is not None:
            if obj in self._from.get((predicate, subject), ()):
                yield subject, predicate, obj
        elif subject is not None:
            for end in self._from.get((predicate, subject), ()):
                yield subject, predicate, end
        elif obj is not None:
            for start in self._to.get((predicate, obj), ()):
                yield start, predicate, obj
        else:
            for start, end in self._ends.get(predicate, ()):
                yield start, predicate, end


def _by_predicate(rules: Iterable[Rule]) -> dict[NamedNode, list[tuple[Rule, int]]]:
    found: dict[NamedNode, list[tuple[Rule, int]]] = defaultdict(list)
    for rule in rules:
        for position, pattern in enumerate(rule.body):
            found[pattern.predicate].append((rule, position))
    return found


def _fire(
    rule: Rule, position: int, triple: Triple, known: _Known
) -> Iterator[tuple[Triple, tuple[Triple, ...]]]:
    """What a rule gives when a triple fills one position of its body."""
    binding = _unify(rule.body[position], triple, {})
    if binding is None:
        return
    for full, premises in _join(rule, position, triple, binding, known):
        head = _instantiate(rule.head, full)
        if head is not None:
            yield head, premises


def _join(
    rule: Rule, position: int, triple: Triple, binding: _Binding, known: _Known
) -> list[tuple[_Binding, tuple[Triple, ...]]]:
    """All ways to fill the other positions, nearest to the filled one first."""
    order = [*range(position - 1, -1, -1), *range(position + 1, len(rule.body))]
    partial: list[tuple[_Binding, dict[int, Triple]]] = [(binding, {position: triple})]
    for index in order:
        pattern = rule.body[index]
        partial = [
            (extended, {**used, index: other})
            for current, used in partial
            for other in list(known.match(pattern, current))
            if (extended := _unify(pattern, other, current)) is not None
        ]
    return [(full, tuple(used[i] for i in sorted(used))) for full, used in partial]


def _unify(pattern: Pattern, triple: Triple, binding: _Binding) -> _Binding | None:
    extended = dict(binding)
    for part, term in ((pattern.subject, triple[0]), (pattern.object, triple[2])):
        if isinstance(part, Variable):
            if extended.setdefault(part, term) != term:
                return None
        elif part != term:
            return None
    return extended


def _value(part: Variable | NamedNode, binding: _Binding) -> Term | None:
    return binding.get(part) if isinstance(part, Variable) else part


def _instantiate(pattern: Pattern, binding: _Binding) -> Triple | None:
    """The head with its variables filled; None where a literal would become a subject."""
    subject, obj = _value(pattern.subject, binding), _value(pattern.object, binding)
    if not isinstance(subject, NamedNode) or obj is None:
        return None
    return subject, pattern.predicate, obj
