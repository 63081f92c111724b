"""The names of a query as terms: prefixes and the base are those that it declares."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Variable

from queries.diagnosis.pattern import Term

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPE = re.compile(r"\\(.)")


class Resolver:
    """Makes terms of the nodes of the parser's tree."""

    def __init__(self, prologue: Iterable[Any]) -> None:
        self.prefixes: dict[str, str] = {}
        self._base = ""
        for declared in prologue:
            iri = self._absolute(str(declared.iri))
            if declared.name == "Base":
                self._base = iri
            else:
                self.prefixes[str(declared.prefix or "")] = iri

    def term(self, node: Any) -> Term:
        """The term that a node is. Raises ValueError or LookupError where it is none."""
        if isinstance(node, rdflib.Variable):
            return self.variable(node)
        if isinstance(node, rdflib.BNode):
            return BlankNode(str(node))
        if isinstance(node, rdflib.Literal):
            datatype = NamedNode(str(node.datatype)) if node.datatype is not None else None
            return Literal(str(node), datatype=datatype)
        if not isinstance(node, rdflib.URIRef) and node.name == "literal":
            return self._literal(node)
        return self.iri(node)

    def iri(self, node: Any) -> NamedNode:
        """An IRI, written out or with a prefix."""
        if isinstance(node, rdflib.URIRef):
            return NamedNode(self._absolute(str(node)))
        local = _ESCAPE.sub(r"\1", str(node.localname or ""))
        return NamedNode(self.prefixes[str(node.prefix or "")] + local)

    def _absolute(self, iri: str) -> str:
        """An IRI in full; joining would drop an empty fragment, which namespaces end with."""
        if _SCHEME.match(iri):
            return iri
        return urljoin(self._base, iri) + ("#" if iri.endswith("#") else "")

    @staticmethod
    def variable(node: Any) -> Variable:
        """A variable."""
        return Variable(str(node))

    def _literal(self, node: Any) -> Literal:
        text = str(node.string)
        if node.lang is not None:
            return Literal(text, language=str(node.lang).lower())
        return Literal(text, datatype=None if node.datatype is None else self.iri(node.datatype))
