"""Why a SPARQL query has no answer."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from pyoxigraph import Variable

from queries.diagnosis.coverage import coverage_in_words, outside, read_coverage
from queries.diagnosis.hints import Clues
from queries.diagnosis.making import find_unmade
from queries.diagnosis.model import Coverage, Diagnosis, Finding, Step, Verdict
from queries.diagnosis.pattern import (
    Bind,
    Filter,
    Graph,
    Group,
    Inner,
    Part,
    Query,
    Select,
    TriplePattern,
    Union,
    Values,
)
from queries.diagnosis.probing import Prober
from queries.diagnosis.reading import Unreadable, read_query
from queries.diagnosis.steps import Emptied, Modifier, Place, find_emptied, find_uncounted
from queries.diagnosis.terms import Terms, roles_in
from queries.diagnosis.words import say, times
from queries.diagnosis.writing import Shown
from queries.names import NameTable
from store.protocol import EVERYTHING, Dataset, QuerySyntaxError, Store

_TRIPLE = TriplePattern(
    Variable("diagnosis_s"), (Variable("diagnosis_p"),), Variable("diagnosis_o")
)
_DEEPEST = 10_000
"""Calls within calls. Measured: 60 000 of the parser's fit into a stack of 8 MB."""
_KINDS: Mapping[type[Part], str] = {
    TriplePattern: "triple",
    Filter: "filter",
    Inner: "minus",
    Values: "values",
    Select: "subquery",
    Group: "pattern",
    Graph: "pattern",
    Union: "pattern",
    Bind: "pattern",
}
_IN_ANY_GRAPH = Graph(Variable("diagnosis_g"), Group((_TRIPLE,)))


def diagnose(
    store: Store, query: str, dataset: Dataset = EVERYTHING, names: NameTable | None = None
) -> Diagnosis:
    """Why a query has no answer in a store.

    `dataset` are the graphs that go before those in the query itself. `names` saves reading the
    names of things where they are at hand. Only small questions are asked; nothing is fetched.

    Raises StoreUnavailable.
    """
    try:
        with _deep_recursion():
            return _diagnose(store, read_query(query), dataset, names)
    except RecursionError:
        return Diagnosis("unreadable", say("unreadable-depth"))
    except Unreadable as error:
        return Diagnosis("unreadable", say(f"unreadable-{error.reason}"))
    except QuerySyntaxError:
        # A part that the engine takes only as part of the whole.
        return Diagnosis("unreadable", say("unreadable-syntax"))


@contextmanager
def _deep_recursion() -> Iterator[None]:
    """The parser calls itself some twenty times for each bracket and each triple of a group."""
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(max(usual, _DEEPEST))
    try:
        yield
    finally:
        sys.setrecursionlimit(usual)


def _diagnose(store: Store, query: Query, dataset: Dataset, names: NameTable | None) -> Diagnosis:
    shown = Shown(query.prefixes)
    everything = Prober(store)
    seen = Prober(store, _dataset(query, dataset))
    verdict, emptied = _verdict(query, seen)
    if verdict == "answered":
        return Diagnosis(verdict, say("true" if query.form == "ASK" else "answered"))
    clues = Clues(seen, everything, shown)
    terms = Terms(everything, shown, cache(lambda: names or NameTable(store)))
    roles = roles_in(query)
    coverage = read_coverage(store)
    return Diagnosis(
        verdict,
        say(verdict),
        unknown_terms=terms.unknown(roles),
        unused_terms=terms.unused(roles),
        steps=tuple(_step(one, clues) for one in emptied),
        notes=tuple(_notes(query, coverage, seen, everything)),
        coverage=coverage,
    )


def _dataset(query: Query, dataset: Dataset) -> Dataset:
    """The graphs that a query sees: those of the request go before its own (SPARQL 1.1 Protocol,
    section 2.1.4)."""
    if dataset != EVERYTHING:
        return dataset
    return Dataset(
        tuple(graph.value for graph in query.default_graphs),
        tuple(graph.value for graph in query.named_graphs),
    )


def _verdict(query: Query, seen: Prober) -> tuple[Verdict, list[Emptied]]:
    """Whether there is an answer, and what leaves none."""
    select = query.select
    found = find_emptied(select, Place(), seen)
    uncounted = find_uncounted(select, seen) if select.is_total else []
    if found:
        return ("false" if query.form == "ASK" else "empty"), [*uncounted, *found]
    if uncounted:
        return "nothing-counted", uncounted
    unmade = find_unmade(query, seen)
    return ("empty", unmade) if unmade else ("answered", [])


def _step(emptied: Emptied, clues: Clues) -> Step:
    part = emptied.part
    kind = part.kind if isinstance(part, Modifier) else _KINDS[type(part)]
    is_counted = kind in ("triple", "subquery", "pattern")
    count = clues.seen.count(emptied.place.alone(part.tokens)) if is_counted else None
    written = clues.shown.tokens(part.tokens)
    rows = part.rows if isinstance(part, Modifier) else None
    text = say(_key(kind, part, count), written=written, rows=rows or 0, count=times(count or 0))
    return Step(kind, written, count, text, clues.about(emptied, count))


def _key(kind: str, part: Part | Modifier, count: int | None) -> str:
    """Which sentence is said of a part."""
    if isinstance(part, Values) and not part.rows:
        return "step-no-values"
    if count is None:
        return f"step-{kind}"
    return "step-joined" if count else "step-none"


def _notes(query: Query, coverage: Coverage, seen: Prober, everything: Prober) -> Iterator[Finding]:
    """What else may be the reason."""
    if not seen.ask(_TRIPLE.tokens):
        if everything.ask(_IN_ANY_GRAPH.tokens):
            yield Finding("default-graph-empty", say("default-graph-empty"))
        elif not everything.ask(_TRIPLE.tokens):
            yield Finding("no-data", say("no-data"))
    yield from outside(coverage, query.select.where.tokens)


def to_text(diagnosis: Diagnosis, language: str = "en") -> str:
    """A diagnosis for a terminal, a sentence a line."""
    lines = [diagnosis.summary[language]]
    lines += [f"- {term.text[language]}" for term in diagnosis.unknown_terms]
    lines += [f"- {term.text[language]}" for term in diagnosis.unused_terms]
    for step in diagnosis.steps:
        lines.append(f"- {step.text[language]}")
        lines += [f"    {hint.text[language]}" for hint in step.hints]
    lines += [f"- {note.text[language]}" for note in diagnosis.notes]
    lines += [line[language] for line in coverage_in_words(diagnosis.coverage)]
    return "\n".join(lines) + "\n"
