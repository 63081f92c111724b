"""What the API answers from: a store, and what is worked out of it once when it is opened."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Annotated

from fastapi import Depends, Request

from queries.budgets import Budget, read_budgets
from queries.evidence import Files
from queries.explanation import Explainer
from queries.names import NameTable
from store.protocol import Store


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A store with its names, files and budgets. `release` names what is served.

    `explainer` explains triples; it is made when first asked for.
    """

    store: Store
    release: str
    names: NameTable
    files: Files
    budgets: tuple[Budget, ...]
    explainer: Callable[[], Explainer]

    @classmethod
    def of(cls, store: Store, release: str) -> "Knowledge":
        """Read the tables out of a store. Raises StoreUnavailable."""
        names, files = NameTable(store), Files.of(store)
        budgets = tuple(read_budgets(store, names, files))
        return cls(store, release, names, files, budgets, cache(lambda: Explainer(store, files)))


def _knowledge(request: Request) -> Knowledge:
    knowledge: Knowledge = request.app.state.knowledge
    return knowledge


Known = Annotated[Knowledge, Depends(_knowledge)]
