"""Why a triple holds: its proofs, from the triple through rules down to the lines of documents.

Proofs are found by walking the rules backwards over what the store holds, so they are there for
any store that holds our graphs. A triple that does not hold gets, for each rule that could have
given it, what is missing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product

from pyoxigraph import Literal, NamedNode, Quad

from ontology import iris
from queries.evidence import Evidence, Files, merge
from queries.runner import select, value
from store.protocol import Store
from store.rules import Pattern, Rule, Variable, compile_rules, is_unnamed

Term = NamedNode | Literal
Triple = tuple[NamedNode, NamedNode, Term]
_Binding = dict[str, Term]

MOST_PROOFS = 20
"""Proofs given of one triple, the shortest first."""
_DEEPEST = 12
_LEVELS = 2
"""How far down it is told what a triple misses: its own rules, and those of what they miss."""
_ONTOLOGY = "ontology"


@dataclass(frozen=True, slots=True)
class Proof:
    """A triple and why it holds: stated at lines, part of the ontology, or by a rule from others.

    `basis` is stated, editorial, derived or ontology; `rule` and `premises` are there for a
    derived triple, `evidence` for one that is stated or editorial.
    """

    triple: Triple
    basis: str
    evidence: tuple[Evidence, ...] = ()
    rule: Rule | None = None
    premises: tuple["Proof", ...] = ()

    @property
    def steps(self) -> int:
        """How many rules are applied in all."""
        return (self.rule is not None) + sum(proof.steps for proof in self.premises)

    def leaves(self) -> Iterator["Proof"]:
        """The triples that the proof rests on."""
        if self.rule is None:
            yield self
        for proof in self.premises:
            yield from proof.leaves()


@dataclass(frozen=True, slots=True)
class Missing:
    """A rule that could give a triple: the premises that hold, and what does not; a variable that
    nothing fills is None.

    `others` counts the further ways to fill the rule as far; `deeper` tells for a lacking triple
    that another rule could give what that one misses, one level down.
    """

    rule: Rule
    held: tuple[Triple, ...]
    lacking: tuple[tuple[Term | None, NamedNode, Term | None], ...]
    others: int = 0
    deeper: tuple["Missing", ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """The proofs of a triple, the shortest first; where there is none, what is missing."""

    triple: Triple
    proofs: tuple[Proof, ...]
    missing: tuple[Missing, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the triple has a proof."""
        return bool(self.proofs)


@dataclass(frozen=True, slots=True)
class _Ground:
    basis: str
    evidence: tuple[Evidence, ...]


@dataclass(slots=True)
class _Facts:
    """All triples, by predicate and either end."""

    triples: set[Triple] = field(default_factory=set)
    objects: dict[tuple[NamedNode, NamedNode], list[Term]] = field(
        default_factory=lambda: defaultdict(list)
    )
    subjects: dict[tuple[NamedNode, Term], list[NamedNode]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def add(self, triple: Triple) -> None:
        if triple not in self.triples:
            subject, predicate, obj = triple
            self.triples.add(triple)
            self.objects[subject, predicate].append(obj)
            self.subjects[predicate, obj].append(subject)


class Explainer:
    """Explains triples of one release. It reads the facts once; explaining then asks no query."""

    def __init__(self, store: Store, files: Files) -> None:
        self._facts = _Facts()
        for row in select(store, _FACTS).rows:
            subject, predicate, obj = row["s"], row["p"], row["o"]
            if isinstance(subject, NamedNode) and isinstance(obj, NamedNode | Literal):
                assert isinstance(predicate, NamedNode)
                self._facts.add((subject, predicate, obj))
        ontology = [_quad(row) for row in select(store, _AXIOMS).rows]
        self._axioms = {(q.subject, q.predicate, q.object) for q in ontology}
        predicates = {predicate for _, predicate, _ in self._facts.triples}
        self._predicates = sorted(
            (p for p in predicates if p.value.startswith(iris.NAMESPACE)), key=str
        )
        self._rules: dict[NamedNode, list[Rule]] = defaultdict(list)
        for rule in compile_rules(ontology, predicates):
            self._rules[rule.head.predicate].append(rule)
        self._grounds = _grounds(store, files)

    def explain(self, triple: Triple, most: int = MOST_PROOFS) -> Explanation:
        """Up to `most` distinct proofs of a triple, the shortest first, or what is missing."""
        proofs: dict[Proof, None] = {}
        for depth in range(_DEEPEST):
            found = islice(self._prove(triple, depth, frozenset()), 10 * most)
            proofs |= dict.fromkeys(found)
            if len(proofs) >= most:
                break
        shortest = sorted(proofs, key=lambda proof: proof.steps)[:most]
        missing = () if proofs else tuple(self._missing(triple, _LEVELS))
        return Explanation(triple, tuple(shortest), missing)

    def between(self, things: Iterable[NamedNode]) -> list[Triple]:
        """The triples that link some of the things with each other, those of our own terms."""
        chosen = dict.fromkeys(things)
        return [
            (one, predicate, other)
            for one in chosen
            for predicate in self._predicates
            for other in self._facts.objects.get((one, predicate), ())
            if other in chosen
        ]

    def _prove(self, triple: Triple, depth: int, above: frozenset[Triple]) -> Iterator[Proof]:
        """The proofs in which no branch has more than `depth` rules, none through itself."""
        if triple in above or not (triple in self._facts.triples or is_unnamed(triple[2])):
            return
        ground = self._grounds.get(triple)
        if ground is not None:
            yield Proof(triple, ground.basis, ground.evidence)
        elif triple in self._axioms:
            yield Proof(triple, _ONTOLOGY)
        if depth == 0:
            return
        for rule in self._rules.get(triple[1], ()):
            start = _unify(rule.head, triple, {})
            if start is None or (rule.is_irreflexive and triple[0] == triple[2]):
                continue
            for premises in self._fill(rule.body, start):
                below = [
                    list(islice(self._prove(premise, depth - 1, above | {triple}), MOST_PROOFS))
                    for premise in premises
                ]
                for chosen in product(*below):
                    yield Proof(triple, "derived", rule=rule, premises=tuple(chosen))

    def _fill(self, body: tuple[Pattern, ...], binding: _Binding) -> Iterator[tuple[Triple, ...]]:
        """All ways to fill the patterns from what holds."""
        if not body:
            yield ()
            return
        at = _most_bound(body, binding)
        rest = (*body[:at], *body[at + 1 :])
        for triple in self._matches(body[at], binding):
            extended = _unify(body[at], triple, binding)
            if extended is not None:
                for others in self._fill(rest, extended):
                    yield (*others[:at], triple, *others[at:])

    def _matches(self, pattern: Pattern, binding: _Binding) -> Iterator[Triple]:
        subject, obj = _value(pattern.subject, binding), _value(pattern.object, binding)
        predicate = pattern.predicate
        if isinstance(subject, NamedNode) and obj is not None:
            # Membership in a class without a name is not kept; proving it shows whether it holds.
            if (subject, predicate, obj) in self._facts.triples or is_unnamed(obj):
                yield subject, predicate, obj
        elif isinstance(subject, NamedNode):
            for end in self._facts.objects.get((subject, predicate), ()):
                yield subject, predicate, end
        elif obj is not None:
            for start in self._facts.subjects.get((predicate, obj), ()):
                yield start, predicate, obj

    def _missing(self, triple: Triple, levels: int) -> Iterator[Missing]:
        """For each rule that could give the triple, the fullest way to fill its body."""
        for rule in self._rules.get(triple[1], ()):
            start = _unify(rule.head, triple, {})
            if start is not None:
                ways = self._fullest(rule.body, start)
                held, binding = ways[0]
                lacking = tuple(
                    (_value(p.subject, binding), p.predicate, _value(p.object, binding))
                    for p in rule.body
                    if _unfilled(p, held, binding)
                )
                deeper = self._deeper(lacking, levels - 1)
                yield Missing(rule, held, lacking, len(ways) - 1, deeper)

    def _deeper(
        self, lacking: tuple[tuple[Term | None, NamedNode, Term | None], ...], levels: int
    ) -> tuple[Missing, ...]:
        """What the lacking triples miss that are known at both ends."""
        return tuple(
            missing
            for subject, predicate, obj in (lacking if levels else ())
            if isinstance(subject, NamedNode) and obj is not None
            for missing in self._missing((subject, predicate, obj), levels)
        )

    def _fullest(
        self, body: tuple[Pattern, ...], binding: _Binding
    ) -> list[tuple[tuple[Triple, ...], _Binding]]:
        """All ways to fill the most patterns of a body; at least one."""
        best: list[tuple[tuple[Triple, ...], _Binding]] = [((), binding)]
        for at, pattern in enumerate(body):
            for triple in self._matches(pattern, binding):
                extended = _unify(pattern, triple, binding)
                if extended is None:
                    continue
                ways = self._fullest(body[at + 1 :], extended)
                filled = [((triple, *held), full) for held, full in ways]
                if len(filled[0][0]) > len(best[0][0]):
                    best = filled
                elif len(filled[0][0]) == len(best[0][0]):
                    best += filled
        return best


_FACTS = f"""
SELECT DISTINCT ?s ?p ?o WHERE {{
  GRAPH ?g {{ ?s ?p ?o }}
  FILTER(?g != <{iris.graph("provenance").value}>)
}}
"""
_AXIOMS = f"""
SELECT ?s ?p ?o WHERE {{ GRAPH <{iris.graph("ontology").value}> {{ ?s ?p ?o }} }}
"""
_GROUNDS = """
PREFIX shk: <https://w3id.org/shisaku/ns#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?s ?p ?o ?basis ?document ?first ?last ?heading WHERE {
  ?statement rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; shk:citation ?passage ;
    shk:basis/skos:notation ?basis .
  ?passage shk:inDocument ?document ; shk:firstLine ?first ; shk:lastLine ?last .
  OPTIONAL { ?passage shk:headingPath ?heading }
}
"""


def _quad(row: Mapping[str, object]) -> Quad:
    return Quad(row["s"], row["p"], row["o"])  # type: ignore[arg-type]


def _grounds(store: Store, files: Files) -> dict[Triple, _Ground]:
    """Why each triple is believed that a document states or an editor judges so."""
    bases: dict[Triple, str] = {}
    evidence: dict[Triple, list[Evidence]] = defaultdict(list)
    for row in select(store, _GROUNDS).rows:
        triple: Triple = (row["s"], row["p"], row["o"])  # type: ignore[assignment]
        bases[triple] = value(row["basis"])
        evidence[triple].append(files.evidence(row))
    return {triple: _Ground(basis, merge(evidence[triple])) for triple, basis in bases.items()}


def _value(part: Variable | Term, binding: _Binding) -> Term | None:
    return binding.get(part.name) if isinstance(part, Variable) else part


def _unify(pattern: Pattern, triple: Triple, binding: _Binding) -> _Binding | None:
    """The binding under which a pattern is the triple; None where it cannot be."""
    extended = dict(binding)
    for part, term in ((pattern.subject, triple[0]), (pattern.object, triple[2])):
        if isinstance(part, Variable):
            if extended.setdefault(part.name, term) != term:
                return None
        elif part != term:
            return None
    return extended


def _most_bound(body: tuple[Pattern, ...], binding: _Binding) -> int:
    """The pattern with most of its ends known."""

    def unbound(at: int) -> int:
        ends = (body[at].subject, body[at].object)
        return sum(_value(end, binding) is None for end in ends)

    return min(range(len(body)), key=unbound)


def _unfilled(pattern: Pattern, held: Iterable[Triple], binding: _Binding) -> bool:
    subject, obj = _value(pattern.subject, binding), _value(pattern.object, binding)
    return (subject, pattern.predicate, obj) not in set(held)
