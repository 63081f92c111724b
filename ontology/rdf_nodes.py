"""Nodes of an RDF graph: how they are written for a reader, and lists that may be badly made."""

from rdflib import BNode, Graph
from rdflib.namespace import RDF
from rdflib.term import Node


def readable(graph: Graph, node: Node) -> str:
    """A node as a reader knows it: `shk:Measure` where the graph binds the prefix.

    Blank nodes have no lasting name, so they are all called "an anonymous node"; a message with
    their running labels would differ from one reading of the file to the next.
    """
    return "an anonymous node" if isinstance(node, BNode) else node.n3(graph.namespace_manager)


def list_members(graph: Graph, head: Node) -> list[Node] | None:
    """The members of an RDF list in order; None where it is broken, forked or runs in a circle."""
    members: list[Node] = []
    seen: set[Node] = set()
    while head != RDF.nil:
        first = list(graph.objects(head, RDF.first))
        rest = list(graph.objects(head, RDF.rest))
        if head in seen or len(first) != 1 or len(rest) != 1:
            return None
        seen.add(head)
        members.append(first[0])
        head = rest[0]
    return members
