"""What the tests of the API share: a client of the real graph, and one of any small graph.

Take `client` for what the API says about the real graph. Take `serve` to ask a graph that a test
has made, or a store that does not answer.
"""

import warnings
from collections.abc import Callable, Iterator

import pytest

from api.app import create_app
from api.knowledge import Knowledge
from api.sparql.pool import Pool
from store.protocol import Store
from store.releases import Release
from store.source import Place, Source

with warnings.catch_warnings():
    # The client works with httpx as ever; that it will prefer another library is no news here.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient


@pytest.fixture(scope="session")
def client(knowledge: Knowledge, release: Release) -> Iterator[TestClient]:
    """A client of the API over the real graph."""
    pool = Pool(Source(Place.FILE, str(release.graph_file)))
    with TestClient(create_app(knowledge, "1.2.3", pool)) as asking:
        yield asking
        assert asking.portal is not None
        asking.portal.call(pool.close)


@pytest.fixture(scope="session")
def serve() -> Callable[[Store], TestClient]:
    """Makes a client of the API over a store, which answers no SPARQL."""
    return lambda store: TestClient(create_app(Knowledge.of(store, "toy"), "1.2.3"))
