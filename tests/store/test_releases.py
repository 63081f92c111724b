"""Releases are whole or not there: the same inputs give the same bytes, and a build that is
killed leaves what was published before."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from ontology import iris
from store.embedded import EmbeddedStore
from store.releases import NoRelease, Release, current, publish

ROOT = Path(__file__).parents[2]


def quad(name: str) -> Quad:
    node = NamedNode(f"https://example.org/{name}")
    return Quad(node, node, node, iris.graph("seeds"))


def size(release: Release) -> int:
    return sum(1 for _ in EmbeddedStore.load(release.graph_file).quads())


def test_published_release_is_the_current_one(tmp_path: Path) -> None:
    release = publish([quad("a")], tmp_path, "1.0")
    assert current(tmp_path) == release
    assert size(release) == 1


def test_same_quads_in_any_order_give_the_same_release(tmp_path: Path) -> None:
    first = publish([quad("a"), quad("b")], tmp_path / "one", "1.0")
    second = publish([quad("b"), quad("a"), quad("a")], tmp_path / "two", "1.0")
    assert first.id == second.id
    assert first.graph_file.read_bytes() == second.graph_file.read_bytes()


def test_other_quads_give_another_release_and_the_old_one_stays(tmp_path: Path) -> None:
    first = publish([quad("a")], tmp_path, "1.0")
    second = publish([quad("b")], tmp_path, "1.0")
    assert current(tmp_path).id == second.id != first.id
    assert first.graph_file.is_file()


def test_publishing_the_same_again_keeps_the_moment_it_was_built(tmp_path: Path) -> None:
    first = publish([quad("a")], tmp_path, "1.0")
    assert publish([quad("a")], tmp_path, "1.0") == first


def test_release_counts_the_quads_of_each_graph(tmp_path: Path) -> None:
    release = publish([quad("a"), quad("b")], tmp_path, "1.0")
    assert release.quads == {iris.graph("seeds").value: 2}


def test_unfinished_folder_of_a_killed_build_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / "releases" / ".building-left"
    left.mkdir(parents=True)
    publish([quad("a")], tmp_path, "1.0")
    assert not left.exists()


def test_folder_without_a_release_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoRelease, match="run 'shisaku build' first"):
        current(tmp_path)


SLOW_PUBLISH = """
import sys, time
from pathlib import Path
import store.releases as releases
from tests.store.test_releases import quad

step = getattr(releases, sys.argv[2])
def slow(*arguments):
    print("at the step", flush=True)
    time.sleep(60)
    return step(*arguments)
setattr(releases, sys.argv[2], slow)
releases.publish([quad("new")], Path(sys.argv[1]), "1.0")
"""


@pytest.mark.parametrize("step", ["_write_description", "_point_current_to", "_count"])
def test_build_killed_at_a_step_leaves_the_old_release(tmp_path: Path, step: str) -> None:
    old = publish([quad("old")], tmp_path, "1.0")
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW_PUBLISH, str(tmp_path), step],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "at the step\n"
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=10)
    process.stdout.close()
    assert current(tmp_path) == old
    assert publish([quad("new")], tmp_path, "1.0").id != old.id


def test_reader_never_sees_a_half_published_release(tmp_path: Path) -> None:
    publish([quad("0")], tmp_path, "1.0")
    for number in range(20):
        publish([quad(str(number))], tmp_path, "1.0")
        release = current(tmp_path)
        assert size(release) == sum(release.quads.values())


def test_build_that_is_killed_leaves_the_old_release_serving(tmp_path: Path) -> None:
    old = publish([quad("old")], tmp_path, "1.0")
    process = subprocess.Popen(
        [sys.executable, "-m", "shisaku.cli", "build", "--out", str(tmp_path)], cwd=ROOT
    )
    time.sleep(0.8)
    process.kill()
    process.wait(timeout=10)
    release = current(tmp_path)
    assert size(release) == sum(release.quads.values())
    assert release == old or release.graph_file.is_file()


def test_builds_side_by_side_do_not_clear_each_other_away(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from store.releases import publish; "
        "from tests.store.test_releases import quad; "
        "[publish([quad(sys.argv[2] + str(n))], Path(sys.argv[1]), '1.0') for n in range(20)]"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path), name],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        for name in "abc"
    ]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0]
    assert len(list((tmp_path / "releases").iterdir())) == 60
