"""What must hold: the SHACL shapes of the ontology, checked before a release is published."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import pyshacl
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from rdflib import SH, BNode, Graph, Node, URIRef
from rdflib.namespace import RDF

from ontology.errors import UserError
from ontology.files import shape_files

Term = NamedNode | BlankNode | Literal | Triple


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that breaks one shape.

    `path` is the property, empty where the shape looks at several; `origin` the cell of a table, or
    the lines, that it came from, empty where that is not known.
    """

    focus: str
    path: str
    message: str
    value: str
    origin: str = ""

    def __str__(self) -> str:
        origin = f"{self.origin}: " if self.origin else ""
        at = f" at {self.path}" if self.path else ""
        value = f" (found {self.value})" if self.value else ""
        return f"{origin}{self.focus}{at}: {self.message}{value}"


class Invalid(UserError, ValueError):
    """A graph breaks shapes, so it is not published."""

    def __init__(self, violations: Iterable[Violation]) -> None:
        self.violations = tuple(violations)
        super().__init__("\n".join(str(violation) for violation in self.violations))


def validate(quads: Iterable[Quad]) -> list[Violation]:
    """Everything in the quads, taken as one graph, that breaks a shape; sorted."""
    shapes = Graph()
    for path in shape_files():
        shapes.parse(path)
    conforms, report, _ = pyshacl.validate(
        _as_rdflib(quads), shacl_graph=shapes, inference="none", advanced=False
    )
    return [] if conforms else sorted(_violations(report))


def _as_rdflib(quads: Iterable[Quad]) -> Graph:
    graph = Graph()
    for quad in quads:
        graph.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    return graph


@lru_cache(maxsize=100_000)
def _term(term: Term) -> Node:
    """A term of the store as one of rdflib; a literal keeps its spelling."""
    match term:
        case NamedNode():
            return URIRef(term.value)
        case BlankNode():
            return BNode(term.value)
        case Literal() if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        case Literal():
            return rdflib.Literal(term.value, datatype=URIRef(term.datatype.value))
        case _:
            raise TypeError(f"{term!r} cannot be checked by shapes")


def _violations(report: Graph) -> Iterable[Violation]:
    for result in report.subjects(RDF.type, SH.ValidationResult):
        yield Violation(
            focus=str(report.value(result, SH.focusNode)),
            path=_text(report.value(result, SH.resultPath)),
            message=_english(report, result),
            value=_text(report.value(result, SH.value)),
        )


def _english(report: Graph, result: Node) -> str:
    messages = sorted(
        report.objects(result, SH.resultMessage), key=lambda m: getattr(m, "language", "") != "en"
    )
    return _text(messages[0]) if messages else "breaks a shape"


def _text(node: Node | None) -> str:
    return "" if node is None or isinstance(node, BNode) else str(node)
