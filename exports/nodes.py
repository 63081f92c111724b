"""The nodes of the property graph: the things that a reader would call things.

Amounts, printings, statements and passages are how the graph writes relations down; in the
property graph they are attributes of edges. Literals are attributes and never nodes: two
measures of 100 yen have nothing to do with each other.
"""

from collections import defaultdict

from exports.columns import NODE_COLUMNS, Attributes, Column, ColumnType, Value, attributes
from exports.text import clean, concept_code
from exports.view import UnionView
from ontology import iris
from ontology.iris import ID
from ontology.terms import RDF

KINDS = (
    "measure", "policy", "programme", "organisation", "country", "region", "agreement",
    "activity", "event", "policy-document", "fiscal-year",
)  # fmt: skip

ENTITY_PATTERN = f"^{ID}({'|'.join(KINDS)})/"

# The type is asked for so that a thing of which nothing else is known is a node as well.
_PROPERTIES = " ".join(
    sorted({str(column.property) for column in NODE_COLUMNS if column.property} | {str(RDF.type)})
)
_VALUES = f"""SELECT DISTINCT ?node ?property ?value (LANG(?value) AS ?language) WHERE {{
  VALUES ?property {{ {_PROPERTIES} }}
  ?node ?property ?value .
  FILTER(REGEX(STR(?node), "{ENTITY_PATTERN}"))
}}"""

_Found = dict[str, set[tuple[str, str]]]
"""What was found of a thing: by the IRI of the property, the values with their languages."""


def node_key(iri: str) -> str:
    """The key of a node, `measure/2024/17-2-7`; empty for what is no entity."""
    parsed = iris.parse(iri)
    return "/".join(parsed) if parsed and parsed[0] in KINDS else ""


def read_nodes(view: UnionView, language: str) -> dict[str, Attributes]:
    """All described entities by their keys, with their labels in a language."""
    found: dict[str, _Found] = defaultdict(lambda: defaultdict(set))
    for node, property_, value, value_language in view.select(_VALUES):
        if key := node_key(node):
            found[key][property_].add((value, value_language))
    return {key: _describe(key, found[key], language) for key in sorted(found)}


def bare_node(key: str) -> Attributes:
    """A thing of which no more is known than that others have to do with it."""
    return _describe(key, {}, "")


def _describe(key: str, found: _Found, language: str) -> Attributes:
    values: dict[str, Value | None] = {
        column.name: _value(column, found.get(column.property.value, set()))
        for column in NODE_COLUMNS
        if column.property
    }
    known = (values["label_ja"], values["label_en"])
    preferred, other = known if language == "ja" else known[::-1]
    values["label"] = preferred or other or key
    values["kind"] = key.partition("/")[0]
    values["iri"] = ID + key
    return attributes(NODE_COLUMNS, values)


def _value(column: Column, found: set[tuple[str, str]]) -> Value | None:
    """What stands in a column: several strings joined by `|`, of several numbers the lowest."""
    fitting = {value for value, language in found if column.language in (None, language)}
    if column.type is ColumnType.LONG:
        return min(map(int, fitting), default=None)
    texts = {clean(concept_code(value)) for value in fitting}
    return "|".join(sorted(filter(None, texts)))
