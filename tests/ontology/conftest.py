"""What the tests of the ontology share: the real one, and a way to write tiny ones.

Take `ontology` to say something about the terms that we publish, and `toy` to prove that a check
fires: a toy ontology holds only what its test is about.
"""

from collections.abc import Callable

import pytest
from rdflib import Graph

from ontology.files import ontology_files, shape_files

PREFIXES = """
@prefix shk: <https://w3id.org/shisaku/ns#> .
@prefix ex: <https://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
"""


@pytest.fixture(scope="session")
def ontology() -> Graph:
    """The ontology as published: the root and all modules in one graph."""
    graph = Graph()
    for path in ontology_files():
        graph.parse(path)
    return graph


@pytest.fixture(scope="session")
def shapes() -> Graph:
    """All shape files in one graph."""
    graph = Graph()
    for path in shape_files():
        graph.parse(path)
    return graph


@pytest.fixture(scope="session")
def toy() -> Callable[[str], Graph]:
    """A reader of Turtle that knows the usual prefixes."""
    return lambda turtle: Graph().parse(data=PREFIXES + turtle, format="turtle")
