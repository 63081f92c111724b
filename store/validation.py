"""What must hold: the SHACL shapes of the ontology, checked before a release is published."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

import pyoxigraph
import pyshacl
from pyoxigraph import Quad, RdfFormat, Triple
from rdflib import SH, Graph, Node
from rdflib.namespace import RDF

from ontology.errors import UserError
from ontology.files import shape_files


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that breaks one shape."""

    focus: str
    path: str
    message: str
    value: str

    def __str__(self) -> str:
        at = f" at {self.path}" if self.path else ""
        value = f" (found {self.value})" if self.value else ""
        return f"{self.focus}{at}: {self.message}{value}"


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
    triples = (Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    buffer = BytesIO()
    pyoxigraph.serialize(triples, buffer, RdfFormat.N_TRIPLES)
    graph = Graph()
    graph.parse(data=buffer.getvalue(), format="nt")
    return graph


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
    return "" if node is None else str(node)
