"""Small ontologies made to hurt entail what owlrl entails, and where ours says less, exactly that.

Rules that ours has none for (keys, cardinalities, oneOf, the schema rules) are not in the table.
"""

from typing import Any

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from store.materialise import ENTAILED, materialise
from store.rules import compile_rules
from tests.store.test_entailment import DATA, EX, SUBJECTS, ours, prop, reference
from tests.store.test_rules import quads

STEPS = "d:a ex:q d:b . d:b ex:r d:c . d:c ex:s d:d . d:d ex:t d:e ."
OWL = "http://www.w3.org/2002/07/owl#"
SAME = OWL + "sameAs"

CHAINS = {
    "of two": ("ex:p owl:propertyChainAxiom ( ex:q ex:r ) .", STEPS),
    "of three": ("ex:p owl:propertyChainAxiom ( ex:q ex:r ex:s ) .", STEPS),
    "of four": ("ex:p owl:propertyChainAxiom ( ex:q ex:r ex:s ex:t ) .", STEPS),
    "of four, with a step missing": (
        "ex:p owl:propertyChainAxiom ( ex:q ex:r ex:s ex:t ) .",
        "d:a ex:q d:b . d:b ex:r d:c . d:d ex:t d:e .",
    ),
    "of one": ("ex:p owl:propertyChainAxiom ( ex:q ) .", "d:a ex:q d:b ."),
    "through the same thing twice": (
        "ex:p owl:propertyChainAxiom ( ex:q ex:r ex:q ) .",
        "d:a ex:q d:a . d:a ex:r d:a . d:a ex:q d:b .",
    ),
    "over a transitive property at its start": (
        "ex:p owl:propertyChainAxiom ( ex:t ex:q ) . ex:t a owl:TransitiveProperty .",
        "d:a ex:t d:b . d:b ex:t d:c . d:c ex:t d:a . d:c ex:q d:d .",
    ),
    "that feeds itself at its start": (
        "ex:t owl:propertyChainAxiom ( ex:t ex:at ) .",
        "d:a ex:t d:b . d:b ex:at d:c . d:c ex:at d:d . d:d ex:at d:b .",
    ),
    "that feeds itself at both ends": (
        "ex:t owl:propertyChainAxiom ( ex:t ex:t ) .",
        "d:a ex:t d:b . d:b ex:t d:c . d:c ex:t d:d . d:d ex:t d:a .",
    ),
    "two that feed each other": (
        "ex:p owl:propertyChainAxiom ( ex:r ex:s ) . ex:r owl:propertyChainAxiom ( ex:p ex:s ) .",
        "d:a ex:p d:b . d:b ex:s d:c . d:c ex:s d:d . d:d ex:s d:b .",
    ),
    "through an inverse": (
        "ex:p owl:propertyChainAxiom ( ex:q ex:r ) . ex:q owl:inverseOf ex:back .",
        "d:b ex:back d:a . d:b ex:r d:c .",
    ),
    "through a subproperty": (
        "ex:p owl:propertyChainAxiom ( ex:q ex:r ) . ex:sub rdfs:subPropertyOf ex:q .",
        "d:a ex:sub d:b . d:b ex:r d:c .",
    ),
    "two for one property": (
        "ex:p owl:propertyChainAxiom ( ex:q ex:r ) , ( ex:s ex:t ) .",
        "d:a ex:q d:b . d:b ex:r d:c . d:a ex:s d:e . d:e ex:t d:c . d:e ex:t d:d .",
    ),
    "that ends in a literal": (
        "ex:p owl:propertyChainAxiom ( ex:q ex:name ) .",
        "d:a ex:q d:b . d:b ex:name 'text' , 'texte'@fr .",
    ),
    "whose property leads to a class": (
        "ex:p owl:propertyChainAxiom ( ex:q ex:r ) ; rdfs:domain ex:A ; rdfs:range ex:B .",
        STEPS,
    ),
}
PROPERTIES = {
    "inverse of a subproperty of an inverse": (
        "ex:p owl:inverseOf ex:q . ex:sub rdfs:subPropertyOf ex:q . ex:sub owl:inverseOf ex:bus .",
        "d:a ex:bus d:b . d:c ex:p d:d .",
    ),
    "inverse of itself": ("ex:p owl:inverseOf ex:p .", "d:a ex:p d:b . d:c ex:p d:c ."),
    "two inverses of one": (
        "ex:p owl:inverseOf ex:q , ex:r .",
        "d:a ex:q d:b . d:c ex:r d:d .",
    ),
    "inverse with a literal": ("ex:p owl:inverseOf ex:q .", "d:a ex:p 'text' . d:a ex:p d:b ."),
    "symmetric and transitive, in two groups": (
        "ex:p a owl:SymmetricProperty , owl:TransitiveProperty .",
        "d:a ex:p d:b . d:b ex:p d:c . d:d ex:p d:e .",
    ),
    "symmetric subproperty of a transitive one": (
        "ex:p a owl:SymmetricProperty ; rdfs:subPropertyOf ex:t . ex:t a owl:TransitiveProperty .",
        "d:a ex:p d:b . d:c ex:p d:b . d:c ex:t d:d .",
    ),
    "transitive subproperty of its own inverse": (
        "ex:t a owl:TransitiveProperty ; owl:inverseOf ex:u . ex:t rdfs:subPropertyOf ex:u .",
        "d:a ex:t d:b . d:b ex:t d:c .",
    ),
    "cycles of a transitive property that meet": (
        "ex:t a owl:TransitiveProperty .",
        "d:a ex:t d:b . d:b ex:t d:a . d:b ex:t d:c . d:c ex:t d:d . d:d ex:t d:c .",
    ),
    "subproperty cycle with an inverse in it": (
        "ex:p rdfs:subPropertyOf ex:q . ex:q rdfs:subPropertyOf ex:p . ex:q owl:inverseOf ex:p .",
        "d:a ex:p d:b .",
    ),
    "subproperty of itself": ("ex:p rdfs:subPropertyOf ex:p .", "d:a ex:p d:b ."),
    "equivalent properties in a row": (
        "ex:p owl:equivalentProperty ex:q . ex:q owl:equivalentProperty ex:r .",
        "d:a ex:r d:b . d:c ex:p 'text' .",
    ),
    "domain and range of a superproperty": (
        "ex:p rdfs:subPropertyOf ex:q . ex:q rdfs:domain ex:A ; rdfs:range ex:B ."
        " ex:A rdfs:subClassOf ex:C . ex:B rdfs:subClassOf ex:C .",
        "d:a ex:p d:b . d:b ex:q 'text' .",
    ),
    "two domains of one": ("ex:p rdfs:domain ex:A , ex:B .", "d:a ex:p d:b ."),
}
CLASSES = {
    "subclass of itself": ("ex:A rdfs:subClassOf ex:A .", "d:a a ex:A ."),
    "subclass diamond": (
        "ex:A rdfs:subClassOf ex:B , ex:C . ex:B rdfs:subClassOf ex:D ."
        " ex:C rdfs:subClassOf ex:D .",
        "d:a a ex:A . d:b a ex:C .",
    ),
    "equivalent classes in a cycle": (
        "ex:A owl:equivalentClass ex:B . ex:B owl:equivalentClass ex:C ."
        " ex:C owl:equivalentClass ex:A .",
        "d:a a ex:A . d:b a ex:C .",
    ),
    "hasValue of a thing, both ways": (
        "ex:A owl:equivalentClass [ owl:onProperty ex:p ; owl:hasValue d:v ] .",
        "d:a a ex:A . d:b ex:p d:v . d:c ex:p d:w .",
    ),
    "hasValue of a literal, both ways": (
        "ex:A owl:equivalentClass [ owl:onProperty ex:p ; owl:hasValue 'v' ] .",
        "d:a a ex:A . d:b ex:p 'v' . d:c ex:p 'v'@en . d:d ex:p 'w' .",
    ),
    "hasValue that leads to another": (
        "ex:A rdfs:subClassOf [ owl:onProperty ex:p ; owl:hasValue d:v ] ."
        " [ owl:onProperty ex:q ; owl:hasValue d:v ] rdfs:subClassOf ex:B ."
        " ex:p rdfs:subPropertyOf ex:q .",
        "d:a a ex:A . d:b ex:q d:v .",
    ),
    "someValuesFrom a class": (
        "[ owl:onProperty ex:p ; owl:someValuesFrom ex:A ] rdfs:subClassOf ex:B .",
        "d:a ex:p d:x . d:x a ex:A . d:b ex:p d:y . d:c a ex:B .",
    ),
    "someValuesFrom owl:Thing": (
        "[ owl:onProperty ex:p ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf ex:B .",
        "d:a ex:p d:x . d:b ex:q d:x .",
    ),
    "someValuesFrom its own class": (
        "[ owl:onProperty ex:p ; owl:someValuesFrom ex:A ] rdfs:subClassOf ex:A .",
        "d:a ex:p d:b . d:b ex:p d:c . d:c a ex:A .",
    ),
    "allValuesFrom": (
        "ex:A rdfs:subClassOf [ owl:onProperty ex:p ; owl:allValuesFrom ex:B ] .",
        "d:a a ex:A ; ex:p d:x , d:y . d:b ex:p d:z . d:x ex:p d:w .",
    ),
    "allValuesFrom its own class": (
        "ex:A rdfs:subClassOf [ owl:onProperty ex:p ; owl:allValuesFrom ex:A ] .",
        "d:a a ex:A ; ex:p d:b . d:b ex:p d:c . d:c ex:p d:a , d:d .",
    ),
    "intersection of named classes": (
        "ex:C owl:intersectionOf ( ex:A ex:B ) .",
        "d:a a ex:A , ex:B . d:b a ex:A . d:c a ex:C .",
    ),
    "intersection of three": (
        "ex:D owl:equivalentClass [ owl:intersectionOf ( ex:A ex:B ex:C ) ] .",
        "d:a a ex:A , ex:B , ex:C . d:b a ex:A , ex:C . d:c a ex:D .",
    ),
    "intersection with restrictions": (
        "ex:C owl:equivalentClass [ owl:intersectionOf ( ex:A"
        " [ owl:onProperty ex:p ; owl:someValuesFrom ex:B ]"
        " [ owl:onProperty ex:q ; owl:hasValue d:v ] ) ] .",
        "d:a a ex:A ; ex:p d:x ; ex:q d:v . d:x a ex:B . d:b a ex:A ; ex:q d:v . d:c a ex:C .",
    ),
    "union": ("ex:C owl:unionOf ( ex:A ex:B ) .", "d:a a ex:A . d:b a ex:B . d:c a ex:C ."),
    "union in a restriction": (
        "[ owl:onProperty ex:p ; owl:someValuesFrom [ owl:unionOf ( ex:A ex:B ) ] ]"
        " rdfs:subClassOf ex:C .",
        "d:a ex:p d:x . d:x a ex:A . d:b ex:p d:y . d:y a ex:B . d:c ex:p d:z .",
    ),
    "blank classes two deep": (
        "ex:A rdfs:subClassOf [ owl:onProperty ex:p ; owl:allValuesFrom"
        " [ owl:onProperty ex:q ; owl:hasValue d:v ] ] .",
        "d:a a ex:A ; ex:p d:x . d:x ex:p d:y .",
    ),
    "blank classes three deep": (
        "[ owl:onProperty ex:p ; owl:someValuesFrom [ owl:onProperty ex:q ; owl:someValuesFrom"
        " [ owl:unionOf ( ex:A [ owl:intersectionOf ( ex:B ex:C ) ] ) ] ] ] rdfs:subClassOf ex:D .",
        "d:a ex:p d:x . d:x ex:q d:y . d:y a ex:B , ex:C . d:b ex:p d:z . d:z ex:q d:w ."
        " d:w a ex:B . d:v ex:q d:y .",
    ),
}
SAMENESS = {
    "functional property": (
        "ex:p a owl:FunctionalProperty .",
        "d:a ex:p d:x , d:y . d:x ex:q d:b . d:c ex:r d:y .",
    ),
    "inverse-functional property": (
        "ex:p a owl:InverseFunctionalProperty .",
        "d:x ex:p d:a . d:y ex:p d:a . d:x ex:q d:b . d:c ex:r d:y .",
    ),
    "inverse-functional property with a literal": (
        "ex:p a owl:InverseFunctionalProperty .",
        "d:x ex:p 'key' . d:y ex:p 'key' . d:z ex:p 'key'@en . d:y ex:q d:b .",
    ),
    "functional property with one value said twice over": (
        "ex:p a owl:FunctionalProperty ; owl:inverseOf ex:back .",
        "d:a ex:p d:x . d:x ex:back d:a .",
    ),
    "sameness stated in the facts": (
        "ex:p rdfs:domain ex:A .",
        "d:a owl:sameAs d:b . d:b ex:p d:c . d:d ex:q d:a .",
    ),
    "sameness in a row": ("", "d:a owl:sameAs d:b . d:b owl:sameAs d:c . d:c ex:p 'text' ."),
    "sameness over types": (
        "ex:A rdfs:subClassOf ex:B . ex:C owl:intersectionOf ( ex:A ex:D ) .",
        "d:a owl:sameAs d:b . d:a a ex:A . d:b a ex:D .",
    ),
    "sameness that makes more sameness": (
        "ex:p a owl:FunctionalProperty . ex:q a owl:FunctionalProperty .",
        "d:a ex:p d:x , d:y . d:x ex:q d:u . d:y ex:q d:v . d:u ex:r d:b . d:v a ex:A .",
    ),
    "sameness of a value": (
        "ex:A owl:equivalentClass [ owl:onProperty ex:p ; owl:hasValue d:v ] .",
        "d:a ex:p d:w . d:w owl:sameAs d:v . d:b a ex:A .",
    ),
    "superproperty that is sameness": (
        "ex:p rdfs:subPropertyOf owl:sameAs .", "d:a ex:p d:b . d:b ex:q d:c .",
    ),
    "functional, chain and inverse together": (
        "ex:p owl:propertyChainAxiom ( ex:q ex:back ) . ex:r owl:inverseOf ex:back ."
        " ex:p a owl:FunctionalProperty . ex:s rdfs:subPropertyOf ex:p ; rdfs:range ex:A .",
        "d:a ex:q d:b . d:c ex:r d:b . d:a ex:s d:d . d:d ex:t d:e .",
    ),
    "functional and symmetric": (
        "ex:p a owl:FunctionalProperty , owl:SymmetricProperty .",
        "d:a ex:p d:b . d:c ex:p d:b .",
    ),
}  # fmt: skip
EDGES = {
    "empty graph": ("ex:p a owl:TransitiveProperty .", ""),
    "empty ontology": ("", "d:a ex:p d:b . d:b ex:p d:c ."),
    "empty graph and ontology": ("", ""),
    "facts with unknown predicates": (
        "ex:p a owl:TransitiveProperty . ex:A rdfs:subClassOf ex:B .",
        "d:a ex:unknown d:b . d:b ex:unknown d:c . d:a a ex:Unknown . d:a ex:other 'text' .",
    ),
    "facts that the rules give back": (
        "ex:p a owl:SymmetricProperty .", "d:a ex:p d:b . d:b ex:p d:a .",
    ),
    "literals that look alike": (
        "ex:p rdfs:subPropertyOf ex:q .",
        "d:a ex:p '1' , 1 , 1.0 , true , 'a'@en , 'a'@ja , '' , 'a \\\"b\\\"\\n' .",
    ),
    "facts of no ontology that name a term of it": (
        "ex:p rdfs:range ex:A .", "d:a ex:p ex:A . ex:A ex:p d:a .",
    ),
}  # fmt: skip
ONTOLOGIES = {
    f"{group}: {name}": story
    for group, stories in {
        "chain": CHAINS, "property": PROPERTIES, "class": CLASSES, "same": SAMENESS, "edge": EDGES,
    }.items()
    for name, story in stories.items()
}  # fmt: skip


def has_blank_class(name: str) -> bool:
    return any(
        isinstance(quad.subject, BlankNode) and quad.predicate.value.startswith(OWL)
        for quad in quads(SUBJECTS + ONTOLOGIES[name][0])
    )


AS_WRITTEN = list(ONTOLOGIES)


@pytest.mark.parametrize("name", AS_WRITTEN)
def test_small_ontology_entails_what_owlrl_entails(name: str) -> None:
    schema, facts = (quads(SUBJECTS + text) for text in ONTOLOGIES[name])
    assert ours(schema, facts, DATA) == reference(schema, facts, DATA)


def with_names(schema: list[Quad]) -> list[Quad]:
    """The same ontology with a name in the place of each blank node."""

    def named(term: Any) -> Any:
        return NamedNode(f"{EX}node-{term.value}") if isinstance(term, BlankNode) else term

    return [Quad(named(q.subject), q.predicate, named(q.object)) for q in schema]


@pytest.mark.parametrize("name", [*filter(has_blank_class, ONTOLOGIES)])
def test_small_ontology_whose_classes_all_have_names_entails_what_owlrl_entails(name: str) -> None:
    schema, facts = (quads(SUBJECTS + text) for text in ONTOLOGIES[name])
    assert ours(with_names(schema), facts, DATA) == reference(with_names(schema), facts, DATA)


MUTE = {
    "chain: of four, with a step missing",
    "class: subclass of itself",
    "edge: empty graph",
    "edge: empty graph and ontology",
    "edge: empty ontology",
    "edge: facts that the rules give back",
    "edge: facts with unknown predicates",
    "property: subproperty of itself",
    "same: functional property with one value said twice over",
}


def test_only_the_mute_ontologies_entail_nothing() -> None:
    stories = {
        name: (with_names(quads(SUBJECTS + schema)), quads(SUBJECTS + facts))
        for name, (schema, facts) in ONTOLOGIES.items()
    }
    silent = {
        name
        for name, (schema, facts) in stories.items()
        if not any(q.graph_name == ENTAILED for q in materialise(facts, schema))
    }
    assert silent == MUTE


@pytest.mark.parametrize("name", ONTOLOGIES)
def test_rules_of_a_small_ontology_have_identifiers_of_their_own(name: str) -> None:
    rules = compile_rules(with_names(quads(SUBJECTS + ONTOLOGIES[name][0])))
    assert len({rule.node for rule in rules}) == len(rules)


def test_rules_that_differ_in_a_value_have_different_identifiers() -> None:
    schema = "ex:A owl:onProperty ex:p ; owl:hasValue ex:v , ex:w ."
    first, second, *_ = {
        rule: rule.node for rule in compile_rules(quads(schema)) if rule.profile != "cls-hv1"
    }.values()
    assert first != second


def test_chain_of_long_names_has_a_rule_with_an_identifier() -> None:
    steps = " ".join(f"ex:involvesCountryByActivityOf{letter}" for letter in "ABCDE")
    (rule,) = compile_rules(quads(f"ex:p owl:propertyChainAxiom ( {steps} ) ."))
    assert len(rule.body) == 5


def entailed(schema: str, facts: str) -> set[str]:
    found = materialise(quads(SUBJECTS + facts), quads(schema))
    return {
        f"{q.subject} {q.predicate} {q.object}".replace(DATA, "d:").replace(EX, "ex:")
        for q in found
        if q.graph_name == ENTAILED
    }


def test_functional_property_makes_no_literal_the_same_as_another() -> None:
    schema = "ex:p a owl:FunctionalProperty ."
    assert entailed(schema, "d:a ex:p 'x' , 'y' . d:b ex:q 'x' .") == set()


def test_functional_property_with_a_thing_and_a_literal_says_only_what_has_a_subject() -> None:
    found = materialise(
        quads(SUBJECTS + "d:a ex:p 'x' , d:b ."), quads("ex:p a owl:FunctionalProperty .")
    )
    subjects = {q.subject for q in found if q.graph_name == ENTAILED}
    assert not [subject for subject in subjects if isinstance(subject, Literal)]
    assert subjects <= {NamedNode(DATA + "b")}


def test_sameness_spreads_to_predicates_that_only_the_facts_have() -> None:
    schema, same = quads(""), NamedNode(SAME)
    spread = [*compile_rules(schema, [same, prop("q")])]
    assert {rule.profile for rule in spread} == {"eq-sym", "eq-trans", "eq-rep-s", "eq-rep-o"}
    assert compile_rules(schema, [prop("q")]) == ()


def test_nothing_is_said_to_be_the_same_as_itself() -> None:
    found = entailed("", "d:a owl:sameAs d:b . d:b owl:sameAs d:c .")
    assert found == {
        f"<d:{one}> <{SAME}> <d:{other}>" for one, other in ("ac", "ba", "ca", "cb")
    }  # fmt: skip


def test_class_without_a_name_is_no_type_of_anything() -> None:
    schema = "[ owl:onProperty ex:p ; owl:someValuesFrom ex:A ] rdfs:subClassOf ex:B ."
    assert entailed(schema, "d:a ex:p d:b . d:b a ex:A .") == {
        "<d:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <ex:B>"
    }
