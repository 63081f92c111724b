"""Why a CONSTRUCT or DESCRIBE with solutions makes no triple all the same."""

from collections.abc import Iterator

from pyoxigraph import Literal, Variable

from queries.diagnosis.pattern import Group, Query, Token, Tokens, TriplePattern, variables_in
from queries.diagnosis.probing import Prober
from queries.diagnosis.steps import Emptied, Modifier, Place

_P, _O = Variable("diagnosis_p"), Variable("diagnosis_o")


def find_unmade(query: Query, prober: Prober) -> list[Emptied]:
    """The template of which no triple is made, or the things of which nothing is said; empty where
    triples are made. Only for a query that has solutions."""
    where = query.select.where
    if query.form == "CONSTRUCT" and not any(
        prober.ask((*where.tokens, *_makeable(triple))) for triple in query.template
    ):
        triples = (token for triple in query.template for token in triple.tokens)
        return [_modifier("template", ("CONSTRUCT { ", *triples, "}"), where)]
    if query.described and not any(
        prober.ask((*where.tokens, *TriplePattern(term, (_P,), _O).tokens))
        for term in query.described
    ):
        terms = (token for term in query.described for token in (" ", term))
        return [_modifier("described", ("DESCRIBE", *terms), where)]
    return []


def _modifier(kind: str, tokens: Tokens, where: Group) -> Emptied:
    return Emptied(Modifier(kind, tokens), Place(), where)


def _makeable(triple: TriplePattern) -> Iterator[Token]:
    """The conditions under which a solution makes a triple: all is bound, the subject is no
    literal and the property an IRI."""
    for variable in variables_in(triple.tokens):
        yield from ("FILTER(BOUND(", variable, ")) ")
    if isinstance(triple.subject, Variable | Literal):
        yield from ("FILTER(!isLITERAL(", triple.subject, ")) ")
    for variable in variables_in(triple.predicate):
        yield from ("FILTER(isIRI(", variable, ")) ")
