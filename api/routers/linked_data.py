"""`/id/…` and `/ns`: every thing and the ontology, in the form that the client asks for."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse, RedirectResponse
from pyoxigraph import NamedNode, Triple

from api.citable import ACCESSED, read_accessed, write_citation
from api.citing import Cited
from api.formats import Representation
from api.knowledge import Knowledge, Known
from api.pages import render_ontology, render_thing
from api.problems import Problem, ProblemError, not_found
from api.representations import (
    BY_SUFFIX,
    CITATION,
    DATA,
    FORMAT,
    PAGE,
    RESPONSES,
    as_graph,
    asked_language,
    negotiate,
    respond,
    split_suffix,
)
from api.routers.things import thing_item
from api.titles import title_of_result
from api.words import words
from ontology import iris
from ontology.terms import OWL
from queries.names import Named
from queries.neighbourhood import ontology_triples, thing_triples
from queries.retired import Retirement

router = APIRouter(tags=["Linked data"], dependencies=[Depends(read_accessed)])

_RESPONSES_OF_THINGS = {
    **RESPONSES,
    301: {"description": "the key is retired, and something else stands in its place"},
    410: {"model": Problem, "description": "the key is retired: since when, and why"},
}
_FORM = {"parameters": [FORMAT, ACCESSED]}
_Kind = Annotated[str, Path(description="a kind of thing", examples=["country"])]
_Key = Annotated[str, Path(description="a key, perhaps with a suffix", examples=["VN", "VN.ttl"])]
_Suffix = Annotated[str, Path(description="the form", examples=["ttl"])]
_Version = Annotated[str, Path(description="a version, perhaps with a suffix", examples=["0.1.0"])]


@router.get(
    "/id/{kind}/{key:path}",
    responses=_RESPONSES_OF_THINGS,
    response_class=Response,
    openapi_extra=_FORM,
)
def read_id(request: Request, kind: _Kind, key: _Key, knowledge: Known) -> Response:
    """A thing by its identifier; a suffix (.ttl, .json, …) goes before the Accept header."""
    if kind not in iris.KINDS:
        raise not_found(f"{kind!r} is no kind of thing; the kinds are {', '.join(iris.KINDS)}")
    key, form = split_suffix(key)
    iri = f"{iris.ID}{kind}/{key}"
    if iri in knowledge.retired:
        return _retired(request, f"{kind} {key!r}", knowledge.retired[iri], form)
    named = knowledge.names.get(iri)
    if iris.parse(iri) is None or (named is None and not thing_triples(knowledge.store, iri)):
        raise not_found(f"there is no {kind} with the key {key!r}")
    return _thing(request, named or _unnamed(iri), form or negotiate(request), knowledge)


def _retired(
    request: Request, name: str, retirement: Retirement, form: Representation | None
) -> Response:
    """The way to what stands in the place of a retired key; where nothing does, that it is gone."""
    if retirement.replaced_by is None:
        since = f" since {retirement.since}" if retirement.since else ""
        reason = f": {retirement.reason['en']}" if retirement.reason["en"] else ""
        detail = f"{name} is retired{since}{reason}"
        raise ProblemError(
            410, "gone", "Gone", detail, since=retirement.since or None, reason=retirement.reason
        )
    path = _path(retirement.replaced_by)
    suffix = f".{form.suffix}" if form else ""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{path}{suffix}{query}", status_code=301)


def _path(iri: str) -> str:
    return "/" + iri.removeprefix(iris.BASE)


def _thing(request: Request, thing: Named, form: Representation, knowledge: Knowledge) -> Response:
    path, language = _path(thing.iri), _language(request, form)
    if form == PAGE:
        content = render_thing(thing, knowledge, language).encode()
    elif form == DATA:
        content = bytes(JSONResponse(jsonable_encoder(thing_item(thing, knowledge))).body)
    elif form in CITATION:
        item = jsonable_encoder(thing_item(thing, knowledge))
        title = title_of_result(path, (), item, knowledge.names, language)
        cited = Cited(title, path, result=item)
        content = write_citation(cited, request, knowledge, CITATION[form])
    else:
        content = as_graph(thing_triples(knowledge.store, thing.iri), form)
    return respond(content, form, path, thing.iri, language)


def _language(request: Request, form: Representation) -> str:
    """The language of a page or citation; data are in both, and empty is returned."""
    return asked_language(request) if form == PAGE or form in CITATION else ""


def _unnamed(iri: str) -> Named:
    """A thing that has no label: a listing, a passage, a statement."""
    kind, _, key = iri.removeprefix(iris.ID).partition("/")
    return Named(iri, kind, key, None, None, ())


@router.get("/ns", responses=RESPONSES, response_class=Response, openapi_extra=_FORM)
def read_ontology(request: Request, knowledge: Known) -> Response:
    """The ontology, all modules together."""
    return _ontology(request, ontology_triples(knowledge.store), negotiate(request), knowledge)


@router.get("/ns.{suffix}", responses=RESPONSES, response_class=Response)
def read_ontology_as(request: Request, knowledge: Known, suffix: _Suffix) -> Response:
    """The ontology in the form of a suffix (.ttl, .json, …)."""
    if suffix not in BY_SUFFIX:
        raise not_found(f"the ontology is not to be had as .{suffix}")
    return _ontology(request, ontology_triples(knowledge.store), BY_SUFFIX[suffix], knowledge)


@router.get("/ns/{version}", responses=RESPONSES, response_class=Response)
def read_ontology_version(request: Request, knowledge: Known, version: _Version) -> Response:
    """The ontology by its version IRI; only the present version is kept."""
    version, form = split_suffix(version)
    triples = ontology_triples(knowledge.store)
    known = _versions(triples)
    if version not in known:
        present = ", ".join(known) or "none"
        raise not_found(f"there is no version {version!r} of the ontology; there is {present}")
    return _ontology(request, triples, form or negotiate(request), knowledge)


def _versions(triples: Iterable[Triple]) -> list[str]:
    """The versions that an ontology says it has."""
    return [
        triple.object.value.removeprefix(f"{iris.ONTOLOGY}/")
        for triple in triples
        if triple.predicate == OWL.versionIRI and isinstance(triple.object, NamedNode)
    ]


def _ontology(
    request: Request, triples: list[Triple], form: Representation, knowledge: Knowledge
) -> Response:
    language = _language(request, form)
    if form == PAGE:
        content = render_ontology(triples, language).encode()
    elif form in CITATION:
        cited = Cited(words(language)["ontology"], "/ns")
        content = write_citation(cited, request, knowledge, CITATION[form])
    else:
        content = as_graph(triples, form)
    return respond(content, form, "/ns", iris.ONTOLOGY, language)
