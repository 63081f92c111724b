"""Reads the text of a query into its parts, with the parser of rdflib.

The parse tree is read, not the algebra: the algebra reorders patterns, and a reader looks for
them where they were written. Nothing is fetched: only names are resolved.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from pyoxigraph import Variable
from pyparsing import ParseException, ParseResults
from rdflib.plugins.sparql.parser import parseQuery

from queries.diagnosis.expressions import Tree, expression, filters, has_aggregate
from queries.diagnosis.paths import LostPath, read_path, read_sequence
from queries.diagnosis.pattern import (
    Bind,
    Graph,
    Group,
    Inner,
    Part,
    Query,
    Select,
    Term,
    Tokens,
    TriplePattern,
    Union,
    Values,
)
from queries.diagnosis.resolving import Resolver

_FORMS = {
    "SelectQuery": "SELECT",
    "AskQuery": "ASK",
    "ConstructQuery": "CONSTRUCT",
    "DescribeQuery": "DESCRIBE",
}
_SELECTS = ("SelectQuery", "SubSelect")
_SHORT_FORM = "FakeGroupGraphPatten"
"""What the parser calls the group of CONSTRUCT WHERE."""
_CONDITIONS = ("vars", "GroupAs", "OrderCondition")
"""Nodes that hold an expression, perhaps with a name or an order."""


class Unreadable(ValueError):
    """A query that cannot be taken apart. The reason is one of those that `words.py` knows."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_query(text: str) -> Query:
    """The parts of a query. Raises Unreadable."""
    try:
        prologue, tree = parseQuery(text)
        return _Reader(Resolver(prologue)).query(tree)
    except Unreadable:
        raise
    except LostPath:
        raise Unreadable("path") from None
    except (ParseException, ValueError, TypeError, LookupError, OverflowError):
        # The parser knows less than the engine (RDF 1.2), and some terms it lets through are none.
        raise Unreadable("syntax") from None


class _Reader:
    """Reads the nodes of the parser's tree."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._readers: Mapping[str, Callable[[Tree], Iterable[Part]]] = {
            "TriplesBlock": lambda node: self._triples(node.triples or ()),
            "Filter": lambda node: filters(node.expr, self),
            "Bind": lambda node: [Bind(expression(node.expr, self), resolver.variable(node.var))],
            "InlineData": lambda node: [self._values(node)],
            "OptionalGraphPattern": lambda node: [Inner("OPTIONAL", self.group(node.graph))],
            "MinusGraphPattern": lambda node: [Inner("MINUS", self.group(node.graph))],
            "GraphGraphPattern": lambda node: [Graph(self.term(node.term), self.group(node.graph))],
            "GroupOrUnionGraphPattern": lambda node: [self._union(node.graph)],
        }

    def query(self, tree: Tree) -> Query:
        """The whole query."""
        iri = self._resolver.iri
        clauses = tree.datasetClause or ()
        described = tree.var or () if tree.name == "DescribeQuery" else ()
        return Query(
            form=_FORMS[tree.name],
            select=self._select(tree),
            prefixes=self._resolver.prefixes,
            default_graphs=tuple(iri(one.default) for one in clauses if one.default is not None),
            named_graphs=tuple(iri(one.named) for one in clauses if one.named is not None),
            template=tuple(self._triples(_template(tree))),
            described=tuple(map(self.term, described)),
        )

    def term(self, node: Tree) -> Term:
        """The term that a node is."""
        return self._resolver.term(node)

    def group(self, node: Tree) -> Group:
        """What stands in braces."""
        if node.name == "SubSelect":
            return Group((self._select(node),))
        return Group(tuple(part for one in node.part or () for part in self._parts(one)))

    def _parts(self, node: Tree) -> Iterable[Part]:
        if node.name not in self._readers:
            raise Unreadable("service")  # the one pattern that is left
        return self._readers[node.name](node)

    def _triples(self, blocks: Iterable[Tree]) -> Iterator[TriplePattern]:
        """The triples of blocks, each of which is a flat list of their terms."""
        for block in blocks:
            nodes = list(block)
            for subject, predicate, obj in zip(*(nodes[i::3] for i in range(3)), strict=True):
                yield TriplePattern(
                    self.term(subject),
                    read_path(predicate, self.term),
                    self.term(obj),
                    read_sequence(predicate, self.term),
                )

    def _union(self, branches: Iterable[Tree]) -> Group | Union:
        groups = tuple(map(self.group, branches))
        return Union(groups) if len(groups) > 1 else groups[0]

    def _values(self, node: Tree) -> Values:
        """VALUES; of one variable without brackets, each value is a row, and of none the
        parser makes rdf:nil of each row."""
        variables = tuple(map(self._resolver.variable, node.var or ()))
        rows = (
            value if isinstance(value, list | ParseResults) else (value,)[: len(variables)]
            for value in node.value or ()
        )
        return Values(variables, tuple(tuple(map(self._value, row)) for row in rows))

    def _value(self, node: Tree) -> Term | None:
        return None if node == "UNDEF" and type(node) is str else self.term(node)

    def _select(self, tree: Tree) -> Select:
        """A query or subquery as a SELECT."""
        where = self.group(tree.where) if tree.where is not None else Group(())
        if tree.valuesClause is not None:
            where = Group((where, self._values(tree.valuesClause)))
        shown = (tree.projection or ()) if tree.name in _SELECTS else ()
        having = tree.having.condition if tree.having is not None else ()
        limit, offset = _page(tree.limitoffset)
        return Select(
            projection=(f"{tree.modifier or ''} ", *(self._conditions(shown) or ("* ",))),
            where=where,
            grouping=self._clause("GROUP BY ", tree.groupby),
            having=tuple(expression(one, self) for one in having),
            ordering=self._clause("ORDER BY ", tree.orderby),
            limit=limit,
            offset=offset,
            is_total=tree.groupby is None and any(map(has_aggregate, (*shown, *having))),
        )

    def _clause(self, keyword: str, clause: Tree) -> Tokens:
        return () if clause is None else (keyword, *self._conditions(clause.condition))

    def _conditions(self, nodes: Iterable[Tree]) -> Tokens:
        """What is shown, grouped by or ordered by."""
        return tuple(token for node in nodes for token in self._condition(node))

    def _condition(self, node: Tree) -> Tokens:
        """`?x`, `(expression AS ?x)` or `DESC(expression)`."""
        if getattr(node, "name", "") not in _CONDITIONS:
            tokens = expression(node, self)
            return (*tokens, " ") if isinstance(tokens[0], Variable) else ("(", *tokens, ") ")
        if node.expr is None:  # a plain variable of a SELECT
            return (self._resolver.variable(node.var), " ")
        name = node.evar if node.name == "vars" else node.var
        named = () if name is None else (" AS ", self._resolver.variable(name))
        return (f"{node.order or ''}(", *expression(node.expr, self), *named, ") ")


def _template(tree: Tree) -> Iterable[Tree]:
    """What a CONSTRUCT makes; its short form makes what it looks for."""
    if getattr(tree.where, "name", "") == _SHORT_FORM:
        return [triples for block in tree.where.part or () for triples in block.triples or ()]
    return tree.template or ()


def _page(clause: Tree) -> tuple[int | None, int]:
    """LIMIT and OFFSET."""
    if clause is None:
        return None, 0
    return None if clause.limit is None else int(clause.limit), int(clause.offset or 0)
