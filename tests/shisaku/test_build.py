"""`shisaku build` and `shisaku validate`: a release is published whole or not at all."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Quad

from shisaku import build as pipeline
from store.embedded import EmbeddedStore
from store.releases import Release, current, publish
from store.validation import Violation

Run = Callable[..., Any]
Toy = Callable[[str], EmbeddedStore]

ROOT = Path(__file__).parents[2]


def test_build_checks_publishes_and_prints_the_release(
    shisaku: Run, tmp_path: Path, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[int] = []

    def check(quads: Sequence[Quad]) -> list[Violation]:
        checked.append(len(set(quads)))
        return []

    monkeypatch.setattr(pipeline, "validate", check)
    done = shisaku("build", "--out", str(tmp_path))
    made = current(tmp_path)
    quads = sum(made.quads.values())
    assert checked == [quads]
    assert done == (
        0,
        f"{made.id}: {quads} quads in {len(made.quads)} graphs, in {made.folder}\n",
        "",
    )
    assert made.id == release.id
    assert made.graph_file.read_bytes() == release.graph_file.read_bytes()


def test_first_question_builds_a_release_where_there_is_none(
    shisaku: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "validate", lambda _: [])
    monkeypatch.setenv("SHISAKU_OUT", str(tmp_path / "var"))
    assert shisaku("search", "VN").status == 0
    assert current(tmp_path / "var").id


@pytest.fixture
def older(tmp_path: Path, release: Release, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which a release was published before."""
    folder = tmp_path / "var"
    shutil.copytree(release.folder.parents[1], folder, symlinks=True)
    return folder


def test_broken_table_leaves_the_older_release(
    shisaku: Run, older: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds, ignore=shutil.ignore_patterns("*.py"))
    table = seeds / "countries.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("ベトナム,", ",", 1))
    monkeypatch.setenv("SHISAKU_SEEDS", str(seeds))
    before = current(older)
    done = shisaku("build", "--out", str(older))
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("shisaku: countries.csv, row ")
    assert "Traceback" not in done.err
    assert current(older) == before


def test_broken_shape_leaves_the_older_release_and_is_named(
    shisaku: Run, older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    violation = Violation("https://example.org/a", "shk:number", "needs a number", "")
    monkeypatch.setattr(pipeline, "validate", lambda _: [violation])
    before = current(older)
    done = shisaku("build", "--out", str(older))
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "shisaku: not published, for shapes are broken:\n"
        "https://example.org/a at shk:number: needs a number\n"
    )
    assert current(older) == before


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("SHISAKU_SEEDS", "/nowhere", "documents.csv: cannot be read (No such file or directory)"),
        ("SHISAKU_OUT", "/dev/null", "/dev/null/releases: Not a directory"),
    ],
)
def test_folder_that_cannot_be_used_is_named(
    shisaku: Run, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, sentence: str
) -> None:
    monkeypatch.setattr(pipeline, "validate", lambda _: [])
    monkeypatch.setenv(variable, value)
    assert shisaku("build") == (2, "", f"shisaku: {sentence}\n")


def test_documents_that_are_not_there_are_named(shisaku: Run, tmp_path: Path) -> None:
    done = shisaku("build", "--documents", str(tmp_path), "--out", str(tmp_path))
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        f"shisaku: {tmp_path}/003_6e1b6f6cd424c693.txt: "
        "cannot be read (No such file or directory)\n"
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"a\nb\0", "is not text: line 2 holds a NUL byte"),
        (b"%PDF-1.7", "is a broken PDF; save it as a plain PDF or as text"),
        (b"PK\x03\x04", "is a ZIP archive (a Word or Excel file?); save it as text, HTML or PDF"),
    ],
)
def test_document_that_cannot_be_read_leaves_the_older_release(
    shisaku: Run, older: Path, tmp_path: Path, content: bytes, reason: str
) -> None:
    (tmp_path / "003_6e1b6f6cd424c693.txt").write_bytes(content)
    before = current(older)
    done = shisaku("build", "--documents", str(tmp_path), "--out", str(older))
    assert (done.status, done.out) == (2, "")
    assert done.err == f"shisaku: {tmp_path}/003_6e1b6f6cd424c693.txt: {reason}\n"
    assert current(older) == before


VIOLATION = (
    "https://w3id.org/shisaku/id/country/VN at http://www.w3.org/2004/02/skos/core#notation: "
    "A country needs exactly one two-letter code of ISO 3166-1, e.g. VN. (found vn)\n"
)


@pytest.mark.parametrize(("code", "found"), [("VN", (0, "", "no")), ("vn", (1, VIOLATION, "1"))])
def test_release_is_checked_against_the_shapes(
    shisaku: Run, toy: Toy, tmp_path: Path, code: str, found: tuple[int, str, str]
) -> None:
    store = toy(f"""
        <https://w3id.org/shisaku/graph/seeds> {{
          id:country\\/VN a shk:Country ; skos:notation "{code}" ;
            rdfs:label "ベトナム"@ja , "Viet Nam"@en .
        }}
    """)
    made = publish(store.quads(), tmp_path, "1.2.3")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHISAKU_OUT", str(tmp_path))
        done = shisaku("validate")
    status, violation, count = found
    assert done == (status, f"{violation}{made.id}: {count} violations\n", "")
