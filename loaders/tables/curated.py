"""The curated tables, declared: one entry a table, one entry a column.

A new kind of thing, or a new property of one, is a new entry here and a column in `seeds/`.
"""

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from loaders.tables.columns import (
    Column,
    aliases,
    always,
    any_reference,
    any_thing,
    code,
    fiscal_year,
    flag,
    moment,
    number,
    only,
    reference,
    text,
)
from ontology.terms import DCTERMS, OWL, RDFS, SHK, SKOS, XSD

_PARTY_KINDS = ("country", "organisation")
_SUBJECT_KINDS = (
    "organisation", "country", "agreement", "programme", "policy-document", "event", "measure",
    "policy", "activity",
)  # fmt: skip

_NAMES = (
    Column("name_ja", RDFS.label, text("ja"), is_required=True),
    Column("name_en", RDFS.label, text("en"), is_required=True, is_editorial=True),
    Column("aliases", SKOS.altLabel, aliases, is_editorial=True),
)
_TRUE = always(Literal("true", datatype=XSD.boolean))
_TOPICS = Column("topics", SHK.hasTopic, reference("topic"), is_editorial=True)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of one kind of thing.

    `classes` maps the cell of the column `kind` to a class; a table whose rows are all of one
    class maps the empty string. `key` is the column that identifies the thing; in a table without a
    kind of its own it holds `kind:key`.
    """

    file: str
    kind: str
    classes: dict[str, NamedNode]
    columns: tuple[Column, ...]
    key: str = "slug"

    @property
    def has_names(self) -> bool:
        """Whether the rows name things of their own."""
        return _NAMES[0] in self.columns

    @property
    def has_kinds(self) -> bool:
        """Whether the rows say themselves which class they are of."""
        return "" not in self.classes


TABLES = (
    Table(
        "countries.csv",
        "country",
        {"": SHK.Country},
        (
            *_NAMES,
            Column("code", SKOS.notation, text(), is_required=True, is_editorial=True),
            Column("kanji", SKOS.hiddenLabel, text("ja"), is_editorial=True),
            Column("regions", SHK.locatedInRegion, reference("region"), is_editorial=True),
        ),
        key="code",
    ),
    Table("regions.csv", "region", {"": SHK.Region}, _NAMES),
    Table(
        "organisations.csv",
        "organisation",
        {
            "ministry": SHK.Ministry,
            "agency": SHK.Agency,
            "fund": SHK.Fund,
            "research-institute": SHK.ResearchInstitute,
            "international-organisation": SHK.InternationalOrganisation,
            "forum": SHK.Forum,
            "company": SHK.Company,
            "broadcaster": SHK.Broadcaster,
            "standards-body": SHK.StandardsBody,
            "association": SHK.Association,
            "foreign-authority": SHK.ForeignAuthority,
            "division": SHK.Division,
            "council": SHK.Council,
            "university": SHK.University,
            "local-government": SHK.LocalGovernment,
        },
        (
            *_NAMES,
            Column("abbreviation", SHK.abbreviation, text()),
            Column("country", SHK.ofCountry, reference("country")),
            Column("parent", SHK.parentOrganisation, reference("organisation")),
        ),
    ),
    Table(
        "agreements.csv",
        "agreement",
        {
            "memorandum": SHK.Memorandum,
            "declaration": SHK.Declaration,
            "trade-agreement": SHK.TradeAgreement,
            "partnership": SHK.Partnership,
            "principles": SHK.Principles,
        },
        (
            *_NAMES,
            Column("printed", SHK.printedWords, text("ja")),
            Column("date", SHK.date, moment),
            Column("status", SHK.status, code("status-")),
            Column("parties", SHK.hasPartyCountry, only("country", *_PARTY_KINDS), True),
            Column("parties", SHK.hasPartyOrganisation, only("organisation", *_PARTY_KINDS)),
            Column("adopted_at", SHK.adoptedAt, reference("event")),
            _TOPICS,
        ),
    ),
    Table(
        "events.csv",
        "event",
        {"": SHK.Event},
        (
            *_NAMES,
            Column("printed", SHK.printedWords, text("ja")),
            Column("date", SHK.date, moment),
            Column("end_date", SHK.endDate, moment),
            Column("status", SHK.status, code("status-")),
            Column("place_ja", SHK.place, text("ja")),
            Column("place_en", SHK.place, text("en"), is_editorial=True),
            Column("country", SHK.takesPlaceIn, reference("country")),
            Column("organised_by", SHK.organisedBy, reference("organisation")),
            Column("with_countries", SHK.carriedOutWith, reference("country")),
            Column("participants", SHK.hasParticipant, reference("organisation")),
            _TOPICS,
        ),
    ),
    Table(
        "activities.csv",
        "activity",
        {"": SHK.Activity},
        (
            *_NAMES,
            Column("printed", SHK.printedWords, text("ja")),
            Column("type", SHK.activityType, code("activity-"), True, is_editorial=True),
            Column("measure", SHK.activityOf, reference("measure")),
            Column("policy", SHK.underPolicy, reference("policy")),
            Column("programme", SHK.underProgramme, reference("programme")),
            Column("date", SHK.date, moment),
            Column("end_date", SHK.endDate, moment),
            Column("fiscal_year", SHK.fiscalYear, fiscal_year),
            Column("last_fiscal_year", SHK.lastFiscalYear, fiscal_year),
            Column("status", SHK.status, code("status-")),
            Column("country", SHK.takesPlaceIn, reference("country")),
            Column("with_countries", SHK.carriedOutWith, reference("country")),
            Column("regions", SHK.concernsRegion, reference("region")),
            Column("participants", SHK.hasParticipant, reference("organisation")),
            Column("agreements", SHK.underAgreement, reference("agreement")),
            Column("events", SHK.atEvent, reference("event")),
            _TOPICS,
        ),
    ),
    Table(
        "policy_documents.csv",
        "policy-document",
        {"law": SHK.Law, "strategy": SHK.Strategy, "plan": SHK.Plan, "report": SHK.Report},
        (
            *_NAMES,
            Column("date", SHK.date, moment),
            Column("issued_by", SHK.issuedBy, reference("organisation")),
            _TOPICS,
        ),
    ),
    Table(
        "topics.csv",
        "topic",
        {"": SHK.Topic},
        (*_NAMES, Column("broader", SKOS.broader, reference("topic"), is_editorial=True)),
    ),
    Table(
        "evaluated_policies.csv",
        "policy",
        {"": SHK.EvaluatedPolicy},
        (
            *_NAMES,
            Column("offices", SHK.responsibleOffice, reference("organisation")),
            Column("corresponds_to", SHK.correspondsTo, reference("policy"), is_editorial=True),
        ),
    ),
    Table("people.csv", "person", {"": SHK.Person}, _NAMES),
    Table(
        "posts.csv",
        "post",
        {"": SHK.Post},
        (*_NAMES, Column("organisation", SHK.postIn, reference("organisation"))),
    ),
    Table(
        "tenures.csv",
        "tenure",
        {"": SHK.Tenure},
        (
            Column("person", SHK.holder, reference("person"), is_required=True),
            Column("post", SHK.ofPost, reference("post"), is_required=True),
            Column("since", SHK.since, moment),
            Column("until", SHK.until, moment),
            Column("attested_on", SHK.attestedOn, moment),
            Column("elected_at", SHK.electedAt, reference("event")),
        ),
    ),
    Table(
        "indicators.csv",
        "indicator",
        {"": SHK.Indicator},
        (
            *_NAMES,
            Column("printed", SHK.printedWords, text("ja")),
            Column("unit_ja", SHK.unit, text("ja"), is_required=True),
            Column("unit_en", SHK.unit, text("en"), is_required=True, is_editorial=True),
            Column("about", SHK.about, any_reference(*_SUBJECT_KINDS)),
            _TOPICS,
        ),
    ),
    Table(
        "figures.csv",
        "figure",
        {"": SHK.Figure},
        (
            Column("indicator", SHK.ofIndicator, reference("indicator"), is_required=True),
            Column("kind_of_figure", SHK.figureKind, code("figure-"), is_required=True),
            Column("value", SHK.value, number, is_required=True),
            Column("printed", SHK.printedValue, text(), is_required=True),
            Column("comparison", SHK.comparison, code("comparison-")),
            Column("is_approximate", SHK.isApproximate, flag, is_required=True),
            Column("fiscal_year", SHK.periodYear, fiscal_year),
            Column("date", SHK.date, moment),
        ),
    ),
    Table(
        "memberships.csv",
        "organisation",
        {},
        (
            Column("printed", SHK.printedWords, text("ja")),
            Column("members", SHK.hasMemberCountry, only("country", *_PARTY_KINDS), True),
            Column("members", SHK.hasMemberOrganisation, only("organisation", *_PARTY_KINDS)),
        ),
        key="organisation",
    ),
    Table(
        "measure_links.csv",
        "measure",
        {},
        (
            Column("agreements", SHK.restsOn, reference("agreement")),
            Column("agreements_named", SHK.namesAgreement, reference("agreement")),
            Column("events", SHK.hasEvent, reference("event")),
            Column("documents_named", SHK.namesDocument, reference("policy-document")),
            Column("offices", SHK.responsibleOffice, reference("organisation")),
            _TOPICS,
        ),
        key="measure",
    ),
    Table(
        "retired.csv",
        "",
        {},
        (
            Column("thing", OWL.deprecated, _TRUE, is_editorial=True),
            Column("since", SHK.retiredOn, moment, is_required=True, is_editorial=True),
            Column("replaced_by", DCTERMS.isReplacedBy, any_thing, is_editorial=True),
            Column("reason_ja", SKOS.changeNote, text("ja"), True, is_editorial=True),
            Column("reason_en", SKOS.changeNote, text("en"), True, is_editorial=True),
        ),
        key="thing",
    ),
)
"""In the order in which they are described. A table without classes adds facts to things that
another table declares."""
