"""How fast the entailed triples are there, beside other reasoners, and whether they are right.

    python -m bench.entailment [--scales 1,50,500] [--peers owlrl,reasonable] [--seed 0]

draws graphs (see `bench.graphs`), lets each reasoner close each of them in a process of its own,
and prints a table in Markdown. Every reasoner has the ontology at hand when the clock starts and
begins with the facts as an N-Triples file. A peer runs only at scales that it can manage, and is
imported only where it runs, so that nobody else pays for its memory.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from bench.graphs import gold_of, parts
from ontology.terms import ontology_quads
from store.encoding import Encoding, Pairs
from store.entailment import Closure, Triple
from store.materialise import ENTAILED
from store.rules import compile_rules

LARGEST = {"ours": 500, "reasonable": 50, "owlrl": 1}
"""The largest scale that a reasoner is asked to close."""

COLUMNS = (
    "scale", "reasoner", "triples in", "entailed", "read s", "close s", "write s", "total s",
    "CPU s", "entailed/s", "peak MB", "gold found", "close ours:peer", "total ours:peer",
)  # fmt: skip
"""`entailed/s` is about closing alone, `CPU s` about the whole process with its imports."""

_BATCH = 100_000


@dataclass(frozen=True)
class Run:
    """What one reasoner did with one graph; the seconds of a step that it does not have are 0.

    `found` counts the triples of each gold property, `entailed` all that came to the facts.
    """

    read: float
    close: float
    write: float
    entailed: int
    found: dict[str, int]
    cpu: float = 0.0
    peak: float = 0.0

    @property
    def total(self) -> float:
        """Seconds from the file to the answer."""
        return self.read + self.close + self.write


@dataclass(frozen=True)
class Task:
    """A graph in a file, and what has to be found in it."""

    scale: int
    path: Path
    facts: int
    gold: dict[str, int]


def ours(path: Path, gold: Sequence[str]) -> Run:
    """Encode the facts, close them, and write what follows into a store in memory."""
    ontology = ontology_quads()
    lap = _stopwatch()
    closure = Closure(compile_rules(ontology))
    pairs = closure.encoding.pairs(_relevant(path, closure.predicates))
    read = lap()
    closure.add_pairs(pairs)
    close = lap()
    store = Store()
    entailed = (Quad(*triple, ENTAILED) for triple in closure.entailed())
    while batch := list(islice(entailed, _BATCH)):
        store.bulk_extend(batch)
    write = lap()
    sizes = [_sizes(closure.encoding, its) for its in (pairs, closure.entailed_pairs())]
    found = sizes[0] + sizes[1]
    return Run(read, close, write, len(store), {name: found[name] for name in gold})


def owlrl(path: Path, gold: Sequence[str]) -> Run:
    """The same by owlrl over an rdflib graph."""
    from owlrl import DeductiveClosure, OWLRL_Semantics  # noqa: PLC0415
    from rdflib import Graph  # noqa: PLC0415

    graph = Graph().parse(data=_ontology(), format="nt")
    lap = _stopwatch()
    graph.parse(path, format="nt")
    stated, read = len(graph), lap()
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    close = lap()
    found = Counter(str(predicate) for _, predicate, _ in graph)
    return Run(read, close, 0, len(graph) - stated, {name: found[name] for name in gold})


def reasonable(path: Path, gold: Sequence[str]) -> Run:
    """The same by reasonable, whose answer is a list of all triples."""
    from reasonable import PyReasoner  # noqa: PLC0415

    reasoner = PyReasoner()
    ontology = path.with_name("ontology.ttl")
    ontology.write_text(_ontology(), encoding="utf-8")
    reasoner.load_file(str(ontology))
    lap = _stopwatch()
    reasoner.load_file(str(path))
    read = lap()
    triples = reasoner.reason()
    close = lap()
    stated = len(reasoner.get_base_triples())
    found = Counter(str(predicate) for _, predicate, _ in triples)
    return Run(read, close, 0, len(triples) - stated, {name: found[name] for name in gold})


REASONERS: dict[str, Callable[[Path, Sequence[str]], Run]] = {
    "ours": ours,
    "owlrl": owlrl,
    "reasonable": reasonable,
}


def _stopwatch() -> Callable[[], float]:
    """A function that tells the seconds since it was last asked."""
    last = time.perf_counter()

    def lap() -> float:
        nonlocal last
        before, last = last, time.perf_counter()
        return last - before

    return lap


def _relevant(path: Path, predicates: Container[NamedNode]) -> Iterator[Triple]:
    """The triples of a file from which something may follow."""
    for quad in parse(path=str(path), format=RdfFormat.N_TRIPLES):
        if quad.predicate in predicates:
            subject, obj = quad.subject, quad.object
            assert isinstance(subject, NamedNode)
            assert isinstance(obj, NamedNode | Literal)
            yield subject, quad.predicate, obj


def _sizes(encoding: Encoding, pairs: Pairs) -> Counter[str]:
    return Counter({encoding.term(number).value: len(keys) for number, keys in pairs.items()})


def _ontology() -> str:
    return "".join(f"{q.subject} {q.predicate} {q.object} .\n" for q in ontology_quads())


def draw(scale: int, seed: int, path: Path) -> Task:
    """Write a graph to a file."""
    facts, gold = 0, Counter[str]()
    with path.open("w", encoding="utf-8") as file:
        for part, world in parts(scale, seed):
            for line in part.triples():
                file.write(" ".join(line) + " .\n")
                facts += 1
            gold.update({term.value: count for term, count in gold_of(part, world).items()})
    return Task(scale, path, facts, dict(gold))


def measure(reasoner: str, task: Task) -> Run:
    """Let a reasoner close a graph in a process of its own, so that the peak is its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.entailment", "--one", reasoner, str(task.path), *task.gold],
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return Run(**json.loads(done.stdout))


def row(reasoner: str, task: Task, run: Run, our: Run) -> str:
    """A line of the table."""
    found = sum(min(run.found[name], count) for name, count in task.gold.items())
    verdict = "equal" if run.found == task.gold else f"{found / sum(task.gold.values()):.1%}"
    seconds = (f"{value:.3f}" for value in (run.read, run.close, run.write, run.total))
    ratios = (f"1:{run.close / our.close:.1f}", f"1:{run.total / our.total:.1f}")
    return _line(
        task.scale, reasoner, f"{task.facts:,}", f"{run.entailed:,}", *seconds,
        f"{run.cpu:.1f}", f"{run.entailed / run.close:,.0f}", f"{run.peak:.0f}", verdict, *ratios,
    )  # fmt: skip


def _line(*cells: object) -> str:
    return f"| {' | '.join(map(str, cells))} |"


def main(scales: Iterable[int], peers: Iterable[str], seed: int) -> None:
    """Print the table, each line as soon as it is known."""
    print(_line(*COLUMNS), _line(*["---:"] * len(COLUMNS)), sep="\n", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for scale in scales:
            task = draw(scale, seed, Path(folder) / "facts.ttl")
            our = measure("ours", task)
            print(row("ours", task, our, our), flush=True)
            for peer in peers:
                if scale <= LARGEST[peer]:
                    print(row(peer, task, measure(peer, task), our), flush=True)


def one(reasoner: str, path: str, *gold: str) -> None:
    """Run one reasoner in this process and print the result for `measure`."""
    run = REASONERS[reasoner](Path(path), gold)
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent, peak = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    print(json.dumps(asdict(replace(run, cpu=spent, peak=peak))))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How fast the entailed triples are there.")
    parser.add_argument("--scales", default="1,50,500")
    parser.add_argument("--peers", default="owlrl,reasonable")
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(*sys.argv[2:])
    else:
        options = _arguments()
        peers = [name for name in options.peers.split(",") if name]
        main([int(scale) for scale in options.scales.split(",")], peers, options.seed)
