"""What somebody chose, read from the texts of a command or a request."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from exports.choice import DEEPEST, EVERYTHING, PARAMETERS, Choice, Parameter, read_choice
from exports.labelling import Labelling
from exports.measuring import MEASURES
from exports.nodes import KINDS
from queries.errors import BadParameter, UnknownName
from queries.names import NameTable
from store.embedded import EmbeddedStore

NAMED = """
@prefix shk: <https://w3id.org/shisaku/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix id: <https://w3id.org/shisaku/id/> .
id:country\\/VN rdfs:label "Viet Nam"@en ; skos:notation "VN" .
id:country\\/TH rdfs:label "Thailand"@en ; skos:notation "TH" .
id:organisation\\/jict rdfs:label "JICT"@en .
id:budget\\/b rdfs:label "an amount"@en .
"""


@pytest.fixture(scope="module")
def names() -> NameTable:
    return NameTable(EmbeddedStore(parse(NAMED, format=RdfFormat.TRIG)))


@pytest.mark.parametrize(
    ("given_texts", "expected"),
    [
        ({}, EVERYTHING),
        ({"around": "", "kinds": " "}, EVERYTHING),
        ({"around": "Viet Nam"}, Choice(around="country/VN")),
        ({"around": "country/VN", "depth": "0"}, Choice(around="country/VN", depth=0)),
        (
            {"around": "https://w3id.org/shisaku/id/country/VN", "to": "JICT"},
            Choice(around="country/VN", to="organisation/jict"),
        ),
        ({"kinds": "measure, country,measure"}, Choice(kinds=("country", "measure"))),
        ({"relations": "namesCountry"}, Choice(relations=("namesCountry",))),
        ({"years": "2024,2023"}, Choice(years=(2023, 2024))),
        ({"country": "Viet Nam,TH"}, Choice(country=("country/TH", "country/VN"))),
        (
            {"labels": "both", "collapse": "true", "measures": "degree"},
            Choice(labels=Labelling.BOTH, collapse=True, measures=("degree",)),
        ),
    ],
)
def test_texts_make_a_choice(
    names: NameTable, given_texts: dict[str, str], expected: Choice
) -> None:
    assert read_choice(given_texts, names) == expected


@pytest.mark.parametrize(
    ("given_texts", "error", "sentence"),
    [
        ({"around": "Vietnan"}, UnknownName, "no thing is called 'Vietnan'"),
        ({"around": "budget/b"}, BadParameter, "'budget/b' is no node; the kinds are measure"),
        ({"around": "country/no such"}, BadParameter, "cannot identify a country"),
        ({"around": "VN", "depth": "99"}, BadParameter, "parameter depth: '99' is no number of"),
        ({"around": "VN", "depth": "١"}, BadParameter, f"from 0 to {DEEPEST}"),
        ({"around": "VN", "depth": "-1"}, BadParameter, "parameter depth"),
        ({"depth": "2"}, BadParameter, "parameter depth: it goes with around"),
        ({"to": "VN"}, BadParameter, "parameter to: it goes with around"),
        ({"kinds": "mesure"}, BadParameter, "there is no 'mesure'; there are measure"),
        ({"kinds": "x"}, BadParameter, "there are measure, policy, programme"),
        ({"relations": "nameCountry"}, BadParameter, "there are namesCountry"),
        ({"years": "24"}, BadParameter, "'24' is no fiscal year, such as 2024"),
        ({"years": "令和6"}, BadParameter, "parameter years"),
        ({"years": "1" * 5000}, BadParameter, "parameter years"),
        ({"country": "Narnia"}, UnknownName, "no country is called 'Narnia'"),
        ({"labels": "fr"}, BadParameter, "there is no 'fr'; there are ja, en, both"),
        ({"collapse": "yes"}, BadParameter, "'yes' is neither true nor false"),
        ({"measures": "pagerank"}, BadParameter, "there are degree, betweenness, communities"),
    ],
)
def test_what_cannot_be_chosen_is_refused_with_what_would_be_right(
    names: NameTable, given_texts: dict[str, str], error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error) as raised:
        read_choice(given_texts, names)
    assert sentence in str(raised.value)


@pytest.fixture(scope="module")
def all_names(store: EmbeddedStore) -> NameTable:
    return NameTable(store)


@pytest.mark.parametrize("parameter", PARAMETERS, ids=lambda parameter: parameter.name)
def test_each_parameter_takes_its_own_example(all_names: NameTable, parameter: Parameter) -> None:
    others = {"around": "VN"} if parameter.name in ("depth", "to") else {}
    chosen = read_choice({**others, parameter.name: parameter.example}, all_names)
    assert chosen.given().keys() == {*others, parameter.name}


CHOICES = st.builds(
    Choice,
    around=st.sampled_from(["", "country/VN"]),
    depth=st.integers(0, DEEPEST),
    kinds=st.sets(st.sampled_from(KINDS)).map(sorted).map(tuple),
    years=st.sets(st.integers(1868, 2100)).map(sorted).map(tuple),
    labels=st.sampled_from(Labelling),
    collapse=st.booleans(),
    measures=st.sets(st.sampled_from(MEASURES)).map(sorted).map(tuple),
)


@given(CHOICES)
def test_choice_comes_back_from_what_is_told_of_it(choice: Choice) -> None:
    assert Choice.from_given(choice.given()) == choice
