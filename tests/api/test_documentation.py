"""The documentation of the API: complete, and without a word to anybody else."""

import re

import pytest
from starlette.testclient import TestClient

PATHS = {
    "/health", "/ready", "/metrics", "/sparql", "/ns", "/ns.{suffix}", "/id/{kind}/{key}",
    "/search", "/measures", "/measures/{key}", "/countries", "/countries/{key}", "/organisations",
    "/organisations/{key}", "/agreements", "/agreements/{key}", "/programmes",
    "/programmes/{key}", "/activities", "/activities/{key}", "/events", "/events/{key}",
    "/people", "/people/{key}", "/documents", "/documents/{key}", "/regions", "/regions/{key}",
    "/policies", "/policies/{key}", "/policy-documents", "/policy-documents/{key}", "/posts",
    "/posts/{key}", "/topics", "/topics/{key}", "/indicators", "/indicators/{key}", "/budgets",
    "/budgets/summary", "/budgets/{key}", "/queries", "/queries/{name}", "/explain",
    "/exports/", "/exports/graph.{extension}", "/exports/{table}.{extension}", "/ns/{version}",
    "/void", "/void.{suffix}", "/.well-known/void",
}  # fmt: skip


def test_every_path_is_described(client: TestClient) -> None:
    described = {
        path.replace(":path}", "}"): methods
        for path, methods in client.get("/openapi.json").json()["paths"].items()
    }
    assert set(described) == PATHS
    assert set(described["/sparql"]) == {"get", "post"}
    for path, methods in described.items():
        for operation in methods.values():
            assert operation.get("description"), path


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("/measures", {"involves", "how", "q", "chapter", "year", "organisation", "agreement"}),
        ("/budgets", {"year", "stage", "measure", "chapter", "programme"}),
        ("/budgets/summary", {"by", "year"}),
        ("/search", {"q", "limit", "offset"}),
        ("/sparql", {"query", "format", "default-graph-uri", "named-graph-uri"}),
    ],
)
def test_parameters_are_described(client: TestClient, path: str, parameters: set[str]) -> None:
    operation = client.get("/openapi.json").json()["paths"][path]["get"]
    described = {p["name"]: p for p in operation["parameters"]}
    assert parameters <= set(described)
    assert all(described[name].get("description") for name in parameters)


def test_problems_are_described(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    assert set(document["components"]["schemas"]["Problem"]["required"]) == {
        "type", "title", "status", "detail",
    }  # fmt: skip
    assert "404" in document["paths"]["/measures"]["get"]["responses"]
    assert {"400", "403", "406", "413", "415"} <= set(
        document["paths"]["/sparql"]["get"]["responses"]
    )


def test_documentation_page_names_no_foreign_host(client: TestClient) -> None:
    page = client.get("/docs")
    assert page.status_code == 200
    assert not re.search(r"(https?:)?//\w", page.text)


def test_what_the_documentation_page_loads_is_served_here(client: TestClient) -> None:
    loaded = re.findall(r'(?:src|href)="([^"]+)"', client.get("/docs").text)
    assert any(path.endswith(".js") for path in loaded)
    assert any(path.endswith(".css") for path in loaded)
    for path in loaded:
        assert path.startswith("/")
        assert client.get(path).status_code == 200


def test_version_is_that_of_the_program(client: TestClient) -> None:
    assert client.get("/openapi.json").json()["info"]["version"] == "1.2.3"
