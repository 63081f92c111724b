"""What is said of one thing: the fields of its kind, and every fact with why it holds."""

from collections.abc import Callable

import pytest

from api.knowledge import Knowledge
from queries.evidence import Evidence, Files
from queries.involvement import Link
from queries.names import NameTable
from queries.things import FIELDS, Statement, Thing, Value, read_fields, read_thing
from store.embedded import EmbeddedStore

Toy = Callable[[str], EmbeddedStore]
Short = str | int | None | list[str | int]

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
                "activity/fire-fighting-training-viet-nam-2023",
                "activity/fire-products-presentation-2023",
            ],
            "events": ["event/fire-disaster-forum-2023"], "policy_documents": [],
            "regions": ["region/southeast-asia"],
        },
    ),
    (
        "measure", "17-2-8", "measure",
        {"part_of": None, "parts": ["measure/2024/17-2-8-1", "measure/2024/17-2-8-2"]},
    ),
    (
        "measure", "17-2-8-2", "measure",
        {"part_of": "measure/2024/17-2-8", "policy_area": None, "countries": []},
    ),
    (
        "policy", "17", "policy-area",
        {
            "number": "17", "edition": "2024", "parent": "policy/2024/V", "measures": [],
            "areas": ["policy/2024/17-1", "policy/2024/17-2", "policy/2024/17-3"],
        },
    ),
    (
        "country", "VN", "country",
        {
            "code": "VN", "regions": ["region/southeast-asia"],
            "measures": ["measure/2024/17-2-7", "measure/2024/17-2-8"],
            "agreements": [
                "agreement/japan-viet-nam-fire-fighting-memorandum",
                "agreement/japan-viet-nam-grievance-redress-memorandum",
            ],
            "activities_and_events": [
                "activity/fire-fighting-training-viet-nam-2023",
                "activity/viet-nam-inspectorate-visit-2022",
                "activity/viet-nam-inspectorate-visit-2024",
            ],
            "organisations": [
                "organisation/viet-nam-government-inspectorate",
                "organisation/viet-nam-ministry-of-public-security",
            ],
            "member_of": [],
        },
    ),
    ("country", "DE", "country", {"member_of": ["organisation/g7"], "regions": []}),
    (
        "region", "southeast-asia", "region",
        {"countries": ["country/TH", "country/VN"], "measures": ["measure/2024/17-2-7"]},
    ),
    (
        "organisation", "quad", "forum",
        {
            "abbreviation": "Quad", "country": None, "parent": None, "suborganisations": [],
            "members": ["country/AU", "country/IN", "country/JP", "country/US"],
            "measures": ["measure/2024/17-2-1"],
            "agreements": ["agreement/quad-5g-open-ran-memorandum"],
            "activities_and_events": ["event/quad-leaders-summit-2023"],
        },
    ),
    ("organisation", "itu-t", "standards-body", {"parent": "organisation/itu"}),
    ("organisation", "itu", "international-organisation",
     {"suborganisations": ["organisation/itu-t"]}),
    (
        "agreement", "japan-viet-nam-fire-fighting-memorandum", "memorandum",
        {
            "date": "2018-10-08", "status": None,
            "parties": [
                "country/JP", "country/VN", "organisation/mic",
                "organisation/viet-nam-ministry-of-public-security",
            ],
            "measures": ["measure/2024/17-2-7"],
            "activities": ["activity/fire-fighting-training-viet-nam-2023"],
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
            "date": "2023-03", "status": "https://w3id.org/shisaku/ns#status-done",
            "countries": [], "participants": [], "agreements": [],
            "events": ["event/fire-disaster-forum-2023"], "measures": ["measure/2024/17-2-7"],
        },
    ),
    (
        "event", "ioi-asian-region-meeting-2023", "event",
        {
            "date": "2023-07", "status": "https://w3id.org/shisaku/ns#status-done",
            "place": ["Bangkok", "バンコク"], "country": "country/TH",
            "participants": ["organisation/ioi"], "measures": ["measure/2024/17-2-8"],
            "activities": ["activity/ombudsman-presentation-bangkok-2023"],
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


def short(value: Value | list[Value] | None) -> Short:
    """A value of a field with things as kind/key."""
    if isinstance(value, list):
        return [one for part in value if isinstance(one := short(part), str | int)]
    if isinstance(value, Link):
        return value.iri.removeprefix("https://w3id.org/shisaku/id/")
    return value


@pytest.mark.parametrize(("kind", "name", "cls", "expected"), FOUND)
def test_thing_shows_the_fields_of_its_kind(
    knowledge: Knowledge, kind: str, name: str, cls: str, expected: dict[str, Short]
) -> None:
    thing = read(knowledge, kind, name)
    assert thing.type == cls
    assert {field: short(thing.fields[field]) for field in expected} == expected
    assert list(thing.fields) == [field.name for field in FIELDS[kind]]


def test_every_kind_with_fields_is_tried_here_but_people() -> None:
    assert {kind for kind, *_ in FOUND} == {*FIELDS} - {"person"}


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
    assert [piece.lines for piece in found.evidence] == [(3437, 3437)]


def test_labels_in_two_languages_are_two_facts(knowledge: Knowledge) -> None:
    labels = [f.value for f in read(knowledge, "country", "VN").facts if f.property == "label"]
    assert sorted(map(str, labels)) == ["Viet Nam", "ベトナム"]


def test_class_is_the_one_that_the_source_gives_not_what_follows_from_it(
    knowledge: Knowledge,
) -> None:
    thing = read(knowledge, "organisation", "jict")
    classes = {short(f.value): f.basis for f in thing.facts if f.property == "type"}
    assert classes["https://w3id.org/shisaku/ns#Fund"] == "stated"
    assert classes["https://w3id.org/shisaku/ns#Organisation"] == "derived"
    assert thing.type == "fund"


SPARSE = """
id:person\\/tanaka rdfs:label "田中"@ja .
id:post\\/chief rdfs:label "長官"@ja ; shk:heldBy id:person\\/tanaka .
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
        "posts": [Link("https://w3id.org/shisaku/id/post/chief", {"ja": "長官", "en": None})]
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


def test_thing_without_names_has_no_fields_and_no_labels(toy: Toy) -> None:
    names = NameTable(toy("id:topic\\/t rdfs:label '海'@ja ."))
    thing = read_thing(EmbeddedStore(), names, Files({}), names.resolve("海", "topic"))
    assert (thing.fields, thing.facts, thing.type) == ({}, (), "topic")
