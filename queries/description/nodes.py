"""What the descriptions are made of: the nodes that they are about, and triples in order."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from ontology import iris
from ontology.terms import DCAT, DQV, PREFIXES, SD, VOID, XSD

DOCUMENT = NamedNode(f"{iris.BASE}void")
DESCRIPTION_PREFIXES = {
    **PREFIXES,
    "void": VOID.prefix,
    "dcat": DCAT.prefix,
    "dqv": DQV.prefix,
    "sd": SD.prefix,
}

Term = NamedNode | Literal


def part(name: str) -> NamedNode:
    """A node of the description itself."""
    return NamedNode(f"{DOCUMENT.value}#{quote(name, safe='/:')}")


DATASET = part("dataset")
SPARQL = part("sparql")


def compact(iri: str) -> str:
    """An IRI with its prefix, e.g. `shk:Measure`, where there is one; else as it is."""
    known = (name for name, prefix in DESCRIPTION_PREFIXES.items() if iri.startswith(prefix))
    name = max(known, key=lambda name: len(DESCRIPTION_PREFIXES[name]), default="")
    return f"{name}:{iri.removeprefix(DESCRIPTION_PREFIXES[name])}" if name else iri


def key_of(iri: str) -> str:
    """The key in an identifier of ours; any other IRI as it is."""
    parsed = iris.parse(iri)
    return parsed[1] if parsed else iri


def integer(count: int) -> Literal:
    """A count as a literal."""
    return Literal(str(count), datatype=XSD.integer)


def triples(*parts: tuple[NamedNode, NamedNode, Term]) -> list[Triple]:
    """Triples out of their three terms."""
    return [Triple(*one) for one in parts]


def texts(
    subject: NamedNode, predicate: NamedNode, by_language: Mapping[str, str | None]
) -> Iterator[Triple]:
    """A triple for each language in which there is a text."""
    for language, text in by_language.items():
        if text:
            yield Triple(subject, predicate, Literal(text, language=language))


def by_subject(chosen: Iterable[Triple]) -> list[Triple]:
    """Each triple once; those about one subject together, where the first of them stood."""
    unique = list(dict.fromkeys(chosen))
    places: dict[object, int] = {}
    for triple in unique:
        places.setdefault(triple.subject, len(places))
    return sorted(unique, key=lambda triple: places[triple.subject])
