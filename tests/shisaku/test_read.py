"""`shisaku read`: what is found in a document of our own, and what is said of a bad one."""

import csv
import hashlib
import json
import shutil
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse

Run = Callable[..., Any]

ROOT = Path(__file__).parents[2]
OCEAN = ROOT / "tests" / "documents" / "ocean_measures_2031.txt"
DOCUMENTS = ROOT.parent / "shared" / "documents"

pytestmark = pytest.mark.skipif(not OCEAN.is_file(), reason="there is no document of our own")

with_documents = pytest.mark.skipif(
    not DOCUMENTS.is_dir(), reason="needs the source documents, which are not in the repository"
)


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the seeds with a row for the document of our own."""
    folder = Path(
        shutil.copytree(ROOT / "seeds", tmp_path / "seeds", ignore=shutil.ignore_patterns("*.py"))
    )
    monkeypatch.setenv("SHISAKU_SEEDS", str(folder))
    add_row(
        folder, slug="ocean-measures-2031", title_ja="海洋省重点施策2031",
        title_en="Ocean Measures 2031", publisher_ja="海洋省",
        publisher_en="Ministry of the Ocean", edition="2031",
        layout="measures-list", file=OCEAN.name,
        sha256=hashlib.sha256(OCEAN.read_bytes()).hexdigest(), lines="152",
        min_measures="12", min_allocations="22",
    )  # fmt: skip
    return folder


def add_row(seeds: Path, **cells: str) -> None:
    """Add a document to the table."""
    table = seeds / "documents.csv"
    with table.open(encoding="utf-8", newline="") as rows:
        columns = next(csv.reader(rows))
    with table.open("a", encoding="utf-8", newline="") as rows:
        csv.DictWriter(rows, columns, lineterminator="\n").writerow(cells)


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
def test_account_shows_what_a_measure_names_and_where(shisaku: Run) -> None:
    lines = shisaku("read", str(OCEAN)).out.splitlines()
    measure = lines.index("3-1-1  航路標識の国際協力  (line 133)")
    named = [line for line in lines[measure + 1 :] if line.startswith("    names ")]
    # ヴェトナム, ﾀｲ and 日越 are other names; the Thai of タイ語 is none
    assert "    names country VN: 135:3, 136:3" in named
    assert "    names country TH: 135:9" in named
    assert lines[measure + 1].startswith("    names ")


@with_documents
def test_account_of_the_real_list_shows_what_a_measure_names(shisaku: Run) -> None:
    done = shisaku("read", str(DOCUMENTS / "003_6e1b6f6cd424c693.txt"))
    assert (done.status, done.err) == (0, "")
    _, _, after = done.out.partition("17-2-7  消防用機器等の海外展開  (line 3598)\n")
    named = list(takewhile(lambda line: line.startswith("    names "), after.splitlines()))
    assert "    names country VN: 3615:2" in named
    assert "    names event fire-disaster-forum-2023: 3619:18" in named
    assert "    names agreement japan-viet-nam-fire-fighting-memorandum: 3615:2" in named


NOTE = """\
---
tags: [ベトナム]
source: 海洋省
---
# 海の白書についてのノート

前置きなしに、ベトナムとの協力を述べる。
---
> [!note]
> 筆者の感想。タイにも行きたい。

タイでは調査[^thai]を行った。

[^thai]: インドネシアの話ではない。
国際電気
通信連合でも議論した。
"""


@pytest.fixture
def note(seeds: Path, tmp_path: Path) -> Path:
    """A note of our own, with a row in the copy of the seeds."""
    path = tmp_path / "note.md.txt"
    path.write_text(NOTE, encoding="utf-8")
    add_row(
        seeds, slug="ocean-note", title_ja="海の白書についてのノート",
        title_en="Note on the white paper on the sea", publisher_ja="筆者",
        publisher_en="The note-taker", layout="running-text", file=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(), lines=str(NOTE.count("\n")),
        min_measures="0", min_allocations="0",
    )  # fmt: skip
    return path


def test_running_text_is_read_for_what_it_names(shisaku: Run, note: Path) -> None:
    done = shisaku("read", str(note))
    assert (done.status, done.err) == (0, "")
    named = [line for line in done.out.splitlines() if line.startswith("names ")]
    assert "names country VN: 7:8" in named
    assert "names country TH: 12:1" in named
    assert "names organisation itu: 15:1" in named  # across two lines
    assert "0 measures and parts, 0 budget entries with 0 allocations" in done.out


def test_what_the_note_taker_adds_is_passed_over_and_accounted_for(
    shisaku: Run, note: Path
) -> None:
    out = shisaku("read", str(note)).out
    assert "country ID" not in out
    account = {line.strip() for line in out.partition("Account:\n")[2].splitlines()}
    assert {
        "4 line: a property of the note",
        "2 line: a call-out of the note-taker",
        "1 line: a footnote of the note-taker",
    } <= account
    assert "To look at:" not in out


def test_mentions_of_running_text_stand_under_no_measure(shisaku: Run, note: Path) -> None:
    reading = json.loads(shisaku("read", str(note), "--format", "json").out)
    assert reading["measures"] == reading["budgets"] == []
    assert {mention["measure"] for mention in reading["mentions"]} == {""}
    lines = {mention["line"] for mention in reading["mentions"]}
    assert lines.isdisjoint({1, 2, 3, 4, 9, 10, 14})
    assert {7, 12, 15} <= lines
    (itu,) = [m for m in reading["mentions"] if m["key"] == "itu"]
    assert (itu["line"], itu["last_line"]) == (15, 16)


def test_mentions_of_running_text_are_written_into_the_tables(
    shisaku: Run, seeds: Path, note: Path
) -> None:
    before = (seeds / "measures.csv").read_bytes()
    assert shisaku("read", str(note), "--write").status == 0
    written = (seeds / "mentions.csv").read_text(encoding="utf-8").splitlines()
    assert ",country,VN,ベトナム,ocean-note,7,8,7" in written
    assert (seeds / "measures.csv").read_bytes() == before


@pytest.mark.parametrize("layout", ["", "running_text"])
def test_document_of_a_layout_that_is_unknown_is_not_read(
    shisaku: Run, seeds: Path, layout: str
) -> None:
    table = seeds / "documents.csv"
    text = table.read_text(encoding="utf-8")
    head, _, last = text.rstrip("\n").rpartition("\n")
    table.write_text(f"{head}\n{last.replace('measures-list', layout)}\n", encoding="utf-8")
    done = shisaku("read", str(OCEAN))
    assert (done.status, done.out) == (2, "")
    assert f"the layout {layout!r}; known are measures-list, running-text" in done.err
    assert done.err.count("\n") == 1


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
    measures = "id,edition,title_ja,title_en,parent,pillar,chapter,section,document,line,last_line"
    assert measures in headers
    assert "measure,kind,thing,surface,document,line,column,last_line" in headers
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
