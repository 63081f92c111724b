"""Pools over a small file, each in an event loop of its own that a test can call into."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal

from api.problems import ProblemError
from api.sparql.answer import frames_of
from api.sparql.frames import Kind
from api.sparql.limits import Limits
from api.sparql.pool import Pool
from store.source import Place, Source

FORMATS = {"solutions": "text/csv", "boolean": "text/csv", "graph": "application/n-triples"}
TRIPLES = 60


@dataclass(frozen=True)
class Asking:
    """A pool, and the loop that it lives in."""

    portal: BlockingPortal
    pool: Pool

    def job(self, query: str) -> dict[str, object]:
        """The job of a query over the whole store."""
        nothing: list[str] = []
        dataset = {"default_graphs": nothing, "named_graphs": nothing}
        return {"task": "answer", "query": query, "formats": FORMATS, **dataset}

    async def answer(self, query: str) -> bytes | ProblemError:
        """The answer to a query, or why there is none."""
        try:
            frames = [frame async for frame in frames_of(self.pool, self.job(query))]
        except ProblemError as problem:
            return problem
        return b"".join(frame.content for frame in frames if frame.kind is Kind.DATA)

    def __call__(self, query: str) -> bytes | ProblemError:
        return self.portal.call(self.answer, query)

    def refused(self, query: str) -> tuple[int, str]:
        """The status and the kind of the problem that a query ends in."""
        problem = self(query)
        assert isinstance(problem, ProblemError)
        return problem.status, str(problem.members["type"]).rpartition("/")[2]

    @property
    def warden(self) -> int:
        """The process that holds the store."""
        assert self.pool.warden is not None
        return self.pool.warden

    @property
    def workers(self) -> set[int]:
        """The processes that answer."""
        children = Path(f"/proc/{self.warden}/task/{self.warden}/children").read_text()
        return {int(process) for process in children.split()}

    def kill(self, process: int) -> None:
        """End one of these processes."""
        assert process in self.workers | {self.warden}
        os.kill(process, signal.SIGKILL)


@pytest.fixture(scope="session")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of a few triples, whose products are large."""
    path = tmp_path_factory.mktemp("small") / "small.nt"
    lines = (f'<http://x/{n}> <http://x/p> "{n}" .\n' for n in range(TRIPLES))
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def open_pool(small_file: Path) -> Iterator[Callable[[Limits], Asking]]:
    """Opens pools over the small file; all are closed at the end."""
    with ExitStack() as stack, start_blocking_portal() as portal:

        def open_one(limits: Limits) -> Asking:
            pool = Pool(Source(Place.FILE, str(small_file)), limits)
            stack.callback(lambda: portal.call(pool.close))
            portal.call(pool.start)
            return Asking(portal, pool)

        yield open_one
        stack.close()
