"""From what somebody typed to the triple that is meant."""

import re
from collections.abc import Callable
from typing import TypeVar

from pyoxigraph import Literal, NamedNode

from ontology import iris
from ontology.terms import PREFIXES, RDF, RDFS, SHK, SKOS
from queries.errors import AmbiguousName, BadParameter, UnknownName
from queries.names import NameTable

_IRI = re.compile(r"<?(?P<iri>https?://[^\s<>\"{}|\\^`]+)>?")
_LITERAL = re.compile(
    r"\"(?P<text>.*)\"(?:@(?P<language>[A-Za-z-]+)|\^\^<?(?P<datatype>[^\s<>]+?)>?)?", re.DOTALL
)
_SHORT = {"a": RDF.type, "type": RDF.type, "label": RDFS.label, "altLabel": SKOS.altLabel}


def read_triple(
    subject: str, predicate: str, obj: str, names: NameTable
) -> tuple[NamedNode, NamedNode, NamedNode | Literal]:
    """The triple of three texts.

    Things are given by IRI, by kind and key (`country/VN`) or by any name; properties by IRI, with
    a prefix (`shk:involvesCountry`) or as the bare name of one of ours, as are classes where a type
    is asked for (`Measure`); a literal in quotation
    marks, with a language or data type (`"ベトナム"@ja`).

    Raises BadParameter, UnknownName or AmbiguousName.
    """
    property_ = _checked("p", lambda: _property(predicate))
    is_class = property_ == RDF.type and obj in SHK.names and obj[0].isupper()
    return (
        _checked("s", lambda: _thing(subject, names)),
        property_,
        SHK[obj] if is_class else _checked("o", lambda: _object(obj, names)),
    )


def find_thing(name: str, text: str, names: NameTable) -> NamedNode:
    """What the value of a parameter names: by IRI, by kind and key, or by any name.

    Raises BadParameter, UnknownName or AmbiguousName.
    """
    return _checked(name, lambda: _thing(text, names))


def _object(text: str, names: NameTable) -> NamedNode | Literal:
    return _literal(text) or _term(text) or _thing(text, names)


_Made = TypeVar("_Made", bound=NamedNode | Literal)


def _checked(name: str, make: Callable[[], _Made]) -> _Made:
    """A term; a text that cannot be one (a broken IRI, key or language) is a bad parameter."""
    try:
        return make()
    except (BadParameter, UnknownName, AmbiguousName):
        raise
    except ValueError as error:
        raise BadParameter(name, str(error)) from None


def _thing(text: str, names: NameTable) -> NamedNode:
    found = _term(text)
    if found is not None:
        return found
    kind, _, key = text.partition("/")
    if kind in iris.KINDS and key:
        return iris.thing(kind, key)
    return NamedNode(names.resolve_any(text).iri)


def _term(text: str) -> NamedNode | None:
    """A full or prefixed IRI; None for anything else."""
    full = _IRI.fullmatch(text)
    if full:
        return NamedNode(full["iri"])
    prefix, colon, name = text.partition(":")
    if colon and prefix in PREFIXES and re.fullmatch(r"[\w-]+", name):
        return NamedNode(PREFIXES[prefix] + name)
    return None


def _property(text: str) -> NamedNode:
    found = _term(text) or _SHORT.get(text)
    if found is None and text in SHK.names:
        found = SHK[text]
    ours = found.value.removeprefix(iris.NAMESPACE) if found else ""
    if found is None or (found.value.startswith(iris.NAMESPACE) and ours not in SHK.names):
        raise BadParameter("p", f"{text!r} is no property; write e.g. shk:involvesCountry")
    return found


def _literal(text: str) -> Literal | None:
    match = _LITERAL.fullmatch(text)
    if match is None:
        return None
    if match["language"]:
        return Literal(match["text"], language=match["language"].lower())
    if match["datatype"]:
        datatype = _term(match["datatype"])
        if datatype is None:
            raise BadParameter("o", f"{match['datatype']!r} is no data type, e.g. xsd:integer")
        return Literal(match["text"], datatype=datatype)
    return Literal(match["text"])
