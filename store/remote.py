"""A SPARQL 1.1 endpoint behind a URL: same queries, same answers as the embedded store."""

import json
import re
import time
from http.client import HTTPResponse
from io import BytesIO
from typing import Any, cast

import pyoxigraph
from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse_query_results,
)
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from ontology.iris import graph
from store.dialects import canonical
from store.embedded import syntax_error
from store.endpoint import Endpoint, limits_of_environment, refusal
from store.protocol import EVERYTHING, Answer, Dataset, Fault, QuerySyntaxError
from store.published import QUERY, Published, read
from store.query_text import form_of, has_dataset_clause
from store.transport import Limits, Reply, no_answer

_GRAPH_FORMS = ("CONSTRUCT", "DESCRIBE")
_GRAPH_FORMATS = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
_GRAPH_ACCEPT = "application/n-triples, text/turtle;q=0.9, application/rdf+xml;q=0.5"
_RESULT_TYPES = ("application/sparql-results+json", "application/json")

_NO_GRAPH = graph("none").value
"""Stands for no graph at all: where one of the two lists is empty, Virtuoso takes all graphs."""

_FRESH = 10.0
"""Seconds for which what is published is not asked again."""


class RemoteStore:
    """A store that is reached by the SPARQL 1.1 Protocol.

    With `union` a query without a dataset clause sees the release that `shisaku push` has loaded;
    where nothing was pushed, and without `union`, it sees the endpoint's own default graph.
    An answer may take `timeout` seconds and have `answer_bytes` bytes; see `limits_of_environment`.
    Raises BadAddress and BadLimit.
    """

    def __init__(
        self,
        address: str | Endpoint,
        *,
        union: bool = True,
        timeout: float | None = None,
        answer_bytes: int | None = None,
    ) -> None:
        self._endpoint = address if isinstance(address, Endpoint) else Endpoint.of(address)
        default = limits_of_environment()
        self._limits = Limits(timeout or default.seconds, answer_bytes or default.answer_bytes)
        self._union = union
        self._published: Published | None = None
        self._asked_at = float("-inf")

    def query(self, text: str, dataset: Dataset = EVERYTHING) -> Answer:
        """The answer to a query; see `Store`."""
        if dataset == EVERYTHING and self._union and not has_dataset_clause(text):
            published = self.published()
            dataset = published.dataset if published is not None else EVERYTHING
        return self._ask(text, dataset)

    def published(self) -> Published | None:
        """The release that was pushed there, as of a moment ago; None where none was."""
        if time.monotonic() - self._asked_at > _FRESH:
            answer = self._ask(QUERY, EVERYTHING)
            assert isinstance(answer, QuerySolutions)  # it is a SELECT
            self._published = read(answer)
            self._asked_at = time.monotonic()
        return self._published

    def _ask(self, text: str, dataset: Dataset) -> Answer:
        request = _Query(self._endpoint, self._limits, text, dataset)
        reply = request.send()
        if reply.status == 400:
            raise _mistake(reply, text)
        if reply.status != 200:
            raise refusal(reply)
        _check_whole(reply)
        if request.queryType in _GRAPH_FORMS:
            return _read_graph(reply)
        return _read_results(reply, is_ask=request.queryType == "ASK")


class _Query(SPARQLWrapper):
    """A request of the protocol, which goes through our own transport."""

    def __init__(self, endpoint: Endpoint, limits: Limits, text: str, dataset: Dataset) -> None:
        super().__init__(endpoint.url)
        self._endpoint = endpoint
        self._limits = limits
        self.setMethod(POST)
        self.setOnlyConneg(True)
        self.setQuery(text)
        if self.queryType in _GRAPH_FORMS:
            self.setReturnFormat(TURTLE)
            self.addCustomHttpHeader("Accept", _GRAPH_ACCEPT)
        else:
            self.setReturnFormat(JSON)
        if dataset != EVERYTHING:
            for name in dataset.default_graphs or (_NO_GRAPH,):
                self.addParameter("default-graph-uri", name)
            for name in dataset.named_graphs or (_NO_GRAPH,):
                self.addParameter("named-graph-uri", name)

    def send(self) -> Reply:
        """The answer of the server, whatever its status."""
        return cast(Reply, self.query().response)

    def _parseQueryType(self, query: str) -> str:  # noqa: N802 - the library's name
        """The library guesses by a search, and would send what looks like an update as one."""
        return form_of(query)

    def _query(self) -> tuple[HTTPResponse, str]:
        """The library would follow redirects, take proxies from the environment and wait as long
        as bytes come."""
        reply = self._endpoint.ask(self._createRequest(), self._limits)
        return cast(HTTPResponse, reply), self.returnFormat


_POSITION = re.compile(r"error at \d+:\d+: ")


def _mistake(reply: Reply, text: str) -> QuerySyntaxError:
    """The query is wrong; Oxigraph says where, in the form that the embedded engine has."""
    said = reply.content[:4096].decode(errors="replace")
    position = _POSITION.search(said)
    if position is None:
        return QuerySyntaxError("the remote store finds the query malformed")
    return syntax_error(said[position.start() :], text)


def _check_whole(reply: Reply) -> None:
    """Virtuoso says only in a header that rows are missing."""
    cut_at = reply.headers["x-sparql-maxrows"]
    if cut_at is not None or reply.headers["x-sql-state"] is not None:
        raise no_answer("it cuts long answers; its limit of rows must be raised", Fault.BAD_ANSWER)


class _Nowhere(BytesIO):
    """Takes bytes and keeps none."""

    def write(self, piece: Any) -> int:
        return len(piece)


_VIRTUOSO_ASK = "__ASK_RETVAL"


def _read_results(reply: Reply, *, is_ask: bool) -> QuerySolutions | QueryBoolean:
    if reply.media_type not in _RESULT_TYPES:
        raise _wrong_type(reply)
    content = canonical(reply)
    try:
        answer = parse_query_results(content, format=QueryResultsFormat.JSON)
        # The parser is lazy: what is cut or wrong would show much later, in the middle of a page.
        if isinstance(answer, QuerySolutions):
            answer.serialize(_Nowhere(), format=QueryResultsFormat.TSV)
            answer = parse_query_results(content, format=QueryResultsFormat.JSON)
        else:
            json.loads(content)
    except (SyntaxError, ValueError, RecursionError):
        why = "it is not complete SPARQL JSON"
        raise no_answer(why, Fault.BAD_ANSWER) from None
    if is_ask and isinstance(answer, QuerySolutions):
        return _boolean(answer)
    if is_ask != isinstance(answer, QueryBoolean):
        raise no_answer("it does not fit the question", Fault.BAD_ANSWER)
    return answer


def _boolean(answer: QuerySolutions) -> QueryBoolean:
    """Virtuoso answers ASK with a table of one row or none."""
    if [variable.value for variable in answer.variables] != [_VIRTUOSO_ASK]:
        raise no_answer("it does not fit the question", Fault.BAD_ANSWER)
    found = any(True for _ in answer)
    content = json.dumps({"head": {}, "boolean": found}).encode()
    boolean = parse_query_results(content, format=QueryResultsFormat.JSON)
    assert isinstance(boolean, QueryBoolean)
    return boolean


def _read_graph(reply: Reply) -> Answer:
    """The triples of an answer, in the same type as the embedded store gives them."""
    rdf_format = _GRAPH_FORMATS.get(reply.media_type)
    if rdf_format is None:
        raise _wrong_type(reply)
    if not reply.has_end:
        raise no_answer("it does not show whether it is complete", Fault.BAD_ANSWER)
    triples = pyoxigraph.Store()
    try:
        triples.load(canonical(reply), format=rdf_format)
    except SyntaxError:
        raise no_answer("it is not complete RDF", Fault.BAD_ANSWER) from None
    return triples.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")


def _wrong_type(reply: Reply) -> Exception:
    kind = reply.media_type if reply.media_type.isascii() and len(reply.media_type) < 80 else ""
    return no_answer(f"its type is {kind or 'unknown'}", Fault.BAD_ANSWER)
