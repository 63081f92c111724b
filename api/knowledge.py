"""What the API answers from: a store, and what is worked out of it once when it is opened."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Annotated

from fastapi import Depends, Request

from api.exporting import Exporter
from api.problems import not_ready
from api.sparql.pool import Pool
from queries.budgets import Budget, read_budgets
from queries.census import Census
from queries.evidence import Files
from queries.explanation import Explainer
from queries.names import NameTable
from queries.retired import Retirement, read_retired
from store.protocol import Store


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A store with its names, files and budgets. `release` names what is served.

    `built` is the moment since which it has not changed; None where it may change at any time, as
    a remote store may. `retired` holds the identifiers that were given up, by IRI. `explainer`
    explains triples, and `census` counts what there is; both work when first asked.
    """

    store: Store
    release: str
    built: datetime | None
    names: NameTable
    files: Files
    budgets: tuple[Budget, ...]
    retired: Mapping[str, Retirement]
    explainer: Callable[[], Explainer]
    census: Census

    @classmethod
    def of(cls, store: Store, release: str, built: datetime | None = None) -> "Knowledge":
        """Read the tables out of a store. Raises StoreUnavailable."""
        names, files = NameTable(store), Files.of(store)
        return cls(
            store=store,
            release=release,
            built=built,
            names=names,
            files=files,
            budgets=tuple(read_budgets(store, names, files)),
            retired=read_retired(store),
            explainer=cache(lambda: Explainer(store, files)),
            census=Census(store),
        )


@dataclass(frozen=True, slots=True)
class Served:
    """What requests are answered from. A request takes it once and keeps it to its end, even where
    something newer has taken its place. Without a pool SPARQL is refused; without an exporter this
    process writes exports itself."""

    knowledge: Knowledge
    pool: Pool | None = None
    exporter: Exporter | None = None

    async def close(self) -> None:
        """End what runs beside this process."""
        if self.exporter is not None:
            await self.exporter.close()
        if self.pool is not None:
            await self.pool.close()


def take_served(request: Request) -> Served:
    """What a request is answered from. Raises ProblemError while nothing is loaded yet."""
    served: Served | None = request.app.state.served
    if served is None:
        raise not_ready()
    return served


async def _knowledge(request: Request) -> Knowledge:
    # Asynchronous, as the framework would call anything else in a thread of its own.
    return take_served(request).knowledge


Known = Annotated[Knowledge, Depends(_knowledge)]
