"""Releases: folders that hold a built graph, published by one atomic rename.

    OUT/releases/0.1.0-3f2a…/   graph.nq, release.json
    OUT/current -> releases/0.1.0-3f2a…

A release is complete before it gets its name, and `current` is replaced in one step, so a reader
sees the old release or the new one and nothing between, whenever a build is killed.
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
    """Write a release and make it the current one. The same quads give the same release."""
    releases = out / _RELEASES
    releases.mkdir(parents=True, exist_ok=True)
    _remove_unfinished(releases)
    chosen = sorted(set(quads), key=str)
    unfinished = Path(tempfile.mkdtemp(prefix=f"{_UNFINISHED}{os.getpid()}-", dir=releases))
    content = pyoxigraph.serialize(chosen, format=RdfFormat.N_QUADS)
    assert content is not None  # bytes, as no output is given
    (unfinished / GRAPH_FILE).write_bytes(content)
    release_id = f"{version}-{hashlib.sha256(content).hexdigest()[:12]}"
    folder = releases / release_id
    release = Release(release_id, version, _now(), _count(chosen), folder)
    _write_description(release, unfinished)
    unfinished.chmod(0o755)
    try:
        unfinished.rename(folder)
    except OSError:  # the same release is there already, perhaps since a moment ago
        shutil.rmtree(unfinished)
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


def _write_description(release: Release, folder: Path) -> None:
    fields = asdict(release)
    del fields["folder"]
    text = json.dumps(fields, indent=2, sort_keys=True) + "\n"
    (folder / _RELEASE_FILE).write_text(text, encoding="utf-8")


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
