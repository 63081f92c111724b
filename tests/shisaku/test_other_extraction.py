"""A second extraction of a document adds nothing, and is compared with the first."""

import csv
import shutil
from pathlib import Path

import pytest

from shisaku.cli import main
from tests.shisaku.test_next_edition import OCEAN, ROOT, add_document

# Other widths and one other amount.
OTHER = OCEAN.replace("（", "(").replace("）", ")").replace("\t3.2億円", "\t3.3億円")


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Seeds with the document read in, and a row for another extraction of it."""
    folder = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", folder, ignore=shutil.ignore_patterns("__*"))
    monkeypatch.setenv("SHISAKU_SEEDS", str(folder))
    first, second = tmp_path / "ocean.txt", tmp_path / "other.txt"
    first.write_text(OCEAN, encoding="utf-8")
    second.write_text(OTHER, encoding="utf-8")
    add_document(folder / "documents.csv", "2031", first)
    assert main(["read", str(first), "--write"]) == 0
    add_document(folder / "documents.csv", "2031", second)
    as_extraction(folder / "documents.csv")
    return folder


def as_extraction(table: Path) -> None:
    """Make the last row another extraction of the one before it."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[-1] |= {"slug": "ocean-measures-2031-other", "extraction_of": rows[-2]["slug"]}
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_what_differs_is_shown_and_spelling_is_not(
    seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["read", str(tmp_path / "other.txt")]) == 0
    out = capsys.readouterr().out
    shown = out.partition("Compared with ocean-measures-2031:\n")[2].splitlines()
    assert len(shown) == 1
    assert shown[0].endswith("灯台改修事業 2031 initial: 320,000,000 yen -> 330,000,000 yen")


def test_measures_stand_in_the_tables_once(seeds: Path) -> None:
    with (seeds / "measures.csv").open(encoding="utf-8", newline="") as file:
        ocean = [row["id"] for row in csv.DictReader(file) if row["edition"] == "2031"]
    assert len(ocean) == len(set(ocean)) > 0


def test_another_extraction_is_not_written_into_the_tables(
    seeds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["read", str(tmp_path / "other.txt"), "--write"]) == 2
    assert "is another extraction of ocean-measures-2031" in capsys.readouterr().err
