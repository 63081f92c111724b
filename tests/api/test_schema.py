"""The description of the API in OpenAPI holds: schemathesis asks every endpoint what it says may be
asked, and much that it says may not, and compares the answers with what is promised."""

import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import requests
import schemathesis
from fastapi import FastAPI
from hypothesis import settings
from schemathesis import Case
from schemathesis.config import SchemathesisConfig
from uvicorn.server import Server

from api.app import create_app
from api.knowledge import Knowledge, Served
from api.routers.things import COLLECTIONS
from api.server.limits import ServerLimits
from api.server.running import configure, listen
from api.sparql.pool import Pool
from store.releases import Release
from store.source import Place, Source

PATIENCE = 60


@pytest.fixture(scope="module")
def served(knowledge: Knowledge, release: Release) -> Iterator[str]:
    """Where a server of the real graph answers."""
    pool = Pool(Source(Place.FILE, str(release.graph_file)))

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await pool.start()
        app.state.served, app.state.pool = Served(knowledge, pool), pool
        yield
        await pool.close()

    config = configure(lambda: create_app(None, "1.2.3", lifespan=lifespan), ServerLimits())
    server = Server(config)
    with listen("127.0.0.1", 0) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(PATIENCE)


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    """Connections that are kept."""
    with requests.Session() as kept:
        yield kept


NO_SCHEMA_TELLS = {
    "/measures": ["2xx", "400", "404"],  # that how needs involves
    "/explain": ["2xx", "400", "404"],  # what is called a property
    "/exports/graph.{extension}": ["2xx", "400", "404"],  # which choices go together
    "/exports/{table}.{extension}": ["2xx", "400", "404"],  # and what tables and formats there are
    "/sparql": ["2xx", "400", "403", "404", "406"],  # what is a query, and in which form it is had
}
"""By path, how a request of the right form may be answered where its content is wrong."""
ALIKE = [kind for kind in COLLECTIONS if kind != "countries"]
"""Things of these kinds are served by the same code as countries, and not asked for as often."""
CONFIG = {
    "operations": [
        {
            "include-path": path,
            "checks": {"positive_data_acceptance": {"expected-statuses": statuses}},
        }
        for path, statuses in NO_SCHEMA_TELLS.items()
    ]
    + [
        {
            "include-path-regex": f"^/({'|'.join(ALIKE)})(/|$)",
            "phases": {"coverage": {"enabled": False}},
        }
    ],
}
schema = schemathesis.openapi.from_dict(
    create_app(None, "1.2.3").openapi(), config=SchemathesisConfig.from_dict(CONFIG)
)


@schema.parametrize()
@settings(max_examples=3)
def test_endpoint_does_what_its_description_says(
    case: Case[Any], served: str, session: requests.Session
) -> None:
    case.call_and_validate(base_url=served, session=session, timeout=PATIENCE)
