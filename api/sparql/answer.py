"""The answer to a question as it goes out: whole, streamed, or a problem that says why not."""

import asyncio
import json
from collections.abc import AsyncGenerator, Coroutine, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import Response
from starlette.types import Message, Receive, Scope, Send

from api.formats import GRAPHS, RESULTS
from api.metrics import SPARQL_ENDED, SPARQL_SECONDS, SPARQL_WAITING
from api.problems import ProblemError, not_acceptable, respond, unavailable
from api.sparql.frames import Frame, Kind
from api.sparql.limits import Limits
from api.sparql.places import Busy
from api.sparql.pool import BeginAnew, Pool, WorkerEnded
from store.protocol import Fault

_T = TypeVar("_T")

_WATCH_AFTER = 0.02
"""Seconds after which we look whether the client is still there: most answers are faster."""
_FRAMES_OF_A_WHOLE = 3
"""HEAD, DATA and END: more frames are a stream, which is not kept."""
_RETRY_AFTER = 5
"""Seconds."""
_HEADERS = {"Vary": "Accept", "X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True, slots=True)
class _Ended:
    """A question that was ended: its status, and what the client is told."""

    status: int
    slug: str
    title: str
    detail: str


def _ended(reason: str, limits: Limits) -> _Ended | None:
    """What is said of a reason that is our own limit; None for one that comes with its words."""
    hint = "ask for less: name a class, a graph or a thing, or add LIMIT"
    return {
        "time": _Ended(
            503, "query-time", "Query took too long",
            f"the query was ended after {limits.seconds:g} seconds; {hint}",
        ),
        "memory": _Ended(
            503, "query-memory", "Query needs too much memory",
            f"the query was ended, as it took more than {limits.memory_bytes // 1_000_000} MB of "
            f"memory; {hint}",
        ),
        "size": _Ended(
            413, "answer-size", "Answer too large",
            f"the answer has more than {limits.answer_bytes // 1_000_000} MB; {hint}, or take "
            "the whole graph from /exports/graph.nq",
        ),
        "busy": _Ended(
            503, "busy", "Too many queries",
            "as many queries are running as can; ask again in a few seconds",
        ),
        "crash": _Ended(
            503, "query-crash", "Query ended its process",
            "the query ended the process that ran it; write it in a simpler way",
        ),
    }.get(reason)  # fmt: skip


def problem_of(members: Mapping[str, Any], limits: Limits) -> ProblemError:
    """The problem that a failure of a worker is."""
    reason = members["reason"]
    ended = _ended(reason, limits)
    if ended is not None:
        problem = ProblemError(ended.status, ended.slug, ended.title, ended.detail)
        if reason == "busy":
            problem.headers["Retry-After"] = str(_RETRY_AFTER)
        return problem
    if reason == "syntax":
        line, column = members["line"], members["column"]
        at = f"line {line}, column {column}: " if line else ""
        return ProblemError(
            400, "sparql-syntax", "Not a SPARQL query", at + members["detail"],
            line=line, column=column,
        )  # fmt: skip
    if reason == "format":
        return not_acceptable(list(GRAPHS if members["form"] == "graph" else RESULTS))
    if reason == "xml":
        return ProblemError(406, "not-acceptable", "Not acceptable", members["detail"])
    if reason == "refused":
        return ProblemError(members["status"], "refused", "Query refused", members["detail"])
    return unavailable(members["detail"], Fault(members["fault"]), members["retry_after"])


class ClientLeft(Exception):
    """Who asked has left."""


async def fetch(pool: Pool, job: dict[str, object], receive: Receive) -> bytes:
    """The whole of an answer. Raises ProblemError, and ClientLeft."""

    async def collect() -> bytes:
        async with aclosing(frames_of(pool, job)) as frames:
            return b"".join([f.content async for f in frames if f.kind is Kind.DATA])

    return await _unless_left(collect(), receive)


class SparqlAnswer(Response):
    """Asks the pool and sends what comes, as it comes.

    Where something fails after the first byte, the connection is cut without its proper end, so
    that no client takes a part for the whole.
    """

    def __init__(self, pool: Pool, job: dict[str, object], *, is_head: bool = False) -> None:
        super().__init__()
        self._pool = pool
        self._job = job
        self._is_head = is_head

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        started = False

        async def forward(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await _unless_left(self._forward(forward), receive)
        except ClientLeft:
            return
        except ProblemError as problem:
            if not started:
                await respond(problem)(scope, receive, send)

    async def _forward(self, send: Send) -> None:
        whole: list[Message] = []
        async with aclosing(frames_of(self._pool, self._job)) as frames:
            head = json.loads((await anext(frames)).content)
            # Who reads slowly must not keep others from a worker that has its answer ready.
            send_on = send if head["length"] is None else _keep_in(whole)
            await send_on(_start(head))
            async for frame in frames:
                if frame.kind is Kind.DATA and not self._is_head:
                    await send_on(_piece(frame.content))
        for message in whole:
            await send(message)
        await send({"type": "http.response.body", "body": b""})


def _keep_in(messages: list[Message]) -> Send:
    async def keep(message: Message) -> None:
        messages.append(message)

    return keep


def _start(head: Mapping[str, Any]) -> Message:
    headers = {**_HEADERS, "Content-Type": _content_type(head["media_type"])}
    if head["length"] is not None:
        headers["Content-Length"] = str(head["length"])
    return {
        "type": "http.response.start",
        "status": 200,
        "headers": [(k.lower().encode(), v.encode()) for k, v in headers.items()],
    }


def _piece(content: bytes) -> Message:
    return {"type": "http.response.body", "body": content, "more_body": True}


def _content_type(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


async def frames_of(pool: Pool, job: dict[str, object]) -> AsyncGenerator[Frame, None]:
    """HEAD, DATA … and END. Raises ProblemError for everything else."""
    remembered = pool.remembered(job)
    if remembered is not None:
        for frame in remembered:
            yield frame
        SPARQL_ENDED.labels("remembered").inc()
        return
    SPARQL_WAITING.set(pool.waiting)
    kept: list[Frame] = []
    with SPARQL_SECONDS.time():
        try:
            until = asyncio.get_running_loop().time() + pool.limits.patience
            async for frame in _frames_of_attempts(pool, job, until):
                if frame.kind is Kind.FAILURE:
                    raise _Failed(json.loads(frame.content))
                if len(kept) < _FRAMES_OF_A_WHOLE:
                    kept.append(frame)
                yield frame
        except _Failed as failure:
            SPARQL_ENDED.labels(failure.members["reason"]).inc()
            raise problem_of(failure.members, pool.limits) from None
    pool.remember(job, kept)
    SPARQL_ENDED.labels("answered").inc()


class _Failed(Exception):
    """A question is not answered; the members are those of `problem_of`."""

    def __init__(self, members: Mapping[str, Any]) -> None:
        super().__init__(members["reason"])
        self.members = members


async def _frames_of_attempts(
    pool: Pool, job: dict[str, object], until: float
) -> AsyncGenerator[Frame, None]:
    """The frames of a conversation, which may have to begin anew before it has said anything."""
    try:
        async with pool.ask(job, until) as conversation:
            async for frame in conversation.frames():
                yield frame
    except BeginAnew:
        async for frame in _frames_of_attempts(pool, job, until):
            yield frame
    except Busy:
        raise _Failed({"reason": "busy"}) from None
    except WorkerEnded:
        raise _Failed({"reason": "crash"}) from None


async def _unless_left(work: Coroutine[Any, Any, _T], receive: Receive) -> _T:
    """The result of the work; it is given up when the client leaves, who is told nothing more."""
    task = asyncio.ensure_future(work)
    done, _ = await asyncio.wait({task}, timeout=_WATCH_AFTER)
    if done:
        return task.result()
    gone = asyncio.ensure_future(_wait_for_leaving(receive))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        gone.cancel()
        if not task.done():
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
    if task.cancelled():
        raise ClientLeft
    return task.result()


async def _wait_for_leaving(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
