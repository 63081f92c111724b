"""`shisaku read`: what is found in a document of our own, and what is said of a bad one."""

import csv
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

Run = Callable[..., Any]

ROOT = Path(__file__).parents[2]
OCEAN = ROOT / "tests" / "documents" / "ocean_measures_2031.txt"

pytestmark = pytest.mark.skipif(not OCEAN.is_file(), reason="there is no document of our own")


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the seeds with a row for the document of our own."""
    folder = Path(
        shutil.copytree(ROOT / "seeds", tmp_path / "seeds", ignore=shutil.ignore_patterns("*.py"))
    )
    monkeypatch.setenv("SHISAKU_SEEDS", str(folder))
    table = folder / "documents.csv"
    with table.open(encoding="utf-8", newline="") as rows:
        columns = next(csv.reader(rows))
    with table.open("a", encoding="utf-8", newline="") as rows:
        csv.DictWriter(rows, columns, lineterminator="\n").writerow({
            "slug": "ocean-measures-2031", "title_ja": "海洋省重点施策2031",
            "title_en": "Ocean Measures 2031", "publisher_ja": "海洋省",
            "publisher_en": "Ministry of the Ocean", "edition": "2031",
            "layout": "measures-list", "file": OCEAN.name,
            "sha256": hashlib.sha256(OCEAN.read_bytes()).hexdigest(), "lines": "152",
            "min_measures": "12", "min_allocations": "22",
        })  # fmt: skip
    return folder


@pytest.mark.usefixtures("seeds")
def test_account_shows_measures_amounts_and_what_was_not_read(shisaku: Run) -> None:
    done = shisaku("read", str(OCEAN))
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert "1-1-1  灯台の改修  (line 37)" in lines
    assert "    灯台改修事業  (line 44)" in lines
    assert "        FY2031 initial                        320,000,000 yen" in lines
    assert any("12 measures and parts" in line for line in lines)
    assert any("programmes.csv has no row" in line for line in lines)


@pytest.mark.usefixtures("seeds")
def test_json_holds_everything_that_was_found(shisaku: Run) -> None:
    done = shisaku("read", str(OCEAN), "--format", "json")
    reading = json.loads(done.out)
    assert (done.status, reading["document"], reading["edition"]) == (
        0, "ocean-measures-2031", "2031",
    )  # fmt: skip
    assert len(reading["measures"]) == 12
    assert reading["measures"][0]["title"] == "灯台の改修"


@pytest.mark.usefixtures("seeds")
def test_csv_holds_the_tables_one_behind_the_other(shisaku: Run) -> None:
    out = shisaku("read", str(OCEAN), "--format", "csv").out
    headers = [line for line in out.splitlines() if line.startswith(("id,", "measure,"))]
    assert "id,edition,title_ja,title_en,parent,pillar,chapter,section,document,line" in headers
    assert any(header.startswith("measure,programme_ja") for header in headers)
    assert "1-1-1,2031,灯台の改修," in out


def test_turtle_holds_the_facts_once_all_programmes_are_known(shisaku: Run, seeds: Path) -> None:
    assert shisaku("read", str(OCEAN), "--write").status == 0
    done = shisaku("read", str(OCEAN), "--format", "ttl")
    assert done.status == 0
    subjects = {quad.subject.value for quad in parse(done.out, format=RdfFormat.TURTLE)}
    assert "https://w3id.org/shisaku/id/measure/2031/1-1-1" in subjects
    assert "1-1-1,2031,灯台の改修," in (seeds / "measures.csv").read_text(encoding="utf-8")


@pytest.mark.usefixtures("seeds")
@pytest.mark.parametrize("form", ["csv", "json"])
def test_what_was_not_read_goes_to_standard_error_beside_data(shisaku: Run, form: str) -> None:
    done = shisaku("read", str(OCEAN), "--format", form)
    assert done.err.startswith("shisaku: ocean-measures-2031, line ")
    assert "shisaku: " not in done.out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere.txt"], "nowhere.txt: cannot be read (No such file or directory)"),
        ([str(ROOT)], f"{ROOT}: cannot be read (Is a directory)"),
        ([str(OCEAN)], "no row of seeds/documents.csv has this file's name or SHA-256"),
        ([str(OCEAN), "--document", "none"], "no row of seeds/documents.csv has this file's name"),
        ([str(OCEAN), "--document", "white-paper-note-2024"], "the layout ''; known are"),
    ],
)
def test_document_that_cannot_be_read_is_named_in_one_sentence(
    shisaku: Run, arguments: list[str], sentence: str
) -> None:
    done = shisaku("read", *arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("shisaku: ")
    assert sentence in done.err
    assert done.err.count("\n") == 1
