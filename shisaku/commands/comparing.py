"""`shisaku diff`: what changed between two editions or releases."""

import json
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ontology.errors import UserError
from queries.budgets import read_budgets
from queries.difference import Difference, Snapshot, compare, snapshot
from queries.evidence import Files
from queries.measures import Conditions, find_measures
from queries.names import NameTable
from shisaku.commands import tell
from shisaku.commands.columns import as_csv
from shisaku.opening import open_store
from shisaku.settings import Settings
from store.protocol import Store
from store.releases import GRAPH_FILE, find_release

_COLUMNS = ("change", "subject", "before", "after")


class UnknownState(UserError, LookupError):
    """Neither an edition, nor a release, nor a file is called so."""

    def __init__(self, name: str, editions: Sequence[str]) -> None:
        super().__init__(
            f"{name!r} is no edition ({', '.join(editions)}), no release and no file of a graph"
        )


class MixedStates(UserError, ValueError):
    """An edition and a release hold amounts of different years."""

    def __init__(self, before: str, after: str) -> None:
        super().__init__(f"{before!r} and {after!r}: compare two editions or two releases")


def add_commands(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("diff", help="what changed between two editions or releases")
    for name in ("before", "after"):
        parser.add_argument(
            name, help="an edition (2024), a release, its folder, or the file of a graph"
        )
    parser.add_argument("--format", choices=("text", "csv", "json"), default="text")
    parser.set_defaults(run=_diff)


def _diff(options: Namespace, settings: Settings) -> int:
    names = (options.before, options.after)
    paths = [_find(name, settings) for name in names]
    if len({path is None for path in paths}) > 1:
        raise MixedStates(*names)
    before, after = (
        _edition(name, settings) if path is None else _state(open_store(path, settings, tell).store)
        for name, path in zip(names, paths, strict=True)
    )
    found = compare(before, after)
    print(render(found, options.format), end="")
    return 1 if found else 0


def _find(name: str, settings: Settings) -> str | None:
    """The graph of a release or file of that name; None where it can only be an edition."""
    release = find_release(settings.out, name)
    if release:
        return str(release / GRAPH_FILE)
    return name if Path(name).is_file() else None


def _edition(name: str, settings: Settings) -> Snapshot:
    store = open_store(None, settings, tell).store
    editions = sorted({m.edition for m in find_measures(store, NameTable(store), Conditions())})
    if name not in editions:
        raise UnknownState(name, editions)
    return _state(store, name)


def _state(store: Store, edition: str | None = None) -> Snapshot:
    names = NameTable(store)
    measures = find_measures(store, names, Conditions())
    return snapshot(measures, read_budgets(store, names, Files.of(store)), edition)


def render(found: Sequence[Difference], chosen: str) -> str:
    """Differences as text for people, as CSV or as JSON."""
    if chosen == "json":
        rows = [asdict(difference) for difference in found]
        return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    if chosen == "csv":
        return as_csv(_COLUMNS, [(d.change, d.subject, d.before, d.after) for d in found])
    return "".join(f"{_sentence(d)}\n" for d in found) or "no difference\n"


def _sentence(d: Difference) -> str:
    if d.before and d.after:
        return f"{d.change:10}  {d.subject}: {_readable(d.before)} -> {_readable(d.after)}"
    return f"{d.change:10}  {d.subject}: {_readable(d.before or d.after)}"


def _readable(value: str) -> str:
    return f"{int(value):,} yen" if value.isdigit() else value
