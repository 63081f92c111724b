"""Which relations become edges: all between two entities, but each fact once.

The graph holds what follows from the facts too, so that a query need not know how a fact was
written. In a picture that would draw every fact two or three times.
"""

from exports.grounds import Triple
from ontology.model import Basis
from ontology.terms import SHK

REPEATING = {
    SHK.involves.value: "every relation of a measure that tells the reason says it",
    SHK.involvesCountry.value: "namesCountry and the three involvesCountryBy… say it",
    SHK.involvesOrganisation.value: "namesOrganisation says it",
    SHK.involvesAgreement.value: "restsOn and namesAgreement say it",
    SHK.hasParty.value: "hasPartyCountry and hasPartyOrganisation say it",
    SHK.hasMember.value: "hasMemberCountry and hasMemberOrganisation say it",
    SHK.hasParticipant.value: "organisedBy says it of those who organise",
    SHK.concernsCountry.value: "takesPlaceIn and carriedOutWith say it",
    SHK.within.value: "inPolicyArea, partOfMeasure and parentArea say it, step by step",
    SHK.heldBy.value: "a tenure says it, with its dates",
    SHK.hasProgramme.value: "hasAllocation says it, with one edge for each amount printed",
}
"""Relations that are left out where they only follow from others, with those others.

Where a document or an editor says exactly this and no more, it repeats nothing and stays.
"""

INVERSES = {
    SHK.activityOf.value: SHK.hasActivity.value,
    SHK.memberOf.value: SHK.hasMember.value,
    SHK.partyTo.value: SHK.hasParty.value,
    SHK.hasSubMeasure.value: SHK.partOfMeasure.value,
}
"""Relations that are written the other way round, so that both directions are one edge."""

_BACKWARDS = {kept: turned for turned, kept in INVERSES.items()}


def forward(triple: Triple) -> Triple:
    """The triple in the direction in which its edge is drawn."""
    source, relation, target = triple
    return (target, INVERSES[relation], source) if relation in INVERSES else triple


def ways_to_say(triple: Triple) -> tuple[Triple, ...]:
    """The triple of an edge, and the same fact in the other direction where that has a name.

    A table may state either; the other is then derived and cites nothing.
    """
    source, relation, target = triple
    turned = _BACKWARDS.get(relation)
    return (triple, (target, turned, source)) if turned else (triple,)


def is_repetition(relation: str, basis: Basis | None) -> bool:
    """Whether an edge of this relation would draw again what other edges show."""
    return relation in REPEATING and basis not in (Basis.STATED, Basis.EDITORIAL)
