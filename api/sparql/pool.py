"""The pool: questions of this process on their way to workers, and who may ask when."""

import asyncio
import hashlib
import json
import logging
import shutil
import sys
import tempfile
from collections import OrderedDict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from api.sparql.frames import Frame, Kind, read
from api.sparql.limits import Limits
from api.sparql.memory import AnswerMemory
from api.sparql.places import Order, Places
from store.protocol import StoreUnavailable
from store.source import Place, Source

_REMEMBERED = 1000
"""Heavy questions that are known again when they come back."""
_LARGEST_FRAME = 1 << 22
_logger = logging.getLogger("shisaku")


class BeginAnew(Exception):
    """Ask again: to wait for a place for heavy questions, or as the worker had ended before."""


class WorkerEnded(Exception):
    """The worker ended without a word."""


@dataclass(slots=True)
class _Connection:
    """A connection to a worker."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    is_fresh: bool = True
    """No question was asked on it yet."""


class Pool:
    """Workers over a source, in processes of their own.

    A question first takes one of the places for look-ups. One that turns out to be heavy moves to
    a place for heavy questions, or begins anew when one is free, so that a short question only
    ever waits for other short ones. Use it within one event loop.
    """

    def __init__(self, source: Source, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.source = source
        self.folder = Path(tempfile.mkdtemp(prefix="shisaku-"))
        """Holds the socket that the workers listen on; nobody else may enter it."""
        self._warden: asyncio.subprocess.Process | None = None
        self._starting = asyncio.Lock()
        queue = self.limits.waiting
        self._lookups = Places(self.limits.lookups, queue, Order.BY_TURNS)
        self._heavy = Places(self.limits.heavy, queue, Order.OLDEST_FIRST)
        self._idle: list[_Connection] = []
        self._known_heavy: OrderedDict[bytes, None] = OrderedDict()
        self._memory = AnswerMemory()

    async def start(self) -> None:
        """Start the processes. Raises StoreUnavailable where the source cannot be opened."""
        async with self._starting:
            if self._warden is None or self._warden.returncode is not None:
                self._warden = await self._start_warden()

    async def close(self) -> None:
        """End the processes; questions at hand are ended with them."""
        self.forget_idle()
        if self._warden is not None:
            assert self._warden.stdin is not None
            self._warden.stdin.close()
            await self._warden.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    async def _start_warden(self) -> asyncio.subprocess.Process:
        await self._end_unreachable()
        self.folder.mkdir(mode=0o700, exist_ok=True)
        address = self._address
        address.unlink(missing_ok=True)
        warden = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "api.sparql.warden",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        assert warden.stdin is not None
        assert warden.stdout is not None
        told = {
            "source": asdict(self.source),
            "limits": asdict(self.limits),
            "address": str(address),
        }
        warden.stdin.write(json.dumps(told).encode() + b"\n")
        answer = (await warden.stdout.readline()).decode().strip()
        if answer != "ready":
            await warden.wait()
            raise StoreUnavailable(answer or "the process that holds the store ended")
        return warden

    def forget_idle(self) -> None:
        """Ask the next questions on fresh connections."""
        for connection in self._idle:
            connection.writer.close()
        self._idle.clear()

    @asynccontextmanager
    async def ask(self, job: dict[str, object], until: float) -> AsyncIterator["Conversation"]:
        """A conversation with a worker about a job (see `tasks.perform`), which waits for a place
        until a time of the loop.

        Raises Busy where there is no place, StoreUnavailable where there are no workers. Leaving
        it before its end ends the question.
        """
        content = json.dumps(job).encode()
        digest = hashlib.sha256(content).digest()
        place = self._heavy if digest in self._known_heavy else self._lookups
        await place.take(until - asyncio.get_running_loop().time())
        conversation = Conversation(self, digest, place)
        try:
            conversation.connection = await self._connect()
            conversation.connection.writer.write(Frame(Kind.JOB, content).encode())
            yield conversation
        finally:
            self._finish(conversation)

    def remembered(self, job: dict[str, object]) -> tuple[Frame, ...] | None:
        """The frames of an answer that was given a moment ago; None where there is none. What a
        remote store holds may change any time, so nothing of it is kept."""
        return None if self.source.place is Place.URL else self._memory.get(job)

    def remember(self, job: dict[str, object], frames: Sequence[Frame]) -> None:
        """Keep a whole answer for those who ask the same."""
        if frames and frames[-1].kind is Kind.END and self.source.place is not Place.URL:
            self._memory.put(job, frames)

    @property
    def warden(self) -> int | None:
        """The id of the process that holds the store; None before the start."""
        return self._warden.pid if self._warden else None

    @property
    def waiting(self) -> int:
        """How many questions wait for a place."""
        return self._lookups.waiting + self._heavy.waiting

    def make_way(self, conversation: "Conversation") -> None:
        """Move a question that turned out to be heavy out of the place of a look-up.

        Raises BeginAnew where there is no place to move to.
        """
        self._known_heavy[conversation.digest] = None
        if len(self._known_heavy) > _REMEMBERED:
            self._known_heavy.popitem(last=False)
        if conversation.place is self._heavy or conversation.is_begun:
            return
        if not self._heavy.take_at_once():
            raise BeginAnew
        conversation.place.release()
        conversation.place = self._heavy

    async def _connect(self) -> _Connection:
        """A connection to a worker that is free."""
        while self._idle:
            connection = self._idle.pop()
            if not connection.reader.at_eof():
                return connection
            connection.writer.close()
        warden = self._warden
        try:
            return await self._open()
        except OSError:  # not started yet, or ended, or somebody took the socket away
            await self._replace(warden)
            return await self._open()

    async def _replace(self, unreachable: asyncio.subprocess.Process | None) -> None:
        try:
            async with self._starting:
                if self._warden is unreachable:  # nobody else has replaced it meanwhile
                    self._warden = await self._start_warden()
        except (StoreUnavailable, OSError) as error:  # may name a path: no business of who asks
            _logger.error("the workers cannot be started again: %s", error)
            raise StoreUnavailable("the store cannot be opened again") from None

    async def _end_unreachable(self) -> None:
        if self._warden is not None and self._warden.returncode is None:
            with suppress(ProcessLookupError):
                self._warden.kill()
            await self._warden.wait()

    @property
    def _address(self) -> Path:
        return self.folder / "workers"

    async def _open(self) -> _Connection:
        opening = asyncio.open_unix_connection(self._address, limit=_LARGEST_FRAME)
        return _Connection(*await opening)

    def _finish(self, conversation: "Conversation") -> None:
        conversation.place.release()
        connection = conversation.connection
        if connection is None:
            return
        if conversation.is_answered and not conversation.is_spent:
            connection.is_fresh = False
            self._idle.append(connection)
        else:
            connection.writer.close()


@dataclass(slots=True)
class Conversation:
    """A question that a worker answers. `is_begun`: some of the answer has come; `is_spent`: the
    worker ends after it."""

    pool: Pool
    digest: bytes
    place: Places
    connection: _Connection | None = None
    is_begun: bool = False
    is_answered: bool = False
    is_spent: bool = False

    async def frames(self) -> AsyncIterator[Frame]:
        """HEAD, DATA … and END, or a FAILURE at any point.

        Raises WorkerEnded, and BeginAnew where the question has to be asked again.
        """
        assert self.connection is not None
        while not self.is_answered:
            try:
                frame = await read(self.connection.reader)
            except (asyncio.IncompleteReadError, OSError):
                if self.connection.is_fresh or self.is_begun:
                    raise WorkerEnded from None
                self.pool.forget_idle()  # this worker may have ended long before the question
                raise BeginAnew from None
            if frame.kind is Kind.HEAVY:
                self.pool.make_way(self)
            elif frame.kind is Kind.SPENT:
                self.is_spent = True
            else:
                self.is_begun = True
                self.is_answered = frame.kind in (Kind.END, Kind.FAILURE)
                yield frame
