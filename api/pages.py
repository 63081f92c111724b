"""The pages: HTML from templates that escape whatever they are given."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pyoxigraph import Literal, NamedNode, Triple

from api.knowledge import Knowledge
from api.words import words
from ontology import iris
from ontology.terms import RDFS, SHK, SKOS
from queries.budgets import Budget, Selection
from queries.catalogue import catalogue
from queries.evidence import Evidence
from queries.explanation import Explanation
from queries.explanation_views import View
from queries.explanation_views import words as explanation_words
from queries.involvement import PROPERTIES, InvolvedMeasure
from queries.names import Named
from queries.things import read_thing

_ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question asked on the home page: the text, the country that it names and the measures
    that involve it, or why there is no answer."""

    text: str
    country: Named | None = None
    found: Sequence[InvolvedMeasure] = ()
    error: str = ""


def render_home(knowledge: Knowledge, language: str, asked: Asked | None = None) -> str:
    """The home page, with the answer to what was asked."""
    return _render(
        "home.html",
        language,
        question=asked,
        asked={"involves": asked.text} if asked else {},
        questions=list(catalogue().values()),
        countries=knowledge.names.of_kind("country"),
        property_of=lambda how: PROPERTIES[how].value,
    )


def render_thing(named: Named, knowledge: Knowledge, language: str) -> str:
    """The page of a thing: its facts with evidence, and what it is linked to."""
    thing = read_thing(knowledge.store, knowledge.names, knowledge.files, named)
    selection = Selection(measure=named.iri)
    budgets = [b for b in knowledge.budgets if selection.takes(b)] if _has_budget(named) else []
    return _render(
        "thing.html",
        language,
        thing=thing,
        kind=named.kind,
        budgets=budgets,
        stage=lambda name: _label(knowledge.names.label(SHK[f"stage-{name}"].value), language),
        marks=lambda budget: _marks(budget, named.iri, language),
        facts=[fact for fact in thing.facts if fact.basis != "derived"],
        derived=[fact for fact in thing.facts if fact.basis == "derived"],
    )


def _has_budget(named: Named) -> bool:
    return named.kind == "measure"


def _marks(budget: Budget, measure: str, language: str) -> list[str]:
    """What is printed beside an amount under a measure or its parts: 内数, 再掲, 新規."""
    here = [*filter(Selection(measure=measure).takes_listing, budget.listings)]
    marks = {
        "portion": any(listing.is_portion for listing in here),
        "relisted": any(listing.is_relisted for listing in here),
        "new": budget.is_new,
    }
    return [words(language)[name] for name, holds in marks.items() if holds]


def render_explanation(explanation: Explanation, view: View, language: str) -> str:
    """The page that tells why a triple holds, or what is missing."""
    return _render(
        "explanation.html",
        language,
        asked={name: _asked(term) for name, term in zip("spo", explanation.triple, strict=True)},
        explanation=explanation,
        view=view,
        said=explanation_words(language),
    )


def render_ontology(triples: Iterable[Triple], language: str) -> str:
    """The page of the ontology: every term with its label and definition."""
    texts: dict[str, dict[str, str]] = {}
    wanted = {RDFS.label: "label", SKOS.definition: "definition"}
    for triple in triples:
        name = wanted.get(triple.predicate)
        text = triple.object
        if name and isinstance(text, Literal) and text.language == language:
            subject = triple.subject
            assert isinstance(subject, NamedNode)  # only named terms have labels
            texts.setdefault(subject.value, {})[name] = text.value
    return _render("ontology.html", language, terms=sorted(texts.items()))


def _render(
    template: str, language: str, asked: Mapping[str, str] | None = None, **values: Any
) -> str:
    """A page; `asked` are the parameters that the link to the other language keeps."""
    page = _ENVIRONMENT.get_template(template)
    return page.render(
        lang=language,
        other="en" if language == "ja" else "ja",
        w=words(language),
        query=urlencode(asked or {}) + ("&" if asked else ""),
        path=_path,
        label=lambda texts: _label(texts, language),
        cite=lambda evidence: _cite(evidence, language),
        why=lambda s, p, o: _why(s, p, o, language),
        **values,
    )


def _path(iri: str) -> str:
    """Where this server shows a thing: the path of its identifier."""
    return f"/id/{iri.removeprefix(iris.ID)}" if iri.startswith(iris.ID) else iri


def _asked(term: NamedNode | Literal) -> str:
    """A term as a parameter of `/explain`."""
    return term.value if isinstance(term, NamedNode) else str(term)


def _why(subject: str, predicate: str, obj: str, language: str) -> str:
    """The path of the page that explains a triple."""
    return "/explain?" + urlencode({"s": subject, "p": predicate, "o": obj, "lang": language})


def _label(texts: Mapping[str, str | None], language: str) -> str:
    other = "en" if language == "ja" else "ja"
    return texts[language] or texts[other] or ""


def _cite(evidence: Evidence, language: str) -> str:
    """A citation as people write it: file, lines, headings."""
    first, last = evidence.lines
    lines = str(first) if first == last else f"{first}–{last}"
    where = " ".join(evidence.heading)
    if language == "ja":
        cited = f"{evidence.file} {lines}行"
    else:
        cited = f"{evidence.file}, line{'' if first == last else 's'} {lines}"
    return f"{cited} ({where})" if where else cited
