"""The edges of the property graph: relations between entities, printed amounts, posts held."""

from collections.abc import Iterable, Iterator
from itertools import chain

from exports.columns import EDGE_COLUMNS, Value, attributes
from exports.grounds import Ground, Grounds, Triple
from exports.labelling import Labelling
from exports.listings import Listing, read_listings
from exports.nodes import kind_of, node_key
from exports.property_graph import Edge
from exports.relations import INVERSES, forward, is_repetition, ways_to_say
from exports.tenures import Tenure, read_tenures
from exports.view import Labels, UnionView, among
from ontology import iris
from ontology.iris import ID, NAMESPACE
from ontology.model import Passage
from ontology.terms import SHK


def _listed(iris_: Iterable[str]) -> str:
    """IRIs as IN takes them."""
    return ", ".join(f"<{iri}>" for iri in iris_)


_OUTWARD = f"""SELECT DISTINCT ?source ?relation ?target WHERE {{
  $scope
  ?source ?relation ?target .
  FILTER(STRSTARTS(STR(?relation), "{NAMESPACE}") && isIRI(?target))
}}"""
_INWARD = f"""SELECT DISTINCT ?source ?relation ?target WHERE {{
  $scope
  ?source ?relation ?target .
  FILTER(?relation IN ({_listed(INVERSES)}))
}}"""


def read_edges(
    view: UnionView, keys: Iterable[str], labels: Labels, labelling: Labelling
) -> list[Edge]:
    """The edges that leave some entities, in the order of their ids.

    `labels` are those of the relations.
    """
    sources = [ID + key for key in keys]
    tenures = _tenures(view, sources)
    grounds = _grounds(view, sources, tenures)
    written = chain(
        _relations(view, sources, grounds), _amounts(view, sources, grounds),
        _posts(tenures, grounds),
    )  # fmt: skip
    relations = _Relations(labels, labelling)
    edges = [
        _edge(triple, distinction, relations.about(triple[1], ground) | values)
        for triple, distinction, ground, values in written
    ]
    return sorted(edges, key=lambda edge: edge.id)


_Written = tuple[Triple, str, Ground | None, dict[str, Value | None]]
"""The triple of an edge, what tells it from others of the same triple, why it holds, and the values
that it has besides those of every edge."""


def _grounds(view: UnionView, sources: list[str], tenures: Iterable[Tenure]) -> Grounds:
    """What proves the edges that leave some things, whichever way their facts are written."""
    things = [*sources, *(tenure.node for tenure in tenures)]
    turned = (*INVERSES, SHK.listedUnder.value)
    inward = among("object", sources) + f" FILTER(?predicate IN ({_listed(turned)}))"
    return Grounds(view, (among("subject", things), inward))


def _relations(view: UnionView, sources: list[str], grounds: Grounds) -> Iterator[_Written]:
    outward = view.select(_OUTWARD, among("source", sources))
    inward = view.select(_INWARD, among("target", sources))
    triples = {
        (source, relation, target)
        for source, relation, target in outward
        if relation not in INVERSES and node_key(target)
    } | {
        forward((source, relation, target))
        for source, relation, target in inward
        if node_key(source)
    }
    for triple in triples:
        ground = grounds.of(*ways_to_say(triple))
        if not is_repetition(triple[1], ground.basis if ground else None):
            yield triple, "", ground, {}


def _amounts(view: UnionView, sources: list[str], grounds: Grounds) -> Iterator[_Written]:
    """One edge from measure to programme for each printing of an amount that names a programme."""
    measures = _of_kind("measure", sources)
    listings = read_listings(view, among("measure", measures)) if measures else ()
    for listing in listings:
        if node_key(listing.programme):
            ground = grounds.of(
                (listing.measure, SHK.hasListing.value, listing.node),
                (listing.node, SHK.listedUnder.value, listing.measure),
            )
            triple = (listing.measure, SHK.hasAllocation.value, listing.programme)
            yield triple, _distinction(listing), ground, _amount(listing)


def _posts(tenures: Iterable[Tenure], grounds: Grounds) -> Iterator[_Written]:
    """One edge from post to person for each time that somebody holds it."""
    for tenure in tenures:
        if node_key(tenure.person):
            ground = grounds.of((tenure.node, SHK.holder.value, tenure.person))
            triple = (tenure.post, SHK.heldBy.value, tenure.person)
            yield triple, _key(tenure.node), ground, {"since": tenure.since, "until": tenure.until}


def _tenures(view: UnionView, sources: list[str]) -> list[Tenure]:
    posts = _of_kind("post", sources)
    return read_tenures(view, among("post", posts)) if posts else []


def _of_kind(kind: str, sources: Iterable[str]) -> list[str]:
    return [source for source in sources if kind_of(source.removeprefix(ID)) == kind]


def _edge(triple: Triple, distinction: str, values: dict[str, Value | None]) -> Edge:
    """`~` cannot stand in a key, so an id is never that of a node, nor of another edge."""
    source, target = node_key(triple[0]), node_key(triple[2])
    parts = [source, _name(triple[1]), target, distinction]
    return Edge("~".join(filter(None, parts)), source, target, attributes(EDGE_COLUMNS, values))


def _distinction(listing: Listing) -> str:
    """What tells a printing from others under its measure: the key of the allocation."""
    measure = node_key(listing.measure).partition("/")[2]
    return _key(listing.node).removeprefix(f"{measure}/")


def _key(iri: str) -> str:
    parsed = iris.parse(iri)
    return parsed[1] if parsed else iri


class _Relations:
    """What every edge of a relation has, worked out once for each."""

    def __init__(self, labels: Labels, labelling: Labelling) -> None:
        self._labels = labels
        self._labelling = labelling
        self._known: dict[str, dict[str, Value | None]] = {}

    def about(self, relation: str, ground: Ground | None) -> dict[str, Value | None]:
        """The values of an edge of a relation, and why it holds."""
        passages = ground.passages if ground else ()
        return {
            **self._of(relation),
            "basis": ground.basis.value if ground else None,
            "evidence": spell(passages),
            "evidence_count": len(passages),
            "weight": 1.0,
        }

    def _of(self, relation: str) -> dict[str, Value | None]:
        if relation not in self._known:
            own = {language: self._labels.get((relation, language)) for language in ("ja", "en")}
            self._known[relation] = {
                "label": self._labelling.choose(own, _name(relation)),
                "relation": _name(relation),
                "relation_iri": relation,
                "relation_label_ja": own["ja"],
                "relation_label_en": own["en"],
            }
        return self._known[relation]


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


def spell(passages: Iterable[Passage]) -> str:
    """Passages as a column has them:
    `mic-priority-measures-2024:3615|white-paper-note-2024:134-136`."""
    return "|".join(
        f"{p.document}:{p.first}" if p.first == p.last else f"{p.document}:{p.first}-{p.last}"
        for p in passages
    )


def _name(relation: str) -> str:
    return relation.removeprefix(NAMESPACE)
