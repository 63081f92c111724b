"""The nodes of the property graph: the things that a reader would call things.

Amounts, figures, tenures, printings, statements and passages are how the graph writes relations
down; in the property graph they are attributes of edges, and figures those of their indicator.
The documents that were read stand in the evidence of edges: as nodes they would link everything.
Literals are attributes and never nodes: two measures of 100 yen have nothing to do with each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from exports.columns import NODE_COLUMNS, Attributes, Column, ColumnType, Value, attributes
from exports.figures import read_figures
from exports.labelling import Labelling
from exports.property_graph import Node
from exports.text import clean, concept_code
from exports.view import UnionView, among
from ontology import iris
from ontology.iris import ID

KINDS = (
    "measure", "policy", "programme", "organisation", "person", "post", "country", "region",
    "agreement", "activity", "event", "policy-document", "indicator", "topic", "fiscal-year",
)  # fmt: skip

ENTITY_PATTERN = f"^{ID}({'|'.join(KINDS)})/"

_PROPERTIES = sorted({str(column.property) for column in NODE_COLUMNS if column.property})
# A thing of which nothing is said is a node too, where others lead to it. Each part is made
# distinct before it is matched: of a million triples a tenth is left.
_ALL = f"""SELECT DISTINCT ?node WHERE {{
  {{ SELECT DISTINCT ?node WHERE {{ ?node ?said ?value }} }}
  UNION {{
    SELECT DISTINCT ?node WHERE {{ ?source ?said ?node FILTER(STRSTARTS(STR(?node), "{ID}")) }}
  }}
  FILTER(REGEX(STR(?node), "{ENTITY_PATTERN}"))
}}"""
# Two lists of values would be multiplied by the engine, and looked up one by one.
_VALUES = f"""SELECT DISTINCT ?node ?property ?value (LANG(?value) AS ?language) WHERE {{
  $scope
  ?node ?property ?value .
  FILTER(?property IN ({", ".join(_PROPERTIES)}))
}}"""

_COLUMNS = {
    property_: [c for c in NODE_COLUMNS if c.property is not None and c.property.value == property_]
    for property_ in {column.property.value for column in NODE_COLUMNS if column.property}
}
"""The columns that hold the values of a property, by its IRI."""

_Found = dict[str, set[tuple[str, str]]]
"""What was found of a thing: by the IRI of the property, the values with their languages."""


def node_key(iri: str) -> str:
    """The key of a node, `measure/2024/17-2-7`; empty for what is no entity."""
    parsed = iris.parse(iri)
    return "/".join(parsed) if parsed and parsed[0] in KINDS else ""


def kind_of(key: str) -> str:
    """The kind of the thing that a node's key is of."""
    return key.partition("/")[0]


def read_keys(view: UnionView) -> list[str]:
    """The keys of all entities that a store knows of, in order."""
    return sorted(filter(None, {node_key(node) for (node,) in view.select(_ALL)}))


def read_nodes(view: UnionView, keys: Iterable[str], labelling: Labelling) -> Iterator[Node]:
    """Some entities by their keys, with what is said of them."""
    scope = among("node", (ID + key for key in keys))
    found: dict[str, _Found] = defaultdict(lambda: defaultdict(set))
    for node, property_, value, language in view.select(_VALUES, scope):
        found[node_key(node)][property_].add((value, language))
    indicators = [key for key in keys if kind_of(key) == "indicator"]
    figures = read_figures(view, indicators) if indicators else {}
    for key in keys:
        yield Node(key, _describe(key, found[key], figures.get(key), labelling))


def _describe(key: str, found: _Found, figures: str | None, labelling: Labelling) -> Attributes:
    values: dict[str, Value | None] = {
        column.name: _value(column, said)
        for property_, said in found.items()
        for column in _COLUMNS[property_]
    }
    labels = {language: _text(values.get(f"label_{language}")) for language in ("ja", "en")}
    values["label"] = labelling.choose(labels, key)
    values["kind"] = kind_of(key)
    values["iri"] = ID + key
    values["figures"] = figures
    return attributes(NODE_COLUMNS, values)


def _text(value: Value | None) -> str | None:
    return None if value is None else str(value)


def _value(column: Column, found: set[tuple[str, str]]) -> Value | None:
    """What stands in a column: several strings joined by `|`, of several numbers the lowest."""
    fitting = {value for value, language in found if column.language in (None, language)}
    if column.type is ColumnType.LONG:
        return min(map(int, fitting), default=None)
    texts = {clean(concept_code(value)) for value in fitting}
    return "|".join(sorted(filter(None, texts)))
