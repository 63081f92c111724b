"""Where a fact came from: the cell of a table, or the lines of a document."""

from collections.abc import Iterable

from ontology import iris
from ontology.model import Fact, Passage


class Origins:
    """Finds the table cell or the lines behind a thing, a property of it, or a statement."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._of_value: dict[tuple[str, str, str], str] = {}
        self._of_property: dict[tuple[str, str], str] = {}
        self._of_thing: dict[str, str] = {}
        for fact in facts:
            origin = fact.origin or where(fact.passages)
            subject, predicate = fact.subject.value, fact.predicate.value
            self._of_value.setdefault((subject, predicate, fact.object.value), origin)
            self._of_property.setdefault((subject, predicate), origin)
            self._of_thing.setdefault(subject, origin)
            statement = iris.statement(fact.subject, fact.predicate, fact.object)
            self._of_thing.setdefault(statement.value, origin)

    def find(self, subject: str, predicate: str = "", value: str = "") -> str:
        """The origin of a value, else of the property, else of the thing; empty where none is
        known."""
        return (
            self._of_value.get((subject, predicate, value))
            or self._of_property.get((subject, predicate))
            or self._of_thing.get(subject, "")
        )


def where(passages: Iterable[Passage]) -> str:
    """Passages in words: `mic-evaluation-2023 lines 6444-6449, 6477`."""
    found: dict[str, list[str]] = {}
    for p in passages:
        lines = str(p.first) if p.first == p.last else f"{p.first}-{p.last}"
        found.setdefault(p.document, []).append(lines)
    return "; ".join(f"{document} lines {', '.join(lines)}" for document, lines in found.items())
