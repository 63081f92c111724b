from collections import Counter
from collections.abc import Callable

import pytest
from rdflib import DCTERMS, RDFS, Graph, Literal, URIRef

from ontology.completeness import circular_definitions, missing_texts, our_terms, repeated_texts
from ontology.iris import ONTOLOGY

Toy = Callable[[str], Graph]

COMPLETE = """
shk:Ship a owl:Class ;
    rdfs:label "船"@ja , "Ship"@en ;
    skos:definition "水上を進む乗り物。"@ja , "A vessel that moves on water."@en ;
    rdfs:isDefinedBy <https://w3id.org/shisaku/ns> .
"""


def test_a_complete_term_is_not_reported(toy: Toy) -> None:
    graph = toy(COMPLETE)
    assert missing_texts(graph) == []
    assert repeated_texts(graph) == []
    assert circular_definitions(graph) == []


@pytest.mark.parametrize(
    ("there", "instead", "problem"),
    [
        ('"船"@ja , ', "", "shk:Ship has no Japanese label"),
        (' , "Ship"@en', "", "shk:Ship has no English label"),
        ('"水上を進む乗り物。"@ja , ', "", "shk:Ship has no Japanese definition"),
        (' , "A vessel that moves on water."@en', "", "shk:Ship has no English definition"),
        ('"Ship"@en', '"Ship"', "shk:Ship has no English label"),
        ('"Ship"@en', '" "@en', "shk:Ship has no English label"),
        (
            "<https://w3id.org/shisaku/ns> .",
            "<https://example.org/> .",
            "shk:Ship has no rdfs:isDefinedBy <https://w3id.org/shisaku/ns>",
        ),
    ],
)
def test_a_missing_text_is_reported_with_its_language(
    toy: Toy, there: str, instead: str, problem: str
) -> None:
    assert there in COMPLETE
    assert missing_texts(toy(COMPLETE.replace(there, instead))) == [problem]


def test_a_term_that_is_only_mentioned_is_reported(toy: Toy) -> None:
    problems = missing_texts(toy(COMPLETE + "shk:Ship rdfs:subClassOf shk:Vesel ."))
    assert "shk:Vesel has no English definition" in problems
    assert len(problems) == 5


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ('rdfs:label "Vessel"@en', "shk:Ship has more than one English label"),
        ('skos:definition "乗り物。"@ja', "shk:Ship has more than one Japanese definition"),
    ],
)
def test_a_second_text_in_one_language_is_reported(toy: Toy, more: str, problem: str) -> None:
    assert repeated_texts(toy(f"{COMPLETE} shk:Ship {more} .")) == [problem]


@pytest.mark.parametrize(
    ("label", "definition", "circular"),
    [
        ('"Ship"@en', '"A ship that moves."@en', True),
        ('"Ship"@en', '"Has to do with shipping."@en', False),
        ('"船舶"@ja', '"水上を進む船舶。"@ja', True),
        ('"国"@ja', '"国際的に認められた領域。"@ja', False),
    ],
)
def test_a_definition_that_repeats_its_label_is_reported(
    toy: Toy, label: str, definition: str, circular: bool
) -> None:
    graph = toy(f"shk:Ship rdfs:label {label} ; skos:definition {definition} .")
    assert bool(circular_definitions(graph)) == circular


def test_every_term_of_ours_has_its_texts(ontology: Graph) -> None:
    assert missing_texts(ontology) == []


def test_no_term_of_ours_has_two_texts_in_one_language(ontology: Graph) -> None:
    assert repeated_texts(ontology) == []


def test_no_definition_of_ours_repeats_its_label(ontology: Graph) -> None:
    assert circular_definitions(ontology) == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_two_terms_of_ours_share_a_label(ontology: Graph, language: str) -> None:
    labels = (text for term in our_terms(ontology) for text in ontology.objects(term, RDFS.label))
    counts = Counter(t for t in labels if isinstance(t, Literal) and t.language == language)
    assert [label for label, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("predicate", [DCTERMS.title, DCTERMS.description])
def test_the_ontology_itself_speaks_both_languages(ontology: Graph, predicate: URIRef) -> None:
    texts = ontology.objects(URIRef(ONTOLOGY), predicate)
    assert sorted(str(t.language) for t in texts if isinstance(t, Literal)) == ["en", "ja"]
