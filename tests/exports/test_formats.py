import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Quad

from exports.choice import EVERYTHING as WHOLE
from exports.errors import UnknownFormat
from exports.formats import FORMATS, Kind, find_format
from ontology.errors import UserError
from store.embedded import EmbeddedStore
from store.protocol import EVERYTHING, Answer, Dataset, StoreUnavailable

ROOT = Path(__file__).parents[2]

DIGESTS = """
import hashlib, io, sys
from pathlib import Path
from exports.choice import EVERYTHING
from exports.formats import FORMATS
from store.embedded import EmbeddedStore
store = EmbeddedStore.load(Path(sys.argv[1]))
for name, form in FORMATS.items():
    out = io.BytesIO()
    form.write(store, EVERYTHING, out)
    print(name, hashlib.sha256(out.getvalue()).hexdigest())
"""


def test_the_formats_are_those_of_the_contract() -> None:
    assert {kind: [f.name for f in FORMATS.values() if f.kind == kind] for kind in Kind} == {
        Kind.RDF: ["ttl", "nt", "nq", "trig", "rdf", "jsonld"],
        Kind.GRAPH: [
            "graphml",
            "yed.graphml",
            "gexf",
            "cyjs",
            "graphology.json",
            "d3.json",
            "dot",
            "net",
            "gml",
            "neo4j.zip",
            "nodes.csv",
            "edges.csv",
            "parquet",
            "nodes.parquet",
            "edges.parquet",
        ],
        Kind.TABLE: [
            f"{table}.{ending}"
            for table in ("measures", "budgets", "involvement", "agreements")
            for ending in ("csv", "xlsx")
        ],
    }


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("ttl", "ttl"),
        (".ttl", "ttl"),
        ("Turtle", "ttl"),
        ("nquads", "nq"),
        ("json-ld", "jsonld"),
        ("d3", "d3.json"),
        ("yEd", "yed.graphml"),
        ("Cytoscape", "cyjs"),
        ("graphology", "graphology.json"),
        ("GraphML", "graphml"),
        ("neo4j", "neo4j.zip"),
        ("measures", "measures.csv"),
        ("measures.csv", "measures.csv"),
    ],
)
def test_a_format_is_found_by_its_names(name: str, found: str) -> None:
    assert find_format(name).name == found


def test_no_two_formats_share_a_name() -> None:
    names = [name for row in FORMATS.values() for name in (row.name, *row.aliases)]
    assert len(names) == len(set(names))


def test_an_unknown_format_is_an_error_that_names_those_there_are() -> None:
    with pytest.raises(UnknownFormat, match=r"graphml, yed\.graphml, gexf") as caught:
        find_format("xlsx")
    assert isinstance(caught.value, UserError)
    assert isinstance(caught.value, LookupError)
    assert caught.value.name == "xlsx"


def test_two_processes_write_the_same_bytes(selection_file: Path) -> None:
    """The order of sets differs between processes, and so do the names of blank nodes."""
    digests = [_digests(selection_file, seed) for seed in ("1", "2")]
    assert digests[0] == digests[1]
    assert len(digests[0].splitlines()) == len(FORMATS)


def _digests(graph: Path, seed: str) -> str:
    command = [sys.executable, "-c", DIGESTS, str(graph)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.mark.parametrize("name", FORMATS)
def test_the_order_of_loading_leaves_no_trace(
    sample: EmbeddedStore, quads: list[Quad], name: str, exported: Any
) -> None:
    assert exported(EmbeddedStore(reversed(quads)), name) == exported(sample, name)


@pytest.mark.parametrize("name", FORMATS)
def test_writing_leaves_the_file_open(hurtful: EmbeddedStore, name: str) -> None:
    out = io.BytesIO()
    FORMATS[name].write(hurtful, WHOLE, out)
    assert not out.closed


class _Dead:
    def query(self, text: str, dataset: Dataset = EVERYTHING) -> Answer:
        raise StoreUnavailable("the store is away")


@pytest.mark.parametrize("name", FORMATS)
def test_a_store_that_is_away_is_told_of(name: str) -> None:
    with pytest.raises(StoreUnavailable):
        FORMATS[name].write(_Dead(), WHOLE, io.BytesIO())
