"""A store on disk, for graphs that are too large for memory: written once, then only read."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph
from pyoxigraph import Quad

from store.rdf_files import open_rdf, rdf_format

_UNFINISHED = ".snapshot-"


def write_snapshot(file: Path, folder: Path, *, union: bool) -> None:
    """Load an RDF file into a store in a folder that does not exist yet, as a whole or not at all.

    With `union` its default graph is the merge of all graphs. One process writes at a time, and
    where another has written the same folder meanwhile, nothing is done. Raises UnreadableStore.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _alone_in(folder.parent):
        if folder.exists():
            return
        unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder.parent))
        try:
            _fill(unfinished, file, union)
            unfinished.rename(folder)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)


@contextmanager
def _alone_in(snapshots: Path) -> Iterator[None]:
    """Keep other writers out, and clear away what those that were killed have left."""
    lock = os.open(snapshots, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the kernel gives it back, however this process ends
        for left in snapshots.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield
    finally:
        os.close(lock)


def _fill(folder: Path, file: Path, union: bool) -> None:
    store = pyoxigraph.Store(str(folder))
    with open_rdf(file) as content:
        quads = pyoxigraph.parse(input=content, format=rdf_format(file))
        store.bulk_extend(_with_union(quads) if union else quads)
    store.optimize()  # aggregates over millions of quads are ten times as fast after it
    store.flush()


def _with_union(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Each quad, and its triple in the default graph."""
    for quad in quads:
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object)
