"""What the guard of `/sparql` keeps of its promises while hostile queries run.

    python -m bench.guard [--seconds 8] [--rounds 3] [--limit 2]

starts our server over the real graph and prints a table in Markdown: how much slower a small
look-up and a small query become while hostile ones run (quiet and hostile by turns), how long past
its limit a query ends, how soon another worker is ready, by how much memory overshoots its limit,
and by how much the API process grows while an answer of 40 MB streams through it.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import IncompleteRead
from itertools import cycle, repeat
from pathlib import Path
from statistics import median
from urllib.parse import quote

import uvloop

from api.sparql.limits import Limits
from bench.load import Load, drive, request
from bench.peers import JSON, Server, shisaku
from bench.tables import head, line, number
from bench.watching import Watch, workers
from ontology.iris import ID

TIME = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>)* ?b . ?b (!<urn:x>)* ?c }",
    "SELECT ?a { ?a ?b ?c . ?d ?e ?f FILTER(STRLEN(CONCAT(STR(?c), STR(?f))) > 1000000) }",
)
"""They take as long as they may."""
MEMORY = (
    "SELECT ?a { ?a ?b ?c . ?d ?e ?f } ORDER BY RAND()",
    'SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?f)); separator=",") AS ?x) { ?a ?b ?c . ?d ?e ?f }',
    "SELECT DISTINCT ?a ?b ?d ?e ?f { ?a ?b ?c . ?d ?e ?f }",
)
"""They take as much memory as they may."""
SIZE = ("SELECT * { ?a ?b ?c . ?d ?e ?f }",)
"""They answer as much as they may."""

_HOSTILE = 8
"""Connections that ask hostile queries."""
_PAUSE = 0.01
"""Seconds between an answer and the next request of the good client."""
_STREAMED = 40_000_000
_SMALL = f"SELECT ?p ?o {{ <{ID}country/VN> ?p ?o }}"


@dataclass(frozen=True)
class Finding:
    """A figure, what it should be at the most, and what was seen beside it."""

    what: str
    value: float
    aim: float
    unit: str
    beside: str = ""

    def row(self) -> str:
        """A line of the table."""
        verdict = "yes" if self.value <= self.aim else "**no**"
        value, aim = f"{number(self.value)} {self.unit}", f"≤ {number(self.aim)} {self.unit}"
        return line(self.what, verdict, value, aim, self.beside)


def slowdown(server: Server, options: argparse.Namespace) -> Iterator[Finding]:
    """How much slower a good client is served while hostile ones ask."""
    good = {
        "look-up": request("/countries/VN", server.address),
        "small query": server.query(_SMALL),
    }
    bad = [server.query(text) for text in (*TIME, *MEMORY, *SIZE)]
    quiet: list[dict[str, Load]] = []
    hostile: list[dict[str, Load]] = []
    for _ in range(options.rounds):
        quiet.append(uvloop.run(_ask(server, good, [], options.seconds)))
        hostile.append(uvloop.run(_ask(server, good, bad, options.seconds)))
    for name in good:
        for part in (0.5, 0.99):
            before, during = (
                [loads[name].quantile(part) * 1000 for loads in rounds]
                for rounds in (quiet, hostile)
            )
            ratio = median(d / b for b, d in zip(before, during, strict=True))
            lost = sum((loads[name].failures for loads in hostile), Counter[str]())
            beside = f"{number(median(before))} → {number(median(during))} ms; {_failures(lost)}"
            yield Finding(f"{name}, p{part * 100:.0f}, hostile : quiet", ratio, 2, "×", beside)


async def _ask(
    server: Server, good: dict[str, bytes], bad: list[bytes], seconds: float
) -> dict[str, Load]:
    """The good client alone or beside the hostile ones; what they are told goes to nobody."""
    asking = [
        asyncio.create_task(drive(server.address, repeat(wanted), seconds, 1, _PAUSE))
        for wanted in good.values()
    ]
    hostile = asyncio.create_task(
        drive(server.address, cycle(bad), seconds, _HOSTILE if bad else 0)
    )
    loads = await asyncio.gather(*asking)
    await hostile
    return dict(zip(good, loads, strict=True))


def _failures(lost: Counter[str]) -> str:
    told = ", ".join(f"{count} of «{reason}»" for reason, count in lost.items())
    return told or "no failure"


def _status(server: Server, text: str) -> int:
    """The status of an answer; 0 where the connection was cut, as for an answer too large."""
    try:
        return server.get_query(text)[0]
    except IncompleteRead:
        return 0


def overrun(server: Server, options: argparse.Namespace) -> Iterator[Finding]:
    """How long past their limit queries end, and how soon there is another worker."""
    late, said = [], []
    with Watch(lambda: workers(server.process)) as watch:
        time.sleep(0.5)
        for text in TIME * options.rounds:
            began = time.monotonic()
            said.append(_status(server, text))
            late.append((time.monotonic() - began - options.limit) * 1000)
            time.sleep(0.5)
    beside = f"median {number(median(late))} ms, answers {sorted(set(said))}"
    yield Finding("past the limit, worst", max(late), 150, "ms", beside)
    again = [seconds * 1000 for seconds in watch.replacements()] or [float("nan")]
    beside = f"median {number(median(again))} ms, {len(again)} times"
    yield Finding("another worker ready, worst", max(again), 200, "ms", beside)


def overshoot(server: Server, options: argparse.Namespace) -> Iterator[Finding]:
    """By how much the memory of a worker overshoots its limit."""
    said, limit = [], Limits().memory_bytes
    with Watch(lambda: workers(server.process)) as watch:
        for text in MEMORY * options.rounds:
            said.append(_status(server, text))
            time.sleep(0.3)
    growths = sorted(life.growth / limit for life in watch.lives.values())
    beside = f"limit {number(limit / 1e6)} MB, answers {sorted(set(said))}"
    yield Finding("memory over its limit, worst", (growths[-1] - 1) * 100, 10, "%", beside)


def streaming(server: Server, _options: argparse.Namespace) -> Iterator[Finding]:
    """By how much the API process grows while a large answer streams."""
    text = "SELECT ?a ?b ?c ?d ?e { ?a ?b ?c . ?a ?d ?e } LIMIT "
    row = len(server.get_query(f"{text}2000")[1]) / 2000
    path = server.path + quote(f"{text}{int(_STREAMED / row)}")
    server.get("/countries/VN")
    with Watch(lambda: [server.process]) as watch:
        time.sleep(0.1)
        status, body = server.get(path, JSON)
    growth = watch.lives[server.process].growth / 1e6
    beside = f"an answer of {number(len(body) / 1e6)} MB, status {status}"
    yield Finding("growth of the API process while it streams", growth, 20, "MB", beside)


_PARTS: tuple[Callable[[Server, argparse.Namespace], Iterator[Finding]], ...] = (
    slowdown, streaming, overrun, overshoot
)  # fmt: skip


def main(options: argparse.Namespace) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "SHISAKU_OUT": str(Path(folder) / "releases"),
            "SHISAKU_QUERY_SECONDS": str(options.limit),
        }
        subprocess.run(
            [sys.executable, "-m", "shisaku.cli", "build"],
            check=True, stdout=subprocess.DEVNULL, env=environment,
        )  # fmt: skip
        print(head(["what", "kept", "found", "aim", "beside"]), flush=True)
        with shisaku(environment=environment) as server:
            for part in _PARTS:
                for finding in part(server, options):
                    print(finding.row(), flush=True)
    print(f"\nload average {', '.join(f'{load:.1f}' for load in os.getloadavg())}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="What the guard keeps of its promises.")
    parser.add_argument("--seconds", type=float, default=8, help="of a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--limit", type=float, default=2, help="of a query, in seconds")
    main(parser.parse_args())
