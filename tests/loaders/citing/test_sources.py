from pathlib import Path

import pytest

from loaders.citing.sources import Correction, Sources, read_corrections
from loaders.errors import BadRow, BadTable
from ontology.model import Passage

LINES = {"ocean": ["１　港", "", "フェース２の港、港のフェース３", "灯台"], "note": ["海図", "　 "]}
PHASE = Correction("ocean", 3, "フェース", "フェーズ", "a phase is meant, not a face")
HEADER = "document,line,printed,correction,reason\n"


def _texts(sources: Sources, *passages: tuple[str, int, int]) -> list[str]:
    return list(sources.texts([Passage(*passage) for passage in passages]))


def _table(folder: Path, rows: str) -> Path:
    (folder / "corrections.csv").write_text(HEADER + rows)
    return folder


def test_lines_stand_as_printed_and_as_corrected() -> None:
    assert _texts(Sources(LINES, [PHASE]), ("ocean", 3, 4)) == [
        "フェース２の港、港のフェース３\n灯台",
        "フェーズ２の港、港のフェーズ３\n灯台",
    ]


def test_only_the_line_of_a_correction_changes() -> None:
    first = Correction("ocean", 1, "港", "島", "why")
    assert _texts(Sources(LINES, [first]), ("ocean", 3, 3))[1] == LINES["ocean"][2]


def test_two_corrections_of_a_line_are_both_made() -> None:
    sources = Sources(LINES, [PHASE, Correction("ocean", 3, "港、", "港と", "a list")])
    assert sources.stale == ()
    assert _texts(sources, ("ocean", 3, 3))[1] == "フェーズ２の港と港のフェーズ３"


def test_a_correction_may_strike_characters_out() -> None:
    sources = Sources(LINES, [Correction("note", 1, "図", "", "one character too many")])
    assert _texts(sources, ("note", 1, 1)) == ["海図", "海"]


@pytest.mark.parametrize(
    ("line", "printed"), [(4, "フェース"), (3, "フエース"), (5, "灯台"), (0, "灯台"), (-1, "灯台")]
)
def test_a_correction_of_what_is_not_printed_is_stale(line: int, printed: str) -> None:
    stale = Correction("ocean", line, printed, "正", "why")
    sources = Sources(LINES, [PHASE, stale])
    assert sources.stale == (stale,)
    assert _texts(sources, ("ocean", 4, 4)) == ["灯台", "灯台"]


def test_a_correction_of_a_correction_is_stale() -> None:
    again = Correction("ocean", 3, "フェーズ", "段階", "why")
    assert Sources(LINES, [PHASE, again]).stale == (again,)


def test_a_correction_of_another_document_is_passed_over() -> None:
    assert Sources(LINES, [Correction("harbours", 1, "x", "y", "why")]).stale == ()


def test_the_lines_given_stay_as_they_were() -> None:
    lines = {"ocean": ["フェース"]}
    Sources(lines, [Correction("ocean", 1, "フェース", "フェーズ", "why")])
    assert lines == {"ocean": ["フェース"]}


def test_blank_lines_are_left_out() -> None:
    sources = Sources(LINES)
    assert _texts(sources, ("ocean", 1, 3))[0] == "１　港\nフェース２の港、港のフェース３"
    assert _texts(sources, ("note", 2, 2)) == ["", ""]


def test_the_passages_of_a_document_are_one_text_in_the_order_cited() -> None:
    cited = [("ocean", 4, 4), ("note", 1, 1), ("ocean", 1, 1)]
    ocean, note = "灯台\n１　港", "海図"
    assert _texts(Sources(LINES), *cited) == [ocean, ocean, note, note]


def test_a_document_is_at_hand_or_not() -> None:
    sources = Sources({"ocean": []})
    assert sources.has("ocean")
    assert not sources.has("note")


def test_corrections_are_read_from_their_table(tmp_path: Path) -> None:
    folder = _table(tmp_path, "ocean,3,フェース,フェーズ,why\nnote,1,図,,why\n")
    assert read_corrections(folder) == (
        Correction("ocean", 3, "フェース", "フェーズ", "why"),
        Correction("note", 1, "図", "", "why"),
    )


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",3,a,b,why", "document: is empty, and every row needs it"),
        ("ocean,,a,b,why", "line: is empty, and every row needs it"),
        ("ocean,three,a,b,why", "line: 'three' is no whole number"),
        ("ocean,3,,b,why", "printed: is empty, and every row needs it"),
        ("ocean,3,a,b,", "reason: is empty, and every row needs it"),
    ],
)
def test_a_bad_correction_is_named(tmp_path: Path, row: str, reason: str) -> None:
    with pytest.raises(BadRow) as caught:
        read_corrections(_table(tmp_path, f"ocean,1,a,b,why\n{row}\n"))
    assert str(caught.value) == f"corrections.csv, row 3, column {reason}"


def test_a_missing_table_of_corrections_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadTable, match=r"^corrections\.csv: cannot be read"):
        read_corrections(tmp_path)
