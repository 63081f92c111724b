"""What the tests of the questions, the API and the commands share.

Take `release` for the folder of a release, and `store`, `names`, `files` or `knowledge` to say
something about the real graph: it is built from our seeds once for the whole run. Take `toy` to
say it about a graph of a few lines that holds only what the test is about. Take `golden` for an
answer that is too long to stand in a test; `pytest --update-golden` writes what it finds, and the
difference is for a person to read.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from pyoxigraph import RdfFormat, parse

from api.knowledge import Knowledge
from queries.evidence import Files
from queries.names import NameTable
from shisaku import build as pipeline
from store.embedded import EmbeddedStore
from store.releases import Release

ROOT = Path(__file__).parents[1]

PREFIXES = """
@prefix shk: <https://w3id.org/shisaku/ns#> .
@prefix id: <https://w3id.org/shisaku/id/> .
@prefix m: <https://w3id.org/shisaku/id/measure/2024/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""

# Every run tries the same examples, and a slow machine is no failure.
settings.register_profile("shisaku", deadline=None, derandomize=True)
settings.load_profile("shisaku")

Golden = Callable[[str, str], None]
Toy = Callable[[str], EmbeddedStore]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the golden files anew from what is"
    )


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares a text with a file of tests/golden/, or writes the file where that was asked."""
    is_update = bool(request.config.getoption("--update-golden"))

    def compare(name: str, text: str) -> None:
        path = ROOT / "tests" / "golden" / name
        if is_update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"{name} is missing; pytest --update-golden writes it"
        assert text == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of our seeds, made without the check of the shapes: it is slow and has its own
    tests."""
    out = tmp_path_factory.mktemp("release")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "validate", lambda _: [])
        return pipeline.build(ROOT / "seeds", out, tell=lambda _: None)


@pytest.fixture(scope="session")
def store(release: Release) -> EmbeddedStore:
    """The release as it is served."""
    return EmbeddedStore.load(release.graph_file)


@pytest.fixture(scope="session")
def knowledge(store: EmbeddedStore, release: Release) -> Knowledge:
    """The release with all that is worked out of it."""
    return Knowledge.of(store, release.id)


@pytest.fixture(scope="session")
def names(knowledge: Knowledge) -> NameTable:
    """All names of the release."""
    return knowledge.names


@pytest.fixture(scope="session")
def files(knowledge: Knowledge) -> Files:
    """The file names of the documents."""
    return knowledge.files


@pytest.fixture(scope="session")
def toy() -> Toy:
    """A store of a few lines of TriG, which may use the usual prefixes."""
    return lambda trig: EmbeddedStore(parse(PREFIXES + trig, format=RdfFormat.TRIG))
