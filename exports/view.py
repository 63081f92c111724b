"""What the exports ask of a store: rows of SELECT queries over all its graphs as one."""

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions

from ontology.terms import PREFIXES
from store.protocol import EVERYTHING, Dataset, Store

_PREFIXES = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
_GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
_DOES_DEFAULT_SEE_GRAPHS = (
    "SELECT (EXISTS { ?s ?p ?o } AS ?seen) WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1"
)
_LABELS = (
    "SELECT ?thing (LANG(?label) AS ?language) ?label WHERE { $scope ?thing rdfs:label ?label }"
)

Labels = dict[tuple[str, str], str]
"""Labels by the IRI of what bears them and their language (`ja`)."""


class UnionView:
    """All graphs of a store seen as one, also where the store's own default graph is strict."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._dataset = _whole(store)

    def select(self, text: str, scope: str = "") -> Iterator[tuple[str, ...]]:
        """The rows of a SELECT query, which may use the usual prefixes without declaring them.

        `scope` stands in for `$scope` in the text, and narrows some variable (see `among`). A cell
        is the IRI or the lexical form of its term, and empty where nothing is bound.
        """
        for row in solutions(self._store, _PREFIXES + text.replace("$scope", scope), self._dataset):
            yield tuple(map(_text, row))

    def terms(self, text: str) -> QuerySolutions:
        """The solutions of a SELECT query as terms."""
        return solutions(self._store, _PREFIXES + text, self._dataset)

    def labels(self, scope: str = "") -> Labels:
        """All labels; the first in code point order where there are several in one language.

        `scope` narrows `?thing` (see `among`).
        """
        found: Labels = {}
        for thing, language, label in self.select(_LABELS, scope):
            known = found.get((thing, language))
            found[thing, language] = min(known, label) if known else label
        return found


def among(variable: str, iris: Iterable[str]) -> str:
    """The part of a query that gives a variable no other values than some IRIs of a store."""
    return f"VALUES ?{variable} {{ {' '.join(f'<{iri}>' for iri in iris)} }}"


def solutions(store: Store, text: str, dataset: Dataset = EVERYTHING) -> QuerySolutions:
    """The solutions of a SELECT query."""
    answer = store.query(text, dataset)
    assert isinstance(answer, QuerySolutions)  # as any SELECT query gives them
    return answer


def _whole(store: Store) -> Dataset:
    """The dataset whose default graph is the union of all graphs.

    A store that serves them as one needs no names; one that keeps to the standard must be told.
    """
    seen = [row["seen"].value == "true" for row in solutions(store, _DOES_DEFAULT_SEE_GRAPHS)]
    if all(seen):
        return EVERYTHING
    graphs = tuple(sorted(row["g"].value for row in solutions(store, _GRAPHS)))
    return Dataset(default_graphs=graphs, named_graphs=graphs)


def _text(term: NamedNode | BlankNode | Literal | None) -> str:
    return "" if term is None else term.value
