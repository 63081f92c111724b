"""What the tests of remote stores share: servers of other people with our release in them.

Take `remote` for a store to ask, once for each kind of server; the release was pushed into it once
for the whole run. Take `empty` for the address of such a server with nothing in it that a test
wants to keep. A server that cannot be had on this machine is skipped, and the reason is printed.
"""

from collections.abc import Iterator

import pytest

from queries.names import NameTable
from store.embedded import EmbeddedStore
from store.pushing import push
from store.remote import RemoteStore
from store.update import Target
from tests.store.remote import servers

KINDS = ("oxigraph", "virtuoso")
LOADED = "release-1"


@pytest.fixture(scope="session", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Which server is asked."""
    return str(request.param)


@pytest.fixture(scope="session")
def address(kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the server takes queries, with the user who may write."""
    servers.skip_without(kind)
    with servers.START[kind](tmp_path_factory.mktemp(kind)) as address:
        yield address


@pytest.fixture(scope="session")
def remote(address: str, store: EmbeddedStore) -> RemoteStore:
    """The server as a store, with our release in it."""
    push(store, LOADED, Target.find(address), lambda _: None)
    return RemoteStore(Target.find(address).query)


@pytest.fixture(scope="session")
def far_names(remote: RemoteStore) -> NameTable:
    """All names that the server has."""
    return NameTable(remote)
