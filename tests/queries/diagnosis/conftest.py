"""What the tests of the diagnosis share: a graph of a few lines, and a way to ask about it.

Take `asked` to ask with the usual prefixes; it also sees to it that the store is asked little.
"""

import re
from collections.abc import Callable

import pytest

from queries.diagnosis import Diagnosis, diagnose
from queries.names import NameTable
from store.embedded import EmbeddedStore
from store.protocol import EVERYTHING, Answer, Dataset, Store

Toy = Callable[[str], EmbeddedStore]
Asked = Callable[..., Diagnosis]

PREFIXES = r"""
PREFIX shk: <https://w3id.org/shisaku/ns#>
PREFIX id: <https://w3id.org/shisaku/id/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX schema: <https://schema.org/>
PREFIX x: <https://example.org/>
"""
GRAPH = """
@prefix schema: <http://schema.org/> .
@prefix x: <https://example.org/> .
<https://example.org/graph/one> {
  id:country\\/VN a shk:Country ; rdfs:label "ベトナム"@ja , "Viet Nam"@en ; skos:notation "VN" .
  id:country\\/LA a shk:Country ; rdfs:label "ラオス"@ja , "Lao PDR"@en ; skos:notation "LA" .
  m:1-1 a shk:Measure ; rdfs:label "施策"@ja , "A measure"@en ; shk:edition "2024" ;
    shk:involvesCountry id:country\\/VN ; shk:hasListing id:listing\\/l .
  m:1-2 a shk:Measure ; rdfs:label "別の施策"@ja , "Another"@en ; shk:edition "2024" .
  id:listing\\/l shk:listsAllocation id:budget\\/b .
  id:budget\\/b a shk:BudgetAllocation ; shk:amount 5 ; shk:stage shk:stage-initial ;
    shk:fiscalYear id:fiscal-year\\/2024 .
  id:fiscal-year\\/2024 shk:startYear 2024 .
  id:document\\/d a shk:Document ; rdfs:label "文書"@ja , "A document"@en .
}
<https://example.org/graph/two> {
  x:somebody schema:name "Ada" ; schema:birthDate "1815"^^<http://www.w3.org/2001/XMLSchema#gYear> .
  shk:involvesCountry rdfs:label "関係国"@ja , "involves country"@en .
}
"""

MOST_QUESTIONS = 80
_SMALL = re.compile(r"ASK |.*LIMIT \d+( \})*$", re.DOTALL)
_OF_COVERAGE = re.compile(r".*SELECT DISTINCT .* ORDER BY ", re.DOTALL)


class Listening:
    """A store that keeps what it is asked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.asked: list[str] = []

    def query(self, text: str, dataset: Dataset = EVERYTHING) -> Answer:
        self.asked.append(text)
        return self._store.query(text, dataset)


@pytest.fixture(scope="session")
def graph(toy: Toy) -> EmbeddedStore:
    """Countries, measures and a budget in one graph, a person in another."""
    return toy(GRAPH)


@pytest.fixture(scope="session")
def asked(graph: EmbeddedStore) -> Asked:
    """Diagnoses a query, and sees to it that the store is only asked small questions, and few."""
    names = NameTable(graph)

    def ask(query: str, dataset: Dataset = EVERYTHING, store: Store = graph) -> Diagnosis:
        listening = Listening(store)
        found = diagnose(listening, PREFIXES + query, dataset, names if store is graph else None)
        large = [text for text in listening.asked if not _SMALL.match(text)]
        if store is graph:
            assert [text for text in large if not _OF_COVERAGE.match(text)] == []
        assert len(listening.asked) < MOST_QUESTIONS
        assert listening.asked == [] or found.verdict != "unreadable"
        return found

    return ask
