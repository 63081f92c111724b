import pytest
from pyoxigraph import Literal, NamedNode

from loaders.describing.years import describe_years
from ontology import iris
from ontology.model import Basis, Fact, Passage
from ontology.terms import RDF, RDFS, SHK, XSD

FIRST, LATER = (Passage("ocean", 7, 7),), (Passage("note", 9, 9), Passage("note", 12, 13))


def _labels(year: int) -> dict[str | None, str]:
    return {
        f.object.language: f.object.value
        for f in describe_years([(year, FIRST)])
        if f.predicate == RDFS.label and isinstance(f.object, Literal)
    }


def test_a_fiscal_year_is_described_by_its_western_year() -> None:
    node = iris.fiscal_year(2022)
    expected: list[tuple[NamedNode, NamedNode | Literal, Basis]] = [
        (RDF.type, SHK.FiscalYear, Basis.STATED),
        (SHK.startYear, Literal("2022", datatype=XSD.integer), Basis.STATED),
        (RDFS.label, Literal("令和4年度", language="ja"), Basis.STATED),
        (RDFS.label, Literal("FY2022", language="en"), Basis.EDITORIAL),
    ]
    facts = list(describe_years([(2022, FIRST)]))
    assert facts == [Fact(node, *terms, FIRST) for terms in expected]


@pytest.mark.parametrize(
    ("year", "written"),
    [(2024, "令和6"), (2019, "令和元"), (2018, "平成30"), (1989, "平成元"), (1988, "昭和63")],
)
def test_a_fiscal_year_is_named_in_the_latest_era(year: int, written: str) -> None:
    assert _labels(year) == {"ja": f"{written}年度", "en": f"FY{year}"}


def test_a_fiscal_year_cited_twice_keeps_the_passages_given_first() -> None:
    facts = list(describe_years([(2022, FIRST), (2022, LATER)]))
    assert len(facts) == 4
    assert {fact.passages for fact in facts} == {FIRST}


def test_fiscal_years_come_in_order() -> None:
    facts = describe_years([(2023, LATER), (2021, FIRST), (2022, LATER)])
    subjects = list(dict.fromkeys((fact.subject, fact.passages) for fact in facts))
    assert subjects == [
        (iris.fiscal_year(2021), FIRST),
        (iris.fiscal_year(2022), LATER),
        (iris.fiscal_year(2023), LATER),
    ]


def test_no_fiscal_year_needs_no_facts() -> None:
    assert list(describe_years([])) == []
