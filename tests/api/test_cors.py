"""Scripts of other sites may ask, without credentials."""

import pytest
from starlette.testclient import TestClient

ELSEWHERE = {"origin": "https://elsewhere.example"}


@pytest.mark.parametrize("path", ["/sparql?query=ASK{}", "/countries/VN", "/health", "/nothing"])
@pytest.mark.parametrize("cookie", [{}, {"cookie": "a=b"}])
def test_any_site_may_read_what_is_public(
    client: TestClient, path: str, cookie: dict[str, str]
) -> None:
    headers = client.get(path, headers={**ELSEWHERE, **cookie}).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers


@pytest.mark.parametrize(
    ("path", "allow"),
    [("/sparql", "GET, HEAD, POST, OPTIONS"), ("/measures", "GET, OPTIONS")],
)
def test_browser_may_ask_before_it_asks(client: TestClient, path: str, allow: str) -> None:
    asked = {
        **ELSEWHERE,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    answer = client.options(path, headers=asked)
    assert (answer.status_code, answer.content) == (204, b"")
    assert set(answer.headers["allow"].split(", ")) >= set(allow.split(", "))
    assert answer.headers["access-control-allow-methods"] == "GET, POST"
    assert "Content-Type" in answer.headers["access-control-allow-headers"]


def test_what_is_not_there_has_no_options(client: TestClient) -> None:
    assert client.options("/nothing").status_code == 404
