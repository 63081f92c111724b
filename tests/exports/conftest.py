"""What the tests of the exports share: a selection of the real release, and a graph made to hurt.

Take `store` to say what is in the files that we publish. Take `selection` for what must hold of
real data and takes long to find out: it says little, but in every way that the release does. Take
`hurtful` for what files get wrong: numbers beyond 32 bits, markup and control characters in names,
parallel edges, things without a name, blank nodes, triples in no graph. `sample` is each of the
last two.
"""

import io
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse, serialize

from exports.choice import EVERYTHING
from exports.formats import FORMATS
from exports.labelling import Labelling
from exports.networks import Network, to_network
from exports.projection import Projection
from ontology import iris
from ontology.terms import RDF, SHK
from store.embedded import EmbeddedStore
from store.protocol import Store
from store.releases import Release

Exported = Callable[[Store, str], bytes]
Projected = Callable[[Store], Network]
Way = tuple[str, ...]

PROVENANCE = iris.graph("provenance")
ONTOLOGY = iris.graph("ontology")

CHOSEN = {
    iris.measure("2024", "17-2-7"),
    iris.thing("country", "VN"),
    iris.thing("agreement", "japan-viet-nam-fire-fighting-memorandum"),
}
"""What the tests say something about is in the selection, whatever else is."""

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
def release_quads(release: Release) -> list[Quad]:
    """What the real release was published as."""
    return list(parse(path=str(release.graph_file)))


@pytest.fixture(scope="session")
def selected(release_quads: list[Quad]) -> list[Quad]:
    """The ontology, and of the facts and of what proves them enough to have every way of saying
    something: a class, or a property with what it leads to, in each graph."""
    facts = [q for q in release_quads if q.graph_name not in (PROVENANCE, ONTOLOGY)]
    proof = [q for q in release_quads if q.graph_name == PROVENANCE]
    ontology = [q for q in release_quads if q.graph_name == ONTOLOGY]
    said = _about(_enough(facts) | CHOSEN, facts)
    told = _statements_of(said, proof) | _enough(proof)
    return [*ontology, *said, *_about(told, proof)]


def way(quad: Quad) -> Way:
    """How a quad says something: graph, property, and class or kind of what it leads to."""
    term = quad.object
    if quad.predicate == RDF.type:
        to = str(term)
    elif isinstance(term, Literal):
        to = term.language or term.datatype.value
    elif isinstance(term, NamedNode):
        to = (iris.parse(term.value) or ("", ""))[0]
    else:
        assert isinstance(term, BlankNode)
        to = "_:"
    return str(quad.graph_name), quad.predicate.value, to


def _enough(quads: Iterable[Quad]) -> set[object]:
    """Subjects that between them say something in every way that the quads do."""
    first: dict[Way, object] = {}
    for quad in sorted(quads, key=str):
        first.setdefault(way(quad), quad.subject)
    return set(first.values())


def _about(subjects: set[object], quads: Iterable[Quad]) -> list[Quad]:
    return [quad for quad in quads if quad.subject in subjects]


def _statements_of(facts: Iterable[Quad], proof: Iterable[Quad]) -> set[object]:
    """The statements of some facts, and the passages that they cite."""
    statements: set[object] = {
        iris.statement(q.subject, q.predicate, q.object)
        for q in facts
        if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode | Literal)
    }
    cited = {q.object for q in proof if q.subject in statements and q.predicate == SHK.citation}
    return statements | cited


@pytest.fixture(scope="session")
def selection_file(selected: list[Quad], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The N-Quads of the selection."""
    path = tmp_path_factory.mktemp("selection") / "graph.nq"
    serialize(selected, str(path), format=RdfFormat.N_QUADS)
    return path


@pytest.fixture(scope="session")
def selection(selection_file: Path) -> EmbeddedStore:
    """A small part of the release, as it would be served."""
    return EmbeddedStore.load(selection_file)


@pytest.fixture(scope="session")
def hurtful() -> EmbeddedStore:
    """The small graph made to hurt."""
    return EmbeddedStore(parse(HURTFUL, format=RdfFormat.TRIG))


@pytest.fixture(params=["selection", "hurtful"])
def sample(request: pytest.FixtureRequest) -> EmbeddedStore:
    """Both, for what must hold of every graph."""
    chosen = request.getfixturevalue(request.param)
    assert isinstance(chosen, EmbeddedStore)
    return chosen


@pytest.fixture
def quads(sample: EmbeddedStore, hurtful: EmbeddedStore, selected: list[Quad]) -> list[Quad]:
    """What `sample` was made from."""
    return list(parse(HURTFUL, format=RdfFormat.TRIG)) if sample is hurtful else selected


@pytest.fixture(scope="session")
def exported() -> Exported:
    """The bytes of a store in a format, made once for each store and format."""
    made: dict[tuple[Store, str], bytes] = {}

    def export(store: Store, name: str) -> bytes:
        if (store, name) not in made:
            out = io.BytesIO()
            FORMATS[name].write(store, EVERYTHING, out)
            made[store, name] = out.getvalue()
        return made[store, name]

    return export


def project(store: Store, labelling: Labelling = Labelling.JA) -> Network:
    """The property graph of a store, held as a whole."""
    return to_network(Projection(store, labelling))


@pytest.fixture(scope="session")
def projected() -> Projected:
    """The property graph of a store, made once for each store."""
    made: dict[Store, Network] = {}

    def graph(store: Store) -> Network:
        if store not in made:
            made[store] = project(store)
        return made[store]

    return graph
