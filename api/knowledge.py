"""What the API answers from: a store, and what is worked out of it once when it is opened."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from queries.budgets import Budget, read_budgets
from queries.evidence import Files
from queries.names import NameTable
from store.protocol import Store


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A store with its names, files and budgets. `release` names what is served."""

    store: Store
    release: str
    names: NameTable
    files: Files
    budgets: tuple[Budget, ...]

    @classmethod
    def of(cls, store: Store, release: str) -> "Knowledge":
        """Read the tables out of a store. Raises StoreUnavailable."""
        names, files = NameTable(store), Files.of(store)
        return cls(store, release, names, files, tuple(read_budgets(store, names, files)))


def _knowledge(request: Request) -> Knowledge:
    knowledge: Knowledge = request.app.state.knowledge
    return knowledge


Known = Annotated[Knowledge, Depends(_knowledge)]
