"""The store in this process: Oxigraph, in memory."""

import logging
import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad

from store.protocol import EVERYTHING, Answer, Dataset, QuerySyntaxError, StoreUnavailable
from store.rdf_files import UnreadableStore, open_rdf, rdf_format

_POSITION = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<reason>.*)", re.DOTALL)

_UNKNOWN_FUNCTION = re.compile(r"custom function (?P<name><[^>]*>) is not supported")

_logger = logging.getLogger("shisaku")

_Graph = NamedNode | BlankNode | DefaultGraph


# The engine's own union of graphs repeats a triple that stands in two of them, so that sums over
# it come out too large; a copy of every triple in the default graph is the merge that RDF means.
_MERGE = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"


class EmbeddedStore:
    """Quads in memory.

    With `union` a query without a dataset clause sees all named graphs merged into one, as people
    who explore expect; without it the default graph is only what stands in no named graph, as the
    standard has it.
    """

    def __init__(self, quads: Iterable[Quad] = (), *, union: bool = True) -> None:
        self._store = pyoxigraph.Store()
        self._store.extend(quads)
        if union:
            self._store.update(_MERGE)

    @classmethod
    def load(cls, path: Path, *, union: bool = True) -> "EmbeddedStore":
        """Load an RDF file. Raises UnreadableStore with the file and what is wrong with it."""
        store = cls()
        with open_rdf(path) as file:
            store._store.load(input=file, format=rdf_format(path))
        if union:
            store._store.update(_MERGE)
        return store

    @classmethod
    def read_only(cls, folder: Path) -> "EmbeddedStore":
        """Open a store on disk (see `store.snapshot`). Raises UnreadableStore."""
        store = cls()
        try:
            store._store = pyoxigraph.Store.read_only(str(folder))
        except (OSError, RuntimeError) as error:  # the second where files are damaged
            raise UnreadableStore(f"{folder}: cannot be read ({error})") from error
        return store

    def query(self, text: str, dataset: Dataset = EVERYTHING) -> Answer:
        """The answer to a query; see `Store`."""
        try:
            if dataset == EVERYTHING:
                return self._store.query(text)
            default: list[_Graph] = [NamedNode(name) for name in dataset.default_graphs]
            named: list[NamedNode | BlankNode] = [NamedNode(name) for name in dataset.named_graphs]
            if len(default) > 1:
                merged = _merge(self._store, default, named)
                return merged.query(text, default_graph=DefaultGraph(), named_graphs=named)
            return self._store.query(text, default_graph=default, named_graphs=named)
        except SyntaxError as error:
            raise syntax_error(str(error), text) from error
        except RuntimeError as error:
            unknown = _UNKNOWN_FUNCTION.search(str(error))
            if unknown is None:
                raise query_failed(error) from error
            raise QuerySyntaxError(f"there is no function {unknown['name']}") from error
        except OSError as error:
            raise query_failed(error) from error
        except ValueError as error:
            raise QuerySyntaxError(f"a graph of the dataset is no IRI: {error}") from error

    def quads(self) -> Iterable[Quad]:
        """All quads that stand in a named graph."""
        return (q for graph in self._store.named_graphs()
                for q in self._store.quads_for_pattern(None, None, None, graph))  # fmt: skip


def _merge(
    store: pyoxigraph.Store, default: Iterable[_Graph], named: Iterable[_Graph]
) -> pyoxigraph.Store:
    """A store of these graphs alone: the default graph is the merge of the first, in which no
    triple stands twice."""
    merged = pyoxigraph.Store()
    for graph in dict.fromkeys(default):
        merged.extend(
            Quad(*quad.triple) for quad in store.quads_for_pattern(None, None, None, graph)
        )
    for graph in dict.fromkeys(named):
        merged.extend(store.quads_for_pattern(None, None, None, graph))
    return merged


def query_failed(error: Exception) -> StoreUnavailable:
    """What who asked is told of an error of the engine. It may name files, and so goes to the log.

    >>> str(query_failed(OSError("Corruption: /srv/shisaku/000009.sst")))
    'the store failed while it looked for the answer'
    """
    _logger.error("a query failed: %s", error)
    return StoreUnavailable("the store failed while it looked for the answer")


def syntax_error(message: str, text: str) -> QuerySyntaxError:
    """The engine's message about a query as an error that knows line and column, and shows the
    place: the engine's own lists of what it expected there tell a reader nothing.

    >>> error = syntax_error("error at 2:7: expected OPTIONAL", "SELECT * {\\n ?s ?p }")
    >>> str(error), error.line, error.column
    ("cannot be understood near ' ?s ?p }'", 2, 7)
    """
    match = _POSITION.search(message)
    if match is None:
        return QuerySyntaxError(message)
    line, column = int(match["line"]), int(match["column"])
    return QuerySyntaxError(_reason(match["reason"], text, line, column), line, column)


_KNOWN_REASONS = {
    "Prefix not found": "a prefix is used that the query does not declare, near",
    "variable that is unbound": "a variable is selected that no GROUP BY or aggregate gives, near",
}
_CONTEXT = 30


def _reason(printed: str, text: str, line: int, column: int) -> str:
    known = (sentence for sign, sentence in _KNOWN_REASONS.items() if sign in printed)
    lines = text.splitlines() or [""]
    near = lines[min(line, len(lines)) - 1][max(0, column - _CONTEXT) : column + _CONTEXT]
    return f"{next(known, 'cannot be understood near')} {near!r}"
