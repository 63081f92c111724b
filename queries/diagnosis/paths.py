"""Property paths of a query as tokens."""

from collections.abc import Callable

from rdflib import RDF

from queries.diagnosis.expressions import Tree
from queries.diagnosis.pattern import Term, Tokens

_JOINERS = {"PathAlternative": "|", "PathSequence": "/"}
_LOOSER = {
    "PathAlternative": ("PathAlternative",),
    "PathSequence": ("PathAlternative", "PathSequence"),
    "PathEltOrInverse": ("PathAlternative", "PathSequence", "PathEltOrInverse"),
    "PathElt": ("PathAlternative", "PathSequence", "PathEltOrInverse", "PathElt"),
}
"""Paths that need brackets within another."""

ToTerm = Callable[[Tree], Term]


class LostPath(ValueError):
    """A path of which the parser does not keep all: `!(^a)`."""


def read_path(node: Tree, to_term: ToTerm) -> Tokens:
    """A path as tokens. Raises LostPath."""
    node = _bare(node)
    name = getattr(node, "name", "pname")
    if name in _JOINERS:
        rest = (t for one in node.part[1:] for t in (_JOINERS[name], *_within(one, name, to_term)))
        return (*_within(node.part[0], name, to_term), *rest)
    if name == "PathElt":
        return (*_within(node.part, name, to_term), str(node.mod))
    if name == "PathEltOrInverse":
        return ("^", *_within(node.part, name, to_term))
    if name == "PathNegatedPropertySet":
        return _negated(node, to_term)
    return ("a",) if node == RDF.type else (to_term(node),)


def read_sequence(node: Tree, to_term: ToTerm) -> tuple[Tokens, ...]:
    """The steps of a path a/b/c; empty for any other path."""
    node = _bare(node)
    is_sequence = getattr(node, "name", "") == "PathSequence"
    return tuple(_within(one, "PathSequence", to_term) for one in node.part) if is_sequence else ()


def _bare(node: Tree) -> Tree:
    """A node without the empty operations that the grammar wraps it in."""
    while True:
        name = getattr(node, "name", "")
        is_single = name in _JOINERS and len(node.part) == 1
        if not is_single and not (name == "PathElt" and node.mod is None):
            return node
        node = node.part[0] if is_single else node.part


def _within(node: Tree, outer: str, to_term: ToTerm) -> Tokens:
    """A part of a path, in brackets where it is looser than what stands around it."""
    tokens = read_path(node, to_term)
    inner = getattr(_bare(node), "name", "pname")
    is_looser = inner in _JOINERS or (
        outer == "PathElt" and inner in ("PathElt", "PathEltOrInverse")
    )
    is_plain = inner == "PathSequence" and outer == "PathAlternative"
    return ("(", *tokens, ")") if is_looser and not is_plain else tokens


def _negated(node: Tree, to_term: ToTerm) -> Tokens:
    parts = node.part or []
    if any(getattr(part, "name", "") == "InversePath" for part in parts):
        raise LostPath
    tokens = [token for part in parts for token in (*read_path(part, to_term), "|")]
    return ("!(", *tokens[:-1], ")")
