"""`shisaku export`."""

import os
import sys
import tempfile
from argparse import Namespace
from pathlib import Path
from typing import Any

from exports.choice import EVERYTHING, PARAMETERS, Choice, read_choice
from exports.formats import FORMATS, Format, find_format
from queries.names import NameTable
from shisaku.commands import tell
from shisaku.opening import open_store
from shisaku.settings import Settings
from store.protocol import Store


def add_commands(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("export", help="write the graph for another tool")
    parser.add_argument("format", metavar="FORMAT", help=", ".join(FORMATS))
    parser.add_argument("--out", type=Path, metavar="FILE", help="instead of standard output")
    for parameter in PARAMETERS:
        parser.add_argument(
            f"--{parameter.name}",
            default="",
            help=f"{parameter.meaning['en']}, such as {parameter.example}",
            **({"nargs": "?", "const": "true"} if parameter.name == "collapse" else {}),
        )
    parser.set_defaults(run=_export)


def _export(options: Namespace, settings: Settings) -> int:
    chosen = find_format(options.format)
    store = open_store(None, settings, tell).store
    choice = _choice(options, store)
    if options.out is None:
        chosen.write(store, choice, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        _write_file(chosen, store, choice, options.out)
    return 0


def _choice(options: Namespace, store: Store) -> Choice:
    given = {p.name: text for p in PARAMETERS if (text := getattr(options, p.name))}
    return read_choice(given, NameTable(store)) if given else EVERYTHING


def _write_file(chosen: Format, store: Store, choice: Choice, path: Path) -> None:
    """Write beside the file and rename, so that a failure leaves an older file as it was."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "wb") as out:
            chosen.write(store, choice, out)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as error:  # of a full disk the system does not say whose
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        Path(name).unlink(missing_ok=True)
