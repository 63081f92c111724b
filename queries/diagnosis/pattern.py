"""A query as parts in the order in which they are written.

Every part gives itself as tokens: terms, and the words between them with their own spaces. The
same tokens make the text that a store is asked with and the text that a reader is shown
(`writing.py`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Variable

Term = NamedNode | Literal | Variable | BlankNode
Token = str | Term
Tokens = tuple[Token, ...]

OPENING = "{ "
"""The word before the parts of a group."""


@dataclass(frozen=True, slots=True)
class TriplePattern:
    """A triple or path pattern. `predicate` is a path; rdf:type stands in it as the word `a`.

    `sequence` are the steps of a path a/b/c; empty for any other.
    """

    subject: Term
    predicate: Tokens
    object: Term
    sequence: tuple[Tokens, ...] = ()

    @property
    def tokens(self) -> Tokens:
        return (self.subject, " ", *self.predicate, " ", self.object, " . ")

    @property
    def property(self) -> NamedNode | None:
        """The property of a plain triple; None for a path, a variable or `a`."""
        plain = self.predicate[0] if len(self.predicate) == 1 else None
        return plain if isinstance(plain, NamedNode) else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A variable, or its LANG or DATATYPE, beside a constant in a filter."""

    variable: Variable
    function: str
    constant: Literal | NamedNode


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition; `FILTER(a && b)` is two. `exists` is the group of a FILTER EXISTS."""

    condition: Tokens
    comparisons: tuple[Comparison, ...] = ()
    exists: "Group | None" = None

    @property
    def tokens(self) -> Tokens:
        return ("FILTER(", *self.condition, ") ")


@dataclass(frozen=True, slots=True)
class Bind:
    """BIND."""

    expression: Tokens
    variable: Variable

    @property
    def tokens(self) -> Tokens:
        return ("BIND(", *self.expression, " AS ", self.variable, ") ")


@dataclass(frozen=True, slots=True)
class Values:
    """VALUES; None in a row stands for UNDEF."""

    variables: tuple[Variable, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    @property
    def tokens(self) -> Tokens:
        rows = (("(", *_spaced(term or "UNDEF" for term in row), ") ") for row in self.rows)
        head: Tokens = ("VALUES (", *_spaced(self.variables), ") { ")
        return (*head, *(token for row in rows for token in row), "} ")


@dataclass(frozen=True, slots=True)
class Group:
    """A group in braces; a subquery in braces is a group of one part."""

    parts: "tuple[Part, ...]"

    @property
    def tokens(self) -> Tokens:
        return (OPENING, *(token for part in self.parts for token in part.tokens), "} ")


@dataclass(frozen=True, slots=True)
class Inner:
    """A group behind a keyword: OPTIONAL or MINUS."""

    keyword: str
    group: Group

    @property
    def tokens(self) -> Tokens:
        return (f"{self.keyword} ", *self.group.tokens)


@dataclass(frozen=True, slots=True)
class Graph:
    """GRAPH with the name or variable of a graph."""

    name: Term
    group: Group

    @property
    def tokens(self) -> Tokens:
        return ("GRAPH ", self.name, " ", *self.group.tokens)


@dataclass(frozen=True, slots=True)
class Union:
    """Groups of which one is enough."""

    branches: tuple[Group, ...]

    @property
    def tokens(self) -> Tokens:
        first, *others = self.branches
        return (*first.tokens, *(t for group in others for t in ("UNION ", *group.tokens)))


@dataclass(frozen=True, slots=True)
class Select:
    """A SELECT, with all that can take solutions away.

    `is_total`: it sums over all solutions, so that it has a row even where there are none.
    """

    projection: Tokens
    where: Group
    grouping: Tokens = ()
    having: tuple[Tokens, ...] = ()
    ordering: Tokens = ()
    limit: int | None = None
    offset: int = 0
    is_total: bool = False

    @property
    def tokens(self) -> Tokens:
        having = (token for one in self.having for token in ("(", *one, ") "))
        return (
            "{ SELECT ",
            *self.projection,
            "WHERE ",
            *self.where.tokens,
            *self.grouping,
            *(("HAVING ", *having) if self.having else ()),
            *self.ordering,
            *(() if self.limit is None else (f"LIMIT {self.limit} ",)),
            *((f"OFFSET {self.offset} ",) if self.offset else ()),
            "} ",
        )


Part = TriplePattern | Filter | Bind | Values | Group | Inner | Graph | Union | Select


@dataclass(frozen=True, slots=True)
class Query:
    """A whole query. `form` is SELECT, ASK, CONSTRUCT or DESCRIBE; the last two have a template or
    name what is described. `prefixes` are those that the query declares."""

    form: str
    select: Select
    prefixes: dict[str, str]
    default_graphs: tuple[NamedNode, ...] = ()
    named_graphs: tuple[NamedNode, ...] = ()
    template: tuple[TriplePattern, ...] = ()
    described: tuple[Term, ...] = ()


def parts_within(group: Group) -> Iterator[Part]:
    """All parts of a group and of the groups in it, in reading order."""
    for part in group.parts:
        yield part
        for inner in _groups_in(part):
            yield from parts_within(inner)


def _groups_in(part: Part) -> tuple[Group, ...]:
    match part:
        case Group():
            return (part,)
        case Inner() | Graph():
            return (part.group,)
        case Union():
            return part.branches
        case Select():
            return (part.where,)
        case Filter(exists=Group() as group):
            return (group,)
        case _:
            return ()


def variables_in(tokens: Iterable[Token]) -> tuple[Variable, ...]:
    """The variables of some tokens, each once, in order."""
    return tuple(dict.fromkeys(token for token in tokens if isinstance(token, Variable)))


def _spaced(tokens: Iterable[Token]) -> Tokens:
    return tuple(item for token in tokens for item in (token, " "))[:-1]
