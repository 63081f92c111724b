"""Facts that come and go: whatever the way, the closure is that of the facts that are left.

A closure holds sets: a fact that is stated twice is one fact, and is gone when it is taken back
once. Who keeps facts in several graphs counts them, as the last test does.
"""

from collections import Counter
from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from ontology.iris import document_graph
from ontology.terms import ontology_quads
from store.entailment import Closure, Derivation, Triple, entail
from store.rules import Rule, compile_rules
from tests.store.test_entailment import node, prop
from tests.store.test_rules import quads

SETS: dict[str, tuple[Rule, ...]] = {
    "chains": compile_rules(
        quads("""
        ex:p owl:propertyChainAxiom ( ex:q ex:r ) , ( ex:r ex:r ex:q ) .
        ex:q owl:propertyChainAxiom ( ex:p ex:r ) .
        """)
    ),
    "transitive, symmetric and inverse": compile_rules(
        quads("""
        ex:p a owl:TransitiveProperty . ex:q a owl:SymmetricProperty ; rdfs:subPropertyOf ex:p .
        ex:r owl:inverseOf ex:q .
        """)
    ),
    "sameness": compile_rules(
        quads("ex:p a owl:FunctionalProperty . ex:q a owl:InverseFunctionalProperty ."),
        [prop("p"), prop("q"), prop("r")],
    ),
    "all together": compile_rules(
        quads("""
        ex:p owl:propertyChainAxiom ( ex:q ex:r ) . ex:r a owl:TransitiveProperty .
        ex:q owl:inverseOf ex:r . ex:p a owl:FunctionalProperty , owl:SymmetricProperty .
        ex:p rdfs:domain ex:A . ex:q rdfs:range ex:B . ex:B rdfs:subClassOf ex:A .
        """),
        [prop("p"), prop("q"), prop("r")],
    ),
}
NODES = st.sampled_from("abcd").map(node)
ENDS = NODES | st.sampled_from(["x", "y"]).map(Literal)
PROPERTIES = st.sampled_from(["p", "q", "r"]).map(prop)
FACTS = st.lists(st.tuples(NODES, PROPERTIES, ENDS) | st.tuples(NODES, PROPERTIES, NODES),
                 max_size=10)  # fmt: skip
each_set_of_rules = pytest.mark.parametrize("rules", SETS.values(), ids=SETS)


def closed(rules: Iterable[Rule], *batches: Iterable[Triple]) -> Closure:
    closure = Closure(rules)
    for batch in batches:
        closure.add(batch)
    return closure


def is_proven(derivations: dict[Triple, Derivation], facts: set[Triple]) -> bool:
    """Whether each derivation fills its rule from facts and from triples derived before it."""
    known = set(facts)
    for triple, derivation in derivations.items():
        if triple in known or not known.issuperset(derivation.premises):
            return False
        if not fits(derivation.rule, derivation.premises, triple):
            return False
        known.add(triple)
    return True


def fits(rule: Rule, premises: tuple[Triple, ...], head: Triple) -> bool:
    filled: dict[object, object] = {}
    return all(
        pattern.predicate == triple[1]
        and all(
            part == end or (not isinstance(part, NamedNode | Literal)
                            and filled.setdefault(part, end) == end)
            for part, end in ((pattern.subject, triple[0]), (pattern.object, triple[2]))
        )
        for pattern, triple in zip((*rule.body, rule.head), (*premises, head), strict=True)
    )  # fmt: skip


def is_like(closure: Closure, rules: Iterable[Rule], facts: set[Triple]) -> bool:
    """Whether a closure says what a fresh one does, and why, each triple once."""
    fresh = set(entail(facts, rules))
    entailed, derivations = list(closure.entailed()), list(closure.derivations())
    return (
        len(entailed) == len(derivations) == len(fresh)
        and set(entailed) == fresh
        and {triple for triple, _ in derivations} == fresh
    )


@each_set_of_rules
@settings(max_examples=50)
@given(facts=FACTS, at=st.integers(0, 10), order=st.randoms(use_true_random=False))
def test_adding_in_any_split_and_order_is_adding_at_once(
    rules: tuple[Rule, ...], facts: list[Triple], at: int, order: Random
) -> None:
    shuffled = list(facts)
    order.shuffle(shuffled)
    closure = closed(rules, shuffled[:at], shuffled[at:])
    assert is_like(closure, rules, set(facts))
    assert is_proven(dict(closure.derivations()), set(facts))


@each_set_of_rules
@settings(max_examples=50)
@given(facts=FACTS)
def test_adding_one_by_one_is_adding_at_once(rules: tuple[Rule, ...], facts: list[Triple]) -> None:
    closure = closed(rules, *([fact] for fact in facts))
    assert is_like(closure, rules, set(facts))
    assert is_proven(dict(closure.derivations()), set(facts))


@each_set_of_rules
@settings(max_examples=100)
@given(facts=FACTS, data=st.data())
def test_removing_leaves_what_follows_from_the_rest(
    rules: tuple[Rule, ...], facts: list[Triple], data: st.DataObject
) -> None:
    gone = data.draw(st.sets(st.sampled_from(facts))) if facts else set()
    closure = closed(rules, facts)
    closure.remove(gone)
    assert is_like(closure, rules, set(facts) - gone)
    assert is_proven(dict(closure.derivations()), set(facts) - gone)


@each_set_of_rules
@settings(max_examples=60)
@given(changes=st.lists(st.tuples(st.booleans(), FACTS), max_size=6))
def test_coming_and_going_leaves_no_trace(
    rules: tuple[Rule, ...], changes: list[tuple[bool, list[Triple]]]
) -> None:
    closure, left = Closure(rules), set[Triple]()
    for is_added, facts in changes:
        if is_added:
            closure.add(facts)
            left |= set(facts)
        else:
            closure.remove(facts)
            left -= set(facts)
        assert is_like(closure, rules, left)
        assert is_proven(dict(closure.derivations()), left)


@each_set_of_rules
@settings(max_examples=50)
@given(facts=FACTS, data=st.data())
def test_stating_what_was_entailed_and_taking_it_back_changes_nothing(
    rules: tuple[Rule, ...], facts: list[Triple], data: st.DataObject
) -> None:
    closure = closed(rules, facts)
    entailed = sorted(closure.entailed(), key=str)
    if not entailed:
        return
    stated = data.draw(st.sets(st.sampled_from(entailed), min_size=1))
    closure.add(stated)
    assert set(closure.entailed()) == set(entailed) - stated
    assert is_like(closure, rules, {*facts, *stated})
    closure.remove(stated)
    assert is_like(closure, rules, set(facts))
    assert is_proven(dict(closure.derivations()), set(facts))


A_TO_B: Triple = (node("a"), prop("q"), node("b"))
B_TO_C: Triple = (node("b"), prop("r"), node("c"))
A_TO_C: Triple = (node("a"), prop("p"), node("c"))
CHAIN = compile_rules(quads("ex:p owl:propertyChainAxiom ( ex:q ex:r ) ."))


@pytest.mark.parametrize(
    "batches", [([A_TO_B, A_TO_B, B_TO_C],), ([A_TO_B, B_TO_C], [A_TO_B])], ids=["once", "twice"]
)
def test_fact_that_is_stated_twice_is_gone_when_it_is_taken_back_once(
    batches: tuple[list[Triple], ...],
) -> None:
    closure = closed(CHAIN, *batches)
    assert list(closure.entailed()) == [A_TO_C]
    closure.remove([A_TO_B])
    assert list(closure.entailed()) == []


def test_entailed_triple_is_not_taken_back_by_removing_it() -> None:
    closure = closed(CHAIN, [A_TO_B, B_TO_C])
    closure.remove([A_TO_C])
    assert list(closure.entailed()) == [A_TO_C]


def test_unknown_fact_is_removed_in_vain() -> None:
    closure = closed(CHAIN, [A_TO_B, B_TO_C])
    closure.remove([(node("nobody"), prop("unknown"), Literal("x")), (*A_TO_B[:2], node("z"))])
    assert list(closure.entailed()) == [A_TO_C]


def test_two_that_rest_on_each_other_go_together() -> None:
    rules = compile_rules(quads("ex:p owl:inverseOf ex:q . ex:q owl:inverseOf ex:p ."))
    closure = closed(rules, [A_TO_B])
    assert list(closure.entailed()) == [(node("b"), prop("p"), node("a"))]
    closure.remove([A_TO_B])
    assert list(closure.entailed()) == []
    assert list(closure.derivations()) == []


def test_second_reason_stands_in_for_the_one_that_is_gone() -> None:
    detour: list[Triple] = [(node("a"), prop("q"), node("d")), (node("d"), prop("r"), node("c"))]
    closure = closed(CHAIN, [A_TO_B, B_TO_C, *detour])
    closure.remove([A_TO_B])
    assert dict(closure.derivations()) == {A_TO_C: Derivation(CHAIN[0], tuple(detour))}


def test_nothing_added_and_nothing_removed_entail_nothing() -> None:
    closure = closed(CHAIN, [])
    closure.remove([])
    assert list(closure.entailed()) == []
    assert closure.entailed_pairs() == {}


@pytest.mark.parametrize("name", ["mic-priority-measures-2024", "mic-evaluation-2023"])
def test_document_removed_and_read_again_leaves_the_graph_as_it_was(
    facts: list[Quad], name: str
) -> None:
    graphs = {q.graph_name: set[Triple]() for q in facts}
    for quad in facts:
        graphs[quad.graph_name].add(triple_of(quad))
    stated = Counter(triple for triples in graphs.values() for triple in triples)
    rules = compile_rules(ontology_quads(), {predicate for _, predicate, _ in stated})
    background = {
        triple_of(q)
        for q in ontology_quads()
        if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode | Literal)
    }
    closure = closed(rules, background, stated)
    whole = set(closure.entailed())
    document = graphs[document_graph(name)]
    alone = {triple for triple in document if stated[triple] == 1} - background

    closure.remove(alone)
    without = set(closure.entailed())
    assert without == set(entail((background | set(stated)) - alone, rules))
    assert without != whole
    closure.add(document)
    assert set(closure.entailed()) == whole
    assert set(dict(closure.derivations())) == whole
    assert is_proven(dict(closure.derivations()), background | set(stated))


def test_some_facts_stand_in_two_graphs(facts: list[Quad]) -> None:
    stated = Counter(triple_of(quad) for quad in dict.fromkeys(facts))
    assert set(stated.values()) == {1, 2}


def triple_of(quad: Quad) -> Triple:
    assert isinstance(quad.subject, NamedNode)
    assert isinstance(quad.object, NamedNode | Literal)
    return quad.subject, quad.predicate, quad.object
