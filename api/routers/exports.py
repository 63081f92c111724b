"""`/exports/…`: the graph, or a part of it, in the formats of other tools, and tables."""

import re
from io import BytesIO
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse

from api.knowledge import Served, take_served
from api.paging import each_once
from api.problems import LOOKUP_ERRORS, Problem, bad_request, not_found
from exports.choice import EVERYTHING, PARAMETERS, Choice, read_choice
from exports.errors import UnknownFormat
from exports.formats import FORMATS, Format, Kind, find_format
from store.protocol import Store

router = APIRouter(tags=["Exports"])

_RESPONSES: dict[int | str, dict[str, Any]] = {
    **LOOKUP_ERRORS,
    200: {"description": "the export, as a file", "content": {
        media_type: {} for media_type in dict.fromkeys(f.media_type for f in FORMATS.values())}},
    503: {"model": Problem, "description": "the export is being made; ask again"},
}  # fmt: skip
_CHOICE = {
    "parameters": [
        {"name": p.name, "in": "query", "required": False, "description": p.meaning["en"],
         "schema": {"type": "string"}, "example": p.example}
        for p in PARAMETERS
    ]
}  # fmt: skip


def take_choice(request: Request) -> Choice:
    """What part of the graph was asked for. Raises ProblemError, BadParameter or UnknownName."""
    given = dict(request.query_params)
    known = [parameter.name for parameter in PARAMETERS]
    for name in given:
        if name not in known:
            detail = f"parameter {name}: there is no such parameter here; there are "
            raise bad_request(detail + ", ".join(known), parameter=name)
    if not given:
        return EVERYTHING
    return read_choice(given, take_served(request).knowledge.names)


_Chosen = Annotated[Choice, Depends(take_choice)]
_ROUTE: dict[str, Any] = {
    "responses": _RESPONSES,
    "response_class": Response,
    "openapi_extra": _CHOICE,
    "dependencies": [Depends(each_once)],
}


@router.get("/exports/graph.{extension}", **_ROUTE)
async def export_graph(request: Request, extension: str, choice: _Chosen) -> Response:
    """The graph as RDF, or as things and the links between them, for tools that draw."""
    chosen = _find(extension)
    if chosen.kind is Kind.TABLE:
        raise not_found(f"a table is not of the graph; it lies at /exports/{chosen.file_name}")
    return await _export(chosen, choice, f"graph.{extension}", take_served(request))


@router.get("/exports/{table}.{extension}", **_ROUTE)
async def export_table(request: Request, table: str, extension: str, choice: _Chosen) -> Response:
    """A table, each row with its citation."""
    name = f"{table}.{extension}"
    chosen = _find(name)
    if chosen.kind is not Kind.TABLE:
        raise not_found(f"{name} is of the graph; it lies at /exports/{chosen.file_name}")
    return await _export(chosen, choice, name, take_served(request))


def _find(name: str) -> Format:
    try:
        if name.startswith("."):  # the formats' other names, which are no paths
            raise UnknownFormat(name, FORMATS)
        return find_format(name)
    except UnknownFormat as error:
        raise not_found(str(error)) from None


async def _export(chosen: Format, choice: Choice, file_name: str, served: Served) -> Response:
    headers = {"Content-Disposition": _disposition(served.knowledge.release, file_name)}
    if served.exporter is not None:
        path = await served.exporter.file(chosen.name, choice)
        return FileResponse(path, headers=headers, media_type=chosen.media_type)
    content = await run_in_threadpool(_written, chosen, choice, served.knowledge.store)
    return Response(content, headers=headers, media_type=chosen.media_type)


def _disposition(release: str, file_name: str) -> str:
    # A store may be named after a file of any name, but a header holds ASCII only.
    safe = re.sub(r"[^A-Za-z0-9._-]", "_", release)
    return f'attachment; filename="shisaku-{safe}-{file_name}"'


def _written(chosen: Format, choice: Choice, store: Store) -> bytes:
    content = BytesIO()
    chosen.write(store, choice, content)
    return content.getvalue()
