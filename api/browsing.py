"""The pages to browse by: lists of things, stored questions, sums of budgets, downloads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from api.cells import cell_of_term
from api.knowledge import Knowledge
from api.rendering import render
from exports.choice import PARAMETERS
from exports.errors import UnknownFormat
from exports.formats import FORMATS
from ontology import iris
from queries.arguments import Argument, arguments_of
from queries.budgets import Selection, summarise
from queries.catalogue import StoredQuery
from queries.names import Named, NameTable
from queries.runner import Table, Term, bind, select

MOST_SHOWN = 500
"""Rows of an answer on a page."""
_LIST = 200
"""Things on a page of a list."""
GROUPINGS = ("chapter", "year", "stage", "programme", "organisation")


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a list is shown: things whose names hold some words, from a place on."""

    words: str = ""
    offset: int = 0


def render_list(knowledge: Knowledge, language: str, collection: str, kind: str, part: Part) -> str:
    """The page of all things of a kind, or of those with a name that holds some words."""
    names = knowledge.names
    found = names.search(part.words, [kind]) if part.words else names.of_kind(kind)
    end = part.offset + _LIST
    asked = {"q": part.words} if part.words else {}
    return render(
        "list.html",
        language,
        asked=asked,
        collection=collection,
        words=part.words,
        data=f"/{collection}?{urlencode(asked)}".removesuffix("?"),
        things=found[part.offset : end],
        first=part.offset + 1,
        total=len(found),
        before=_link(language, part.words, max(0, part.offset - _LIST)) if part.offset else "",
        after=_link(language, part.words, end) if end < len(found) else "",
    )


def _link(language: str, words: str, offset: int) -> str:
    """The address of another part of the list, from the page of this one."""
    return "?" + urlencode({"q": words, "offset": offset, "lang": language})


@dataclass(frozen=True, slots=True)
class AskedField:
    """A parameter of a question in the form: what it means, what stands in its field, and the
    things that it may be. `argument` is None where what was given is no such thing."""

    name: str
    meaning: Mapping[str, str]
    text: str
    options: Sequence[Named]
    argument: Argument | None


def render_question(
    knowledge: Knowledge, language: str, query: StoredQuery, given: Mapping[str, str]
) -> str:
    """The page of a stored question with its answer, and what it was asked with.

    Raises what `bind` raises.
    """
    names = knowledge.names
    text = bind(query, given, names)
    table = select(knowledge.store, text)
    columns = [name for name in table.columns if not _repeats_a_name(name, table, names)]
    return render(
        "question.html",
        language,
        asked=given,
        question=query,
        fields=_fields(query, given, arguments_of(query, given, names), knowledge),
        error="",
        columns=[query.columns[name][language] for name in columns],
        rows=[
            [cell_of_term(row[name], names, language) for name in columns]
            for row in table.rows[:MOST_SHOWN]
        ],
        total=len(table.rows),
        data=f"/queries/{query.name}?{urlencode(given)}",
        sparql="/sparql?" + urlencode({"query": text, "lang": language}),
    )


def _repeats_a_name(column: str, table: Table, names: NameTable) -> bool:
    """Whether a column only holds the names of the things in another, which the page shows
    there in the reader's language."""
    return any(
        all(_is_name(row[column], row[other], names) for row in table.rows)
        for other in table.columns
        if table.rows and other != column
    )


def _is_name(text: Term | None, thing: Term | None, names: NameTable) -> bool:
    return (
        isinstance(text, Literal)
        and isinstance(thing, NamedNode)
        and text.value in names.label(thing.value).values()
    )


def render_bad_question(
    knowledge: Knowledge, language: str, query: StoredQuery, given: Mapping[str, str], error: str
) -> str:
    """The page of a stored question that was asked in a way in which it has no answer."""
    fields = _fields(query, given, (), knowledge)
    return render(
        "question.html", language, asked=given, question=query, fields=fields, error=error
    )


def _fields(
    query: StoredQuery,
    given: Mapping[str, str],
    arguments: Iterable[Argument],
    knowledge: Knowledge,
) -> list[AskedField]:
    by_name = {argument.name: argument for argument in arguments}
    return [
        AskedField(
            name=parameter.name,
            meaning=parameter.meaning,
            text=given.get(parameter.name) or _key(by_name.get(parameter.name)),
            options=knowledge.names.of_kind(parameter.kind),
            argument=by_name.get(parameter.name),
        )
        for parameter in query.parameters
    ]


def _key(argument: Argument | None) -> str:
    """What stands in the field of a value: the key of a thing."""
    value = (argument.value if argument else None) or ""
    parsed = iris.parse(value)
    return parsed[1] if parsed else value


def render_budgets(knowledge: Knowledge, language: str, by: str, year: int | None) -> str:
    """The page of sums of budgets by a property, of one fiscal year or of all."""
    selection = Selection(year=year)
    summary = summarise(knowledge.store, knowledge.names, knowledge.budgets, by, selection)
    asked = {"by": by, **({"year": str(year)} if year else {})}
    return render(
        "budgets.html",
        language,
        asked=asked,
        summary=summary,
        year=year,
        years=sorted({budget.fiscal_year for budget in knowledge.budgets}),
        groupings=GROUPINGS,
        data="/budgets/summary?" + urlencode(asked),
    )


@dataclass(frozen=True, slots=True)
class Export:
    """A file to download; `kind` is rdf (all triples), graph (things and links) or table."""

    name: str
    path: str
    kind: str
    media_type: str


def exports() -> list[Export]:
    """All files to download. How large they are is known only when they are made."""
    return [
        Export(form.file_name, f"/exports/{form.file_name}", form.kind.value, form.media_type)
        for form in FORMATS.values()
    ]


def find_export(name: str) -> Export:
    """The file of that name. Raises UnknownFormat."""
    found = {export.name: export for export in exports()}
    if name not in found:
        raise UnknownFormat(name, found)
    return found[name]


def render_exports(language: str, given: Mapping[str, str], error: str = "") -> str:
    """The page of all files to download, with a form for parts of the graph; `given` is what was
    chosen in it, and `error` why that cannot be."""
    return render(
        "exports.html",
        language,
        files=exports(),
        parameters=PARAMETERS,
        given={name: given.get(name, "") for name in ("format", *(p.name for p in PARAMETERS))},
        error=error,
    )
