"""The attributes of nodes and edges: one table each, with one type for each column.

Tools that draw graphs read attributes as columns, and a column whose values change their type is
lost or cannot be read back. The names avoid those that some tool keeps for itself (id, type,
source, target, key, parent, name, size, color, x, y).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pyoxigraph import NamedNode

from exports.text import clean
from ontology.terms import RDFS, SHK, SKOS

Value = str | int | float | bool


class ColumnType(StrEnum):
    """The types that GraphML and GEXF have in common, as both spell them."""

    STRING = "string"
    LONG = "long"
    DOUBLE = "double"
    BOOLEAN = "boolean"


_PYTHON_TYPES: dict[ColumnType, type[Value]] = {
    ColumnType.STRING: str,
    ColumnType.LONG: int,
    ColumnType.DOUBLE: float,
    ColumnType.BOOLEAN: bool,
}


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One attribute. Where it has a `property`, its values are those of the property.

    `language` narrows them to one language; None takes all. A list is one string, joined by `|`,
    which formats that know lists take apart (see `items`).
    """

    name: str
    type: ColumnType = ColumnType.STRING
    property: NamedNode | None = None
    language: str | None = None
    is_list: bool = False


NODE_COLUMNS = (
    Column("label"),
    Column("kind"),
    Column("iri"),
    Column("label_ja", property=RDFS.label, language="ja"),
    Column("label_en", property=RDFS.label, language="en"),
    Column("aliases", property=SKOS.altLabel, is_list=True),
    Column("abbreviation", property=SHK.abbreviation),
    Column("code", property=SKOS.notation),
    Column("number", property=SHK.number),
    Column("edition", property=SHK.edition),
    Column("start_year", ColumnType.LONG, property=SHK.startYear),
    # Dates are as precise as their source (2023-02), so no date type would hold them all.
    Column("date", property=SHK.date),
    Column("end_date", property=SHK.endDate),
    Column("since", property=SHK.since),
    Column("until", property=SHK.until),
    Column("status", property=SHK.status),
    Column("place_ja", property=SHK.place, language="ja"),
    Column("place_en", property=SHK.place, language="en"),
    Column("unit_ja", property=SHK.unit, language="ja"),
    Column("unit_en", property=SHK.unit, language="en"),
    Column("figures", is_list=True),
    # What `measuring.py` works out where it is asked for.
    Column("degree", ColumnType.LONG),
    Column("betweenness", ColumnType.DOUBLE),
    Column("community", ColumnType.LONG),
)

EDGE_COLUMNS = (
    Column("label"),
    Column("relation"),
    Column("relation_iri"),
    Column("relation_label_ja"),
    Column("relation_label_en"),
    Column("basis"),
    Column("evidence", is_list=True),
    Column("evidence_count", ColumnType.LONG),
    Column("weight", ColumnType.DOUBLE),
    Column("fiscal_year", ColumnType.LONG),
    Column("stage"),
    Column("amount_jpy", ColumnType.LONG),
    Column("is_portion", ColumnType.BOOLEAN),
    Column("is_new", ColumnType.BOOLEAN),
    Column("is_relisted", ColumnType.BOOLEAN),
    Column("former_name"),
    Column("since"),
    Column("until"),
)

Attributes = dict[str, Value]


def attributes(columns: Iterable[Column], values: dict[str, Value | None]) -> Attributes:
    """The values in the order of the columns, strings cleaned, what is missing or empty left out.

    Raises TypeError for a value that is not of its column's type, KeyError for one without column.
    """
    types = _types(tuple(columns))
    if not values.keys() <= types.keys():
        raise KeyError(f"there is no column for {', '.join(sorted(values.keys() - types.keys()))}")
    kept: Attributes = {}
    for name, python_type in types.items():
        value = values.get(name)
        if value is None:
            continue
        if type(value) is not python_type:
            raise TypeError(f"{name} is {value!r}, but its column is of {python_type.__name__}")
        value = clean(value) if isinstance(value, str) else value
        if value != "":
            kept[name] = value
    return kept


@cache
def _types(columns: tuple[Column, ...]) -> dict[str, type[Value]]:
    """The types of the columns by name, which is also their order."""
    return {column.name: _PYTHON_TYPES[column.type] for column in columns}


def items(value: Value) -> list[str]:
    """What a list holds."""
    return str(value).split("|")


_LISTS = {column.name for column in (*NODE_COLUMNS, *EDGE_COLUMNS) if column.is_list}
"""The names of the columns that hold lists."""


def unfold(attributes: Attributes) -> dict[str, Value | list[str]]:
    """The attributes with every list as an array, be it of one item only."""
    return {name: items(value) if name in _LISTS else value for name, value in attributes.items()}


def render(value: Value) -> str:
    """A value as XML Schema writes it: `true`, `12345678901`, `1.0`."""
    return str(value).lower() if isinstance(value, bool) else str(value)
