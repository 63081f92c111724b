"""Whether every term tells a reader, in both languages, what it is called and what it means."""

import re
from collections.abc import Callable

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDFS, SKOS
from rdflib.term import Node

from ontology.iris import NAMESPACE, ONTOLOGY
from ontology.rdf_nodes import readable

LANGUAGES = {"ja": "Japanese", "en": "English"}
TEXTS = {RDFS.label: "label", SKOS.definition: "definition"}


def our_terms(graph: Graph) -> list[URIRef]:
    """Every term of our namespace that the graph mentions anywhere, by IRI.

    Terms that are only mentioned count too: a misspelt one is found because it has no texts.
    """
    nodes = {node for triple in graph for node in triple}
    return sorted(n for n in nodes if isinstance(n, URIRef) and n.startswith(NAMESPACE))


def missing_texts(graph: Graph) -> list[str]:
    """The labels and definitions that terms lack in Japanese or English, and missing sources."""
    missing = _texts_by_count(graph, "has no {language} {text}", lambda count: count == 0)
    homeless = [
        f"{readable(graph, term)} has no rdfs:isDefinedBy <{ONTOLOGY}>"
        for term in our_terms(graph)
        if (term, RDFS.isDefinedBy, URIRef(ONTOLOGY)) not in graph
    ]
    return sorted(missing + homeless)


def repeated_texts(graph: Graph) -> list[str]:
    """Terms with two labels or definitions in one language, of which a page could show only one."""
    return _texts_by_count(graph, "has more than one {language} {text}", lambda count: count > 1)


def circular_definitions(graph: Graph) -> list[str]:
    """Definitions that use the term's own label, and so tell nothing to those who do not know it.

    A Japanese label of one character is left out: 国 stands inside 国際 and hundreds of others.
    """
    return [
        f"the {LANGUAGES[language]} definition of {readable(graph, term)} repeats its label"
        for term in our_terms(graph)
        for language in LANGUAGES
        for label in _texts(graph, term, RDFS.label, language)
        for definition in _texts(graph, term, SKOS.definition, language)
        if _repeats(definition, label)
    ]


def _texts_by_count(graph: Graph, message: str, is_wrong: Callable[[int], bool]) -> list[str]:
    return [
        f"{readable(graph, term)} {message.format(language=name, text=text)}"
        for term in our_terms(graph)
        for predicate, text in TEXTS.items()
        for language, name in LANGUAGES.items()
        if is_wrong(len(_texts(graph, term, predicate, language)))
    ]


def _texts(graph: Graph, term: Node, predicate: Node, language: str) -> list[Literal]:
    """The texts of a term in a language that say anything at all."""
    return [
        text
        for text in graph.objects(term, predicate)
        if isinstance(text, Literal) and text.language == language and text.strip()
    ]


def _repeats(definition: Literal, label: Literal) -> bool:
    if label.language == "ja":
        return len(label) > 1 and label in definition
    return re.search(rf"\b{re.escape(label)}\b", definition, re.IGNORECASE) is not None
