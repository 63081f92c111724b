"""The forms in which one resource can be had: which of them is asked for, and the headers that name
it and the others.

One scheme for all: a suffix goes before the Accept header, and the answer is 200 at the address
that was asked, with the address of the form itself in Content-Location.
Source: docs/decisions/0011-linked-data.md.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import Request, Response
from pyoxigraph import Triple, serialize

from api.formats import GRAPHS, THING, Representation
from api.negotiation import choose, choose_language
from api.problems import LOOKUP_ERRORS, Problem, not_acceptable, unknown_format
from exports.citations import CITATIONS
from ontology.terms import PREFIXES

RESPONSES: dict[int | str, dict[str, Any]] = {
    **LOOKUP_ERRORS,
    200: {"content": {form.media_type: {} for form in THING}, "description": "in the form asked"},
    406: {"model": Problem, "description": "no form that is accepted"},
}
"""What is answered where the form is chosen, as OpenAPI describes it."""
BY_SUFFIX = {form.suffix: form for form in THING}
CITATION = {BY_SUFFIX[citation.suffix]: citation for citation in CITATIONS.values()}
"""The forms that are citations."""
BY_NAME = {CITATION[form].name if form in CITATION else form.suffix: form for form in THING}
"""What `format` may say."""
FORMAT: dict[str, Any] = {
    "name": "format", "in": "query", "required": False,
    "schema": {"type": "string", "enum": list(BY_NAME)},
    "description": "the form, where no Accept header can be sent and no suffix stands",
}  # fmt: skip
_LONGEST_FIRST = sorted(BY_SUFFIX, key=len, reverse=True)
"""A suffix may end in another one."""
_BY_MEDIA_TYPE = {form.media_type: form for form in THING}
PAGE = BY_SUFFIX["html"]
DATA = BY_SUFFIX["json"]


def split_suffix(name: str) -> tuple[str, Representation | None]:
    """A name without its suffix, and the form that the suffix asks for; None where it has none."""
    for suffix in _LONGEST_FIRST:
        if name.endswith(f".{suffix}"):
            return name.removesuffix(f".{suffix}"), BY_SUFFIX[suffix]
    return name, None


def negotiate(request: Request) -> Representation:
    """The form that `format` names, else the one that the Accept header prefers.

    Raises ProblemError where there is none such, or none will do.
    """
    name = request.query_params.get("format")
    if name is not None:
        if name not in BY_NAME:
            raise unknown_format(name, BY_NAME)
        return BY_NAME[name]
    offers = list(_BY_MEDIA_TYPE)
    media_type = choose(request.headers.get("accept"), offers)
    if media_type is None:
        raise not_acceptable(offers)
    return _BY_MEDIA_TYPE[media_type]


def asked_language(request: Request) -> str:
    """`ja` or `en`: what `lang` says, else the Accept-Language header."""
    asked = request.query_params.get("lang")
    return choose_language(asked, request.headers.get("accept-language"))


def as_graph(
    triples: Iterable[Triple], form: Representation, prefixes: Mapping[str, str] = PREFIXES
) -> bytes:
    """Triples in a form of RDF; JSON is JSON-LD."""
    content = serialize(triples, format=GRAPHS[form.media_type], prefixes=dict(prefixes))
    assert content is not None  # bytes, as no output is given
    return content


def respond(
    content: bytes, form: Representation, path: str, iri: str, language: str = ""
) -> Response:
    """The answer: one form of the resource that `iri` identifies and that can be had at `path`. A
    page is in a language."""
    headers = {
        "Content-Location": f"{path}.{form.suffix}" + (f"?lang={language}" if language else ""),
        "Link": ", ".join((f'<{iri}>; rel="canonical"', *_alternates(path, form))),
    }
    if language:
        headers["Content-Language"] = language
    return Response(content, media_type=form.media_type, headers=headers)


def _alternates(path: str, form: Representation) -> Iterable[str]:
    for other in THING:
        if other != form:
            yield f'<{path}.{other.suffix}>; rel="alternate"; type="{other.media_type}"'
