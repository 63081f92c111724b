"""One edge for several: nothing is added up, and nothing that all agree on is lost."""

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from exports.collapsing import collapse

A, B, C = "measure/2024/a", "programme/b", "programme/c"


def edge(relation: str, evidence: str, amount: int, year: int) -> dict[str, object]:
    return {
        "relation": relation, "label": relation, "basis": "stated", "evidence": evidence,
        "evidence_count": 1, "weight": 1.0, "amount_jpy": amount, "fiscal_year": year,
        "is_portion": False,
    }  # fmt: skip


def test_parallel_edges_become_one_that_counts_them() -> None:
    network = nx.MultiDiGraph()
    network.add_edge(A, B, "2", **edge("hasAllocation", "d:1|d:2", 100, 2023))
    network.add_edge(A, B, "1", **edge("hasAllocation", "d:2", 200, 2023))
    network.add_edge(A, B, "3", **edge("succeededBy", "d:3", 200, 2023))
    ((source, target, key, values),) = collapse(network).edges(keys=True, data=True)
    assert (source, target, key) == (A, B, f"{A}~collapsed~{B}")
    assert values == {
        "relation": "hasAllocation|succeededBy",
        "label": "hasAllocation|succeededBy",
        "basis": "stated",
        "evidence": "d:2|d:1|d:3",
        "evidence_count": 3,
        "weight": 3.0,
        "fiscal_year": 2023,
        "is_portion": False,
    }


def test_single_edges_and_other_directions_stay() -> None:
    network = nx.MultiDiGraph()
    network.add_edge(A, B, "1", **edge("r", "d:1", 100, 2023))
    network.add_edge(B, A, "2", **edge("r", "d:1", 100, 2023))
    network.add_node(C, label="c")
    collapsed = collapse(network)
    assert dict(collapsed.nodes(data=True)) == {A: {}, B: {}, C: {"label": "c"}}
    assert list(collapsed.edges(keys=True, data=True)) == list(network.edges(keys=True, data=True))


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("ab")), max_size=12))
def test_weights_count_all_edges(ends: list[tuple[str, str]]) -> None:
    network = nx.MultiDiGraph()
    for number, (source, target) in enumerate(ends):
        network.add_edge(source, target, str(number), **edge("r", "d:1", number, 2023))
    collapsed = collapse(network)
    assert sum(weight for *_, weight in collapsed.edges(data="weight")) == len(ends)
    assert collapsed.number_of_edges() == len(set(ends))
