"""A store that gives no answer: one sentence, and the process goes on."""

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.knowledge import Knowledge
from api.problems import unavailable
from queries.explanation import Explainer
from store.protocol import EVERYTHING, Answer, Dataset, Fault, StoreUnavailable

REASON = "the remote store gave no answer (TimeoutError)"


class BrokenStore:
    """A store that fails whatever it is asked."""

    def query(self, text: str, dataset: Dataset = EVERYTHING) -> Answer:
        raise StoreUnavailable(REASON)


@pytest.fixture(scope="module")
def broken(knowledge: Knowledge) -> TestClient:
    """The API over a store that was there when it was opened, and then failed."""
    store = BrokenStore()
    left = replace(
        knowledge, store=store, release="gone", explainer=lambda: Explainer(store, knowledge.files)
    )
    return TestClient(create_app(left, "1.2.3"))


@pytest.mark.parametrize(
    "path",
    [
        "/measures",
        "/measures?involves=VN",
        "/measures/17-2-7",
        "/countries/VN",
        "/queries/planned",
        "/queries/members_of_forum?organisation=g7",
        "/budgets/summary?by=organisation",
        "/id/country/VN.ttl",
        "/id/country/VN.json",
        "/id/country/VN.html",
        "/ns",
        "/?involves=VN",
        "/exports/graph.ttl",
        "/exports/measures.csv",
        "/exports/graph.graphml",
    ],
)
def test_look_up_says_in_one_sentence_that_there_is_no_answer(
    broken: TestClient, path: str
) -> None:
    answer = broken.get(path)
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == REASON
    assert answer.json()["title"] == "Store unavailable"
    assert "Traceback" not in answer.text


def test_query_that_is_posted_says_so_too(broken: TestClient) -> None:
    assert broken.post("/sparql", data={"query": "ASK {}"}).status_code == 503


@pytest.mark.parametrize("path", ["/health", "/countries", "/search?q=a", "/budgets", "/", "/docs"])
def test_what_needs_no_store_still_answers(broken: TestClient, path: str) -> None:
    assert broken.get(path).status_code == 200


def test_store_that_is_not_there_at_the_start_is_an_error_at_the_start() -> None:
    with pytest.raises(StoreUnavailable, match="gave no answer"):
        Knowledge.of(BrokenStore(), "gone")


@pytest.mark.parametrize(
    ("fault", "retry_after", "status", "headers"),
    [
        (Fault.NOT_REACHABLE, 7, 503, {"Retry-After": "7"}),
        (Fault.NOT_REACHABLE, None, 503, {}),
        (Fault.BAD_ANSWER, None, 502, {}),
        (Fault.TOO_LATE, None, 504, {}),
    ],
)
def test_each_fault_has_its_status(
    fault: Fault, retry_after: int | None, status: int, headers: dict[str, str]
) -> None:
    problem = unavailable("one sentence", fault, retry_after)
    assert (problem.status, problem.headers) == (status, headers)
