"""Which datatypes and data ranges OWL 2 RL allows.

Tools that promise this profile may refuse an ontology for a single datatype outside it.
"""

from rdflib import BNode, Graph
from rdflib.namespace import OWL, RDF, RDFS, XSD
from rdflib.term import Node

from ontology.rdf_nodes import list_members, readable

# The datatypes of the profile: https://www.w3.org/TR/owl2-profiles/#OWL_2_RL
# xsd:date, xsd:gYearMonth and xsd:gYear are not among them, nor is owl:real.
RL_DATATYPES = frozenset(
    (
        RDF.PlainLiteral, RDF.XMLLiteral, RDFS.Literal,
        XSD.decimal, XSD.integer, XSD.nonNegativeInteger, XSD.nonPositiveInteger,
        XSD.positiveInteger, XSD.negativeInteger, XSD.long, XSD.int, XSD.short, XSD.byte,
        XSD.unsignedLong, XSD.unsignedInt, XSD.unsignedShort, XSD.unsignedByte,
        XSD.float, XSD.double,
        XSD.string, XSD.normalizedString, XSD.token, XSD.language, XSD.Name, XSD.NCName,
        XSD.NMTOKEN, XSD.boolean, XSD.hexBinary, XSD.base64Binary, XSD.anyURI,
        XSD.dateTime, XSD.dateTimeStamp,
    )
)  # fmt: skip


def data_range_problems(graph: Graph, node: Node, place: str) -> list[str]:
    """What keeps `node` from being a data range of OWL 2 RL; `place` names where it stands.

    Allowed are the datatypes of the profile and intersections of them, nothing else.
    """
    if not isinstance(node, BNode):
        known = node in RL_DATATYPES
        return [] if known else [f"{place}: {readable(graph, node)} is no datatype of OWL 2 RL"]
    parts = graph.value(node, OWL.intersectionOf)
    if parts is None:
        return [f"{place}: only datatypes and intersections of them are allowed"]
    # A list that cannot be read is reported once for all, by profile.broken_lists.
    members = list_members(graph, parts) or []
    return [p for member in members for p in data_range_problems(graph, member, place)]
