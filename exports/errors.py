"""What a user can do wrong with an export."""

from collections.abc import Iterable

from ontology.errors import UserError


class UnknownFormat(UserError, LookupError):
    """Something was asked for in a format that there is not."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        super().__init__(f"{name!r} is no format of export; the formats are {', '.join(known)}")
