"""Loads a release into a remote store, whole or not at all.

Everything is sent to staging graphs first, and counted there. One last update then makes each
graph equal to its staging graph and drops what is left over; until it is done the store serves
what it served before. What a push that was killed has left behind, the next one drops.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

from pyoxigraph import Literal, NamedNode, QuerySolutions, Triple

from ontology.errors import UserError
from ontology.iris import graph
from store.protocol import EVERYTHING, Dataset, Store, StoreUnavailable
from store.published import DESCRIPTION, MERGED, QUERY, Published, read
from store.update import Target, has_blank

_UNDER_WAY = graph("pushing")
"""Lists the staging graphs of a push that has begun and not ended."""
_LISTS = NamedNode("http://www.w3.org/ns/sparql-service-description#namedGraph")

# Not MOVE: it deletes and inserts the same rows in one transaction, of which Virtuoso 7.2.5 loses
# most when it replays its log after a crash (measured: 2,616 of 12,178 triples came back).
_REPLACE = """
DELETE {{ GRAPH {name} {{ ?s ?p ?o }} }}
WHERE {{ GRAPH {name} {{ ?s ?p ?o }} FILTER NOT EXISTS {{ GRAPH {staging} {{ ?s ?p ?o }} }} }} ;
ADD {staging} TO {name} ;
DROP SILENT GRAPH {staging}"""


class PushFailed(UserError, RuntimeError):
    """A release could not be pushed; the sentence says what the store serves now."""


@dataclass(frozen=True, slots=True)
class _Staged:
    """A graph, where it is kept until the last step, and how many triples it has."""

    name: NamedNode
    staging: NamedNode
    size: int


def push(source: Store, release: str, target: Target, tell: Callable[[str], None]) -> int:
    """Make a remote store serve what another store holds, under the name of a release.

    `source` must show all its graphs merged to a query without a dataset clause. Returns the
    number of triples of the merge. Raises PushFailed.
    """
    names = _graphs_of(source)
    published = Published(release, Dataset((MERGED.value,), tuple(name.value for name in names)))
    try:
        former = read(_rows(target.store(), QUERY))
        _clear(target)
        staged = _stage_all(source, published, target, tell)
    except StoreUnavailable as error:
        raise PushFailed(f"{error}; it serves what it served before") from None
    tell("switching over")
    _switch(target, staged, _gone(former, published))
    _check_served(target, staged, published)
    return next(graph.size for graph in staged if graph.name == MERGED)


def _graphs_of(source: Store) -> list[NamedNode]:
    rows = _rows(source, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    names = {cast(NamedNode, row["g"]) for row in rows} - {MERGED, DESCRIPTION, _UNDER_WAY}
    return sorted(names, key=str)


def _gone(former: Published | None, published: Published) -> list[NamedNode]:
    """The graphs that belonged to the former release and do not to this one."""
    before = former.dataset.named_graphs if former is not None else ()
    return [NamedNode(name) for name in sorted({*before} - {*published.dataset.named_graphs})]


def _stage_all(
    source: Store, published: Published, target: Target, tell: Callable[[str], None]
) -> list[_Staged]:
    """Send everything, and drop it again where that fails half-way."""
    contents: list[tuple[NamedNode, Iterable[Triple]]] = [
        *(
            (NamedNode(name), _triples(source, Dataset(default_graphs=(name,))))
            for name in published.dataset.named_graphs
        ),
        (MERGED, _triples(source, EVERYTHING)),
        (DESCRIPTION, published.triples()),
    ]
    stagings = [graph(f"staging/{number}") for number in range(len(contents))]
    target.add(_UNDER_WAY, [Triple(_UNDER_WAY, _LISTS, staging) for staging in stagings])
    try:
        staged = []
        for (name, triples), staging in zip(contents, stagings, strict=True):
            tell(f"sending {name.value}")
            staged.append(_stage(target, name, staging, triples))
    except BaseException:
        with suppress(StoreUnavailable):
            _clear(target)
        raise
    return staged


def _stage(
    target: Target, name: NamedNode, staging: NamedNode, triples: Iterable[Triple]
) -> _Staged:
    size = 0
    for piece in _pieces(triples, target.piece):
        target.add(staging, piece)
        size += len(piece)
    _check_size(target, staging, size)
    return _Staged(name, staging, size)


def _pieces(triples: Iterable[Triple], size: int) -> Iterator[list[Triple]]:
    """Triples in lists for one request each. A blank node means the same only within one request,
    so the triples that have one go together, at the end."""
    piece: list[Triple] = []
    blank: list[Triple] = []
    for triple in triples:
        if has_blank(triple):
            blank.append(triple)
            continue
        piece.append(triple)
        if len(piece) == size:
            yield piece
            piece = []
    yield from filter(None, (piece, blank))


def _switch(target: Target, staged: Iterable[_Staged], gone: Iterable[NamedNode]) -> None:
    steps = [
        *(_REPLACE.format(name=graph.name, staging=graph.staging) for graph in staged),
        *(f"DROP SILENT GRAPH {name}" for name in (*gone, _UNDER_WAY)),
    ]
    try:
        target.run(" ;\n".join(steps))
    except StoreUnavailable as error:
        # Nothing is dropped: the store may still be at it, and would copy graphs that are gone.
        why = "it serves what it served before, or is still at the last step; look, and push again"
        raise PushFailed(f"{error}; {why}") from None


def _check_served(target: Target, staged: Iterable[_Staged], published: Published) -> None:
    try:
        if read(_rows(target.store(), QUERY)) != published:
            raise PushFailed("the remote store serves another release than was pushed")
        for graph in staged:
            _check_size(target, graph.name, graph.size)
    except StoreUnavailable as error:
        raise PushFailed(f"{error}; what it serves now was not checked") from None


def _check_size(target: Target, name: NamedNode, size: int) -> None:
    counted = _rows(target.store(), f"SELECT (COUNT(*) AS ?n) {{ GRAPH {name} {{ ?s ?p ?o }} }}")
    found = int(cast(Literal, next(counted)["n"]).value)
    if found != size:
        raise PushFailed(f"the remote store has {found:,} of the {size:,} triples of {name.value}")


def _clear(target: Target) -> None:
    """Drop what an unfinished push has left."""
    listed = _rows(target.store(), f"SELECT ?g {{ GRAPH {_UNDER_WAY} {{ ?push {_LISTS} ?g }} }}")
    left = [str(row["g"]) for row in listed]
    if left:
        names = (*left, str(_UNDER_WAY))
        target.run(" ;\n".join(f"DROP SILENT GRAPH {name}" for name in names))


def _triples(source: Store, dataset: Dataset) -> Iterator[Triple]:
    for row in _rows(source, "SELECT ?s ?p ?o { ?s ?p ?o }", dataset):
        yield Triple(*(cast(NamedNode, row[part]) for part in "spo"))


def _rows(store: Store, query: str, dataset: Dataset = EVERYTHING) -> QuerySolutions:
    answer = store.query(query, dataset)
    assert isinstance(answer, QuerySolutions)  # every query here is a SELECT
    return answer
