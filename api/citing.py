"""What to cite for a page or result of ours: itself, as it stands in a release, and each document
that it names as evidence, with the lines.

The references are made of the JSON of the result alone: a document is cited where lines of it stand
as evidence, and where its IRI or that of a passage of it stands anywhere. No date of access is in
them unless it is given, so that the same result of the same release is cited by the same bytes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from api.rendering import path as shown_at
from api.titles import Parameters
from exports.citations import Date, Kind, Reference, citation_key
from ontology import iris
from queries.sources import Source, read_sources
from store.protocol import Store

AUTHOR = "Shisaku"
"""Whom LICENSE-DATA.md asks to credit."""

Lines = tuple[int, int]
"""First and last line."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A page or result: its title, its path and parameters, and the JSON of what it shows."""

    title: str
    path: str
    parameters: Parameters = ()
    result: Any = None
    kind: Kind = Kind.PAGE


@dataclass(frozen=True, slots=True)
class Edition:
    """Where and when: the address of the server without a slash at the end, the release, when that
    was built (None where nobody knows), the language of titles, and the date of access, if any."""

    url: str
    release: str
    built: datetime | None
    language: str
    accessed: Date = ()


def references(cited: Cited, edition: Edition, store: Store) -> list[Reference]:
    """The reference to a page or result, and behind it those to its documents, by key.

    Raises StoreUnavailable.
    """
    lines = cited_lines(cited.result)
    known = read_sources(store) if lines else {}
    documents = [
        _document(iri, known.get(iri), lines[iri], edition.language) for iri in sorted(lines)
    ]
    return [_page(cited, edition), *documents]


def cited_lines(result: Any) -> dict[str, list[Lines]]:
    """By the IRI of each document that a result names, the lines of it, in order."""
    found: dict[str, set[Lines]] = defaultdict(set)
    for document, lines in _mentions(result):
        found[document].update(lines)
    return {document: _joined(lines) for document, lines in found.items()}


def _mentions(value: Any) -> Iterator[tuple[str, list[Lines]]]:
    """The documents that a result names, each time with the lines, where there are any."""
    if isinstance(value, str):
        yield from _identified(value)
    elif isinstance(value, dict):
        if isinstance(value.get("document"), str):
            yield _iri_of(value["document"]), _lines(value)
        for part in value.values():
            yield from _mentions(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _mentions(part)


def _identified(text: str) -> Iterator[tuple[str, list[Lines]]]:
    kind, key = iris.parse(text) or ("", "")
    if kind == "document":
        yield text, []
    elif kind == "passage":
        slug, _, lines = key.rpartition("/")
        first, _, last = lines.partition("-")
        yield _iri_of(slug), [(int(first), int(last or first))]


def _iri_of(document: str) -> str:
    """Evidence names a document by its key, a row of a stored question by its IRI."""
    return document if ":" in document else f"{iris.ID}document/{document}"


def _lines(evidence: dict[str, Any]) -> list[Lines]:
    """The lines of evidence (`lines`), or of a row of a stored question (`first`, `last`)."""
    if evidence.get("lines"):
        first, last = evidence["lines"]
        return [(first, last)]
    first = evidence.get("first")
    return [(first, evidence.get("last") or first)] if isinstance(first, int) else []


def _joined(lines: Iterable[Lines]) -> list[Lines]:
    """The same lines in order, as few ranges as they make."""
    joined: list[Lines] = []
    for first, last in sorted(lines):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return joined


def _page(cited: Cited, edition: Edition) -> Reference:
    identifier = cited.result.get("iri", "") if isinstance(cited.result, dict) else ""
    address = _address(cited, identifier)
    url = edition.url + address
    built = edition.built
    return Reference(
        key=citation_key("shisaku:" + address.lstrip("/")),
        kind=cited.kind,
        title=cited.title,
        author=AUTHOR,
        container=AUTHOR,
        version=edition.release,
        issued=(built.year, built.month, built.day) if built else (),
        accessed=edition.accessed,
        url=url,
        language=edition.language,
        note=f"Identifier: {identifier}" if identifier not in ("", url) else "",
    )


def _address(cited: Cited, identifier: str) -> str:
    """The path to cite: of a thing that of its page, by whatever name it was asked for."""
    if identifier.startswith(iris.ID):
        return shown_at(identifier)
    query = urlencode(cited.parameters)
    return quote(cited.path) + (f"?{query}" if query else "")


def _document(iri: str, source: Source | None, lines: list[Lines], language: str) -> Reference:
    source = source or Source({}, {}, "", "")
    key = (iris.parse(iri) or ("", iri))[1]
    ja, en = source.title.get("ja", ""), source.title.get("en", "")
    publisher = _in_both(source.publisher.get("en", ""), source.publisher.get("ja", ""), "({})")
    body = publisher if language == "en" else source.publisher.get("ja") or publisher
    return Reference(
        key=citation_key(key),
        kind=Kind.DOCUMENT,
        title=(_in_both(ja, en, "[{}]") if language == "en" else ja or en) or key,
        author=body,
        publisher=body,
        issued=tuple(int(part) for part in source.issued.split("-") if part),
        language="ja" if ja else "en",
        note=_where(source.file, lines, language),
    )


def _in_both(first: str, second: str, second_as: str) -> str:
    """A text and behind it the same in the other language; either may be missing."""
    return f"{first} {second_as.format(second)}" if first and second else first or second


def _where(file: str, lines: list[Lines], language: str) -> str:
    """The file that was read and its cited lines, in words."""
    ranges = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in lines)
    if not ranges:
        return file
    if language == "ja":
        return f"{file} {ranges}行".strip()
    is_one = len(lines) == 1 and lines[0][0] == lines[0][1]
    return ", ".join(filter(None, (file, f"line{'' if is_one else 's'} {ranges}")))
