"""docs/faults.md says which test proves what; the tests are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
FAULTS = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")


def rows() -> list[list[str]]:
    """The cells of every fault."""
    lines = [line for line in FAULTS.splitlines() if line.startswith("| ")]
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [cells for cells in found if cells[0] != "Fault"]


def test_every_fault_names_tests_that_there_are() -> None:
    named = [re.findall(r"`(tests/[^`]+)`", cells[-1]) for cells in rows()]
    assert len(named) > 35
    assert all(named)
    assert {path for paths in named for path in paths if not (ROOT / path).is_file()} == set()


def test_every_file_of_tests_about_faults_is_named() -> None:
    files = [
        *(ROOT / "tests" / "faults").glob("test_*.py"),
        *ROOT.glob("tests/api/server/test_*.py"),
    ]
    paths = [file.relative_to(ROOT).as_posix() for file in files]
    assert [path for path in paths if path not in FAULTS] == []
