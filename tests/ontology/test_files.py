from pathlib import Path

from rdflib import OWL, RDF, Graph, URIRef

import ontology
from ontology.files import CONTEXT_FILE, ontology_files, shape_files
from ontology.iris import ONTOLOGY

PACKAGE = Path(ontology.__path__[0])


def test_the_root_comes_first_and_the_modules_follow_by_name() -> None:
    names = [path.relative_to(PACKAGE).as_posix() for path in ontology_files()]
    assert names == [
        "shisaku.ttl",
        "modules/agents.ttl",
        "modules/agreements.ttl",
        "modules/budget.ttl",
        "modules/core.ttl",
        "modules/evaluation.ttl",
        "modules/evidence.ttl",
    ]


def test_no_turtle_file_of_the_package_is_left_out() -> None:
    assert {*ontology_files(), *shape_files()} == set(PACKAGE.rglob("*.ttl"))
    assert list(shape_files()) == sorted(shape_files())


def test_the_context_file_is_there() -> None:
    assert CONTEXT_FILE.is_file()


def test_there_is_one_ontology_and_it_imports_nothing(ontology: Graph) -> None:
    assert list(ontology.subjects(RDF.type, OWL.Ontology)) == [URIRef(ONTOLOGY)]
    assert not list(ontology.objects(None, OWL.imports))


def test_the_version_iri_ends_in_the_version(ontology: Graph) -> None:
    version = ontology.value(URIRef(ONTOLOGY), OWL.versionInfo)
    assert ontology.value(URIRef(ONTOLOGY), OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
