"""Servers under the same load by turns, for the machine may be busier at one time than another."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle
from statistics import median

import uvloop

from bench.load import CONNECTIONS, Load, drive
from bench.peers import Server
from bench.processes import cpu_seconds

_NAN = float("nan")


@dataclass(frozen=True)
class Candidate:
    """A server, and the requests that it is asked one after another, over and over."""

    server: Server
    requests: Sequence[bytes]
    connections: int = CONNECTIONS


@dataclass(frozen=True)
class Round:
    """What one candidate did in one round; `cpu` is seconds of processor for an answer."""

    rate: float
    p50: float
    p99: float
    cpu: float
    failure: str


@dataclass(frozen=True)
class Figures:
    """The rounds of one candidate."""

    rounds: tuple[Round, ...]

    def median(self, figure: Callable[[Round], float]) -> float:
        """The median of a figure over the rounds."""
        return median(map(figure, self.rounds))

    def ratio(self, other: "Figures") -> float:
        """How many answers this one gives for each of another: the median over the rounds, as
        both are measured within the same minute of each."""
        pairs = zip(self.rounds, other.rounds, strict=True)
        return median(ours.rate / theirs.rate if theirs.rate else _NAN for ours, theirs in pairs)

    @property
    def failure(self) -> str:
        """What went wrong first; empty where nothing did."""
        return next((round_.failure for round_ in self.rounds if round_.failure), "")


def compare(candidates: Mapping[str, Candidate], seconds: float, rounds: int) -> dict[str, Figures]:
    """Ask all candidates in turn, so many rounds; one more that is thrown away comes first."""
    turns = {name: cycle(candidate.requests) for name, candidate in candidates.items()}
    found: dict[str, list[Round]] = {name: [] for name in candidates}
    for count in range(rounds + 1):
        for name, candidate in candidates.items():
            took = _ask(candidate, turns[name], seconds)
            found[name] += [took] if count else []
    return {name: Figures(tuple(its)) for name, its in found.items()}


def _ask(candidate: Candidate, requests: Iterator[bytes], seconds: float) -> Round:
    before = cpu_seconds(candidate.server.process)
    load: Load = uvloop.run(
        drive(candidate.server.address, requests, seconds, candidate.connections)
    )
    used = cpu_seconds(candidate.server.process) - before
    answers = len(load.latencies)
    return Round(
        load.rate, load.quantile(0.5), load.quantile(0.99),
        used / answers if answers else _NAN, next(iter(load.failures), ""),
    )  # fmt: skip
