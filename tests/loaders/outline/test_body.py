import pytest

from loaders.outline import find_outline
from loaders.readers.text import Line

CONTENTS = """\
海洋省重点施策2031 目次
Ⅰ 安全な海の確保
1 航路の安全の確保
[1] 灯台の整備	4
[2] 海図の更新	6
2 港湾の活性化
[1] 港の整備	8
Ⅱ 海に学ぶ人の育成
3 海の教育
[1] 教材の整備	9
"""


def _outline(body: str, contents: str = CONTENTS) -> list[str]:
    """Labels and titles of the body's headings."""
    lines = [Line(n, text) for n, text in enumerate((contents + body).split("\n"), start=1)]
    return [f"{h.label} {h.title}" for h in find_outline(lines) if not h.in_contents]


CASES = [
    pytest.param(
        "1 航路の安全の確保\n[1] 灯台の整備\n(1) 灯台の改修\n①塗装\n②点検\n(2) 監視\n①通信",
        ["1 航路の安全の確保", "[1] 灯台の整備", "(1) 灯台の改修", "① 塗装", "② 点検", "(2) 監視",
         "① 通信"],
        id="all levels",
    ),
    pytest.param(
        "1 航路の安全の確保\n[1] 灯台の整備\n(1) 改修\n[2] 海図の更新\n(1) 更新\n(2) 公開",
        ["1 航路の安全の確保", "[1] 灯台の整備", "(1) 改修", "[2] 海図の更新", "(1) 更新",
         "(2) 公開"],
        id="numbers begin anew in a section",
    ),
    pytest.param(
        "1 航路の安全の確保\n[1] 灯台の整備\n(1) 改修\n[2] 海図の更新\n(2) 更新\n(3) 公開",
        ["1 航路の安全の確保", "[1] 灯台の整備", "(1) 改修", "[2] 海図の更新", "(2) 更新",
         "(3) 公開"],
        id="numbers run on across sections",
    ),
    pytest.param(
        "Ⅰ 安全な海の確保\n1 航路の安全の確保",
        ["I 安全な海の確保", "1 航路の安全の確保"],
        id="a pillar in the body",
    ),
    pytest.param(
        "1 航路の安全の確保\n[1] 灯台の整備\n(1) 改修\n"
        "1 航路の安全の確保\n[1] 灯台の整備\n(1) 改修（続き）\n(2) 監視",
        ["1 航路の安全の確保", "[1] 灯台の整備", "(1) 改修",
         "1 航路の安全の確保", "[1] 灯台の整備", "(1) 改修", "(2) 監視"],
        id="headers repeated on a new page",
    ),
    pytest.param(
        "1 航路の安全の確保\n[1] 灯台の整備 / [2] 海図の更新\n(1) 改修\n(2) 更新",
        ["1 航路の安全の確保", "[1] 灯台の整備", "[2] 海図の更新", "(1) 改修", "(2) 更新"],
        id="two sections on one line",
    ),
    pytest.param(
        "1 航路の安全の確保\n[1] 灯台の整備\n(1) 改修\n[1] 港の整備\n(1) 岸壁\n3 海の教育",
        ["1 航路の安全の確保", "[1] 灯台の整備", "(1) 改修",
         "2 港湾の活性化", "[1] 港の整備", "(1) 岸壁", "3 海の教育"],
        id="a lost chapter header",
    ),
    pytest.param(
        "[1] 港の整備\n(1) 岸壁", ["2 港湾の活性化", "[1] 港の整備", "(1) 岸壁"],
        id="the first header lost",
    ),
    pytest.param(
        "## 1 航路の安全の確保\n[1] 灯台の整備\n### (1) 改修\n(2) 番号つきの文\n①番号つきの文\n"
        "#### ①塗装\n### (2) 監視",
        ["1 航路の安全の確保", "[1] 灯台の整備", "(1) 改修", "① 塗装", "(2) 監視"],
        id="on a marked page only marked lines are headings",
    ),
    pytest.param(
        "## 1 航路の安全の確保\n[1] 灯台の整備\n### (1) 改修\n"
        "1 航路の安全の確保\n[1] 灯台の整備\n(2) 監視",
        ["1 航路の安全の確保", "[1] 灯台の整備", "(1) 改修",
         "1 航路の安全の確保", "[1] 灯台の整備", "(2) 監視"],
        id="an unmarked page after a marked one",
    ),
]  # fmt: skip

NUMBERED_TEXT = [
    pytest.param("3 年間で灯台を改修する", id="a figure that begins a sentence"),
    pytest.param("2 海の教育", id="the number of another chapter"),
    pytest.param("[5] 海図の更新", id="a section with another number"),
    pytest.param("[2] 参考文献", id="a section that the contents do not list"),
    pytest.param("(3) 監視", id="a measure that skips a number"),
    pytest.param("(1) 監視", id="a measure that goes back"),
    pytest.param("②点検", id="a part that skips a number"),
    pytest.param("Ⅲ 海の幸", id="a pillar that the contents do not list"),
]


@pytest.mark.parametrize(("body", "headings"), CASES)
def test_headings_of_the_body_are_found(body: str, headings: list[str]) -> None:
    assert _outline(body) == headings


@pytest.mark.parametrize("text", NUMBERED_TEXT)
def test_numbered_text_is_no_heading(text: str) -> None:
    above = "1 航路の安全の確保\n[1] 灯台の整備\n(1) 改修\n"
    assert _outline(above + text) == _outline(above.strip())


def test_a_section_without_measures_has_no_parts() -> None:
    """The part would belong to the last measure of the section before."""
    body = "1 航路の安全の確保\n[1] 灯台の整備\n(1) 改修\n[2] 海図の更新\n①更新"
    assert _outline(body)[-1] == "[2] 海図の更新"


def test_a_lost_chapter_header_is_that_of_the_next_chapter() -> None:
    """Chapters 1 and 3 both list the section, and chapter 2 is being read."""
    contents = "目次\n1 航路\n[1] 概要\n2 港湾\n[1] 岸壁の整備\n3 教育\n[1] 概要\n"
    body = "1 航路\n[1] 概要\n2 港湾\n[1] 岸壁の整備\n[1] 概要"
    assert _outline(body, contents)[-2:] == ["3 教育", "[1] 概要"]


def test_a_lost_chapter_header_stands_on_the_line_of_its_section() -> None:
    lines = [Line(n, t) for n, t in enumerate((CONTENTS + "\n[1] 港の整備").split("\n"), start=1)]
    chapter, section = find_outline(lines)[-2:]
    assert (chapter.number, chapter.line) == ("2", 12)
    assert (section.number, section.line) == ("1", 12)
    assert not chapter.in_contents


def test_the_contents_come_first_and_say_so() -> None:
    lines = [Line(n, t) for n, t in enumerate((CONTENTS + "3 海の教育").split("\n"), start=1)]
    flags = [heading.in_contents for heading in find_outline(lines)]
    assert flags == [True] * 9 + [False]


def test_without_contents_a_chapter_is_what_a_section_follows() -> None:
    body = "1 航路の安全の確保\n\n[1] 灯台の整備\n(1) 改修\n5 年後の姿\n(2) 監視"
    assert _outline(body, contents="") == [
        "1 航路の安全の確保",
        "[1] 灯台の整備",
        "(1) 改修",
        "(2) 監視",
    ]


def test_a_text_without_headings_has_no_outline() -> None:
    assert _outline("海は広い。\n(1) 海\n①波", contents="") == []
