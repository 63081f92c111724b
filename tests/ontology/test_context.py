import json
from collections.abc import Callable
from typing import Any

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.plugins.shared.jsonld.context import Context

from ontology.completeness import our_terms
from ontology.context import DoubleMeaningError, build_context, render_context
from ontology.files import CONTEXT_FILE
from ontology.iris import NAMESPACE

# rdflib's own reader of JSON-LD still uses a class that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


def _published() -> dict[str, Any]:
    published: dict[str, Any] = json.loads(CONTEXT_FILE.read_text(encoding="utf-8"))
    return published


def _read(document: dict[str, Any]) -> Graph:
    """The triples of a JSON-LD document under our context, as another program would read them."""
    return Graph().parse(data=json.dumps({**_published(), **document}), format="json-ld")


def test_the_published_file_is_what_the_ontology_makes(ontology: Graph) -> None:
    """Where this fails, run `python -m ontology.context` and look at the difference."""
    assert CONTEXT_FILE.read_text(encoding="utf-8") == render_context(ontology)


def test_every_class_and_property_has_a_key_that_leads_to_its_iri(ontology: Graph) -> None:
    context = Context(_published()["@context"])
    terms = [t for t in our_terms(ontology) if {*ontology.objects(t, RDF.type)} & {*KINDS}]
    assert len(terms) > 100
    wrong = {t: context.expand(t.removeprefix(NAMESPACE)) for t in terms}
    assert {t: iri for t, iri in wrong.items() if iri != str(t)} == {}


def test_no_key_of_ours_leads_outside_the_ontology(ontology: Graph) -> None:
    entries = _published()["@context"].values()
    iris = [e if isinstance(e, str) else e["@id"] for e in entries if isinstance(e, str | dict)]
    ours = {NAMESPACE + iri.removeprefix("shk:") for iri in iris if iri.startswith("shk:")}
    assert ours <= {str(term) for term in our_terms(ontology)}


GYEARMONTH = URIRef("http://www.w3.org/2001/XMLSchema#gYearMonth")
EXAMPLE = {
    "id": "https://w3id.org/shisaku/id/measure/2024/17-2-7",
    "type": "Measure",
    "label": {"ja": "消防用機器等の海外展開", "en": "Bringing fire-fighting equipment overseas"},
    "namesCountry": "https://w3id.org/shisaku/id/country/VN",
    "number": "17-2-7",
    "date": {"@value": "2024-04", "@type": "xsd:gYearMonth"},
    "amount": 20000000,
    "isPortion": False,
}


@pytest.mark.parametrize(
    ("predicate", "value"),
    [
        (RDF.type, URIRef(NAMESPACE + "Measure")),
        (RDFS.label, Literal("消防用機器等の海外展開", lang="ja")),
        (RDFS.label, Literal("Bringing fire-fighting equipment overseas", lang="en")),
        (
            URIRef(NAMESPACE + "namesCountry"),
            URIRef("https://w3id.org/shisaku/id/country/VN"),
        ),
        (URIRef(NAMESPACE + "number"), Literal("17-2-7")),
        (URIRef(NAMESPACE + "date"), Literal("2024-04", datatype=GYEARMONTH)),
        (URIRef(NAMESPACE + "amount"), Literal(20000000)),
        (URIRef(NAMESPACE + "isPortion"), Literal(False)),
    ],
)
def test_a_document_under_the_context_reads_as_our_triples(
    predicate: URIRef, value: URIRef | Literal
) -> None:
    assert (URIRef(str(EXAMPLE["id"])), predicate, value) in _read(EXAMPLE)


def test_a_document_under_the_context_loses_nothing_and_adds_nothing() -> None:
    assert len(_read(EXAMPLE)) == 8


def test_an_unknown_key_makes_no_triple() -> None:
    assert len(_read({"id": "https://example.org/one", "namesCuontry": "x"})) == 0


@pytest.mark.parametrize(
    ("declaration", "definition"),
    [
        ("shk:X a owl:Class .", "shk:X"),
        ("shk:X a owl:ObjectProperty .", {"@id": "shk:X", "@type": "@id"}),
        ("shk:X a owl:DatatypeProperty .", "shk:X"),
        ("shk:X a owl:DatatypeProperty ; rdfs:range xsd:string .", "shk:X"),
        (
            "shk:X a owl:DatatypeProperty ; rdfs:range xsd:integer .",
            {"@id": "shk:X", "@type": "xsd:integer"},
        ),
    ],
)
def test_a_declaration_decides_how_values_are_read(
    toy: Callable[[str], Graph], declaration: str, definition: str | dict[str, str]
) -> None:
    assert build_context(toy(declaration))["@context"]["X"] == definition


@pytest.mark.parametrize("name", ["id", "type", "label", "time"])
def test_a_term_may_not_take_the_name_of_a_keyword_or_prefix(
    toy: Callable[[str], Graph], name: str
) -> None:
    with pytest.raises(DoubleMeaningError, match=name):
        build_context(toy(f"shk:{name} a owl:ObjectProperty ."))


def test_terms_of_others_get_no_key(toy: Callable[[str], Graph]) -> None:
    assert "Z" not in build_context(toy("ex:Z a owl:Class ."))["@context"]
