"""The stored questions: SPARQL files with a header that says what they ask.

The header is TOML behind `#+`, so a file stays valid SPARQL that any tool runs as it is:

    #+ question.en = "Which agreements is a country party to?"
    #+ question.ja = "…"
    #+ [parameters.country]        a variable that the text binds with VALUES ?country { … }
    #+ kind = "country"            a kind of thing, or year, integer
    #+ en = "the country asked about"
    #+ ja = "…"
    #+ [columns]
    #+ agreement = { en = "the agreement", ja = "…" }

What stands in a parameter's VALUES block is the example that is used when none is given.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from queries.errors import BadHeader, UnknownQuery

_FOLDER = Path(__file__).parent
_HEADER = re.compile(r"^#\+ ?(.*)$", re.MULTILINE)

Text = Mapping[str, str]
"""A text in Japanese and English, by language code."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that the one who asks may set."""

    name: str
    kind: str
    meaning: Text


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A stored question. `topic` is the folder it lies in; `columns` are in order."""

    name: str
    topic: str
    question: Text
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, Text]
    text: str


@cache
def catalogue() -> Mapping[str, StoredQuery]:
    """All stored questions by name, sorted. Raises BadHeader."""
    files = sorted(_FOLDER.glob("*/*.rq"), key=lambda path: path.stem)
    return {path.stem: read_query(path) for path in files}


def find_query(name: str) -> StoredQuery:
    """The stored question of a name. Raises UnknownQuery with near matches."""
    known = catalogue()
    if name not in known:
        raise UnknownQuery(name, get_close_matches(name, known, n=3, cutoff=0.5))
    return known[name]


def read_query(path: Path) -> StoredQuery:
    """Read one file. Raises BadHeader where the header and the text do not fit together."""
    text = path.read_text(encoding="utf-8")
    try:
        header = tomllib.loads("\n".join(_HEADER.findall(text)))
    except tomllib.TOMLDecodeError as error:
        raise BadHeader(path.name, f"the header is no TOML ({error})") from error
    query = StoredQuery(
        name=path.stem,
        topic=path.parent.name,
        question=_bilingual(path, "question", header.get("question")),
        parameters=tuple(
            Parameter(name, str(entry.get("kind", "")), _bilingual(path, name, entry))
            for name, entry in header.get("parameters", {}).items()
        ),
        columns={
            name: _bilingual(path, name, entry) for name, entry in header.get("columns", {}).items()
        },
        text=_HEADER.sub("", text).strip() + "\n",
    )
    _check_parameters(path, query)
    return query


def _bilingual(path: Path, name: str, entry: object) -> Text:
    if not isinstance(entry, dict) or not entry.get("ja") or not entry.get("en"):
        raise BadHeader(path.name, f"{name} needs a text in ja and in en")
    return {"ja": str(entry["ja"]), "en": str(entry["en"])}


def _check_parameters(path: Path, query: StoredQuery) -> None:
    declared = {parameter.name for parameter in query.parameters}
    bound = set(values_blocks(query.text))
    if declared != bound:
        off = ", ".join(sorted(declared ^ bound))
        raise BadHeader(path.name, f"{off}: declared without a VALUES block, or the reverse")


_VALUES = re.compile(r"VALUES \?(?P<name>\w+) \{ (?P<terms>[^{}]*) \}")


def values_blocks(text: str) -> dict[str, str]:
    """The terms in each block of one variable, as written, by the name of the variable."""
    return {match["name"]: match["terms"] for match in _VALUES.finditer(text)}


def fill_values(text: str, terms: Mapping[str, str]) -> str:
    """The text with other terms, already written in SPARQL, in the blocks of some variables."""
    return _VALUES.sub(
        lambda match: f"VALUES ?{match['name']} {{ {terms.get(match['name'], match['terms'])} }}",
        text,
    )
