import pytest

from loaders.budget.blocks import find_budget_blocks
from loaders.readers.text import Line


def _blocks(text: str, headings: tuple[int, ...] = ()) -> list[list[int]]:
    """The line numbers of each block, lines counted from 1."""
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    found = find_budget_blocks(lines, frozenset(headings))
    return [[line.number for line in block.lines] for block in found]


BLOCKS = [
    pytest.param("【予算】灯台事業 1億円", [[1]], id="one line"),
    pytest.param("序\n【予算】灯台事業\n1億円\n結", [[2, 3]], id="to the last amount"),
    pytest.param("【予算】灯台事業\n\n\n\n\n1億円", [[1, 6]], id="any gap before the first amount"),
    pytest.param("【予算】灯台 1億円\n\n\n海図 2億円", [[1, 4]], id="two empty lines go on"),
    pytest.param("【予算】灯台 1億円\n\n\n\n海図 2億円", [[1]], id="three empty lines end it"),
    pytest.param("【予算】灯台 1億円\n　\n \n\t\n海図 2億円", [[1]], id="blanks are empty lines"),
    pytest.param("【予算】灯台\n1億円\n- 海図 2億円", [[1, 2]], id="a bullet"),
    pytest.param("【予算】灯台\n1億円\n・海図 2億円", [[1, 2]], id="a Japanese bullet"),
    pytest.param("【予算】灯台\n1億円\n海図に2億円を充てる。", [[1, 2]], id="a sentence"),
    pytest.param("【予算】灯台\n1億円\n【図】2億円の海図", [[1, 2]], id="a caption"),
    pytest.param("【予算】灯台\n1億円\n<海図> 2億円", [[1, 2]], id="a caption in angles"),
    pytest.param("【予算】灯台\n【予算】海図 2億円", [[1], [2]], id="another mark"),
    pytest.param("【予算】灯台 1億円\nあ\nい\nう\nえ\nお\n2億円", [[1]], id="five lines of text"),
    pytest.param(
        "【予算】\n灯\n台\n整\n備\n1億円", [[1, 2, 3, 4, 5, 6]], id="a name over four lines"
    ),
    pytest.param("【予算】\n灯\n台\nの\n整\n備\n1億円", [[1]], id="no name is over five"),
    pytest.param("【予算】灯台 1億円\n海図 50万円", [[1, 2]], id="small amounts count"),
    pytest.param("【予算】灯台 1億円\n【新規】\n図", [[1, 2]], id="a mark on its own line"),
    pytest.param("【予算】灯台 1億円\n（再掲）\n図", [[1, 2]], id="a mark in brackets"),
    pytest.param("【予算】灯台 1億円\nの内数\n図", [[1, 2]], id="a portion mark"),
    pytest.param(
        "【予算】灯台 3億円（5年度 1億円\n（航路標識事業）\n）\n図", [[1, 2, 3]], id="open brackets"
    ),
    pytest.param("【予算】灯台 3億円（5年度 1億円\n図\n表", [[1]], id="a bracket never closed"),
    pytest.param("【予算】 -", [[1]], id="no amount at all"),
    pytest.param("予算 灯台事業 1億円", [], id="no mark"),
]


@pytest.mark.parametrize(("text", "blocks"), BLOCKS)
def test_a_block_ends_where_its_budget_ends(text: str, blocks: list[list[int]]) -> None:
    assert _blocks(text) == blocks


def test_a_heading_ends_a_block() -> None:
    text = "【予算】灯台 1億円\n(2) 海図 2億円"
    assert _blocks(text) == [[1, 2]]
    assert _blocks(text, headings=(2,)) == [[1]]


def test_lines_of_a_block_come_without_markup() -> None:
    lines = [Line(4, "#### **【予算】**\t灯台事業  "), Line(5, " **1億円**")]
    (block,) = find_budget_blocks(lines, frozenset())
    assert [line.text for line in block.lines] == ["【予算】 灯台事業", "1億円"]
    assert block.first_line == 4
