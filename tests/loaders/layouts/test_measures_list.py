"""The layout on a whole document of our own; what it must find is written out here by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from loaders.account import CONTENTS, LIST, PROSE, UNREAD, USED
from loaders.layouts import LAYOUTS
from loaders.linking import NamedThing, NameIndex
from loaders.readers import Line, Text, read
from loaders.tables.documents import DocumentRow
from ontology.model import Reading

OCEAN = DocumentRow(
    slug="ocean-measures-2031",
    title_ja="海洋省重点施策2031",
    title_en="Ocean Measures 2031",
    publisher_ja="海洋省",
    publisher_en="Ministry of the Ocean",
    published="2031-04-01",
    edition="2031",
    layout="measures-list",
    covers=(),
    file="ocean_measures_2031.txt",
    sha256="",
    lines=152,
    min_measures=12,
    min_allocations=20,
)
INDEX = NameIndex(
    [
        NamedThing("country", "JP", ("日本",), "日"),
        NamedThing("country", "VN", ("ベトナム",), "越"),
        NamedThing("country", "TH", ("タイ",)),
        NamedThing("country", "IN", ("インド",), "印"),
        NamedThing("region", "southeast-asia", ("東南アジア",)),
        NamedThing("organisation", "imo", ("国際海事機関", "IMO")),
    ]
)

AREAS = [
    ("I", None, 12, "安全な海の確保"),
    ("1", "I", 33, "航路の安全の確保"),
    ("1-1", "1", 35, "灯台の整備"),
    ("1-2", "1", 88, "海図の更新と公開"),
    ("2", "I", 112, "港湾の活性化"),
    ("2-1", "2", 102, "港湾手続のデジタル化の推進"),
    ("2-2", "2", 114, "離島航路の維持"),
    ("II", None, 26, "海に学ぶ人の育成"),
    ("3", "II", 129, "海の国際協力と教育"),
    ("3-1", "3", 131, "航路標識の国際協力"),
    ("3-2", "3", 141, "海の教育の推進"),
]

MEASURES = [
    ("1-1-1", None, "1-1", 37, "灯台の改修"),
    ("1-1-2", None, "1-1", 50, "灯台の遠隔監視"),
    ("1-1-2-1", "1-1-2", "1-1", 56, "監視装置の設置"),
    ("1-1-2-2", "1-1-2", "1-1", 60, "通信の確保"),
    ("1-1-3", None, "1-1", 81, "灯台の公開"),
    ("1-2-1", None, "1-2", 90, "海図の更新"),
    ("2-1-1", None, "2-1", 104, "港湾手続のデジタル化"),
    ("2-2-2", None, "2-2", 116, "離島航路の維持"),
    ("2-2-3", None, "2-2", 125, "離島の港の整備"),
    ("3-1-1", None, "3-1", 133, "航路標識の国際協力"),
    ("3-2-1", None, "3-2", 145, "船員の育成"),
    ("3-2-2", None, "3-2", 149, "海の博物館"),
]

BUDGETS = """\
1-1-1   44-44   灯台改修事業 2031 initial 320
1-1-1   44-44   灯台改修事業 2030 initial 200
1-1-2-1 58-58   灯台監視事業 2030 supplementary 150 new
1-1-2-2 62-70   海上通信の安全性を高める事業 2030 supplementary 2800 portion relisted
1-1-2-2 62-70   海上通信の安全性を高める事業 2031 initial 210 portion relisted
1-1-2-2 62-70   海上通信の安全性を高める事業 2029 supplementary-2 1000 relisted 沿岸通信事業
1-1-2-2 62-70   海上通信の安全性を高める事業 2030 initial 130 relisted 沿岸通信事業
1-1-2-2 62-70   海上通信の安全性を高める事業 2029 supplementary 1220 relisted 船舶通信事業
1-1-2-2 62-70   海上通信の安全性を高める事業 2030 initial 70 relisted 船舶通信事業
1-2-1   94-98   海図更新事業 2031 initial 140
1-2-1   94-98   海図更新事業 2030 initial 2300
1-2-1   95-99   潮汐観測事業 2030 supplementary-1 200 new
1-2-1   96-100  海流調査事業 2031 initial 250
1-2-1   96-100  海流調査事業 2030 initial 110
2-1-1   108-110 港湾基金 (JPF) を活用した手続のデジタル化 2031 industrial-investment 36000
2-1-1   108-110 港湾基金 (JPF) を活用した手続のデジタル化 2031 government-guarantee 24000
2-1-1   108-110 港湾基金 (JPF) を活用した手続のデジタル化 2030 industrial-investment 24400
2-1-1   108-110 港湾基金 (JPF) を活用した手続のデジタル化 2030 government-guarantee 20900
2-2-2   121-121 離島航路補助金 2031 initial 1800000
2-2-2   121-121 離島航路補助金 2030 initial 1700000 portion
2-2-3   127-127 - 2031 initial 50
2-2-3   127-127 - 2030 initial 40
"""
"""Measure, lines, programme, year, stage, millions of yen, marks and former name."""

MENTIONS = {
    ("3-1-1", "VN", 135),
    ("3-1-1", "TH", 135),
    ("3-1-1", "VN", 136),
    ("3-1-1", "JP", 136),
    ("3-1-1", "southeast-asia", 136),
    ("3-1-1", "imo", 137),
}

PATHS = [
    (50, "1 [1] (2)"),
    (56, "1 [1] (2) ①"),
    (60, "1 [1] (2) ②"),
    (73, "1"),
    (75, "1 [1]"),
    (77, "1 [1] (2)"),
    (81, "1 [1] (3)"),
    (102, "2"),
    (102, "2 [1]"),
    (104, "2 [1] (1)"),
    (123, "2"),
    (125, "2 [2] (3)"),
]

ISSUES = [
    (143, "a budget that stands under no measure"),
    (147, "'12年度3次補正' names a supplementary budget we have no stage for"),
    (151, "a budget line without an amount"),
]


def _read(path: Path, document: DocumentRow = OCEAN) -> Reading:
    return LAYOUTS["measures-list"](read(path), document, INDEX)


def _read_lines(text: str) -> Reading:
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), start=1))
    return LAYOUTS["measures-list"](Text(Path("ours.txt"), "", lines), OCEAN, INDEX)


@pytest.fixture(scope="module")
def reading(ocean: Path) -> Reading:
    """All that the document says."""
    return _read(ocean)


def test_areas_stand_under_each_other(reading: Reading) -> None:
    assert [(a.id, a.parent, a.line, a.title) for a in reading.areas] == AREAS
    assert {area.edition for area in reading.areas} == {"2031"}


def test_measures_and_their_parts_are_found_once(reading: Reading) -> None:
    found = [(m.id, m.parent, m.section, m.line, m.title) for m in reading.measures]
    assert found == MEASURES
    assert {measure.edition for measure in reading.measures} == {"2031"}


def test_budgets_stand_under_their_measures(reading: Reading) -> None:
    found = []
    for measure, entry in reading.budgets:
        for a in entry.allocations:
            marks = [
                a.is_portion and "portion",
                a.is_new and "new",
                entry.is_relisted and "relisted",
            ]
            cells = [entry.programme or "-", a.fiscal_year, a.stage, a.yen // 10**6, *marks]
            printed = " ".join(str(cell) for cell in (*cells, a.former_name) if cell)
            found.append(f"{measure:7} {f'{entry.line}-{entry.last_line}':7} {printed}")
    assert found == BUDGETS.splitlines()


def test_names_in_the_text_are_mentions_of_the_measure(reading: Reading) -> None:
    assert {(m.measure, m.key, m.line) for m in reading.mentions} == MENTIONS
    assert len(reading.mentions) == len(MENTIONS)


def test_names_in_titles_of_areas_are_no_mentions() -> None:
    reading = _read_lines("1 タイの航路\n[1] ベトナムの灯台\n(1) 東南アジアの灯台\nIMOの基準")
    found = [(mention.measure, mention.key) for mention in reading.mentions]
    assert found == [("1-1-1", "southeast-asia"), ("1-1-1", "imo")]


def test_heading_paths_follow_the_pages(reading: Reading) -> None:
    lines = {line for line, _ in PATHS}
    assert [heading for heading in reading.headings if heading[0] in lines] == PATHS


def test_what_was_not_understood_is_an_issue(reading: Reading) -> None:
    assert [(issue.line, issue.reason) for issue in reading.issues] == ISSUES
    assert {issue.document for issue in reading.issues} == {"ocean-measures-2031"}
    assert reading.issues[0].text == "【予算】 海の教室事業 0.2億円"


def test_only_the_covered_chapters_are_taken(ocean: Path) -> None:
    reading = _read(ocean, replace(OCEAN, covers=("2",)))
    assert [area.id for area in reading.areas] == ["I", "2", "2-1", "2-2"]
    assert [measure.id for measure in reading.measures] == ["2-1-1", "2-2-2", "2-2-3"]
    assert {measure for measure, _ in reading.budgets} == {"2-1-1", "2-2-2", "2-2-3"}
    assert reading.issues == ()
    assert reading.mentions == ()


def test_every_amount_and_heading_is_accounted_for(reading: Reading) -> None:
    outcomes = {(entry.line, entry.what): (entry.outcome, entry.count) for entry in reading.account}
    assert outcomes[119, "money"] == (PROSE, 1)
    assert outcomes[33, "heading"] == (USED, 1)
    assert outcomes[12, "heading"] == (CONTENTS, 1)
    assert {outcome for outcome, _ in outcomes.values()} == {USED, PROSE, CONTENTS, LIST}
    used = sum(e.count for e in reading.account if (e.what, e.outcome) == ("money", USED))
    assert used >= sum(len(entry.allocations) for _, entry in reading.budgets)


def test_an_amount_that_no_budget_line_prints_is_an_issue(tmp_path: Path) -> None:
    path = tmp_path / "ocean.txt"
    path.write_text("1 航路\n[1] 灯台\n(1) 改修\n図の中の 3.0億円\n", encoding="utf-8")
    reading = _read(path)
    assert [(issue.line, issue.reason) for issue in reading.issues] == [(4, UNREAD)]


def test_a_covered_chapter_ends_where_the_next_begins(ocean: Path) -> None:
    """The text of chapter 3 must not fall to the last covered heading above it."""
    reading = _read(ocean, replace(OCEAN, covers=("1", "2")))
    assert reading.mentions == ()
    assert max(line for line, _ in reading.headings) == 125


def test_a_page_that_repeats_only_the_chapter_goes_on_under_its_measure() -> None:
    contents = "目次\n1 航路\n[1] 灯台\n"
    reading = _read_lines(
        contents + "1 航路\n[1] 灯台\n(1) 改修\n①塗装\n1 航路\n②点検\n【予算】点検事業 1億円"
    )
    assert [measure.id for measure in reading.measures] == ["1-1-1", "1-1-1-1", "1-1-1-2"]
    assert [measure for measure, _ in reading.budgets] == ["1-1-1-2"]


def test_amounts_before_the_first_heading_are_nobodys_and_no_issue() -> None:
    reading = _read_lines("総額 5億円\n1 航路\n[1] 灯台\n(1) 改修\n総額 6億円")
    assert [issue.line for issue in reading.issues] == [5]


def test_a_document_without_headings_reads_as_nothing() -> None:
    reading = _read_lines("海は広い。\n【予算】灯台事業 1億円")
    assert reading == Reading("ocean-measures-2031", "2031")


def _read_text(tmp_path: Path, text: str) -> Reading:
    path = tmp_path / "ocean.txt"
    path.write_text(text, encoding="utf-8")
    return _read(path)


def test_full_width_numbers_are_numbers(tmp_path: Path) -> None:
    reading = _read_text(
        tmp_path, "１ 航路\n[１] 灯台\n（１）改修\n【予算】 灯台事業 1兆2,000億円\n"
    )
    assert [measure.id for measure in reading.measures] == ["1-1-1"]
    assert reading.budgets[0][1].allocations[0].yen == 1_200_000_000_000


def test_a_section_before_any_chapter_is_no_heading(tmp_path: Path) -> None:
    reading = _read_text(tmp_path, "[1] 灯台\n(1) 改修\n本文\n")
    assert (reading.areas, reading.measures) == ((), ())


def test_an_amount_of_less_than_nothing_is_an_issue(tmp_path: Path) -> None:
    text = "1 航路\n[1] 灯台\n(1) 改修\n【予算】 灯台事業 2.0億円（12年度 ▲1.0億円）\n"
    reading = _read_text(tmp_path, text)
    assert reading.budgets == ()
    reasons = [issue.reason for issue in reading.issues if issue.line == 4]
    assert "'▲1.0億円' is less than nothing, which no allocation is" in reasons


def test_a_year_of_heisei_is_its_own(tmp_path: Path) -> None:
    text = "1 航路\n[1] 灯台\n(1) 改修\n【予算】 灯台事業 平成30年度 5億円\n"
    (entry,) = [entry for _, entry in _read_text(tmp_path, text).budgets]
    assert (entry.programme, entry.allocations[0].fiscal_year) == ("灯台事業", 2018)
