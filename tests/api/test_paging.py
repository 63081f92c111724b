"""Lists come in parts: following `next` gives everything once, and bad bounds are named."""

import pytest
from starlette.testclient import TestClient

LISTS = [
    "/measures?chapter=17",
    "/measures?involves=JP",
    "/countries",
    "/countries?q=a",
    "/agreements",
    "/budgets?chapter=17",
    "/search?q=消防",
]


def extend(path: str, parameters: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{parameters}"


@pytest.mark.parametrize("path", LISTS)
def test_following_next_gives_every_item_once_in_order(client: TestClient, path: str) -> None:
    whole = client.get(extend(path, "limit=500")).json()
    assert whole["next"] is None
    assert len(whole["items"]) == whole["total"] > 3
    parts: list[object] = []
    following = extend(path, "limit=3")
    while following:
        part = client.get(following).json()
        assert part["total"] == whole["total"]
        assert len(part["items"]) == min(3, whole["total"] - len(parts))
        parts += part["items"]
        following = part["next"]
    assert parts == whole["items"]


def test_next_keeps_the_conditions(client: TestClient) -> None:
    following = client.get("/measures?q=海外展開&chapter=17&limit=2&lang=ja").json()["next"]
    assert following.startswith("/measures?")
    assert client.get(following).json()["total"] == 5
    assert "lang=ja" in following
    assert "offset=2" in following


@pytest.mark.parametrize(
    ("parameters", "count", "has_next"),
    [
        ("", 15, False),
        ("limit=15", 15, False),
        ("limit=14", 14, True),
        ("limit=1", 1, True),
        ("limit=500", 15, False),
        ("offset=14", 1, False),
        ("offset=15", 0, False),
        ("offset=1000000000000000000000", 0, False),
        ("limit=5&offset=10", 5, False),
        ("limit=5&offset=9", 5, True),
    ],
)
def test_part_is_as_long_as_asked_for_or_as_is_left(
    client: TestClient, parameters: str, count: int, has_next: bool
) -> None:
    part = client.get(f"/measures?chapter=17&{parameters}").json()
    assert (part["total"], len(part["items"]), part["next"] is not None) == (15, count, has_next)


@pytest.mark.parametrize("path", ["/measures", "/budgets", "/countries", "/search?q=a"])
@pytest.mark.parametrize(
    ("parameter", "sentence"),
    [
        ("limit=-1", "parameter limit: Input should be greater than or equal to 1"),
        ("limit=0", "parameter limit: Input should be greater than or equal to 1"),
        ("limit=501", "parameter limit: Input should be less than or equal to 500"),
        ("limit=1000000000", "parameter limit: Input should be less than or equal to 500"),
        ("limit=1e9", "parameter limit: Input should be a valid integer"),
        ("limit=1.5", "parameter limit: Input should be a valid integer"),
        ("limit=", "parameter limit: Input should be a valid integer"),
        ("limit=١٢", "parameter limit: Input should be a valid integer"),
        ("limit=１２", "parameter limit: Input should be a valid integer"),
        ("limit=0x10", "parameter limit: Input should be a valid integer"),
        ("limit=all", "parameter limit: Input should be a valid integer"),
        ("limit=%00", "parameter limit: Input should be a valid integer"),
        ("limit=1&limit=2", "parameter limit: it stands more than once"),
        ("offset=-1", "parameter offset: Input should be greater than or equal to 0"),
        ("offset=", "parameter offset: Input should be a valid integer"),
        ("offset=x", "parameter offset: Input should be a valid integer"),
        ("page=2", "parameter page: there is no such parameter here"),
    ],
)
def test_bound_out_of_range_is_refused_by_name(
    client: TestClient, path: str, parameter: str, sentence: str
) -> None:
    answer = client.get(extend(path, parameter))
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(sentence)
    assert answer.json()["parameter"] == parameter.partition("=")[0]
