"""The examples of the API's description are what the server answers."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from api.openapi import ASKED

EXAMPLES = Path(__file__).parents[2] / "api" / "examples.json"


def example(client: TestClient, path: str) -> Any:
    """The answer to the example of a path."""
    asked = {name: str(value) for name, value in ASKED[path].items()}
    rest = {name: value for name, value in asked.items() if f"{{{name}}}" not in path}
    answer = client.get(f"{path.format(**asked)}?{urlencode(rest)}")
    assert answer.status_code == 200, answer.text
    is_json = answer.headers["content-type"] == "application/json"
    return shortened(answer.json()) if is_json else None


def shortened(value: Any) -> Any:
    """The value with no more than the first item of each list."""
    if isinstance(value, dict):
        return {key: shortened(item) for key, item in value.items()}
    return [shortened(value[0])] if isinstance(value, list) and value else value


def shape(value: Any) -> Any:
    """The fields of a value, without what stands in them: data change, and examples may not."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shape(item) for item in value]
    return None


def test_examples_show_the_fields_that_there_are(
    client: TestClient, request: pytest.FixtureRequest
) -> None:
    answers = {path: example(client, path) for path in ASKED}
    found = {path: answer for path, answer in answers.items() if answer is not None}
    if request.config.getoption("--update-golden"):
        EXAMPLES.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    written = json.loads(EXAMPLES.read_text("utf-8"))
    assert shape(written) == shape(found), "pytest --update-golden writes them anew"


def test_every_endpoint_with_parameters_has_an_example(client: TestClient) -> None:
    for path, operations in client.get("/openapi.json").json()["paths"].items():
        for operation in operations.values():
            required = [p for p in operation.get("parameters", ()) if p["required"]]
            assert all("example" in parameter for parameter in required), path


def test_every_error_is_described_as_a_problem(client: TestClient) -> None:
    description = client.get("/openapi.json").json()
    for operations in description["paths"].values():
        for operation in operations.values():
            assert operation["summary"]
            for status, response in operation["responses"].items():
                if status >= "400":
                    assert list(response["content"]) == ["application/problem+json"]
                    assert response["description"]
    assert "HTTPValidationError" not in description["components"]["schemas"]
