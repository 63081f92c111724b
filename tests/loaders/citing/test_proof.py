import pytest
from pyoxigraph import Literal, NamedNode

from loaders.citing import Prover, Report, Sources, Unproven
from loaders.citing.sources import Correction
from loaders.linking import NamedThing, NameIndex
from loaders.origins import where
from ontology import iris
from ontology.model import Basis, Fact, Passage
from ontology.terms import RDF, RDFS, SHK, XSD

LINES = (
    "３　海の協力",
    "［１］　港",
    "（１）　ベトナムとの協力",
    "　令和４年11月９日、総務省とベトナムは「港の覚書」に署名した。",
    "　令和５年５月19日から21日、大臣　海野　太郎が広島で講演した。",
    "　令和４年度当初予算　約1,087億円、利用者は約４割。港湾整備事業。",
    "（２）　アジアとの協力",
    "　日越の会合、船の展示（仏、米、英）、310人。インドネシア、インド太平洋。",
    "　",
    "　越境データ、南米、平日英会話。国際電気",
    "　通信連合の会合。フェース２。",
    "（１１）　その他",
    "　ベトナム、インド。",
)
HEADINGS = (
    (1, "3"),
    (2, "3 [1]"),
    (3, "3 [1] (1)"),
    (7, "3 [1] (2)"),
    (12, "3 [1] (11)"),
)
THINGS = (
    NamedThing("country", "VN", ("ベトナム", "Viet Nam"), "越"),
    NamedThing("country", "JP", ("日本",), "日"),
    NamedThing("country", "FR", ("フランス",), "仏"),
    NamedThing("country", "US", ("米国",), "米"),
    NamedThing("country", "GB", ("英国",), "英"),
    NamedThing("country", "IN", ("インド",), "印"),
    NamedThing("country", "TH", ("タイ",)),
    NamedThing("organisation", "mic", ("総務省", "MIC")),
    NamedThing("organisation", "itu", ("国際電気通信連合",)),
    NamedThing("person", "umino", ("海野太郎",)),
    NamedThing("programme", "ports", ("港湾整備事業",)),
)
LOOKALIKES = ("インド太平洋",)
INDEXED = frozenset({"country", "organisation"})
ORIGIN = "agreements.csv, row 4, column date"

MEMO, UMINO = iris.thing("agreement", "memo"), iris.thing("person", "umino")
FIGURE, BUDGET = iris.thing("figure", "share"), iris.thing("budget", "ports-2022")
ACTIVITY = iris.thing("activity", "talk")

Term = NamedNode | Literal


def _ja(text: str) -> Literal:
    return Literal(text, language="ja")


def _date(value: str) -> Literal:
    return Literal(value, datatype=XSD.date)


def _number(value: str) -> Literal:
    return Literal(value, datatype=XSD.decimal)


def _country(code: str) -> NamedNode:
    return iris.thing("country", code)


def _fact(
    subject: NamedNode,
    predicate: NamedNode,
    obj: Term,
    *lines: int,
    basis: Basis = Basis.STATED,
    origin: str = ORIGIN,
) -> Fact:
    passages = tuple(Passage("ocean", line, line) for line in lines)
    return Fact(subject, predicate, obj, basis, passages, origin)


def _prover(sources: Sources | None = None) -> Prover:
    known = [thing for thing in THINGS if thing.kind in INDEXED]
    return Prover(
        sources or Sources({"ocean": LINES}),
        {(thing.kind, thing.key): thing for thing in THINGS},
        NameIndex(known, LOOKALIKES),
        INDEXED,
        {"ocean": HEADINGS},
    )


def _check(*facts: Fact) -> Report:
    return _prover().check(facts)


def _said(unproven: Unproven) -> str:
    """What is the matter, without where."""
    return unproven.reason.partition(" is not on ")[0]


def _wanted(*facts: Fact) -> list[str]:
    return [_said(unproven) for unproven in _check(*facts).unproven]


PROVEN = [
    pytest.param(MEMO, RDFS.label, _ja("港の覚書"), 4, "港の覚書", id="a name"),
    pytest.param(MEMO, SHK.printedWords, _ja("総務省 とﾍﾞﾄﾅﾑ"), 4, "総務省 とﾍﾞﾄﾅﾑ", id="words"),
    pytest.param(MEMO, SHK.place, _ja("広島"), 5, "広島", id="a place"),
    pytest.param(MEMO, SHK.date, _date("2022-11-09"), 4, "2022-11-09", id="a date"),
    pytest.param(MEMO, SHK.date, _date("2022-11"), 4, "2022-11", id="a month"),
    pytest.param(MEMO, SHK.date, _date("2023-05-19"), 5, "2023-05-19", id="a first day"),
    pytest.param(MEMO, SHK.endDate, _date("2023-05-21"), 5, "2023-05-21", id="a last day"),
    pytest.param(
        *(BUDGET, SHK.amount, Literal("108700000000", datatype=XSD.integer), 6),
        *("108,700,000,000 yen",),
        id="an amount",
    ),
    pytest.param(FIGURE, SHK.printedValue, Literal("約4割"), 6, "約4割", id="a printed value"),
    pytest.param(BUDGET, SHK.fiscalYear, iris.fiscal_year(2022), 6, "FY2022", id="a fiscal year"),
    pytest.param(
        *(iris.fiscal_year(2022), RDFS.label, _ja("令和4年度"), 6, "令和4年度"),
        id="the name of a fiscal year",
    ),
    pytest.param(UMINO, RDFS.label, _ja("海野太郎"), 5, "海野太郎 (person umino)", id="a person"),
    pytest.param(ACTIVITY, SHK.holder, UMINO, 5, "海野太郎 (person umino)", id="by a person"),
    pytest.param(
        *(BUDGET, SHK.allocatedTo, iris.thing("programme", "ports"), 6),
        *("港湾整備事業 (programme ports)",),
        id="a programme",
    ),
    pytest.param(
        *(MEMO, SHK.hasPartyOrganisation, iris.thing("organisation", "mic"), 4),
        *("総務省 (organisation mic)",),
        id="an organisation",
    ),
    *(
        pytest.param(
            *(MEMO, SHK.hasPartyCountry, _country(code), line, f"{name} (country {code})"),
            id=f"{code} {how}",
        )
        for code, name, line, how in (
            ("VN", "ベトナム", 4, "by name"),
            ("VN", "ベトナム", 8, "in 日越"),
            ("JP", "日本", 8, "in 日越"),
            ("FR", "フランス", 8, "in （仏、米、英）"),
            ("US", "米国", 8, "in （仏、米、英）"),
            ("GB", "英国", 8, "in （仏、米、英）"),
        )
    ),
]

OTHERS = [
    pytest.param(MEMO, SHK.date, _date("2022-11-19"), 4, "2022-11-19", id="another day"),
    pytest.param(MEMO, SHK.date, _date("2022-01"), 4, "2022-01", id="another month"),
    pytest.param(MEMO, SHK.date, _date("2023-05-20"), 5, "2023-05-20", id="a day between"),
    pytest.param(
        *(BUDGET, SHK.amount, Literal("10870000000", datatype=XSD.integer), 6),
        *("10,870,000,000 yen",),
        id="a tenth of the amount",
    ),
    pytest.param(BUDGET, SHK.fiscalYear, iris.fiscal_year(2023), 6, "FY2023", id="another year"),
    pytest.param(MEMO, RDFS.label, _ja("海の覚書"), 4, "海の覚書", id="another name"),
    *(
        pytest.param(
            *(MEMO, SHK.hasPartyCountry, _country(code), line, f"{name} (country {code})"),
            id=f"{code}, only {what}",
        )
        for code, name, line, what in (
            ("TH", "タイ", 4, "ベトナム"),
            ("IN", "インド", 8, "インドネシア and インド太平洋"),
            ("VN", "ベトナム", 10, "越境"),
            ("US", "米国", 10, "南米"),
            ("GB", "英国", 10, "平日英会話"),
        )
    ),
]


@pytest.mark.parametrize(("subject", "predicate", "obj", "line", "wanted"), PROVEN)
def test_a_stated_fact_is_found_on_its_line(
    subject: NamedNode, predicate: NamedNode, obj: Term, line: int, wanted: str
) -> None:
    assert _check(_fact(subject, predicate, obj, line)) == Report(1, (), {}, 0)


@pytest.mark.parametrize(("subject", "predicate", "obj", "line", "wanted"), PROVEN)
def test_a_stated_fact_is_reported_on_a_wrong_line(
    subject: NamedNode, predicate: NamedNode, obj: Term, line: int, wanted: str
) -> None:
    report = _check(_fact(subject, predicate, obj, 11))
    assert [str(unproven) for unproven in report.unproven] == [
        f"{ORIGIN}: {wanted} is not on ocean lines 11"
    ]
    assert (report.proven, report.holds) == (0, False)


@pytest.mark.parametrize(("subject", "predicate", "obj", "line", "wanted"), OTHERS)
def test_what_the_line_does_not_say_is_reported(
    subject: NamedNode, predicate: NamedNode, obj: Term, line: int, wanted: str
) -> None:
    assert _wanted(_fact(subject, predicate, obj, line)) == [wanted]


@pytest.mark.parametrize(
    ("printed", "value", "wanted"),
    [
        ("310人", "310", []),
        ("310人", "320", ["320 is not what '310人' amounts to"]),
        ("約４割", "40", []),
        ("約４割", "4", ["4 is not what '約４割' amounts to"]),
        ("約1,087億円", "108700000000", []),
        ("約1,087億円", "1087", ["1087 is not what '約1,087億円' amounts to"]),
    ],
)
def test_a_figure_is_what_its_printed_value_amounts_to(
    printed: str, value: str, wanted: list[str]
) -> None:
    facts = (
        _fact(FIGURE, SHK.printedValue, Literal(printed), 6, 8),
        _fact(FIGURE, SHK.value, _number(value), 6, 8),
    )
    assert _wanted(*facts) == wanted


def test_a_figure_without_a_printed_value_is_reported() -> None:
    assert _wanted(_fact(FIGURE, SHK.value, _number("310"), 8)) == ["310 is not what '' amounts to"]


@pytest.mark.parametrize(
    ("number", "line", "is_there"),
    [
        ("3-1-1", 4, True),
        ("3-1-1", 8, False),
        ("3-1-1", 13, False),
        ("3-1-11", 13, True),
        ("3-1-11", 4, False),
        ("3-1-2", 8, True),
        ("3-1-2", 4, False),
        ("3-1", 4, True),
        ("3-1-1-1", 4, False),
        ("1-1", 4, False),
    ],
)
def test_a_fact_about_a_measure_stands_under_its_heading(
    number: str, line: int, is_there: bool
) -> None:
    measure = iris.measure("2031", number)
    expected = [] if is_there else [f"the measure {number}"]
    assert _wanted(_fact(measure, SHK.namesCountry, _country("VN"), line)) == expected
    assert _wanted(_fact(ACTIVITY, SHK.activityOf, measure, line)) == expected


def test_one_of_several_passages_under_the_heading_is_enough() -> None:
    measure = iris.measure("2031", "3-1-2")
    assert _wanted(_fact(measure, SHK.namesCountry, _country("VN"), 4, 8)) == []


def test_a_measure_and_a_country_may_both_be_wrong() -> None:
    measure = iris.measure("2031", "3-1-2")
    report = _check(_fact(measure, SHK.namesCountry, _country("TH"), 4))
    assert [_said(unproven) for unproven in report.unproven] == [
        "タイ (country TH)",
        "the measure 3-1-2",
    ]
    assert report.proven == 0


def test_a_measure_in_a_document_without_headings_is_reported() -> None:
    prover = _prover(Sources({"note": LINES}))
    measure, passages = iris.measure("2031", "3-1-1"), (Passage("note", 4, 4),)
    fact = Fact(measure, SHK.namesCountry, _country("VN"), Basis.STATED, passages)
    assert [_said(unproven) for unproven in prover.check([fact]).unproven] == ["the measure 3-1-1"]


def test_a_name_may_go_on_in_the_next_line_cited() -> None:
    itu = iris.thing("organisation", "itu")
    assert _wanted(_fact(MEMO, SHK.hasPartyOrganisation, itu, 10, 11)) == []
    assert len(_wanted(_fact(MEMO, SHK.hasPartyOrganisation, itu, 10))) == 1


def test_a_thing_is_shown_by_its_words_where_it_is_not_named() -> None:
    talk = NamedThing("event", "talk", ("広島講演会",), words="広島で講演")
    prover = Prover(
        Sources({"ocean": LINES}),
        {(thing.kind, thing.key): thing for thing in (talk, *THINGS)},
        NameIndex([]),
        frozenset(),
        {},
    )
    facts = [_fact(MEMO, SHK.adoptedAt, iris.thing("event", "talk"), line) for line in (5, 4)]
    (unproven,) = prover.check(facts).unproven
    assert unproven.fact is facts[1]
    assert _said(unproven) == "広島講演会 (event talk)"


def test_numbers_that_stand_apart_prove_no_longer_one() -> None:
    prover = _prover(Sources({"ocean": ["３ 10円", "310円"]}))
    amount = Literal("310", datatype=XSD.integer)
    facts = [_fact(BUDGET, SHK.amount, amount, line) for line in (1, 2)]
    assert [unproven.fact for unproven in prover.check(facts).unproven] == facts[:1]


@pytest.mark.parametrize("basis", [Basis.EDITORIAL, Basis.DERIVED])
def test_what_is_not_stated_is_not_looked_up(basis: Basis) -> None:
    fact = _fact(MEMO, SHK.hasPartyCountry, _country("TH"), 11, basis=basis)
    assert _check(fact) == Report(0, (), {}, 1)


def test_codes_and_other_languages_are_counted_as_unchecked() -> None:
    facts = [
        _fact(MEMO, SHK.status, SHK["status-done"], 4, origin=""),
        _fact(MEMO, RDF.type, SHK.Memorandum, 4, origin=""),
        _fact(ACTIVITY, SHK.status, SHK["status-in-force"], 4, origin=""),
        _fact(MEMO, RDFS.label, Literal("A memorandum", language="en"), 4, origin=""),
    ]
    report = _check(*facts)
    assert (report.proven, report.unproven, report.holds) == (0, (), True)
    assert list(report.unchecked.items()) == [
        ("status", 2),
        ("type", 1),
        ("label", 1),
    ]


def test_facts_of_documents_that_are_not_at_hand_are_passed_over() -> None:
    passages = (Passage("ocean", 4, 4), Passage("note", 4, 4))
    fact = Fact(MEMO, SHK.hasPartyCountry, _country("TH"), Basis.STATED, passages)
    assert _check(fact) == Report(0, (), {}, 0)


def test_a_document_proves_alone_what_two_are_cited_for_if_each_shows_something() -> None:
    sources = Sources({"ocean": LINES, "note": ["ベトナム", "港の覚書"]})

    def check(line: int) -> Report:
        passages = (Passage("ocean", 6, 6), Passage("note", line, line))
        facts = (
            Fact(MEMO, SHK.printedWords, _ja("約４割"), Basis.STATED, passages, ORIGIN),
            Fact(MEMO, SHK.hasPartyCountry, _country("VN"), Basis.STATED, passages, ORIGIN),
        )
        return _prover(sources).check(facts)

    assert check(1).holds
    assert [u.fact.predicate for u in check(2).unproven] == [SHK.hasPartyCountry]
    assert check(2).idle == (
        "agreements.csv, row 4, column lines: note lines 2 shows nothing of the row",
    )


LIST = ("２０２３年、ベトナムと英国は合意した。", "英国、日本。", "ベトナム、英国。")


@pytest.mark.parametrize(
    ("name", "printed", "country", "line", "is_shown"),
    [
        ("日越会談", "", "VN", 1, True),
        ("日越会談", "", "GB", 1, False),
        ("会談", "", "VN", 1, False),
        ("会談", "ベトナムと", "VN", 1, True),
        ("会談", "ベトナムと", "GB", 1, False),
        ("会談", "", "GB", 2, True),
    ],
)
def test_a_country_among_others_must_be_the_one_that_the_row_speaks_of(
    name: str, printed: str, country: str, line: int, is_shown: bool
) -> None:
    talk = NamedThing("event", "talk", (name,), words=printed)
    known = [thing for thing in THINGS if thing.kind in INDEXED]
    prover = Prover(
        Sources({"ocean": LIST}),
        {(thing.kind, thing.key): thing for thing in (talk, *THINGS)},
        NameIndex(known, LOOKALIKES),
        INDEXED,
        {},
    )
    event = iris.thing("event", "talk")
    facts = [_fact(event, SHK.carriedOutWith, _country(country), line)]
    if printed:
        facts.append(_fact(event, SHK.printedWords, _ja(printed), 1))
    unproven = [u for u in prover.check(facts).unproven if u.fact is facts[0]]
    reason = f"the row does not say that it is {country} of the countries on ocean lines {line}"
    assert [u.reason for u in unproven] == ([] if is_shown else [reason])


def test_a_row_may_name_all_the_countries_of_its_lines() -> None:
    event = iris.thing("event", "talk")
    talk = NamedThing("event", "talk", ("会談",))
    known = [thing for thing in THINGS if thing.kind in INDEXED]
    things = {(thing.kind, thing.key): thing for thing in (talk, *THINGS)}
    prover = Prover(Sources({"ocean": LIST}), things, NameIndex(known), INDEXED, {})
    facts = [_fact(event, SHK.carriedOutWith, _country(code), 3) for code in ("VN", "GB")]
    assert prover.check(facts).holds


@pytest.mark.parametrize(
    ("status", "text", "is_shown"),
    [
        ("ongoing", "実証を実施中。", True),
        ("ongoing", "支援している。", True),
        ("ongoing", "取り組んでいる。", True),
        ("ongoing", "実施した。", False),
        ("planned", "開催予定。", True),
        ("planned", "推進していく。", True),
        ("planned", "開催した。", False),
        ("negotiating", "交渉を継続。", True),
        ("negotiating", "発効した。", False),
    ],
)
def test_a_status_that_a_word_can_show_needs_the_word(
    status: str, text: str, is_shown: bool
) -> None:
    fact = _fact(ACTIVITY, SHK.status, SHK[f"status-{status}"], 1)
    report = _prover(Sources({"ocean": [text]})).check([fact])
    assert [_said(u) for u in report.unproven] == ([] if is_shown else [f"a word for {status}"])


def test_a_misprint_proves_as_printed_and_as_corrected() -> None:
    sources = Sources({"ocean": LINES}, [Correction("ocean", 11, "フェース", "フェーズ", "why")])
    facts = [
        _fact(MEMO, SHK.printedWords, _ja(w), 11) for w in ("フェース2", "フェーズ2", "フェー2")
    ]
    report = _prover(sources).check(facts)
    assert [_said(unproven) for unproven in report.unproven] == ["フェー2"]


def test_a_stale_correction_is_a_doubt() -> None:
    sources = Sources({"ocean": LINES}, [Correction("ocean", 4, "フェース", "フェーズ", "why")])
    report = _prover(sources).check([])
    assert report.doubts == ("corrections.csv: フェース is not printed on ocean line 4",)
    assert not report.holds


def test_a_report_counts_every_fact_once() -> None:
    report = _check(
        _fact(MEMO, SHK.hasPartyCountry, _country("VN"), 4),
        _fact(MEMO, SHK.hasPartyCountry, _country("TH"), 4),
        _fact(MEMO, SHK.status, SHK["status-done"], 4),
        _fact(MEMO, SHK.hasPartyCountry, _country("IN"), 4, basis=Basis.EDITORIAL),
    )
    assert (report.proven, len(report.unproven), report.editorial) == (1, 1, 1)
    assert report.unchecked == {"status": 1}


def test_a_fact_without_a_cell_is_named_by_its_lines() -> None:
    (unproven,) = _check(_fact(MEMO, SHK.place, _ja("大阪"), 5, origin="")).unproven
    assert str(unproven) == "ocean lines 5: 大阪 is not on ocean lines 5"


def test_passages_are_named_by_document_and_lines() -> None:
    passages = [Passage("ocean", 7, 9), Passage("note", 3, 3), Passage("ocean", 12, 12)]
    assert where(passages) == "ocean lines 7-9, 12; note lines 3"


def test_a_world_without_codes_of_countries_can_be_checked() -> None:
    mic = NamedThing("organisation", "mic", ("総務省",))
    key = ("organisation", "mic")
    prover = Prover(
        Sources({"ocean": LINES}), {key: mic}, NameIndex([mic]), INDEXED, {"ocean": HEADINGS}
    )
    fact = _fact(MEMO, SHK.hasPartyOrganisation, iris.thing(*key), 5)
    assert [_said(unproven) for unproven in prover.check([fact]).unproven] == [
        "総務省 (organisation mic)"
    ]
