"""The same queries over the embedded store and over other people's servers: the same answers."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from pyoxigraph import Literal, QueryBoolean, QueryTriples

from api.knowledge import Knowledge
from ontology import iris
from ontology.terms import SHK, XSD
from queries.budgets import Selection, summarise
from queries.catalogue import StoredQuery, catalogue
from queries.involvement import measures_involving, parse_hows
from queries.names import Named, NameTable
from queries.runner import Table, Term, run
from queries.things import read_thing
from store.embedded import EmbeddedStore
from store.protocol import EVERYTHING, Answer, Dataset, QuerySyntaxError
from store.remote import RemoteStore
from tests.api.test_real_server import PREFIXES, SUITE, VIET_NAM
from tests.store.remote.conftest import LOADED

GRAPH = "https://w3id.org/shisaku/graph/"

ORDER = re.compile(r"\?(\w+)")
"""A variable that rows are ordered by; between rows that have the same, no order is promised."""

_NUMBERS = (XSD.integer, XSD.decimal)


def term(given: Term | None) -> object:
    """A term as what is compared. Of numbers that is the value: Virtuoso keeps whole numbers beyond
    32 bits as decimals."""
    if isinstance(given, Literal) and given.datatype in _NUMBERS:
        return Decimal(given.value)
    return str(given)


def bag(answer: Answer) -> object:
    """An answer without the order of its rows, which the standard leaves open between labels of
    two languages."""
    if isinstance(answer, QueryTriples):
        return sorted(str(triple) for triple in answer)
    if isinstance(answer, QueryBoolean):
        return bool(answer)
    names = [variable.value for variable in answer.variables]
    rows = [[term(row[name]) for name in names] for row in answer]
    return names, sorted(rows, key=str)


@pytest.mark.parametrize("query", [query for query in SUITE if "DESCRIBE" not in query])
def test_query_has_the_same_answer(remote: RemoteStore, store: EmbeddedStore, query: str) -> None:
    far, near = remote.query(PREFIXES + query), store.query(PREFIXES + query)
    assert type(far) is type(near)
    assert bag(far) == bag(near)


def test_description_has_what_the_thing_says_itself(
    remote: RemoteStore, store: EmbeddedStore
) -> None:
    """The standard leaves it to the server what more it has: Virtuoso adds what is said of it."""
    far, near = remote.query(f"DESCRIBE {VIET_NAM}"), store.query(f"DESCRIBE {VIET_NAM}")
    assert isinstance(far, QueryTriples)
    assert isinstance(near, QueryTriples)
    assert {str(triple) for triple in near} <= {str(triple) for triple in far}


@pytest.mark.parametrize(
    "query", [pytest.param(query, id=name) for name, query in catalogue().items()]
)
def test_stored_question_has_the_same_answer_in_the_same_order(
    remote: RemoteStore, store: EmbeddedStore, names: NameTable, query: StoredQuery
) -> None:
    far, near = (run(asked, query, {}, names) for asked in (remote, store))
    assert far.columns == near.columns
    assert sorted(seen(far, far.columns)) == sorted(seen(near, near.columns))
    keys = [name for name in ORDER.findall(query.text.rpartition("ORDER BY")[2])
            if name in far.columns]  # fmt: skip
    assert seen(far, keys) == seen(near, keys)


def seen(table: Table, columns: Sequence[str]) -> list[str]:
    """The rows of some columns, in the order in which they came."""
    return [str([term(row[name]) for name in columns]) for row in table.rows]


DATASETS = [
    Dataset(default_graphs=(f"{GRAPH}seeds",)),
    Dataset(default_graphs=(f"{GRAPH}ontology",), named_graphs=(f"{GRAPH}seeds",)),
    Dataset(default_graphs=("urn:nothing",)),
    EVERYTHING,
]


@pytest.mark.parametrize("dataset", DATASETS)
@pytest.mark.parametrize("pattern", ["?s ?p ?o", "GRAPH ?g { ?s ?p ?o }"])
def test_dataset_of_the_request_means_the_same(
    remote: RemoteStore, store: EmbeddedStore, dataset: Dataset, pattern: str
) -> None:
    query = f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"
    assert bag(remote.query(query, dataset)) == bag(store.query(query, dataset))


@pytest.mark.parametrize(
    "clauses",
    [
        f"FROM <{GRAPH}seeds>",
        f"FROM <{GRAPH}seeds> FROM NAMED <{GRAPH}ontology>",
        f"FROM NAMED <{GRAPH}seeds>",
    ],
)
def test_dataset_clause_means_the_same(
    remote: RemoteStore, store: EmbeddedStore, kind: str, clauses: str
) -> None:
    if kind == "virtuoso" and "NAMED" not in clauses:
        pytest.xfail("Virtuoso 7.2.5 lets GRAPH reach every graph where FROM NAMED names none")
    pattern = "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }"
    query = f"SELECT (COUNT(*) AS ?n) {clauses} {{ {pattern} }}"
    assert bag(remote.query(query)) == bag(store.query(query))


@pytest.mark.parametrize("query", ["SELECT * {", "SELECT * { ?s nothing:p ?o }", "DROP ALL"])
def test_mistake_in_a_query_is_found(remote: RemoteStore, query: str) -> None:
    with pytest.raises(QuerySyntaxError):
        remote.query(query)


def test_store_tells_which_release_it_has(remote: RemoteStore) -> None:
    published = remote.published()
    assert published is not None
    assert published.release == LOADED
    assert f"{GRAPH}seeds" in published.dataset.named_graphs


@pytest.fixture(scope="session")
def far(remote: RemoteStore) -> Knowledge:
    """All that the API works out of a store."""
    return Knowledge.of(remote, LOADED)


def alike(named: Named) -> Named:
    """A thing with its names in an order: there is none in a graph."""
    return replace(named, names=tuple(sorted(named.names)))


def test_names_are_the_same(far: Knowledge, knowledge: Knowledge) -> None:
    assert list(map(alike, far.names.search(""))) == list(map(alike, knowledge.names.search("")))
    for text in ("日越", "ﾍﾞﾄﾅﾑ", "Viet Nam"):
        found = [known.names.resolve(text, "country").key for known in (far, knowledge)]
        assert found == ["VN", "VN"]


@pytest.mark.parametrize("country", ["VN", "GB", "IN", "CL"])
def test_involvement_is_the_same(
    remote: RemoteStore, store: EmbeddedStore, knowledge: Knowledge, country: str
) -> None:
    names, files = knowledge.names, knowledge.files
    named = names.resolve(country, "country")
    found = [
        measures_involving(asked, names, files, named, parse_hows(None))
        for asked in (remote, store)
    ]
    assert found[0] == found[1] != []


def test_budgets_are_the_same(far: Knowledge, knowledge: Knowledge) -> None:
    assert far.budgets == knowledge.budgets


@pytest.mark.parametrize("by", ["chapter", "stage", "programme", "organisation"])
def test_sums_of_budgets_are_the_same(
    remote: RemoteStore, store: EmbeddedStore, far: Knowledge, knowledge: Knowledge, by: str
) -> None:
    selection = Selection(year=2024)
    assert summarise(remote, knowledge.names, far.budgets, by, selection) == summarise(
        store, knowledge.names, knowledge.budgets, by, selection
    )


@pytest.mark.parametrize(
    ("of", "key"),
    [
        ("measure", "2024/17-2-7"),
        ("country", "VN"),
        ("organisation", "nict"),
        ("agreement", "rcep"),
        ("indicator", "jict-cumulative-support-decided"),
    ],
)
def test_thing_is_the_same(
    remote: RemoteStore, store: EmbeddedStore, knowledge: Knowledge, of: str, key: str
) -> None:
    names, files = knowledge.names, knowledge.files
    named = names.resolve(key, of)
    assert read_thing(remote, names, files, named) == read_thing(store, names, files, named)


def test_explanation_is_the_same(far: Knowledge, knowledge: Knowledge) -> None:
    measure, country = iris.measure("2024", "17-2-7"), iris.thing("country", "VN")
    asked = (measure, SHK.involvesCountryByAgreement, country)
    assert far.explainer().explain(asked) == knowledge.explainer().explain(asked)
