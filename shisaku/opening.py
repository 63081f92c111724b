"""From what `--store` names to an open store: a release, an RDF file, or a remote endpoint."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from shisaku.build import build
from shisaku.settings import Settings
from store.embedded import EmbeddedStore, UnreadableStore
from store.protocol import Store
from store.releases import NoRelease, current
from store.remote import RemoteStore

_REMOTE = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Opened:
    """A store, and the name of what is in it."""

    store: Store
    name: str


def open_store(
    where: str | None, settings: Settings, tell: Callable[[str], None], *, union: bool = True
) -> Opened:
    """Open a store. Without a place, the current release, which is built where there is none.

    Raises UnreadableStore or NoRelease, and what `build` raises.
    """
    if where is None:
        return _open_release(settings, tell, union)
    if where.startswith(_REMOTE):
        return Opened(RemoteStore(where), "remote")
    path = Path(where)
    if not path.exists():
        raise UnreadableStore(f"{path}: there is no such folder or file")
    if path.is_dir():
        release = current(path)
        return Opened(EmbeddedStore.load(release.graph_file, union=union), release.id)
    return Opened(EmbeddedStore.load(path, union=union), path.stem)


def _open_release(settings: Settings, tell: Callable[[str], None], union: bool) -> Opened:
    try:
        release = current(settings.out)
    except NoRelease:
        release = build(settings.seeds, settings.out, tell=tell)
    return Opened(EmbeddedStore.load(release.graph_file, union=union), release.id)
