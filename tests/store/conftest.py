"""What the tests of the store share: the facts of the seeds, without their provenance."""

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Quad

from loaders.corpus import Corpus
from ontology.model import Reading
from store.materialise import PROVENANCE

SEEDS = Path(__file__).parents[2] / "seeds"


CHAPTER = "17"


def of_chapter(reading: Reading) -> Reading:
    """One chapter of a reading: enough of everything, and quick to validate."""
    return replace(
        reading,
        areas=tuple(area for area in reading.areas if area.id.split("-")[0] in ("V", CHAPTER)),
        measures=tuple(m for m in reading.measures if m.id.split("-")[0] == CHAPTER),
        budgets=tuple((m, entry) for m, entry in reading.budgets if m.split("-")[0] == CHAPTER),
        mentions=tuple(m for m in reading.mentions if m.measure.split("-")[0] == CHAPTER),
    )


@pytest.fixture(scope="session")
def asserted() -> list[Quad]:
    """What the seeds say of one chapter, with the statements that prove it."""
    corpus = Corpus.open(SEEDS)
    documents = tuple(replace(d, min_measures=0, min_allocations=0) for d in corpus.documents)
    corpus = replace(corpus, documents=documents)
    return list(corpus.quads(map(of_chapter, corpus.readings())))


@pytest.fixture(scope="session")
def facts(asserted: list[Quad]) -> list[Quad]:
    """The same without the statements."""
    return [quad for quad in asserted if quad.graph_name != PROVENANCE]


@pytest.fixture(scope="session")
def all_facts() -> list[Quad]:
    """Everything that the seeds say, without the statements."""
    corpus = Corpus.open(SEEDS)
    return [q for q in corpus.quads(corpus.readings()) if q.graph_name != PROVENANCE]
