"""One thing: what is said of it and by it, each fact with its basis and evidence."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import Literal, NamedNode

from ontology import iris
from ontology.terms import XSD
from queries.evidence import Evidence, Files, merge
from queries.fields import FIELDS, Field, Shape
from queries.involvement import Link, link
from queries.names import Named, NameTable
from queries.runner import Row, Term, select, value
from store.protocol import Store
from store.rules import local_name

Text = Mapping[str, str | None]
Value = Link | str | int | float | bool | Text | Mapping[str, "Value | list[Value] | None"]
Fields = Mapping[str, Value | list[Value] | None]


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact about a thing, in its own direction: property (its bare name, its IRI and its labels),
    value, why.

    `evidence` is empty for a derived fact, whose premises carry it.
    """

    property: str
    property_iri: str
    property_label: Mapping[str, str | None]
    value: Value
    basis: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing with its labels, other names, class, fields and all facts about it."""

    id: str
    iri: str
    type: str
    label: Mapping[str, str | None]
    aliases: tuple[str, ...]
    fields: Fields
    facts: tuple[Statement, ...]


def read_thing(store: Store, names: NameTable, files: Files, named: Named) -> Thing:
    """Everything about one thing."""
    facts = tuple(_facts(store, names, files, named.iri))
    return Thing(
        id=named.key,
        iri=named.iri,
        type=_type(facts) or named.kind,
        label=named.label,
        aliases=_aliases(named),
        fields=read_fields(store, names, named),
        facts=facts,
    )


def _aliases(named: Named) -> tuple[str, ...]:
    """The names beside the labels; a printed number or code is none of them."""
    others = {*named.label.values(), named.key, named.key.rpartition("/")[2]}
    return tuple(name for name in named.names if name not in others)


def read_fields(store: Store, names: NameTable, named: Named) -> Fields:
    """The fields of a thing's kind; None or an empty list where nothing is known."""
    return _read_fields(store, names, named.iri, FIELDS.get(named.kind, ()))


def _read_fields(
    store: Store, names: NameTable, iri: str, fields: Iterable[Field]
) -> dict[str, Value | list[Value] | None]:
    found: dict[tuple[str, bool], list[Term]] = {}
    for row in select(store, _NEIGHBOURS.format(thing=NamedNode(iri))).rows:
        key = value(row["property"]), value(row["inverse"]) == "true"
        assert row["other"] is not None  # the query binds it in every row
        found.setdefault(key, []).append(row["other"])

    def read(field: Field) -> Value | list[Value] | None:
        terms = found.get((field.property.value, field.is_inverse), [])
        chosen = [term for term in terms if not field.kind or _is_of_kind(term, field.kind)]
        if field.shape is Shape.TEXT:
            return _by_language(chosen)
        values = [_detail(store, names, term, field.details) for term in chosen]
        if field.shape is Shape.LIST:
            return values
        return values[0] if values else None

    return {field.name: read(field) for field in fields}


def _is_of_kind(term: Term, kind: str) -> bool:
    parsed = iris.parse(term.value) if isinstance(term, NamedNode) else None
    return parsed is not None and parsed[0] == kind


def _by_language(terms: Iterable[Term]) -> Text | None:
    """Texts by language; None where there is none."""
    texts = {term.language: term.value for term in terms if isinstance(term, Literal)}
    return {"ja": texts.get("ja"), "en": texts.get("en")} if texts else None


def _detail(store: Store, names: NameTable, term: Term, details: tuple[Field, ...]) -> Value:
    """A value, or in its place what is said of it."""
    if details and isinstance(term, NamedNode):
        return _read_fields(store, names, term.value, details)
    return _value(term, names)


_NEIGHBOURS = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT DISTINCT ?property ?other ?inverse WHERE {{
  VALUES ?thing {{ {thing} }}
  {{ ?thing ?property ?other . BIND("false" AS ?inverse) }}
  UNION
  {{ ?other ?property ?thing . BIND("true" AS ?inverse)
     FILTER(?property NOT IN (rdf:subject, rdf:object)) }}
}}
ORDER BY ?property STR(?other)
"""

_FACTS = """
PREFIX shk: <https://w3id.org/shisaku/ns#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?property ?property_ja ?property_en ?value ?basis ?document ?first ?last ?heading WHERE {{
  VALUES ?thing {{ {thing} }}
  ?statement rdf:subject ?thing ; rdf:predicate ?property ; rdf:object ?value ;
    shk:basis/skos:notation ?basis .
  OPTIONAL {{ ?property rdfs:label ?property_ja FILTER(LANG(?property_ja) = "ja") }}
  OPTIONAL {{ ?property rdfs:label ?property_en FILTER(LANG(?property_en) = "en") }}
  OPTIONAL {{
    ?statement shk:citation ?passage . ?passage shk:inDocument ?document .
    # Each passage has lines; asked for so, the engine looks them up instead of joining all.
    OPTIONAL {{ ?passage shk:firstLine ?first }}
    OPTIONAL {{ ?passage shk:lastLine ?last }}
    OPTIONAL {{ ?passage shk:headingPath ?heading }}
  }}
}}
ORDER BY ?property STR(?value) LANG(?value)
"""


def _facts(store: Store, names: NameTable, files: Files, iri: str) -> Iterator[Statement]:
    rows = select(store, _FACTS.format(thing=NamedNode(iri))).rows
    for _, group in groupby(rows, key=lambda row: (str(row["property"]), str(row["value"]))):
        yield _statement(list(group), names, files)


def _statement(rows: list[Row], names: NameTable, files: Files) -> Statement:
    first = rows[0]
    return Statement(
        property=local_name(NamedNode(value(first["property"]))),
        property_iri=value(first["property"]),
        property_label={
            "ja": value(first["property_ja"]) or None,
            "en": value(first["property_en"]) or None,
        },
        value=_value(first["value"], names),
        basis=value(first["basis"]),
        evidence=merge(files.evidence(row) for row in rows if row["document"] is not None),
    )


def _value(term: Term | None, names: NameTable) -> Value:
    if isinstance(term, NamedNode):
        return link(term.value, names)
    if isinstance(term, Literal):
        return _PLAIN.get(term.datatype.value, str)(term.value)
    return value(term)


def _decimal(text: str) -> int | float:
    number = float(text)
    return int(text) if number.is_integer() and "." not in text else number


_PLAIN: Mapping[str, Callable[[str], str | int | float | bool]] = {
    XSD.integer.value: int,
    XSD.decimal.value: _decimal,
    XSD.boolean.value: "true".__eq__,
}
"""How literals that are no text become values of JSON, by data type."""


def _type(facts: tuple[Statement, ...]) -> str:
    """The class that the source gives, as a slug: `memorandum`, `international-organisation`."""
    given = (f.value for f in facts if f.property == "type" and f.basis != "derived")
    names = [local_name(NamedNode(cls.iri)) for cls in given if isinstance(cls, Link)]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names[0]).lower() if names else ""
