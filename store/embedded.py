"""The store in this process: Oxigraph, in memory."""

import re
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode, Quad, RdfFormat

from ontology.errors import UserError
from store.protocol import EVERYTHING, Answer, Dataset, QuerySyntaxError, StoreUnavailable

_POSITION = re.compile(r"error at (?P<line>\d+):(?P<column>\d+): (?P<reason>.*)", re.DOTALL)

FORMATS = {
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
}


class UnreadableStore(UserError, ValueError):
    """A file that should be served as a store cannot be."""


class EmbeddedStore:
    """Quads in memory.

    With `union` a query without a dataset clause sees all named graphs as one, as people who
    explore expect; without it the default graph is only what stands in no named graph, as the
    standard has it.
    """

    def __init__(self, quads: Iterable[Quad] = (), *, union: bool = True) -> None:
        self._store = pyoxigraph.Store()
        self._store.extend(quads)
        self._union = union

    @classmethod
    def load(cls, path: Path, *, union: bool = True) -> "EmbeddedStore":
        """Load an RDF file. Raises UnreadableStore with the file and what is wrong with it."""
        store = cls(union=union)
        rdf_format = FORMATS.get(path.suffix)
        if rdf_format is None:
            known = ", ".join(FORMATS)
            raise UnreadableStore(f"{path}: no RDF file we can read; it should end in {known}")
        try:
            store._store.load(path=str(path), format=rdf_format)
        except SyntaxError as error:
            raise UnreadableStore(f"{path}: {error}") from error
        except OSError as error:
            raise UnreadableStore(f"{path}: cannot be read ({error})") from error
        return store

    def __len__(self) -> int:
        return len(self._store)

    def query(self, text: str, dataset: Dataset = EVERYTHING) -> Answer:
        """The answer to a query; see `Store`."""
        is_default = dataset == EVERYTHING
        try:
            return self._store.query(
                text,
                use_default_graph_as_union=self._union and is_default,
                default_graph=None if is_default else [*map(NamedNode, dataset.default_graphs)],
                named_graphs=None if is_default else [*map(NamedNode, dataset.named_graphs)],
            )
        except SyntaxError as error:
            raise syntax_error(str(error)) from error
        except (OSError, RuntimeError) as error:
            raise StoreUnavailable(f"the query failed: {error}") from error

    def quads(
        self, subject: NamedNode | None = None, graph: NamedNode | None = None
    ) -> Iterable[Quad]:
        """All quads of a subject, of a graph, of both, or all there are."""
        return self._store.quads_for_pattern(subject, None, None, graph)


def syntax_error(message: str) -> QuerySyntaxError:
    """The engine's message as an error that knows line and column.

    >>> error = syntax_error("error at 2:7: expected OPTIONAL")
    >>> str(error), error.line, error.column
    ('expected OPTIONAL', 2, 7)
    """
    match = _POSITION.search(message)
    if match is None:
        return QuerySyntaxError(message)
    return QuerySyntaxError(_reason(match["reason"]), int(match["line"]), int(match["column"]))


_KNOWN_REASONS = {
    "Prefix not found": "a prefix is used here that the query does not declare",
    "variable that is unbound": "a variable is selected here that no GROUP BY or aggregate gives",
}


def _reason(printed: str) -> str:
    """The engine's reason without its lists of characters, which tell a reader nothing."""
    for sign, sentence in _KNOWN_REASONS.items():
        if sign in printed:
            return sentence
    words = [word.strip() for word in re.sub(r"\s+", " ", printed).split(",")]
    kept = [word for word in words if word and not re.search(r"\['|\\u\{|\.\.=|\]$", word)]
    return ", ".join(kept) or "this cannot stand here"
