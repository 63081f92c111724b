"""Small questions to a store: whether a pattern has a solution, and what the first ones hold.

None asks for more than some solutions, so that the work stays small on a large store; the caller
stops what takes too long all the same.
"""

from dataclasses import dataclass

from pyoxigraph import Literal, QueryBoolean, QuerySolutions, Variable

from queries.diagnosis.pattern import Term, Tokens
from queries.diagnosis.writing import sparql
from store.protocol import EVERYTHING, Dataset, Store

MOST_COUNTED = 1000
"""Solutions that are counted or looked at."""


@dataclass(frozen=True, slots=True, order=True)
class Kind:
    """What sort of value: a literal with a language tag or a data type, else no literal."""

    language: str = ""
    datatype: str = ""

    @classmethod
    def of(cls, term: Term) -> "Kind":
        """The kind of a term."""
        if not isinstance(term, Literal):
            return cls()
        return cls(language=term.language) if term.language else cls(datatype=term.datatype.value)


class Prober:
    """Asks about the data that a query sees."""

    def __init__(self, store: Store, dataset: Dataset = EVERYTHING) -> None:
        self._store, self._dataset = store, dataset

    def ask(self, pattern: Tokens) -> bool:
        """Whether a pattern has a solution."""
        answer = self._store.query(f"ASK {{ {sparql(pattern)} }}", self._dataset)
        assert isinstance(answer, QueryBoolean)
        return bool(answer)

    def count(self, pattern: Tokens, most: int = MOST_COUNTED) -> int:
        """How many solutions a pattern has, up to a number."""
        first = f"SELECT * WHERE {{ {sparql(pattern)} }} LIMIT {most}"
        rows = self._rows(f"SELECT (COUNT(*) AS ?diagnosis) WHERE {{ {{ {first} }} }}")
        return int(next(rows)["diagnosis"].value)

    def values(self, variable: Variable, pattern: Tokens, most: int = MOST_COUNTED) -> list[Term]:
        """The values of a variable in the first solutions of a pattern, each once."""
        rows = self._rows(f"SELECT {variable} WHERE {{ {sparql(pattern)} }} LIMIT {most}")
        values = (row[variable.value] for row in rows)
        return list(dict.fromkeys(value for value in values if value is not None))

    def kinds(self, variable: Variable, pattern: Tokens) -> list[Kind]:
        """The kinds of value that a variable has in the first solutions of a pattern."""
        return sorted({Kind.of(term) for term in self.values(variable, pattern)})

    def _rows(self, text: str) -> QuerySolutions:
        answer = self._store.query(text, self._dataset)
        assert isinstance(answer, QuerySolutions)
        return answer
