"""Arguments of stored questions: they are bound as terms, whatever somebody sends."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions

from queries.catalogue import Parameter, StoredQuery, catalogue, fill_values, find_query
from queries.errors import AmbiguousName, BadParameter, UnknownName
from queries.names import NameTable
from queries.runner import bind, run, value
from store.embedded import EmbeddedStore

Toy = Callable[[str], EmbeddedStore]

PARAMETERS = [
    pytest.param(query, parameter.name, id=f"{query.name}-{parameter.name}")
    for query in catalogue().values()
    for parameter in query.parameters
]
TERM = re.compile(
    r'<https://w3id\.org/shisaku/id/[A-Za-z0-9/_.-]+>|[0-9]+|"[0-9]+"\^\^<\S+integer>'
)
HOSTILE = [
    "} UNION { ?s ?p ?o",
    "> } INSERT DATA { <a> <b> <c> } #",
    "<https://w3id.org/shisaku/id/country/VN> <x>",
    "https://w3id.org/shisaku/id/country/VN> } #",
    "VN } FILTER(false",
    "VN'); DROP TABLE measures; --",
    "2024 } SERVICE <http://127.0.0.1:9/> { ?s ?p ?o",
    "{{7*7}}",
    "%s%n",
    "\\u003E",
    "\\",
    "UNDEF",
    "?country",
    "\x00",
    "\u202eNV",
    "'\"`",
    "١٢",
    "-1",
    "1e9",
    "9" * 5000,
    "V" * 10_000,
    "",
    " ",
]


def is_bound_or_refused(
    query: StoredQuery, name: str, argument: str, names: NameTable, store: EmbeddedStore
) -> bool:
    """Whether an argument is refused in words of ours, or else is one term of the text, in its
    block, with the rest of the text as it was."""
    try:
        text = bind(query, {name: argument}, names)
    except (BadParameter, UnknownName, AmbiguousName):
        return True
    block = re.search(rf"VALUES \?{name} {{ (.*) }}\n", text)
    assert block is not None
    assert TERM.fullmatch(block[1])
    assert text.replace(block[1], "@") == fill_values(query.text, {name: "@"})
    return isinstance(store.query(text), QuerySolutions)


@pytest.mark.parametrize(("query", "name"), PARAMETERS)
@pytest.mark.parametrize("argument", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_hostile_argument_is_bound_or_refused(
    query: StoredQuery, name: str, argument: str, names: NameTable, store: EmbeddedStore
) -> None:
    assert is_bound_or_refused(query, name, argument, names, store)


@pytest.mark.parametrize(("query", "name"), PARAMETERS)
def test_any_argument_is_bound_or_refused(
    query: StoredQuery, name: str, names: NameTable, store: EmbeddedStore
) -> None:
    @given(st.text() | st.from_regex(r"[A-Z]{2}[}>\"'\\ ].*") | st.integers().map(str))
    def holds(argument: str) -> None:
        assert is_bound_or_refused(query, name, argument, names, store)

    holds()


@given(st.text())
def test_any_text_comes_back_from_the_engine_as_it_was_put_in(text: str) -> None:
    query = fill_values("SELECT ?x { VALUES ?x { 1 } }", {"x": str(Literal(text))})
    answer = EmbeddedStore().query(query)
    assert isinstance(answer, QuerySolutions)
    assert [row["x"] for row in answer] == [Literal(text)]


def test_parameter_of_another_kind_is_plain_text(names: NameTable) -> None:
    parameter = Parameter("x", "text", {"ja": "文", "en": "text"})
    query = StoredQuery(
        "q", "t", {"ja": "？", "en": "?"}, (parameter,), {}, 'SELECT ?x { VALUES ?x { "" } }\n'
    )
    text = bind(query, {"x": 'a" } DROP ALL #'}, names)
    assert text == 'SELECT ?x { VALUES ?x { "a\\" } DROP ALL #" } }\n'


@pytest.mark.parametrize(
    ("query", "argument", "reason"),
    [
        ("planned", ("country", "VN"), "planned does not know it; it takes none"),
        ("facts_on_lines", ("lines", "3"), "it takes document, line"),
        ("facts_on_lines", ("line", "three"), "'three' is no whole number"),
        ("facts_on_lines", ("line", "3.0"), "is no whole number"),
        ("facts_on_lines", ("line", "-3"), "is no whole number"),
        ("facts_on_lines", ("line", "３"), "is no whole number"),
        ("facts_on_lines", ("line", "1234567890"), "is no whole number"),
        ("initial_budgets_of_two_years", ("later", "令和6"), "is no whole number"),
        ("allocations", ("asked", "not a key"), "'not a key' is no key of a budget"),
    ],
)
def test_bad_argument_is_named_with_the_reason(
    names: NameTable, query: str, argument: tuple[str, str], reason: str
) -> None:
    with pytest.raises(BadParameter) as caught:
        bind(find_query(query), dict([argument]), names)
    assert caught.value.name == argument[0]
    assert reason in str(caught.value)


@pytest.mark.parametrize("asked", ["VN", "ベトナム", "https://w3id.org/shisaku/id/country/VN"])
def test_thing_may_be_given_by_any_name(store: EmbeddedStore, names: NameTable, asked: str) -> None:
    query = find_query("agreements_with_country")
    rows = run(store, query, {"country": asked}, names).rows
    agreements = [value(row["agreement"]).rpartition("/")[2] for row in rows]
    assert list(dict.fromkeys(agreements)) == [
        "cptpp",
        "japan-viet-nam-fire-fighting-memorandum",
        "japan-viet-nam-grievance-redress-memorandum",
        "rcep",
    ]


@pytest.mark.parametrize("asked", ["itu", "un"])
def test_posts_of_an_organisation_are_those_of_the_bodies_under_it_too(
    store: EmbeddedStore, names: NameTable, asked: str
) -> None:
    rows = run(store, find_query("holders_of_posts"), {"organisation": asked}, names).rows
    assert "seizo-onoe" in {value(row["person"]).rpartition("/")[2] for row in rows}


def test_argument_takes_the_place_of_the_example(store: EmbeddedStore, names: NameTable) -> None:
    query = find_query("members_of_forum")
    example = run(store, query, {}, names).rows
    asked = run(store, query, {"organisation": "G7"}, names).rows
    assert [value(row["label"]) for row in example] == [
        "Australia", "India", "Japan", "United States",
    ]  # fmt: skip
    assert [value(row["label"]) for row in asked] == [
        "Canada", "France", "Germany", "Italy", "Japan", "United Kingdom", "United States",
    ]  # fmt: skip


@pytest.mark.parametrize("prefix", ["", "https://w3id.org/shisaku/id/budget/"])
def test_thing_without_a_name_is_asked_for_by_key_or_iri(
    store: EmbeddedStore, names: NameTable, prefix: str
) -> None:
    key = "metaverse-safe-use-2024-initial-30000000"
    rows = run(store, find_query("allocations"), {"asked": prefix + key}, names).rows
    assert [value(row["number"]) for row in rows] == ["17-3-1"]


def test_question_about_numbers_takes_them(store: EmbeddedStore, names: NameTable) -> None:
    years = {"earlier": "2024", "later": "2023"}
    query = find_query("initial_budgets_of_two_years")
    forward = run(store, query, {}, names).rows
    backward = run(store, query, years, names).rows
    changes = sorted(int(value(row["change"])) for row in forward)
    assert changes
    assert sorted(-int(value(row["change"])) for row in backward) == changes


def test_cells_without_a_value_are_none_and_empty(toy: Toy) -> None:
    store = toy("id:event\\/a shk:status shk:status-planned ; rdfs:label 'A'@en .")
    (row,) = run(store, find_query("planned"), {}, NameTable(store)).rows
    assert (row["date"], row["country"]) == (None, None)
    assert value(None) == ""
    assert value(NamedNode("https://example.org/")) == "https://example.org/"
