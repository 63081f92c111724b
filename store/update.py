"""Writing to a remote store: SPARQL 1.1 Update and the Graph Store Protocol."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple

from store.endpoint import Endpoint, refusal
from store.protocol import Fault
from store.remote import RemoteStore
from store.transport import Limits, Reply, no_answer

_STEP = Limits(seconds=600.0, answer_bytes=1 << 20)
"""What one request of a push may cost: the last one copies a whole release."""
_PROBE = Limits(seconds=10.0, answer_bytes=1 << 20)
_DONE = (200, 201, 204)

_PIECE_OF_UPDATE = 1_000
"""Triples in one update: Virtuoso's compiler runs out of memory between 4 and 8 thousand."""
_PIECE_OF_GRAPH_STORE = 100_000


@dataclass(frozen=True, slots=True)
class _Layout:
    """Under which paths a server queries, updates, and takes whole graphs."""

    query: str
    update: str
    graph_store: str


_LAYOUTS = {
    "oxigraph": _Layout("/query", "/update", "/store"),
    "virtuoso": _Layout("/sparql", "/sparql-auth", "/sparql-graph-crud-auth"),
}
"""By the beginning of the header `Server`."""


@dataclass(frozen=True, slots=True)
class Target:
    """The addresses of a store that can be written to. Without a graph store, triples are inserted
    by updates, in smaller pieces."""

    query: Endpoint
    update: Endpoint
    graph_store: Endpoint | None

    @classmethod
    def find(
        cls, address: str, update: str | None = None, graph_store: str | None = None
    ) -> "Target":
        """The addresses that belong to one of them: those that are given, else those of the kind
        of server that answers there, else the address itself.

        Raises BadAddress, and StoreUnavailable where nobody answers.
        """
        endpoint = Endpoint.of(address)
        kind = endpoint.ask(endpoint.request(), _PROBE).headers["server"] or ""
        found = _of_layout(endpoint, kind) or cls(endpoint, endpoint, None)
        if update is None and graph_store is None:
            return found
        return cls(
            found.query,
            found.update if update is None else _same_user(endpoint, update),
            None if graph_store is None else _same_user(endpoint, graph_store),
        )

    def store(self) -> RemoteStore:
        """What can be asked there, without regard to what was pushed."""
        return RemoteStore(self.query, union=False, timeout=_STEP.seconds)

    def run(self, update: str) -> None:
        """Do an update, whole. Raises StoreUnavailable."""
        request = self.update.request(update.encode(), "application/sparql-update")
        _check(self.update.ask(request, _STEP))

    def add(self, graph: NamedNode, triples: Sequence[Triple]) -> None:
        """Put triples into a graph beside those that are there. Raises StoreUnavailable."""
        content = pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b""
        if self.graph_store is None:
            data = f"{{ GRAPH {graph} {{ {content.decode()} }} }}"
            # Virtuoso allows no blank node in INSERT DATA, which is much faster.
            is_blank = any(map(has_blank, triples))
            self.run(f"INSERT {data} WHERE {{}}" if is_blank else f"INSERT DATA {data}")
        else:
            place = self.graph_store.with_parameter("graph", graph.value)
            _check(place.ask(place.request(content, "application/n-triples"), _STEP))

    @property
    def piece(self) -> int:
        """How many triples should be added at a time."""
        return _PIECE_OF_UPDATE if self.graph_store is None else _PIECE_OF_GRAPH_STORE


def has_blank(triple: Triple) -> bool:
    """Whether a triple has a blank node, which means the same only within one request."""
    return BlankNode in (type(triple.subject), type(triple.object))


def _of_layout(endpoint: Endpoint, server: str) -> Target | None:
    """The addresses at a server of a known kind, below the folder that the address is in."""
    layout = _LAYOUTS.get(server.partition("/")[0].strip().lower())
    if layout is None:
        return None
    path = urlsplit(endpoint.url).path.rstrip("/")
    known = (layout.query, layout.update, layout.graph_store, "/sparql", "")
    folder = next(path.removesuffix(end) for end in known if path.endswith(end))
    return Target(
        endpoint.at(folder + layout.query),
        endpoint.at(folder + layout.update),
        endpoint.at(folder + layout.graph_store),
    )


def _same_user(endpoint: Endpoint, address: str) -> Endpoint:
    """An address with its own credentials, or those of another where it has none."""
    own = Endpoint.of(address)
    return own if own.user else Endpoint(own.url, endpoint.user, endpoint.password)


def _check(reply: Reply) -> None:
    if reply.status == 400:
        raise no_answer("it finds the update malformed", Fault.BAD_ANSWER)
    if reply.status == 405:
        raise no_answer("it cannot be written to", Fault.BAD_ANSWER)
    if reply.status not in _DONE:
        raise refusal(reply)
