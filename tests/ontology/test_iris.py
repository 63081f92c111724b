import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from ontology import iris
from ontology.terms import RDFS, SHK

VIET_NAM = iris.thing("country", "VN")
XSD = "http://www.w3.org/2001/XMLSchema#"

MINTED = [
    (iris.thing("country", "VN"), "id/country/VN"),
    (iris.measure("2024", "17-2-7"), "id/measure/2024/17-2-7"),
    (iris.measure("2024", "17-2-3-1"), "id/measure/2024/17-2-3-1"),
    (iris.policy("2024", "V"), "id/policy/2024/V"),
    (iris.policy("2024", "17-2"), "id/policy/2024/17-2"),
    (iris.passage("ocean", 7, 7), "id/passage/ocean/7"),
    (iris.passage("ocean", 7, 9), "id/passage/ocean/7-9"),
    (iris.graph("seeds"), "graph/seeds"),
    (iris.document_graph("ocean"), "graph/document/ocean"),
]

BAD_KEYS = [
    "", " ", "消防", "a b", "a/", "/a", "a//b", "-a", ".", "..", "2024/../x", "a#b", "a?b", "a%20",
    "a\n", "é", "ａ", "a:b", "<a>", 'a"', "x" * 121,
]  # fmt: skip

keys = st.from_regex(re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,9}(/[A-Za-z0-9][a-z-]{0,5})?", re.A),
                     fullmatch=True)  # fmt: skip


@pytest.mark.parametrize(("node", "path"), MINTED)
def test_identifiers_are_those_of_the_contract(node: NamedNode, path: str) -> None:
    assert node == NamedNode("https://w3id.org/shisaku/" + path)


@pytest.mark.parametrize("key", BAD_KEYS)
def test_a_key_is_plain_ascii_without_tricks(key: str) -> None:
    with pytest.raises(iris.InvalidKey, match="cannot identify a programme"):
        iris.thing("programme", key)
    assert iris.parse(f"{iris.ID}programme/{key}") is None


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(LookupError, match="'ship' is no kind of thing"):
        iris.thing("ship", "a")
    assert iris.parse(f"{iris.ID}ship/a") is None


@settings(deadline=None)
@given(kind=st.sampled_from(iris.KINDS), key=keys)
def test_what_was_minted_can_be_parsed(kind: str, key: str) -> None:
    assert iris.parse(iris.thing(kind, key).value) == (kind, key)


@pytest.mark.parametrize(
    "iri",
    ["", "https://w3id.org/shisaku/ns#Measure", "https://w3id.org/shisaku/id/country",
     "https://w3id.org/shisaku/id/country/", "http://w3id.org/shisaku/id/country/VN",
     "https://example.org/id/country/VN", "country/VN"],
)  # fmt: skip
def test_other_iris_are_no_things(iri: str) -> None:
    assert iris.parse(iri) is None


def test_a_statement_is_named_by_its_triple() -> None:
    """The digest is pinned: another one would rename every statement of every release."""
    statement = iris.statement(iris.measure("2024", "17-2-7"), SHK.namesCountry, VIET_NAM)
    assert statement == iris.thing("statement", "48ebbe2ba0ba9e66806d41c6")


def test_terms_that_only_look_alike_make_other_statements() -> None:
    objects: list[NamedNode | Literal] = [
        VIET_NAM,
        Literal(VIET_NAM.value),
        Literal("ベトナム"),
        Literal("ベトナム", language="ja"),
        Literal("ベトナム", language="en"),
        Literal("1", datatype=NamedNode(XSD + "integer")),
        Literal("1"),
    ]
    names = {iris.statement(VIET_NAM, RDFS.label, obj) for obj in objects}
    assert len(names) == len(objects)


@pytest.mark.parametrize(
    ("first", "last", "end"), [(1, 1, "0,1"), (3615, 3615, "3614,3615"), (7, 9, "6,9")]
)
def test_a_fragment_counts_positions_between_lines(first: int, last: int, end: str) -> None:
    assert iris.fragment("ocean 2031.txt", first, last) == f"ocean%202031.txt#line={end}"
