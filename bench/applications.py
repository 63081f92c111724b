"""What `bench.peers` starts in processes of their own.

    python -m bench.applications bare PORT
    python -m bench.applications fixed PORT
    python -m bench.applications ours PORT file|folder NAME
    python -m bench.applications snapshot 0 FILE FOLDER

`bare` and `fixed` answer every request with the same bytes, by ASGI alone and by FastAPI, under
uvicorn with its own settings but for the access log. `ours` is our application over a graph that
only its `/sparql` is asked for.
"""

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.app import create_app
from api.knowledge import Knowledge
from api.server.limits import ServerLimits
from api.server.running import listen, run
from api.sparql.pool import Pool
from store.embedded import EmbeddedStore
from store.snapshot import write_snapshot
from store.source import Place, Source

BODY = b'{"iri":"https://w3id.org/shisaku/id/country/VN","label":{"ja":"x","en":"Viet Nam"}}' * 8
"""About as much as a look-up answers."""


async def bare(scope: Scope, _receive: Receive, send: Send) -> None:
    """The least that is an answer."""
    if scope["type"] == "http":
        length = str(len(BODY)).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", length)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": BODY})


def fixed() -> FastAPI:
    """The least that FastAPI does."""
    app = FastAPI()

    @app.get("/")
    async def answer() -> Response:
        return Response(BODY, media_type="application/json")

    return app


@dataclass(frozen=True)
class Ours:
    """Makes our application over a source."""

    source: Source

    def __call__(self) -> FastAPI:
        """The application; its look-ups know nothing."""
        pool = Pool(self.source)

        @asynccontextmanager
        async def started(_app: FastAPI) -> AsyncIterator[None]:
            await pool.start()
            yield
            await pool.close()

        return create_app(Knowledge.of(EmbeddedStore(), "bench"), "bench", pool, started)


def serve_fixed(app: ASGIApp, port: str) -> None:
    """Serve one of the fixed answers."""
    uvicorn.run(app, host="127.0.0.1", port=int(port), access_log=False, log_level="warning")


def serve_ours(port: str, place: str, name: str) -> None:
    """Serve our application."""
    with listen("127.0.0.1", int(port)) as listening:
        run(Ours(Source(Place(place), name, union=False)), listening, ServerLimits(), workers=1)


_COMMANDS: dict[str, Callable[..., None]] = {
    "bare": lambda port: serve_fixed(bare, port),
    "fixed": lambda port: serve_fixed(fixed(), port),
    "ours": serve_ours,
    "snapshot": lambda _, file, folder: write_snapshot(Path(file), Path(folder), union=False),
}

if __name__ == "__main__":
    _COMMANDS[sys.argv[1]](*sys.argv[2:])
