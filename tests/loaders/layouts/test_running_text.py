"""Running text: its mentions are read, and what a note-taker added is passed over and told of."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from loaders.layouts import LAYOUTS
from loaders.layouts.running_text import PROPERTIES
from loaders.linking import NamedThing, NameIndex
from loaders.readers import Line, Text
from loaders.tables.documents import DocumentRow
from ontology.model import Accounted, Mention, Reading

NOTE = DocumentRow(
    slug="ocean-note-2031",
    title_ja="海洋白書についてのノート",
    title_en="Note on the White Paper on the Ocean",
    publisher_ja="ノートの筆者",
    publisher_en="The note-taker",
    published="2031-12-05",
    edition="",
    layout="running-text",
    covers=(),
    file="ocean_note_2031.md",
    sha256="",
    lines=9,
    min_measures=0,
    min_allocations=0,
)
INDEX = NameIndex(
    [
        NamedThing("country", "JP", ("日本",), "日"),
        NamedThing("country", "VN", ("ベトナム",), "越"),
        NamedThing("organisation", "imo", ("国際海事機関", "IMO")),
        NamedThing("agreement", "code", ("海洋安全行動規範",)),
    ],
    ["ベトナム戦争"],
)
CALL_OUT = "a call-out of the note-taker"
FOOTNOTE = "a footnote of the note-taker"


def _read(*lines: str) -> Reading:
    numbered = tuple(Line(number, line) for number, line in enumerate(lines, start=1))
    return LAYOUTS["running-text"](Text(Path("ours.md"), "", numbered), NOTE, INDEX)


def _named(reading: Reading) -> list[tuple[str, int]]:
    return [(mention.key, mention.line) for mention in reading.mentions]


def _passed_over(reading: Reading) -> list[tuple[int, str]]:
    return [(entry.line, entry.outcome) for entry in reading.account]


def test_a_name_is_a_mention_of_the_document_with_its_place() -> None:
    reading = _read("海は広い。", "ＩＭＯは、ベトナムと協力する。")
    assert reading.mentions == (
        Mention("", "organisation", "imo", 2, 1, 2, "imo"),
        Mention("", "country", "VN", 2, 6, 2, "ベトナム"),
    )
    assert (reading.document, reading.edition) == ("ocean-note-2031", "")


def test_the_address_of_a_link_and_the_mark_of_a_footnote_name_nothing() -> None:
    reading = _read("[港](https://example.org/imo/VN)の[^imo]IMO", "のIM[^a]O")
    assert [(m.key, m.line, m.column) for m in reading.mentions] == [("imo", 1, 39)]


def test_headings_are_read_where_they_are_marked() -> None:
    reading = _read("---", "# a: b", "---", "# 第1章 港", "> # 第2章 船", "## 1 海")
    assert reading.headings == ((4, "第1章"), (6, "第1章 1"))


def test_nothing_but_mentions_and_headings_is_read() -> None:
    reading = _read("1 航路", "[1] 灯台", "(1) 改修", "【予算】灯台事業 1億円", "日本")
    assert (reading.areas, reading.measures, reading.budgets, reading.headings) == ((), (), (), ())
    assert reading.issues == ()
    assert _named(reading) == [("JP", 5)]


def test_a_name_named_again_is_another_mention() -> None:
    assert _named(_read("ベトナムとベトナム", "ベトナム")) == [("VN", 1), ("VN", 1), ("VN", 2)]


def test_a_name_goes_on_in_the_next_line() -> None:
    (mention,) = _read("いわゆる海洋安全", "行動規範に署名").mentions
    assert mention == Mention("", "agreement", "code", 1, 5, 2, "海洋安全行動規範")


def test_a_look_alike_hides_the_name_inside_it() -> None:
    assert _named(_read("ベトナム戦争の後、ベトナムは")) == [("VN", 1)]


@pytest.mark.parametrize(
    ("lines", "named", "passed_over"),
    [
        (["> ベトナムの感想", "日本"], [("JP", 2)], [(1, CALL_OUT)]),
        (["> [!NOTE] ベトナム", "> IMO", "日本"], [("JP", 3)], [(1, CALL_OUT), (2, CALL_OUT)]),
        (["   > ベトナム", "日本"], [("JP", 2)], [(1, CALL_OUT)]),
        (["日本 > ベトナム"], [("JP", 1), ("VN", 1)], []),
        (["日本[^vn]", "[^vn]: ベトナムの例。"], [("JP", 1)], [(2, FOOTNOTE)]),
        (["日本[^vn]: ベトナム"], [("JP", 1), ("VN", 1)], []),
        (["[日本](https://example.org/)", "[^]: ベトナム"], [("JP", 1), ("VN", 2)], []),
    ],
)
def test_what_the_note_taker_added_is_passed_over(
    lines: Sequence[str], named: list[tuple[str, int]], passed_over: list[tuple[int, str]]
) -> None:
    reading = _read(*lines)
    assert _named(reading) == named
    assert _passed_over(reading) == passed_over


@pytest.mark.parametrize(
    ("lines", "named", "properties"),
    [
        (["---", "tags: ベトナム", "---", "日本"], [("JP", 4)], [1, 2, 3]),
        (["---", "---", "日本"], [("JP", 3)], [1, 2]),
        ([" --- ", "tags: ベトナム", "---  ", "日本"], [("JP", 4)], [1, 2, 3]),
        (["日本", "---", "ベトナム", "---"], [("JP", 1), ("VN", 3)], []),
        (["", "---", "ベトナム", "---"], [("VN", 3)], []),
        (["---", "ベトナム"], [("VN", 2)], []),
        (["---", "a", "---", "日本", "---", "ベトナム"], [("JP", 4), ("VN", 6)], [1, 2, 3]),
        (["---", "> 海", "---", "日本"], [("JP", 4)], [1, 2, 3]),
    ],
    ids=[
        "a block", "an empty block", "spaces about the fences", "rules in the text",
        "a blank line above", "one fence", "a rule after the block", "a call-out in the block",
    ],
)  # fmt: skip
def test_only_a_closed_block_at_the_head_is_properties(
    lines: Sequence[str], named: list[tuple[str, int]], properties: list[int]
) -> None:
    reading = _read(*lines)
    assert _named(reading) == named
    assert reading.account == tuple(Accounted(line, "line", PROPERTIES) for line in properties)


def test_a_text_without_lines_or_names_reads_as_nothing() -> None:
    assert _read() == _read("海は広い。") == Reading("ocean-note-2031", "")
