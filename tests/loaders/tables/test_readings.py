from pathlib import Path

import pytest

from loaders.corpus import Corpus
from loaders.errors import BadRow
from loaders.tables.readings import READING_TABLES
from ontology.model import (
    Allocation,
    BudgetEntry,
    Measure,
    Mention,
    PolicyArea,
    Reading,
    Stage,
)

HARD = Reading(
    document="mic-priority-measures-2024",
    edition="2024",
    areas=(
        PolicyArea("2024", "I", '海, "港" 及び島', None, 3),
        PolicyArea("2024", "1", "航路", "I", 5),
    ),
    measures=(
        Measure("2024", "1-2-3", "灯台 (改修)", None, "1-2", 7),
        Measure("2024", "1-2-3-1", "=塗装", "1-2-3", "1-2", 9, last_line=10),
    ),
    budgets=(
        (
            "1-2-3",
            BudgetEntry(
                "灯台事業",
                (
                    Allocation(2023, Stage.SUPPLEMENTARY_2, 10**9, is_portion=True),
                    Allocation(2024, Stage.INITIAL, 0, is_new=True, former_name="旧, 事業"),
                ),
                is_relisted=True,
                line=11,
                last_line=13,
            ),
        ),
        ("1-2-3", BudgetEntry(None, (Allocation(2024, Stage.INITIAL, 5),), False, 14, 14)),
        ("1-2-3", BudgetEntry("灯台事業", (Allocation(2024, Stage.INITIAL, 7),), False, 15, 15)),
    ),
    mentions=(
        Mention("1-2-3", "country", "VN", 16, 3, 16, "vietnam"),
        Mention("1-2-3", "agreement", "hiroshima-process-guiding-principles", 16, 40, 17, "広島"),
    ),
    headings=((3, "I"), (5, "1"), (9, "1 [2] (3) ①")),
    year_line=11,
)
"""Commas, quotes, no name, one programme under two lines, nothing, all the marks, and what goes on
in the next line."""

BROKEN = [
    ("budgets.csv", "supplementary-2", "supplementary-3", "row 2, column stage"),
    ("budgets.csv", "1000000000", "1e9", "row 2, column amount_jpy"),
    ("budgets.csv", "true,false,true", "yes,false,true", "row 2, column is_portion"),
    ("budgets.csv", "1-2-3,灯台事業", ",灯台事業", "row 2, column measure"),
    ("budgets.csv", "1-2-3,灯台事業", "1-2-9,灯台事業", "row 2, column measure"),
    ("mentions.csv", "1-2-3,country", "1-2-9,country", "row 2, column measure"),
    ("measures.csv", "mic-priority-measures-2024", "mic-no-source-2023", "row 2, column document"),
    (
        "measures.csv",
        "mic-priority-measures-2024",
        "mic-priority-measures-2024-chapter-17",
        "row 2, column document",
    ),
    ("measures.csv", "1-2,mic-priority", ",mic-priority", "row 2, column section"),
    ("policies.csv", "2024,3", "2024,three", "row 2, column line"),
    ("mentions.csv", "country", "", "row 2, column kind"),
    ("mentions.csv", "16,3,16", "16,third,16", "row 2, column column"),
    ("mentions.csv", "16,3,16", "16,3,", "row 2, column last_line"),
    ("headings.csv", ",I\n", ",\n", "row 2, column path"),
]


def _write(corpus: Corpus, folder: Path, reading: Reading) -> None:
    for file, text in corpus.tables([reading]).items():
        (folder / file).write_text(text)


def test_the_seeds_read_and_written_again_are_the_same_bytes(corpus: Corpus) -> None:
    written = corpus.tables(corpus.readings())
    assert set(written) == {table.file for table in READING_TABLES}
    for file, text in written.items():
        assert text.encode() == (corpus.folder / file).read_bytes(), file


def test_a_reading_survives_the_tables(seeds_copy: Path) -> None:
    corpus = Corpus.open(seeds_copy)
    _write(corpus, seeds_copy, HARD)
    first, *others = corpus.readings()
    assert first == HARD
    assert others == [Reading(other.document, other.edition) for other in others]


def test_our_english_and_the_pillar_are_written_beside_what_was_read(corpus: Corpus) -> None:
    rows = corpus.tables(corpus.readings())["measures.csv"].splitlines()
    (row,) = [row for row in rows if row.startswith("17-2-7,")]
    assert row == (
        "17-2-7,2024,消防用機器等の海外展開,Overseas deployment of fire-fighting equipment,"
        ",V,17,17-2,mic-priority-measures-2024,3598,"
    )


@pytest.mark.parametrize(("file", "old", "new", "where"), BROKEN)
def test_a_broken_cell_is_named(
    seeds_copy: Path, file: str, old: str, new: str, where: str
) -> None:
    corpus = Corpus.open(seeds_copy)
    _write(corpus, seeds_copy, HARD)
    path = seeds_copy / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(BadRow, match=rf"^{file}, {where}: "):
        corpus.readings()
