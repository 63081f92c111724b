"""A build that is cut off, by a signal, a full disk or a power failure, leaves what was published
before, and can be run again."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from store.releases import Release, current, publish
from tests.store.test_releases import quad

ROOT = Path(__file__).parents[2]


def run(script: str, out: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", script, str(out)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def is_whole(release: Release) -> bool:
    digest = hashlib.sha256(release.graph_file.read_bytes()).hexdigest()
    return release.id.endswith(digest[:12])


def unfinished(out: Path) -> list[Path]:
    return list((out / "releases").glob(".*"))


KILLED_OFTEN = """
import os, random, signal, sys, time
from pathlib import Path
from store.releases import current, publish
from tests.store.test_interrupted import is_whole
from tests.store.test_releases import quad

out, chance, killed = Path(sys.argv[1]), random.Random(6), 0
many = [quad(str(number)) for number in range(1000)]
publish(many, out, "1.0")
began = time.perf_counter()
publish([*many, quad("more")], out, "1.0")
takes = time.perf_counter() - began
for number in range(100):
    child = os.fork()
    if child == 0:
        publish([*many, quad(f"new{number}")], out, "1.0")
        os._exit(0)
    time.sleep(chance.uniform(0, takes))
    os.kill(child, signal.SIGKILL)
    killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
    assert is_whole(current(out)), number
print(killed)
"""


def test_release_is_whole_after_each_of_a_hundred_kills_at_random_moments(tmp_path: Path) -> None:
    done = run(KILLED_OFTEN, tmp_path)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 10
    again = publish([quad("again")], tmp_path, "1.0")
    assert current(tmp_path) == again
    assert unfinished(tmp_path) == []


NO_ROOM = """
import resource, sys
from pathlib import Path
from store.releases import publish
from tests.store.test_releases import quad

resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    publish([quad(str(number)) for number in range(1000)], Path(sys.argv[1]), "1.0")
except OSError as error:
    print(error.filename, error.strerror, sep="|")
"""


def test_full_disk_leaves_the_old_release_and_nothing_else(tmp_path: Path) -> None:
    old = publish([quad("old")], tmp_path, "1.0")
    where, _, reason = run(NO_ROOM, tmp_path).stdout.partition("|")
    assert where.endswith("/graph.nq")
    assert reason == "File too large\n"
    assert current(tmp_path) == old
    assert unfinished(tmp_path) == []
    assert publish([quad("new")], tmp_path, "1.0").id != old.id


def test_everything_is_on_the_disk_before_the_link_is_turned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    turn = Path.replace

    def note_flush(file: int) -> None:
        steps.append(Path(f"/proc/self/fd/{file}").readlink().name)

    def note_turn(link: Path, target: Path) -> None:
        steps.append("turned")
        turn(link, target)

    monkeypatch.setattr(os, "fsync", note_flush)
    monkeypatch.setattr(Path, "replace", note_turn)
    publish([quad("a")], tmp_path, "1.0")
    assert {"graph.nq", "release.json", "releases"} <= {*steps[: steps.index("turned")]}
    assert steps[-1] == tmp_path.name


@pytest.mark.parametrize("file", ["graph.nq", "release.json"])
def test_release_that_lost_its_end_is_written_anew(tmp_path: Path, file: str) -> None:
    release = publish([quad("a")], tmp_path, "1.0")
    (release.folder / file).write_bytes(b"")
    assert publish([quad("a")], tmp_path, "1.0").id == release.id
    assert is_whole(current(tmp_path))
    assert unfinished(tmp_path) == []


def test_folder_that_takes_no_release_is_an_error_and_the_old_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = publish([quad("old")], tmp_path, "1.0")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "releases")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        publish([quad("new")], tmp_path, "1.0")
    assert current(tmp_path) == old
    assert unfinished(tmp_path) == []
