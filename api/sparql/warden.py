"""The warden: a process of one thread that holds the store, and forks the workers.

Started by the pool as `python -m api.sparql.warden`, with one line of JSON on its standard input:
`source`, `limits` and `address`, the path of the socket that all workers accept connections on.
It says `ready` in a line, or why not, and lives until its standard input ends. A fork shares the
memory of the store, so that a worker that was ended is replaced at once and costs nothing.
"""

import ctypes
import gc
import json
import os
import resource
import select
import shutil
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from api.sparql import worker
from api.sparql.confinement import confine
from api.sparql.limits import Limits
from ontology.errors import UserError
from store.embedded import EmbeddedStore
from store.protocol import Store
from store.source import Place, Source

_STACK = 256 * 1024 * 1024
"""Bytes; the engine's recursion over the longest query that the guard lets through needs less."""
_ADDRESS_SPACE = 512 * 1024 * 1024
"""Bytes beyond the limit of memory at which the kernel refuses more."""
_BREATH = 0.005
"""Seconds before new workers are forked, lest workers that end at once keep a processor busy."""
_PR_SET_PDEATHSIG = 1

Opener = Callable[[], Store]
"""Gives a worker its store: the shared one, or one on disk, which has threads of its own that no
fork takes over and is therefore opened in each worker."""


def main() -> None:
    """Run until the standard input ends."""
    _grow_stack()
    told = json.loads(sys.stdin.readline())
    source = Source(Place(told["source"]["place"]), told["source"]["name"], told["source"]["union"])
    try:
        shared = None if source.place is Place.FOLDER else source.open()
    except UserError as error:
        print(error, flush=True)
        return
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(told["address"])
        listener.listen(128)
        gc.freeze()  # collections in the workers would copy the pages that they share
        _keep(listener, lambda: shared or source.open(), Limits(**told["limits"]))
    shutil.rmtree(Path(told["address"]).parent, ignore_errors=True)


def _grow_stack() -> None:
    """Start this program again with a larger stack; its size is fixed when a program starts."""
    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    wanted = _STACK if hard == resource.RLIM_INFINITY else min(_STACK, hard)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return
    resource.setrlimit(resource.RLIMIT_STACK, (wanted, hard))
    program = [sys.executable, "-m", "api.sparql.warden"]
    os.execv(sys.executable, program)  # noqa: S606  this very program, and no shell


def _keep(listener: socket.socket, open_store: Opener, limits: Limits) -> None:
    """Keep as many workers as there are places, until the standard input ends."""
    ended, wakeup = socket.socketpair()
    wakeup.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wakeup.fileno(), warn_on_full_buffer=False)
    workers = {_fork(listener, open_store, limits) for _ in range(limits.workers)}
    print("ready", flush=True)
    while True:
        readable, _, _ = select.select([sys.stdin.fileno(), ended], [], [])
        if ended not in readable:
            break
        ended.recv(4096)
        workers -= set(_reap())
        time.sleep(_BREATH)
        workers |= {
            _fork(listener, open_store, limits) for _ in range(limits.workers - len(workers))
        }
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for process in workers:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def _reap() -> list[int]:
    ended = []
    with suppress(ChildProcessError):
        while process := os.waitpid(-1, os.WNOHANG)[0]:
            ended.append(process)
    return ended


def _fork(listener: socket.socket, open_store: Opener, limits: Limits) -> int:
    """A new worker. Returns its process id, in the warden only."""
    warden = os.getpid()
    process = os.fork()
    if process:
        return process
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _end_with(warden)
        store = open_store()  # before the fence: a store on disk maps stacks for many threads
        _fence(limits)
        if isinstance(store, EmbeddedStore):
            confine()
        worker.serve(listener, store, limits)
    finally:
        os._exit(0)


def _end_with(warden: int) -> None:
    """Let the kernel end this process when the warden ends."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != warden:  # it ended before we could ask for it
        os._exit(0)


def _fence(limits: Limits) -> None:
    """A second limit of memory, kept by the kernel, should the sentinel be too slow."""
    pages = int(open("/proc/self/statm").read().split()[0])  # noqa: SIM115
    most = pages * os.sysconf("SC_PAGE_SIZE") + limits.memory_bytes + _ADDRESS_SPACE
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
