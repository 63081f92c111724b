"""`shisaku build` and `shisaku validate`."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from shisaku.build import build
from shisaku.commands import tell
from shisaku.opening import open_store
from shisaku.settings import Settings
from store.embedded import EmbeddedStore
from store.validation import validate


def add_commands(commands: Any) -> None:
    """Add both commands to the parser."""
    parser = commands.add_parser("build", help="make and publish a release")
    parser.add_argument("--documents", type=Path, metavar="DIR", help="read the documents again")
    parser.add_argument("--out", type=Path, metavar="DIR", help="publish the release here")
    parser.set_defaults(run=_build)
    parser = commands.add_parser("validate", help="check the release against the SHACL shapes")
    parser.set_defaults(run=_validate)


def _build(options: Namespace, settings: Settings) -> int:
    release = build(settings.seeds, options.out or settings.out, options.documents, tell)
    quads = sum(release.quads.values())
    print(f"{release.id}: {quads} quads in {len(release.quads)} graphs, in {release.folder}")
    return 0


def _validate(_: Namespace, settings: Settings) -> int:
    opened = open_store(None, settings, tell)
    assert isinstance(opened.store, EmbeddedStore)  # a release is always embedded
    violations = validate(opened.store.quads())
    for violation in violations:
        print(violation)
    print(f"{opened.name}: {len(violations) or 'no'} violations")
    return 1 if violations else 0
