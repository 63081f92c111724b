"""Headers that keep an answer from being more than it is, on every kind of answer."""

import pytest
from starlette.testclient import TestClient

ANSWERS = [
    ("GET", "/", 200),
    ("GET", "/?involves=nowhere", 404),
    ("GET", "/measures", 200),
    ("GET", "/measures?involves=nowhere", 404),
    ("GET", "/measures?limit=-1", 400),
    ("GET", "/queries/planned", 200),
    ("GET", "/id/country/VN.html", 200),
    ("GET", "/id/country/VN.ttl", 200),
    ("GET", "/id/country/VN.json", 200),
    ("GET", "/id/country/XX", 404),
    ("GET", "/ns.ttl", 200),
    ("GET", "/sparql?query=ASK{}", 200),
    ("GET", "/sparql?query=ASK{}&format=csv", 200),
    ("GET", "/sparql?query=ASK{}&format=ttl", 406),
    ("GET", "/sparql", 200),
    ("POST", "/sparql", 415),
    ("PUT", "/sparql", 405),
    ("GET", "/exports/measures.csv", 200),
    ("GET", "/exports/graph.pdf", 404),
    ("GET", "/static/style.css", 200),
    ("GET", "/static/nothing.css", 404),
    ("GET", "/openapi.json", 200),
    ("GET", "/health", 200),
    ("GET", "/nowhere", 404),
]


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_answer_may_not_be_sniffed_or_run(
    client: TestClient, method: str, path: str, status: int
) -> None:
    answer = client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy
    assert "unsafe" not in policy


def test_documentation_may_run_its_own_script_and_no_other(client: TestClient) -> None:
    policy = client.get("/docs").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self' 'unsafe-inline'")
    assert "http" not in policy
    assert "*" not in policy


@pytest.mark.parametrize("path", ["/", "/measures?limit=1", "/openapi.json", "/docs", "/ns.ttl"])
@pytest.mark.parametrize("header", ["host", "x-forwarded-host", "forwarded", "x-forwarded-proto"])
def test_host_of_a_request_is_not_repeated(client: TestClient, path: str, header: str) -> None:
    answer = client.get(path, headers={header: "evil.example"})
    assert answer.status_code == 200
    assert "evil.example" not in answer.text
    assert not any("evil.example" in value for value in answer.headers.values())


def test_no_origin_may_use_credentials(client: TestClient) -> None:
    answer = client.get("/measures", headers={"origin": "https://evil.example"})
    assert "access-control-allow-credentials" not in answer.headers
    assert answer.headers.get("access-control-allow-origin") in (None, "*")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/..%2fapp.py",
        "/static//etc/passwd",
        "/static/%2fetc%2fpasswd",
        "/exports/..%2f..%2fpyproject.csv",
        "/exports/graph.%2e%2e%2fttl",
        "/queries/..%2fplanned",
        "/documents/..%2f..%2fetc%2fpasswd",
    ],
)
def test_path_leads_nowhere_outside(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text
