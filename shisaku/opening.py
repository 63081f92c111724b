"""From what `--store` names to an open store: a release, an RDF file, or a remote endpoint."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from shisaku.build import build
from shisaku.settings import Settings
from store.protocol import Store
from store.rdf_files import FORMATS, UnreadableStore
from store.releases import NoRelease, Release, current
from store.source import Place, Source

_REMOTE = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Opened:
    """A store, the name of what is in it, and the moment since which that has not changed: when a
    release was built or a file written; None for a remote store, of which nobody tells."""

    store: Store
    name: str
    built: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What can be opened, with the name and moment that `Opened` has. `digest` is what the SHA-256
    of a release's file begins with, or None for what is no release."""

    source: Source
    name: str
    built: datetime | None = None
    digest: str | None = None

    def prepared(self, snapshots: Path) -> "Found":
        """The same in a form that several processes can open; see `Source.prepared`."""
        self._check()
        return replace(self, source=self.source.prepared(snapshots), digest=None)

    def open(self) -> Opened:
        """Open it. Raises UnreadableStore."""
        self._check()
        return Opened(self.source.open(), self.name, self.built)

    def _check(self) -> None:
        if self.digest is not None:
            _check_digest(Path(self.source.name), self.digest)


def open_store(
    where: str | None, settings: Settings, tell: Callable[[str], None], *, union: bool = True
) -> Opened:
    """Find a store and open it; see `find_store`."""
    return find_store(where, settings, tell, union=union).open()


def find_store(
    where: str | None, settings: Settings, tell: Callable[[str], None], *, union: bool = True
) -> Found:
    """What there is to open at a place. Without one, the current release, which is built where
    there is none.

    Raises UnreadableStore or NoRelease, and what `build` raises.
    """
    if where is None:
        return _found(_current_or_built(settings, tell), union)
    if where.startswith(_REMOTE):
        return Found(Source(Place.URL, where, union), "remote")
    path = Path(where)
    if not path.exists():
        raise UnreadableStore(f"{path}: there is no such folder or file")
    if path.is_dir():
        return _found(_current(path), union)
    if path.suffix not in FORMATS:
        known = ", ".join(FORMATS)
        raise UnreadableStore(f"{path}: no RDF file we can read; it should end in {known}")
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return Found(Source(Place.FILE, str(path), union), path.stem, written)


def _current_or_built(settings: Settings, tell: Callable[[str], None]) -> Release:
    try:
        return _current(settings.out)
    except NoRelease:
        return build(settings.seeds, settings.out, tell=tell)


def _current(out: Path) -> Release:
    try:
        return current(out)
    except (ValueError, TypeError) as error:
        raise UnreadableStore(f"{out}: the release is not described as one ({error})") from error


def _found(release: Release, union: bool) -> Found:
    return Found(
        Source(Place.FILE, str(release.graph_file), union),
        release.id,
        datetime.fromisoformat(release.built),
        digest=release.id.rpartition("-")[2],
    )


def _check_digest(path: Path, digest: str) -> None:
    """A file that was cut short may still be RDF."""
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableStore(f"{path}: cannot be read ({error.strerror})") from error
    if not found.startswith(digest):
        raise UnreadableStore(f"{path}: it is not the file that was published")
