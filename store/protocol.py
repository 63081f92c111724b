"""What every store can do, whether it lies in this process or behind a URL."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

from ontology.errors import UserError

Answer = QuerySolutions | QueryBoolean | QueryTriples


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query sees: none named means those of the store's own default."""

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


EVERYTHING = Dataset()


class QuerySyntaxError(UserError, ValueError):
    """The text is no SPARQL query. `line` and `column` count from 1; None where unknown."""

    def __init__(self, reason: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(reason)
        self.line = line
        self.column = column


class Fault(StrEnum):
    """In which way a store gave no answer."""

    NOT_REACHABLE = "not reachable"
    BAD_ANSWER = "bad answer"
    TOO_LATE = "too late"


class StoreUnavailable(UserError, RuntimeError):
    """The store cannot be reached, or gave no usable answer.

    `retry_after` is the number of seconds after which asking again may help; None where unknown.
    """

    def __init__(
        self,
        reason: str,
        fault: Fault = Fault.NOT_REACHABLE,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(reason)
        self.fault = fault
        self.retry_after = retry_after


class Store(Protocol):
    """A set of named graphs that answers SPARQL 1.1 queries."""

    def query(self, text: str, dataset: Dataset = EVERYTHING) -> Answer:
        """The answer to a query.

        Raises QuerySyntaxError for a text that is no query, StoreUnavailable where the store
        gives no answer.
        """
        ...
