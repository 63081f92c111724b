"""Imports run one way: shisaku → api → exports → queries → store → ontology, and
shisaku → loaders → ontology."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

MAY_IMPORT = {
    "ontology": set(),
    "store": {"ontology"},
    "queries": {"store", "ontology"},
    "exports": {"queries", "store", "ontology"},
    "api": {"exports", "queries", "store", "ontology"},
    "loaders": {"ontology"},
    "shisaku": {"api", "exports", "queries", "store", "loaders", "ontology", "seeds"},
}  # type: dict[str, set[str]]
MODULES = [path for room in MAY_IMPORT for path in sorted((ROOT / room).rglob("*.py"))]


def imported(source: str) -> set[str]:
    """The top-level packages that a module imports, wherever in it the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_import_points_up(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    ours = imported(path.read_text(encoding="utf-8")) & {*MAY_IMPORT, "seeds", "tests"}
    assert ours - {room} <= MAY_IMPORT[room]


def test_an_import_inside_a_function_is_found() -> None:
    assert imported("def f():\n    from api.app import create_app\n") == {"api"}


def test_every_room_of_the_house_is_watched() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages - {"tests", "bench"} == {*MAY_IMPORT, "seeds"}
