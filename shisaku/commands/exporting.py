"""`shisaku export`."""

import os
import sys
import tempfile
from argparse import Namespace
from pathlib import Path
from typing import Any

from exports.formats import FORMATS, Format, find_format
from shisaku.commands import tell
from shisaku.opening import open_store
from shisaku.settings import Settings
from store.protocol import Store


def add_commands(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("export", help="write the graph for another tool")
    parser.add_argument("format", metavar="FORMAT", help=", ".join(FORMATS))
    parser.add_argument("--out", type=Path, metavar="FILE", help="instead of standard output")
    parser.set_defaults(run=_export)


def _export(options: Namespace, settings: Settings) -> int:
    chosen = find_format(options.format)
    store = open_store(None, settings, tell).store
    if options.out is None:
        chosen.write(store, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        _write_file(chosen, store, options.out)
    return 0


def _write_file(chosen: Format, store: Store, path: Path) -> None:
    """Write beside the file and rename, so that a failure leaves an older file as it was."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as out:
            chosen.write(store, out)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:  # of a full disk the system does not say whose
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        Path(name).unlink(missing_ok=True)
