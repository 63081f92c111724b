"""The application: everything is wired here, on one screen."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline

from api.caching import add_caching
from api.cors import add_cors
from api.knowledge import Knowledge, Served
from api.observing import add_observation
from api.openapi import complete_description
from api.paging import each_once
from api.problems import add_handlers
from api.routers import (
    budgets,
    description,
    explaining,
    exports,
    linked_data,
    measures,
    operations,
    pages,
    questions,
    sparql,
)
from api.routers.things import things_router
from api.security import add_security_headers
from api.sparql.pool import Pool
from ontology import iris

_STATIC = Path(__file__).parent / "static"


Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def create_app(
    knowledge: Knowledge | None,
    version: str,
    pool: Pool | None = None,
    lifespan: Lifespan | None = None,
    url: str = iris.BASE.removesuffix("/"),
) -> FastAPI:
    """The HTTP API over one opened store; `pool` answers SPARQL, which is refused without.

    Without knowledge `lifespan` finds something to serve once the server has started; until then
    look-ups are answered with 503. `url` is where others reach it, without a slash at the end.
    """
    app = FastAPIOffline(
        title="Shisaku",
        version=version,
        summary="A ministry's measures, programmes and international bodies, cited to the line",
        license_info={"name": "Apache-2.0 (code), CC BY 4.0 (data)"},
        redoc_url=None,
        redirect_slashes=False,  # a redirect would repeat the host that a client names
        lifespan=lifespan,
    )
    app.state.served = None if knowledge is None else Served(knowledge, pool)
    app.state.pool = pool
    app.state.url = url
    add_handlers(app)
    add_caching(app)
    add_observation(app)
    add_security_headers(app)
    add_cors(app)
    app.include_router(sparql.router)  # routes are tried in this order
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    app.include_router(pages.router)
    app.include_router(operations.router)
    for router in (
        measures.router,
        budgets.router,
        things_router(),
        questions.router,
        explaining.router,
    ):
        app.include_router(router, dependencies=[Depends(each_once)])
    app.include_router(exports.router)
    app.include_router(linked_data.router)
    app.include_router(description.router)
    complete_description(app)
    return app
