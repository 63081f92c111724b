"""The entailed graph, and in the provenance graph why each of its triples holds."""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad

from ontology import iris
from ontology.terms import OWL, RDF, RDFS, SHK
from store.entailment import Derivation, Triple, entail
from store.rules import Rule, compile_rules, local_name

ENTAILED = iris.graph("entailed")
PROVENANCE = iris.graph("provenance")


def materialise(facts: Iterable[Quad], ontology: Iterable[Quad]) -> Iterator[Quad]:
    """What follows from the facts by the axioms of the ontology.

    The ontology's own individuals (budget stages, bases) take part, but what follows about them
    alone is not a fact and gets no statement.
    """
    axioms = tuple(ontology)
    background = {t for quad in axioms for t in _triple(quad)}
    asserted = dict.fromkeys(t for quad in facts for t in _triple(quad))
    derived = entail([*sorted(background, key=str), *sorted(asserted, key=str)],
                     compile_rules(axioms))  # fmt: skip
    used: dict[Rule, None] = {}
    for triple, derivation in derived.items():
        if triple[2] == OWL.Thing:
            continue
        yield Quad(*triple, ENTAILED)
        if _is_about_facts(derivation, background, derived):
            used[derivation.rule] = None
            yield from _statement(triple, derivation, background)
    for rule in used:
        yield from _describe_rule(rule)


def _triple(quad: Quad) -> Iterator[Triple]:
    if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
        yield quad.subject, quad.predicate, quad.object


def _is_about_facts(
    derivation: Derivation, background: set[Triple], derived: Mapping[Triple, Derivation]
) -> bool:
    """Whether some premise, however far back, is a fact and not the ontology's own."""
    return any(
        premise not in background
        and (premise not in derived or _is_about_facts(derived[premise], background, derived))
        for premise in derivation.premises
    )


def _statement(triple: Triple, derivation: Derivation, background: set[Triple]) -> Iterator[Quad]:
    node = iris.statement(*triple)
    yield Quad(node, RDF.type, SHK.Statement, PROVENANCE)
    yield Quad(node, RDF.subject, triple[0], PROVENANCE)
    yield Quad(node, RDF.predicate, triple[1], PROVENANCE)
    yield Quad(node, RDF.object, triple[2], PROVENANCE)
    yield Quad(node, SHK.basis, SHK["basis-derived"], PROVENANCE)
    yield Quad(node, SHK.byRule, derivation.rule.node, PROVENANCE)
    for premise in derivation.premises:
        if premise not in background:
            yield Quad(node, SHK.premise, iris.statement(*premise), PROVENANCE)


def _describe_rule(rule: Rule) -> Iterator[Quad]:
    terms = [local_name(term) for term in rule.terms]
    body, head = ", ".join(terms[:-1]) or terms[-1], terms[-1]
    english = Literal(f"{rule.profile}: {head} follows from {body}", language="en")
    japanese = Literal(f"{rule.profile}：{body} から {head} を導く", language="ja")
    yield Quad(rule.node, RDF.type, SHK.Rule, PROVENANCE)
    yield Quad(rule.node, RDFS.label, english, PROVENANCE)
    yield Quad(rule.node, RDFS.label, japanese, PROVENANCE)
