"""The only place that mints IRIs: every thing, graph, passage and statement is named here.

Identifiers are ASCII and come from printed numbers, codes and hand-given slugs, never from
counters, so that they stay the same from build to build.
"""

import hashlib
import re
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from ontology.errors import UserError

BASE = "https://w3id.org/shisaku/"
ONTOLOGY = BASE + "ns"
NAMESPACE = ONTOLOGY + "#"
ID = BASE + "id/"

KINDS = (
    "measure", "policy", "country", "region", "organisation", "agreement", "programme", "budget",
    "activity", "event", "person", "post", "topic", "indicator", "document", "fiscal-year",
    "policy-document", "tenure", "figure", "listing", "passage", "statement", "rule",
)  # fmt: skip

LONGEST_PART = 120
"""Characters of a key between two slashes."""

_PART = rf"[A-Za-z0-9][A-Za-z0-9_.-]{{0,{LONGEST_PART - 1}}}"
_KEY = re.compile(rf"{_PART}(/{_PART})*")


class InvalidKey(UserError, ValueError):
    """A key cannot be part of an identifier."""

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(
            f"{key!r} cannot identify a {kind}: use ASCII letters, digits, '-', '_' and '.'"
        )


def thing(kind: str, key: str) -> NamedNode:
    """The identifier of a thing, e.g. `id/country/VN` or `id/measure/2024/17-2-7`.

    Raises InvalidKey for a key that is not plain ASCII, and LookupError for an unknown kind.
    """
    if kind not in KINDS:
        raise LookupError(f"{kind!r} is no kind of thing; the kinds are {', '.join(KINDS)}")
    if not _KEY.fullmatch(key):
        raise InvalidKey(kind, key)
    return NamedNode(f"{ID}{kind}/{key}")


def measure(edition: str, number: str) -> NamedNode:
    """The identifier of the measure printed as `number` (`17-2-7`) in an edition (`2024`)."""
    return thing("measure", f"{edition}/{number}")


def policy(edition: str, key: str) -> NamedNode:
    """The identifier of a pillar (`V`), chapter (`17`) or section (`17-2`) of an edition."""
    return thing("policy", f"{edition}/{key}")


def fiscal_year(year: int) -> NamedNode:
    """The identifier of the fiscal year that begins in April of a western year."""
    return thing("fiscal-year", str(year))


def passage(document: str, first: int, last: int) -> NamedNode:
    """The identifier of a range of lines in a document, named by the lines themselves."""
    lines = str(first) if first == last else f"{first}-{last}"
    return thing("passage", f"{document}/{lines}")


def statement(subject: NamedNode, predicate: NamedNode, obj: NamedNode | Literal) -> NamedNode:
    """The identifier of the node that says of one triple how it is known.

    A triple has no printed number, so its identifier is a digest of the triple itself.
    """
    digest = hashlib.sha256(f"{subject} {predicate} {obj}".encode()).hexdigest()
    return thing("statement", digest[:24])


def graph(name: str) -> NamedNode:
    """A named graph: `ontology`, `seeds`, `provenance`, `entailed` or `document/{slug}`."""
    return NamedNode(f"{BASE}graph/{name}")


def document_graph(slug: str) -> NamedNode:
    """The named graph that holds what one document says."""
    return graph(f"document/{slug}")


def parse(iri: str) -> tuple[str, str] | None:
    """Split the identifier of a thing into kind and key; None for any other IRI.

    >>> parse("https://w3id.org/shisaku/id/measure/2024/17-2-7")
    ('measure', '2024/17-2-7')
    """
    kind, slash, key = iri.removeprefix(ID).partition("/")
    if not iri.startswith(ID) or not slash or kind not in KINDS or not _KEY.fullmatch(key):
        return None
    return kind, key


def fragment(path: str, first: int, last: int) -> str:
    """A link to lines of a text file after RFC 5147, whose line positions count from zero.

    >>> fragment("003.txt", 3615, 3615)
    '003.txt#line=3614,3615'
    """
    return f"{quote(path)}#line={first - 1},{last}"
