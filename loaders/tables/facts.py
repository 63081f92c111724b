"""From the rows of the curated tables to facts."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode

from loaders.errors import BadRow
from loaders.tables import citations
from loaders.tables.columns import Column, Register, Term, qualified
from loaders.tables.csvfile import Row, read_rows
from loaders.tables.curated import TABLES, Table
from ontology import iris
from ontology.errors import UserError
from ontology.iris import InvalidKey
from ontology.model import Basis, Fact
from ontology.terms import RDF


class BadSeeds(UserError, ValueError):
    """Rows of the seed tables are wrong: one sentence each, with file, row and column."""

    def __init__(self, errors: Iterable[BadRow]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(str(error) for error in self.errors))


def read_curated(
    folder: Path, line_counts: dict[str, int], known: Iterable[tuple[str, str]]
) -> list[Fact]:
    """All facts of the curated tables in `folder`.

    `line_counts` gives the length of each known document, `known` what rows may refer to beside
    each other, as kind and key: measures and policy areas (`2024/17-2`), programmes. Raises
    BadSeeds with everything that is wrong.
    """
    rows = {table.file: list(read_rows(folder / table.file, _headers(table))) for table in TABLES}
    register, errors = _register(rows, known)
    facts: list[Fact] = []
    for table in TABLES:
        for row in rows[table.file]:
            try:
                facts.extend(_facts(table, row, register, line_counts))
            except BadRow as error:
                errors.append(error)
    if errors:
        raise BadSeeds(errors)
    return facts


def _headers(table: Table) -> list[str]:
    kind = ["kind"] if table.classes and table.has_kinds else []
    columns = [column.name for column in table.columns]
    return [table.key, *kind, *columns, *citations.COLUMNS]


def _register(
    rows: dict[str, list[Row]], known: Iterable[tuple[str, str]]
) -> tuple[Register, list[BadRow]]:
    """All keys, so that rows may refer to rows that stand further down or in other tables."""
    register, errors = Register(), []
    for kind, key in known:
        register.add(kind, key)
    for table in TABLES:
        for row in rows[table.file] if table.classes else ():
            key = row.text(table.key)
            if register.knows(table.kind, key):
                errors.append(row.error(table.key, f"{key!r} stands in an earlier row as well"))
            register.add(table.kind, key)
    return register, errors


def _facts(
    table: Table, row: Row, register: Register, line_counts: dict[str, int]
) -> Iterator[Fact]:
    subject = _subject(table, row, register)
    basis = citations.read_basis(row)
    passages = citations.read_passages(row, line_counts)
    _check_editorial(table, row)
    if table.classes:
        chosen = Basis.EDITORIAL if table.has_kinds else basis
        origin = row.cell("kind" if table.has_kinds else table.key)
        yield Fact(subject, RDF.type, _class(table, row), chosen, passages, origin)
    for column in table.columns:
        if column.is_required:
            row.required(column.name)
        for term in column.read(row, column.name, register):
            chosen, origin = _basis(column, row, basis, term), row.cell(column.name)
            yield Fact(subject, column.property, term, chosen, passages, origin)


def _subject(table: Table, row: Row, register: Register) -> NamedNode:
    key = row.required(table.key)
    if not table.kind:
        return qualified(row, table.key, key)
    try:
        subject = iris.thing(table.kind, key)
    except InvalidKey as error:
        raise row.error(table.key, str(error)) from None
    if not register.knows(table.kind, key):
        raise row.error(table.key, f"{key!r} is no known {table.kind}")
    return subject


def _class(table: Table, row: Row) -> NamedNode:
    if not table.has_kinds:
        return table.classes[""]
    kind = row.required("kind")
    if kind not in table.classes:
        raise row.error("kind", f"{kind!r} is none of {', '.join(table.classes)}")
    return table.classes[kind]


def _check_editorial(table: Table, row: Row) -> None:
    columns = {column.name for column in table.columns}
    for entry in row.values("editorial"):
        name, _, value = entry.partition("=")
        if name not in columns:
            raise row.error("editorial", f"{name!r} is no column of this table")
        if value and value not in row.values(name):
            raise row.error("editorial", f"{value!r} does not stand in the column {name}")


def _basis(column: Column, row: Row, basis: Basis, term: Term) -> Basis:
    """Our own wording is editorial in a stated row, and so is what the row lists as such: a whole
    column, or one value of it (`parties=country:JP`)."""
    entries = row.values("editorial")
    if column.is_editorial or column.name in entries:
        return Basis.EDITORIAL
    for entry in entries:
        name, _, value = entry.partition("=")
        if name == column.name and _is(term, value):
            return Basis.EDITORIAL
    return basis


def _is(term: Term, value: str) -> bool:
    """Whether a term is what a value of a cell stands for: a text, a code or a thing."""
    ends = (f"/{value.replace(':', '/')}", f"-{value}")
    return term.value == value or (isinstance(term, NamedNode) and term.value.endswith(ends))
