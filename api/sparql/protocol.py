"""What a request to `/sparql` asks: the SPARQL 1.1 Protocol, queries only.

Source: https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl

from fastapi import Request

from api.formats import GRAPHS, PAGE, RESULTS, SHORT_NAMES
from api.negotiation import choose
from api.problems import ProblemError, bad_request, not_acceptable
from exports.citations import CITATIONS, CitationFormat

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
LARGEST_BODY = 2_000_000
"""Bytes."""
_MOST_FIELDS = 2000
_UPDATE = "application/sparql-update"
_HTML = "html"
_CITATIONS = {form.media_type: form for form in CITATIONS.values()}

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with its dataset, and how it may be answered.

    `query` is None where the request holds none. `formats` are the media types for solutions,
    boolean and graph; None where the client accepts none of ours. `is_page` asks for HTML, and
    `citation` for how to cite the answer, in a form.
    """

    query: str | None
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    formats: dict[str, str | None]
    is_page: bool
    citation: CitationFormat | None
    accept: str | None
    explain: str | None
    language: str | None

    def job(self, task: str, **fields: object) -> dict[str, object]:
        """The question as a worker is told it."""
        return {
            "task": task,
            "query": self.query,
            "default_graphs": self.default_graphs,
            "named_graphs": self.named_graphs,
            **fields,
        }

    @property
    def question(self) -> tuple[tuple[str, str], ...]:
        """The parameters that ask it by GET."""
        graphs = [("default-graph-uri", iri) for iri in self.default_graphs]
        graphs += [("named-graph-uri", iri) for iri in self.named_graphs]
        return ("query", self.query or ""), *graphs


async def read_request(request: Request) -> Asked:
    """What a request asks. Raises ProblemError."""
    if request.method != "POST":
        return _asked(request, _decode(request.scope["query_string"]))
    content_type = request.headers.get("content-type", "")
    media_type, _, parameters = content_type.partition(";")
    media_type = media_type.strip().lower()
    _refuse_other_charsets(parameters)
    _refuse_compressed(request.headers.get("content-encoding", "identity"))
    if media_type == FORM:
        _refuse_query_string(request)
        return _asked(request, _decode(await _body(request)))
    if media_type == DIRECT:
        fields = _decode(request.scope["query_string"])
        if any(name == "query" for name, _ in fields):
            raise bad_request("the query stands both in the body and in the address")
        return _asked(request, [*fields, ("query", _text(await _body(request)))])
    wanted = f"a query is posted as {FORM} or {DIRECT}, not as {media_type or 'no type'}"
    if media_type == _UPDATE:
        wanted = "updates are refused; this endpoint answers queries only"
    raise ProblemError(415, "media-type", "Unsupported media type", wanted)


def _refuse_query_string(request: Request) -> None:
    """The protocol gives a posted form no fields in the address."""
    names = {name for name, _ in _decode(request.scope["query_string"])}
    for name in ("query", "update"):
        if name in names:
            raise bad_request(f"the field {name} of a posted form stands in the address")


def _refuse_other_charsets(parameters: str) -> None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        charset = value.strip().strip('"').lower()
        if name.strip().lower() == "charset" and charset not in ("utf-8", "utf8"):
            detail = f"a query is sent in UTF-8, not in {charset[:40]}"
            raise ProblemError(415, "media-type", "Unsupported media type", detail)


def _refuse_compressed(encoding: str) -> None:
    if encoding.strip().lower() not in ("", "identity"):
        detail = "a query is sent as it is, not compressed"
        raise ProblemError(415, "media-type", "Unsupported media type", detail)


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            detail = f"a request holds at most {LARGEST_BODY} bytes"
            raise ProblemError(413, "too-large", "Content too large", detail)
    return bytes(body)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise bad_request(f"the request is not UTF-8 at byte {error.start}") from None


def _decode(encoded: bytes) -> Fields:
    """The fields of a form or query string; bytes that are no UTF-8 are refused, not replaced."""
    if not encoded:
        return []
    try:
        return parse_qsl(
            encoded.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except UnicodeDecodeError:
        raise bad_request("the request is not UTF-8") from None
    except ValueError:
        raise bad_request(f"the form has more than {_MOST_FIELDS} fields") from None


def _asked(request: Request, fields: Fields) -> Asked:
    query = _single(fields, "query")
    if any(name == "update" for name, _ in fields):
        raise bad_request("updates are refused; this endpoint answers queries only")
    short = tuple(name for name in _all(fields, "format") if name)
    accept = request.headers.get("accept")
    citation = _citation(accept, short)
    return Asked(
        query,
        tuple(_all(fields, "default-graph-uri")),
        tuple(_all(fields, "named-graph-uri")),
        *_negotiate(None if citation else accept, () if citation else short),
        citation=citation,
        accept=accept,
        explain=_explain(_single(fields, "explain")),
        language=_single(fields, "lang"),
    )


def _explain(asked: str | None) -> str | None:
    if asked not in (None, "", "empty"):
        raise bad_request(f"explain can be empty, not {asked!r}", parameter="explain")
    return asked or None


def _single(fields: Iterable[tuple[str, str]], name: str) -> str | None:
    values = _all(fields, name)
    if len(values) > 1:
        raise bad_request(f"the parameter {name} stands {len(values)} times", parameter=name)
    return values[0] if values else None


def _all(fields: Iterable[tuple[str, str]], name: str) -> list[str]:
    return [value for key, value in fields if key == name]


@lru_cache(maxsize=256)
def _negotiate(accept: str | None, short: tuple[str, ...]) -> tuple[dict[str, str | None], bool]:
    """The media type for each form of answer, and whether a page is preferred to all of them.
    `format=` goes before the header."""
    if _HTML in short:
        return _formats(accept), True
    wanted = ", ".join(_media_types(name) for name in short) if short else accept
    formats = _formats(wanted)
    is_page = choose(wanted, [*RESULTS, *GRAPHS, PAGE]) == PAGE
    if not is_page and not any(formats.values()):
        raise not_acceptable([*RESULTS, *GRAPHS, PAGE])
    return formats, is_page


@lru_cache(maxsize=256)
def _citation(accept: str | None, short: tuple[str, ...]) -> CitationFormat | None:
    """The form of citation that is asked for; None where an answer is."""
    if short:
        return next((CITATIONS[name] for name in short if name in CITATIONS), None)
    return _CITATIONS.get(choose(accept, [*RESULTS, *GRAPHS, PAGE, *_CITATIONS]) or "")


def _formats(accept: str | None) -> dict[str, str | None]:
    return {
        "solutions": choose(accept, list(RESULTS)),
        "boolean": choose(accept, list(RESULTS)),
        "graph": choose(accept, list(GRAPHS)),
    }


def _media_types(name: str) -> str:
    """What a format is called in an Accept header. SPARQLWrapper sends both names of a format."""
    if name in SHORT_NAMES:
        return ", ".join(SHORT_NAMES[name])
    if "/" in name:
        return name
    known = ", ".join((*SHORT_NAMES, _HTML, *CITATIONS))
    raise bad_request(f"format {name!r} is none of {known}", parameter="format")
