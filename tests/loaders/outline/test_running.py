"""The headings of running text: those that are marked, and those in the words of a form."""

import pytest

from loaders.outline.running import find_running_headings
from loaders.readers import Line


def _found(*lines: str) -> list[tuple[int, str]]:
    numbered = [Line(number, line) for number, line in enumerate(lines, start=1)]
    return list(find_running_headings(numbered))


def test_a_heading_carries_those_above_it() -> None:
    found = _found(
        "# 第Ⅱ部　海の現状", "本文", "## 第2章　港", "### 第8節　船", "#### 1　概要",
        "##### （1）　取組", "###### ア 灯台", "- (イ)消防", "##### （2）　課題", "### 第9節　郵便",
    )  # fmt: skip
    assert found == [
        (1, "第II部"),
        (3, "第II部 第2章"),
        (4, "第II部 第2章 第8節"),
        (5, "第II部 第2章 第8節 1"),
        (6, "第II部 第2章 第8節 1 (1)"),
        (7, "第II部 第2章 第8節 1 (1) ア"),
        (8, "第II部 第2章 第8節 1 (1) ア (イ)"),
        (9, "第II部 第2章 第8節 1 (2)"),
        (10, "第II部 第2章 第9節"),
    ]


def test_an_evaluation_has_policies_and_their_two_parts() -> None:
    found = _found(
        "政策２ 港の整備", "政策名 政策２：港の整備", "第Ⅰ部 政策の全体像", "○港", "第Ⅱ部 今後",
        "政策名 政策１０：船", "第Ⅰ部 政策の全体像について",
    )  # fmt: skip
    assert found == [
        (2, "政策2"), (3, "政策2 第I部"), (5, "政策2 第II部"), (6, "政策10"), (7, "政策10 第I部"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("# 特集①　令和の港", "特集①"),
        ("#### ２　海", "2"),
        ("# 港の 話", "港の話"),
        ("###### アジアの港", "アジアの港"),
    ],
)
def test_a_heading_is_called_by_its_number_or_else_by_its_title(line: str, label: str) -> None:
    assert _found(line) == [(1, label)]


@pytest.mark.parametrize(
    "line", ["1 港", "(1) 港", "第1部", "#港", "- (1)港", "政策２：港", "港 # 海", "- 港", ""]
)
def test_what_might_be_a_caption_is_no_heading(line: str) -> None:
    assert _found(line) == []
