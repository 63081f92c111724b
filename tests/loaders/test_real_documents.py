"""What the loaders find in the documents that the seeds were read from.

The documents are not part of the project; where they are not at hand, these tests are skipped,
and the gold table is compared with the seeds alone.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from loaders import readers
from loaders.account import PROSE, USED
from loaders.corpus import Corpus
from loaders.outline import Level, find_outline
from ontology.model import Reading
from ontology.names import fold

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT.parent / "shared" / "documents"
GOLD = ROOT / "tests" / "golden" / "priority_measures_2024.json"
PRIORITY_MEASURES = "mic-priority-measures-2024"

with_documents = pytest.mark.skipif(
    not DOCUMENTS.is_dir(), reason="needs the source documents, which are not in the repository"
)


@pytest.fixture(scope="module")
def read(corpus: Corpus) -> list[Reading]:
    """All documents read again from their files."""
    return corpus.read_documents(DOCUMENTS)


@pytest.fixture(scope="module")
def gold() -> dict[str, list[list[Any]]]:
    """The policy areas, measures and budgets, read independently of the loaders."""
    gold: dict[str, list[list[Any]]] = json.loads(GOLD.read_text(encoding="utf-8"))
    return gold


def _as_gold(reading: Reading) -> dict[str, list[list[Any]]]:
    areas = [[a.id, a.title, a.line] for a in reading.areas if a.id[0].isdigit()]
    measures = [[m.id, m.title, m.line] for m in reading.measures]
    budgets = [
        [measure, entry.programme or "", a.fiscal_year, a.stage.value, a.yen, a.is_portion,
         a.is_new, entry.is_relisted, a.former_name or "", entry.line]
        for measure, entry in reading.budgets
        for a in entry.allocations
    ]  # fmt: skip
    return {"policies": areas, "measures": measures, "budgets": budgets}


def _agree(reading: Reading, gold: dict[str, list[list[Any]]]) -> None:
    found = _as_gold(reading)
    for table, rows in gold.items():
        assert sorted(map(tuple, found[table])) == sorted(map(tuple, rows)), table


def test_the_seeds_agree_with_the_gold_table(
    corpus: Corpus, gold: dict[str, list[list[Any]]]
) -> None:
    (reading,) = [r for r in corpus.readings() if r.document == PRIORITY_MEASURES]
    _agree(reading, gold)
    assert {table: len(rows) for table, rows in gold.items()} == {
        "measures": 192,
        "policies": 89,
        "budgets": 431,
    }


@with_documents
def test_the_loaders_agree_with_the_gold_table(
    read: list[Reading], gold: dict[str, list[list[Any]]]
) -> None:
    (reading,) = [r for r in read if r.document == PRIORITY_MEASURES]
    _agree(reading, gold)


@with_documents
def test_reading_again_gives_the_tables_of_the_seeds(corpus: Corpus, read: list[Reading]) -> None:
    for file, text in corpus.tables(read).items():
        assert text.encode() == (corpus.folder / file).read_bytes(), file


@with_documents
def test_every_amount_is_read_but_one_in_a_sentence(read: list[Reading]) -> None:
    """34兆円 on line 3466 is a target for orders, no budget."""
    money = [e for reading in read for e in reading.account if e.what == "money"]
    assert [(e.line, e.outcome) for e in money if e.outcome != USED] == [(3466, PROSE)]
    assert [issue for reading in read for issue in reading.issues] == []


@with_documents
def test_the_documents_are_those_that_the_table_describes(corpus: Corpus) -> None:
    for document in corpus.documents:
        text = readers.read(DOCUMENTS / document.file)
        assert (text.sha256, len(text.lines) - (not text.lines[-1].text.strip())) == (
            document.sha256,
            document.lines,
        ), document.slug


@with_documents
def test_another_extraction_of_the_chapter_says_the_same(
    corpus: Corpus, read: list[Reading]
) -> None:
    """It has other line breaks, widths and blanks, and neither contents nor other chapters."""
    (reading,) = [r for r in read if r.document == PRIORITY_MEASURES]
    other = corpus.read_document(DOCUMENTS / "000_6f375a7038464934.txt")

    def said(one: Reading) -> list[object]:
        return [
            [
                (m.id, fold(m.title), m.parent, m.section)
                for m in one.measures
                if m.id.startswith("17-")
            ],
            [
                (measure, fold(entry.programme or ""), entry.allocations, entry.is_relisted)
                for measure, entry in one.budgets
                if measure.startswith("17-")
            ],
            {(m.measure, m.kind, m.key) for m in one.mentions if m.measure.startswith("17-")},
        ]

    assert said(other) == said(reading)


@with_documents
def test_every_chapter_is_found_although_headers_are_lost() -> None:
    """Those of chapters 11, 13 and 14 are missing on their first pages."""
    lines = readers.read(DOCUMENTS / "003_6e1b6f6cd424c693.txt").lines
    body = [heading for heading in find_outline(lines) if not heading.in_contents]
    chapters = [heading.number for heading in body if heading.level is Level.CHAPTER]
    assert list(dict.fromkeys(chapters)) == [str(number) for number in range(1, 19)]
