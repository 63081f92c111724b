"""Which measures involve a country: exactly those, for exactly these reasons, on these lines."""

from collections.abc import Callable, Iterable

import pytest
from pyoxigraph import QuerySolutions

from queries.errors import BadParameter
from queries.evidence import Evidence, Files
from queries.involvement import How, InvolvedMeasure, measures_involving, parse_hows
from queries.names import NameTable
from store.embedded import EmbeddedStore

Toy = Callable[[str], EmbeddedStore]
Ask = Callable[..., list[InvolvedMeasure]]

MEASURES = "mic-priority-measures-2024"
EVALUATION = "mic-evaluation-2023"
NOTE = "white-paper-note-2024"

Reason = tuple[str, str, list[str], list[tuple[str, int, int]]]
"""How, basis, the keys of what it goes through, and document, first line, last line."""

QUAD = (
    "agreement", "derived", ["quad-5g-open-ran-memorandum"],
    [(EVALUATION, 6444, 6449), (EVALUATION, 6477, 6478), (MEASURES, 3464, 3464), (NOTE, 199, 199)],
)  # fmt: skip


def grievance(country: str) -> Reason:
    return (
        "agreement", "derived", [f"japan-{country}-grievance-redress-memorandum"],
        [(MEASURES, 3631, 3631), (MEASURES, 3637, 3637), (NOTE, 148, 148)],
    )  # fmt: skip


def named(*lines: int) -> Reason:
    return ("named", "stated", [], [(MEASURES, line, line) for line in lines])


def by(how: str, through: Iterable[str], *lines: int) -> Reason:
    return (how, "derived", list(through), [(MEASURES, line, line) for line in lines])


EXPECTED: dict[str, dict[str, list[Reason]]] = {
    "VN": {
        "17-2-7": [
            named(3615),
            (
                "agreement", "derived", ["japan-viet-nam-fire-fighting-memorandum"],
                [(MEASURES, 3615, 3615), (NOTE, 134, 134)],
            ),
            by("activity", ["fire-fighting-training-viet-nam-2023"], 3615),
        ],
        "17-2-8": [
            named(3631, 3638, 3639, 3644),
            grievance("viet-nam"),
            by(
                "activity",
                ["viet-nam-inspectorate-visit-2022", "viet-nam-inspectorate-visit-2024"],
                3638, 3639,
            ),
        ],
    },
    "TH": {
        "17-2-8": [
            named(3631, 3648, 3654),
            grievance("thailand"),
            by(
                "activity",
                ["ombudsman-presentation-bangkok-2023", "ioi-asian-region-meeting-2023"],
                3648, 3654,
            ),
        ]
    },
    "UZ": {"17-2-8": [named(3631), grievance("uzbekistan")]},
    "IR": {"17-2-8": [named(3631), grievance("iran")]},
    "NL": {"17-2-8": [named(3650), by("activity", ["ioi-general-assembly-2024"], 3650)]},
    "RU": {"17-2-8": [by("activity", ["aoa-general-assembly-2023"], 3650)]},
    "US": {
        "6-4-1": [named(1079)],
        "16-1-1": [by("membership", ["g7"], 3092, 3437)],
        "17-1-1": [by("membership", ["g7"], 3437, 3439)],
        "17-2-1": [named(3464), QUAD, by("membership", ["g7", "quad"], 3437, 3464)],
        "17-3-1": [by("membership", ["g7"], 3437, 3663)],
    },
    "AU": {"17-2-1": [named(3464), QUAD, by("membership", ["quad"], 3464)]},
    "IN": {"17-2-1": [named(3464), QUAD, by("membership", ["quad"], 3464)]},
    "DE": {
        "6-4-1": [named(1079)],
        "16-1-1": [by("membership", ["g7"], 3092, 3437)],
        "17-1-1": [by("membership", ["g7"], 3437, 3439)],
        "17-2-1": [by("membership", ["g7"], 3437, 3464)],
        "17-3-1": [by("membership", ["g7"], 3437, 3663)],
    },
}  # fmt: skip


@pytest.fixture(scope="session")
def ask(store: EmbeddedStore, names: NameTable, files: Files) -> Ask:
    """The measures that involve a country of the real graph, for some reasons or for any."""

    def involving(code: str, hows: Iterable[How] = How) -> list[InvolvedMeasure]:
        return measures_involving(store, names, files, names.resolve(code, "country"), hows)

    return involving


def reasons(measure: InvolvedMeasure) -> list[Reason]:
    return [
        (
            reason.how.value,
            reason.basis,
            [link.iri.rpartition("/")[2] for link in reason.through],
            [(piece.document, *piece.lines) for piece in reason.evidence],
        )
        for reason in measure.involvement
    ]


@pytest.mark.parametrize("country", EXPECTED)
def test_country_is_involved_in_just_these_measures_for_just_these_reasons(
    ask: Ask, country: str
) -> None:
    found = ask(country)
    assert [measure.id for measure in found] == list(EXPECTED[country])
    assert {measure.id: reasons(measure) for measure in found} == EXPECTED[country]


def test_evidence_says_file_lines_and_headings(ask: Ask) -> None:
    measure = ask("VN")[0]
    assert measure.involvement[1].evidence == (
        Evidence(MEASURES, "003_6e1b6f6cd424c693.txt", (3615, 3615), ("17", "[2]", "(7)")),
        Evidence(NOTE, "002_156e55afd1a790a2.txt", (134, 134), ()),
    )


def test_measure_and_what_it_goes_through_have_labels_in_both_languages(ask: Ask) -> None:
    measure = ask("VN")[0]
    assert (measure.edition, measure.iri) == (
        "2024",
        "https://w3id.org/shisaku/id/measure/2024/17-2-7",
    )
    assert measure.label == {
        "ja": "消防用機器等の海外展開",
        "en": "Overseas deployment of fire-fighting equipment",
    }
    assert measure.involvement[1].through[0].label == {
        "ja": "ベトナムとの消防分野における協力覚書",
        "en": "Memorandum of cooperation on fire-fighting between Japan and Viet Nam",
    }


@pytest.mark.parametrize(
    ("country", "how", "expected"),
    [
        ("VN", "named", {"17-2-7": ["named"], "17-2-8": ["named"]}),
        ("VN", "agreement", {"17-2-7": ["agreement"], "17-2-8": ["agreement"]}),
        ("TH", "activity, named", {"17-2-8": ["named", "activity"]}),
        ("VN", "membership", {}),
        ("CA", "named,agreement,activity", {}),
        ("US", "named,agreement", {"6-4-1": ["named"], "17-2-1": ["named", "agreement"]}),
        ("RU", "activity", {"17-2-8": ["activity"]}),
    ],
)
def test_only_the_reasons_asked_for_count(
    ask: Ask, country: str, how: str, expected: dict[str, list[str]]
) -> None:
    found = ask(country, parse_hows(how))
    assert {m.id: [reason.how for reason in m.involvement] for m in found} == expected


@pytest.mark.parametrize("how", ["", "named,", "Named", "agreements", "named;activity"])
def test_reason_that_there_is_not_is_refused(how: str) -> None:
    with pytest.raises(BadParameter, match="is none of named, agreement, activity, membership"):
        parse_hows(how)


def test_without_a_choice_every_reason_counts() -> None:
    assert parse_hows(None) == set(How)


@pytest.mark.parametrize("country", ["CA", "IT"])
def test_member_of_a_forum_is_involved_by_membership_alone(ask: Ask, country: str) -> None:
    found = ask(country)
    assert [measure.id for measure in found] == ["16-1-1", "17-1-1", "17-2-1", "17-3-1"]
    assert {reason.how for m in found for reason in m.involvement} == {How.MEMBERSHIP}


OTHER = """
id:country\\/VN skos:notation "VN" ; rdfs:label "ベトナム"@ja .
id:country\\/VN shk:locatedInRegion id:region\\/sea .
id:country\\/LA skos:notation "LA" ; rdfs:label "ラオス"@ja .
m:9-1-10 a shk:Measure ; shk:number "9-1-10" ; shk:edition "2024" ; rdfs:label "甲"@ja ;
  shk:namesCountry id:country\\/VN .
m:9-1-9 a shk:Measure ; shk:number "9-1-9" ; shk:edition "2024" ; rdfs:label "乙"@ja ;
  shk:namesCountry id:country\\/VN ; shk:namesRegion id:region\\/sea .
id:statement\\/1 rdf:subject m:9-1-10 ; rdf:predicate shk:namesCountry ;
  rdf:object id:country\\/VN ; shk:citation id:passage\\/d\\/3 .
id:statement\\/2 rdf:subject m:9-1-9 ; rdf:predicate shk:namesCountry ;
  rdf:object id:country\\/VN ; shk:citation id:passage\\/d\\/3 , id:passage\\/d\\/1 .
id:passage\\/d\\/1 shk:inDocument id:document\\/d ; shk:firstLine 1 ; shk:lastLine 2 .
id:passage\\/d\\/3 shk:inDocument id:document\\/d ; shk:firstLine 3 ; shk:lastLine 3 .
"""


def ask_toy(store: EmbeddedStore, code: str) -> list[InvolvedMeasure]:
    names = NameTable(store)
    return measures_involving(store, names, Files.of(store), names.resolve(code, "country"))


def test_measures_come_in_the_order_of_their_numbers_with_lines_in_order(toy: Toy) -> None:
    found = ask_toy(toy(OTHER), "VN")
    assert [measure.id for measure in found] == ["9-1-9", "9-1-10"]
    assert [piece.lines for piece in found[0].involvement[0].evidence] == [(1, 2), (3, 3)]


def test_country_that_no_measure_involves_has_an_empty_answer(toy: Toy) -> None:
    assert ask_toy(toy(OTHER), "LA") == []


def test_answer_and_entailed_graph_know_the_same_reasons(
    ask: Ask, store: EmbeddedStore, names: NameTable
) -> None:
    answer = store.query("""
        PREFIX shk: <https://w3id.org/shisaku/ns#>
        SELECT ?measure ?how ?country WHERE {
          VALUES (?property ?how) {
            (shk:namesCountry "named") (shk:involvesCountryByAgreement "agreement")
            (shk:involvesCountryByActivity "activity")
            (shk:involvesCountryByMembership "membership")
          }
          ?measure ?property ?country
        }
    """)
    assert isinstance(answer, QuerySolutions)
    entailed = {(row["country"].value, row["measure"].value, row["how"].value) for row in answer}
    asked = {
        (country.iri, measure.iri, reason.how.value)
        for country in names.of_kind("country")
        for measure in ask(country.key)
        for reason in measure.involvement
    }
    assert asked == entailed
