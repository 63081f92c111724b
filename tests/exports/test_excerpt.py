"""RDF and tables of a part: what is said of chosen things, with its proof, and of no others."""

import csv
import io
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from exports.choice import Choice
from exports.formats import FORMATS
from exports.nodes import node_key
from ontology import iris
from ontology.terms import RDF, SHK, XSD
from store.embedded import EmbeddedStore

MEASURE = "measure/2024/9-1-9"


def written(store: EmbeddedStore, name: str, choice: Choice) -> bytes:
    out = io.BytesIO()
    FORMATS[name].write(store, choice, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def quads(hurtful: EmbeddedStore) -> list[Quad]:
    """A measure, its programme and their amounts, without the agreement and the country."""
    choice = Choice(kinds=("measure", "programme"))
    return list(parse(written(hurtful, "nq", choice), format=RdfFormat.N_QUADS))


def test_only_chosen_entities_are_told_of(quads: list[Quad]) -> None:
    told = {node_key(q.subject.value) for q in quads if isinstance(q.subject, NamedNode)} - {""}
    assert told == {MEASURE, "measure/2024/9-1-10", "programme/p"}
    led_to = {node_key(getattr(q.object, "value", "")) for q in quads} - {""}
    assert led_to <= told


def test_amounts_and_their_proof_come_along(quads: list[Quad]) -> None:
    amounts = {q.object for q in quads if q.predicate == SHK.amount}
    assert amounts == {Literal("12345678901", datatype=XSD.integer)}
    listing = iris.thing("listing", "2024/9-1-9/p-2024")
    (statement,) = [q.subject for q in quads if q.predicate == RDF.object and q.object == listing]
    cited = {q.object for q in quads if q.subject == statement and q.predicate == SHK.citation}
    assert len(cited) == 2
    assert cited <= {q.subject for q in quads if q.predicate == SHK.firstLine}


def test_statements_about_others_stay_away(quads: list[Quad]) -> None:
    assert iris.thing("statement", "1") not in {q.subject for q in quads}


def test_part_of_the_release_is_smaller_and_of_its_triples(
    selection: EmbeddedStore, exported: Any
) -> None:
    part = written(selection, "nt", Choice(around="country/VN")).splitlines()
    whole = set(exported(selection, "nt").splitlines())
    assert 0 < len(part) < len(whole)
    assert [line for line in part if b"_:" not in line and line not in whole] == []


@pytest.mark.parametrize(
    ("table", "choice", "expected"),
    [
        ("measures.csv", Choice(kinds=("country",)), 0),
        ("measures.csv", Choice(around=MEASURE, depth=0), 1),
        ("budgets.csv", Choice(years=(2024,)), 2),
        ("budgets.csv", Choice(years=(2023,)), 0),
        ("involvement.csv", Choice(country=("country/VN",)), 1),
        ("involvement.csv", Choice(kinds=("measure",)), 0),
    ],
)
def test_table_has_the_rows_of_what_was_chosen(
    hurtful: EmbeddedStore, table: str, choice: Choice, expected: int
) -> None:
    text = written(hurtful, table, choice).decode()
    assert len(list(csv.DictReader(io.StringIO(text)))) == expected
