"""A worker: one process that answers one question after another, each within limits.

The engine cannot be told to stop, so a question that takes too much ends the whole process: its
sentinel, a thread beside it, says why and exits, and the warden starts another worker.
"""

import json
import os
import select
import signal
import socket
import threading
import time
from dataclasses import dataclass

from api.sparql.frames import Frame, Kind, receive
from api.sparql.limits import Limits
from api.sparql.tasks import Failure, Writer, perform
from store.protocol import Store

_LOOK_EVERY = 0.01
"""Seconds between two looks of the sentinel."""
_IDLE_LOOKS = 100
_LAST_RESORT = 0.1
"""Seconds after the limit at which the kernel ends a process whose sentinel did not."""
_NICE = 10
_PAGE = os.sysconf("SC_PAGE_SIZE")
_LEFT = select.POLLHUP | select.POLLERR | select.POLLRDHUP


def serve(listener: socket.socket, store: Store, limits: Limits) -> None:
    """Answer questions until a question is too much, or has left a mark on this process."""
    sentinel = _Sentinel(limits)
    while not sentinel.is_spent:
        connection, _ = listener.accept()
        with connection:
            _converse(_Channel(connection), store, sentinel, limits)


def _converse(channel: "_Channel", store: Store, sentinel: "_Sentinel", limits: Limits) -> None:
    """Answer one question after another on a connection."""
    while not sentinel.is_spent and (job := receive(channel.connection)) is not None:
        sentinel.begin(channel)
        writer = Writer(channel.send, limits.answer_bytes)
        try:
            perform(json.loads(job.content), store, writer)
            end = writer.end()
        except Failure as failure:
            end = [failure.frame()]
        sentinel.end(channel, end)


class _Channel:
    """A connection, which two threads may write to."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.lock = threading.Lock()
        self._poll = select.poll()
        self._poll.register(connection, _LEFT)

    def send(self, *frames: Frame) -> None:
        with self.lock:
            self.send_locked(*frames)

    def send_locked(self, *frames: Frame) -> None:
        try:
            self.connection.sendall(b"".join(frame.encode() for frame in frames))
        except OSError:
            os._exit(0)  # who asked has left, and nothing of the answer is wanted

    def is_left(self, seconds: float) -> bool:
        """Whether who asked leaves within so many seconds."""
        return bool(self._poll.poll(seconds * 1000))


@dataclass(slots=True, eq=False)
class _Question:
    """What is being answered on which connection, since when (monotonic seconds)."""

    channel: _Channel
    began: float
    is_heavy: bool = False


class _Sentinel:
    """Watches the time, the memory and the asker of the question at hand."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._question: _Question | None = None
        self._asked = threading.Event()
        self._statm = os.open("/proc/self/statm", os.O_RDONLY)
        self._resident_before = self._resident()
        self.is_spent = False
        """Whether this process makes room for a fresh one after the question: it was made slow
        for a heavy one, or keeps memory that one took."""
        threading.Thread(target=self._watch, daemon=True).start()

    def begin(self, channel: _Channel) -> None:
        """A question begins."""
        self._question = _Question(channel, time.monotonic())
        signal.setitimer(signal.ITIMER_REAL, self._limits.seconds + _LAST_RESORT)
        if not self._asked.is_set():
            self._asked.set()

    def end(self, channel: _Channel, frames: list[Frame]) -> None:
        """The question is answered with these last frames. From here on it is not ended."""
        with channel.lock:
            self._question = None
            signal.setitimer(signal.ITIMER_REAL, 0)
            self.is_spent |= self._growth() > self._limits.memory_bytes // 4
            spent = [Frame(Kind.SPENT)] if self.is_spent else []
            channel.send_locked(*spent, *frames)

    def _watch(self) -> None:
        """Look every few milliseconds. To be woken for each question would cost a short one more
        than its answer, so it sleeps only where none has come for a while."""
        idle = 0
        while True:
            question = self._question
            if question is None:
                idle += 1
                if idle > _IDLE_LOOKS:
                    self._asked.clear()
                    if self._question is None:  # or it came in between, and saw the flag still set
                        self._asked.wait()
                else:
                    time.sleep(_LOOK_EVERY)
                continue
            idle = 0
            self._look(question)
            if question.channel.is_left(_LOOK_EVERY) and self._question is question:
                os._exit(0)

    def _look(self, question: _Question) -> None:
        seconds = time.monotonic() - question.began
        if seconds > self._limits.seconds:
            self._stop(question, "time")
        elif self._growth() > self._limits.memory_bytes:
            self._stop(question, "memory")
        elif seconds > self._limits.heavy_after and not question.is_heavy:
            self._make_way(question)

    def _make_way(self, question: _Question) -> None:
        """Let other workers go first; a niceness can only grow, so this worker is then spent."""
        with question.channel.lock:
            if self._question is not question:
                return
            question.is_heavy = self.is_spent = True
            os.setpriority(os.PRIO_PROCESS, os.getpid(), _NICE)
            question.channel.send_locked(Frame(Kind.HEAVY))

    def _stop(self, question: _Question, reason: str) -> None:
        """End the process, saying why where the connection is free to say it."""
        channel = question.channel
        if channel.lock.acquire(timeout=_LOOK_EVERY):
            if self._question is not question:
                channel.lock.release()
                return
            channel.connection.settimeout(_LOOK_EVERY)
            # Who asked may not read; then they see the connection end.
            channel.send_locked(Frame(Kind.SPENT), Failure(reason).frame())
        os._exit(0)

    def _growth(self) -> int:
        return self._resident() - self._resident_before

    def _resident(self) -> int:
        """Bytes in memory."""
        return int(os.pread(self._statm, 100, 0).split()[1]) * _PAGE
