"""Finds the part of a query at which the growing join has no solution left.

The parts of a group are joined in reading order, its filters last, as SPARQL has it. A join that is
empty stays so whatever is added, so the first part that empties it is found by bisection.
"""

from bisect import bisect_left
from dataclasses import dataclass, replace

from queries.diagnosis.pattern import Filter, Graph, Group, Part, Select, Tokens, Union
from queries.diagnosis.probing import Prober


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part stands: what is joined before it, and what closes the braces around it.

    `graph` and `graph_closed` are only the GRAPH around it, to ask about the part by itself.
    """

    before: Tokens = ()
    after: Tokens = ()
    graph: Tokens = ()
    graph_closed: Tokens = ()

    def with_all(self, part: Tokens) -> Tokens:
        """A part with all that was joined before."""
        return (*self.before, *part, *self.after)

    def alone(self, part: Tokens) -> Tokens:
        """A part by itself, in its graph."""
        return (*self.graph, *part, *self.graph_closed)

    def joined(self, part: Tokens) -> "Place":
        """The place behind a part."""
        return replace(self, before=(*self.before, *part))

    def inside(self, opening: Tokens) -> "Place":
        """The place inside braces."""
        return replace(self, before=(*self.before, *opening), after=("} ", *self.after))

    def in_graph(self, graph: Graph) -> "Place":
        """The place inside GRAPH."""
        opening = ("GRAPH ", graph.name, " { ")
        inside = self.inside(opening)
        return replace(
            inside,
            graph=(*self.graph, *opening),
            graph_closed=("} ", *self.graph_closed),
        )

    def by_itself(self) -> "Place":
        """The same place without what was joined before, for what is worked out on its own."""
        return replace(self, before=self.graph, after=self.graph_closed)


@dataclass(frozen=True, slots=True)
class Modifier:
    """What takes solutions away after the patterns: HAVING, LIMIT, OFFSET. `rows` are those there
    would be without it; None where that was not asked."""

    kind: str
    tokens: Tokens
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Emptied:
    """What leaves no solution, the place where it stands, and the group that it is part of."""

    part: Part | Modifier
    place: Place
    group: Group


def find_emptied(select: Select, place: Place, prober: Prober) -> list[Emptied]:
    """What leaves a SELECT without a row, in each branch of a union; empty where it has rows."""
    found = [] if select.is_total else _in_group(select.where, place.inside(("{ ",)), prober)
    if found:
        return found
    modifier = _modifier(select, place, prober)
    return [Emptied(modifier, place, select.where)] if modifier else []


def find_uncounted(select: Select, prober: Prober) -> list[Emptied]:
    """What leaves a sum nothing to sum; empty where it has something."""
    return _in_group(select.where, Place().inside(("{ ",)), prober)


def _in_group(group: Group, place: Place, prober: Prober) -> list[Emptied]:
    parts = sorted(group.parts, key=lambda part: isinstance(part, Filter))

    def joined(count: int) -> Place:
        return place.joined(tuple(t for part in parts[:count] for t in part.tokens))

    first = bisect_left(
        range(len(parts)), True, key=lambda index: not prober.ask(joined(index + 1).with_all(()))
    )
    if first == len(parts):
        return []
    part, behind = parts[first], joined(first)
    return _in_part(part, behind, prober) or [Emptied(part, behind, group)]


def _in_part(part: Part, place: Place, prober: Prober) -> list[Emptied]:
    """The same inside a part, where it has parts of its own."""
    match part:
        case Group():
            return _in_group(part, place.inside(("{ ",)), prober)
        case Graph():
            return _in_group(part.group, place.in_graph(part), prober)
        case Union():
            inside = place.inside(("{ ",))
            return [found for group in part.branches for found in _in_group(group, inside, prober)]
        case Filter(exists=Group() as group):
            return _in_group(group, place.inside(("FILTER EXISTS { ",)), prober)
        case Select() if not prober.ask(place.alone(part.tokens)):
            return find_emptied(part, place.by_itself(), prober)
        case _:
            return []


def _modifier(select: Select, place: Place, prober: Prober) -> Modifier | None:
    whole = replace(select, ordering=(), limit=None, offset=0)
    for count, condition in enumerate(select.having, start=1):
        if not prober.ask(place.alone(replace(whole, having=select.having[:count]).tokens)):
            return Modifier("having", ("HAVING (", *condition, ")"))
    if select.limit == 0:
        return Modifier("limit", ("LIMIT 0",))
    if select.offset and not prober.ask(place.alone(replace(whole, offset=select.offset).tokens)):
        rows = prober.count(place.alone(whole.tokens), most=select.offset)
        return Modifier("offset", (f"OFFSET {select.offset}",), rows)
    return None
