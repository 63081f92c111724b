"""One thing: what is said of it and by it, each fact with its basis and evidence."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import Literal, NamedNode

from ontology.terms import DCTERMS, SHK, SKOS
from queries.evidence import Evidence, Files, merge
from queries.involvement import Link, link
from queries.names import Named, NameTable
from queries.runner import Row, Term, select, value
from store.protocol import Store
from store.rules import local_name

Value = Link | str | int
Fields = Mapping[str, Value | list[Value] | None]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the JSON of a thing: a property, or the reverse of one."""

    name: str
    property: NamedNode
    is_inverse: bool = False
    is_list: bool = False


def _one(name: str, term: NamedNode) -> Field:
    return Field(name, term)


def _many(name: str, term: NamedNode) -> Field:
    return Field(name, term, is_list=True)


def _inverse(name: str, term: NamedNode) -> Field:
    return Field(name, term, is_inverse=True, is_list=True)


FIELDS: dict[str, tuple[Field, ...]] = {
    "measure": (
        _one("number", SHK.number),
        _one("edition", SHK.edition),
        _one("policy_area", SHK.inPolicyArea),
        _one("part_of", SHK.partOfMeasure),
        _inverse("parts", SHK.partOfMeasure),
        _many("programmes", SHK.hasProgramme),
        _many("agreements", SHK.involvesAgreement),
        _many("organisations", SHK.involvesOrganisation),
        _many("countries", SHK.involvesCountry),
        _many("activities", SHK.hasActivity),
        _many("events", SHK.hasEvent),
        _many("policy_documents", SHK.namesDocument),
        _many("regions", SHK.namesRegion),
    ),
    "policy": (
        _one("number", SHK.number),
        _one("edition", SHK.edition),
        _one("parent", SHK.parentArea),
        _inverse("areas", SHK.parentArea),
        _inverse("measures", SHK.inPolicyArea),
    ),
    "country": (
        _one("code", SKOS.notation),
        _many("regions", SHK.locatedInRegion),
        _inverse("measures", SHK.involvesCountry),
        _inverse("agreements", SHK.hasPartyCountry),
        _inverse("activities_and_events", SHK.concernsCountry),
        _inverse("organisations", SHK.ofCountry),
        _inverse("member_of", SHK.hasMemberCountry),
    ),
    "region": (
        _inverse("countries", SHK.locatedInRegion),
        _inverse("measures", SHK.namesRegion),
    ),
    "organisation": (
        _one("abbreviation", SHK.abbreviation),
        _one("country", SHK.ofCountry),
        _one("parent", SHK.parentOrganisation),
        _inverse("suborganisations", SHK.parentOrganisation),
        _many("members", SHK.hasMember),
        _inverse("measures", SHK.involvesOrganisation),
        _inverse("agreements", SHK.hasPartyOrganisation),
        _inverse("activities_and_events", SHK.hasParticipant),
    ),
    "agreement": (
        _one("date", SHK.date),
        _one("status", SHK.status),
        _many("parties", SHK.hasParty),
        _inverse("measures", SHK.involvesAgreement),
        _inverse("activities", SHK.underAgreement),
    ),
    "programme": (
        _one("succeeded_by", SHK.succeededBy),
        _inverse("successor_of", SHK.succeededBy),
        _inverse("measures", SHK.hasProgramme),
        _inverse("budgets", SHK.allocatedTo),
    ),
    "activity": (
        _one("date", SHK.date),
        _one("status", SHK.status),
        _many("countries", SHK.concernsCountry),
        _many("participants", SHK.hasParticipant),
        _many("agreements", SHK.underAgreement),
        _many("events", SHK.atEvent),
        _inverse("measures", SHK.hasActivity),
    ),
    "event": (
        _one("date", SHK.date),
        _one("status", SHK.status),
        _many("place", SHK.place),
        _one("country", SHK.takesPlaceIn),
        _many("participants", SHK.hasParticipant),
        _inverse("measures", SHK.hasEvent),
        _inverse("activities", SHK.atEvent),
    ),
    "policy-document": (
        _one("date", SHK.date),
        _inverse("measures", SHK.namesDocument),
    ),
    "document": (
        _one("file", SHK.fileName),
        _one("sha256", SHK.sha256),
        _one("lines", SHK.lineCount),
        _one("issued", DCTERMS.issued),
        _one("edition", SHK.edition),
    ),
    "person": (_inverse("posts", SHK.heldBy),),
}
"""What the JSON of each kind of thing shows beside its labels."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact about a thing, in its own direction: property with labels, value, why.

    `evidence` is empty for a derived fact, whose premises carry it.
    """

    property: str
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
    rows = select(store, _NEIGHBOURS.format(thing=NamedNode(named.iri))).rows
    found: dict[tuple[str, bool], list[Value]] = {}
    for row in rows:
        key = value(row["property"]), value(row["inverse"]) == "true"
        found.setdefault(key, []).append(_value(row["other"], names))
    fields = FIELDS.get(named.kind, ())
    return {field.name: _pick(field, found) for field in fields}


def _pick(
    field: Field, found: Mapping[tuple[str, bool], list[Value]]
) -> Value | list[Value] | None:
    values = found.get((field.property.value, field.is_inverse), [])
    if field.is_list:
        return values
    return values[0] if values else None


_NEIGHBOURS = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT DISTINCT ?property ?other ?inverse WHERE {{
  VALUES ?thing {{ {thing} }}
  {{ ?thing ?property ?other . BIND(false AS ?inverse) }}
  UNION
  {{ ?other ?property ?thing . BIND(true AS ?inverse)
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
    ?statement shk:citation ?passage .
    ?passage shk:inDocument ?document ; shk:firstLine ?first ; shk:lastLine ?last .
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
    if isinstance(term, Literal) and term.datatype.value.endswith("#integer"):
        return int(term.value)
    return value(term)


def _type(facts: tuple[Statement, ...]) -> str:
    """The class that the source gives, as a slug: `memorandum`, `international-organisation`."""
    given = (f.value for f in facts if f.property == "type" and f.basis != "derived")
    names = [local_name(NamedNode(cls.iri)) for cls in given if isinstance(cls, Link)]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names[0]).lower() if names else ""
