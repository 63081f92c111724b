"""What a remote store tells of the release that was pushed into it.

Stores differ in what a query without a dataset clause sees: Oxigraph an empty graph, Virtuoso
every graph of everybody with its own tables of rules. So a push writes all triples once more into
one graph, and a description of the dataset, in the terms of SPARQL 1.1 Service Description, into
another; who asks, names these graphs with every query.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolutions, Triple

from ontology.iris import graph
from store.protocol import Dataset

MERGED = graph("merged")
"""All triples of a release, each once."""
DESCRIPTION = graph("dataset")
"""Which release is there, and which graphs belong to it."""

_SD = "http://www.w3.org/ns/sparql-service-description#"
_DEFAULT = NamedNode(_SD + "defaultGraph")
_NAMED = NamedNode(_SD + "namedGraph")
_IDENTIFIER = NamedNode("http://purl.org/dc/terms/identifier")

QUERY = f"SELECT ?p ?o {{ GRAPH {DESCRIPTION} {{ {DESCRIPTION} ?p ?o }} }}"


@dataclass(frozen=True, slots=True)
class Published:
    """A release in a remote store: its name, and the graphs that a query sees."""

    release: str
    dataset: Dataset

    def triples(self) -> Iterator[Triple]:
        """The description that `read` understands."""
        yield Triple(DESCRIPTION, _IDENTIFIER, Literal(self.release))
        for name in self.dataset.default_graphs:
            yield Triple(DESCRIPTION, _DEFAULT, NamedNode(name))
        for name in self.dataset.named_graphs:
            yield Triple(DESCRIPTION, _NAMED, NamedNode(name))


def read(rows: QuerySolutions) -> Published | None:
    """What the answer to `QUERY` says; None where nothing was pushed."""
    said = [(row["p"], row["o"]) for row in rows]
    release = next(iter(_said(said, _IDENTIFIER)), None)
    if release is None:
        return None
    return Published(release, Dataset(_said(said, _DEFAULT), _said(said, _NAMED)))


def _said(rows: Iterable[tuple[object, object]], predicate: NamedNode) -> tuple[str, ...]:
    values = (o.value for p, o in rows if p == predicate and isinstance(o, NamedNode | Literal))
    return tuple(sorted(values))
