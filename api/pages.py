"""The pages of the home, of things, explanations, the ontology and the data as a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode, Triple

from api.cells import Cell, cell_of_term
from api.knowledge import Knowledge
from api.paging import MOST_ITEMS
from api.rendering import label, render
from api.words import words
from exports.nodes import node_key
from ontology.terms import RDFS, SHK, SKOS
from queries.budgets import Budget, Selection
from queries.catalogue import catalogue
from queries.cited import Passage, read_passage
from queries.description import DESCRIPTION, METRICS, TITLE, Offering, compact
from queries.explanation import Explanation
from queries.explanation_views import View
from queries.explanation_views import words as explanation_words
from queries.involvement import PROPERTIES, InvolvedMeasure
from queries.names import Named
from queries.things import read_thing

_COLLECTIONS = (
    "measures", "policies", "countries", "organisations", "agreements", "programmes",
    "activities", "events", "people", "policy-documents", "topics", "indicators", "documents",
)  # fmt: skip
"""The lists that the home page leads to."""
_DRAWN = ("gexf", "graphml", "d3.json")
"""The formats in which a thing's page offers what lies around it."""


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
    return render(
        "home.html",
        language,
        question=asked,
        data=_measures_of(asked.text) if asked else "",
        asked={"involves": asked.text} if asked else {},
        collections=_COLLECTIONS,
        questions=list(catalogue().values()),
        countries=knowledge.names.of_kind("country"),
        property_of=lambda how: PROPERTIES[how].value,
    )


def _measures_of(country: str) -> str:
    """Where the whole answer of the home page can be had as data."""
    return "/measures?" + urlencode({"involves": country, "limit": MOST_ITEMS})


def render_thing(named: Named, knowledge: Knowledge, language: str) -> str:
    """The page of a thing: its facts with evidence, and what it is linked to."""
    passage = _passage(named, knowledge)
    if passage is not None:
        return _render_passage(named, passage, knowledge, language)
    thing = read_thing(knowledge.store, knowledge.names, knowledge.files, named)
    selection = Selection(measure=named.iri)
    budgets = [b for b in knowledge.budgets if selection.takes(b)] if _has_budget(named) else []
    return render(
        "thing.html",
        language,
        thing=thing,
        kind=named.kind,
        node=node_key(named.iri),
        drawn=_DRAWN if node_key(named.iri) else (),
        budgets=budgets,
        stage=lambda name: label(knowledge.names.label(SHK[f"stage-{name}"].value), language),
        marks=lambda budget: _marks(budget, named.iri, language),
        facts=[fact for fact in thing.facts if fact.basis != "derived"],
        derived=[fact for fact in thing.facts if fact.basis == "derived"],
    )


def _passage(named: Named, knowledge: Knowledge) -> Passage | None:
    is_passage = named.kind == "passage"
    return read_passage(knowledge.store, knowledge.files, named.iri) if is_passage else None


def _render_passage(named: Named, passage: Passage, knowledge: Knowledge, language: str) -> str:
    """The page of cited lines: where they are, and what they prove."""
    names = knowledge.names
    return render(
        "passage.html",
        language,
        iri=named.iri,
        passage_read=passage,
        document_label=names.label(passage.document),
        rows=[
            [
                *(
                    cell_of_term(term, names, language)
                    for term in (fact.subject, fact.property, fact.object)
                ),
                Cell(words(language)[fact.basis]),
            ]
            for fact in passage.facts
        ],
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


def render_description(knowledge: Knowledge, offered: Offering, language: str) -> str:
    """The page that describes the data: how much, out of which documents, and the downloads."""
    return render(
        "description.html",
        language,
        census=knowledge.census,
        offered=offered,
        title=TITLE[language],
        about=DESCRIPTION[language],
        metrics={name: texts[language] for name, texts in METRICS.items()},
        compact=compact,
        name=lambda iri: label(knowledge.names.label(iri), language),
    )


def render_explanation(explanation: Explanation, view: View, language: str) -> str:
    """The page that tells why a triple holds, or what is missing."""
    asked = {name: _asked(term) for name, term in zip("spo", explanation.triple, strict=True)}
    return render(
        "explanation.html",
        language,
        asked=asked,
        data="/explain?" + urlencode(asked),
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
    return render("ontology.html", language, terms=sorted(texts.items()))


def _asked(term: NamedNode | Literal) -> str:
    """A term as a parameter of `/explain`."""
    return term.value if isinstance(term, NamedNode) else str(term)
