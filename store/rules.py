"""The axioms of the ontology as rules over triples.

Each axiom of the OWL 2 RL profile that the ontology uses becomes one rule, named after the rule
of the W3C profile document (https://www.w3.org/TR/owl2-profiles/, tables 4 to 9) and the terms it
is about. The same list serves for entailing and for explaining.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from ontology import iris
from ontology.terms import OWL, RDF, RDFS

Term = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Variable:
    """A place in a pattern that any term fills; the same name is the same term."""

    name: str


Part = Variable | NamedNode
X, Y, Z = Variable("x"), Variable("y"), Variable("z")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple with variables. Predicates are always given."""

    subject: Part
    predicate: NamedNode
    object: Part


@dataclass(frozen=True, slots=True)
class Rule:
    """If the body holds, so does the head. `profile` is the W3C name, e.g. `prp-spo2`."""

    profile: str
    terms: tuple[NamedNode, ...]
    body: tuple[Pattern, ...]
    head: Pattern

    @property
    def node(self) -> NamedNode:
        """The identifier of the rule, e.g. `id/rule/prp-inv1/hasActivity.activityOf`."""
        return iris.thing("rule", f"{self.profile}/{'.'.join(local_name(t) for t in self.terms)}")


def local_name(term: NamedNode) -> str:
    """The last part of an IRI: `Measure` of `https://…/ns#Measure`."""
    return term.value.replace("#", "/").rstrip("/").rpartition("/")[2]


def compile_rules(ontology: Iterable[Quad]) -> tuple[Rule, ...]:
    """The rules of an ontology, in a fixed order, each once."""
    axioms = _Axioms(ontology)
    rules = [
        *_hierarchies(axioms),
        *_domains_and_ranges(axioms),
        *_characteristics(axioms),
        *_inverses(axioms),
        *_chains(axioms),
    ]
    return tuple(sorted(set(rules), key=lambda rule: rule.node.value))


class _Axioms:
    """Looks up what an ontology says, by property."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._triples = [(q.subject, q.predicate, q.object) for q in quads]

    def pairs(self, predicate: NamedNode) -> Iterator[tuple[NamedNode, NamedNode]]:
        """Subjects and objects of a property, where both have a name."""
        for s, p, o in self._triples:
            if p == predicate and isinstance(s, NamedNode) and isinstance(o, NamedNode):
                yield s, o

    def instances(self, of: NamedNode) -> Iterator[NamedNode]:
        """What has that type."""
        return (s for s, o in self.pairs(RDF.type) if o == of)

    def lists(self, predicate: NamedNode) -> Iterator[tuple[NamedNode, tuple[NamedNode, ...]]]:
        """Subjects of a property whose objects are lists, with the members."""
        for s, p, o in self._triples:
            if p == predicate and isinstance(s, NamedNode) and isinstance(o, BlankNode):
                yield s, tuple(self._members(o))

    def _members(self, head: BlankNode) -> Iterator[NamedNode]:
        node: object = head
        while node != RDF.nil:
            yield next(
                o for s, p, o in self._triples
                if s == node and p == RDF.first and isinstance(o, NamedNode)
            )  # fmt: skip
            node = next(o for s, p, o in self._triples if s == node and p == RDF.rest)


def _hierarchies(axioms: _Axioms) -> Iterator[Rule]:
    for sub, sup in axioms.pairs(RDFS.subClassOf):
        yield _subclass("cax-sco", sub, sup)
    for one, other in axioms.pairs(OWL.equivalentClass):
        yield _subclass("cax-eqc1", one, other)
        yield _subclass("cax-eqc2", other, one)
    for sub, sup in axioms.pairs(RDFS.subPropertyOf):
        yield _subproperty("prp-spo1", sub, sup)
    for one, other in axioms.pairs(OWL.equivalentProperty):
        yield _subproperty("prp-eqp1", one, other)
        yield _subproperty("prp-eqp2", other, one)


def _subclass(profile: str, sub: NamedNode, sup: NamedNode) -> Rule:
    return Rule(profile, (sub, sup), (Pattern(X, RDF.type, sub),), Pattern(X, RDF.type, sup))


def _subproperty(profile: str, sub: NamedNode, sup: NamedNode) -> Rule:
    return Rule(profile, (sub, sup), (Pattern(X, sub, Y),), Pattern(X, sup, Y))


def _domains_and_ranges(axioms: _Axioms) -> Iterator[Rule]:
    for prop, cls in axioms.pairs(RDFS.domain):
        yield Rule("prp-dom", (prop, cls), (Pattern(X, prop, Y),), Pattern(X, RDF.type, cls))
    for prop, cls in axioms.pairs(RDFS.range):
        yield Rule("prp-rng", (prop, cls), (Pattern(X, prop, Y),), Pattern(Y, RDF.type, cls))


def _characteristics(axioms: _Axioms) -> Iterator[Rule]:
    for prop in axioms.instances(OWL.TransitiveProperty):
        body = (Pattern(X, prop, Y), Pattern(Y, prop, Z))
        yield Rule("prp-trp", (prop,), body, Pattern(X, prop, Z))
    for prop in axioms.instances(OWL.SymmetricProperty):
        yield Rule("prp-symp", (prop,), (Pattern(X, prop, Y),), Pattern(Y, prop, X))


def _inverses(axioms: _Axioms) -> Iterator[Rule]:
    for one, other in axioms.pairs(OWL.inverseOf):
        yield Rule("prp-inv1", (one, other), (Pattern(X, one, Y),), Pattern(Y, other, X))
        yield Rule("prp-inv2", (other, one), (Pattern(X, other, Y),), Pattern(Y, one, X))


def _chains(axioms: _Axioms) -> Iterator[Rule]:
    for prop, members in axioms.lists(OWL.propertyChainAxiom):
        places = [Variable(f"x{i}") for i in range(len(members) + 1)]
        body = tuple(Pattern(places[i], member, places[i + 1]) for i, member in enumerate(members))
        yield Rule("prp-spo2", (*members, prop), body, Pattern(places[0], prop, places[-1]))
