"""Releases: folders that hold a built graph, published by one atomic rename.

    OUT/releases/0.1.0-3f2a…/   graph.nq, release.json
    OUT/current -> releases/0.1.0-3f2a…

A release is complete, and on the disk, before it gets its name, and `current` is replaced in one
step, so a reader sees the old release or the new one and nothing between, whenever a build is
killed or the power fails.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from ontology.errors import UserError

GRAPH_FILE = "graph.nq"
_RELEASE_FILE = "release.json"
_CURRENT = "current"
_RELEASES = "releases"
_UNFINISHED = ".building-"


class NoRelease(UserError, LookupError):
    """Nothing has been published in a folder."""

    def __init__(self, out: Path) -> None:
        super().__init__(f"{out}: no release was published here; run 'shisaku build' first")


@dataclass(frozen=True, slots=True)
class Release:
    """A published graph: its name, its counts of quads by graph, and where it lies.

    `built` is the moment of the first build of this content (ISO 8601, UTC); it is not part of
    the graph, so that two builds of the same inputs give the same bytes.
    """

    id: str
    version: str
    built: str
    quads: dict[str, int]
    folder: Path

    @property
    def graph_file(self) -> Path:
        """The N-Quads file that holds everything."""
        return self.folder / GRAPH_FILE


def publish(quads: Iterable[Quad], out: Path, version: str) -> Release:
    """Write a release and make it the current one. The same quads give the same release.

    Raises OSError where there is no room; then the release that was current before stays.
    """
    releases = out / _RELEASES
    releases.mkdir(parents=True, exist_ok=True)
    _remove_unfinished(releases)
    chosen = sorted(set(quads), key=str)
    content = pyoxigraph.serialize(chosen, format=RdfFormat.N_QUADS)
    assert content is not None  # bytes, as no output is given
    release_id = f"{version}-{hashlib.sha256(content).hexdigest()[:12]}"
    folder = releases / release_id
    release = Release(release_id, version, _now(), _count(chosen), folder)
    unfinished = Path(tempfile.mkdtemp(prefix=f"{_UNFINISHED}{os.getpid()}-", dir=releases))
    try:
        _write(unfinished / GRAPH_FILE, content)
        _write_description(release, unfinished)
        unfinished.chmod(0o755)
        _put_in_place(unfinished, folder, content)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    _point_current_to(out, folder)
    return current(out)


def current(out: Path) -> Release:
    """The release that is published in a folder. Raises NoRelease."""
    description = out / _CURRENT / _RELEASE_FILE
    try:
        fields = json.loads(description.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NoRelease(out) from None
    return Release(**fields, folder=(out / _CURRENT).resolve())


def find_release(out: Path, name: str) -> Path | None:
    """The folder of the release of that id, or of the folder that it is; None for neither."""
    for folder in (out / _RELEASES / name, Path(name)):
        if (folder / GRAPH_FILE).is_file():
            return folder
    return None


def _put_in_place(unfinished: Path, folder: Path, content: bytes) -> None:
    """Give a release its name, unless the same one has it already, perhaps since a moment ago. A
    folder of that name whose file is not whole gives way."""
    for path in (*unfinished.iterdir(), unfinished):
        _flush(path)
    try:
        unfinished.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
        if _is_whole(folder, content):
            return
        broken = unfinished.with_name(f"{unfinished.name}-broken")
        folder.rename(broken)
        unfinished.rename(folder)
        shutil.rmtree(broken, ignore_errors=True)
    _flush(folder.parent)


def _is_whole(folder: Path, content: bytes) -> bool:
    try:
        is_described = isinstance(json.loads((folder / _RELEASE_FILE).read_bytes()), dict)
        return is_described and (folder / GRAPH_FILE).read_bytes() == content
    except (OSError, ValueError):
        return False


def _flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _write_description(release: Release, folder: Path) -> None:
    fields = asdict(release)
    del fields["folder"]
    text = json.dumps(fields, indent=2, sort_keys=True) + "\n"
    _write(folder / _RELEASE_FILE, text.encode())


def _write(path: Path, content: bytes) -> None:
    """Write a file; whatever the system says against it names the file."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _count(quads: Iterable[Quad]) -> dict[str, int]:
    counts = Counter(_graph_name(quad.graph_name) for quad in quads)
    return dict(sorted(counts.items()))


def _graph_name(graph: object) -> str:
    return graph.value if isinstance(graph, NamedNode) else "default"


def _point_current_to(out: Path, folder: Path) -> None:
    """Replace the link in one step: readers see the old target or the new one."""
    fresh = out / f".{_CURRENT}-{os.getpid()}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(folder.relative_to(out))
    fresh.replace(out / _CURRENT)
    _flush(out)


def _remove_unfinished(releases: Path) -> None:
    """Clear away what builds that were killed have left, and nothing of one that still runs."""
    for folder in releases.glob(f"{_UNFINISHED}*"):
        process = folder.name.removeprefix(_UNFINISHED).partition("-")[0]
        if not (process.isdecimal() and _is_running(int(process))):
            shutil.rmtree(folder, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
