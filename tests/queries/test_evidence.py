"""Evidence: lines of a document with the headings above them, each piece once."""

import pytest
from pyoxigraph import Literal, NamedNode

from queries.evidence import Evidence, Files, merge
from queries.runner import Row

D = "https://w3id.org/shisaku/id/document/d"


def piece(document: str, first: int, last: int, *heading: str) -> Evidence:
    return Evidence(document, f"{document}.txt", (first, last), heading)


@pytest.mark.parametrize(
    ("found", "merged"),
    [
        ([], []),
        ([piece("d", 1, 1)] * 3, [piece("d", 1, 1)]),
        ([piece("d", 10, 10), piece("d", 9, 9)], [piece("d", 9, 9), piece("d", 10, 10)]),
        ([piece("e", 1, 1), piece("d", 2, 2)], [piece("d", 2, 2), piece("e", 1, 1)]),
        ([piece("d", 1, 3), piece("d", 1, 2)], [piece("d", 1, 2), piece("d", 1, 3)]),
        ([piece("d", 1, 2), piece("d", 2, 3)], [piece("d", 1, 2), piece("d", 2, 3)]),
    ],
)
def test_merged_evidence_has_each_piece_once_by_document_and_line(
    found: list[Evidence], merged: list[Evidence]
) -> None:
    assert merge(found) == tuple(merged)


def test_row_becomes_evidence_with_the_headings_outermost_first() -> None:
    row: Row = {
        "document": NamedNode(D),
        "first": Literal(3615),
        "last": Literal(3616),
        "heading": Literal("17 [2] (7)"),
    }
    assert Files({D: "003.txt"}).evidence(row) == Evidence(
        "d", "003.txt", (3615, 3616), ("17", "[2]", "(7)")
    )


def test_document_without_an_outline_or_file_leaves_both_empty() -> None:
    row: Row = {"document": NamedNode(D), "first": Literal(1), "last": Literal(1), "heading": None}
    assert Files({}).evidence(row) == Evidence("d", "", (1, 1), ())


def test_files_of_a_release_are_known_by_their_documents(files: Files) -> None:
    assert {iri.rpartition("/")[2]: name for iri, name in files.names.items()} == {
        "mic-priority-measures-2024": "003_6e1b6f6cd424c693.txt",
        "mic-priority-measures-2024-chapter-17": "000_6f375a7038464934.txt",
        "mic-evaluation-2023": "004_d473122111bbb5a2.txt",
        "white-paper-note-2024": "002_156e55afd1a790a2.txt",
        "mic-overview-2023": "001_25baedb535d09859.txt",
    }
