"""From the rows of the curated tables to facts."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode

from loaders.errors import BadRow
from loaders.tables import citations
from loaders.tables.columns import Column, Register
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


def read_curated(folder: Path, line_counts: dict[str, int], measures: Iterable[str]) -> list[Fact]:
    """All facts of the curated tables in `folder`.

    `line_counts` gives the length of each known document, `measures` the measures that rows may
    refer to, as `edition/number`. Raises BadSeeds with everything that is wrong.
    """
    rows = {table.file: list(read_rows(folder / table.file, _headers(table))) for table in TABLES}
    register, errors = _register(rows, measures)
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


def _register(rows: dict[str, list[Row]], measures: Iterable[str]) -> tuple[Register, list[BadRow]]:
    """All keys, so that rows may refer to rows that stand further down or in other tables."""
    register, errors = Register(), []
    for measure in measures:
        register.add("measure", measure)
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
        yield Fact(subject, RDF.type, _class(table, row), basis, passages)
    for column in table.columns:
        if column.is_required:
            row.required(column.name)
        for term in column.read(row, column.name, register):
            yield Fact(subject, column.property, term, _basis(column, row, basis), passages)


def _subject(table: Table, row: Row, register: Register) -> NamedNode:
    key = row.required(table.key)
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
    for name in row.values("editorial"):
        if name not in columns:
            raise row.error("editorial", f"{name!r} is no column of this table")


def _basis(column: Column, row: Row, basis: Basis) -> Basis:
    """Our own wording is editorial in a stated row, and so are the columns the row lists."""
    if column.is_editorial or column.name in row.values("editorial"):
        return Basis.EDITORIAL
    return basis
