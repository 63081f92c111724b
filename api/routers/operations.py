"""`/health`, `/ready` and `/metrics`: for those who run the service."""

from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel

from api import metrics
from api.knowledge import Known
from api.problems import Problem

router = APIRouter(tags=["Operations"])

_NOT_READY: dict[int | str, dict[str, Any]] = {
    503: {"model": Problem, "description": "the data are still being loaded"}
}


class Health(BaseModel):
    """The process lives."""

    status: str = "ok"


class Readiness(BaseModel):
    """Data can be searched."""

    status: str = "ok"
    release: str


@router.get("/health", summary="Does the process live?")
async def health() -> Health:
    """Answers as soon as the server listens, whether data are loaded or not; also at
    `/healthz`."""
    return Health()


@router.get("/ready", summary="Can data be searched?", responses=_NOT_READY)
async def ready(knowledge: Known) -> Readiness:
    """Says which release is served; 503 until one is. Also at `/readyz`."""
    return Readiness(release=knowledge.release)


@router.get(
    "/metrics",
    summary="What is counted, for Prometheus",
    response_class=Response,
    responses={200: {"content": {metrics.MEDIA_TYPE: {"schema": {"type": "string"}}}}},
)
def read_metrics() -> Response:
    """Requests by route, method and status, their latency, what is in flight, and what became of
    SPARQL queries, of all workers together."""
    return Response(metrics.exposition(), media_type=metrics.MEDIA_TYPE)


for path, answer in (("/healthz", health), ("/readyz", ready)):
    router.get(path, include_in_schema=False)(answer)
