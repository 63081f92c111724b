"""What can be wrong with an input, one class and one sentence each."""

from pathlib import Path

from ontology.errors import UserError


class UnreadableDocument(UserError, ValueError):
    """The file as a whole cannot be read as a document."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class UnknownDocument(UserError, LookupError):
    """No row of documents.csv describes the file."""

    def __init__(self, path: Path, known: list[str]) -> None:
        super().__init__(
            f"{path}: no row of seeds/documents.csv has this file's name or SHA-256; "
            f"add one, or say which it is with --document ({', '.join(known)})"
        )


class BadRow(UserError, ValueError):
    """A cell of a seed table is missing or wrong."""

    def __init__(self, file: str, row: int, column: str, reason: str) -> None:
        super().__init__(f"{file}, row {row}, column {column}: {reason}")
        self.file = file
        self.row = row
        self.column = column


class BadTable(UserError, ValueError):
    """A seed table as a whole cannot be read."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
