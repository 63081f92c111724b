"""`shisaku serve`."""

from argparse import Namespace
from typing import Any

import uvicorn

from api.app import create_app
from api.knowledge import Knowledge
from shisaku import __version__
from shisaku.commands import tell
from shisaku.opening import open_store
from shisaku.settings import Settings, parse_port

_KEEP_ALIVE = 30
_DRAIN = 10


def add_commands(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("serve", help="serve pages, the API and SPARQL")
    parser.add_argument("--host", metavar="H", help="the address to listen on")
    parser.add_argument("--port", type=parse_port, metavar="P", help="the port to listen on")
    parser.add_argument(
        "--store",
        metavar="DIR|FILE|URL",
        help="a folder of releases, an RDF file (.trig .nq .ttl .nt .rdf) or a SPARQL endpoint",
    )
    parser.add_argument(
        "--default-graph",
        choices=("union", "strict"),
        default="union",
        help="what a query without a dataset clause sees: all named graphs, or only the default",
    )
    parser.set_defaults(run=_serve)


def _serve(options: Namespace, settings: Settings) -> int:
    is_union = options.default_graph == "union"
    opened = open_store(options.store, settings, tell, union=is_union)
    app = create_app(Knowledge.of(opened.store, opened.name), __version__)
    uvicorn.run(
        app,
        host=options.host or settings.host,
        port=settings.port if options.port is None else options.port,
        log_level="info",
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_DRAIN,
    )
    return 0
