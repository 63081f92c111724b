"""`shisaku serve`."""

from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from api.app import create_app
from api.exporting import Exporter
from api.knowledge import Knowledge, Served
from api.server.log_output import flush_logs
from api.server.running import listen, run
from api.serving import in_thread, keep_served
from api.sparql.pool import Pool
from shisaku import __version__
from shisaku.commands import tell
from shisaku.opening import Found, find_store
from shisaku.settings import Settings, parse_port, parse_workers


def add_commands(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("serve", help="serve pages, the API and SPARQL")
    parser.add_argument("--host", metavar="H", help="the address to listen on")
    parser.add_argument("--port", type=parse_port, metavar="P", help="the port to listen on")
    parser.add_argument(
        "--workers", type=parse_workers, metavar="N", help="how many processes answer requests"
    )
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


@dataclass(frozen=True, slots=True)
class Offer:
    """What `--store` names, as it is published at any moment."""

    where: str | None
    settings: Settings
    union: bool

    def find(self) -> Found:
        """What there is now. Raises what `find_store` raises."""
        return find_store(self.where, self.settings, tell, union=self.union)

    def newest(self) -> str:
        """The name of the current release; anything but a folder of releases never changes."""
        out = self.settings.out if self.where is None else Path(self.where)
        return (out / "current").resolve().name

    async def open(self) -> Served:
        """Open it. Raises UnreadableStore, NoRelease or StoreUnavailable."""
        knowledge, pool = await in_thread(self._load)
        try:
            await pool.start()
        except BaseException:
            await pool.close()
            raise
        return Served(knowledge, pool, Exporter(pool.source, pool.folder))

    def _load(self) -> tuple[Knowledge, Pool]:
        found = self.find().prepared(self.settings.out / "snapshots")
        opened = found.open()
        return Knowledge.of(opened.store, opened.name, opened.built), Pool(
            found.source, self.settings.queries
        )


@dataclass(frozen=True, slots=True)
class Application:
    """Makes the application, in whichever process is to serve it; `url` is where it is reached."""

    offer: Offer
    url: str

    def __call__(self) -> FastAPI:
        """An application that opens its store when it is started."""
        return create_app(None, __version__, lifespan=self._lifespan, url=self.url)

    @asynccontextmanager
    async def _lifespan(self, app: FastAPI) -> AsyncIterator[None]:
        try:
            async with keep_served(self.offer)(app):
                yield
        finally:
            flush_logs()


def _serve(options: Namespace, settings: Settings) -> int:
    offer = Offer(options.store, settings, options.default_graph == "union")
    offer.find()
    host = options.host or settings.host
    port = settings.port if options.port is None else options.port
    with listen(host, port) as listening:
        url = settings.public_url(host, listening.getsockname()[1])
        workers = options.workers or settings.workers
        has_served = run(Application(offer, url), listening, settings.server, workers)
    return 0 if has_served else 2
