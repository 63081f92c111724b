"""`/exports/…`: the whole graph in the formats of other tools, and tables."""

import re
from io import BytesIO

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse

from api.knowledge import Served, take_served
from api.problems import LOOKUP_ERRORS, Problem, not_found
from exports.errors import UnknownFormat
from exports.formats import FORMATS, Format, Kind, find_format
from store.protocol import Store

router = APIRouter(tags=["Exports"])

_RESPONSES = {
    **LOOKUP_ERRORS,
    200: {"description": "the export, as a file", "content": {
        media_type: {} for media_type in dict.fromkeys(f.media_type for f in FORMATS.values())}},
    503: {"model": Problem, "description": "the export is being made; ask again"},
}  # fmt: skip


@router.get("/exports/graph.{extension}", responses=_RESPONSES, response_class=Response)
async def export_graph(request: Request, extension: str) -> Response:
    """The graph: ttl nt nq trig rdf jsonld (RDF), graphml gexf d3.json (entities and edges)."""
    chosen = _find(extension)
    if chosen.kind is Kind.TABLE:
        raise not_found(f"a table is not of the graph; it lies at /exports/{chosen.name}")
    return await _export(chosen, f"graph.{extension}", take_served(request))


@router.get("/exports/{table}.csv", responses=_RESPONSES, response_class=Response)
async def export_table(request: Request, table: str) -> Response:
    """A table: measures, budgets or involvement, each row with its citation."""
    return await _export(_find(f"{table}.csv"), f"{table}.csv", take_served(request))


def _find(name: str) -> Format:
    try:
        if name.startswith("."):  # the formats' other names, which are no paths
            raise UnknownFormat(name, FORMATS)
        return find_format(name)
    except UnknownFormat as error:
        raise not_found(str(error)) from None


async def _export(chosen: Format, file_name: str, served: Served) -> Response:
    headers = {"Content-Disposition": _disposition(served.knowledge.release, file_name)}
    if served.exporter is not None:
        path = await served.exporter.file(chosen.name)
        return FileResponse(path, headers=headers, media_type=chosen.media_type)
    content = await run_in_threadpool(_written, chosen, served.knowledge.store)
    return Response(content, headers=headers, media_type=chosen.media_type)


def _disposition(release: str, file_name: str) -> str:
    # A store may be named after a file of any name, but a header holds ASCII only.
    safe = re.sub(r"[^A-Za-z0-9._-]", "_", release)
    return f'attachment; filename="shisaku-{safe}-{file_name}"'


def _written(chosen: Format, store: Store) -> bytes:
    content = BytesIO()
    chosen.write(store, content)
    return content.getvalue()
