"""What follows from the ontology, by the reference reasoner for OWL 2 RL.

Each row is a small story about things of its own; all stories are reasoned over together, because
the closure of the ontology itself is the slow part. Both halves are told: what must follow, and
what looks alike and must not.
"""

from collections.abc import Callable

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from rdflib import RDFS, SKOS, Graph

Toy = Callable[[str], Graph]

FOLLOWS = [
    # the reasons why a measure involves a country
    ("ex:m1 shk:namesCountry ex:c1", "ex:m1 shk:involvesCountry ex:c1"),
    ("ex:m1a shk:namesCountry ex:c1a", "ex:m1a shk:involves ex:c1a"),
    ("ex:m1b shk:namesCountry ex:c1b", "ex:c1b a shk:Country"),
    ("ex:m1c shk:namesCountry ex:c1c", "ex:m1c a shk:Measure"),
    (
        "ex:m2 shk:restsOn ex:a2 . ex:a2 shk:hasPartyCountry ex:c2",
        "ex:m2 shk:involvesCountryByAgreement ex:c2",
    ),
    (
        "ex:m3 shk:restsOn ex:a3 . ex:a3 shk:hasPartyOrganisation ex:o3 ."
        " ex:o3 shk:ofCountry ex:c3",
        "ex:m3 shk:involvesCountryByAgreement ex:c3",
    ),
    (
        "ex:m4 shk:hasActivity ex:x4 . ex:x4 shk:takesPlaceIn ex:c4",
        "ex:m4 shk:involvesCountryByActivity ex:c4",
    ),
    (
        "ex:x5 shk:activityOf ex:m5 . ex:x5 shk:carriedOutWith ex:c5",
        "ex:m5 shk:involvesCountryByActivity ex:c5",
    ),
    (
        "ex:m6 shk:hasEvent ex:e6 . ex:e6 shk:takesPlaceIn ex:c6",
        "ex:m6 shk:involvesCountryByActivity ex:c6",
    ),
    (
        "ex:m7 shk:hasActivity ex:x7 . ex:x7 shk:atEvent ex:e7 . ex:e7 shk:takesPlaceIn ex:c7",
        "ex:m7 shk:involvesCountryByActivity ex:c7",
    ),
    (
        "ex:m8 shk:namesOrganisation ex:o8 . ex:o8 shk:hasMemberCountry ex:c8",
        "ex:m8 shk:involvesCountryByMembership ex:c8",
    ),
    # where a measure stands
    (
        "ex:m10 shk:partOfMeasure ex:m11 . ex:m11 shk:inPolicyArea ex:s11 ."
        " ex:s11 shk:parentArea ex:s12",
        "ex:m10 shk:within ex:s12",
    ),
    ("ex:m13 shk:partOfMeasure ex:m14", "ex:m14 shk:hasSubMeasure ex:m13"),
    # money
    (
        "ex:l20 shk:listedUnder ex:m20 . ex:l20 shk:listsAllocation ex:b20",
        "ex:m20 shk:hasAllocation ex:b20",
    ),
    (
        "ex:m21 shk:hasListing ex:l21 . ex:l21 shk:listsAllocation ex:b21 ."
        " ex:b21 shk:allocatedTo ex:p21",
        "ex:m21 shk:hasProgramme ex:p21",
    ),
    # inverses, and what other vocabularies see
    ("ex:f30 shk:hasMemberCountry ex:c30", "ex:c30 shk:memberOf ex:f30"),
    ("ex:a31 shk:hasPartyOrganisation ex:o31", "ex:o31 shk:partyTo ex:a31"),
    ("ex:x32 shk:organisedBy ex:o32", "ex:x32 shk:hasParticipant ex:o32"),
    ("ex:o33 a shk:Ministry", "ex:o33 a org:Organization"),
    ("ex:o34 a shk:Forum", "ex:o34 a org:OrganizationalCollaboration"),
    ("ex:s35 shk:citation ex:p35", "ex:s35 prov:wasDerivedFrom ex:p35"),
    ("ex:p36 shk:inDocument ex:d36", "ex:p36 oa:hasSource ex:d36"),
]

DOES_NOT_FOLLOW = [
    # an agreement that is only mentioned brings no parties in
    (
        "ex:n1 shk:namesAgreement ex:na1 . ex:na1 shk:hasPartyCountry ex:nc1",
        "ex:n1 shk:involvesCountry ex:nc1",
    ),
    # an event involves the country where it is, and no other that it concerns
    (
        "ex:n2 shk:hasEvent ex:ne2 . ex:ne2 shk:carriedOutWith ex:nc2",
        "ex:n2 shk:involvesCountry ex:nc2",
    ),
    (
        "ex:nx3 shk:atEvent ex:ne3 . ex:ne3 shk:carriedOutWith ex:nc3",
        "ex:nx3 shk:concernsCountry ex:nc3",
    ),
    # membership counts only where the text names the body
    (
        "ex:n4 shk:involvesOrganisation ex:no4 . ex:no4 shk:hasMemberCountry ex:nc4",
        "ex:n4 shk:involvesCountry ex:nc4",
    ),
    # nor does naming a body involve the country that it belongs to
    (
        "ex:n5 shk:namesOrganisation ex:no5 . ex:no5 shk:ofCountry ex:nc5",
        "ex:n5 shk:involvesCountry ex:nc5",
    ),
    # naming a region involves none of its countries
    (
        "ex:n6 shk:namesRegion ex:nr6 . ex:nc6 shk:locatedInRegion ex:nr6",
        "ex:n6 shk:involvesCountry ex:nc6",
    ),
    # each reason stays apart from the others
    ("ex:n7 shk:namesCountry ex:nc7", "ex:n7 shk:involvesCountryByAgreement ex:nc7"),
    # what a sub-measure involves, its measure need not involve
    (
        "ex:n8 shk:partOfMeasure ex:n9 . ex:n8 shk:namesCountry ex:nc8",
        "ex:n9 shk:involvesCountry ex:nc8",
    ),
    # a former programme does not receive the money
    (
        "ex:n10 shk:hasAllocation ex:nb10 . ex:nb10 shk:formerProgramme ex:np10",
        "ex:n10 shk:hasProgramme ex:np10",
    ),
    # countries are members, and do not become organisations by it
    ("ex:nf11 shk:hasMember ex:nc11", "ex:nc11 a shk:Organisation"),
]

TEXTS = (RDFS.label, SKOS.definition, SKOS.example, RDFS.isDefinedBy)


@pytest.fixture(scope="module")
def closure(ontology: Graph, toy: Toy) -> Graph:
    """Everything that follows from the ontology and all stories; without texts, for speed."""
    graph = toy(" . ".join(story for story, _ in FOLLOWS + DOES_NOT_FOLLOW) + " .")
    for triple in ontology:
        if triple[1] not in TEXTS:
            graph.add(triple)
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return graph


@pytest.mark.parametrize(("story", "conclusion"), FOLLOWS)
def test_a_conclusion_follows(toy: Toy, closure: Graph, story: str, conclusion: str) -> None:
    (triple,) = toy(conclusion + " .")
    assert triple not in toy(story + " .")
    assert triple in closure


@pytest.mark.parametrize(("story", "conclusion"), DOES_NOT_FOLLOW)
def test_a_look_alike_does_not_follow(
    toy: Toy, closure: Graph, story: str, conclusion: str
) -> None:
    (triple,) = toy(conclusion + " .")
    assert all(fact in closure for fact in toy(story + " ."))
    assert triple not in closure
