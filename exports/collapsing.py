"""One edge for all that go from one thing to another: programs that know no parallel edges would
merge or drop them in their own way."""

from collections import defaultdict
from collections.abc import Sequence

from exports.columns import EDGE_COLUMNS, Attributes, ColumnType, Value, items
from exports.networks import Network

_COUNTED = ("weight", "evidence_count")
_TOGETHER = "~collapsed~"
"""Part of an id, between two keys, and never of one that a relation gives."""


def collapse(network: Network) -> Network:
    """The same nodes; between any two at most one edge in each direction.

    `weight` is the number of edges that it stands for. Texts are joined by `|`. A number or flag
    stays where all edges with one agree: amounts are never added up, for some contain others.
    """
    parallel: dict[tuple[str, str], list[tuple[str, Attributes]]] = defaultdict(list)
    for source, target, key, values in network.edges(keys=True, data=True):
        parallel[source, target].append((key, values))
    collapsed = network.__class__()
    collapsed.add_nodes_from(network.nodes(data=True))
    for (source, target), edges in parallel.items():
        (key, values), *others = edges
        if others:
            key = f"{source}{_TOGETHER}{target}"
            values = _together([values for _, values in sorted(edges)])
        collapsed.add_edge(source, target, key, **values)
    return collapsed


def _together(edges: Sequence[Attributes]) -> Attributes:
    joined = {
        column.name: value
        for column in EDGE_COLUMNS
        if column.name not in _COUNTED
        and (value := _joined([e[column.name] for e in edges if column.name in e], column.type))
        is not None
    }
    evidence = items(joined["evidence"]) if "evidence" in joined else []
    return {**joined, "weight": float(len(edges)), "evidence_count": len(evidence)}


def _joined(values: Sequence[Value], column_type: ColumnType) -> Value | None:
    """What stands for several values; None for none, or for numbers that differ."""
    if column_type is ColumnType.STRING:
        texts = dict.fromkeys(item for value in values for item in items(value))
        return "|".join(texts) or None
    return values[0] if values and len(set(values)) == 1 else None
