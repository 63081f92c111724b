"""`shisaku push`."""

import sys
from argparse import Namespace
from typing import Any

from shisaku.commands import tell
from shisaku.opening import open_store
from shisaku.settings import Settings
from store.protocol import StoreUnavailable
from store.pushing import PushFailed, push
from store.update import Target


def add_commands(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "push", help="load the release into a remote SPARQL 1.1 store, whole or not at all"
    )
    parser.add_argument(
        "url",
        metavar="URL",
        help="where the store answers queries; a user may stand in it, or in SHISAKU_REMOTE_USER "
        "and SHISAKU_REMOTE_PASSWORD",
    )
    parser.add_argument(
        "--store", metavar="DIR|FILE", help="a folder of releases or an RDF file to push instead"
    )
    parser.add_argument(
        "--update", metavar="URL", help="where it takes updates (known for Oxigraph and Virtuoso)"
    )
    parser.add_argument(
        "--graph-store", metavar="URL", help="where it takes whole graphs, which is faster"
    )
    parser.set_defaults(run=_push)


def _push(options: Namespace, settings: Settings) -> int:
    opened = open_store(options.store, settings, tell)
    try:
        target = Target.find(options.url, options.update, options.graph_store)
        size = push(opened.store, opened.name, target, tell)
    except (PushFailed, StoreUnavailable) as error:
        print(f"shisaku: not pushed: {error}", file=sys.stderr)
        return 1
    print(f"{opened.name}: {size:,} triples")
    return 0
