"""The entailed graph, and in the provenance graph why each of its triples holds."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from pyoxigraph import Literal, NamedNode, Quad

from ontology import iris
from ontology.terms import OWL, RDF, RDFS, SHK
from store.entailment import Derivation, Triple, entail
from store.rules import Rule, compile_rules, is_unnamed, local_name

ENTAILED = iris.graph("entailed")
PROVENANCE = iris.graph("provenance")

_SAID = (RDF.type, RDF.subject, RDF.predicate, RDF.object, SHK.basis, SHK.byRule)
"""What is said of every derived triple; below, the terms of it that are always the same."""
_STATEMENT, _DERIVED, _PREMISE = SHK.Statement, SHK["basis-derived"], SHK.premise


def materialise(facts: Iterable[Quad], ontology: Iterable[Quad]) -> Iterator[Quad]:
    """What follows from the facts by the axioms of the ontology.

    The ontology's own individuals (budget stages, bases) take part, but what follows about them
    alone is not a fact and gets no statement.
    """
    axioms = tuple(ontology)
    background = frozenset(_triples(axioms))
    asserted = tuple(_triples(facts))
    rules = compile_rules(axioms, {predicate for _, predicate, _ in asserted})
    derived = entail(chain(_triples(axioms), asserted), rules)
    used: dict[Rule, NamedNode] = {}
    for triple, derivation in derived.items():
        if triple[2] == OWL.Thing or is_unnamed(triple[2]):
            continue
        yield Quad(*triple, ENTAILED)
        if _is_about_facts(derivation, background, derived):
            rule = derivation.rule
            if rule not in used:
                used[rule] = rule.node
            premises = [p for p in _named(derivation, derived) if p not in background]
            yield from _statement(triple, used[rule], premises)
    for rule in used:
        yield from _describe_rule(rule)


def _triples(quads: Iterable[Quad]) -> Iterator[Triple]:
    """Those without blank nodes."""
    for quad in quads:
        subject, obj = quad.subject, quad.object
        if isinstance(subject, NamedNode) and isinstance(obj, NamedNode | Literal):
            yield subject, quad.predicate, obj


def _is_about_facts(
    derivation: Derivation, background: Collection[Triple], derived: Mapping[Triple, Derivation]
) -> bool:
    """Whether some premise, however far back, is a fact and not the ontology's own."""
    return any(
        premise not in background
        and (premise not in derived or _is_about_facts(derived[premise], background, derived))
        for premise in derivation.premises
    )


def _named(derivation: Derivation, derived: Mapping[Triple, Derivation]) -> Iterator[Triple]:
    """The premises; in the place of membership in a class without a name, what that rests on."""
    for premise in derivation.premises:
        if is_unnamed(premise[2]) and premise in derived:
            yield from _named(derived[premise], derived)
        else:
            yield premise


def _statement(triple: Triple, rule: NamedNode, premises: Iterable[Triple]) -> Iterator[Quad]:
    node = iris.statement(*triple)
    for predicate, value in zip(_SAID, (_STATEMENT, *triple, _DERIVED, rule), strict=True):
        yield Quad(node, predicate, value, PROVENANCE)
    for premise in premises:
        yield Quad(node, _PREMISE, iris.statement(*premise), PROVENANCE)


def _describe_rule(rule: Rule) -> Iterator[Quad]:
    terms = [local_name(term) for term in rule.terms]
    body, head = ", ".join(terms[:-1]) or terms[-1], terms[-1]
    english = Literal(f"{rule.profile}: {head} follows from {body}", language="en")
    japanese = Literal(f"{rule.profile}：{body} から {head} を導く", language="ja")
    yield Quad(rule.node, RDF.type, SHK.Rule, PROVENANCE)
    yield Quad(rule.node, RDFS.label, english, PROVENANCE)
    yield Quad(rule.node, RDFS.label, japanese, PROVENANCE)
