"""What the tests of the store share: the facts of the seeds, without their provenance."""

from pathlib import Path

import pytest
from pyoxigraph import Quad

from loaders.corpus import Corpus
from store.materialise import PROVENANCE

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="session")
def asserted() -> list[Quad]:
    """What the seeds say, with the statements that prove it."""
    corpus = Corpus.open(SEEDS)
    return list(corpus.quads(corpus.readings()))


@pytest.fixture(scope="session")
def facts(asserted: list[Quad]) -> list[Quad]:
    """The same without the statements."""
    return [quad for quad in asserted if quad.graph_name != PROVENANCE]
