"""What is said of one thing: the fields of its kind, and every fact with why it holds."""

from collections.abc import Callable, Mapping

import pytest

from api.knowledge import Knowledge
from queries.evidence import Evidence, Files
from queries.fields import FIELDS, Field, Shape
from queries.involvement import Link
from queries.names import NameTable
from queries.things import Statement, Thing, read_fields, read_thing
from store.embedded import EmbeddedStore

Toy = Callable[[str], EmbeddedStore]
Short = str | int | float | None | list["Short"] | dict[str, "Short"]

DOCUMENT = "mic-priority-measures-2024"
FILE = "003_6e1b6f6cd424c693.txt"

# kind, name, class, and fields with things as kind/key
FOUND: list[tuple[str, str, str, dict[str, Short]]] = [
    (
        "measure", "17-2-7", "measure",
        {
            "number": "17-2-7", "edition": "2024", "policy_area": "policy/2024/17-2",
            "part_of": None, "parts": [],
            "programmes": [
                "programme/fire-equipment-competitiveness",
                "programme/fire-equipment-international-trends",
                "programme/fire-infrastructure-overseas-forum",
            ],
            "agreements": ["agreement/japan-viet-nam-fire-fighting-memorandum"],
            "organisations": [], "countries": ["country/JP", "country/VN"],
            "activities": [
                "activity/fire-dialogue-viet-nam",
                "activity/fire-equipment-promotion-southeast-asia",
                "activity/fire-equipment-standards-meetings",
                "activity/fire-fighting-training-viet-nam-2023",
                "activity/fire-products-presentation-2023",
            ],
            "events": ["event/fire-disaster-forum-2023"], "policy_documents": [],
            "regions": ["region/southeast-asia"], "offices": [], "indicators": [],
            "topics": [
                "topic/disaster-prevention", "topic/fire-fighting", "topic/overseas-deployment",
                "topic/standardisation",
            ],
        },
    ),
    (
        "measure", "17-2-8", "measure",
        {"part_of": None, "parts": ["measure/2024/17-2-8-1", "measure/2024/17-2-8-2"]},
    ),
    (
        "measure", "17-2-8-2", "measure",
        {"part_of": "measure/2024/17-2-8", "policy_area": None, "countries": [], "events": []},
    ),
    (
        "policy", "17", "policy-area",
        {
            "number": "17", "edition": "2024", "parent": "policy/2024/V", "measures": [],
            "areas": ["policy/2024/17-1", "policy/2024/17-2", "policy/2024/17-3"],
            "evaluated_as": ["policy/evaluation-2023/14"], "corresponds_to": [],
        },
    ),
    (
        "policy", "evaluation-2023/14", "evaluated-policy",
        {
            "number": None, "edition": None, "parent": None, "areas": [], "measures": [],
            "offices": ["organisation/mic-global-strategy-division"],
            "corresponds_to": ["policy/2024/17"], "evaluated_as": [],
        },
    ),
    (
        "country", "VN", "country",
        {
            "code": "VN", "regions": ["region/asia", "region/southeast-asia"],
            "measures": [
                "measure/2024/17-2-1", "measure/2024/17-2-5", "measure/2024/17-2-7",
                "measure/2024/17-2-8",
            ],
            "agreements": [
                "agreement/cptpp",
                "agreement/japan-viet-nam-fire-fighting-memorandum",
                "agreement/japan-viet-nam-grievance-redress-memorandum",
                "agreement/rcep",
            ],
            "activities": [
                "activity/endoscopy-ai-survey-viet-nam-2022",
                "activity/fire-dialogue-viet-nam",
                "activity/fire-fighting-training-viet-nam-2023",
                "activity/ombudsman-memoranda-cooperation",
                "activity/ombudsman-trainees-viet-nam",
                "activity/open-ran-survey-viet-nam-2022",
                "activity/postal-consulting-contracts",
                "activity/postal-equipment-order-viet-nam",
                "activity/viet-nam-inspectorate-visit-2022",
                "activity/viet-nam-inspectorate-visit-2024",
            ],
            "events": [],
            "organisations": [
                "organisation/viet-nam-government-inspectorate",
                "organisation/viet-nam-ministry-of-public-security",
                "organisation/viet-nam-post",
            ],
            "indicators": [
                "indicator/ombudsman-memorandum-countries", "indicator/viet-nam-ombudsman-trainees",
            ],
            "member_of": ["organisation/asean", "organisation/rcep-participants"],
        },
    ),
    ("country", "DE", "country", {
        "member_of": ["organisation/g7"], "regions": ["region/europe"],
        "agreements": ["agreement/japan-germany-digital-memorandum"],
        "events": ["event/g7-digital-tech-ministers-meeting-2023", "event/igf-2019"],
    }),
    (
        "region", "southeast-asia", "region",
        {
            "countries": [
                f"country/{code}"
                for code in ("BN", "ID", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "VN")
            ],
            "measures": ["measure/2024/17-2-7"],
            "activities": [
                "activity/endoscopy-ai-demonstration-asia",
                "activity/fire-equipment-promotion-southeast-asia",
                "activity/jict-submarine-cables-southeast-asia",
                "activity/overseas-deployment-by-region",
                "activity/postal-systems-deployment",
            ],
        },
    ),
    (
        "organisation", "quad", "forum",
        {
            "abbreviation": "Quad", "country": None, "parent": None,
            "suborganisations": ["organisation/quad-critical-emerging-technology-working-group"],
            "members": ["country/AU", "country/IN", "country/JP", "country/US"],
            "measures": ["measure/2024/17-2-1"],
            "agreements": [
                "agreement/quad-5g-open-ran-memorandum",
                "agreement/quad-cable-connectivity-partnership",
                "agreement/quad-cybersecurity-joint-principles",
                "agreement/quad-leaders-joint-statement-2022",
            ],
            "activities": [
                "activity/like-minded-digital-infrastructure-security",
                "activity/open-ran-security-report-2023",
                "activity/open-ran-security-study",
                "activity/quad-cybersecurity-cooperation",
                "activity/quad-technology-ecosystem-cooperation",
            ],
            "events": [
                "event/quad-leaders-summit-2021-03", "event/quad-leaders-summit-2021-09",
                "event/quad-leaders-summit-2022-03", "event/quad-leaders-summit-2022-05",
                "event/quad-leaders-summit-2023",
            ],
            "policy_documents": ["policy-document/open-ran-security-report"],
        },
    ),
    ("organisation", "itu-t", "standards-body", {"parent": "organisation/itu"}),
    ("organisation", "itu", "international-organisation",
     {"parent": "organisation/un", "suborganisations": [
         "organisation/itu-d", "organisation/itu-r", "organisation/itu-t",
         "organisation/itu-telecommunication-standardization-bureau",
     ]}),
    ("organisation", "upu", "international-organisation",
     {"measures": ["measure/2024/17-2-6"], "posts": ["post/upu-director-general"]}),
    (
        "agreement", "japan-viet-nam-fire-fighting-memorandum", "memorandum",
        {
            "date": "2018-10-08", "status": "https://w3id.org/shisaku/ns#status-in-force",
            "parties": [
                "country/JP", "country/VN", "organisation/mic",
                "organisation/viet-nam-ministry-of-public-security",
            ],
            "measures": ["measure/2024/17-2-7"],
            "activities": [
                "activity/fire-dialogue-viet-nam", "activity/fire-fighting-training-viet-nam-2023",
            ],
            "adopted_at": None, "topics": ["topic/fire-fighting"],
        },
    ),
    (
        "programme", "metaverse-safe-use", "programme",
        {
            "succeeded_by": None, "successor_of": [], "measures": ["measure/2024/17-3-1"],
            "budgets": ["budget/metaverse-safe-use-2024-initial-30000000"],
        },
    ),
    (
        "programme", "ict-overseas-package-support", "programme",
        {"succeeded_by": "programme/secure-digital-infrastructure-overseas", "measures": []},
    ),
    (
        "activity", "fire-products-presentation-2023", "activity",
        {
            "type": "https://w3id.org/shisaku/ns#activity-presentation",
            "date": "2023-03", "status": "https://w3id.org/shisaku/ns#status-done",
            "countries": [], "participants": [], "agreements": [],
            "events": ["event/fire-disaster-forum-2023"], "measures": ["measure/2024/17-2-7"],
        },
    ),
    (
        "event", "ioi-asian-region-meeting-2023", "event",
        {
            "date": "2023-07", "status": "https://w3id.org/shisaku/ns#status-done",
            "place": {"ja": "バンコク", "en": "Bangkok"}, "country": "country/TH",
            "organised_by": ["organisation/ioi"], "participants": ["organisation/ioi"],
            "measures": ["measure/2024/17-2-8"], "elected": [],
            "activities": ["activity/ombudsman-presentation-bangkok-2023"],
        },
    ),
    (
        "event", "upu-director-general-election-2021", "event",
        {
            "date": "2021-08", "place": None,
            "elected": [{"person": "person/masahiko-metoki", "post": "post/upu-director-general"}],
        },
    ),
    (
        "person", "目時政彦", "person",
        {
            "posts": [
                {
                    "post": "post/upu-director-general", "organisation": "organisation/upu",
                    "since": "2022-01", "until": None, "attested_on": None,
                    "elected_at": "event/upu-director-general-election-2021",
                }
            ]
        },
    ),
    (
        "post", "UPU事務局長", "post",
        {
            "organisation": "organisation/upu",
            "holders": [
                {
                    "person": "person/masahiko-metoki",
                    "since": "2022-01", "until": None, "attested_on": None,
                    "elected_at": "event/upu-director-general-election-2021",
                }
            ],
        },
    ),
    (
        "topic", "metaverse", "topic",
        {
            "broader": None, "narrower": [], "measures": ["measure/2024/17-3-1"],
            "agreements": [
                "agreement/g7-digital-tech-ministers-declaration",
                "agreement/g7-leaders-communique",
            ],
        },
    ),
    ("topic", "海底ケーブル", "topic", {"broader": "topic/digital-infrastructure"}),
    (
        "indicator", "jict-cumulative-support-decided", "indicator",
        {
            "unit": {"ja": "円", "en": "yen"}, "about": ["organisation/jict"],
            "figures": [
                {
                    "kind": "https://w3id.org/shisaku/ns#figure-actual",
                    "value": 108_700_000_000, "comparison": None, "is_approximate": True,
                    "fiscal_year": None, "date": "2024-03", "printed": "約1,087億円",
                }
            ],
        },
    ),
    (
        "policy-document", "放送法", "law", {"date": None, "measures": ["measure/2024/17-2-4"]},
    ),
    (
        "document", "white-paper-note-2024", "document",
        {
            "file": "002_156e55afd1a790a2.txt", "lines": 264, "issued": "2024-12-05",
            "edition": None,
            "sha256": "4c11f66e9981e59f3fe9294b95b305dedd2829a2f4cda851e457dd8b4ca703c4",
        },
    ),
]  # fmt: skip


def read(knowledge: Knowledge, kind: str, name: str) -> Thing:
    found = knowledge.names.resolve(name, kind)
    return read_thing(knowledge.store, knowledge.names, knowledge.files, found)


def short(value: object) -> Short:
    """A value of a field with things as kind/key."""
    if isinstance(value, list):
        return [short(part) for part in value]
    if isinstance(value, Mapping):
        return {name: short(part) for name, part in value.items()}
    if isinstance(value, Link):
        return value.iri.removeprefix("https://w3id.org/shisaku/id/")
    assert value is None or isinstance(value, str | int | float)
    return value


@pytest.mark.parametrize(("kind", "name", "cls", "expected"), FOUND)
def test_thing_shows_the_fields_of_its_kind(
    knowledge: Knowledge, kind: str, name: str, cls: str, expected: dict[str, Short]
) -> None:
    thing = read(knowledge, kind, name)
    assert thing.type == cls
    assert {field: short(thing.fields[field]) for field in expected} == expected
    assert list(thing.fields) == [field.name for field in FIELDS[kind]]


def test_every_kind_with_fields_is_tried_here() -> None:
    assert {kind for kind, *_ in FOUND} == {*FIELDS}


def test_thing_has_labels_key_and_other_names(knowledge: Knowledge) -> None:
    thing = read(knowledge, "country", "VN")
    assert (thing.id, thing.iri) == ("VN", "https://w3id.org/shisaku/id/country/VN")
    assert thing.label == {"ja": "ベトナム", "en": "Viet Nam"}
    assert {"Vietnam", "ヴェトナム", "日越"} <= {*thing.aliases}
    assert not {"ベトナム", "Viet Nam"} & {*thing.aliases}


def fact(thing: Thing, name: str, value: str) -> Statement:
    """The one fact of a property with a value, given as in `short`."""
    (found,) = [f for f in thing.facts if f.property == name and short(f.value) == value]
    return found


def test_stated_fact_names_its_lines(knowledge: Knowledge) -> None:
    found = fact(read(knowledge, "measure", "17-2-7"), "namesCountry", "country/VN")
    assert found.basis == "stated"
    assert found.evidence == (Evidence(DOCUMENT, FILE, (3615, 3615), ("17", "[2]", "(7)")),)
    assert found.property_label["en"] == "names country"
    assert found.property_label["ja"]


def test_derived_fact_has_no_lines_of_its_own(knowledge: Knowledge) -> None:
    found = fact(read(knowledge, "measure", "17-2-7"), "involvesCountryByAgreement", "country/VN")
    assert (found.basis, found.evidence) == ("derived", ())


def test_editorial_fact_still_says_what_it_rests_on(knowledge: Knowledge) -> None:
    found = fact(read(knowledge, "country", "DE"), "label", "Germany")
    assert found.basis == "editorial"
    assert [(piece.document, piece.lines) for piece in found.evidence] == [
        ("mic-evaluation-2023", (5791, 5791)),
        ("mic-evaluation-2023", (5831, 5831)),
        (DOCUMENT, (1079, 1079)),
        ("white-paper-note-2024", (234, 234)),
    ]


def test_labels_in_two_languages_are_two_facts(knowledge: Knowledge) -> None:
    labels = [f.value for f in read(knowledge, "country", "VN").facts if f.property == "label"]
    assert sorted(map(str, labels)) == ["Viet Nam", "ベトナム"]


def test_class_is_the_one_that_the_source_gives_not_what_follows_from_it(
    knowledge: Knowledge,
) -> None:
    thing = read(knowledge, "organisation", "jict")
    classes = {str(short(f.value)): f.basis for f in thing.facts if f.property == "type"}
    assert classes["https://w3id.org/shisaku/ns#Fund"] == "editorial"
    assert classes["https://w3id.org/shisaku/ns#Organisation"] == "derived"
    assert thing.type == "fund"


SPARSE = """
id:person\\/tanaka rdfs:label "田中"@ja .
id:post\\/chief rdfs:label "長官"@ja .
id:tenure\\/t shk:holder id:person\\/tanaka ; shk:ofPost id:post\\/chief ; shk:since "2020" .
id:statement\\/1 rdf:subject id:person\\/tanaka ; rdf:predicate rdfs:label ; rdf:object "田中"@ja ;
  shk:basis id:basis\\/stated ; shk:citation id:passage\\/d\\/7 , id:passage\\/d\\/3 ,
    id:passage\\/again .
id:statement\\/2 rdf:subject id:person\\/tanaka ; rdf:predicate shk:amount ; rdf:object 7 ;
  shk:basis id:basis\\/stated .
id:basis\\/stated skos:notation "stated" .
id:document\\/d a shk:Document ; shk:fileName "d.txt" .
id:passage\\/d\\/7 shk:inDocument id:document\\/d ; shk:firstLine 7 ; shk:lastLine 9 .
id:passage\\/d\\/3 shk:inDocument id:document\\/d ; shk:firstLine 3 ; shk:lastLine 3 .
id:passage\\/again shk:inDocument id:document\\/d ; shk:firstLine 3 ; shk:lastLine 3 .
"""


def test_person_shows_the_posts_held(toy: Toy) -> None:
    store = toy(SPARSE)
    names = NameTable(store)
    fields = read_fields(store, names, names.resolve("田中", "person"))
    assert fields == {
        "posts": [
            {
                "post": Link("https://w3id.org/shisaku/id/post/chief", {"ja": "長官", "en": None}),
                "organisation": None,
                "since": "2020",
                "until": None,
                "attested_on": None,
                "elected_at": None,
            }
        ]
    }


def test_evidence_of_a_fact_comes_once_for_each_line_in_order(toy: Toy) -> None:
    store = toy(SPARSE)
    names = NameTable(store)
    thing = read_thing(store, names, Files.of(store), names.resolve("田中", "person"))
    label = fact(thing, "label", "田中")
    assert [piece.lines for piece in label.evidence] == [(3, 3), (7, 9)]
    assert label.evidence[0] == Evidence("d", "d.txt", (3, 3), ())
    assert [f.value for f in thing.facts if f.property == "amount"] == [7]
    assert thing.type == "person"


def test_thing_of_which_nothing_is_said_has_empty_fields(toy: Toy) -> None:
    names = NameTable(toy("id:topic\\/t rdfs:label '海'@ja ."))
    thing = read_thing(EmbeddedStore(), names, Files({}), names.resolve("海", "topic"))
    assert (thing.facts, thing.type) == ((), "topic")
    assert thing.fields == {field.name: _nothing(field) for field in FIELDS["topic"]}


def _nothing(field: Field) -> list[object] | None:
    return [] if field.shape is Shape.LIST else None


def test_thing_of_a_kind_without_fields_has_none(toy: Toy) -> None:
    names = NameTable(toy("id:fiscal-year\\/2024 rdfs:label '令和6年度'@ja ."))
    thing = read_thing(EmbeddedStore(), names, Files({}), names.resolve("令和6年度", "fiscal-year"))
    assert (thing.fields, thing.facts, thing.type) == ({}, (), "fiscal-year")
