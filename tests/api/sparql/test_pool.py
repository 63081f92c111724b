"""Questions in worker processes: each within its limits, and none in the way of another."""

import asyncio
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal

from api.problems import ProblemError
from api.sparql.answer import frames_of
from api.sparql.limits import Limits
from api.sparql.pool import Pool
from store.protocol import StoreUnavailable
from store.source import Place, Source
from tests.api.sparql.conftest import TRIPLES, Asking

LIMITS = Limits(seconds=1.0, memory_bytes=80_000_000, answer_bytes=20_000, heavy_after=0.1)
PATIENT = replace(LIMITS, seconds=30)
LOOKUP = "SELECT ?o { <http://x/7> ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?c ?f"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
NESTED = "ASK { FILTER(" + "!" * 59_000 + "true) }"


@pytest.fixture(scope="module")
def ask(open_pool: Callable[[Limits], Asking]) -> Asking:
    """A pool with small limits."""
    return open_pool(LIMITS)


@pytest.fixture(scope="module")
def ask_patiently(open_pool: Callable[[Limits], Asking]) -> Asking:
    """A pool with time enough to reach the other limits on a machine that is busy."""
    return open_pool(PATIENT)


def test_question_is_answered(ask: Asking) -> None:
    assert ask(LOOKUP) == b"o\r\n7\r\n"


def test_a_worker_answers_one_question_after_another(ask: Asking) -> None:
    before = ask.workers
    assert {ask(LOOKUP) for _ in range(20)} == {b"o\r\n7\r\n"}
    assert ask.workers == before


@pytest.mark.parametrize(
    ("query", "refusal"),
    [
        (GREEDY, (503, "query-memory")),
        (LARGE, (413, "answer-size")),
        ("SELECT * {", (400, "sparql-syntax")),
        ("ASK { FILTER(<urn:f>(1)) }", (400, "sparql-syntax")),
        ("ASK { SERVICE <http://127.0.0.1:9/> { } }", (403, "refused")),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", (400, "refused")),
        ("ASK {" + "{" * 200 + "}" * 200 + "}", (400, "refused")),
    ],
)
def test_question_over_a_limit_is_ended_and_the_next_is_answered(
    ask_patiently: Asking, query: str, refusal: tuple[int, str]
) -> None:
    assert ask_patiently.refused(query) == refusal
    assert ask_patiently(LOOKUP) == b"o\r\n7\r\n"


def test_question_over_its_time_is_ended_and_the_next_is_answered(ask: Asking) -> None:
    assert ask.refused(ENDLESS) == (503, "query-time")
    assert ask(LOOKUP) == b"o\r\n7\r\n"


def test_what_the_engine_recurses_into_finds_enough_stack(ask_patiently: Asking) -> None:
    assert not isinstance(ask_patiently(NESTED), ProblemError)


def test_question_is_ended_soon_after_its_limit(ask: Asking) -> None:
    began = time.monotonic()
    ask(ENDLESS)
    assert LIMITS.seconds <= time.monotonic() - began < LIMITS.seconds + 1


def test_all_places_can_be_taken_by_heavy_questions_and_look_ups_go_on(ask: Asking) -> None:
    async def crowd() -> list[bytes | ProblemError]:
        heavy = [asyncio.ensure_future(ask.answer(f"{ENDLESS} #{n}")) for n in range(9)]
        await asyncio.sleep(3 * LIMITS.heavy_after)
        answers = [await ask.answer(LOOKUP) for _ in range(5)]
        assert not all(question.done() for question in heavy)
        for question in heavy:
            question.cancel()
        await asyncio.gather(*heavy, return_exceptions=True)
        return answers

    assert ask.portal.call(crowd) == [b"o\r\n7\r\n"] * 5


def test_heavy_questions_wait_for_their_turn_and_are_answered(
    open_pool: Callable[[Limits], Asking],
) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?f) }"
    ask = open_pool(replace(LIMITS, seconds=20, heavy=1, heavy_after=0.001, patience=60))

    async def several() -> list[bytes | ProblemError]:
        return await asyncio.gather(*(ask.answer(f"{slow} #{n}") for n in range(5)))

    expected = f"n\r\n{TRIPLES**2 * (TRIPLES - 1)}\r\n".encode()
    assert ask.portal.call(several) == [expected] * 5


def test_more_questions_than_may_wait_are_sent_away(
    open_pool: Callable[[Limits], Asking],
) -> None:
    ask = open_pool(replace(LIMITS, lookups=1, heavy=1, waiting=2, patience=0.1))

    async def crowd() -> list[bytes | ProblemError]:
        return await asyncio.gather(*(ask.answer(f"{ENDLESS} #{n}") for n in range(12)))

    problems = [found for found in ask.portal.call(crowd) if isinstance(found, ProblemError)]
    busy = [problem for problem in problems if str(problem.members["type"]).endswith("busy")]
    assert len(busy) >= 9
    assert {problem.headers["Retry-After"] for problem in busy} == {"5"}


def wait_until(holds: Callable[[], bool], seconds: float = 5) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come to hold"
        time.sleep(0.01)


def test_question_is_given_up_when_the_asker_leaves(ask_patiently: Asking) -> None:
    before = ask_patiently.workers

    async def leave() -> None:
        question = asyncio.ensure_future(ask_patiently.answer(ENDLESS))
        await asyncio.sleep(0.05)
        question.cancel()

    ask_patiently.portal.call(leave)
    wait_until(lambda: len(before - ask_patiently.workers) == 1)  # long before its limit
    wait_until(lambda: len(ask_patiently.workers) == LIMITS.workers)


def test_worker_that_is_killed_is_replaced(ask: Asking) -> None:
    async def killed() -> bytes | ProblemError:
        question = asyncio.ensure_future(ask.answer(ENDLESS))
        await asyncio.sleep(0.05)
        for worker in ask.workers:
            ask.kill(worker)
        return await question

    problem = ask.portal.call(killed)
    assert isinstance(problem, ProblemError)
    assert problem.status == 503
    assert ask(LOOKUP) == b"o\r\n7\r\n"


def test_warden_that_is_killed_is_replaced(open_pool: Callable[[Limits], Asking]) -> None:
    ask = open_pool(LIMITS)
    first, workers = ask.warden, ask.workers
    ask.kill(first)
    wait_until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))
    assert ask(LOOKUP) == b"o\r\n7\r\n"
    assert ask.warden != first


def test_nothing_is_left_when_a_pool_is_closed(open_pool: Callable[[Limits], Asking]) -> None:
    ask = open_pool(LIMITS)
    processes = ask.workers | {ask.warden}
    ask.portal.call(ask.pool.close)
    wait_until(lambda: not any(Path(f"/proc/{process}").exists() for process in processes))
    assert not ask.pool.folder.exists()


def test_store_that_cannot_be_opened_is_said_to_be_so(tmp_path: Path) -> None:
    broken = tmp_path / "broken.nt"
    broken.write_text("no triple", encoding="utf-8")

    async def start() -> None:
        pool = Pool(Source(Place.FILE, str(broken)))
        try:
            await pool.start()
        finally:
            await pool.close()

    with pytest.raises(StoreUnavailable, match=r"broken\.nt"):
        asyncio.run(start())


def test_workers_whose_socket_was_taken_away_are_replaced(
    open_pool: Callable[[Limits], Asking],
) -> None:
    ask = open_pool(LIMITS)
    first = ask.warden
    shutil.rmtree(ask.pool.folder)
    assert ask(LOOKUP) == b"o\r\n7\r\n"
    assert ask.warden != first
    assert not Path(f"/proc/{first}").exists()


def test_file_that_is_gone_is_not_named_to_who_asks(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "secret.nt"
    file.write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")

    with start_blocking_portal() as portal:
        ask = Asking(portal, Pool(Source(Place.FILE, str(file)), LIMITS))
        portal.call(ask.pool.start)
        file.unlink()
        workers = ask.workers
        ask.kill(ask.warden)
        wait_until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))
        with pytest.raises(StoreUnavailable, match=r"^the store cannot be opened again$"):
            ask(LOOKUP)
        portal.call(ask.pool.close)
    assert "secret.nt" in caplog.text


def test_large_answer_comes_in_pieces(open_pool: Callable[[Limits], Asking]) -> None:
    ask = open_pool(replace(PATIENT, answer_bytes=50_000_000))

    async def sizes() -> list[int]:
        frames = frames_of(ask.pool, ask.job(LARGE))
        return [len(frame.content) async for frame in frames]

    assert sum(ask.portal.call(sizes)) > 5_000_000
    assert max(ask.portal.call(sizes)) < 4_100_000


def test_answer_that_grows_too_large_while_it_is_sent_ends_in_a_failure(
    open_pool: Callable[[Limits], Asking],
) -> None:
    ask = open_pool(replace(PATIENT, answer_bytes=5_000_000))

    async def received() -> tuple[int, ProblemError | None]:
        size = 0
        try:
            async for frame in frames_of(ask.pool, ask.job(LARGE)):
                size += len(frame.content)
        except ProblemError as problem:
            return size, problem
        return size, None

    size, problem = ask.portal.call(received)
    assert size > 4_000_000
    assert problem is not None
    assert "more than 5 MB" in str(problem)
