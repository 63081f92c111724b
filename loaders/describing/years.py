"""Fiscal years as facts: April of one western year to March of the next."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal

from ontology import iris
from ontology.eras import era_years
from ontology.model import Basis, Fact, Passage
from ontology.terms import RDF, RDFS, SHK, XSD


def describe_years(cited: Iterable[tuple[int, tuple[Passage, ...]]]) -> Iterator[Fact]:
    """Each fiscal year once, by its western year, with the first passages given for it."""
    first: dict[int, tuple[Passage, ...]] = {}
    for year, passages in cited:
        first.setdefault(year, passages)
    for year, where in sorted(first.items()):
        node = iris.fiscal_year(year)
        start = Literal(str(year), datatype=XSD.integer)
        era = Literal(f"{era_years(year)[0]}年度", language="ja")
        yield Fact(node, RDF.type, SHK.FiscalYear, Basis.STATED, where)
        yield Fact(node, SHK.startYear, start, Basis.STATED, where)
        yield Fact(node, RDFS.label, era, Basis.STATED, where)
        yield Fact(node, RDFS.label, Literal(f"FY{year}", language="en"), Basis.EDITORIAL, where)
