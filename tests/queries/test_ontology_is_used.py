"""What nobody asks for need not be declared: every class and property of ours has a use."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

import queries
from ontology.files import ontology_files, shape_files
from ontology.iris import NAMESPACE
from ontology.terms import OWL, RDF, SHK
from queries.catalogue import catalogue
from queries.fields import FIELDS, Field

CODE = sorted(Path(queries.__file__).parent.glob("*.py"))
TERMS_OF_SPARQL = re.compile(r"\bshk:([A-Za-z][\w-]*)")
VARIABLE = re.compile(r"\?\w")


def declared() -> set[str]:
    """The names of the classes and properties that the modules declare."""
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
    return {
        name
        for file in ontology_files()
        for quad in parse(path=str(file), format=RdfFormat.TURTLE)
        if quad.predicate == RDF.type and quad.object in kinds
        for name in ours(quad.subject)
    }


def ours(term: object) -> Iterator[str]:
    """The name of a term, where it is one of ours."""
    if isinstance(term, NamedNode) and term.value.startswith(NAMESPACE):
        yield term.value.removeprefix(NAMESPACE)


def in_stored_queries() -> set[str]:
    return {
        name for query in catalogue().values() for name in TERMS_OF_SPARQL.findall(code(query.text))
    }


def code(sparql: str) -> str:
    """A query without its comments; a `#` inside an IRI begins none."""
    return re.sub(r"(?m)(^|\s)#.*$", "", sparql)


def in_shapes() -> set[str]:
    return {
        name
        for file in shape_files()
        for quad in parse(path=str(file), format=RdfFormat.TURTLE)
        for term in (quad.predicate, quad.object)
        for name in ours(term)
    }


def in_fields(fields: Iterable[Field]) -> set[str]:
    chosen = list(fields)
    here = {name for field in chosen for name in ours(field.property)}
    return here.union(*(in_fields(field.details) for field in chosen))


def in_code(source: str) -> set[str]:
    """The terms in the query texts of a module, and those it takes from the namespace to put in."""
    tree = ast.parse(source)
    prose = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in prose and VARIABLE.search(node.value):
                found |= {*TERMS_OF_SPARQL.findall(node.value)}
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found |= {node.attr} & SHK.names if node.value.id == "SHK" else set()
    return found


def used() -> set[str]:
    fields = in_fields(field for shown in FIELDS.values() for field in shown)
    written = (in_code(path.read_text(encoding="utf-8")) for path in CODE)
    return in_stored_queries() | in_shapes() | fields.union(*written)


def test_every_class_and_property_is_asked_for_shown_or_checked() -> None:
    assert sorted(declared() - used()) == []


def test_what_is_asked_for_is_declared() -> None:
    """The other way round: a misspelt term in a query finds nothing and says nothing."""
    codes = {
        name
        for file in ontology_files()
        for quad in parse(path=str(file), format=RdfFormat.TURTLE)
        for name in ours(quad.subject)
    }
    assert sorted(used() - codes) == []


def test_classes_and_properties_of_every_module_are_found() -> None:
    found = declared()
    assert {"Measure", "Statement", "Figure", "Agreement", "Tenure", "BudgetAllocation"} <= found
    assert {"hasParty", "amount", "ofIndicator", "citation", "involvesCountry"} <= found
    assert not {name for name in found if "-" in name}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('Q = "SELECT ?x { ?x a shk:Measure }"', {"Measure"}),
        ('Q = f"?x shk:partOfMeasure?/{p} {x} ."', {"partOfMeasure"}),
        ("Q = SHK.number", {"number"}),
        ('def f():\n    """`?x shk:number 1`"""', set()),
        ('raise KeyError("write shk:number")', set()),
        ("# ?x shk:number ?y", set()),
    ],
)
def test_a_term_in_prose_is_no_use(source: str, found: set[str]) -> None:
    assert in_code(source) == found
