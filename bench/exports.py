"""How long an export of a large graph takes beside the queries that it rests on, and its memory.

    python -m bench.exports [--scales 1,50] [--formats graphml,gexf,…] [--seed 0]

draws graphs (see `bench.graphs`), keeps each in a store on disk, and writes it in every format of
graphs, each in a process of its own. *queries* is what cannot be avoided: the values and the
relations of all entities, asked for in one query each and turned into Python's strings. A ratio
is that of the seconds to those of *queries* in the same run; seconds are the processor's.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.asked import write_graph
from bench.tables import head, line, number
from exports.choice import EVERYTHING
from exports.formats import FORMATS, Kind
from exports.nodes import ENTITY_PATTERN
from exports.view import UnionView
from ontology.iris import ID
from store.embedded import EmbeddedStore

QUERIES = "queries"
_ATTRIBUTES = f"""SELECT ?node ?property ?value WHERE {{
  ?node ?property ?value . FILTER(isLITERAL(?value) && REGEX(STR(?node), "{ENTITY_PATTERN}"))
}}"""
_RELATIONS = f"""SELECT ?source ?relation ?target WHERE {{
  ?source ?relation ?target .
  FILTER(STRSTARTS(STR(?target), "{ID}") && REGEX(STR(?source), "{ENTITY_PATTERN}"))
}}"""
_COLUMNS = ("scale", "format", "values", "relations", "s", "to queries", "file MB", "peak MB")


@dataclass(frozen=True, slots=True)
class Run:
    """What one process needed: seconds of the processor from an opened store to the end of the
    file, and the megabytes of the file and of its own memory at most."""

    values: int
    relations: int
    seconds: float
    file: float
    peak: float


def main() -> None:
    """Print the table."""
    options = _options()
    if options.work is not None:
        print(json.dumps(_work(*options.work)))
        return
    print(head(_COLUMNS))
    with tempfile.TemporaryDirectory() as folder:
        for scale in map(int, options.scales.split(",")):
            store = _stored(scale, Path(folder))
            for cells in _rows(scale, store, options.formats.split(",")):
                print(line(*cells), flush=True)


def _options() -> argparse.Namespace:
    graphs = [name for name, form in FORMATS.items() if form.kind is Kind.GRAPH]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scales", default="1,50")
    parser.add_argument("--formats", default=",".join(graphs))
    parser.add_argument("--work", nargs=2, metavar=("FORMAT", "STORE"), help=argparse.SUPPRESS)
    return parser.parse_args()


def _rows(scale: int, store: Path, formats: list[str]) -> Iterator[tuple[object, ...]]:
    least = 0.0
    for name in (QUERIES, *formats):
        run = _run(name, store)
        least = least or run.seconds
        yield (
            scale, name, f"{run.values:,}", f"{run.relations:,}", number(run.seconds),
            number(run.seconds / least), number(run.file), number(run.peak),
        )  # fmt: skip


def _run(name: str, store: Path) -> Run:
    command = [sys.executable, "-m", "bench.exports", "--work", name, str(store)]
    told = subprocess.run(command, check=True, capture_output=True)
    return Run(**json.loads(told.stdout))


def _work(name: str, store: str) -> dict[str, float]:
    """What a process of its own does."""
    opened = EmbeddedStore.read_only(Path(store))
    values = relations = 0
    start = time.process_time()
    with tempfile.TemporaryFile() as file:
        if name == QUERIES:
            values, relations = (_rows_of(opened, query) for query in (_ATTRIBUTES, _RELATIONS))
        else:
            FORMATS[name].write(opened, EVERYTHING, file)
        seconds = time.process_time() - start
        size = file.tell()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    told = {"values": values, "relations": relations, "seconds": seconds}
    return {**told, "file": size / 1e6, "peak": peak}


def _rows_of(store: EmbeddedStore, query: str) -> int:
    return sum(1 for _ in UnionView(store).select(query))


def _stored(scale: int, folder: Path) -> Path:
    """A drawn graph in a store on disk, written by a process of its own for the sake of memory."""
    file, store = folder / f"{scale}.nt", folder / f"{scale}"
    write_graph(scale, file)
    arguments = ["snapshot", "0", str(file), str(store)]
    subprocess.run([sys.executable, "-m", "bench.applications", *arguments], check=True)
    file.unlink()
    return store


if __name__ == "__main__":
    main()
