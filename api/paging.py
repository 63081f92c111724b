"""Lists: `{"total", "items", "next"}` with `limit` and `offset`, each given once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from fastapi import Request

from api.problems import bad_request

MOST_ITEMS = 500
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a list. `next` is the path of the next part, or None at the end."""

    total: int
    items: Sequence[T]
    next: str | None


def page(request: Request, items: Sequence[T], limit: int, offset: int) -> Page[T]:
    """The part of a list that was asked for."""
    end = offset + limit
    following = _path(request, end) if end < len(items) else None
    return Page(len(items), items[offset:end], following)


def each_once(request: Request) -> None:
    """Refuse a parameter that stands twice, rather than choose one of its values."""
    names = [name for name, _ in request.query_params.multi_items()]
    for name in request.query_params:
        if names.count(name) > 1:
            raise bad_request(f"parameter {name}: it stands more than once", parameter=name)


def _path(request: Request, offset: int) -> str:
    others = [(k, v) for k, v in request.query_params.multi_items() if k != "offset"]
    return f"{request.url.path}?{urlencode([*others, ('offset', offset)])}"
