"""How many answers a second our server gives, beside other servers over the same data.

    python -m bench.serving [--parts look-ups,questions,sparql] [--scales 1,50] [--seconds 2]
                            [--rounds 5] [--patience 60]

prints tables in Markdown. All servers of a table run at once, on loopback, and are asked by turns
from as many connections; a ratio is the median over the rounds. `CPU ms` is what the processes of
the server used for an answer: it depends less on what else the machine does. rdflib-endpoint comes
with the extra `bench`, Oxigraph's server with `test`; Virtuoso is left out where it is not there.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from math import exp, log
from pathlib import Path
from statistics import median

from bench.asked import QUERIES, another_each_time, never_the_same, row_count, things, write_graph
from bench.load import request
from bench.peers import LARGEST, SPARQL, Server, application, shisaku
from bench.questions import Compared, compare_questions
from bench.rounds import Candidate, Figures, compare
from bench.tables import head, line, number

_YARDSTICKS = ("FastAPI, a fixed answer",)
_OURS = ("ours, memory", "ours, disk")


def look_ups(folder: Path, options: argparse.Namespace) -> None:
    """Look-ups in the real graph, beside answers that are always the same."""
    environment = {**os.environ, "SHISAKU_OUT": str(_built(folder))}
    with ExitStack() as stack:
        server = stack.enter_context(shisaku(environment=environment))
        candidates = {
            name: Candidate(peer, [request("/", peer.address)])
            for name, kind in (("ASGI, a fixed answer", "bare"), (_YARDSTICKS[0], "fixed"))
            for peer in [stack.enter_context(application(kind))]
        }
        for collection, one in (("countries", "/countries/VN"), ("measures", "/measures/17-2-7")):
            every = things(server, collection)
            cold = another_each_time(every, server)
            candidates[f"{one}, again"] = Candidate(server, [request(one, server.address)])
            candidates[f"{one}, another each time"] = Candidate(server, cold)
        _report("look-ups", compare(candidates, options.seconds, options.rounds), _YARDSTICKS)


def questions(folder: Path, options: argparse.Namespace) -> None:
    """The stored questions in our store and in rdflib."""
    graph = (_built(folder) / "current").resolve() / "graph.nq"
    print("\n" + head(["question", "rdflib", "ours ms", "rdflib ms", "rdflib : ours"]))
    ratios = []
    for compared in compare_questions(graph, folder, options.patience):
        ratios.append(_ratio(compared, options.patience))
        print(_question_line(compared, options.patience), flush=True)
    mean = exp(sum(map(log, ratios)) / len(ratios))
    below = sum(ratio < 25 for ratio in ratios)
    print(
        f"\n{len(ratios)} questions: lowest {number(min(ratios))}, median {number(median(ratios))}"
        f", geometric mean {number(mean)}; below 25: {below}"
    )


def _ratio(compared: Compared, patience: float) -> float:
    return (patience if compared.theirs is None else compared.theirs) / compared.ours


def _question_line(compared: Compared, patience: float) -> str:
    theirs = "ended" if compared.theirs is None else "answered"
    took = patience if compared.theirs is None else compared.theirs
    sign = "> " if compared.theirs is None else ""
    return line(
        compared.name, theirs, number(compared.ours * 1000), sign + number(took * 1000),
        sign + number(_ratio(compared, patience)),
    )  # fmt: skip


def sparql(folder: Path, options: argparse.Namespace) -> None:
    """SPARQL over drawn graphs of each scale."""
    for scale in options.scales:
        with tempfile.TemporaryDirectory(dir=folder) as place, ExitStack() as stack:
            file = Path(place) / "data" / "graph.nt"
            file.parent.mkdir()
            count = write_graph(scale, file)
            servers = _start(stack, scale, file, Path(place))
            for name, (queries, connections) in QUERIES.items():
                texts = queries()
                _check(name, texts[0], servers)
                fresh = never_the_same(texts)
                candidates = {
                    peer: Candidate(server, [server.query(text) for text in fresh], connections)
                    for peer, server in servers.items()
                }
                ours = servers[_OURS[-1]]
                again = [ours.query(text) for text in texts]
                candidates["ours, the same again"] = Candidate(ours, again, connections)
                found = compare(candidates, options.seconds, options.rounds)
                _report(f"{name}, {count:,} triples", found, [n for n in _OURS if n in found])


def _start(stack: ExitStack, scale: int, file: Path, place: Path) -> dict[str, Server]:
    servers = {}
    for name, start in SPARQL.items():
        if scale <= LARGEST.get(name, scale) and (name != "Virtuoso" or shutil.which("virtuoso-t")):
            print(f"{name} loads …", file=sys.stderr, flush=True)
            servers[name] = stack.enter_context(start(file, place))
    return servers


def _check(name: str, query: str, servers: Mapping[str, Server]) -> None:
    """Say where servers do not answer the same."""
    counts = {}
    for peer, server in servers.items():
        status, body = server.get_query(query)
        counts[peer] = row_count(body) if status == 200 else -status
    if len(set(counts.values())) > 1:
        print(f"\n{name}: not all give as many rows: {counts}", flush=True)


def _report(title: str, found: Mapping[str, Figures], yardsticks: list[str] | tuple[str, ...]
            ) -> None:  # fmt: skip
    """The table of a comparison: ratios to each of the yardsticks behind the figures."""
    ratios = [f"as many as {name}" for name in yardsticks]
    print("\n" + head([title, "failure", "answers/s", "p50 ms", "p99 ms", "CPU ms", *ratios]))
    for name, its in found.items():
        figures = (
            its.median(lambda r: r.rate), its.median(lambda r: r.p50 * 1000),
            its.median(lambda r: r.p99 * 1000), its.median(lambda r: r.cpu * 1000),
        )  # fmt: skip
        cells = (*figures, *(its.ratio(found[yardstick]) for yardstick in yardsticks))
        print(line(name, its.failure or "none", *map(number, cells)), flush=True)


def _built(folder: Path) -> Path:
    """A folder of releases with one of the present seeds."""
    out = folder / "releases"
    if not out.exists():
        subprocess.run(
            [sys.executable, "-m", "shisaku.cli", "build"],
            check=True, stdout=subprocess.DEVNULL, env={**os.environ, "SHISAKU_OUT": str(out)},
        )  # fmt: skip
    return out


_PARTS = {"look-ups": look_ups, "questions": questions, "sparql": sparql}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Answers a second, beside other servers.")
    parser.add_argument("--parts", default=",".join(_PARTS), type=lambda text: text.split(","))
    parser.add_argument(
        "--scales", default="1,50", type=lambda text: [int(scale) for scale in text.split(",")]
    )
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--patience", type=float, default=60, help="for a question, in seconds")
    return parser.parse_args()


if __name__ == "__main__":
    options = _arguments()
    with tempfile.TemporaryDirectory() as temporary:
        for part in options.parts:
            _PARTS[part](Path(temporary), options)
            one, five, fifteen = os.getloadavg()
            print(f"\n{part}: load average {one:.1f}, {five:.1f}, {fifteen:.1f}", flush=True)
