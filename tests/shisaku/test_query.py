"""`shisaku query` and `shisaku search`."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import (
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from queries.catalogue import catalogue
from store.embedded import EmbeddedStore

Run = Callable[..., Any]

SELECT = """\
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?label { <https://w3id.org/shisaku/id/country/VN> rdfs:label ?label } ORDER BY ?label
"""
CONSTRUCT = "CONSTRUCT WHERE { <https://w3id.org/shisaku/id/region/tatarstan> ?p ?o }"


def test_stored_question_is_run_by_its_name(shisaku: Run) -> None:
    done = shisaku("query", "members_of_forum")
    assert (done.status, done.err) == (0, "")
    header, *rows = done.out.splitlines()
    assert header.split() == ["country", "label", "basis"]
    assert [row.split()[1] for row in rows] == ["Australia", "India", "Japan", "United"]


def test_parameter_is_set(shisaku: Run) -> None:
    done = shisaku("query", "members_of_forum", "--set", "organisation=G7", "--format", "csv")
    assert len(done.out.splitlines()) == 8


def test_several_parameters_are_set(shisaku: Run) -> None:
    done = shisaku(
        "query", "facts_on_lines", "--set", "line=3580",
        "--set", "document=mic-priority-measures-2024", "--format", "csv",
    )  # fmt: skip
    assert "https://w3id.org/shisaku/id/organisation/upu" in done.out


def test_value_may_hold_an_equals_sign(shisaku: Run) -> None:
    done = shisaku("query", "members_of_forum", "--set", "organisation=a=b")
    assert "no organisation is called 'a=b'" in done.err


@pytest.mark.parametrize("content", [SELECT.encode(), b"\xef\xbb\xbf" + SELECT.encode()])
def test_query_is_taken_from_a_file_or_from_standard_input(
    shisaku: Run, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "labels.rq"
    path.write_bytes(content)
    from_file = shisaku("query", str(path))
    assert from_file == (0, "label\nViet Nam\nベトナム\n", "")
    assert shisaku("query", "-", typed=content) == from_file


def test_reason_of_an_empty_answer_is_told_on_standard_error(shisaku: Run, tmp_path: Path) -> None:
    path = tmp_path / "query.rq"
    path.write_text("SELECT ?m { ?m a <https://w3id.org/shisaku/ns#Mesure> }", encoding="utf-8")
    done = shisaku("query", str(path), "--why-empty", "--format", "csv")
    assert (done.status, done.out) == (0, "m\r\n")
    assert "did you mean shk:Measure (Measure)?" in done.err
    assert shisaku("query", str(path)).err == ""


def test_file_goes_before_a_stored_question_of_the_same_name(
    shisaku: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "planned").write_text("ASK {}", encoding="utf-8")
    assert shisaku("query", "planned").out == "true\n"


def test_without_a_name_the_stored_questions_are_listed(shisaku: Run) -> None:
    done = shisaku("query")
    assert done.status == 0
    lines = done.out.splitlines()
    assert [line.split()[0] for line in lines if not line.startswith(" ")] == list(catalogue())
    assert "facts_on_lines --set document=… --set line=…" in lines
    for query in catalogue().values():
        assert f"    {query.question['ja']}" in lines
        assert f"    {query.question['en']}" in lines


def test_rows_come_in_every_form(shisaku: Run) -> None:
    def out(form: str) -> str:
        done = shisaku("query", "-", "--format", form, typed=SELECT.encode())
        assert (done.status, done.err) == (0, "")
        return str(done.out)

    assert out("table") == "label\nViet Nam\nベトナム\n"
    assert list(csv.reader(io.StringIO(out("csv")))) == [["label"], ["Viet Nam"], ["ベトナム"]]
    assert out("tsv") == '?label\n"Viet Nam"@en\n"ベトナム"@ja\n'
    for name, form in (("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML)):
        parsed = parse_query_results(out(name), format=form)
        assert isinstance(parsed, QuerySolutions)
        assert [row["label"].value for row in parsed] == ["Viet Nam", "ベトナム"]


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("ttl", RdfFormat.TURTLE),
        ("table", RdfFormat.TURTLE),
        ("nt", RdfFormat.N_TRIPLES),
        ("jsonld", RdfFormat.JSON_LD),
        ("json", RdfFormat.JSON_LD),
        ("xml", RdfFormat.RDF_XML),
    ],
)
def test_triples_come_in_every_form(
    shisaku: Run, store: EmbeddedStore, name: str, form: RdfFormat
) -> None:
    done = shisaku("query", "-", "--format", name, typed=CONSTRUCT.encode())
    assert (done.status, done.err) == (0, "")
    found = {quad.triple for quad in parse(done.out, format=form)}
    region = NamedNode("https://w3id.org/shisaku/id/region/tatarstan")
    assert found == {quad.triple for quad in store.quads() if quad.subject == region}
    label = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    assert Triple(region, label, Literal("タタールスタン", language="ja")) in found


@pytest.mark.parametrize(("query", "word"), [("ASK {}", "true"), ("ASK { ?s ?s ?s }", "false")])
def test_truth_is_a_word(shisaku: Run, query: str, word: str) -> None:
    assert shisaku("query", "-", typed=query.encode()) == (0, f"{word}\n", "")
    as_json = shisaku("query", "-", "--format", "json", typed=query.encode())
    assert json.loads(as_json.out)["boolean"] is (word == "true")


@pytest.mark.parametrize(
    ("query", "form", "possible"),
    [
        (SELECT, "ttl", "table, csv, tsv, json, xml"),
        ("ASK {}", "nt", "table, csv, tsv, json, xml"),
        (CONSTRUCT, "csv", "ttl, nt, jsonld, xml, json, table"),
    ],
)
def test_form_that_an_answer_cannot_have_is_refused(
    shisaku: Run, query: str, form: str, possible: str
) -> None:
    done = shisaku("query", "-", "--format", form, typed=query.encode())
    assert done == (2, "", f"shisaku: parameter format: this answer can be had as {possible}\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["planed"],
            "no stored question is called 'planed'; did you mean planned, activities_planned?",
        ),
        (["planned", "--set", "country"], "parameter country: write it as key=value"),
        (["planned", "--set", "a=b"], "parameter a: planned does not know it; it takes none"),
        (["facts_on_lines", "--set", "line=x"], "parameter line: 'x' is no whole number"),
        (
            ["agreements_with_country", "--set", "country=Vietnm"],
            "no country is called 'Vietnm'; did you mean Viet Nam?",
        ),
        (["-", "--set", "a=b"], "parameter a: only stored questions take parameters"),
    ],
)
def test_mistake_is_one_sentence_with_status_2(
    shisaku: Run, arguments: list[str], sentence: str
) -> None:
    assert shisaku("query", *arguments, typed=b"ASK {}") == (2, "", f"shisaku: {sentence}\n")


def test_syntax_error_shows_line_and_column(shisaku: Run, tmp_path: Path) -> None:
    path = tmp_path / "broken.rq"
    path.write_text("SELECT *\n{ ?s ?p }", encoding="utf-8")
    expected = (
        2, "",
        "shisaku: not a SPARQL query: line 2, column 10: cannot be understood near '{ ?s ?p }'\n",
    )  # fmt: skip
    assert shisaku("query", str(path)) == expected
    assert shisaku("query", "-", typed=path.read_bytes()) == expected


def test_query_that_is_no_utf_8_is_refused(shisaku: Run, tmp_path: Path) -> None:
    path = tmp_path / "latin.rq"
    path.write_bytes(b"ASK { # \xe9\n}")
    sentence = "shisaku: not a SPARQL query: it is not UTF-8 at byte 8\n"
    assert shisaku("query", str(path)) == (2, "", sentence)
    assert shisaku("query", "-", typed=path.read_bytes()) == (2, "", sentence)


def test_query_in_place_of_a_name_is_refused_in_one_sentence(shisaku: Run) -> None:
    done = shisaku("query", "SELECT * { ?s ?p ?o } # " + "x" * 300)
    assert (done.status, done.out) == (2, "")
    assert "File name too long" in done.err
    assert done.err.count("\n") == 1


def test_search_shows_kind_key_and_both_labels(shisaku: Run) -> None:
    done = shisaku("search", "ベトナム")
    assert (done.status, done.err) == (0, "")
    header, first, *_ = done.out.splitlines()
    assert header.split() == ["kind", "key", "ja", "en"]
    assert first.split(maxsplit=3) == ["country", "VN", "ベトナム", "Viet Nam"]


def test_search_that_finds_nothing_has_status_1(shisaku: Run) -> None:
    assert shisaku("search", "qwertyuiop") == (1, "kind  key  ja  en\n", "")
