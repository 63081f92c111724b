"""What a cell of a curated table can hold, and how it becomes a term of the graph."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from pyoxigraph import Literal, NamedNode

from loaders.tables.csvfile import Row
from ontology import iris
from ontology.eras import era_years
from ontology.terms import SHK, XSD

Term = NamedNode | Literal


@dataclass(slots=True)
class Register:
    """The keys of all things that rows may refer to, by kind."""

    keys: dict[str, set[str]] = field(default_factory=dict)

    def add(self, kind: str, key: str) -> None:
        """Make a thing known."""
        self.keys.setdefault(kind, set()).add(key)

    def knows(self, kind: str, key: str) -> bool:
        """Whether a row of that kind has that key."""
        return key in self.keys.get(kind, set())


Reader = Callable[[Row, str, Register], tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column, the property it states, and how its cells are read.

    `is_editorial`: what stands here is always our own wording or judgement (a translation, a
    spelling that people use), whatever the basis of the row.
    """

    name: str
    property: NamedNode
    read: Reader
    is_required: bool = False
    is_editorial: bool = False


def text(language: str | None = None) -> Reader:
    """One text, in a language, or a plain string."""

    def read(row: Row, column: str, _: Register) -> tuple[Term, ...]:
        value = row.text(column)
        return (Literal(value, language=language),) if value else ()

    return read


def aliases(row: Row, column: str, _: Register) -> tuple[Term, ...]:
    """Other names, each in the language that its script shows."""
    return tuple(Literal(name, language=language_of(name)) for name in row.values(column))


def language_of(name: str) -> str:
    """`ja` for a name with kana or kanji, else `en`."""
    return "ja" if re.search(r"[぀-ヿ㐀-鿿ｦ-ﾟ]", name) else "en"


def moment(row: Row, column: str, _: Register) -> tuple[Term, ...]:
    """A date as precise as it is known: 2022, 2022-11 or 2022-11-09."""
    value = row.text(column)
    if not value:
        return ()
    try:
        return (date_literal(value),)
    except ValueError as error:
        raise row.error(column, str(error)) from None


_PRECISIONS = (
    (re.compile(r"\d{4}"), "-01-01", "gYear"),
    (re.compile(r"\d{4}-\d{2}"), "-01", "gYearMonth"),
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "", "date"),
)


def date_literal(value: str) -> Literal:
    """The literal of a date in the precision given. Raises ValueError for anything else."""
    for pattern, rest, datatype in _PRECISIONS:
        if pattern.fullmatch(value):
            date.fromisoformat(value + rest)
            return Literal(value, datatype=XSD[datatype])
    raise ValueError(f"{value!r} is no date of the form 2022, 2022-11 or 2022-11-09")


def code(prefix: str) -> Reader:
    """One entry of a list of codes in the ontology, e.g. `planned` for `shk:status-planned`."""

    def read(row: Row, column: str, _: Register) -> tuple[Term, ...]:
        value = row.text(column)
        if not value:
            return ()
        if prefix + value not in SHK.names:
            known = sorted(n.removeprefix(prefix) for n in SHK.names if n.startswith(prefix))
            raise row.error(column, f"{value!r} is none of {', '.join(known)}")
        return (SHK[prefix + value],)

    return read


def number(row: Row, column: str, _: Register) -> tuple[Term, ...]:
    """A decimal number, e.g. 1087 or 0.4."""
    value = row.text(column)
    if value and not re.fullmatch(r"-?\d+(\.\d+)?", value, re.ASCII):
        raise row.error(column, f"{value!r} is no number of the form 1087 or 0.4")
    return (Literal(value, datatype=XSD.decimal),) if value else ()


def flag(row: Row, column: str, _: Register) -> tuple[Term, ...]:
    """`true` or `false`."""
    value = "true" if row.flag(column) else "false"
    return (Literal(value, datatype=XSD.boolean),)


def fiscal_year(row: Row, column: str, _: Register) -> tuple[Term, ...]:
    """The fiscal year that begins in a western year, e.g. 2022 for 令和4年度."""
    value = row.text(column)
    if not value:
        return ()
    if not re.fullmatch(r"\d{4}", value, re.ASCII) or not era_years(int(value)):
        raise row.error(column, f"{value!r} is no year in which a fiscal year begins, e.g. 2022")
    return (iris.fiscal_year(int(value)),)


def always(term: Term) -> Reader:
    """The same term, whatever the cell holds: what every row of a table says by standing there."""

    def read(_: Row, __: str, ___: Register) -> tuple[Term, ...]:
        return (term,)

    return read


def any_thing(row: Row, column: str, _: Register) -> tuple[Term, ...]:
    """Things of any kind, each written `kind:key`. Whether they exist, the shapes check: the
    register does not know what only the documents give, such as allocations."""
    return tuple(qualified(row, column, value) for value in row.values(column))


def qualified(row: Row, column: str, value: str) -> NamedNode:
    """The identifier of a thing that is written `kind:key`. Raises BadRow."""
    kind, _, key = value.partition(":")
    try:
        return iris.thing(kind, key)
    except (LookupError, iris.InvalidKey) as error:
        reason = f"{value!r} is no kind and key, as in country:VN ({error})"
        raise row.error(column, reason) from None


def reference(kind: str) -> Reader:
    """Keys of things of one kind, e.g. country codes."""

    def read(row: Row, column: str, register: Register) -> tuple[Term, ...]:
        return tuple(_thing(row, column, kind, key, register) for key in row.values(column))

    return read


def any_reference(*kinds: str) -> Reader:
    """Things of several kinds, each written `kind:key`, e.g. `country:VN`."""

    def read(row: Row, column: str, register: Register) -> tuple[Term, ...]:
        return tuple(
            _qualified(row, column, kinds, value, register) for value in row.values(column)
        )

    return read


def only(kind: str, *kinds: str) -> Reader:
    """Of a cell of `kind:key` references, those of one kind; the others are checked as well."""

    def read(row: Row, column: str, register: Register) -> tuple[Term, ...]:
        terms = any_reference(*kinds)(row, column, register)
        return tuple(term for term in terms if term.value.startswith(f"{iris.ID}{kind}/"))

    return read


def _qualified(
    row: Row, column: str, kinds: tuple[str, ...], value: str, register: Register
) -> NamedNode:
    kind, colon, key = value.partition(":")
    if not colon or kind not in kinds:
        raise row.error(column, f"{value!r} does not begin with {':, '.join(kinds)}:")
    return _thing(row, column, kind, key, register)


def _thing(row: Row, column: str, kind: str, key: str, register: Register) -> NamedNode:
    if not register.knows(kind, key):
        raise row.error(column, f"{key!r} is no known {kind}")
    return iris.thing(kind, key)
