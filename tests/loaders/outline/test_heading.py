import pytest

from loaders.outline.heading import (
    Heading,
    Level,
    PrintedLine,
    join_wrapped,
    parse_heading,
    parse_sections,
    strip_markup,
)
from loaders.readers.text import Line

HEADINGS = [
    ("Ⅲ 安全な海の確保", Level.PILLAR, "III", "安全な海の確保", "III"),
    ("IV 海に学ぶ", Level.PILLAR, "IV", "海に学ぶ", "IV"),
    ("12 港湾の活性化", Level.CHAPTER, "12", "港湾の活性化", "12"),
    ("[1] 灯台の整備", Level.SECTION, "1", "灯台の整備", "[1]"),
    ("[ 2 ]海図の更新", Level.SECTION, "2", "海図の更新", "[2]"),
    ("(3) 灯台の改修", Level.MEASURE, "3", "灯台の改修", "(3)"),
    ("（ 10 ）灯台の改修", Level.MEASURE, "10", "灯台の改修", "(10)"),
    ("(3) 灯台の改修（続き）", Level.MEASURE, "3", "灯台の改修", "(3)"),
    ("(3) 灯台の改修 ( 続き )", Level.MEASURE, "3", "灯台の改修", "(3)"),
    ("①監視装置", Level.PART, "1", "監視装置", "①"),
    ("⑳ 監視装置", Level.PART, "20", "監視装置", "⑳"),
]

NO_HEADINGS = [
    ("12年度の予算", Level.CHAPTER),
    ("2031 海の計画", Level.CHAPTER),
    ("12", Level.CHAPTER),
    ("[a] 灯台", Level.SECTION),
    ("[1]", Level.SECTION),
    ("(例) 灯台", Level.MEASURE),
    ("(2031) 灯台", Level.MEASURE),
    ("灯台 (1) 改修", Level.MEASURE),
    ("㉑監視装置", Level.PART),
    ("Vessel traffic", Level.PILLAR),
]

MARKUP = [
    ("### (1) 灯台の改修", "(1) 灯台の改修", True),
    ("  ## **1 航路の安全**", "1 航路の安全", True),
    ("**(1) 灯台の改修**", "(1) 灯台の改修", False),
    ("- [1]灯台の整備", "[1]灯台の整備", False),
    ("- 灯台を改修する。", "- 灯台を改修する。", False),
    ("#灯台", "#灯台", False),
    ("1\t航路の　安全", "1 航路の 安全", False),
]


@pytest.mark.parametrize(("text", "level", "number", "title", "label"), HEADINGS)
def test_a_heading_has_number_and_title(
    text: str, level: Level, number: str, title: str, label: str
) -> None:
    heading = parse_heading(PrintedLine(5, text, is_marked=False), level)
    assert heading == Heading(level, number, title, 5)
    assert heading.label == label


@pytest.mark.parametrize(("text", "level"), NO_HEADINGS)
def test_other_text_is_no_heading(text: str, level: Level) -> None:
    assert parse_heading(PrintedLine(5, text, is_marked=True), level) is None


@pytest.mark.parametrize(("printed", "text", "is_marked"), MARKUP)
def test_markup_is_taken_off(printed: str, text: str, is_marked: bool) -> None:
    assert strip_markup(Line(9, printed)) == PrintedLine(9, text, is_marked)


def test_a_line_that_is_broken_without_ending_goes_on() -> None:
    lines = [strip_markup(Line(*line)) for line in enumerate(["①海図の更新と  ", "公開", ""], 1)]
    assert lines[0].is_wrapped
    assert join_wrapped(lines, 0).text == "①海図の更新と公開"
    assert join_wrapped(lines, 1).text == "公開"


def test_a_broken_line_does_not_take_in_what_begins_anew() -> None:
    lines = [strip_markup(Line(*line)) for line in enumerate(["(1) 海図の更新  ", "- 箇条書き"], 1)]
    assert join_wrapped(lines, 0).text == "(1) 海図の更新"


def test_a_line_may_hold_several_sections() -> None:
    line = PrintedLine(3, "[1] 灯台の整備 / [2] 海図／潮汐の更新", is_marked=False)
    assert [(h.number, h.title, h.line) for h in parse_sections(line)] == [
        ("1", "灯台の整備", 3),
        ("2", "海図／潮汐の更新", 3),
    ]


def test_a_slash_inside_a_title_parts_nothing() -> None:
    line = PrintedLine(3, "[1] 灯台/海図 の整備", is_marked=False)
    assert [h.title for h in parse_sections(line)] == ["灯台/海図 の整備"]
