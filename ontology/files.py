"""Where the ontology, its shapes and its JSON-LD context lie, in one fixed order."""

from pathlib import Path

_PACKAGE = Path(__file__).parent

CONTEXT_FILE = _PACKAGE / "context.jsonld"


def ontology_files() -> tuple[Path, ...]:
    """The Turtle files that together are the ontology: the root, then the modules by name."""
    return (_PACKAGE / "shisaku.ttl", *sorted((_PACKAGE / "modules").glob("*.ttl")))


def shape_files() -> tuple[Path, ...]:
    """The Turtle files that together are the SHACL shapes, by name; they refer to each other."""
    return tuple(sorted((_PACKAGE / "shapes").glob("*.ttl")))
