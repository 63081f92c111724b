"""A diagnosis as a whole: graphs, coverage, text, safety, and that the real graph agrees."""

import json
import re
import sys
from collections.abc import Callable
from dataclasses import asdict

import pytest
from pyoxigraph import QueryBoolean, RdfFormat, parse

from queries.catalogue import catalogue
from queries.diagnosis import Diagnosis, diagnose, diagnosing, to_text
from queries.diagnosis.model import Coverage
from queries.names import NameTable
from store.embedded import EmbeddedStore
from store.protocol import Dataset

Asked = Callable[..., Diagnosis]
Toy = Callable[[str], EmbeddedStore]


def test_graphs_of_the_dataset_are_looked_into(asked: Asked) -> None:
    found = asked("SELECT * FROM x:graph\\/won { ?m a shk:Measure }")
    assert [(term.written, term.role) for term in found.unknown_terms] == [
        (r"x:graph\/won", "graph")
    ]
    assert asked(r"SELECT * FROM x:graph\/one { ?m a shk:Measure }").verdict == "answered"
    other = asked(r"SELECT * FROM x:graph\/two { ?m a shk:Measure }")
    assert [hint.kind for hint in other.steps[0].hints] == ["other-graph"]


def test_graphs_of_the_request_go_before_those_of_the_query(asked: Asked) -> None:
    query = r"SELECT * FROM x:graph\/one { ?m a shk:Measure }"
    assert asked(query, Dataset(("https://example.org/graph/two",))).verdict == "empty"


def test_years_that_are_not_covered_are_named(asked: Asked) -> None:
    found = asked("SELECT * { ?y shk:startYear 2019 }")
    assert [note.kind for note in found.notes] == ["outside"]
    assert "asks about 2019" in found.notes[0].text["en"]
    by_iri = asked(r"SELECT * { ?m a shk:Topic ; shk:fiscalYear id:fiscal-year\/2018 }")
    assert "2018年" in by_iri.notes[0].text["ja"]
    assert asked("SELECT * { ?y shk:startYear 2024 ; a shk:Topic }").notes == ()
    assert asked("SELECT * { ?b shk:amount 20240 }").notes == ()


def test_coverage_is_read_from_the_data(asked: Asked) -> None:
    coverage = asked("SELECT * { ?m a shk:Topic }").coverage
    assert coverage.fiscal_years == (2024,)
    assert coverage.editions == ("2024",)
    assert [(one.key, one.label["en"]) for one in coverage.documents] == [("d", "A document")]


def test_foreign_data_have_no_coverage(asked: Asked, toy: Toy) -> None:
    foreign = toy("<https://example.org/a> <https://example.org/name> 'Ada' .")
    found = asked("SELECT * { ?s <https://example.org/nmae> 2019 }", store=foreign)
    assert found.coverage == Coverage()
    assert found.notes == ()
    assert [near.iri for near in found.unknown_terms[0].near] == ["https://example.org/name"]
    assert "cover" not in to_text(found)


def test_empty_default_graph_of_a_strict_store_is_said_to_be_so() -> None:
    quads = parse("<x:g> { <x:a> <x:b> 1 }", format=RdfFormat.TRIG)
    strict = EmbeddedStore(quads, union=False)
    found = diagnose(strict, "SELECT * { <x:a> <x:b> ?o }")
    assert (found.unknown_terms, found.unused_terms) == ((), ())
    assert [note.kind for note in found.notes] == ["default-graph-empty"]
    assert "other-graph" in {hint.kind for hint in found.steps[0].hints}
    assert diagnose(strict, "SELECT * { GRAPH ?g { <x:a> <x:b> ?o } }").verdict == "answered"


def test_store_without_data_is_said_to_be_so() -> None:
    found = diagnose(EmbeddedStore(), "SELECT * { ?s ?p ?o }")
    assert [note.kind for note in found.notes] == ["no-data"]


HOSTILE = [
    '{ ?s rdfs:label "\\"} . SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #" }',
    "{ ?s rdfs:label '''a\\nb\\t\"\\\\''' }",
    "{ ?s <https://example.org/%7D%3E> 1 }",
    r"{ ?s x:a\.b\/c\~d ?o }",
    "{ ?diagnosis_s ?diagnosis_value ?diagnosis . ?diagnosis a shk:Topic }",
    '{ ?s ?p ?o FILTER(?o = "{0} {written}") }',
    "{ _:a shk:number _:b . ?s ?p _:c }",
]


@pytest.mark.parametrize("where", HOSTILE)
def test_terms_are_written_into_questions_safely(asked: Asked, where: str) -> None:
    found = asked(f"SELECT * {where}")
    assert found.verdict == "empty"
    assert found.steps


def test_names_are_only_read_where_a_thing_is_unknown(
    graph: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnosing, "NameTable", None)
    assert diagnose(graph, "SELECT * { ?m <urn:unknown> ?n }").verdict == "empty"
    with pytest.raises(TypeError):
        diagnose(graph, "SELECT * { <https://w3id.org/shisaku/id/country/XX> ?p ?o }")


def test_text_names_everything_that_was_found(asked: Asked) -> None:
    query = 'SELECT * { ?c rdfs:label "ベトナム" ; shk:number ?n ; shk:numbr ?m . ?y x:p 2019 }'
    found = asked(query)
    for language in ("ja", "en"):
        text = to_text(found, language)
        lines = [found.summary, *(term.text for term in found.unknown_terms)]
        lines += [term.text for term in found.unused_terms]
        lines += [step.text for step in found.steps]
        lines += [hint.text for step in found.steps for hint in step.hints]
        lines += [note.text for note in found.notes]
        assert [line[language] for line in lines if line[language] not in text] == []
        assert "2024" in text.splitlines()[-1]
    assert to_text(asked("ASK {}")) == "The answer is: true.\n"


def test_diagnosis_is_json(asked: Asked) -> None:
    found = asdict(asked('SELECT * { ?c rdfs:label "ベトナム" ; shk:numbr ?n }'))
    assert json.loads(json.dumps(found))["unknown_terms"][0]["written"] == "shk:numbr"


def test_depth_of_recursion_is_left_as_it_was(asked: Asked) -> None:
    usual = sys.getrecursionlimit()
    nested = "{" * 60 + "?s shk:number ?n" + "}" * 60
    assert asked(f"SELECT * {nested}").verdict == "empty"
    assert sys.getrecursionlimit() == usual


def misspelt(text: str) -> str:
    """A query with the last of its terms misspelt."""
    last = re.findall(r"shk:[A-Za-z]+", text)[-1]
    return text.replace(last, f"{last}x")


@pytest.mark.parametrize("name", catalogue())
def test_verdict_agrees_with_the_answer_of_the_real_graph(
    store: EmbeddedStore, names: NameTable, name: str
) -> None:
    stored = catalogue()[name].text
    for text in (stored, misspelt(stored)):
        answer = store.query(text)
        has_answer = bool(answer) if isinstance(answer, QueryBoolean) else any(True for _ in answer)
        verdict = diagnose(store, text, names=names).verdict
        assert verdict in (("answered", "nothing-counted") if has_answer else ("empty", "false"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * { ?m a shk:Measure ; shk:involveCountry ?c }", "shk:involvesCountry (involves"),
        (r"SELECT * { ?m shk:involvesCountry id:country\/VNM }", r"id:country\/VN (Viet Nam)"),
        ('SELECT * { ?c a shk:Country ; rdfs:label "Viet Nam" }', '"Viet Nam"@en'),
        (r"SELECT * { id:measure\/17-2-7 rdfs:label ?l }", r"id:measure\/2024\/17-2-7"),
        ("SELECT * { ?b shk:fiscalYear/shk:startYear 2031 }", "asks about 2031"),
    ],
)
def test_common_mistakes_about_the_real_graph_are_told(
    asked: Asked, store: EmbeddedStore, query: str, said: str
) -> None:
    assert said in to_text(asked(query, store=store))
