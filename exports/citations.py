"""References to pages, results and documents, as BibTeX and as CSL-JSON.

The same references give the same bytes. BibTeX is UTF-8, as biber and all of today's tools read it;
only what means something to LaTeX is escaped, and keys are ASCII.
Sources: https://www.bibtex.org/Format/, the manual of biblatex (fields `url`, `urldate`, `langid`),
https://docs.citationstyles.org/en/stable/specification.html (CSL 1.0.2).
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote

from exports.text import clean

Date = tuple[int, ...]
"""A year, a year and month, or a whole date; empty where nothing is known."""


class Kind(Enum):
    """What is cited: its type in CSL."""

    PAGE = "webpage"
    DATASET = "dataset"
    DOCUMENT = "report"


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of a bibliography. What is empty is not known, and left out.

    `key` is ASCII and names the entry in a text that cites it. `author` is a body, never taken
    apart into names. `container` is the work that a page is part of, `version` the edition of that,
    `publisher` the body that a document is of. `language` is `ja` or `en`.
    """

    key: str
    kind: Kind
    title: str
    author: str = ""
    publisher: str = ""
    container: str = ""
    version: str = ""
    issued: Date = ()
    accessed: Date = ()
    url: str = ""
    language: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class CitationFormat:
    """A format: its name, the suffix of its files, its media type, and what writes it."""

    name: str
    suffix: str
    media_type: str
    write: Callable[[Iterable[Reference]], str]


_LONGEST_KEY = 80
_LOST = re.compile(r"[^A-Za-z0-9/:._-]+")
_SPACES = re.compile(r"\s+")


def citation_key(name: str) -> str:
    """A key made of a name: itself where it is a good key, else what is left of it, and a digest
    that tells it from other names of which the same is left.

    >>> citation_key("shisaku:id/country/VN")
    'shisaku:id/country/VN'
    >>> citation_key("shisaku:measures?involves=VN")
    'shisaku:measures-involves-VN-19150861'
    """
    kept = _LOST.sub("-", name)[:_LONGEST_KEY].strip("-/:._")
    if kept and kept == name:
        return name
    return f"{kept}-{hashlib.sha256(name.encode()).hexdigest()[:8]}".lstrip("-")


def to_bibtex(references: Iterable[Reference]) -> str:
    """The references as a file of BibTeX, which biblatex reads as well."""
    return "\n".join(_entry(reference) for reference in references)


def to_csl_json(references: Iterable[Reference]) -> str:
    """The references as an array of CSL-JSON."""
    items = [_item(reference) for reference in references]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LANGUAGES = {"en": "english", "ja": "japanese"}
# A brace that is escaped by a backslash alone is still counted by BibTeX.
_LATEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
})  # fmt: skip
_IN_ADDRESSES = ":/?#[]@!$&'()*+,;=%~"


def _entry(reference: Reference) -> str:
    fields = "".join(f"  {name} = {text},\n" for name, text in _fields(reference).items() if text)
    return f"@{_entry_type(reference)}{{{reference.key},\n{fields}}}\n"


def _entry_type(reference: Reference) -> str:
    # Some tools refuse a report without a year.
    is_report = reference.kind is Kind.DOCUMENT and reference.issued
    return "techreport" if is_report else "misc"


def _fields(reference: Reference) -> dict[str, str]:
    """The fields, each with its braces; those that are empty are to be left out."""
    year, month, day = (*reference.issued, 0, 0, 0)[:3]
    version = f"version {reference.version}" if reference.version else ""
    return {
        "author": _kept(reference.author),
        "title": _kept(reference.title),
        "institution": _text(reference.publisher),
        # Else the styles call it a technical report.
        "type": _text("Document" if _entry_type(reference) == "techreport" else ""),
        "howpublished": _text(", ".join(filter(None, (reference.container, version)))),
        "year": _text(f"{year:04}" if year else ""),
        "month": _MONTHS[month - 1] if month else "",
        "day": _text(str(day) if day else ""),
        "url": _address(reference.url),
        "urldate": _text("-".join(f"{part:02}" for part in reference.accessed)),
        "langid": _text(_LANGUAGES.get(reference.language, "")),
        "note": _text(reference.note),
    }


def _text(text: str) -> str:
    return f"{{{_plain(text).translate(_LATEX)}}}" if text else ""


def _kept(text: str) -> str:
    """In double braces: no style changes its capitals, or takes `and` in it to part two names."""
    return f"{{{_text(text)}}}" if text else ""


def _address(url: str) -> str:
    """What LaTeX reads as an address needs no escapes, but no braces may stand in it."""
    return f"{{{quote(url, safe=_IN_ADDRESSES)}}}" if url else ""


def _item(reference: Reference) -> dict[str, object]:
    item: Mapping[str, object] = {
        "id": reference.key,
        "type": reference.kind.value,
        "title": _plain(reference.title),
        "author": [{"literal": _plain(reference.author)}] if reference.author else None,
        "publisher": _plain(reference.publisher),
        "container-title": _plain(reference.container),
        "version": _plain(reference.version),
        "issued": _date(reference.issued),
        "accessed": _date(reference.accessed),
        "URL": quote(reference.url, safe=_IN_ADDRESSES),
        "language": reference.language,
        "note": _plain(reference.note),
    }
    return {name: value for name, value in item.items() if value}


def _date(date: Date) -> dict[str, object] | None:
    return {"date-parts": [list(date)]} if date else None


def _plain(text: str) -> str:
    """The text on one line, composed, without control characters."""
    return _SPACES.sub(" ", clean(text)).strip()


CITATIONS = {
    written.name: written
    for written in (
        CitationFormat("bibtex", "bib", "application/x-bibtex", to_bibtex),
        CitationFormat(
            "csl-json", "csl.json", "application/vnd.citationstyles.csl+json", to_csl_json
        ),
    )
}
"""The formats, by name."""
