"""The axioms of the ontology as rules over triples.

Each axiom of the OWL 2 RL profile that the ontology uses becomes one rule, named after the rule
of the W3C profile document (https://www.w3.org/TR/owl2-profiles/, tables 4 to 9) and the terms it
is about. The same list serves for entailing and for explaining.
"""

import hashlib
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


Part = Variable | NamedNode | Literal
X, Y, Z = Variable("x"), Variable("y"), Variable("z")

_UNNAMED = "urn:unnamed/"
"""Begins the name that a class without one (a restriction) gets among the rules."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple with variables. Predicates are always given."""

    subject: Part
    predicate: NamedNode
    object: Part


@dataclass(frozen=True, slots=True)
class Rule:
    """If the body holds, so does the head. `profile` is the W3C name, e.g. `prp-spo2`.

    `is_irreflexive`: a head with the same thing at both ends says nothing and is left out.
    """

    profile: str
    terms: tuple[NamedNode, ...]
    body: tuple[Pattern, ...]
    head: Pattern
    is_irreflexive: bool = False

    @property
    def node(self) -> NamedNode:
        """The identifier of the rule, e.g. `id/rule/prp-inv1/hasActivity.activityOf`."""
        names = [local_name(term) for term in self.terms]
        short = ".".join(names)
        # A part of a key has its greatest length; a longer chain takes a part for each name.
        return iris.thing(
            "rule",
            f"{self.profile}/{short if len(short) <= iris.LONGEST_PART else '/'.join(names)}",
        )


def local_name(term: NamedNode) -> str:
    """The last part of an IRI: `Measure` of `https://…/ns#Measure`."""
    return term.value.replace("#", "/").rstrip("/").rpartition("/")[2]


def is_unnamed(term: object) -> bool:
    """Whether a term stands for a class that the ontology does not name."""
    return isinstance(term, NamedNode) and term.value.startswith(_UNNAMED)


def compile_rules(
    ontology: Iterable[Quad], predicates: Iterable[NamedNode] = ()
) -> tuple[Rule, ...]:
    """The rules of an ontology, in a fixed order, each once.

    `predicates` are those of the facts. They matter only where things may turn out to be the same,
    because one has a functional property or is said to be: what is said of one is said of both.
    """
    axioms = _Axioms(ontology)
    rules = [
        *_hierarchies(axioms),
        *_domains_and_ranges(axioms),
        *_characteristics(axioms),
        *_inverses(axioms),
        *_chains(axioms),
        *_restrictions(axioms),
        *_combinations(axioms),
    ]
    used = {*predicates, *(rule.head.predicate for rule in rules)}
    if OWL.sameAs in used:
        rules += _equality(used)
    return tuple(sorted(set(rules), key=lambda rule: (rule.node.value, str(rule))))


class _Axioms:
    """Looks up what an ontology says, by property."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._triples = [(_named(q.subject), q.predicate, _named(q.object)) for q in quads]

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
            if p == predicate and isinstance(s, NamedNode) and isinstance(o, NamedNode):
                yield s, tuple(self._members(o))

    def values(self, predicate: NamedNode) -> Iterator[tuple[NamedNode, Term]]:
        """Subjects and objects of a property, literals among them."""
        for s, p, o in self._triples:
            if p == predicate and isinstance(s, NamedNode) and isinstance(o, NamedNode | Literal):
                yield s, o

    def _members(self, head: NamedNode) -> Iterator[NamedNode]:
        node: object = head
        while node != RDF.nil:
            yield next(
                o for s, p, o in self._triples
                if s == node and p == RDF.first and isinstance(o, NamedNode)
            )  # fmt: skip
            node = next(o for s, p, o in self._triples if s == node and p == RDF.rest)


def _named(term: object) -> object:
    """A term, or for a blank node a name that only rules use."""
    return NamedNode(f"{_UNNAMED}{term.value}") if isinstance(term, BlankNode) else term


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
    for prop in axioms.instances(OWL.FunctionalProperty):
        body = (Pattern(X, prop, Y), Pattern(X, prop, Z))
        yield Rule("prp-fp", (prop,), body, Pattern(Y, OWL.sameAs, Z), is_irreflexive=True)
    for prop in axioms.instances(OWL.InverseFunctionalProperty):
        body = (Pattern(X, prop, Z), Pattern(Y, prop, Z))
        yield Rule("prp-ifp", (prop,), body, Pattern(X, OWL.sameAs, Y), is_irreflexive=True)


def _inverses(axioms: _Axioms) -> Iterator[Rule]:
    for one, other in axioms.pairs(OWL.inverseOf):
        yield Rule("prp-inv1", (one, other), (Pattern(X, one, Y),), Pattern(Y, other, X))
        yield Rule("prp-inv2", (other, one), (Pattern(X, other, Y),), Pattern(Y, one, X))


def _chains(axioms: _Axioms) -> Iterator[Rule]:
    for prop, members in axioms.lists(OWL.propertyChainAxiom):
        places = [Variable(f"x{i}") for i in range(len(members) + 1)]
        body = tuple(Pattern(places[i], member, places[i + 1]) for i, member in enumerate(members))
        yield Rule("prp-spo2", (*members, prop), body, Pattern(places[0], prop, places[-1]))


def _restrictions(axioms: _Axioms) -> Iterator[Rule]:
    """Classes by what their members are related to."""
    on = dict(axioms.pairs(OWL.onProperty))
    for cls, filler in axioms.pairs(OWL.someValuesFrom):
        if filler == OWL.Thing:
            body: tuple[Pattern, ...] = (Pattern(X, on[cls], Y),)
            yield Rule("cls-svf2", (on[cls], cls), body, Pattern(X, RDF.type, cls))
        else:
            body = (Pattern(X, on[cls], Y), Pattern(Y, RDF.type, filler))
            yield Rule("cls-svf1", (on[cls], filler, cls), body, Pattern(X, RDF.type, cls))
    for cls, filler in axioms.pairs(OWL.allValuesFrom):
        body = (Pattern(X, RDF.type, cls), Pattern(X, on[cls], Y))
        yield Rule("cls-avf", (cls, on[cls], filler), body, Pattern(Y, RDF.type, filler))
    for cls, value in axioms.values(OWL.hasValue):
        member, related = Pattern(X, RDF.type, cls), Pattern(X, on[cls], value)
        name = _name_of(value)
        yield Rule("cls-hv1", (cls, on[cls], name), (member,), related)
        yield Rule("cls-hv2", (on[cls], cls, name), (related,), member)


def _name_of(value: Term) -> NamedNode:
    """A name by which rules tell values apart; a literal's is a digest of it."""
    if isinstance(value, NamedNode):
        return value
    return NamedNode(f"urn:value/{hashlib.sha256(str(value).encode()).hexdigest()[:12]}")


def _combinations(axioms: _Axioms) -> Iterator[Rule]:
    """Classes made of other classes."""
    for cls, parts in axioms.lists(OWL.intersectionOf):
        body = tuple(Pattern(X, RDF.type, part) for part in parts)
        yield Rule("cls-int1", (*parts, cls), body, Pattern(X, RDF.type, cls))
        for part in parts:
            yield _subclass("cls-int2", cls, part)
    for cls, parts in axioms.lists(OWL.unionOf):
        for part in parts:
            yield _subclass("cls-uni", part, cls)


def _equality(predicates: Iterable[NamedNode]) -> Iterator[Rule]:
    """What is said of a thing is said of what is the same."""
    same = OWL.sameAs
    yield Rule("eq-sym", (same,), (Pattern(X, same, Y),), Pattern(Y, same, X))
    body = (Pattern(X, same, Y), Pattern(Y, same, Z))
    yield Rule("eq-trans", (same,), body, Pattern(X, same, Z), is_irreflexive=True)
    for prop in predicates:
        if prop != same:
            body = (Pattern(X, same, Y), Pattern(X, prop, Z))
            yield Rule("eq-rep-s", (same, prop), body, Pattern(Y, prop, Z))
            body = (Pattern(Z, same, Y), Pattern(X, prop, Z))
            yield Rule("eq-rep-o", (same, prop), body, Pattern(X, prop, Y))
