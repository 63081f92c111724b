"""From an application to a server that listens: one process, or several under a supervisor."""

import asyncio
import logging
import os
import resource
import signal
import socket
import threading
import time
from collections.abc import Callable
from tempfile import TemporaryDirectory
from typing import cast

from starlette.types import ASGIApp
from uvicorn.config import STARTUP_FAILURE, Config
from uvicorn.server import Server
from uvicorn.supervisors import Multiprocess

from api.metrics import WORKERS_FOLDER
from api.server.connections import Connections
from api.server.limits import ServerLimits
from api.server.log_output import LOGGING, flush_logs
from ontology.errors import UserError

_BACKLOG = 2048
_WORKER_ANSWERS = 60
"""Seconds within which a worker must show that it lives; starting on a busy machine takes some."""
_LAST_MOMENT = 0.5
"""Seconds that threads have to end after the server has."""
_SPARE_FILES = 500
"""Files that a process opens beside its connections."""
_ENDING = (signal.SIGINT, signal.SIGTERM)
_logger = logging.getLogger("shisaku")


class CannotListen(UserError, OSError):
    """The address cannot be served on."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one. Raises CannotListen."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        is_of_names = isinstance(error, socket.gaierror)
        reason = str(error.strerror) if is_of_names else os.strerror(error.errno or 0)
        raise CannotListen(f"{host}:{port}: {reason.lower()}") from None


def run(
    make_app: Callable[[], ASGIApp], listening: socket.socket, limits: ServerLimits, workers: int
) -> bool:
    """Serve until a signal says to end; False where there was nothing to serve.

    With several workers `make_app` is called in a process of its own for each, and so must be
    something that can be pickled.
    """
    _allow_files(2 * limits.connections + _SPARE_FILES)
    config = configure(make_app, limits, workers)
    _logger.info("listening on http://%s:%d", *listening.getsockname()[:2])
    return _run_several(config, listening) if workers > 1 else _run_one(config, listening)


def configure(make_app: Callable[[], ASGIApp], limits: ServerLimits, workers: int = 1) -> Config:
    """What uvicorn is told."""
    return Config(
        make_app,
        factory=True,
        workers=workers,
        # uvicorn calls it as it would a class, and asks no more of it
        http=cast(type[asyncio.Protocol], Connections(limits)),
        ws="none",
        interface="asgi3",
        log_config=LOGGING,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=limits.idle_seconds,
        timeout_graceful_shutdown=limits.drain_seconds,
        timeout_worker_healthcheck=_WORKER_ANSWERS,
    )


def _run_one(config: Config, listening: socket.socket) -> bool:
    # uvicorn ends in good order and then raises the signal anew, which would end the process as
    # if it had been killed.
    handlers = {number: signal.signal(number, signal.SIG_IGN) for number in _ENDING}
    threads = set(threading.enumerate())
    try:
        Server(config).run([listening])
    except SystemExit as left:
        return left.code != STARTUP_FAILURE
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    _leave_behind(set(threading.enumerate()) - threads)
    return True


def _leave_behind(threads: set[threading.Thread]) -> None:
    """End the process where a thread of a request is stuck: it cannot be stopped, and Python would
    wait for it."""
    deadline = time.monotonic() + _LAST_MOMENT
    for thread in threads:
        if not thread.daemon:
            thread.join(max(0, deadline - time.monotonic()))
            if thread.is_alive():
                flush_logs()
                os._exit(0)


def _run_several(config: Config, listening: socket.socket) -> bool:
    with TemporaryDirectory(prefix="shisaku-metrics-") as folder:
        os.environ[WORKERS_FOLDER] = folder
        supervisor = _Supervisor(config, [listening])
        supervisor.run()
    codes = {worker.exitcode for worker in supervisor.processes}
    return STARTUP_FAILURE not in codes


class _Supervisor(Multiprocess):
    """Notices at once that a worker has ended, even while it waits for a sign of life from it: the
    other end of their pipe is open in the worker only."""

    def init_processes(self) -> None:
        """Start the workers."""
        super().init_processes()
        self._let_go()

    def keep_subprocess_alive(self) -> None:
        """Start workers in place of those that have ended."""
        super().keep_subprocess_alive()
        self._let_go()

    def _let_go(self) -> None:
        for worker in self.processes:
            worker.child_conn.close()


def _allow_files(wanted: int) -> None:
    """Let the process have as many connections as its limits say, where the system allows it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < wanted:
        allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
