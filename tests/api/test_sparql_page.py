"""The page of `/sparql`: what it shows of answers, errors and diagnoses, and that it works."""

import re
from dataclasses import asdict
from html import unescape

import pytest
from starlette.testclient import TestClient

from api.sparql_page import START, render_sparql
from queries.catalogue import catalogue
from queries.diagnosis import diagnose
from store.embedded import EmbeddedStore

PAGE = {"accept": "text/html"}
URI = {"type": "uri", "value": "https://w3id.org/shisaku/id/country/VN"}
SCRIPT = "<script>alert(1)</script>"


def texts(page: str, tag: str) -> list[str]:
    """The texts of all elements of a name."""
    found = re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", page, re.DOTALL)
    return [unescape(re.sub(r"<[^>]*>", "", text)).strip() for text in found]


def row(**terms: dict[str, str]) -> dict[str, dict[str, str]]:
    return terms


@pytest.mark.parametrize(
    ("term", "shown"),
    [
        (URI, '<td><a href="/id/country/VN?lang=en">id:country/VN</a></td>'),
        ({"type": "uri", "value": "https://w3id.org/shisaku/ns#Measure"},
         '<td><a href="/ns?lang=en#Measure">shk:Measure</a></td>'),
        ({"type": "uri", "value": "http://www.w3.org/2000/01/rdf-schema#label"},
         '<td><a href="http://www.w3.org/2000/01/rdf-schema#label">rdfs:label</a></td>'),
        ({"type": "uri", "value": "https://w3id.org/shisaku/graph/seeds"},
         "<td>https://w3id.org/shisaku/graph/seeds</td>"),
        ({"type": "uri", "value": "javascript:alert(1)"}, "<td>javascript:alert(1)</td>"),
        ({"type": "uri", "value": "data:text/html,x"}, "<td>data:text/html,x</td>"),
        ({"type": "bnode", "value": "b0"}, "<td>_:b0</td>"),
        ({"type": "literal", "value": "海", "xml:lang": "ja"},
         '<td>海 <span class="note">@ja</span></td>'),
        ({"type": "literal", "value": "plain"}, "<td>plain</td>"),
        ({"type": "literal", "value": "2024-04", "datatype": "http://www.w3.org/2001/XMLSchema#gYearMonth"},
         '<td>2024-04 <span class="note">xsd:gYearMonth</span></td>'),
        ({"type": "literal", "value": "12000", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
         '<td class="amount">12000</td>'),
        ({"type": "literal", "value": SCRIPT}, "<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>"),
    ],
)  # fmt: skip
def test_term_is_shown_by_its_kind(term: dict[str, str], shown: str) -> None:
    page = render_sparql("en", query="…", columns=["x"], rows=[row(x=term)])
    assert shown in page


def test_rows_stand_under_their_columns_and_unbound_is_empty() -> None:
    page = render_sparql("en", columns=["a", "b"], rows=[row(b=URI), row()])
    assert texts(page, "th") == ["a", "b"]
    assert texts(page, "td") == ["", "id:country/VN", "", ""]
    assert "2 rows" in page


def offered(page: str) -> list[str]:
    """The formats that the answer can be had in, and cited in."""
    return re.findall(r'name="format" value="([\w-]+)"', page)


@pytest.mark.parametrize(
    ("language", "banner", "formats"),
    [
        ("en", "Only the first 500 are shown.", {"csv", "tsv", "json", "xml"}),
        ("ja", "最初の500件だけを表示しています。", {"csv", "tsv", "json", "xml"}),
    ],
)
def test_cut_answer_says_so_and_offers_the_whole(
    language: str, banner: str, formats: set[str]
) -> None:
    page = render_sparql(language, columns=["x"], rows=[row(x=URI)] * 500, truncated_at=500)
    assert banner in page
    assert {*offered(page)} == formats | {"bibtex", "csl-json"}
    assert banner not in render_sparql(language, columns=["x"], rows=[row(x=URI)])


def test_graph_is_shown_as_turtle_and_offered_in_its_formats() -> None:
    page = render_sparql("en", turtle="<x:a> <x:b> <x:c> .\n", truncated_at=500)
    assert texts(page, "pre") == ["<x:a> <x:b> <x:c> ."]
    assert offered(page) == ["ttl", "nt", "rdf", "jsonld", "bibtex", "csl-json"]
    assert "Only the first 500" in page


@pytest.mark.parametrize(
    ("boolean", "language", "shown"),
    [(True, "en", "Yes (true)"), (False, "en", "No (false)"), (True, "ja", "はい（true）")],
)
def test_truth_is_said_in_words(boolean: bool, language: str, shown: str) -> None:
    page = render_sparql(language, boolean=boolean)
    assert shown in page
    assert ('value="empty"' in page) == (not boolean)


@pytest.mark.parametrize(
    "shown",
    [
        {"columns": ["x"], "rows": []},
        {"turtle": ""},
        {"turtle": "@prefix shk: <https://w3id.org/shisaku/ns#> .\n"},
    ],
)
def test_empty_answer_offers_to_say_why(shown: dict[str, object]) -> None:
    page = render_sparql("en", query="ASK {}", **shown)  # type: ignore[arg-type]  # a table's row
    assert "The answer is empty." in page
    assert '<button form="editor" name="explain" value="empty">Why is this empty?</button>' in page


def test_error_shows_the_place() -> None:
    query = "SELECT *\n{ ?s ?p <oops }"
    page = render_sparql("en", query=query, error="line 2, column 9: cannot be understood")
    assert 'role="alert"' in page
    assert "<pre><code>{ ?s ?p <mark>&lt;oops }</mark></code></pre>" in page


@pytest.mark.parametrize("error", ["too slow", "line 9, column 1: far", "line 0, column 0: no"])
def test_error_without_a_place_is_shown_alone(error: str) -> None:
    page = render_sparql("en", query="ASK {}", error=error)
    assert error in page
    assert "<mark>" not in page


@pytest.mark.parametrize("language", ["ja", "en"])
def test_diagnosis_is_shown_whole(store: EmbeddedStore, language: str) -> None:
    query = """PREFIX shk: <https://w3id.org/shisaku/ns#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT * {
      ?c a shk:Country ; rdfs:label "ベトナム" ; shk:involveCountry ?d ; shk:startYear 2031
    }
    """
    diagnosis = asdict(diagnose(store, query))
    page = unescape(
        re.sub(r"</?code>", "", render_sparql(language, query=query, diagnosis=diagnosis))
    )
    said = [diagnosis["summary"], *(term["text"] for term in diagnosis["unknown_terms"])]
    said += [step["text"] for step in diagnosis["steps"]]
    said += [hint["text"] for step in diagnosis["steps"] for hint in step["hints"]]
    said += [note["text"] for note in diagnosis["notes"]]
    assert len(said) >= 5
    assert [text[language] for text in said if text[language] not in page] == []
    assert "2021, 2022, 2023, 2024" in page
    assert "explain=empty" in page.partition("</header>")[0]


def test_query_stays_in_the_editor_as_it_was() -> None:
    query = f'\nSELECT * {{ ?s ?p "</textarea>{SCRIPT}" }} # & "\'\n'
    page = render_sparql("en", query=query)
    (shown,) = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert unescape(shown) == query
    assert "<script" not in page


def test_examples_are_stored_questions_that_fill_the_editor(client: TestClient) -> None:
    page = client.get("/sparql", params={"lang": "en"}, headers=PAGE)
    assert page.status_code == 200
    links = [unescape(link) for link in re.findall(r'<li><a href="(/sparql\?[^"]+)"', page.text)]
    assert len(links) >= 6
    answer = client.get(links[1], headers=PAGE)
    assert catalogue()["budget_of_measure"].text.strip() in unescape(answer.text)
    assert '<table class="result">' in answer.text


def test_first_query_has_an_answer(store: EmbeddedStore) -> None:
    assert diagnose(store, START).verdict == "answered"
    assert START.count("PREFIX") >= 4


@pytest.mark.parametrize(
    ("query", "status", "shown"),
    [
        ("SELECT * { ?m a <https://w3id.org/shisaku/ns#Measure> }", 200, "id:measure/2024/17-2-7"),
        ("SELECT * { ?s ?p ?o }", 200, "Only the first 500 are shown."),
        ("SELECT * { ?s ?p <urn:nothing> }", 200, "The answer is empty."),
        ("ASK { ?s ?p ?o }", 200, "Yes (true)"),
        ("DESCRIBE <https://w3id.org/shisaku/id/country/VN>", 200, "Viet Nam"),
        ("SELECT * { ?s ?p }", 400, "line 1, column"),
    ],
)
def test_query_of_a_browser_is_answered_with_a_page(
    client: TestClient, query: str, status: int, shown: str
) -> None:
    answer = client.get("/sparql", params={"query": query, "lang": "en"}, headers=PAGE)
    assert (answer.status_code, answer.headers["content-type"]) == (
        status,
        "text/html; charset=utf-8",
    )
    assert shown in answer.text
    assert "<script" not in answer.text


def test_reason_of_an_empty_answer_is_given_to_a_browser(client: TestClient) -> None:
    query = "PREFIX shk: <https://w3id.org/shisaku/ns#> SELECT * { ?m a shk:Mesure }"
    parameters = {"query": query, "explain": "empty", "lang": "ja"}
    page = client.get("/sparql", params=parameters, headers=PAGE).text
    assert "もしかして: shk:Measure (施策)" in page
