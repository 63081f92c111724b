"""What the data are about: fiscal years, editions and documents."""

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode

from ontology import iris
from ontology.terms import XSD
from queries.diagnosis.model import Coverage, CoveredDocument, Finding, Text
from queries.diagnosis.pattern import Token
from queries.diagnosis.words import listed, say
from queries.runner import Row, select, value
from store.protocol import Store

_QUERY = """
PREFIX shk: <https://w3id.org/shisaku/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT {columns} WHERE {{
  {{ {pattern} }} UNION {{ GRAPH ?graph {{ {pattern} }} }}
}} ORDER BY {columns}
"""
_YEARS = (
    "?fiscal shk:startYear ?year FILTER EXISTS { ?budget shk:fiscalYear ?fiscal ; shk:stage ?s }"
)
_EDITIONS = "?measure a shk:Measure ; shk:edition ?edition"
_DOCUMENTS = "?document a shk:Document ; rdfs:label ?label"

_DATED = re.compile(re.escape(iris.ID) + r"(?:fiscal-year|measure|policy)/(?P<year>\d{4})(?:/|$)")
_YEAR = re.compile(r"(?:19|20)\d\d")


def read_coverage(store: Store) -> Coverage:
    """What the data of a store are about."""
    return Coverage(
        fiscal_years=tuple(int(value(row["year"])) for row in _rows(store, "?year", _YEARS)),
        editions=tuple(value(row["edition"]) for row in _rows(store, "?edition", _EDITIONS)),
        documents=tuple(_documents(_rows(store, "?document ?label", _DOCUMENTS))),
    )


def _rows(store: Store, columns: str, pattern: str) -> tuple[Row, ...]:
    return select(store, _QUERY.format(columns=columns, pattern=pattern)).rows


def _documents(rows: Iterable[Row]) -> Iterator[CoveredDocument]:
    labels: dict[str, dict[str, str]] = {}
    for row in rows:
        texts = labels.setdefault(value(row["document"]), {"ja": "", "en": ""})
        label = row["label"]
        if isinstance(label, Literal) and label.language in texts:
            texts[label.language] = label.value
    for iri, texts in labels.items():
        parsed = iris.parse(iri)
        yield CoveredDocument(parsed[1] if parsed else iri, texts)


def outside(coverage: Coverage, tokens: Iterable[Token]) -> Iterator[Finding]:
    """That a query asks about years of which the data have no budget."""
    asked = sorted({year for token in tokens for year in _years_in(token)})
    beyond = [year for year in asked if str(year) not in _covered(coverage)]
    if beyond and coverage.fiscal_years:
        text = say(
            "outside",
            asked=listed(map(str, beyond)),
            years=listed(map(str, coverage.fiscal_years)),
        )
        yield Finding("outside", text)


def _covered(coverage: Coverage) -> set[str]:
    return {*map(str, coverage.fiscal_years), *coverage.editions}


def _years_in(token: Token) -> Iterator[int]:
    if isinstance(token, NamedNode):
        match = _DATED.match(token.value)
        if match:
            yield int(match["year"])
    elif (
        isinstance(token, Literal)
        and token.datatype == XSD.integer
        and _YEAR.fullmatch(token.value)
    ):
        yield int(token.value)


def coverage_in_words(coverage: Coverage) -> Iterator[Text]:
    """What the data are about, in a sentence; nothing where they are of nothing that we know."""
    if coverage != Coverage():
        yield say(
            "coverage",
            years=listed(map(str, coverage.fiscal_years)),
            editions=listed(coverage.editions),
            documents=listed(
                {"ja": one.label["ja"] or one.key, "en": one.label["en"] or one.key}
                for one in coverage.documents
            ),
            count=len(coverage.documents),
        )
