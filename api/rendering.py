"""Templates to HTML: what every page may use. Whatever a template is given, it escapes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.words import words
from exports.citations import CITATIONS
from ontology import iris
from queries.evidence import Evidence

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_OURS = {iris.ID: "/id/", iris.ONTOLOGY: "/ns"}
_WITH_SUFFIXES = ("/id/", "/ns", "/void")
"""Where a suffix asks for a form of the resource."""
_CITATION_NAMES = {"bibtex": "BibTeX", "csl-json": "CSL-JSON"}
_WEB = ("http://", "https://")


def render(
    template: str, language: str, asked: Mapping[str, str] | None = None, **values: Any
) -> str:
    """A page; `asked` are the parameters that the link to the other language keeps."""
    page = _ENVIRONMENT.get_template(template)
    return page.render(
        lang=language,
        other="en" if language == "ja" else "ja",
        w=words(language),
        query=urlencode(asked or {}) + ("&" if asked else ""),
        path=path,
        page=lambda href: _in_language(href, language),
        label=lambda texts: label(texts, language),
        cite=lambda evidence: _cite(evidence, language),
        passage=_passage,
        why=lambda s, p, o: _why(s, p, o, language),
        citation_names=_CITATION_NAMES,
        citations=lambda address: _citations(address, language),
        **values,
    )


def path(iri: str) -> str:
    """Where a thing is shown: by this server the path of its identifier, elsewhere its address;
    empty for an IRI that leads to no page."""
    for base, shown in _OURS.items():
        if iri.startswith(base):
            return shown + iri.removeprefix(base)
    return iri if iri.startswith(_WEB) and not iri.startswith(iris.BASE) else ""


def label(texts: Mapping[str, str | None], language: str) -> str:
    """A text in a language, or in the other one where there is none."""
    other = "en" if language == "ja" else "ja"
    return texts[language] or texts[other] or ""


def _in_language(href: str, language: str) -> str:
    """An address; one of our pages in the language of the page that leads there."""
    address, hash_, fragment = href.partition("#")
    return f"{address}?lang={language}{hash_}{fragment}" if href.startswith("/") else href


def _passage(evidence: Evidence) -> str:
    """The path of the page of cited lines; empty where the document is none of ours."""
    try:
        return path(iris.passage(evidence.document, *evidence.lines).value)
    except iris.InvalidKey:
        return ""


def _why(subject: str, predicate: str, obj: str, language: str) -> str:
    """The path of the page that explains a triple."""
    return "/explain?" + urlencode({"s": subject, "p": predicate, "o": obj, "lang": language})


def _citations(address: str, language: str) -> dict[str, str]:
    """By what people call the form, where the citation is of what can be had at an address."""
    has_suffixes = address.startswith(_WITH_SUFFIXES)
    mark = "&" if "?" in address else "?"
    return {
        _CITATION_NAMES[form.name]: f"{address}.{form.suffix}?lang={language}"
        if has_suffixes
        else f"{address}{mark}{urlencode({'format': form.name, 'lang': language})}"
        for form in CITATIONS.values()
    }


def _cite(evidence: Evidence, language: str) -> str:
    """A citation as people write it: file, lines, headings."""
    first, last = evidence.lines
    lines = str(first) if first == last else f"{first}–{last}"
    where = " ".join(evidence.heading)
    if language == "ja":
        cited = f"{evidence.file} {lines}行"
    else:
        cited = f"{evidence.file}, line{'' if first == last else 's'} {lines}"
    return f"{cited} ({where})" if where else cited
