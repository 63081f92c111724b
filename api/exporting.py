"""Exports as files, each made once for what is served, by a process of its own.

To write the whole graph out takes many seconds of Python at work and hundreds of megabytes; in the
process of the API it would hold up every look-up. Run as `python -m api.exporting`, with one line
of JSON on the standard input (`source`, `format`, `choice` and `path`), this module writes one
export; what it prints is why it could not.
"""

import asyncio
import hashlib
import json
import os
import resource
import sys
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from api.problems import ProblemError, bad_request, not_found
from exports.choice import EVERYTHING, Choice
from exports.formats import FORMATS
from ontology.errors import UserError
from queries.errors import BadParameter, UnknownName
from store.protocol import StoreUnavailable
from store.rdf_files import UnreadableStore
from store.source import Place, Source

MOST_KEPT = 60
"""Files of chosen parts that are kept; those of the whole graph all are."""
_MOST_WAITING = 20
_PATIENCE = 25.0
"""Seconds that a request waits for a file."""
_RETRY_AFTER = 30
_FRESH = 300.0
"""Seconds that an export of a remote store is given out again: its content may change any time."""
_NICE = 10
_PROCESSOR_SECONDS = 600
_ADDRESS_SPACE = 2_000_000_000
"""Bytes beyond what the store takes."""

_MADE, _UNAVAILABLE, _BAD, _UNKNOWN = range(4)
"""How the process that makes a file ends."""
_PROBLEMS: dict[int | None, Callable[[str], Exception]] = {_BAD: bad_request, _UNKNOWN: not_found}


@dataclass(frozen=True, slots=True)
class _Making:
    """A file that is being made, or was; since when (monotonic seconds)."""

    task: asyncio.Task[Path]
    began: float = field(default_factory=time.monotonic)

    def is_over(self, source: Source) -> bool:
        """Whether it has to be made anew."""
        if not self.task.done():
            return False
        is_old = source.place is Place.URL and time.monotonic() - self.began > _FRESH
        return is_old or self.task.cancelled() or self.task.exception() is not None


class Exporter:
    """Makes the exports of a source, and keeps them in a folder. Use it within one event loop."""

    def __init__(self, source: Source, folder: Path) -> None:
        self._source = source
        self._folder = folder
        self._turn = asyncio.Lock()
        self._making: OrderedDict[str, _Making] = OrderedDict()

    async def file(self, name: str, choice: Choice = EVERYTHING) -> Path:
        """The file of a format, made if it is not there yet; it goes on being made when the
        patience of who asks is over.

        Raises StoreUnavailable where it cannot be made, and ProblemError where it takes too long
        or the choice cannot be.
        """
        file_name = _file_name(name, choice)
        making = self._making.get(file_name)
        if making is None or making.is_over(self._source):
            making = self._begin(file_name, name, choice)
        self._making.move_to_end(file_name)
        done, _ = await asyncio.wait({making.task}, timeout=_PATIENCE)
        if not done:
            raise _being_made(name)
        return making.task.result()

    async def close(self) -> None:
        """Make no more."""
        tasks = [making.task for making in self._making.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begin(self, file_name: str, name: str, choice: Choice) -> _Making:
        waiting = sum(not making.task.done() for making in self._making.values())
        if waiting >= _MOST_WAITING:
            raise _busy()
        self._forget()
        task = asyncio.create_task(self._make(self._folder / file_name, name, choice))
        making = self._making[file_name] = _Making(task)
        return making

    def _forget(self) -> None:
        """Delete the parts that were asked for longest ago."""
        parts = [name for name, making in self._making.items()
                 if name not in FORMATS and making.task.done()]  # fmt: skip
        for name in parts[: max(0, len(parts) - MOST_KEPT)]:
            del self._making[name]
            (self._folder / name).unlink(missing_ok=True)

    async def _make(self, path: Path, name: str, choice: Choice) -> Path:
        job = {
            "source": asdict(self._source),
            "format": name,
            "choice": choice.given(),
            "path": str(path),
        }
        async with self._turn:  # one at a time, for each needs much memory
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "api.exporting",
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            )  # fmt: skip
            try:
                told, _ = await process.communicate(json.dumps(job).encode())
            except asyncio.CancelledError:
                process.kill()
                await process.wait()
                raise
        if process.returncode == _MADE:
            return path
        reason = told.decode().strip() or f"the export {name} cannot be made"
        raise _PROBLEMS.get(process.returncode, StoreUnavailable)(reason)


def _file_name(name: str, choice: Choice) -> str:
    """The whole graph is called as its format, a part by a digest of what was chosen as well."""
    if choice == EVERYTHING:
        return name
    given = json.dumps(choice.given(), sort_keys=True)
    return f"{hashlib.sha256(given.encode()).hexdigest()[:20]}-{name}"


def _being_made(name: str) -> ProblemError:
    detail = f"the export {name} is being made; ask again in half a minute"
    return _later(ProblemError(503, "being-made", "Being made", detail))


def _busy() -> ProblemError:
    detail = f"{_MOST_WAITING} exports are being made already; ask again in half a minute"
    return _later(ProblemError(503, "busy", "Service unavailable", detail))


def _later(problem: ProblemError) -> ProblemError:
    problem.headers["Retry-After"] = str(_RETRY_AFTER)
    return problem


def main() -> int:
    """Write the export that the standard input names, whole or not at all."""
    told = json.loads(sys.stdin.readline())
    path = Path(told["path"])
    unfinished = path.with_name(path.name + ".part")
    os.nice(_NICE)
    try:
        store = Source(**{**told["source"], "place": Place(told["source"]["place"])}).open()
        _limit()
        with unfinished.open("wb") as file:
            FORMATS[told["format"]].write(store, Choice.from_given(told["choice"]), file)
    except UnreadableStore as error:  # names a path, which is no business of who asks
        print(f"shisaku: {error}", file=sys.stderr)
        return _UNAVAILABLE
    except UserError as error:
        print(error)
        return _status(error)
    except (MemoryError, OSError) as error:
        reason = "there is no room for it" if isinstance(error, OSError) else "it needs much memory"
        print(f"the export {told['format']} cannot be made: {reason}")
        return _UNAVAILABLE
    unfinished.replace(path)
    return _MADE


def _status(error: UserError) -> int:
    if isinstance(error, BadParameter):
        return _BAD
    return _UNKNOWN if isinstance(error, UnknownName) else _UNAVAILABLE


def _limit() -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * os.sysconf("SC_PAGE_SIZE") + _ADDRESS_SPACE
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (_PROCESSOR_SECONDS, _PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
