"""Retired identifiers are read from the graph, with as much as it tells of them."""

from collections.abc import Callable

from queries.retired import Retirement, read_retired
from store.embedded import EmbeddedStore

Toy = Callable[[str], EmbeddedStore]
ID = "https://w3id.org/shisaku/id/"
PREFIXES = f"""
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix o: <{ID}organisation/> .
"""


def test_everything_that_is_told_of_a_retirement_is_read(toy: Toy) -> None:
    store = toy(
        PREFIXES
        + """o:asaen owl:deprecated true ; shk:retiredOn "2026-11-21"^^xsd:date ;
        dcterms:isReplacedBy o:asean ; skos:changeNote "綴りの誤り"@ja , "a misspelling"@en ."""
    )
    assert read_retired(store) == {
        f"{ID}organisation/asaen": Retirement(
            "2026-11-21", {"ja": "綴りの誤り", "en": "a misspelling"}, f"{ID}organisation/asean"
        )
    }


def test_little_may_be_told(toy: Toy) -> None:
    assert read_retired(toy(PREFIXES + "o:asaen owl:deprecated true .")) == {
        f"{ID}organisation/asaen": Retirement("", {"ja": None, "en": None}, None)
    }


def test_nothing_else_is_retired(toy: Toy) -> None:
    world = """o:a owl:deprecated false . o:b shk:number "1" . shk:old owl:deprecated true .
    <urn:x> owl:deprecated true ."""
    assert read_retired(toy(PREFIXES + world)) == {}
