"""The description of the API (OpenAPI): what the framework cannot know is added, and what it takes
for granted is put right."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from api.problems import MEDIA_TYPE

Json = dict[str, Any]

ASKED: dict[str, dict[str, object]] = {
    "/measures": {"involves": "VN", "how": "agreement", "limit": 1},
    "/measures/{key}": {"key": "17-2-7"},
    "/budgets": {"year": 2024, "stage": "initial", "chapter": "17", "limit": 1},
    "/budgets/summary": {"by": "stage", "year": 2024, "chapter": "17"},
    "/budgets/{key}": {"key": "administrative-counselling-system-2024-initial-700000000"},
    "/countries": {"q": "nam", "limit": 1},
    "/countries/{key}": {"key": "VN"},
    "/organisations": {"q": "agency", "limit": 1},
    "/organisations/{key}": {"key": "jict"},
    "/agreements": {"q": "memorandum", "limit": 1},
    "/agreements/{key}": {"key": "japan-viet-nam-fire-fighting-memorandum"},
    "/programmes": {"q": "counselling", "limit": 1},
    "/programmes/{key}": {"key": "administrative-counselling-system"},
    "/activities": {"q": "endoscope", "limit": 1},
    "/activities/{key}": {"key": "8k-endoscope-demonstration"},
    "/events": {"q": "week", "limit": 1},
    "/events/{key}": {"key": "administrative-counselling-week"},
    "/people": {"q": "an", "limit": 1},
    "/people/{key}": {"key": "antonio-guterres"},
    "/documents": {"q": "2024", "limit": 1},
    "/documents/{key}": {"key": "mic-priority-measures-2024"},
    "/regions": {"q": "asia", "limit": 1},
    "/regions/{key}": {"key": "asean"},
    "/policies": {"q": "overseas", "limit": 1},
    "/policies/{key}": {"key": "2024/17-2"},
    "/policy-documents": {"q": "act", "limit": 1},
    "/policy-documents/{key}": {"key": "active-volcanoes-act"},
    "/posts": {"q": "secretary", "limit": 1},
    "/posts/{key}": {"key": "apt-secretary-general"},
    "/topics": {"q": "5G", "limit": 1},
    "/topics/{key}": {"key": "agriculture"},
    "/indicators": {"q": "5G", "limit": 1},
    "/indicators/{key}": {"key": "5g-base-stations"},
    "/queries": {},
    "/queries/{name}": {"name": "members_of_forum"},
    "/search": {"q": "消防", "limit": 1},
    "/explain": {"s": "17-2-7", "p": "involvesCountryByAgreement", "o": "VN", "limit": 1},
    "/sparql": {"query": "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 1"},
    "/exports/graph.{extension}": {"extension": "graphml"},
    "/exports/{table}.{extension}": {"table": "measures", "extension": "csv"},
    "/id/{kind}/{key}": {"kind": "country", "key": "VN"},
    "/ns.{suffix}": {"suffix": "ttl"},
    "/ns/{version}": {"version": "0.1.0"},
    "/void.{suffix}": {"suffix": "ttl"},
    "/ready": {},
}
"""By path, what an example asks for."""
_ANSWERED: dict[str, Json] = json.loads(
    (Path(__file__).parent / "examples.json").read_text(encoding="utf-8")
)
"""By path, how the example is answered where that is JSON, with one item of each list."""
_NEED_NO_DATA = ("/health", "/metrics")
_PROBLEM = {"schema": {"$ref": "#/components/schemas/Problem"}}


def complete_description(app: FastAPI) -> None:
    """Let `/openapi.json` and `/docs` show the whole description."""
    made_by_framework = app.openapi

    def describe() -> Json:
        if app.openapi_schema is None:
            app.openapi_schema = _completed(made_by_framework())
        return app.openapi_schema

    app.openapi = describe  # type: ignore[method-assign]


def _completed(description: Json) -> Json:
    for path, operation in _operations(description):
        _put_errors_right(path, operation["responses"])
        _add_examples(path, operation)
        if "requestBody" in operation:
            operation["requestBody"]["required"] = True
    for unused in ("HTTPValidationError", "ValidationError"):
        description["components"]["schemas"].pop(unused, None)
    return description


def _operations(description: Json) -> Iterator[tuple[str, Json]]:
    for path, operations in description["paths"].items():
        for operation in operations.values():
            yield path.replace(":path}", "}"), operation


def _put_errors_right(path: str, responses: Json) -> None:
    """Every error is a problem; a parameter of an impossible value is answered with 400, and where
    there are no data to answer from, with 503."""
    if responses.pop("422", None) is not None:
        responses.setdefault("400", {"description": "a parameter has an impossible value"})
    if path not in _NEED_NO_DATA:
        responses.setdefault("503", {"description": "the data are not to be had just now"})
    for status, response in responses.items():
        if status >= "400":
            response["content"] = {MEDIA_TYPE: _PROBLEM}


def _add_examples(path: str, operation: Json) -> None:
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in ASKED.get(path, {}):
            parameter["example"] = ASKED[path][parameter["name"]]
    if path in _ANSWERED:
        operation["responses"]["200"]["content"]["application/json"]["example"] = _ANSWERED[path]
