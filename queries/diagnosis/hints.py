"""What may be the matter with the part of a query that leaves no solution."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode, Variable

from ontology.terms import XSD
from queries.diagnosis.model import Finding, Text
from queries.diagnosis.pattern import (
    OPENING,
    Comparison,
    Filter,
    Graph,
    Group,
    Term,
    Tokens,
    TriplePattern,
    Values,
    variables_in,
)
from queries.diagnosis.probing import Kind, Prober
from queries.diagnosis.steps import Emptied, Place
from queries.diagnosis.words import kind_in_words, listed, say
from queries.diagnosis.writing import Shown

_SUBJECT, _VALUE, _PROPERTY, _GRAPH = (
    Variable(f"diagnosis_{name}") for name in ("subject", "value", "property", "graph")
)
_MOST_EXAMPLES = 3
_MOST_PROPERTIES = 12
_NUMBERS = frozenset(
    Kind(datatype=XSD.prefix + name) for name in ("integer", "decimal", "double", "float", "int")
)


@dataclass(frozen=True, slots=True)
class Clues:
    """Looks for hints in the data that the query sees, and in all there are."""

    seen: Prober
    everything: Prober
    shown: Shown

    def about(self, emptied: Emptied, count: int | None) -> tuple[Finding, ...]:
        """The hints about a part that matches so often by itself."""
        place = emptied.place
        match emptied.part:
            case TriplePattern() as pattern if not count:
                return tuple(self._unmatched(pattern, place))
            case TriplePattern() as pattern:
                turned = self._reversed(pattern, place.with_all)
                return (*turned, *self._shared(pattern, place))
            case Values() as values:
                return tuple(self._shared(values, place))
            case Filter() as condition:
                return tuple(self._filtered(condition, place, emptied.group))
            case _:
                return ()

    def _unmatched(self, pattern: TriplePattern, place: Place) -> Iterator[Finding]:
        """About a pattern that matches nothing by itself."""
        yield from self._value_kinds(pattern, place)
        yield from self._reversed(pattern, place.alone)
        yield from self._path_end(pattern, place)
        yield from self._other_graph(pattern)
        yield from self._instead(pattern, place)

    def _value_kinds(self, pattern: TriplePattern, place: Place) -> Iterator[Finding]:
        """That the property has values of another kind, perhaps the same text."""
        written, prop = pattern.object, pattern.property
        if prop is None or not isinstance(written, Literal | NamedNode):
            return
        kinds = self.seen.kinds(
            _VALUE, place.alone(TriplePattern(_SUBJECT, (prop,), _VALUE).tokens)
        )
        if not kinds or Kind.of(written) in kinds:
            return
        yield self._kinds(prop, kinds, written)
        same = Values((_VALUE,), tuple((term,) for term in _of_kinds(written, kinds)))
        pattern = TriplePattern(pattern.subject, (prop,), _VALUE)
        near = self.seen.values(_VALUE, place.alone((*same.tokens, *pattern.tokens)))
        if near:
            yield Finding("same-text", say("same-text", near=self._terms(near)))

    def _kinds(
        self, what: NamedNode | Variable, kinds: Iterable[Kind], written: Literal | NamedNode
    ) -> Finding:
        in_words = listed(kind_in_words(kind, self.shown) for kind in kinds)
        return Finding(
            "kinds",
            say(
                "kinds",
                what=self.shown.term(what),
                kinds=in_words,
                written=self.shown.term(written),
                kind=kind_in_words(Kind.of(written), self.shown),
            ),
        )

    def _reversed(
        self, pattern: TriplePattern, placed: Callable[[Tokens], Tokens]
    ) -> Iterator[Finding]:
        """That subject and object stand the wrong way round."""
        if pattern.property is None or isinstance(pattern.object, Literal):
            return
        turned = TriplePattern(pattern.object, pattern.predicate, pattern.subject)
        if self.seen.ask(placed(turned.tokens)):
            written = self.shown.tokens(turned.tokens)
            yield Finding("reversed", say("reversed", written=written))

    def _path_end(self, pattern: TriplePattern, place: Place) -> Iterator[Finding]:
        """The first step of a path a/b/c that leads nowhere."""
        for count in range(1, len(pattern.sequence)):
            steps = [token for step in pattern.sequence[:count] for token in (*step, "/")][:-1]
            shorter = TriplePattern(pattern.subject, tuple(steps), _VALUE)
            if not self.seen.ask(place.alone(shorter.tokens)):
                written = self.shown.tokens(steps)
                yield Finding("sequence", say("sequence", written=written))
                return

    def _other_graph(self, pattern: TriplePattern) -> Iterator[Finding]:
        """A graph beyond those asked in which the pattern does match."""
        found = self.everything.values(_GRAPH, Graph(_GRAPH, Group((pattern,))).tokens, most=1)
        if found:
            yield Finding("other-graph", say("other-graph", graph=self._terms(found)))

    def _instead(self, pattern: TriplePattern, place: Place) -> Iterator[Finding]:
        """What is said of the subject, where it is a thing."""
        if not isinstance(pattern.subject, NamedNode):
            return
        subject = self.shown.term(pattern.subject)
        about = TriplePattern(pattern.subject, (_PROPERTY,), _VALUE)
        properties = self.seen.values(_PROPERTY, place.alone(about.tokens))[:_MOST_PROPERTIES]
        if properties:
            text = say("has-instead", what=subject, properties=self._terms(properties))
            yield Finding("has-instead", text)
        else:
            yield Finding("no-subject", say("no-subject", what=subject))

    def _shared(self, part: TriplePattern | Values, place: Place) -> Iterator[Finding]:
        """Values of the variables by which the part is joined: before it, and by itself."""
        bound = set(variables_in(place.before))
        for variable in variables_in(part.tokens):
            if variable not in bound:
                continue
            before = self.seen.values(variable, place.with_all(()), _MOST_EXAMPLES)
            here = self.seen.values(variable, place.alone(part.tokens), _MOST_EXAMPLES)
            if before and here:
                text = say(
                    "shared",
                    what=str(variable),
                    before=self._terms(before),
                    here=self._terms(here),
                )
                yield Finding("shared", text)

    def _filtered(self, condition: Filter, place: Place, group: Group) -> Iterator[Finding]:
        """About a condition that nothing meets."""
        given = {v for part in group.parts if not isinstance(part, Filter)
                 for v in variables_in(part.tokens)}  # fmt: skip
        used = variables_in(condition.condition)
        is_plain = OPENING not in condition.condition  # a group in it may give values of its own
        for variable in used:
            if is_plain and variable not in given:
                yield _unbound(variable, given)
        for comparison in condition.comparisons:
            if comparison.variable in given:
                yield from self._compared(comparison, place)
        for variable in filter(given.__contains__, used):
            values = self.seen.values(variable, place.with_all(()), _MOST_EXAMPLES)
            if values:
                text = say("examples", what=str(variable), values=self._terms(values))
                yield Finding("examples", text)

    def _compared(self, comparison: Comparison, place: Place) -> Iterator[Finding]:
        """That a variable is compared with what it never can be."""
        variable, constant = comparison.variable, comparison.constant
        kinds = self.seen.kinds(variable, place.with_all(()))
        if comparison.function == "LANG":
            yield from self._tags(comparison, kinds)
        elif not comparison.function and kinds and not _comparable(constant, kinds):
            yield self._kinds(variable, kinds, constant)

    def _tags(self, comparison: Comparison, kinds: list[Kind]) -> Iterator[Finding]:
        what, wanted = str(comparison.variable), comparison.constant
        tags = [kind.language for kind in kinds if kind.language]
        if not tags and kinds:
            yield Finding("no-tags", say("no-tags", what=what))
        elif tags and wanted.value not in tags:
            written = self.shown.term(wanted)
            tag_list = listed(f'"{tag}"' for tag in tags)
            yield Finding("tags", say("tags", what=what, tags=tag_list, written=written))

    def _terms(self, terms: Iterable[Term]) -> Text:
        return listed(self.shown.term(term) for term in terms)


def _of_kinds(written: Literal | NamedNode, kinds: Iterable[Kind]) -> Iterator[Literal | NamedNode]:
    """The same text as a term of other kinds, where it can be one."""
    for kind in kinds:
        if kind.language:
            yield Literal(written.value, language=kind.language)
        elif kind.datatype:
            yield Literal(written.value, datatype=NamedNode(kind.datatype))


def _comparable(constant: Literal | NamedNode, kinds: list[Kind]) -> bool:
    """Whether a constant may equal a value of one of the kinds; numbers of any type may."""
    kind = Kind.of(constant)
    return kind in kinds or (kind in _NUMBERS and not _NUMBERS.isdisjoint(kinds))


def _unbound(variable: Variable, given: Iterable[Variable]) -> Finding:
    near = get_close_matches(variable.value, [other.value for other in given], n=1)
    if near:
        text = say("unbound-near", what=str(variable), near=f"?{near[0]}")
    else:
        text = say("unbound", what=str(variable))
    return Finding("unbound", text)
