"""Which measures involve a country: exactly those, for exactly these reasons, on these lines."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

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
OVERVIEW = "mic-overview-2023"

DOCUMENTS = {"M": MEASURES, "E": EVALUATION, "N": NOTE, "O": OVERVIEW}

Reason = tuple[str, str, str]
"""How, the keys of what it goes through, and the lines by the letter of their document."""

EXPECTED: dict[str, dict[str, list[Reason]]] = {
    "VN": {
        "17-2-1": [
            (
                "activity",
                "endoscopy-ai-survey-viet-nam-2022 open-ran-survey-viet-nam-2022",
                "N:114,125",
            ),
        ],
        "17-2-5": [
            (
                "activity",
                "postal-consulting-contracts postal-equipment-order-viet-nam",
                "E:6227-6228 N:143",
            ),
        ],
        "17-2-7": [
            ("named", "", "M:3615"),
            ("agreement", "japan-viet-nam-fire-fighting-memorandum", "M:3615 N:134"),
            (
                "activity",
                "fire-dialogue-viet-nam fire-fighting-training-viet-nam-2023",
                "M:3615 N:134,136",
            ),
        ],
        "17-2-8": [
            ("named", "", "M:3631,3638,3639,3644"),
            ("agreement", "japan-viet-nam-grievance-redress-memorandum", "M:3631,3635,3637 N:148"),
            (
                "activity",
                "ombudsman-memoranda-cooperation ombudsman-trainees-viet-nam "
                "viet-nam-inspectorate-visit-2022 viet-nam-inspectorate-visit-2024",
                "E:6243-6245 M:3631,3637,3638,3639 N:148",
            ),
        ],
    },
    "TH": {
        "17-2-1": [
            ("activity", "digital-memoranda-cooperation", "E:5797-5799"),
        ],
        "17-2-8": [
            ("named", "", "M:3631,3648,3654"),
            ("agreement", "japan-thailand-grievance-redress-memorandum", "M:3631,3635,3637 N:148"),
            (
                "activity",
                "ombudsman-memoranda-cooperation ombudsman-presentation-bangkok-2023 "
                "ioi-asian-region-meeting-2023",
                "E:6243-6245 M:3631,3637,3648,3654 N:148",
            ),
        ],
    },
    "UZ": {
        "17-2-1": [
            (
                "activity",
                "uzbekistan-broadband-order uzbekistan-data-centre-project",
                "E:6247-6248,6815-6816 N:120",
            ),
        ],
        "17-2-8": [
            ("named", "", "M:3631"),
            (
                "agreement",
                "japan-uzbekistan-grievance-redress-memorandum",
                "M:3631,3635,3637 N:148",
            ),
            ("activity", "ombudsman-memoranda-cooperation", "E:6243-6245 M:3631,3637 N:148"),
        ],
    },
    "IR": {
        "17-2-8": [
            ("named", "", "M:3631"),
            ("agreement", "japan-iran-grievance-redress-memorandum", "M:3631,3635,3637 N:148"),
            ("activity", "ombudsman-memoranda-cooperation", "E:6243-6245 M:3631,3637 N:148"),
        ],
    },
    "NL": {
        "17-2-8": [
            ("named", "", "M:3650"),
            ("activity", "ioi-general-assembly-2024", "M:3650"),
        ],
    },
    "RU": {
        "17-2-8": [
            ("activity", "aoa-general-assembly-2023", "M:3650"),
        ],
    },
    "US": {
        "4-1-2": [
            ("activity", "jet-programme", "E:2063,2071-2074,2126-2149,2151 M:652"),
        ],
        "6-4-1": [
            ("named", "", "M:1079"),
        ],
        "16-1-1": [
            ("membership", "g7", "E:5831 M:3092,3439"),
        ],
        "17-1-1": [
            (
                "activity",
                "g7-takasaki-chairing-2023 japan-us-dde-director-general-meetings "
                "japan-us-dde-working-group public-private-meetings-us-eu-uk "
                "regular-policy-dialogues",
                "E:5791-5792,5794,5816-5832,5949-5954,5966,5973,5998-6001,6003-6010,6007-6008,"
                "6010 O:21-29 N:58,164",
            ),
            ("membership", "g7", "E:5831 M:3437,3439"),
        ],
        "17-2-1": [
            ("named", "", "M:3464"),
            (
                "agreement",
                "gdcp quad-5g-open-ran-memorandum quad-cable-connectivity-partnership",
                "E:5788-5790,5954-5959,6065,6072,6077-6078,6088,6092,6092-6096,6094-6096,6383,"
                "6443-6449,6466-6469,6477-6478,6513,6525-6531,6527-6528,6528-6529 M:3462,3464,"
                "3470 N:199,201",
            ),
            (
                "activity",
                "gdcp-promotion like-minded-digital-infrastructure-security "
                "open-ran-security-report-2023 open-ran-security-study "
                "palau-submarine-cable-order quad-technology-ecosystem-cooperation",
                "E:5788-5790,5954-5964,6018-6019,6088,6092-6093,6252-6255,6443-6449,6466-6467,"
                "6473-6478,6477-6478,6525-6531,6783-6788 M:3464 N:199",
            ),
            ("membership", "g7 quad", "E:5831,6018 M:3439,3464 N:173"),
        ],
        "17-3-1": [
            ("membership", "g7", "E:5831 M:3439,3663"),
        ],
    },
    "AU": {
        "4-1-2": [
            ("activity", "jet-programme", "E:2063,2071-2074,2126-2149,2151 M:652"),
        ],
        "17-1-1": [
            ("activity", "regular-policy-dialogues", "E:5791-5792 N:58"),
        ],
        "17-2-1": [
            ("named", "", "M:3464"),
            (
                "agreement",
                "quad-5g-open-ran-memorandum quad-cable-connectivity-partnership",
                "E:6065,6072,6077-6078,6088,6092,6092-6096,6094-6096,6383,6443-6449,6466-6469,"
                "6477-6478,6513,6525-6531,6528-6529 M:3462,3464,3470 N:199",
            ),
            (
                "activity",
                "like-minded-digital-infrastructure-security open-ran-security-report-2023 "
                "open-ran-security-study open-ran-survey-australia-2023 "
                "palau-submarine-cable-order quad-technology-ecosystem-cooperation",
                "E:6018-6019,6088,6092-6093,6252-6255,6443-6449,6466-6467,6473-6478,6477-6478,"
                "6525-6531,6783-6788 M:3464 N:114,199",
            ),
            ("membership", "quad", "E:6018 M:3464 N:173"),
        ],
    },
    "IN": {
        "17-1-1": [
            ("activity", "g7-takasaki-chairing-2023", "E:5816-5832 O:21-29"),
        ],
        "17-2-1": [
            ("named", "", "M:3464"),
            (
                "agreement",
                "japan-india-digital-memorandum quad-5g-open-ran-memorandum "
                "quad-cable-connectivity-partnership",
                "E:5797-5799,5812,6065,6072,6077-6078,6088,6092,6092-6096,6094-6096,6383,"
                "6443-6449,6466-6469,6477-6478,6513,6525-6531,6528-6529,6849-6850 M:3462,3464,"
                "3465,3470 N:102,199",
            ),
            (
                "activity",
                "digital-memoranda-cooperation indian-ocean-cable-project "
                "like-minded-digital-infrastructure-security open-ran-security-report-2023 "
                "open-ran-security-study quad-technology-ecosystem-cooperation",
                "E:5797-5799,6018-6019,6088,6092-6093,6443-6449,6466-6467,6473-6478,6477-6478,"
                "6525-6531 M:3464 N:102,199",
            ),
            ("membership", "quad", "E:6018 M:3464 N:173"),
        ],
        "17-2-2": [
            ("activity", "jict-india-data-centre", "N:120"),
        ],
    },
    "DE": {
        "6-4-1": [
            ("named", "", "M:1079"),
        ],
        "16-1-1": [
            ("membership", "g7", "E:5831 M:3092,3439"),
        ],
        "17-1-1": [
            (
                "activity",
                "g7-takasaki-chairing-2023 regular-policy-dialogues",
                "E:5791-5792,5816-5832 O:21-29 N:58",
            ),
            ("membership", "g7", "E:5831 M:3437,3439"),
        ],
        "17-2-1": [
            ("activity", "digital-memoranda-cooperation", "E:5797-5799"),
            ("membership", "g7", "E:5831 M:3439,3464"),
        ],
        "17-3-1": [
            ("membership", "g7", "E:5831 M:3439,3663"),
        ],
    },
    "CA": {
        "4-1-2": [
            ("activity", "jet-programme", "E:2063,2071-2074,2126-2149,2151 M:652"),
        ],
        "16-1-1": [
            ("membership", "g7", "E:5831 M:3092,3439"),
        ],
        "17-1-1": [
            ("activity", "g7-takasaki-chairing-2023", "E:5816-5832 O:21-29"),
            ("membership", "g7", "E:5831 M:3437,3439"),
        ],
        "17-2-1": [
            ("membership", "g7", "E:5831 M:3439,3464"),
        ],
        "17-3-1": [
            ("membership", "g7", "E:5831 M:3439,3663"),
        ],
    },
    "IT": {
        "16-1-1": [
            ("membership", "g7", "E:5831 M:3092,3439"),
        ],
        "17-1-1": [
            ("activity", "g7-takasaki-chairing-2023", "E:5816-5832 O:21-29"),
            ("membership", "g7", "E:5831 M:3437,3439"),
        ],
        "17-2-1": [
            ("membership", "g7", "E:5831 M:3439,3464"),
        ],
        "17-3-1": [
            ("membership", "g7", "E:5831 M:3439,3663"),
        ],
    },
}


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
            " ".join(link.iri.rpartition("/")[2] for link in reason.through),
            " ".join(lines(reason.evidence)),
        )
        for reason in measure.involvement
    ]


def lines(evidence: Iterable[Evidence]) -> Iterator[str]:
    """`M:3615,3638-3639 N:134`, as EXPECTED has it."""
    letters = {document: letter for letter, document in DOCUMENTS.items()}
    for document, pieces in groupby(evidence, key=lambda piece: piece.document):
        printed = ("-".join(map(str, dict.fromkeys(piece.lines))) for piece in pieces)
        yield f"{letters[document]}:{','.join(printed)}"


@pytest.mark.parametrize("country", EXPECTED)
def test_country_is_involved_in_just_these_measures_for_just_these_reasons(
    ask: Ask, country: str
) -> None:
    found = ask(country)
    assert [measure.id for measure in found] == list(EXPECTED[country])
    assert {measure.id: reasons(measure) for measure in found} == EXPECTED[country]


@pytest.mark.parametrize("country", EXPECTED)
def test_only_the_name_in_the_text_is_stated(ask: Ask, country: str) -> None:
    bases = {(why.how, why.basis) for measure in ask(country) for why in measure.involvement}
    assert {basis for how, basis in bases if how is How.NAMED} <= {"stated"}
    assert {basis for how, basis in bases if how is not How.NAMED} <= {"derived"}


def fire_fighting(ask: Ask) -> InvolvedMeasure:
    """The measure on fire-fighting equipment, as it involves Viet Nam."""
    (measure,) = [measure for measure in ask("VN") if measure.id == "17-2-7"]
    return measure


def test_evidence_says_file_lines_and_headings(ask: Ask) -> None:
    measure = fire_fighting(ask)
    assert measure.involvement[1].evidence == (
        Evidence(MEASURES, "003_6e1b6f6cd424c693.txt", (3615, 3615), ("17", "[2]", "(7)")),
        Evidence(
            NOTE, "002_156e55afd1a790a2.txt", (134, 134),
            ("第II部", "第2章", "第8節", "2", "(3)", "エ", "(ア)"),
        ),
    )  # fmt: skip


def test_measure_and_what_it_goes_through_have_labels_in_both_languages(ask: Ask) -> None:
    measure = fire_fighting(ask)
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


def ways(ask: Ask, country: str, measure: str, how: str) -> tuple[str, dict[str, object]]:
    """What an involvement rests on, and status and basis of what it goes through."""
    (found,) = [m for m in ask(country, parse_hows(how)) if m.id == measure]
    (reason,) = found.involvement
    through = {w.iri.rpartition("/")[2]: (w.status, w.rests_on) for w in reason.through}
    return reason.rests_on, dict(through)


@pytest.mark.parametrize(
    ("country", "measure", "how", "expected"),
    [
        ("VN", "17-2-7", "named", ("stated", {})),
        ("VN", "17-2-7", "agreement",
         ("stated", {"japan-viet-nam-fire-fighting-memorandum": ("in-force", "stated")})),
        ("VN", "17-2-7", "activity",
         ("stated", {"fire-dialogue-viet-nam": ("ongoing", "editorial"),
                     "fire-fighting-training-viet-nam-2023": ("done", "stated")})),
        ("RU", "17-2-8", "activity",
         ("editorial", {"aoa-general-assembly-2023": ("planned", "editorial")})),
        ("NL", "17-2-8", "activity",
         ("stated", {"ioi-general-assembly-2024": ("planned", "stated")})),
        ("IN", "17-2-2", "activity",
         ("editorial", {"jict-india-data-centre": ("ongoing", "editorial")})),
        ("CA", "17-3-1", "membership", ("stated", {"g7": (None, "stated")})),
    ],
)  # fmt: skip
def test_reason_tells_what_is_planned_and_what_is_our_judgement(
    ask: Ask, country: str, measure: str, how: str, expected: tuple[str, dict[str, object]]
) -> None:
    assert ways(ask, country, measure, how) == expected


@pytest.mark.parametrize(
    ("country", "how", "expected"),
    [
        ("VN", "named", {"17-2-7": ["named"], "17-2-8": ["named"]}),
        ("VN", "agreement", {"17-2-7": ["agreement"], "17-2-8": ["agreement"]}),
        ("TH", "activity, named", {"17-2-1": ["activity"], "17-2-8": ["named", "activity"]}),
        ("VN", "membership", {}),
        ("CA", "named,agreement", {}),
        ("CA", "activity", {"4-1-2": ["activity"], "17-1-1": ["activity"]}),
        ("US", "named,agreement", {"6-4-1": ["named"], "17-2-1": ["named", "agreement"]}),
        ("RU", "activity", {"17-2-8": ["activity"]}),
    ],
)  # fmt: skip
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


@pytest.mark.parametrize("country", ["CA", "IT", "FR", "DE", "GB", "JP", "US"])
def test_member_of_the_g7_is_involved_where_a_measure_names_it(ask: Ask, country: str) -> None:
    found = ask(country, [How.MEMBERSHIP])
    g7 = [m.id for m in found if "g7" in reasons(m)[0][1].split()]
    assert g7 == ["16-1-1", "17-1-1", "17-2-1", "17-3-1"]
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
  rdf:object id:country\\/VN ; shk:citation id:passage\\/d\\/3 ;
  shk:basis shk:basis-stated .
id:statement\\/2 rdf:subject m:9-1-9 ; rdf:predicate shk:namesCountry ;
  rdf:object id:country\\/VN ; shk:citation id:passage\\/d\\/3 , id:passage\\/d\\/1 ;
  shk:basis shk:basis-stated .
shk:basis-stated skos:notation "stated" .
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
