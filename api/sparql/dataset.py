"""Which graphs a question is about."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin

from api.sparql.guard import Token, tokens_of
from store.protocol import EVERYTHING, Dataset

_NOTHING: Token = ("", "")


def dataset_of(job: Mapping[str, Any]) -> Dataset:
    """The graphs that the request names, else those of several FROM clauses, which the engine
    would not merge; else what the store and the query say by themselves."""
    asked = Dataset(tuple(job["default_graphs"]), tuple(job["named_graphs"]))
    if asked != EVERYTHING:
        return asked
    clauses = read_clauses(job["query"])
    return clauses if len(clauses.default_graphs) > 1 else EVERYTHING


def read_clauses(query: str) -> Dataset:
    """The FROM and FROM NAMED clauses of a query.

    >>> read_clauses("PREFIX g: <urn:g#> ASK FROM g:a FROM NAMED <urn:b> { ?s ?p ?o }")
    Dataset(default_graphs=('urn:g#a',), named_graphs=('urn:b',))
    """
    default: list[str] = []
    named: list[str] = []
    prefixes: dict[str, str] = {}
    base = ""
    tokens = _head(query)
    for kind, text in tokens:
        word = text.upper() if kind == "word" else ""
        if kind == "declaration":
            prefix, _, iri = text[len("PREFIX") :].strip().partition(":")
            prefixes[prefix.strip()] = _absolute(iri.strip()[1:-1], base)
        elif word == "BASE":
            base = next(tokens, _NOTHING)[1][1:-1]
        elif word == "FROM":
            after = next(tokens, _NOTHING)
            is_named = after[1].upper() == "NAMED"
            graph = next(tokens, _NOTHING) if is_named else after
            (named if is_named else default).append(_resolve(graph, base, prefixes))
    return Dataset(tuple(default), tuple(named))


def _head(query: str) -> Iterator[Token]:
    """The tokens before the first group: dataset clauses stand nowhere else."""
    for kind, text in tokens_of(query):
        if text == "{":
            return
        yield kind, text


def _resolve(token: Token, base: str, prefixes: Mapping[str, str]) -> str:
    kind, text = token
    if kind == "iri":
        return _absolute(text[1:-1], base)
    prefix, _, local = text.partition(":")
    return prefixes.get(prefix, f"{prefix}:") + local.replace("\\", "")


def _absolute(iri: str, base: str) -> str:
    joined = urljoin(base, iri) if base else iri
    is_cut = iri.endswith("#") and not joined.endswith("#")  # urljoin drops an empty fragment
    return joined + "#" if is_cut else joined
