"""What the tests of the exports share: the real release, and a small graph made to hurt.

Take `release` to say what is in the files that we publish. Take `hurtful` for what files get
wrong: numbers beyond 32 bits, markup and control characters in names, parallel edges, things
without a name, blank nodes, triples in no graph.
"""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from exports.formats import FORMATS
from shisaku import build as pipeline
from store.embedded import EmbeddedStore
from store.protocol import Store

ROOT = Path(__file__).parents[2]

Exported = Callable[[Store, str], bytes]

HURTFUL = r"""
@prefix shk: <https://w3id.org/shisaku/ns#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix id: <https://w3id.org/shisaku/id/> .
@prefix graph: <https://w3id.org/shisaku/graph/> .
@prefix m: <https://w3id.org/shisaku/id/measure/2024/> .

id:country\/VN skos:notation "VN" .

graph:seeds {
  m:9-1-9 a shk:Measure ; shk:number "9-1-9" ; shk:edition "2024" ;
    rdfs:label "<b>\"引用\" & 'x'</b>"@ja ;
    shk:namesCountry id:country\/VN ; shk:restsOn id:agreement\/a ;
    shk:involves id:country\/VN , id:agreement\/a ;
    shk:namesOrganisation id:organisation\/ghost ;
    shk:hasTopic [ rdfs:label "匿名"@ja ] ;
    shk:hasListing id:listing\/2024\/9-1-9\/p-2024 , id:listing\/2024\/9-1-9\/p-2023 .
  m:9-1-10 a shk:Measure ; shk:number "9-1-10" ; shk:edition "2024" ;
    rdfs:label "=HYPERLINK(\"http://x\")"@ja , "@SUM(1)"@en ; shk:partOfMeasure m:9-1-9 .
  id:activity\/v shk:activityOf m:9-1-9 ; rdfs:label "視察"@ja .
  id:agreement\/a a shk:Agreement ; rdfs:label "-覚書"@ja , "A"@en ; shk:hasParty id:country\/VN .
  id:country\/VN rdfs:label "Viet Nam"@en ; skos:altLabel "日越"@ja , "Vietnam"@en .
  id:programme\/p a shk:Programme ; rdfs:label "ハ\u309Aリ\u0001協定\r\n\t2行目"@ja .
  id:listing\/2024\/9-1-9\/p-2024 shk:listsAllocation id:budget\/p-2024 ;
    shk:isPortion true ; shk:isRelisted false ;
    shk:printedName "ハ\u309Aリ\u0001協定\r\n\t2行目"@ja .
  id:listing\/2024\/9-1-9\/p-2023 shk:listsAllocation id:budget\/p-2023 ;
    shk:isPortion false ; shk:isRelisted true ;
    shk:printedName "ハ\u309Aリ\u0001協定\r\n\t2行目"@ja .
  id:budget\/p-2024 shk:allocatedTo id:programme\/p ; shk:amount 12345678901 ;
    shk:fiscalYear id:fiscal-year\/2024 ; shk:stage shk:stage-supplementary-2 ;
    shk:isPortion false ; shk:isNew true ; shk:formerName "=旧名"@ja .
  id:budget\/p-2023 shk:allocatedTo id:programme\/p ; shk:amount 12345678901 ;
    shk:fiscalYear id:fiscal-year\/2023 ; shk:stage shk:stage-initial ;
    shk:isPortion false ; shk:isNew false .
  id:fiscal-year\/2024 shk:startYear 2024 .
  id:fiscal-year\/2023 shk:startYear 2023 .
}
graph:provenance {
  id:statement\/1 rdf:subject id:agreement\/a ; rdf:predicate shk:hasParty ;
    rdf:object id:country\/VN ; shk:basis shk:basis-stated ;
    shk:citation id:passage\/d\/20-21 , id:passage\/d\/3 .
  id:statement\/2 rdf:subject m:9-1-9 ; rdf:predicate shk:hasListing ;
    rdf:object id:listing\/2024\/9-1-9\/p-2024 ; shk:basis shk:basis-stated ;
    shk:citation id:passage\/d\/3 , id:passage\/d\/20-21 .
  id:passage\/d\/3 shk:inDocument id:document\/d ; shk:firstLine 3 ; shk:lastLine 3 .
  id:passage\/d\/20-21 shk:inDocument id:document\/d ; shk:firstLine 20 ; shk:lastLine 21 .
}
"""


@pytest.fixture(scope="session")
def release_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The N-Quads of a release built from our seeds, without the slow check of the shapes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "validate", lambda _: [])
        out = tmp_path_factory.mktemp("release")
        return pipeline.build(ROOT / "seeds", out, tell=lambda _: None).graph_file


@pytest.fixture(scope="session")
def release(release_file: Path) -> EmbeddedStore:
    """The release as it is served."""
    return EmbeddedStore.load(release_file)


@pytest.fixture(scope="session")
def hurtful() -> EmbeddedStore:
    """The small graph made to hurt."""
    return EmbeddedStore(parse(HURTFUL, format=RdfFormat.TRIG))


@pytest.fixture(params=["release", "hurtful"])
def store(request: pytest.FixtureRequest) -> EmbeddedStore:
    """Both, for what must hold of every graph."""
    chosen = request.getfixturevalue(request.param)
    assert isinstance(chosen, EmbeddedStore)
    return chosen


@pytest.fixture
def quads(store: EmbeddedStore, hurtful: EmbeddedStore, release_file: Path) -> list[Quad]:
    """What `store` was made from."""
    if store is hurtful:
        return list(parse(HURTFUL, format=RdfFormat.TRIG))
    return list(parse(path=str(release_file)))


@pytest.fixture(scope="session")
def exported() -> Exported:
    """The bytes of a store in a format, made once for each store and format."""
    made: dict[tuple[Store, str], bytes] = {}

    def _export(store: Store, name: str) -> bytes:
        if (store, name) not in made:
            out = io.BytesIO()
            FORMATS[name].write(store, out)
            made[store, name] = out.getvalue()
        return made[store, name]

    return _export
