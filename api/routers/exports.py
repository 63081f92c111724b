"""`/exports/…`: the whole graph in the formats of other tools, and tables."""

import re
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from api.knowledge import Knowledge, Known
from api.problems import LOOKUP_ERRORS, not_found
from exports.errors import UnknownFormat
from exports.formats import Format, Kind, find_format

router = APIRouter(tags=["Exports"])

_CHUNK = 64 * 1024


@router.get("/exports/graph.{extension}", responses=LOOKUP_ERRORS)
def export_graph(extension: str, knowledge: Known) -> StreamingResponse:
    """The graph: ttl nt nq trig rdf jsonld (RDF), graphml gexf d3.json (entities and edges)."""
    chosen = _find(extension)
    if chosen.kind is Kind.TABLE:
        raise not_found(f"a table is not of the graph; it lies at /exports/{chosen.name}")
    return _export(chosen, f"graph.{extension}", knowledge)


@router.get("/exports/{table}.csv", responses=LOOKUP_ERRORS)
def export_table(table: str, knowledge: Known) -> StreamingResponse:
    """A table: measures, budgets or involvement, each row with its citation."""
    return _export(_find(f"{table}.csv"), f"{table}.csv", knowledge)


def _find(name: str) -> Format:
    try:
        return find_format(name)
    except UnknownFormat as error:
        raise not_found(str(error)) from None


def _export(chosen: Format, file_name: str, knowledge: Knowledge) -> StreamingResponse:
    content = TemporaryFile()  # noqa: SIM115  the response closes it
    chosen.write(knowledge.store, content)
    content.seek(0)
    # A store may be named after a file of any name, but a header holds ASCII only.
    release = re.sub(r"[^A-Za-z0-9._-]", "_", knowledge.release)
    name = f"shisaku-{release}-{file_name}"
    return StreamingResponse(
        _chunks(content),
        media_type=chosen.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _chunks(content: IO[bytes]) -> Iterator[bytes]:
    with content:
        while chunk := content.read(_CHUNK):
            yield chunk
