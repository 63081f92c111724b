"""The command `shisaku`: parses what was typed and hands it to a command.

Exit status: 0; 1 where the answer is no or something is not valid; 2 for bad use.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence

from ontology.errors import UserError
from shisaku import __version__
from shisaku.commands import (
    asking,
    building,
    citing,
    comparing,
    explaining,
    exporting,
    pushing,
    reading,
    serving,
)
from shisaku.settings import Settings
from store.protocol import QuerySyntaxError
from store.validation import Invalid

Command = Callable[[Namespace, Settings], int]

_COMMANDS = (building, serving, reading, citing, comparing, asking, explaining, exporting, pushing)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(arguments)
    run: Command = options.run
    try:
        return run(options, Settings.read())
    except QuerySyntaxError as error:
        at = f"line {error.line}, column {error.column}: " if error.line else ""
        return _fail(f"not a SPARQL query: {at}{error}", 2)
    except Invalid as error:
        return _fail(f"not published, for shapes are broken:\n{error}", 1)
    except UserError as error:
        return _fail(str(error), 2)
    except BrokenPipeError:
        # The reader of our output has left (shisaku … | head); there is nobody to tell, and what
        # still stands in the buffer must go nowhere when the interpreter flushes it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _fail(_sentence(error), 2)


def _sentence(error: OSError) -> str:
    """What the system says is wrong, and with which file, where it knows."""
    where, reason = error.filename2 or error.filename, error.strerror or str(error)
    return f"{where}: {reason}" if where else reason


def _fail(reason: str, status: int) -> int:
    print(f"shisaku: {reason}", file=sys.stderr)
    return status


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="shisaku",
        description="A knowledge graph of a ministry's measures, cited to the line.",
    )
    parser.add_argument("--version", action="version", version=f"shisaku {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in _COMMANDS:
        module.add_commands(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
