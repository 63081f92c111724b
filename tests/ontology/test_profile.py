from collections.abc import Callable

import pytest
from rdflib import Graph, URIRef
from rdflib import namespace as public

from ontology.declarations import AXIOM_PREDICATES, PUBLIC_VOCABULARIES
from ontology.profile import profile_problems

Toy = Callable[[str], Graph]

DECLARED = """
shk:A a owl:Class . shk:B a owl:Class . shk:C a owl:Class .
shk:p a owl:ObjectProperty . shk:q a owl:ObjectProperty . shk:r a owl:ObjectProperty .
shk:v a owl:DatatypeProperty . shk:w a owl:DatatypeProperty .
"""

ALLOWED = [
    "shk:A rdfs:subClassOf shk:B , skos:Concept .",
    "[ owl:unionOf ( shk:A shk:B ) ] rdfs:subClassOf shk:C .",
    "[ owl:oneOf ( ex:one ex:two ) ] rdfs:subClassOf shk:C .",
    "[ owl:onProperty shk:p ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf shk:C .",
    "[ owl:onProperty shk:p ; owl:someValuesFrom shk:B ] rdfs:subClassOf shk:C .",
    "[ owl:onProperty shk:v ; owl:someValuesFrom xsd:string ] rdfs:subClassOf shk:C .",
    "shk:A rdfs:subClassOf [ owl:intersectionOf ( shk:B shk:C ) ] .",
    "shk:A rdfs:subClassOf [ owl:complementOf shk:B ] .",
    "shk:A rdfs:subClassOf [ owl:complementOf [ owl:unionOf ( shk:B shk:C ) ] ] .",
    "shk:A rdfs:subClassOf [ owl:onProperty shk:p ; owl:allValuesFrom shk:B ] .",
    "shk:A rdfs:subClassOf [ owl:onProperty shk:v ; owl:allValuesFrom xsd:integer ] .",
    "shk:A rdfs:subClassOf [ owl:onProperty shk:p ; owl:maxCardinality 1 ] .",
    "shk:A rdfs:subClassOf [ owl:onProperty shk:p ; owl:maxQualifiedCardinality 0 ;"
    " owl:onClass owl:Thing ] .",
    "shk:A rdfs:subClassOf [ owl:onProperty shk:v ; owl:maxQualifiedCardinality 1 ;"
    " owl:onDataRange xsd:string ] .",
    "shk:A owl:equivalentClass [ owl:onProperty shk:p ; owl:hasValue ex:one ] .",
    "shk:A owl:disjointWith [ owl:unionOf ( shk:B shk:C ) ] .",
    "[ a owl:AllDisjointClasses ; owl:members ( shk:A shk:B ) ] .",
    "shk:A owl:hasKey ( shk:p shk:v ) .",
    "ex:one a [ owl:onProperty shk:p ; owl:hasValue ex:two ] .",
    "shk:p rdfs:domain shk:A ; rdfs:range [ owl:intersectionOf ( shk:A shk:B ) ] .",
    "shk:v rdfs:range xsd:dateTime .",
    "shk:v rdfs:range [ a rdfs:Datatype ; owl:intersectionOf ( xsd:integer xsd:decimal ) ] .",
    "shk:p owl:propertyChainAxiom ( shk:q shk:r ) , ( shk:r shk:p ) .",
    "shk:p a owl:TransitiveProperty ; owl:inverseOf shk:q ; rdfs:subPropertyOf shk:r .",
    "shk:p rdfs:subPropertyOf prov:wasDerivedFrom .",
    "shk:v a owl:FunctionalProperty ; rdfs:subPropertyOf shk:w .",
]

FORBIDDEN = [
    # what a condition may say and a conclusion may not
    (
        "shk:A rdfs:subClassOf [ owl:unionOf ( shk:B shk:C ) ] .",
        "shk:A rdfs:subClassOf: owl:unionOf is not allowed as a superclass, domain or range",
    ),
    (
        "shk:A rdfs:subClassOf [ owl:oneOf ( ex:one ) ] .",
        "shk:A rdfs:subClassOf: owl:oneOf is not allowed as a superclass, domain or range",
    ),
    (
        "shk:A rdfs:subClassOf [ owl:onProperty shk:p ; owl:someValuesFrom shk:B ] .",
        "shk:A rdfs:subClassOf: owl:someValuesFrom is not allowed as a superclass, domain or range",
    ),
    (
        "shk:A rdfs:subClassOf [ owl:onProperty shk:p ; owl:minCardinality 1 ] .",
        "shk:A rdfs:subClassOf: owl:minCardinality is not allowed as a superclass, domain or range",
    ),
    (
        "shk:A rdfs:subClassOf [ owl:onProperty shk:p ; owl:cardinality 1 ] .",
        "shk:A rdfs:subClassOf: owl:cardinality is not allowed as a superclass, domain or range",
    ),
    (
        "shk:A rdfs:subClassOf [ owl:onProperty shk:p ; owl:maxCardinality 2 ] .",
        "shk:A rdfs:subClassOf: the maximum 2 is not 0 or 1",
    ),
    (
        "shk:p rdfs:domain [ owl:unionOf ( shk:A shk:B ) ] .",
        "shk:p rdfs:domain: owl:unionOf is not allowed as a superclass, domain or range",
    ),
    (
        "shk:p rdfs:range [ owl:unionOf ( shk:A shk:B ) ] .",
        "shk:p rdfs:range: owl:unionOf is not allowed as a superclass, domain or range",
    ),
    (
        "ex:one a [ owl:unionOf ( shk:A shk:B ) ] .",
        "ex:one rdf:type: owl:unionOf is not allowed as a superclass, domain or range",
    ),
    # and the other way round
    (
        "[ owl:onProperty shk:p ; owl:allValuesFrom shk:A ] rdfs:subClassOf shk:B .",
        "an anonymous node rdfs:subClassOf: owl:allValuesFrom is not allowed as a subclass",
    ),
    (
        "[ owl:complementOf shk:A ] rdfs:subClassOf shk:B .",
        "an anonymous node rdfs:subClassOf: owl:complementOf is not allowed as a subclass",
    ),
    (
        "shk:A owl:equivalentClass [ owl:unionOf ( shk:B shk:C ) ] .",
        "shk:A owl:equivalentClass: owl:unionOf is not allowed as an equivalent class",
    ),
    (
        "shk:A owl:unionOf ( shk:B shk:C ) .",
        "definition of shk:A: owl:unionOf is not allowed as an equivalent class",
    ),
    (
        "[ a owl:AllDisjointClasses ; owl:members ( shk:A [ owl:complementOf shk:B ] ) ] .",
        "owl:AllDisjointClasses: owl:complementOf is not allowed as a subclass",
    ),
    # inside another expression
    (
        "shk:A rdfs:subClassOf [ owl:intersectionOf ( shk:B [ owl:unionOf ( shk:B shk:C ) ] ) ] .",
        "shk:A rdfs:subClassOf: owl:unionOf is not allowed as a superclass, domain or range",
    ),
    (
        "shk:A rdfs:subClassOf [ owl:complementOf [ owl:complementOf shk:B ] ] .",
        "shk:A rdfs:subClassOf: owl:complementOf is not allowed as a subclass",
    ),
    (
        "shk:A rdfs:subClassOf [ owl:onProperty shk:v ; owl:allValuesFrom xsd:date ] .",
        "shk:A rdfs:subClassOf: xsd:date is no datatype of OWL 2 RL",
    ),
    # anywhere
    (
        "shk:A rdfs:subClassOf [ owl:onProperty shk:p ] .",
        "shk:A rdfs:subClassOf: a class expression has one construct, this one 0",
    ),
    (
        "shk:A rdfs:subClassOf owl:Thing .",
        "shk:A rdfs:subClassOf: owl:Thing is not allowed as a superclass, domain or range",
    ),
    (
        "shk:A owl:disjointUnionOf ( shk:B shk:C ) .",
        "shk:A: owl:disjointUnionOf is not in OWL 2 RL",
    ),
    ("shk:p a owl:ReflexiveProperty .", "shk:p: owl:ReflexiveProperty is not in OWL 2 RL"),
    (
        "shk:A rdfs:subClassOf [ owl:intersectionOf [ rdf:first shk:B ] ] .",
        "an anonymous node owl:intersectionOf: broken list",
    ),
    # datatypes
    ("shk:v rdfs:range xsd:date .", "shk:v rdfs:range: xsd:date is no datatype of OWL 2 RL"),
    ("shk:v rdfs:range xsd:gYear .", "shk:v rdfs:range: xsd:gYear is no datatype of OWL 2 RL"),
    ("shk:v rdfs:range shk:A .", "shk:v rdfs:range: shk:A is no datatype of OWL 2 RL"),
    (
        "shk:v rdfs:range [ a rdfs:Datatype ; owl:oneOf ( 1 2 ) ] .",
        "shk:v rdfs:range: only datatypes and intersections of them are allowed",
    ),
    # chains
    (
        "shk:p owl:propertyChainAxiom ( shk:q ) .",
        "chain of shk:p: needs a well-formed list of two or more properties",
    ),
    (
        "shk:p owl:propertyChainAxiom [ rdf:first shk:q ; rdf:rest ex:nowhere ] .",
        "chain of shk:p: needs a well-formed list of two or more properties",
    ),
    (
        "shk:p owl:propertyChainAxiom ( shk:q shk:v ) .",
        "chain of shk:p: shk:v is not declared as an object property",
    ),
    (
        "shk:p owl:propertyChainAxiom ( shk:q shk:unknown ) .",
        "chain of shk:p: shk:unknown is not declared as an object property",
    ),
    # declarations
    (
        "ex:one shk:unknown ex:two .",
        "shk:unknown is declared neither object nor datatype property",
    ),
    (
        "shk:p a owl:DatatypeProperty .",
        "shk:p is declared both object and datatype property",
    ),
    ("shk:v a owl:SymmetricProperty .", "shk:v has values and cannot be owl:SymmetricProperty"),
    ("shk:A rdfs:subClassOf shk:Z .", "shk:A rdfs:subClassOf shk:Z: not declared as a class"),
    ("shk:p rdfs:domain shk:Z .", "shk:p rdfs:domain shk:Z: not declared as a class"),
    (
        "shk:A rdfs:subClassOf ex:Z .",
        "shk:A rdfs:subClassOf ex:Z: not a listed vocabulary",
    ),
    (
        "shk:p rdfs:subPropertyOf shk:v .",
        "shk:p rdfs:subPropertyOf shk:v: the two are not declared as the same kind of property",
    ),
    ("shk:p rdfs:range xsd:string .", "shk:p rdfs:range xsd:string: not a listed vocabulary"),
    ('shk:p rdfs:range "A" .', 'shk:p rdfs:range "A": a literal is no term'),
    (
        "prov:wasDerivedFrom rdfs:domain shk:A .",
        "prov:wasDerivedFrom is not ours to define (rdfs:domain)",
    ),
]


@pytest.mark.parametrize("axiom", ALLOWED)
def test_what_the_profile_allows_is_not_reported(toy: Toy, axiom: str) -> None:
    assert profile_problems(toy(DECLARED + axiom)) == []


@pytest.mark.parametrize(("axiom", "problem"), FORBIDDEN)
def test_what_the_profile_forbids_is_reported(toy: Toy, axiom: str, problem: str) -> None:
    assert profile_problems(toy(DECLARED + axiom)) == [problem]


def test_a_misspelt_superproperty_is_reported_twice_over(toy: Toy) -> None:
    assert profile_problems(toy(DECLARED + "shk:p rdfs:subPropertyOf shk:pp .")) == [
        "shk:p rdfs:subPropertyOf shk:pp: the two are not declared as the same kind of property",
        "shk:pp is declared neither object nor datatype property",
    ]


def test_a_list_that_runs_in_a_circle_ends_the_reading(toy: Toy) -> None:
    circle = "shk:p owl:propertyChainAxiom _:a . _:a rdf:first shk:q ; rdf:rest _:a ."
    assert profile_problems(toy(DECLARED + circle)) == [
        "chain of shk:p: needs a well-formed list of two or more properties"
    ]


def test_our_ontology_stays_in_the_profile(ontology: Graph) -> None:
    assert profile_problems(ontology) == []


CLOSED_NAMESPACES = (
    public.FOAF, public.ORG, public.PROV, public.QB, public.RDF, public.SKOS, public.TIME,
)  # fmt: skip
WEB_ANNOTATION = {"http://www.w3.org/ns/oa#" + name for name in ("SpecificResource", "hasSource")}


def _exists(term: URIRef) -> bool:
    return str(term) in WEB_ANNOTATION or any(term in names for names in CLOSED_NAMESPACES)


def test_the_public_terms_that_ours_build_on_exist(ontology: Graph) -> None:
    """A vocabulary may be listed and the term still misspelt; the library knows the real ones."""
    targets = {
        target
        for predicate in AXIOM_PREDICATES
        for target in ontology.objects(None, predicate)
        if str(target).startswith(PUBLIC_VOCABULARIES)
    }
    assert len(targets) > 10
    assert [t for t in targets if not (isinstance(t, URIRef) and _exists(t))] == []


def test_a_misspelt_public_term_would_be_noticed() -> None:
    assert _exists(URIRef("http://www.w3.org/ns/org#Post"))
    assert not _exists(URIRef("http://www.w3.org/ns/org#Posst"))
