"""A census of a store: how much there is of what, and how much of the documents is in it.

Only what the graph itself holds is counted. What a document says that no fact cites is not in the
graph, so of a document the census tells which lines are cited and how many are not.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ontology import iris
from queries.runner import Row, select, value
from store.protocol import Store


@dataclass(frozen=True, slots=True)
class ClassCount:
    """A class, and how many things are of it."""

    iri: str
    entities: int


@dataclass(frozen=True, slots=True)
class PropertyCount:
    """A property: its triples, and how many different subjects and objects they have."""

    iri: str
    triples: int
    subjects: int
    objects: int


@dataclass(frozen=True, slots=True)
class GraphCount:
    """A named graph and its triples."""

    iri: str
    triples: int


@dataclass(frozen=True, slots=True)
class DocumentCount:
    """A source document: its lines, how many of them facts cite, and the facts that cite them."""

    iri: str
    label: Mapping[str, str | None]
    lines: int
    cited_lines: int
    facts: int

    @property
    def uncited_lines(self) -> int:
        """Lines that no fact cites: empty, or not read into anything."""
        return self.lines - self.cited_lines


class Census:
    """Counts of one store, each made when it is first asked for and then kept.

    What is asked raises StoreUnavailable where the store does not answer.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def triples(self) -> int:
        """Triples that a query without a dataset clause sees."""
        return self._number("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")

    @cached_property
    def subjects(self) -> int:
        """Different subjects of these triples."""
        return self._number("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }")

    @cached_property
    def objects(self) -> int:
        """Different objects of these triples, literals included."""
        return self._number("SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }")

    @cached_property
    def entities(self) -> int:
        """Things with an identifier of ours."""
        return self._number(
            "SELECT (COUNT(DISTINCT ?s) AS ?n) "
            f'{{ ?s a ?class FILTER(STRSTARTS(STR(?s), "{iris.ID}")) }}'
        )

    @cached_property
    def classes(self) -> tuple[ClassCount, ...]:
        """All classes that have members, the largest first."""
        rows = self._rows(
            "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class FILTER(isIRI(?class)) } "
            "GROUP BY ?class ORDER BY DESC(?n) ?class"
        )
        return tuple(ClassCount(value(row["class"]), _int(row, "n")) for row in rows)

    @cached_property
    def properties(self) -> tuple[PropertyCount, ...]:
        """All properties that are used, the most used first."""
        rows = self._rows(
            "SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?subjects) "
            "(COUNT(DISTINCT ?o) AS ?objects) { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n) ?p"
        )
        return tuple(
            PropertyCount(value(row["p"]), _int(row, "n"), _int(row, "subjects"),
                          _int(row, "objects"))
            for row in rows
        )  # fmt: skip

    @cached_property
    def vocabularies(self) -> tuple[str, ...]:
        """The namespaces of these classes and properties, sorted."""
        classes = {_namespace(counted.iri) for counted in self.classes}
        properties = {_namespace(counted.iri) for counted in self.properties}
        return tuple(sorted(classes | properties))

    @cached_property
    def graphs(self) -> tuple[GraphCount, ...]:
        """The named graphs, by name."""
        rows = self._rows(
            "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } FILTER(isIRI(?g)) } "
            "GROUP BY ?g ORDER BY ?g"
        )
        return tuple(GraphCount(value(row["g"]), _int(row, "n")) for row in rows)

    @cached_property
    def bases(self) -> Mapping[str, int]:
        """How many facts are stated, derived and editorial; a basis that none has is left out."""
        rows = self._rows(
            f"PREFIX shk: <{iris.NAMESPACE}> "
            "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
            "SELECT ?basis (COUNT(DISTINCT ?s) AS ?n) "
            "{ ?s shk:basis/skos:notation ?basis } GROUP BY ?basis ORDER BY ?basis"
        )
        return {value(row["basis"]): _int(row, "n") for row in rows}

    @cached_property
    def years(self) -> tuple[int, int] | None:
        """The first and the last fiscal year that facts speak of, by the western year in which it
        begins; None where they speak of none."""
        rows = self._rows(
            f"PREFIX shk: <{iris.NAMESPACE}> "
            "SELECT ?n { ?year a shk:FiscalYear ; shk:startYear ?n } ORDER BY ?n"
        )
        found = [_int(row, "n") for row in rows]
        return (found[0], found[-1]) if found else None

    @cached_property
    def documents(self) -> tuple[DocumentCount, ...]:
        """The source documents, by identifier."""
        cited, facts = self._cited_lines(), self._facts()
        rows = self._rows(_DOCUMENTS)
        return tuple(
            DocumentCount(
                iri=iri,
                label={"ja": value(row["ja"]) or None, "en": value(row["en"]) or None},
                lines=_int(row, "lines"),
                cited_lines=len(cited.get(iri, ())),
                facts=facts.get(iri, 0),
            )
            for iri, row in ((value(row["document"]), row) for row in rows)
        )

    @cached_property
    def licence(self) -> str | None:
        """The licence of the ontology, under which its release is; None where the store holds no
        release of ours."""
        rows = self._rows(
            f"SELECT ?licence {{ <{iris.ONTOLOGY}> <http://purl.org/dc/terms/license> ?licence }}"
        )
        return value(rows[0]["licence"]) if rows else None

    @cached_property
    def examples(self) -> tuple[str, ...]:
        """One thing of each of the main classes."""
        classes = ("Measure", "Country", "Agreement", "BudgetAllocation")
        found = (
            self._rows(
                f"SELECT ?thing {{ ?thing a <{iris.NAMESPACE}{name}> }} ORDER BY ?thing LIMIT 1"
            )
            for name in classes
        )
        return tuple(value(row["thing"]) for rows in found for row in rows)

    def _cited_lines(self) -> dict[str, set[int]]:
        """The lines that facts cite, by document."""
        cited: dict[str, set[int]] = defaultdict(set)
        for row in self._rows(_PASSAGES):
            lines = range(_int(row, "first"), _int(row, "last") + 1)
            cited[value(row["document"])].update(lines)
        return cited

    def _facts(self) -> dict[str, int]:
        return {value(row["document"]): _int(row, "n") for row in self._rows(_FACTS)}

    def _number(self, query: str) -> int:
        return _int(self._rows(query)[0], "n")

    def _rows(self, query: str) -> tuple[Row, ...]:
        return select(self._store, query).rows


_DOCUMENTS = f"""
PREFIX shk: <{iris.NAMESPACE}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?document ?lines ?ja ?en WHERE {{
  ?document a shk:Document ; shk:lineCount ?lines .
  OPTIONAL {{ ?document rdfs:label ?ja FILTER(LANG(?ja) = "ja") }}
  OPTIONAL {{ ?document rdfs:label ?en FILTER(LANG(?en) = "en") }}
}}
ORDER BY ?document
"""
_PASSAGES = f"""
PREFIX shk: <{iris.NAMESPACE}>
SELECT DISTINCT ?document ?first ?last WHERE {{
  ?statement shk:citation ?passage .
  ?passage shk:inDocument ?document ; shk:firstLine ?first ; shk:lastLine ?last .
}}
"""
_FACTS = f"""
PREFIX shk: <{iris.NAMESPACE}>
SELECT ?document (COUNT(DISTINCT ?statement) AS ?n) WHERE {{
  ?statement shk:citation/shk:inDocument ?document .
}}
GROUP BY ?document
"""


def _int(row: Row, column: str) -> int:
    return int(value(row[column]))


def _namespace(term: str) -> str:
    """A term without its local name; what stands before a colon in a URN."""
    cut = max(term.rfind("#"), term.rfind("/")) + 1
    return term[: cut or term.rfind(":") + 1]
