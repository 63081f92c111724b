"""`/id/…` and `/ns`: every thing and the ontology, in the form that the client asks for."""

from collections.abc import Iterable

from fastapi import APIRouter, Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse
from pyoxigraph import Triple, serialize

from api.formats import GRAPHS, THING
from api.knowledge import Knowledge, Known
from api.negotiation import choose, choose_language
from api.pages import render_ontology, render_thing
from api.problems import LOOKUP_ERRORS, not_acceptable, not_found
from api.routers.things import thing_item
from ontology import iris
from ontology.terms import PREFIXES
from queries.names import Named
from queries.neighbourhood import ontology_triples, thing_triples

router = APIRouter(tags=["Linked data"])

_BY_SUFFIX = {form.suffix: form.media_type for form in THING}
_RESPONSES = {
    **LOOKUP_ERRORS,
    200: {"content": {form.media_type: {} for form in THING}, "description": "in the form asked"},
    406: {"description": "no form that is accepted"},
}


@router.get("/id/{kind}/{key:path}", responses=_RESPONSES, response_class=Response)
def read_id(request: Request, kind: str, key: str, knowledge: Known) -> Response:
    """A thing by its identifier; a suffix (.ttl, .json, …) goes before the Accept header."""
    if kind not in iris.KINDS:
        raise not_found(f"{kind!r} is no kind of thing; the kinds are {', '.join(iris.KINDS)}")
    key, media_type = _split_suffix(key)
    media_type = media_type or _negotiate(request)
    iri = f"{iris.ID}{kind}/{key}"
    named = knowledge.names.get(iri)
    if iris.parse(iri) is None or (named is None and not thing_triples(knowledge.store, iri)):
        raise not_found(f"there is no {kind} with the key {key!r}")
    return _thing(request, iri, named, media_type, knowledge)


def _thing(
    request: Request, iri: str, named: Named | None, media_type: str, knowledge: Knowledge
) -> Response:
    thing = named or _unnamed(iri)
    if media_type == "application/json":
        item = jsonable_encoder(thing_item(thing, knowledge))
        return JSONResponse(item, headers={"Vary": "Accept"})
    if media_type == "text/html":
        language = _language(request)
        return _respond(render_thing(thing, knowledge, language).encode(), media_type)
    return _graph(thing_triples(knowledge.store, iri), media_type)


def _unnamed(iri: str) -> Named:
    """A thing that has no label: a listing, a passage, a statement."""
    kind, _, key = iri.removeprefix(iris.ID).partition("/")
    return Named(iri, kind, key, None, None, ())


@router.get("/ns", responses=_RESPONSES, response_class=Response)
@router.get("/ns.{suffix}", responses=_RESPONSES, response_class=Response)
def read_ontology(request: Request, knowledge: Known, suffix: str | None = None) -> Response:
    """The ontology, all modules together."""
    media_type = _negotiate(request) if suffix is None else _BY_SUFFIX.get(suffix)
    if media_type is None:
        raise not_found(f"the ontology is not to be had as .{suffix}")
    triples = ontology_triples(knowledge.store)
    if media_type == "text/html":
        return _respond(render_ontology(triples, _language(request)).encode(), media_type)
    return _graph(triples, media_type)


def _split_suffix(key: str) -> tuple[str, str | None]:
    """A key without its suffix, and the media type that the suffix asks for."""
    stem, dot, suffix = key.rpartition(".")
    media_type = _BY_SUFFIX.get(suffix) if dot else None
    return (stem, media_type) if media_type else (key, None)


def _negotiate(request: Request) -> str:
    offers = [form.media_type for form in THING]
    media_type = choose(request.headers.get("accept"), offers)
    if media_type is None:
        raise not_acceptable(offers)
    return media_type


def _language(request: Request) -> str:
    asked = request.query_params.get("lang")
    return choose_language(asked, request.headers.get("accept-language"))


def _graph(triples: Iterable[Triple], media_type: str) -> Response:
    content = serialize(triples, format=GRAPHS[media_type], prefixes=PREFIXES)
    assert content is not None  # bytes, as no output is given
    return _respond(content, media_type)


def _respond(content: bytes, media_type: str) -> Response:
    return Response(content, media_type=media_type, headers={"Vary": "Accept, Accept-Language"})
