"""What a worker does for a question: answer it, give its first rows, or say why it is empty."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from itertools import islice
from typing import IO, Any, cast

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolution,
    QueryTriples,
    RdfFormat,
    serialize,
)

from api.formats import GRAPHS, RESULTS
from api.sparql.dataset import dataset_of
from api.sparql.frames import Frame, Kind
from api.sparql.guard import refuse
from api.sparql.xml_answers import NotXml, as_xml
from ontology.terms import PREFIXES, XSD
from queries.diagnosis import diagnose
from store.embedded import query_failed
from store.protocol import Answer, QuerySyntaxError, Store, StoreUnavailable

_WHOLE = 500_000
"""Bytes up to which an answer is sent in one piece, so that a late failure still has a status. A
larger one takes as long as its reader likes, and so is heavy."""
_PIECE = 256_000

Send = Callable[..., None]


class Failure(Exception):
    """A question that is not answered, and why: `reason` is a key of `answer.PROBLEMS`."""

    def __init__(self, reason: str, **members: object) -> None:
        super().__init__(reason)
        self.members = {"reason": reason, **members}

    def frame(self) -> Frame:
        """The failure as it is told to the API."""
        return Frame(Kind.FAILURE, json.dumps(self.members).encode())


class Writer:
    """Takes an answer in small pieces and sends it in large ones, up to a limit of bytes."""

    def __init__(self, send: Send, limit: int) -> None:
        self.head: dict[str, Any] = {}
        self._send = send
        self._limit = limit
        self._pieces: list[bytes] = []
        self._waiting = self._sent = 0

    def write(self, piece: bytes) -> int:
        """Take a piece. Raises Failure where the whole is too large."""
        self._pieces.append(piece)
        self._waiting += len(piece)
        if self._sent + self._waiting > self._limit:
            raise Failure("size", limit=self._limit)
        if self._waiting >= (_PIECE if self._sent else _WHOLE):
            self._flush()
        return len(piece)

    def flush(self) -> None:
        """Files can be flushed; here nothing needs to be."""

    def end(self) -> list[Frame]:
        """The frames that are left: all of them where nothing was sent before."""
        content = self._content()
        data = Frame(Kind.DATA, content)
        if self._sent:
            return [data, Frame(Kind.END)]
        return [self._head(length=len(content)), data, Frame(Kind.END)]

    def _flush(self) -> None:
        frames = [] if self._sent else [Frame(Kind.HEAVY), self._head(length=None)]
        self._send(*frames, Frame(Kind.DATA, self._content()))
        self._sent += self._waiting
        self._pieces.clear()
        self._waiting = 0

    def _content(self) -> bytes:
        content = b"".join(self._pieces)
        if not self.head["media_type"].endswith("xml"):
            return content
        try:
            return as_xml(content)
        except NotXml as error:
            raise Failure("xml", detail=str(error)) from None

    def _head(self, *, length: int | None) -> Frame:
        return Frame(Kind.HEAD, json.dumps({**self.head, "length": length}).encode())


def perform(job: Mapping[str, Any], store: Store, writer: Writer) -> None:
    """Do what a job asks: `task` is answer, rows or diagnose, with `query`, `default_graphs` and
    `named_graphs`; for an answer `formats`, the media types that may be used for solutions,
    boolean and graph (None where none may); for rows `most`, their number. Raises Failure."""
    refusal = refuse(job["query"])
    if refusal is not None:
        raise Failure("refused", status=refusal.status, detail=refusal.reason)
    try:
        _TASKS[job["task"]](job, store, writer)
    except QuerySyntaxError as error:
        raise Failure("syntax", detail=str(error), line=error.line, column=error.column) from None
    except StoreUnavailable as error:
        raise _store_failure(error) from None
    except (OSError, RuntimeError, ValueError) as error:  # of the engine, between two rows
        raise _store_failure(query_failed(error)) from None


def _store_failure(error: StoreUnavailable) -> Failure:
    return Failure("store", detail=str(error), fault=error.fault, retry_after=error.retry_after)


def _ask(job: Mapping[str, Any], store: Store) -> Answer:
    return store.query(job["query"], dataset_of(job))


def _answer(job: Mapping[str, Any], store: Store, writer: Writer) -> None:
    answer = _ask(job, store)
    form = _form(answer)
    media_type = job["formats"][form]
    if media_type is None:
        raise Failure("format", form=form)
    writer.head = {"media_type": media_type}
    file = cast(IO[bytes], writer)  # the engine only writes
    if isinstance(answer, QueryTriples):
        serialize(answer, file, GRAPHS[media_type], prefixes=_prefixes(media_type))
    else:
        answer.serialize(file, RESULTS[media_type])


def _form(answer: Answer) -> str:
    if isinstance(answer, QueryTriples):
        return "graph"
    return "boolean" if isinstance(answer, QueryBoolean) else "solutions"


def _prefixes(media_type: str) -> dict[str, str] | None:
    return PREFIXES if GRAPHS[media_type] != RdfFormat.JSON_LD else None


def _first_rows(job: Mapping[str, Any], store: Store, writer: Writer) -> None:
    """An answer as a page shows it: at most so many rows or triples, and whether that cuts it."""
    answer, most = _ask(job, store), job["most"]
    shown: dict[str, Any] = {"form": _form(answer), "is_cut": False}
    if isinstance(answer, QueryBoolean):
        shown["boolean"] = bool(answer)
    elif isinstance(answer, QueryTriples):
        triples = list(islice(answer, most + 1))
        shown["is_cut"] = len(triples) > most
        content = serialize(triples[:most], format=RdfFormat.TURTLE, prefixes=PREFIXES)
        shown["turtle"] = (content or b"").decode()
    else:
        columns = [variable.value for variable in answer.variables]
        rows = [_row(columns, row) for row in islice(answer, most + 1)]
        shown |= {"columns": columns, "rows": rows[:most], "is_cut": len(rows) > most}
    _write_json(shown, writer)


def _row(columns: list[str], row: QuerySolution) -> dict[str, dict[str, str]]:
    """A solution as in the JSON results format; what is unbound is left out."""
    return {column: _cell(row[column]) for column in columns if row[column] is not None}


def _cell(term: object) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, Literal):
        return {"type": "literal", "value": str(term)}
    cell = {"type": "literal", "value": term.value}
    if term.language:
        return {**cell, "xml:lang": term.language}
    return cell if term.datatype == XSD.string else {**cell, "datatype": term.datatype.value}


def _write_json(value: object, writer: Writer) -> None:
    writer.head = {"media_type": "application/json"}
    writer.write(json.dumps(value, ensure_ascii=False).encode())


def _diagnose(job: Mapping[str, Any], store: Store, writer: Writer) -> None:
    _ask(job, store)  # what is no query is said so with its line, as ever
    _write_json(asdict(diagnose(store, job["query"])), writer)


_TASKS: dict[str, Callable[[Mapping[str, Any], Store, Writer], None]] = {
    "answer": _answer,
    "rows": _first_rows,
    "diagnose": _diagnose,
}
