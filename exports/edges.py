"""The edges of the property graph: relations between entities, and printed amounts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from exports.columns import EDGE_COLUMNS, Attributes, Value, attributes
from exports.grounds import Ground, Grounds, Triple
from exports.listings import Listing, read_listings
from exports.nodes import ENTITY_PATTERN, node_key
from exports.relations import forward, is_repetition, ways_to_say
from exports.view import Labels, UnionView
from ontology import iris
from ontology.iris import NAMESPACE
from ontology.model import Passage
from ontology.terms import SHK

_RELATIONS = f"""SELECT DISTINCT ?source ?relation ?target WHERE {{
  ?source ?relation ?target .
  FILTER(STRSTARTS(STR(?relation), "{NAMESPACE}") && isIRI(?target)
    && REGEX(STR(?source), "{ENTITY_PATTERN}") && REGEX(STR(?target), "{ENTITY_PATTERN}"))
}}"""


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge between two node keys; `id` is unique among the edges and the nodes of a graph."""

    id: str
    source: str
    target: str
    attributes: Attributes


def read_edges(view: UnionView, language: str) -> list[Edge]:
    """All edges in the order of their ids, with their labels in a language."""
    grounds, labels = Grounds(view), view.labels()
    edges = [
        *_relation_edges(view, grounds, labels, language),
        *_amount_edges(view, grounds, labels, language),
    ]
    return sorted(edges, key=lambda edge: edge.id)


def _relation_edges(
    view: UnionView, grounds: Grounds, labels: Labels, language: str
) -> Iterator[Edge]:
    triples = {
        forward((source, relation, target)) for source, relation, target in view.select(_RELATIONS)
    }
    for triple in sorted(triples):
        ground = grounds.of(*ways_to_say(triple))
        if not is_repetition(triple[1], ground.basis if ground else None):
            values = _about(triple[1], ground, labels, language)
            yield _edge(triple, "", values)


def _amount_edges(
    view: UnionView, grounds: Grounds, labels: Labels, language: str
) -> Iterator[Edge]:
    """One edge from measure to programme for each printing of an amount that names a programme."""
    relation = SHK.hasAllocation.value
    for listing in read_listings(view):
        if node_key(listing.measure) and node_key(listing.programme):
            ground = grounds.of(
                (listing.measure, SHK.hasListing.value, listing.node),
                (listing.node, SHK.listedUnder.value, listing.measure),
            )
            values = _about(relation, ground, labels, language) | _amount(listing)
            triple = (listing.measure, relation, listing.programme)
            yield _edge(triple, _distinction(listing), values)


def _edge(triple: Triple, distinction: str, values: dict[str, Value | None]) -> Edge:
    """`~` cannot stand in a key, so an id is never that of a node, nor of another edge."""
    source, target = node_key(triple[0]), node_key(triple[2])
    parts = [source, _name(triple[1]), target, distinction]
    return Edge("~".join(filter(None, parts)), source, target, attributes(EDGE_COLUMNS, values))


def _distinction(listing: Listing) -> str:
    """What tells a printing from others under its measure: the key of the allocation."""
    parsed = iris.parse(listing.node)
    measure = node_key(listing.measure).partition("/")[2]
    return parsed[1].removeprefix(f"{measure}/") if parsed else listing.node


def _about(
    relation: str, ground: Ground | None, labels: Labels, language: str
) -> dict[str, Value | None]:
    passages = ground.passages if ground else ()
    return {
        "label": labels.get((relation, language)) or _name(relation),
        "relation": _name(relation),
        "relation_iri": relation,
        "relation_label_ja": labels.get((relation, "ja")),
        "relation_label_en": labels.get((relation, "en")),
        "basis": ground.basis.value if ground else None,
        "evidence": _evidence(passages),
        "evidence_count": len(passages),
        "weight": 1.0,
    }


def _amount(listing: Listing) -> dict[str, Value | None]:
    return {
        "fiscal_year": listing.fiscal_year,
        "stage": listing.stage,
        "amount_jpy": listing.yen,
        "is_portion": listing.is_portion,
        "is_new": listing.is_new,
        "is_relisted": listing.is_relisted,
        "former_name": listing.former_name,
    }


def _evidence(passages: Iterable[Passage]) -> str:
    """`mic-priority-measures-2024:3615|white-paper-note-2024:134-136`."""
    return "|".join(
        f"{p.document}:{p.first}" if p.first == p.last else f"{p.document}:{p.first}-{p.last}"
        for p in passages
    )


def _name(relation: str) -> str:
    return relation.removeprefix(NAMESPACE)
