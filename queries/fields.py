"""The fields of the JSON and pages of things, by kind: data, read by `queries/things.py`."""

from dataclasses import dataclass
from enum import Enum, auto

from pyoxigraph import NamedNode

from ontology.terms import DCTERMS, SHK, SKOS


class Shape(Enum):
    """How many values a field has: one, a list, or one text in each language."""

    ONE = auto()
    LIST = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the JSON of a thing: a property, or the reverse of one.

    `kind` keeps the values that are things of one kind. `details` are the fields that stand in the
    place of a value that is but a link between things, such as a tenure.
    """

    name: str
    property: NamedNode
    shape: Shape = Shape.ONE
    is_inverse: bool = False
    kind: str = ""
    details: tuple["Field", ...] = ()


def _one(name: str, term: NamedNode) -> Field:
    return Field(name, term)


def _many(name: str, term: NamedNode) -> Field:
    return Field(name, term, Shape.LIST)


def _text(name: str, term: NamedNode) -> Field:
    return Field(name, term, Shape.TEXT)


def _inverse(name: str, term: NamedNode, kind: str = "", *details: Field) -> Field:
    return Field(name, term, Shape.LIST, True, kind, details)


_TOPICS = _many("topics", SHK.hasTopic)
_FIGURE = (
    _one("kind", SHK.figureKind),
    _one("value", SHK.value),
    _one("comparison", SHK.comparison),
    _one("is_approximate", SHK.isApproximate),
    _one("fiscal_year", SHK.periodYear),
    _one("date", SHK.date),
    _one("printed", SHK.printedValue),
)
_TENURE = (
    _one("since", SHK.since),
    _one("until", SHK.until),
    _one("attested_on", SHK.attestedOn),
    _one("elected_at", SHK.electedAt),
)

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
        _many("offices", SHK.responsibleOffice),
        _inverse("indicators", SHK.about, "indicator"),
        _TOPICS,
    ),
    "policy": (
        _one("number", SHK.number),
        _one("edition", SHK.edition),
        _one("parent", SHK.parentArea),
        _inverse("areas", SHK.parentArea),
        _inverse("measures", SHK.inPolicyArea),
        _many("offices", SHK.responsibleOffice),
        _many("corresponds_to", SHK.correspondsTo),
        _inverse("evaluated_as", SHK.correspondsTo),
        _inverse("activities", SHK.underPolicy),
        _inverse("indicators", SHK.about, "indicator"),
    ),
    "country": (
        _one("code", SKOS.notation),
        _many("regions", SHK.locatedInRegion),
        _inverse("measures", SHK.involvesCountry),
        _inverse("agreements", SHK.hasPartyCountry),
        _inverse("activities", SHK.concernsCountry, "activity"),
        _inverse("events", SHK.concernsCountry, "event"),
        _inverse("organisations", SHK.ofCountry),
        _inverse("indicators", SHK.about, "indicator"),
        _inverse("member_of", SHK.hasMemberCountry),
    ),
    "region": (
        _inverse("countries", SHK.locatedInRegion),
        _inverse("measures", SHK.namesRegion),
        _inverse("activities", SHK.concernsRegion),
    ),
    "organisation": (
        _one("abbreviation", SHK.abbreviation),
        _one("country", SHK.ofCountry),
        _one("parent", SHK.parentOrganisation),
        _inverse("suborganisations", SHK.parentOrganisation),
        _many("members", SHK.hasMember),
        _inverse("measures", SHK.involvesOrganisation),
        _inverse("agreements", SHK.hasPartyOrganisation),
        _inverse("activities", SHK.hasParticipant, "activity"),
        _inverse("events", SHK.hasParticipant, "event"),
        _inverse("posts", SHK.postIn),
        _inverse("policies", SHK.responsibleOffice),
        _inverse("policy_documents", SHK.issuedBy),
        _inverse("indicators", SHK.about, "indicator"),
    ),
    "agreement": (
        _one("date", SHK.date),
        _one("status", SHK.status),
        _many("parties", SHK.hasParty),
        _one("adopted_at", SHK.adoptedAt),
        _TOPICS,
        _inverse("measures", SHK.involvesAgreement),
        _inverse("activities", SHK.underAgreement),
        _inverse("indicators", SHK.about, "indicator"),
    ),
    "programme": (
        _one("succeeded_by", SHK.succeededBy),
        _inverse("successor_of", SHK.succeededBy),
        _inverse("measures", SHK.hasProgramme),
        _inverse("budgets", SHK.allocatedTo),
        _inverse("activities", SHK.underProgramme),
        _inverse("indicators", SHK.about, "indicator"),
    ),
    "activity": (
        _one("type", SHK.activityType),
        _one("date", SHK.date),
        _one("end_date", SHK.endDate),
        _one("fiscal_year", SHK.fiscalYear),
        _one("last_fiscal_year", SHK.lastFiscalYear),
        _one("status", SHK.status),
        _many("takes_place_in", SHK.takesPlaceIn),
        _many("carried_out_with", SHK.carriedOutWith),
        _many("countries", SHK.concernsCountry),
        _many("regions", SHK.concernsRegion),
        _many("participants", SHK.hasParticipant),
        _many("agreements", SHK.underAgreement),
        _many("events", SHK.atEvent),
        _one("policy", SHK.underPolicy),
        _one("programme", SHK.underProgramme),
        _TOPICS,
        _inverse("measures", SHK.hasActivity),
    ),
    "event": (
        _one("date", SHK.date),
        _one("end_date", SHK.endDate),
        _one("status", SHK.status),
        _text("place", SHK.place),
        _one("country", SHK.takesPlaceIn),
        _many("countries", SHK.concernsCountry),
        _many("organised_by", SHK.organisedBy),
        _many("participants", SHK.hasParticipant),
        _TOPICS,
        _inverse("agreements", SHK.adoptedAt),
        _inverse(
            "elected", SHK.electedAt, "tenure", _one("person", SHK.holder), _one("post", SHK.ofPost)
        ),
        _inverse("measures", SHK.hasEvent),
        _inverse("activities", SHK.atEvent),
    ),
    "policy-document": (
        _one("date", SHK.date),
        _many("issued_by", SHK.issuedBy),
        _TOPICS,
        _inverse("measures", SHK.namesDocument),
    ),
    "document": (
        _one("file", SHK.fileName),
        _one("sha256", SHK.sha256),
        _one("lines", SHK.lineCount),
        _one("issued", DCTERMS.issued),
        _one("edition", SHK.edition),
    ),
    "person": (
        _inverse(
            "posts",
            SHK.holder,
            "tenure",
            _one("post", SHK.ofPost),
            _one("organisation", SHK.servesIn),
            *_TENURE,
        ),
    ),
    "post": (
        _one("organisation", SHK.postIn),
        _inverse("holders", SHK.ofPost, "tenure", _one("person", SHK.holder), *_TENURE),
    ),
    "topic": (
        _one("broader", SKOS.broader),
        _inverse("narrower", SKOS.broader),
        _inverse("measures", SHK.hasTopic, "measure"),
        _inverse("agreements", SHK.hasTopic, "agreement"),
        _inverse("activities", SHK.hasTopic, "activity"),
        _inverse("events", SHK.hasTopic, "event"),
        _inverse("policy_documents", SHK.hasTopic, "policy-document"),
        _inverse("indicators", SHK.hasTopic, "indicator"),
    ),
    "indicator": (
        _text("unit", SHK.unit),
        _many("about", SHK.about),
        _TOPICS,
        _inverse("figures", SHK.ofIndicator, "figure", *_FIGURE),
    ),
}
"""What the JSON of each kind of thing shows beside its labels."""
