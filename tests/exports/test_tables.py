"""The tables of the contract: exact columns, and rows that equal what the seeds say."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from exports.csvfile import cell
from exports.involvement import CHAINS, HOW
from exports.view import UnionView
from store.embedded import EmbeddedStore

SEEDS = Path(__file__).parents[2] / "seeds"
DOCUMENT = "mic-priority-measures-2024"
ID = "https://w3id.org/shisaku/id/"

HEADERS = {
    "measures.csv": "id,edition,title_ja,title_en,parent,pillar,chapter,section,document,line",
    "budgets.csv": "measure,programme_ja,programme_en,fiscal_year,stage,amount_jpy,is_portion,"
    "is_new,is_relisted,former_name,document,line",
    "involvement.csv": "measure,country,how,basis,through,document,line",
    "agreements.csv": "id,kind,title_ja,title_en,date,status,parties,topics,measures,basis,"
    "evidence,document,line",
}


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def _seeds(name: str) -> list[dict[str, str]]:
    return _rows((SEEDS / name).read_bytes())


@pytest.mark.parametrize(("name", "header"), HEADERS.items())
def test_the_header_is_that_of_the_contract(
    sample: EmbeddedStore, name: str, header: str, exported: Any
) -> None:
    assert exported(sample, name).decode().split("\r\n")[0] == header


def test_measures_are_those_of_the_seeds(store: EmbeddedStore, exported: Any) -> None:
    columns = HEADERS["measures.csv"].split(",")
    seeds = [{column: row[column] for column in columns} for row in _seeds("measures.csv")]
    assert _rows(exported(store, "measures.csv")) == seeds


def test_budgets_are_those_of_the_seeds(store: EmbeddedStore, exported: Any) -> None:
    columns = HEADERS["budgets.csv"].split(",")
    seeds = [tuple(row[column] for column in columns) for row in _seeds("budgets.csv")]
    rows = [tuple(row.values()) for row in _rows(exported(store, "budgets.csv"))]
    assert len(rows) == 431
    assert sorted(rows) == sorted(seeds)


def test_the_budget_lines_of_a_measure(store: EmbeddedStore, exported: Any) -> None:
    rows = [r for r in _rows(exported(store, "budgets.csv")) if r["measure"] == "17-2-7"]
    shown = [(r["programme_ja"][:4], r["fiscal_year"], r["amount_jpy"], r["line"]) for r in rows]
    assert shown == [
        ("日本規格", "2024", "20000000", "3603"),
        ("日本規格", "2023", "20000000", "3603"),
        ("国際消防", "2024", "40000000", "3606"),
        ("国際消防", "2023", "40000000", "3606"),
        ("消防用機", "2024", "5000000", "3610"),
        ("消防用機", "2023", "5000000", "3610"),
    ]


def test_the_reasons_why_a_measure_involves_a_country(store: EmbeddedStore, exported: Any) -> None:
    rows = [tuple(row.values()) for row in _rows(exported(store, "involvement.csv"))]
    memorandum = f"{ID}agreement/japan-viet-nam-fire-fighting-memorandum"
    dialogue = f"{ID}activity/fire-dialogue-viet-nam"
    training = f"{ID}activity/fire-fighting-training-viet-nam-2023"
    note = "white-paper-note-2024"
    assert [row[2:] for row in rows if row[:2] == ("17-2-7", "VN")] == [
        ("named", "stated", "", DOCUMENT, "3615"),
        ("agreement", "derived", memorandum, DOCUMENT, "3615"),
        ("agreement", "derived", memorandum, note, "134"),
        ("activity", "derived", dialogue, note, "134"),
        ("activity", "derived", training, DOCUMENT, "3615"),
        ("activity", "derived", training, note, "134"),
        ("activity", "derived", training, note, "136"),
    ]


def test_every_way_to_a_country_is_listed(store: EmbeddedStore, exported: Any) -> None:
    """All four memoranda of 17-2-8 have Japan as a party, though one of them would derive it."""
    rows = _rows(exported(store, "involvement.csv"))
    through = {
        row["through"].removeprefix(f"{ID}agreement/")
        for row in rows
        if (row["measure"], row["country"], row["how"]) == ("17-2-8", "JP", "agreement")
    }
    partners = ("viet-nam", "uzbekistan", "iran", "thailand")
    assert through == {f"japan-{partner}-grievance-redress-memorandum" for partner in partners}


def test_involvement_is_what_the_graph_says_with_lines(store: EmbeddedStore, exported: Any) -> None:
    rows = _rows(exported(store, "involvement.csv"))
    listed = {(row["measure"], row["country"], HOW_BY_NAME[row["how"]]) for row in rows}
    query = """SELECT ?number ?code ?how WHERE {
      ?how rdfs:subPropertyOf shk:involvesCountry . ?measure ?how ?country ; shk:number ?number .
      ?country skos:notation ?code }"""
    assert listed == set(UnionView(store).select(query))
    assert all(row["document"] and int(row["line"]) > 0 for row in rows)
    assert len({tuple(row.values()) for row in rows}) == len(rows)


HOW_BY_NAME = {name: how.value for how, name in HOW.items()}


def test_the_chains_are_those_of_the_ontology(store: EmbeddedStore) -> None:
    query = """SELECT ?how ?first ?second WHERE {
      ?how rdfs:subPropertyOf shk:involvesCountry ; owl:propertyChainAxiom ( ?first ?second ) }"""
    chains = {tuple(term.value for term in chain) for chain in CHAINS}
    assert chains == set(UnionView(store).select(query))


def test_measures_stand_as_printed_and_formulas_are_harmless(
    hurtful: EmbeddedStore, exported: Any
) -> None:
    rows = _rows(exported(hurtful, "measures.csv"))
    assert [(row["id"], row["title_ja"], row["title_en"], row["parent"]) for row in rows] == [
        ("9-1-9", "<b>\"引用\" & 'x'</b>", "", ""),
        ("9-1-10", '\'=HYPERLINK("http://x")', "'@SUM(1)", "9-1-9"),
    ]


def test_each_printing_of_an_amount_is_a_row(hurtful: EmbeddedStore, exported: Any) -> None:
    rows = _rows(exported(hurtful, "budgets.csv"))
    assert [list(row.values())[3:] for row in rows] == [
        ["2023", "initial", "12345678901", "false", "false", "true", "", "", ""],
        ["2024", "supplementary-2", "12345678901", "true", "true", "false", "'=旧名", "d", "3"],
        ["2024", "supplementary-2", "12345678901", "true", "true", "false", "'=旧名", "d", "20"],
    ]
    assert rows[0]["programme_ja"] == "パリ協定\r\n\t2行目"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+81-3", "'+81-3"),
        ("-覚書", "'-覚書"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("-5", "-5"),
        ("+1.5", "+1.5"),
        (-5, "-5"),
        ("17-2-7", "17-2-7"),
        (False, "false"),
        (None, ""),
        ("a\x00b", "ab"),
    ],
)
def test_a_cell_is_text_that_no_spreadsheet_runs(
    value: str | int | bool | None, written: str
) -> None:
    assert cell(value) == written
