"""`/health` and `/ready`: for those who run the service."""

from fastapi import APIRouter

from api.knowledge import Known

router = APIRouter(tags=["Operations"])


@router.get("/health")
def health() -> dict[str, str]:
    """The process lives."""
    return {"status": "ok"}


@router.get("/ready")
def ready(knowledge: Known) -> dict[str, str]:
    """Data can be searched; says which release."""
    return {"status": "ok", "release": knowledge.release}
