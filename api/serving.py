"""What is served, and how the next release takes its place while requests run on."""

import asyncio
import logging
import sys
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Protocol, TypeVar

from fastapi import FastAPI
from uvicorn.config import STARTUP_FAILURE

from api.knowledge import Served
from ontology.errors import UserError

T = TypeVar("T")
_logger = logging.getLogger("shisaku")


class Publication(Protocol):
    """Where what is served comes from."""

    def newest(self) -> str:
        """The name of what is published now; cheap, for it is asked every few seconds. Raises
        UserError or OSError."""
        ...

    async def open(self) -> Served:
        """Open what is published now, without holding up the event loop. Raises UserError or
        OSError."""
        ...


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a new release is looked for; in seconds."""

    look_every: float = 2
    retry_after: float = 60
    """When a release that could not be opened is tried again."""
    close_after: float = 60
    """How long requests that run on an older release may take."""


def keep_served(
    publication: Publication, rhythm: Rhythm | None = None
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """A lifespan that opens what is published once the server listens, and then whatever takes
    its place. Where there is nothing to begin with, the process ends."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        keeper = _Keeper(app, publication, rhythm or Rhythm())
        task = asyncio.create_task(keeper.run())
        try:
            # A server that is ended from within is cancelled; it has said why.
            with suppress(asyncio.CancelledError):
                yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await keeper.close()

    return lifespan


async def in_thread(work: Callable[[], T]) -> T:
    """The result of work in a thread that a server that ends does not wait for."""
    result: Future[T] = Future()

    def run() -> None:
        try:
            result.set_result(work())
        except BaseException as error:  # noqa: BLE001  raised where it is awaited
            result.set_exception(error)

    threading.Thread(target=run, daemon=True, name=work.__qualname__).start()
    return await asyncio.wrap_future(result)


class _Keeper:
    """Keeps up to date what an application serves."""

    def __init__(self, app: FastAPI, publication: Publication, rhythm: Rhythm) -> None:
        self._app = app
        self._publication = publication
        self._rhythm = rhythm
        self._name = ""
        self._failed = ""
        self._retry_at = 0.0
        self._closing: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Open what is there, and look for news for ever."""
        try:
            await self._open(self._publication.newest())
        except Exception as error:  # noqa: BLE001  whatever it is, there is nothing to serve
            _log("", error)
            # uvicorn's own status for this tells a supervisor that trying again will not help.
            asyncio.get_running_loop().call_soon(sys.exit, STARTUP_FAILURE)
            return
        while True:
            await asyncio.sleep(self._rhythm.look_every)
            await self._look()

    async def close(self) -> None:
        """Close everything at once: the server has ended."""
        for task in self._closing:
            task.cancel()
        await asyncio.gather(*self._closing, return_exceptions=True)
        if self._app.state.served is not None:
            await self._app.state.served.close()

    async def _look(self) -> None:
        name, now = self._name, asyncio.get_running_loop().time()
        try:
            name = self._publication.newest()
            is_news = name != self._name and (name != self._failed or now >= self._retry_at)
            if is_news:
                await self._open(name)
        except Exception as error:  # noqa: BLE001  whatever it is, the old release is served
            _log(f"{name} is not taken, {self._name} is still served: ", error)
            self._failed, self._retry_at = name, now + self._rhythm.retry_after

    async def _open(self, name: str) -> None:
        new = await self._publication.open()
        old: Served | None = self._app.state.served
        self._app.state.served = new
        self._app.state.pool = new.pool
        self._name = name
        _logger.info("%s is served", new.knowledge.release)
        if old is not None:
            self._close_later(old)

    def _close_later(self, old: Served) -> None:
        task = asyncio.create_task(_close_after(old, self._rhythm.close_after))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)


async def _close_after(old: Served, seconds: float) -> None:
    try:
        await asyncio.sleep(seconds)
    finally:
        await old.close()


def _log(prefix: str, error: Exception) -> None:
    """One sentence about what a user can mend, and the whole story of anything else."""
    is_known = isinstance(error, UserError | OSError)
    _logger.error("%s%s", prefix, error, exc_info=None if is_known else error)
