"""The stored questions, in our store and in rdflib, over the same triples in the same machine.

Both work in one thread, so what is measured are seconds of the processor, which depend less on what
else the machine does. rdflib answers in a process of its own, which is ended where a question takes
too long; the next question gets another one.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from select import select
from statistics import median

from queries.catalogue import catalogue
from store.embedded import EmbeddedStore
from store.protocol import Answer

_AT_LEAST = 0.2
"""Seconds that a question is asked again and again."""


@dataclass(frozen=True)
class Compared:
    """Seconds of the processor that a question takes; `theirs` is None where rdflib was ended."""

    name: str
    ours: float
    theirs: float | None


def compare_questions(graph: Path, folder: Path, patience: float) -> Iterator[Compared]:
    """Ask all stored questions with their examples; `patience` is for each, in seconds."""
    store = EmbeddedStore.load(graph)
    merged = folder / "merged.nt"
    _write_merged(store, merged)
    peer = _Peer(merged)
    for name, question in catalogue().items():
        ours = _seconds(lambda text=question.text: _exhaust(store.query(text)))  # type: ignore[misc]
        theirs = peer.seconds(question.text, patience)
        if theirs is None:
            peer = _Peer(merged)
        yield Compared(name, ours, theirs)
    peer.close()


def _write_merged(store: EmbeddedStore, file: Path) -> None:
    """Each triple once, in whatever graphs it stands."""
    lines = {f"{q.subject} {q.predicate} {q.object} .\n" for q in store.quads()}
    file.write_text("".join(sorted(lines)), encoding="utf-8")


def _exhaust(answer: Answer) -> None:
    assert not isinstance(answer, bool)
    for _ in answer:  # type: ignore[union-attr]
        pass


def _seconds(work: Callable[[], object]) -> float:
    """The median of as many runs as fit, after one that warms up."""
    work()
    took: list[float] = []
    while sum(took) < _AT_LEAST:
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return median(took)


class _Peer:
    """rdflib in a process of its own: a query a line, escaped; the seconds it took come back."""

    def __init__(self, file: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.questions", str(file)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._process.stdout is not None
        self._process.stdout.readline()  # it has loaded

    def seconds(self, query: str, patience: float) -> float | None:
        """How long a query takes; None where it takes too long."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{query!r}\n")
        process.stdin.flush()
        if not select([process.stdout], [], [], patience)[0]:
            self.close()
            return None
        return float(process.stdout.readline())

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()


def answer_by_rdflib(file: str) -> None:
    """The process of `_Peer`."""
    from ast import literal_eval  # noqa: PLC0415

    from rdflib import Graph  # noqa: PLC0415

    graph = Graph().parse(file, format="nt")
    print("ready", flush=True)
    for line in sys.stdin:
        query = literal_eval(line)
        print(_seconds(lambda: list(graph.query(query))), flush=True)  # noqa: B023


if __name__ == "__main__":
    answer_by_rdflib(sys.argv[1])
