"""The cells of a table of answers: a term as a page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode

from api.rendering import label, path
from ontology import iris
from ontology.terms import PREFIXES, XSD
from queries.names import NameTable
from queries.runner import Term

Binding = Mapping[str, str]
"""A term as in the JSON results format of SPARQL 1.1."""

_SHORT = {iris.ID: "id", **{base: name for name, base in PREFIXES.items()}}
_LONGEST_YEAR = 4
_NUMBERS = {XSD.prefix + name for name in ("integer", "decimal", "double", "float")}


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a row: its text, where it leads to, and its language or type (both may be
    empty)."""

    text: str
    href: str = ""
    note: str = ""
    is_number: bool = False


def cell_of_binding(binding: Binding | None) -> Cell:
    """A term of an answer as it is; None for a variable that has no value."""
    if binding is None:
        return Cell("")
    value = binding["value"]
    if binding["type"] == "uri":
        return Cell(short(value), path(value))
    if binding["type"] == "bnode":
        return Cell(f"_:{value}")
    language, datatype = binding.get("xml:lang", ""), binding.get("datatype", "")
    if datatype in _NUMBERS:
        return Cell(value, is_number=True)
    return Cell(value, note=f"@{language}" if language else short(datatype))


def cell_of_term(term: Term | None, names: NameTable, language: str) -> Cell:
    """A term of an answer by its name, as people read it."""
    if isinstance(term, NamedNode):
        named = label(names.label(term.value), language)
        return Cell(named or short(term.value), path(term.value))
    if isinstance(term, Literal):
        is_number = term.datatype.value in _NUMBERS
        return Cell(_grouped(term.value) if is_number else term.value, is_number=is_number)
    return Cell(str(term) if isinstance(term, BlankNode) else "")


def _grouped(number: str) -> str:
    """A whole number with separators; a short one is left, for it may be a year."""
    is_long = number.isdigit() and len(number) > _LONGEST_YEAR
    return f"{int(number):,}" if is_long else number


def short(iri: str) -> str:
    """An IRI with a prefix, where there is one for it."""
    for base, name in _SHORT.items():
        if iri.startswith(base) and iri != base:
            return f"{name}:{iri.removeprefix(base)}"
    return iri
