import pytest

from loaders.outline.contents import find_contents, is_same_title
from loaders.outline.heading import strip_markup
from loaders.readers.text import Line

CONTENTS = """\
# 海洋省重点施策2031 目次
## Ⅰ 安全な海の確保
### 1 航路の安全の確保
[1]灯台の整備\t4
### 2 港湾の活性化
- [1]離島航路の維持.....8
# 海洋省重点施策2031 目次
## Ⅱ 海に学ぶ人の育成
### 3 海の教育
[1]教材の整備……11
[2]海洋計画2031の普及　102
## 1 航路の安全の確保
[1] 灯台の整備
"""


def _printed(text: str) -> list[str]:
    return [*text.split("\n")]


def _read(text: str) -> list[tuple[str, str, str]]:
    """Chapter, number and title of all that is listed."""
    lines = [strip_markup(Line(n, line)) for n, line in enumerate(_printed(text), start=1)]
    return [(chapter, area.number, area.title) for chapter, area in find_contents(lines).areas]


def test_all_areas_are_listed_with_their_chapters() -> None:
    assert _read(CONTENTS) == [
        ("", "I", "安全な海の確保"),
        ("1", "1", "航路の安全の確保"),
        ("1", "1", "灯台の整備"),
        ("2", "2", "港湾の活性化"),
        ("2", "1", "離島航路の維持"),
        ("2", "II", "海に学ぶ人の育成"),
        ("3", "3", "海の教育"),
        ("3", "1", "教材の整備"),
        ("3", "2", "海洋計画2031の普及"),
    ]


def test_the_contents_end_where_a_chapter_is_printed_again() -> None:
    lines = [strip_markup(Line(n, line)) for n, line in enumerate(_printed(CONTENTS), start=1)]
    contents = find_contents(lines)
    assert contents.last_line == 11
    assert all(area.in_contents for _, area in contents.areas)


@pytest.mark.parametrize("end", ["\t4", " 4", "　104", ".....4", "...... 12", "……11", "… 7", ""])
def test_page_numbers_are_no_part_of_a_title(end: str) -> None:
    assert _read(f"目次\n1 航路\n[1]灯台の整備{end}")[-1] == ("1", "1", "灯台の整備")


@pytest.mark.parametrize("title", ["海洋計画2031", "第2章", "船舶 2031年"])
def test_figures_of_a_title_stay(title: str) -> None:
    assert _read(f"目次\n1 航路\n[1]{title}\t4")[-1] == ("1", "1", title)


def test_a_document_without_contents_lists_nothing() -> None:
    assert _read("1 航路の安全の確保\n[1] 灯台の整備") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("灯台の整備", "灯台の 整備"),
        ("港湾のＤＸ", "港湾のDX"),
        ("港湾のデジタル化の推進等", "港湾のデジタル化"),
        ("災害に強いくにつくりの推進", "災害に強いくにづくりの推進"),
    ],
)
def test_misprints_and_cut_ends_leave_a_title_the_same(one: str, other: str) -> None:
    assert is_same_title(one, other)
    assert is_same_title(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("灯台の整備", "海図の更新"), ("港湾の活性化", "離島航路の維持")]
)
def test_other_titles_are_other_titles(one: str, other: str) -> None:
    assert not is_same_title(one, other)
