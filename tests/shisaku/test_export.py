"""`shisaku export`: to standard output or into a file, whole or not at all."""

import csv
import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from pyoxigraph import RdfFormat, parse

from exports.choice import EVERYTHING, Choice
from exports.formats import FORMATS, Format, Kind
from shisaku.commands import exporting
from store.embedded import EmbeddedStore
from store.protocol import Store

Run = Callable[..., Any]


def test_table_goes_to_standard_output(shisaku: Run) -> None:
    done = shisaku("export", "measures.csv")
    assert (done.status, done.err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert rows[0]["id"] == "1-1-1"
    assert next(row["id"] for row in rows if row["chapter"] == "17") == "17-1-1"


@pytest.mark.parametrize("name", ["measures", "Involvement", "budgets.CSV"])
def test_format_may_be_called_by_another_name(shisaku: Run, name: str) -> None:
    assert shisaku("export", name).status == 0


@pytest.mark.parametrize("name", ["graphml", "involvement.csv"])
def test_file_holds_what_the_format_writes(
    shisaku: Run, tmp_path: Path, store: EmbeddedStore, name: str
) -> None:
    path = tmp_path / "graph"
    assert shisaku("export", name, "--out", str(path)) == (0, "", "")
    expected = io.BytesIO()
    FORMATS[name].write(store, EVERYTHING, expected)
    assert path.read_bytes() == expected.getvalue()
    assert path.stat().st_mode & 0o777 == 0o644
    assert list(tmp_path.iterdir()) == [path]


def test_graph_in_a_file_can_be_read_back(
    shisaku: Run, tmp_path: Path, store: EmbeddedStore
) -> None:
    path = tmp_path / "graph.nq"
    shisaku("export", "nq", "--out", str(path))
    assert len(list(parse(path=str(path), format=RdfFormat.N_QUADS))) == len(list(store.quads()))


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every format fails after its first bytes."""

    def write(_: Store, choice: Choice, out: BinaryIO) -> None:
        out.write(b"half a ")
        raise OSError(28, "No space left on device", "graph.ttl")

    broken = Format("ttl", Kind.RDF, "text/turtle", write)
    monkeypatch.setattr(exporting, "find_format", lambda _: broken)


@pytest.mark.usefixtures("failing")
def test_export_that_fails_leaves_the_older_file(shisaku: Run, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("the older file", encoding="utf-8")
    done = shisaku("export", "ttl", "--out", str(path))
    assert done == (2, "", f"shisaku: {path}: No space left on device\n")
    assert path.read_text(encoding="utf-8") == "the older file"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.usefixtures("failing")
def test_export_that_fails_leaves_no_new_file(shisaku: Run, tmp_path: Path) -> None:
    assert shisaku("export", "ttl", "--out", str(tmp_path / "graph.ttl")).status == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("out", "reason"), [("missing/graph.ttl", "No such file or directory"), (".", "")]
)
def test_place_that_cannot_be_written_is_named(
    shisaku: Run, tmp_path: Path, out: str, reason: str
) -> None:
    done = shisaku("export", "measures.csv", "--out", str(tmp_path / out))
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"shisaku: {tmp_path}")
    assert reason in done.err
    assert done.err.count("\n") == 1


def test_unknown_format_is_refused_with_those_there_are(shisaku: Run) -> None:
    done = shisaku("export", "pdf")
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("shisaku: 'pdf' is no format of export; the formats are ttl, nt")


def test_reader_that_leaves_early_is_no_error(released: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "shisaku.cli", "export", "nt"],
        cwd=Path(__file__).parents[2],
        env={"SHISAKU_OUT": str(released), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.read(10).startswith(b"<")
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=30) == 0
    process.stderr.close()
