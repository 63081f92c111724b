"""A SPARQL 1.1 endpoint behind a URL: same queries, same answers as the embedded store."""

import json
from http.client import HTTPException

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse_query_results,
)
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from store.protocol import EVERYTHING, Answer, Dataset, QuerySyntaxError, StoreUnavailable

_GRAPH_FORMS = ("CONSTRUCT", "DESCRIBE")
_GRAPH_FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


class RemoteStore:
    """A store that is reached by the SPARQL 1.1 Protocol.

    The endpoint's own default graph is what a query without a dataset clause sees. `timeout` is
    in seconds.
    """

    def __init__(self, url: str, *, timeout: int = 30) -> None:
        self._url = url
        self._timeout = timeout

    def query(self, text: str, dataset: Dataset = EVERYTHING) -> Answer:
        """The answer to a query; see `Store`."""
        request = self._request(text, dataset)
        is_graph = request.queryType in _GRAPH_FORMS
        request.setReturnFormat(TURTLE if is_graph else JSON)
        try:
            response = request.query()
            content = response.response.read()
            media_type = response.info().get("content-type", "").partition(";")[0].strip()
        except QueryBadFormed as error:
            raise QuerySyntaxError("the remote store finds the query malformed") from error
        except (SPARQLWrapperException, HTTPException, OSError, ValueError) as error:
            reason = f"the remote store gave no answer ({type(error).__name__})"
            raise StoreUnavailable(reason) from error
        return _read_graph(content, media_type) if is_graph else _read_results(content)

    def _request(self, text: str, dataset: Dataset) -> SPARQLWrapper:
        request = SPARQLWrapper(self._url)
        request.setMethod(POST)
        request.setTimeout(self._timeout)
        request.setQuery(text)
        for graph in dataset.default_graphs:
            request.addParameter("default-graph-uri", graph)
        for graph in dataset.named_graphs:
            request.addParameter("named-graph-uri", graph)
        return request


def _read_results(content: bytes) -> QuerySolutions | QueryBoolean:
    try:
        json.loads(content)  # the parser of results is lazy: a cut answer would fail much later
        return parse_query_results(content, format=QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        raise StoreUnavailable("the remote store's answer is not complete SPARQL JSON") from error


def _read_graph(content: bytes, media_type: str) -> Answer:
    """The triples of an answer, in the same type as the embedded store gives them."""
    rdf_format = _GRAPH_FORMATS.get(media_type)
    if rdf_format is None:
        raise StoreUnavailable(f"the remote store answered in {media_type or 'no format'}")
    triples = Store()
    try:
        triples.load(content, format=rdf_format)
    except SyntaxError as error:
        raise StoreUnavailable("the remote store's answer is not complete RDF") from error
    return triples.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
