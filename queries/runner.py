"""Runs stored questions: parameters are bound as terms, never pasted as text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, Triple

from ontology.iris import ID, KINDS, InvalidKey, thing
from ontology.terms import XSD
from queries.catalogue import Parameter, StoredQuery, fill_values
from queries.errors import BadParameter
from queries.names import NameTable, node
from store.protocol import Store

Term = NamedNode | BlankNode | Literal | Triple
Row = Mapping[str, Term | None]

_NUMBERS = ("year", "integer")
_NAMELESS = ("budget", "listing", "passage", "statement", "rule")
"""Kinds of things without names: they are asked for by key or IRI."""


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a SELECT question: its columns in order, and the rows."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def bind(query: StoredQuery, arguments: Mapping[str, str], names: NameTable) -> str:
    """The text of a question with the arguments as terms.

    An argument for a kind of thing may be a name in any spelling. Raises BadParameter for an
    unknown parameter or an impossible value, UnknownName or AmbiguousName for a name.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in arguments:
        if name not in known:
            possible = ", ".join(known) or "none"
            raise BadParameter(name, f"{query.name} does not know it; it takes {possible}")
    terms = {name: str(_term(known[name], value, names)) for name, value in arguments.items()}
    return fill_values(query.text, terms)


def _term(parameter: Parameter, value: str, names: NameTable) -> NamedNode | Literal:
    if parameter.kind in _NAMELESS:
        return _identified(parameter, value)
    if parameter.kind in KINDS:
        return node(names.resolve(value, parameter.kind))
    if parameter.kind in _NUMBERS:
        if not (value.isascii() and value.isdigit() and len(value) <= 9):
            raise BadParameter(parameter.name, f"{value!r} is no whole number")
        return Literal(value, datatype=XSD.integer)
    return Literal(value)


def _identified(parameter: Parameter, value: str) -> NamedNode:
    key = value.removeprefix(f"{ID}{parameter.kind}/")
    try:
        return thing(parameter.kind, key)
    except InvalidKey:
        raise BadParameter(parameter.name, f"{value!r} is no key of a {parameter.kind}") from None


def run(store: Store, query: StoredQuery, arguments: Mapping[str, str], names: NameTable) -> Table:
    """The answer to a stored question. Raises what `bind` and `Store.query` raise."""
    return select(store, bind(query, arguments, names))


def select(store: Store, text: str) -> Table:
    """The rows of a SELECT query that we wrote ourselves."""
    answer = store.query(text)
    assert isinstance(answer, QuerySolutions)  # all our stored questions are SELECT
    columns = tuple(variable.value for variable in answer.variables)
    return Table(columns, tuple(_rows(answer, columns)))


def _rows(answer: QuerySolutions, columns: tuple[str, ...]) -> Iterator[Row]:
    for solution in answer:
        yield {column: solution[column] for column in columns}


def value(term: Term | None) -> str:
    """The text of a term; empty where a row has none."""
    return "" if term is None or isinstance(term, Triple) else term.value
