"""Where something is written: the lines of a document, with the headings above them."""

from collections.abc import Iterable
from dataclasses import dataclass

from ontology import iris
from queries.runner import Row, select, value
from store.protocol import Store


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Lines of a document: its slug, the file read, first and last line, headings outermost
    first (empty where the document has no outline)."""

    document: str
    file: str
    lines: tuple[int, int]
    heading: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Files:
    """The file name of each document, by its IRI."""

    names: dict[str, str]

    @classmethod
    def of(cls, store: Store) -> "Files":
        """Read the names once for a release."""
        rows = select(store, _FILES).rows
        return cls({value(row["document"]): value(row["file"]) for row in rows})

    def evidence(self, row: Row) -> Evidence:
        """The evidence in a row with the columns document, first, last and heading."""
        document = value(row["document"])
        parsed = iris.parse(document)
        return Evidence(
            document=parsed[1] if parsed else document,
            file=self.names.get(document, ""),
            lines=(int(value(row["first"])), int(value(row["last"]))),
            heading=tuple(value(row["heading"]).split()),
        )


_FILES = """
PREFIX shk: <https://w3id.org/shisaku/ns#>
SELECT ?document ?file WHERE { ?document a shk:Document ; shk:fileName ?file }
"""


def merge(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each piece of evidence once, by document and line."""
    return tuple(sorted(set(evidence)))
