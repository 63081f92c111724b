"""Where a store lies, as plain values that one process can hand to another."""

import hashlib
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from store.embedded import EmbeddedStore
from store.protocol import Store
from store.remote import RemoteStore
from store.snapshot import write_snapshot

LARGEST_IN_MEMORY = 500_000_000
"""Bytes of an RDF file, about two million quads of ours; larger ones are served from disk."""


class Place(StrEnum):
    """What a source names."""

    FILE = "file"
    """An RDF file, read into memory."""
    FOLDER = "folder"
    """A snapshot on disk."""
    URL = "url"
    """A SPARQL 1.1 endpoint."""


@dataclass(frozen=True, slots=True)
class Source:
    """A store that can be opened. `union` is what a query without a dataset clause sees: all
    named graphs merged, or the default graph only."""

    place: Place
    name: str
    union: bool = True

    def open(self) -> Store:
        """Open the store. Raises UnreadableStore."""
        if self.place is Place.URL:
            return RemoteStore(self.name, union=self.union)
        if self.place is Place.FOLDER:
            return EmbeddedStore.read_only(Path(self.name))
        return EmbeddedStore.load(Path(self.name), union=self.union)

    def prepared(self, snapshots: Path, largest: int = LARGEST_IN_MEMORY) -> "Source":
        """The same store in a form that several processes can open: a file that is too large for
        memory becomes a snapshot in the folder `snapshots`, which is kept for the next time.

        Raises UnreadableStore.
        """
        file = Path(self.name)
        if self.place is not Place.FILE or not file.exists() or file.stat().st_size <= largest:
            return self
        folder = snapshots / _digest(file, self.union)
        if not folder.exists():
            write_snapshot(file, folder, union=self.union)
        return replace(self, place=Place.FOLDER, name=str(folder))


def _digest(file: Path, union: bool) -> str:
    """Names a state of a file: it changes whenever the file is written."""
    state = file.stat()
    told = f"{file.resolve()} {state.st_size} {state.st_mtime_ns} {union}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]
