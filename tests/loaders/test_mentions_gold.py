"""Mentions against a gold table: what a person found in parts of four documents, by hand.

The annotator marked every country, organisation and agreement in the lines below without seeing
what the loaders find. Where two readers may differ the row says so, and counts neither way.
"""

import csv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

ANNOTATED = {
    "mic-overview-2023": [(1, 60)],
    "white-paper-note-2024": [(53, 75), (79, 150), (164, 175), (197, 205)],
    "mic-priority-measures-2024": [(1075, 1085), (2780, 2800), (3433, 3480), (3546, 3660)],
    "mic-evaluation-2023": [
        (2120, 2150), (5735, 5830), (6085, 6100), (6180, 6230), (6440, 6480),
    ],
}  # fmt: skip

# kind: how many the annotator found, how many of these the loaders find, and what they find in all.
MEASURED = {"country": (164, 164, 164), "organisation": (89, 89, 101), "agreement": (14, 13, 20)}
MISSED = {("white-paper-note-2024", 148, "japan-viet-nam-grievance-redress-memorandum")}
"""One phrase for four memoranda: a name belongs to one thing, so it is linked to none."""

Found = set[tuple[str, int, str]]
"""Document, line and thing."""


def _rows(path: Path, kind: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as table:
        return [row for row in csv.DictReader(table) if row["kind"] == kind]


def _places(rows: list[dict[str, str]]) -> Found:
    return {(row["document"], int(row["line"]), row["thing"]) for row in rows}


def _is_annotated(document: str, line: int) -> bool:
    return any(first <= line <= last for first, last in ANNOTATED.get(document, []))


def _by_hand(kind: str) -> tuple[Found, Found]:
    """What was found by hand, and what was doubtful."""
    rows = _rows(ROOT / "tests" / "golden" / "mentions.csv", kind)
    doubtful = _places([row for row in rows if row["is_doubtful"] == "true"])
    return _places([row for row in rows if row["is_doubtful"] == "false"]), doubtful


def _by_loaders(kind: str) -> Found:
    rows = _rows(ROOT / "seeds" / "mentions.csv", kind)
    return {place for place in _places(rows) if _is_annotated(*place[:2])}


@pytest.mark.parametrize("kind", MEASURED)
def test_mentions_are_those_that_a_person_finds(kind: str) -> None:
    gold, doubtful = _by_hand(kind)
    found = _by_loaders(kind) - (doubtful - gold)
    assert (len(gold), len(gold & found), len(found)) == MEASURED[kind], sorted(found - gold)
    assert gold - found == (MISSED if kind == "agreement" else set())


@pytest.mark.parametrize("kind", MEASURED)
def test_the_annotator_kept_to_the_lines(kind: str) -> None:
    gold, doubtful = _by_hand(kind)
    assert all(_is_annotated(document, line) for document, line, _ in gold | doubtful)
    assert not gold & doubtful
