"""A store that one process names and another opens."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions

from store.protocol import Store
from store.rdf_files import UnreadableStore
from store.source import Place, Source

TRIG = """
<urn:g> { <urn:s> <urn:p> "施策"@ja , 1 } <urn:h> { <urn:s> <urn:p> 1 } <urn:d> <urn:p> 2 .
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of two graphs that share a triple, and a triple outside of both."""
    path = tmp_path / "some.trig"
    path.write_text(TRIG, encoding="utf-8")
    return path


def rows(store: Store, pattern: str) -> list[str]:
    answer = store.query(f"SELECT ?o {{ {pattern} }}")
    assert isinstance(answer, QuerySolutions)
    return sorted(str(row["o"]) for row in answer)


@pytest.mark.parametrize("union", [True, False])
@pytest.mark.parametrize("pattern", ["?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"])
def test_snapshot_answers_as_the_file_in_memory(
    file: Path, tmp_path: Path, union: bool, pattern: str
) -> None:
    source = Source(Place.FILE, str(file), union)
    on_disk = source.prepared(tmp_path / "snapshots", largest=0)
    assert on_disk.place is Place.FOLDER
    assert rows(on_disk.open(), pattern) == rows(source.open(), pattern)


def test_snapshot_is_kept_until_the_file_changes(file: Path, tmp_path: Path) -> None:
    source, folder = Source(Place.FILE, str(file)), tmp_path / "snapshots"
    first = source.prepared(folder, largest=0)
    assert source.prepared(folder, largest=0) == first
    file.write_text(TRIG + "<urn:e> <urn:p> 3 .", encoding="utf-8")
    assert len(rows(source.prepared(folder, largest=0).open(), "?s ?p ?o")) == 4


def test_several_may_read_a_snapshot_at_once(file: Path, tmp_path: Path) -> None:
    source = Source(Place.FILE, str(file)).prepared(tmp_path / "snapshots", largest=0)
    first, second = source.open(), source.open()
    assert rows(first, "?s ?p ?o") == rows(second, "?s ?p ?o")


def test_file_that_fits_into_memory_stays_where_it_is(file: Path, tmp_path: Path) -> None:
    source = Source(Place.FILE, str(file))
    assert source.prepared(tmp_path / "snapshots") is source
    assert not (tmp_path / "snapshots").exists()


def test_file_that_is_no_rdf_leaves_nothing_behind(tmp_path: Path) -> None:
    broken = tmp_path / "broken.nt"
    broken.write_text("no triple", encoding="utf-8")
    with pytest.raises(UnreadableStore, match=r"broken\.nt"):
        Source(Place.FILE, str(broken)).prepared(tmp_path / "snapshots", largest=0)
    assert list((tmp_path / "snapshots").iterdir()) == []


def test_folder_that_is_no_store_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableStore, match="nowhere"):
        Source(Place.FOLDER, str(tmp_path / "nowhere")).open()


def test_processes_that_start_together_write_one_snapshot(file: Path, tmp_path: Path) -> None:
    source, folder = Source(Place.FILE, str(file)), tmp_path / "snapshots"
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as processes:
        places = {*processes.map(prepare, [source] * 3, [folder] * 3)}
    assert len(places) == 1
    assert [path.name for path in folder.iterdir()] == [Path(places.pop()).name]


def prepare(source: Source, folder: Path) -> str:
    return source.prepared(folder, largest=0).name


def test_what_a_process_that_was_killed_has_left_is_cleared_away(
    file: Path, tmp_path: Path
) -> None:
    left = tmp_path / "snapshots" / ".snapshot-left"
    left.mkdir(parents=True)
    Source(Place.FILE, str(file)).prepared(left.parent, largest=0)
    assert not left.exists()


def test_snapshot_that_is_damaged_is_named(file: Path, tmp_path: Path) -> None:
    source = Source(Place.FILE, str(file)).prepared(tmp_path / "snapshots", largest=0)
    for part in Path(source.name).glob("MANIFEST-*"):
        part.write_bytes(b"")
    with pytest.raises(UnreadableStore, match=source.name):
        source.open()
