"""What a diagnosis says: frozen values that `dataclasses.asdict` makes JSON of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Text = Mapping[str, str]
"""A sentence in Japanese and English, by language code."""

Verdict = Literal["answered", "empty", "false", "nothing-counted", "unreadable"]
"""There is an answer (of ASK: it is true), there is none, ASK is false, a sum has its one row but
nothing to sum, or the query cannot be looked into."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was found out, by kind, and a sentence about it."""

    kind: str
    text: Text


@dataclass(frozen=True, slots=True)
class Near:
    """A term that may have been meant: its IRI, how it is written in this query, and its label
    (empty where it has none)."""

    iri: str
    written: str
    label: Text


@dataclass(frozen=True, slots=True)
class UnknownTerm:
    """An IRI of the query that occurs neither in the data nor in the ontology.

    `role` is what it stands for: property, class, graph or thing.
    """

    iri: str
    written: str
    role: str
    near: tuple[Near, ...]
    text: Text


@dataclass(frozen=True, slots=True)
class UnusedTerm:
    """A property or class that is known, but of which the data hold nothing."""

    iri: str
    written: str
    role: str
    text: Text


@dataclass(frozen=True, slots=True)
class Step:
    """The first part of the query, in reading order, after which no solution is left.

    `count_alone` is how often the part matches by itself, counted up to 1000; None where the part
    is no pattern.
    """

    kind: str
    written: str
    count_alone: int | None
    text: Text
    hints: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class CoveredDocument:
    """A document that the data come from."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the data are about: fiscal years with a budget (the year in which they start), editions
    of the list of measures, and documents. All empty for data that are not of Shisaku."""

    fiscal_years: tuple[int, ...] = ()
    editions: tuple[str, ...] = ()
    documents: tuple[CoveredDocument, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why a query has no answer.

    A union has a step for each of its branches. `notes` say what else may be the reason.
    """

    verdict: Verdict
    summary: Text
    unknown_terms: tuple[UnknownTerm, ...] = ()
    unused_terms: tuple[UnusedTerm, ...] = ()
    steps: tuple[Step, ...] = ()
    notes: tuple[Finding, ...] = ()
    coverage: Coverage = Coverage()
