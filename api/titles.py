"""What a bibliography calls a page or result of ours: the words that stand above it on the page."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from api.cells import short
from api.rendering import label
from api.words import words
from ontology import iris
from queries.names import NameTable

Json = Mapping[str, Any]
Parameters = tuple[tuple[str, str], ...]

_LISTS = {"budgets": "budget", "queries": "questions"}
"""What a list is called, where it is not by the first part of its path."""


def title_of_result(
    path: str, parameters: Parameters, result: Json, names: NameTable, language: str
) -> str:
    """The title of what is answered in JSON at a path."""
    for member, title in _BY_MEMBER.items():
        if member in result:
            return title(result, language)
    return _title_of_list(path, dict(parameters), names, language)


def _title_of_thing(thing: Json, language: str) -> str:
    kind, key = iris.parse(thing["iri"]) or ("", str(thing.get("id", thing["iri"])))
    named = label(thing.get("label") or {"ja": None, "en": None}, language)
    if kind == "measure":
        key = key.partition("/")[2]
        return f"{key} {named}".strip()
    return named or f"{kind} {key}".strip()


def _title_of_explanation(explanation: Json, language: str) -> str:
    terms = (explanation["triple"][name] for name in ("subject", "predicate", "object"))
    sentence = " — ".join(_term(term, language) for term in terms)
    return f"{words(language)['why']} {sentence}"


def _term(term: Json, language: str) -> str:
    if "iri" not in term:
        return f"“{term['value']}”"
    if iris.parse(term["iri"]):
        return _title_of_thing(term, language)
    return label(term["label"], language) or short(term["iri"])


def _title_of_question(answer: Json, language: str) -> str:
    asked = [(one["name"], _argument(one, language)) for one in answer["parameters"]]
    return _with(label(answer["question"], language), asked)


def _argument(argument: Json, language: str) -> str:
    named = label(argument["label"], language) if argument["label"] else ""
    return named or argument["value"] or words(language)["anything"]


_BY_MEMBER: Mapping[str, Callable[[Json, str], str]] = {
    "triple": _title_of_explanation,
    "question": _title_of_question,
    "iri": _title_of_thing,
}
"""By the member that only such a result has."""


def _title_of_list(path: str, asked: dict[str, str], names: NameTable, language: str) -> str:
    w = words(language)
    if path == "/measures" and "involves" in asked:
        country = names.resolve(asked.pop("involves"), "country")
        title = w["answer"].format(name=label(country.label, language) or country.key)
    else:
        first = path.strip("/").partition("/")[0]
        title = w.get(_LISTS.get(first, first), first)
    return _with(title, asked.items())


def _with(title: str, asked: Iterable[tuple[str, str]]) -> str:
    """A title with what was asked behind it."""
    listed = "; ".join(f"{name}: {text}" for name, text in asked)
    return f"{title} ({listed})" if listed else title
