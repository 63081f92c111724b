"""The application: everything is wired here, on one screen."""

from pathlib import Path

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline

from api.knowledge import Knowledge
from api.paging import each_once
from api.problems import add_handlers
from api.routers import (
    budgets,
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

_STATIC = Path(__file__).parent / "static"


def create_app(knowledge: Knowledge, version: str) -> FastAPI:
    """The HTTP API over one opened store."""
    app = FastAPIOffline(
        title="Shisaku",
        version=version,
        summary="A ministry's measures, programmes and international bodies, cited to the line",
        license_info={"name": "Apache-2.0 (code), CC BY 4.0 (data)"},
        redoc_url=None,
    )
    app.state.knowledge = knowledge
    add_handlers(app)
    add_security_headers(app)
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
    app.include_router(sparql.router)
    app.include_router(exports.router)
    app.include_router(linked_data.router)
    return app
