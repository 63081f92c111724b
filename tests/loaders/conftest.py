"""What the tests of the loaders share.

Take `corpus` to say something about the real seed tables, `seeds_copy` to break a cell of one,
and `ocean` for the document of our own in tests/documents/, which nobody else has to agree with.
Whatever needs the documents that the seeds were read from takes `documents`.
"""

import shutil
from pathlib import Path

import pytest

from loaders.corpus import Corpus

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the real seed tables."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def corpus(seeds: Path) -> Corpus:
    """The real seeds, opened."""
    return Corpus.open(seeds)


@pytest.fixture
def seeds_copy(seeds: Path, tmp_path: Path) -> Path:
    """A copy of the real seed tables that a test may break."""
    return Path(shutil.copytree(seeds, tmp_path / "seeds", ignore=shutil.ignore_patterns("*.py")))


@pytest.fixture(scope="session")
def ocean() -> Path:
    """A list of measures of our own: another ministry, another edition, all the same habits."""
    return ROOT / "tests" / "documents" / "ocean_measures_2031.txt"
