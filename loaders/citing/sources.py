"""The text of the documents, as printed and with their misprints corrected."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.tables.csvfile import Row, read_rows
from ontology.model import Passage

CORRECTIONS = "corrections.csv"
_COLUMNS = ("document", "line", "printed", "correction", "reason")


@dataclass(frozen=True, slots=True)
class Correction:
    """A misprint of a document, what should stand there, and why we think so."""

    document: str
    line: int
    printed: str
    correction: str
    reason: str


def read_corrections(folder: Path) -> tuple[Correction, ...]:
    """All rows of the table. Raises BadRow or BadTable."""
    return tuple(_correction(row) for row in read_rows(folder / CORRECTIONS, _COLUMNS))


def _correction(row: Row) -> Correction:
    return Correction(
        document=row.required("document"),
        line=row.integer("line"),
        printed=row.required("printed"),
        correction=row.text("correction"),
        reason=row.required("reason"),
    )


class Sources:
    """The lines of the documents that are at hand, by slug."""

    def __init__(
        self, lines: Mapping[str, Sequence[str]], corrections: Iterable[Correction] = ()
    ) -> None:
        """`lines` as printed. A correction of a document that is not at hand is passed over."""
        self._printed = {slug: tuple(texts) for slug, texts in lines.items()}
        self._corrected = {slug: list(texts) for slug, texts in lines.items()}
        self.stale = tuple(c for c in corrections if not self._correct(c))
        """Corrections of what is not printed on their line."""

    def _correct(self, c: Correction) -> bool:
        printed = self._printed.get(c.document)
        if printed is None:
            return True
        if not 1 <= c.line <= len(printed) or c.printed not in printed[c.line - 1]:
            return False
        texts = self._corrected[c.document]
        texts[c.line - 1] = texts[c.line - 1].replace(c.printed, c.correction)
        return True

    def has(self, document: str) -> bool:
        """Whether a document is at hand."""
        return document in self._printed

    def texts(self, passages: Sequence[Passage]) -> Iterator[str]:
        """What stands in passages, a text for each document, as printed and as corrected; without
        empty lines, for the cited lines belong together."""
        for document in dict.fromkeys(passage.document for passage in passages):
            cited = [p for p in passages if p.document == document]
            for lines in (self._printed[document], self._corrected[document]):
                chosen = (line for p in cited for line in lines[p.first - 1 : p.last])
                yield "\n".join(line for line in chosen if line.strip())
