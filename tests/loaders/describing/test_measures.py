from loaders.describing.measures import describe_areas, describe_measures, describe_mentions
from loaders.tables.translations import Glossary
from ontology import iris
from ontology.model import Basis, Measure, Mention, Passage, PolicyArea, Reading
from ontology.names import fold
from ontology.terms import RDF, RDFS, SHK

GLOSSARY = Glossary({fold("灯台の整備"): "Lighthouses"}, {})
READING = Reading(
    document="ocean",
    edition="2031",
    areas=(
        PolicyArea("2031", "1", "航路の安全", "I", 33),
        PolicyArea("2031", "1-1", "灯台の整備", "1", 35),
    ),
    measures=(
        Measure("2031", "1-1-2", "灯台の監視", None, "1-1", 50),
        Measure("2031", "1-1-2-1", "監視装置", "1-1-2", "1-1", 56),
    ),
    mentions=(
        Mention("1-1-2", "country", "VN", 58, 1, 58, "ベトナム"),
        Mention("1-1-2", "organisation", "imo", 52, 1, 52, "imo"),
        Mention("1-1-2", "country", "VN", 52, 5, 52, "日越"),
        Mention("1-1-2", "country", "VN", 52, 9, 52, "ベトナム"),
    ),
)


def test_areas_stand_under_each_other() -> None:
    facts = {(f.subject, f.predicate): f for f in describe_areas(READING, GLOSSARY)}
    area = facts[iris.policy("2031", "1-1"), SHK.parentArea]
    assert area.object == iris.policy("2031", "1")
    assert area.passages == (Passage("ocean", 35, 35),)
    assert facts[iris.policy("2031", "1"), RDF.type].object == SHK.PolicyArea


def test_a_measure_stands_in_its_section_and_a_part_under_its_measure() -> None:
    facts = {(f.subject, f.predicate): f.object for f in describe_measures(READING, GLOSSARY)}
    measure, part = iris.measure("2031", "1-1-2"), iris.measure("2031", "1-1-2-1")
    assert facts[measure, SHK.inPolicyArea] == iris.policy("2031", "1-1")
    assert (measure, SHK.partOfMeasure) not in facts
    assert facts[part, SHK.partOfMeasure] == measure
    assert (part, SHK.inPolicyArea) not in facts


def test_a_title_is_stated_and_its_english_editorial() -> None:
    labels = {
        str(f.object): f.basis
        for f in describe_areas(READING, GLOSSARY)
        if f.predicate == RDFS.label
    }
    assert labels == {
        '"航路の安全"@ja': Basis.STATED,
        '"灯台の整備"@ja': Basis.STATED,
        '"Lighthouses"@en': Basis.EDITORIAL,
    }


def test_a_thing_named_on_several_lines_is_one_fact_with_all_of_them() -> None:
    facts = {(f.predicate, f.object): f for f in describe_mentions(READING)}
    assert set(facts) == {
        (SHK.namesCountry, iris.thing("country", "VN")),
        (SHK.namesOrganisation, iris.thing("organisation", "imo")),
    }
    viet_nam = facts[SHK.namesCountry, iris.thing("country", "VN")]
    assert viet_nam.subject == iris.measure("2031", "1-1-2")
    assert viet_nam.passages == (Passage("ocean", 52, 52), Passage("ocean", 58, 58))
    assert viet_nam.basis is Basis.STATED
