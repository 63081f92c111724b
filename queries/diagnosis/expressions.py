"""Expressions of a query as tokens: the words of SPARQL come from tables, never from a reader's
text, and brackets stand where the order of operations needs them."""

from collections.abc import Iterator
from typing import Any, Protocol

from pyoxigraph import Literal, NamedNode, Variable
from pyparsing import ParseResults
from rdflib import RDF
from rdflib.plugins.sparql.parserutils import CompValue

from queries.diagnosis.pattern import Comparison, Filter, Group, Term, Tokens

_LEVELS = {
    "ConditionalOrExpression": 1,
    "ConditionalAndExpression": 2,
    "RelationalExpression": 3,
    "AdditiveExpression": 4,
    "MultiplicativeExpression": 5,
}
"""How tightly the operators of a node bind; what is looser within it needs brackets."""
_UNARY = {"UnaryNot": "!", "UnaryMinus": "-", "UnaryPlus": "+"}
_UNARY_LEVEL = 6
_PRIMARY = 7
_JOINERS = {"ConditionalOrExpression": " || ", "ConditionalAndExpression": " && "}
_EXISTS = {"Builtin_EXISTS": "EXISTS ", "Builtin_NOTEXISTS": "NOT EXISTS "}
_AGGREGATES = {"Aggregate_GroupConcat": "GROUP_CONCAT"}
"""Aggregates that SPARQL writes in another way than the parser."""
_COMPARED = {"Builtin_LANG": "LANG", "Builtin_DATATYPE": "DATATYPE"}

Tree = Any
"""A node of the parser's tree, which has no types of its own."""


class Reader(Protocol):
    """What an expression needs of the query it stands in."""

    def term(self, node: Tree) -> Term:
        """The term that a node is."""
        ...

    def group(self, node: Tree) -> Group:
        """The group that a node is."""
        ...


def expression(node: Tree, reader: Reader) -> Tokens:
    """An expression as tokens."""
    return _graded(node, reader)[0]


def filters(node: Tree, reader: Reader) -> Iterator[Filter]:
    """The conditions of a FILTER: those joined by && one by one, for all must hold."""
    node = _bare(node)
    if _name(node) == "ConditionalAndExpression":
        for one in (node.expr, *node.other):
            yield from filters(one, reader)
        return
    exists = reader.group(node.graph) if _name(node) == "Builtin_EXISTS" else None
    yield Filter(expression(node, reader), tuple(_comparisons(node, reader)), exists)


def has_aggregate(node: Tree) -> bool:
    """Whether an expression sums, counts or the like."""
    if isinstance(node, CompValue):
        return node.name.startswith("Aggregate_") or any(has_aggregate(node[key]) for key in node)
    return isinstance(node, list | ParseResults) and any(map(has_aggregate, node))


def _graded(node: Tree, reader: Reader) -> tuple[Tokens, int]:
    """An expression, and how tightly it binds."""
    node = _bare(node)
    name = _name(node)
    if name in _LEVELS:
        return _operation(node, reader), _LEVELS[name]
    if name in _UNARY:
        return (_UNARY[name], *_within(node.expr, _UNARY_LEVEL, reader)), _UNARY_LEVEL
    return _primary(node, reader), _PRIMARY


def _bare(node: Tree) -> Tree:
    """A node without the empty operations that the grammar wraps it in."""
    while _name(node) in _LEVELS and node.other is None:
        node = node.expr
    return node


def _name(node: Tree) -> str:
    return node.name if isinstance(node, CompValue) else ""


def _within(node: Tree, level: int, reader: Reader) -> Tokens:
    tokens, own = _graded(node, reader)
    return tokens if own > level else ("(", *tokens, ")")


def _operation(node: Tree, reader: Reader) -> Tokens:
    level = _LEVELS[node.name]
    first = _within(node.expr, level, reader)
    if node.name == "RelationalExpression":
        others = (
            _list(node.other, reader)
            if node.op in ("IN", "NOT IN")
            else _within(node.other, level, reader)
        )
        return (*first, f" {node.op} ", *others)
    joiners = (
        [_JOINERS[node.name]] * len(node.other)
        if node.name in _JOINERS
        else [f" {operator} " for operator in node.op]
    )
    rest = zip(joiners, node.other, strict=True)
    return (*first, *(t for joiner, one in rest for t in (joiner, *_within(one, level, reader))))


def _primary(node: Tree, reader: Reader) -> Tokens:
    name = _name(node)
    if name in _EXISTS:
        return (_EXISTS[name], *reader.group(node.graph).tokens)
    if name.startswith("Builtin_"):
        arguments = [item for key in node for item in _items(node[key])]
        return (name.removeprefix("Builtin_"), *_list(arguments, reader))
    if name.startswith("Aggregate_"):
        return _aggregate(node, reader)
    if name == "Function":
        # The name of a function is no term of the data, so it goes in as a word.
        word = str(reader.term(node.iri))
        return (word, *_list(node.expr or [], reader))
    return (reader.term(node),)


def _items(value: Tree) -> list[Tree]:
    """What stands in the brackets of a call; the parser makes rdf:nil of empty ones."""
    if isinstance(value, list | ParseResults):
        return list(value)
    return [] if value == RDF.nil else [value]


def _list(nodes: Tree, reader: Reader) -> Tokens:
    items = [expression(node, reader) for node in _items(nodes)]
    rest = (token for item in items[1:] for token in (", ", *item))
    return ("(", *(items[0] if items else ()), *rest, ")")


def _aggregate(node: Tree, reader: Reader) -> Tokens:
    word = _AGGREGATES.get(node.name, node.name.removeprefix("Aggregate_").upper())
    inner = ("*",) if isinstance(node.vars, str) and node.vars == "*" else None
    separator = (
        ("; SEPARATOR = ", Literal(str(node.separator))) if node.separator is not None else ()
    )
    return (
        f"{word}(",
        "DISTINCT " if node.distinct else "",
        *(inner or expression(node.vars, reader)),
        *separator,
        ")",
    )


def _comparisons(node: Tree, reader: Reader) -> Iterator[Comparison]:
    """The variables that a condition compares with constants."""
    if _name(node) != "RelationalExpression":
        return
    left, right = _bare(node.expr), node.other
    if node.op in ("IN", "NOT IN"):
        pairs = [(left, _bare(item)) for item in _items(right)]
    else:
        pairs = [(left, _bare(right)), (_bare(right), left)]
    for compared, constant in pairs:
        function = _COMPARED.get(_name(compared), "")
        variable = _as_term(_bare(compared.arg) if function else compared, reader)
        value = _as_term(constant, reader)
        if isinstance(variable, Variable) and isinstance(value, Literal | NamedNode):
            yield Comparison(variable, function, value)


def _as_term(node: Tree, reader: Reader) -> Term | None:
    is_term = _name(node) in ("", "pname", "literal")
    return reader.term(node) if is_term else None
