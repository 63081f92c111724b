"""The pipeline. Read this first: it is the whole way from the tables to a release."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Quad

from loaders.corpus import Corpus
from ontology import iris
from ontology.errors import UserError
from ontology.model import Issue
from ontology.terms import ontology_quads
from shisaku import __version__
from store.materialise import PROVENANCE, materialise
from store.releases import Release, publish
from store.validation import Invalid, validate


class NotRead(UserError, ValueError):
    """Documents differ from their rows, or hold what could not be read: nothing is published."""

    def __init__(self, issues: Iterable[Issue]) -> None:
        where = (f"{i.document}, line {i.line}: {i.reason}: {i.text[:60]}" for i in issues)
        super().__init__("\n".join(where))


def build(
    seeds: Path, out: Path, documents: Path | None = None, tell: Callable[[str], None] = print
) -> Release:
    """Build a release from the seeds, reading the documents again where they are given.

    `tell` is told each step. Raises what the loaders raise, and Invalid when a shape is broken;
    then the release that was published before stays.
    """
    tell("reading seeds" + (f" and the documents in {documents}" if documents else ""))
    corpus = Corpus.open(seeds)
    readings = corpus.read_documents(documents) if documents else corpus.readings()
    issues = [issue for reading in readings for issue in reading.issues]
    if issues:
        raise NotRead(issues)
    asserted = list(dict.fromkeys(corpus.quads(readings)))
    tell(f"entailing from {len(asserted)} quads")
    quads = [*_ontology(), *asserted, *_entailed(asserted)]
    tell(f"validating {len(quads)} quads")
    violations = validate(quads)
    if violations:
        origins = corpus.origins(readings)
        raise Invalid(replace(v, origin=origins.find(v.focus, v.path, v.value)) for v in violations)
    return publish(quads, out, __version__)


def _ontology() -> list[Quad]:
    graph = iris.graph("ontology")
    return [Quad(q.subject, q.predicate, q.object, graph) for q in ontology_quads()]


def _entailed(asserted: list[Quad]) -> list[Quad]:
    """What follows from the facts; provenance tells of facts and nothing follows from it."""
    facts = [quad for quad in asserted if quad.graph_name != PROVENANCE]
    return list(materialise(facts, ontology_quads()))
