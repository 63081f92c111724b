"""Each shape accepts a good example and names what is wrong with a bad one.

The examples stand in one small world, because shapes look at the neighbours too (an allocation
needs a fiscal year that is one). A bad example is the world with one piece of text exchanged, so
that exactly one thing is wrong. The world has its entailments written out: types of superclasses.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

import pytest
from pyshacl import validate
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.term import Node

from ontology.completeness import our_terms
from ontology.iris import NAMESPACE

Toy = Callable[[str], Graph]

WORLD = """
ex:Measure a shk:Measure ; rdfs:label "施策"@ja , "A measure"@en ;
    shk:number "17-2-7" ; shk:edition "2024" ; shk:inPolicyArea ex:PolicyArea ;
    shk:hasListing ex:BudgetListing .
ex:SubMeasure a shk:Measure ; rdfs:label "内訳"@ja , "A part"@en ;
    shk:number "17-2-7-1" ; shk:edition "2024" ; shk:partOfMeasure ex:Measure .
ex:PolicyArea a shk:PolicyArea ; rdfs:label "章"@ja , "A chapter"@en .
ex:Programme a shk:Programme ; rdfs:label "事業"@ja , "A programme"@en .
ex:Topic a shk:Topic ; rdfs:label "防災"@ja , "Disasters"@en .
ex:Indicator a shk:Indicator ; rdfs:label "件数"@ja , "Cases"@en ;
    shk:unit "件"@ja , "cases"@en .
ex:Figure a shk:Figure ; shk:ofIndicator ex:Indicator ; shk:value 310.0 ;
    shk:figureKind shk:figure-actual ; shk:comparison shk:comparison-at-least ;
    shk:isApproximate true ; shk:periodYear ex:FiscalYear .
ex:Activity a shk:Activity ; rdfs:label "研修"@ja , "A course"@en ;
    shk:activityType shk:activity-training ; shk:status shk:status-done ;
    shk:date "2023-02"^^xsd:gYearMonth ; shk:endDate "2023-03-04"^^xsd:date .
ex:Event a shk:Event ; rdfs:label "会合"@ja , "A meeting"@en ; shk:date "2023-02-03"^^xsd:date .
ex:Country a shk:Country ; rdfs:label "国"@ja , "A country"@en ; skos:notation "VN" .
ex:Region a shk:Region ; rdfs:label "東南アジア"@ja , "South-East Asia"@en .
ex:PolicyDocument a shk:PolicyDocument , shk:Law ; rdfs:label "法"@ja , "An act"@en ;
    shk:date "1950"^^xsd:gYear .

ex:BudgetAllocation a shk:BudgetAllocation ; shk:amount 20000000 ; shk:stage shk:stage-initial ;
    shk:fiscalYear ex:FiscalYear ; shk:allocatedTo ex:Programme ;
    shk:isPortion false ; shk:isNew true ;
    shk:fundSource "電波利用料財源"@ja ; shk:amountFromSource 5 ; shk:formerName "旧事業"@ja .
ex:BudgetListing a shk:BudgetListing ; shk:listedUnder ex:Measure ;
    shk:listsAllocation ex:BudgetAllocation ; shk:isPortion false ; shk:isRelisted true .
ex:FiscalYear a shk:FiscalYear ; rdfs:label "令和6年度"@ja , "FY2024"@en ; shk:startYear 2024 .

shk:status-done a shk:Status .
shk:status-planned a shk:Status .
shk:activity-training a shk:ActivityType .
shk:activity-survey a shk:ActivityType .
shk:figure-actual a shk:FigureKind .
shk:comparison-at-least a shk:Comparison .

ex:Organisation a shk:Organisation , shk:Ministry ; rdfs:label "省"@ja , "A ministry"@en ;
    shk:since "2001"^^xsd:gYear .
ex:Person a shk:Person ; rdfs:label "人"@ja , "A person"@en .
ex:Post a shk:Post ; rdfs:label "職"@ja , "A post"@en .
ex:Tenure a shk:Tenure ; shk:ofPost ex:Post ; shk:holder ex:Person ; shk:since "2023"^^xsd:gYear .

ex:Agreement a shk:Agreement , shk:Memorandum ; rdfs:label "覚書"@ja , "A memorandum"@en ;
    shk:hasPartyCountry ex:Country ; shk:date "2018-10-08"^^xsd:date .

ex:Document a shk:Document ; rdfs:label "資料"@ja , "A source"@en ; shk:fileName "003.txt" ;
    shk:sha256 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" ;
    shk:lineCount 3809 .
ex:Passage a shk:Passage ; shk:inDocument ex:Document ; shk:firstLine 3615 ; shk:lastLine 3615 .
ex:Statement a shk:Statement ;
    rdf:subject ex:Measure ; rdf:predicate shk:namesCountry ; rdf:object ex:Country ;
    shk:basis shk:basis-stated ; shk:citation ex:Passage .
ex:Conclusion a shk:Statement ;
    rdf:subject ex:Measure ; rdf:predicate shk:involvesCountry ; rdf:object ex:Country ;
    shk:basis shk:basis-derived ; shk:premise ex:Statement ; shk:byRule ex:subproperty .
ex:Retired owl:deprecated true ; shk:retiredOn "2026-11-21"^^xsd:date ;
    dcterms:isReplacedBy ex:Region ; skos:changeNote "誤り"@ja , "a misspelling"@en .
"""

LABELS = "Labels (rdfs:label) must be in Japanese (ja) or English (en), one for each language."
NO_JAPANESE = "The Japanese (ja) label (rdfs:label) is missing."
NO_ENGLISH = "The English (en) label (rdfs:label) is missing."
DATE = "A date must be a correct xsd:date, xsd:gYearMonth or xsd:gYear."
NUMBER = "A measure needs exactly one number of digits joined by hyphens, e.g. 17-2-7."
EDITION = "A measure needs exactly one edition, as a string, e.g. 2024."
AREA = "A measure must stand in at least one policy area or be part of another measure."
STATUS = "There is at most one status, and it is one of the list, such as planned or done."
TYPE = "An activity needs exactly one type, such as survey or demonstration."
UNIT = "An indicator needs one unit in Japanese (ja) and one in English (en)."
INDICATOR = "A figure must belong to exactly one indicator."
VALUE = "A figure needs exactly one value (xsd:decimal)."
KIND = "A figure needs exactly one kind, such as actual or target."
COMPARISON = "A figure has at most one comparison, such as at least or less than."
APPROXIMATE = "A figure must say once, as xsd:boolean, whether it is approximate."
PERIOD = "A figure has at most one fiscal year."
POST = "A tenure needs exactly one post."
PERSON = "A tenure needs exactly one person."
CODE = "A country needs exactly one two-letter code of ISO 3166-1, e.g. VN."
AMOUNT = "An allocation needs exactly one amount: whole yen (xsd:integer), 0 or more."
STAGE = "An allocation needs exactly one of the six budget stages."
YEAR = "An allocation needs exactly one fiscal year."
RECEIVER = "An allocation needs exactly one programme that receives it."
PORTION = "An allocation must say once, as xsd:boolean, whether it is a portion (isPortion)."
NEW = "An allocation must say once, as xsd:boolean, whether it is new (isNew)."
FORMER = "An allocation has at most one former name."
SOURCE = "An allocation has at most one source of funds."
FROM_SOURCE = "An allocation has at most one amount from a source: whole yen (xsd:integer)."
UNDER = "A listing must stand under exactly one measure."
LISTED = "A listing needs exactly one allocation that it shows."
LISTED_PORTION = "A listing must say once, as xsd:boolean, whether it shows a portion (isPortion)."
RELISTED = "A listing must say once, as xsd:boolean, whether it is a repetition (isRelisted)."
START = "A fiscal year needs exactly one start year (xsd:integer)."
PARTY = "An agreement needs at least one country or organisation that is party to it."
SHA256 = "A document needs exactly one SHA-256 of 64 lower-case hexadecimal digits."
FILE = "A document needs exactly one file name, as a string."
LINES = "A document needs exactly one line count (xsd:integer), 1 or more."
IN_DOCUMENT = "A passage must stand in exactly one document."
FIRST = "A passage needs exactly one first line (xsd:integer), from 1 up to its last line."
LAST = "A passage needs exactly one last line (xsd:integer)."
SUBJECT = "A statement needs exactly one subject."
PREDICATE = "A statement needs exactly one predicate, an IRI."
OBJECT = "A statement needs exactly one object."
BASIS = "A statement needs exactly one basis: stated, derived or editorial."
CITATION = "A citation must be a passage (shk:Passage)."
PREMISE = "A premise must be a statement (shk:Statement)."
GROUNDS = (
    'A statement needs a citation, or else the basis "derived" with premises and exactly one rule.'
)
STILL = "A retired identifier must not stand for a thing any more."
DEPRECATED = "A retired identifier needs owl:deprecated true."
RETIRED_ON = "A retired identifier needs exactly one day (xsd:date) of its retirement."
ONE_INSTEAD = "At most one thing takes the place of a retired identifier."
INSTEAD = "What takes the place of a retired identifier must exist."
REASON = "A retired identifier needs one reason in Japanese (ja) and one in English (en)."

# the thing, the text of the world to exchange, what stands there instead, what is reported
BAD = [
    ("Measure", 'shk:number "17-2-7" ;', "", NUMBER),
    ("Measure", '"17-2-7" ;', '"17-2-7" , "17-2-8" ;', NUMBER),
    ("Measure", '"17-2-7" ;', '"17" ;', NUMBER),
    ("Measure", '"17-2-7" ;', '"17-[2]-7" ;', NUMBER),
    ("Measure", '"17-2-7" ;', '"17-2-7"@en ;', NUMBER),
    ("Measure", 'shk:edition "2024" ; shk:in', "shk:in", EDITION),
    ("Measure", 'shk:edition "2024" ; shk:in', "shk:edition 2024 ; shk:in", EDITION),
    ("Measure", "shk:inPolicyArea ex:PolicyArea ;", "", AREA),
    ("SubMeasure", "shk:partOfMeasure ex:Measure", "shk:involves ex:Country", AREA),
    ("Topic", '"防災"@ja', '"防災"@ja , "災害"@ja', LABELS),
    ("Topic", '"Disasters"@en', '"Disasters"@en , "Catastrophes"@fr', LABELS),
    ("Topic", '"Disasters"@en', '"Disasters"@en , "Disasters"', LABELS),
    ("Activity", '"2023-02"^^xsd:gYearMonth', '"2023-02"', DATE),
    ("Activity", '"2023-02"^^xsd:gYearMonth', '"2023-13"^^xsd:gYearMonth', DATE),
    ("PolicyDocument", '"1950"^^xsd:gYear', '"195"^^xsd:gYear', DATE),
    ("Activity", '"2023-03-04"^^xsd:date', '"2023-02-30"^^xsd:date', DATE),
    ("Event", '"2023-02-03"^^xsd:date', '"2023-02-03T10:00:00"^^xsd:dateTime', DATE),
    ("PolicyDocument", '"1950"^^xsd:gYear', "1950", DATE),
    ("Organisation", '"2001"^^xsd:gYear', '"2001年"', DATE),
    ("Agreement", '"2018-10-08"^^xsd:date', '"8 October 2018"', DATE),
    ("Activity", "shk:status-done", "shk:status-done , shk:status-planned", STATUS),
    ("Activity", "shk:status-done", "shk:status-finished", STATUS),
    ("Activity", "shk:activityType shk:activity-training ;", "", TYPE),
    ("Activity", "shk:activity-training", "shk:activity-training , shk:activity-survey", TYPE),
    ("Activity", "shk:activity-training", "shk:activity-teaching", TYPE),
    ("Indicator", ' , "cases"@en', "", UNIT),
    ("Indicator", ' , "cases"@en', ' , "例"@ja', UNIT),
    ("Figure", "shk:ofIndicator ex:Indicator ;", "", INDICATOR),
    ("Figure", "shk:ofIndicator ex:Indicator", "shk:ofIndicator ex:Topic", INDICATOR),
    ("Figure", "310.0", "310", VALUE),
    ("Figure", "310.0", "310.0 , 320.0", VALUE),
    ("Figure", "shk:figureKind shk:figure-actual ;", "", KIND),
    ("Figure", "shk:figure-actual", "shk:figure-guessed", KIND),
    ("Figure", "shk:comparison-at-least", "shk:comparison-near", COMPARISON),
    ("Figure", "shk:isApproximate true", 'shk:isApproximate "yes"', APPROXIMATE),
    ("Figure", "shk:periodYear ex:FiscalYear", "shk:periodYear ex:Topic", PERIOD),
    ("Tenure", "shk:ofPost ex:Post", "shk:ofPost ex:Topic", POST),
    ("Tenure", "shk:holder ex:Person ;", "", PERSON),
    ("Tenure", '"2023"^^xsd:gYear', '"2023年"', DATE),
    ("Country", ' ; skos:notation "VN"', "", CODE),
    ("Country", '"VN"', '"VN" , "VNM"', CODE),
    ("Country", '"VN"', '"vn"', CODE),
    ("BudgetAllocation", "shk:amount 20000000 ;", "", AMOUNT),
    ("BudgetAllocation", "20000000", "20000000 , 30000000", AMOUNT),
    ("BudgetAllocation", "20000000", "-1", AMOUNT),
    ("BudgetAllocation", "20000000", "2.0", AMOUNT),
    ("BudgetAllocation", "shk:stage shk:stage-initial ;", "", STAGE),
    ("BudgetAllocation", "shk:stage-initial", "shk:stage-final", STAGE),
    ("BudgetAllocation", "shk:stage-initial", "shk:stage-initial , shk:stage-supplementary", STAGE),
    ("BudgetAllocation", "shk:fiscalYear ex:FiscalYear ;", "", YEAR),
    ("BudgetAllocation", "shk:fiscalYear ex:FiscalYear", "shk:fiscalYear 2024", YEAR),
    ("BudgetAllocation", "shk:allocatedTo ex:Programme ;", "", RECEIVER),
    ("BudgetAllocation", "shk:allocatedTo ex:Programme", "shk:allocatedTo ex:nowhere", RECEIVER),
    ("BudgetAllocation", "shk:isPortion false ; shk:isNew", "shk:isNew", PORTION),
    ("BudgetAllocation", "shk:isPortion false ; shk:isNew", "shk:isPortion 0 ; shk:isNew", PORTION),
    ("BudgetAllocation", "shk:isNew true ;", "", NEW),
    ("BudgetAllocation", "shk:isNew true ;", "shk:isNew true , false ;", NEW),
    ("BudgetAllocation", '"旧事業"@ja', '"旧事業"@ja , "元事業"@ja', FORMER),
    ("BudgetAllocation", '"電波利用料財源"@ja', '"電波利用料財源"@ja , "別の財源"@ja', SOURCE),
    ("BudgetAllocation", "shk:amountFromSource 5", "shk:amountFromSource 5 , 6", FROM_SOURCE),
    ("BudgetAllocation", "shk:amountFromSource 5", 'shk:amountFromSource "5"', FROM_SOURCE),
    ("BudgetListing", "shk:listedUnder ex:Measure ;", "shk:listedUnder ex:SubMeasure ;", UNDER),
    ("BudgetListing", "shk:listsAllocation ex:BudgetAllocation ;", "", LISTED),
    ("BudgetListing", "ex:BudgetAllocation ; shk:isPortion", "ex:Topic ; shk:isPortion", LISTED),
    ("BudgetListing", "shk:isPortion false ; shk:isRe", "shk:isRe", LISTED_PORTION),
    ("BudgetListing", " ; shk:isRelisted true", "", RELISTED),
    ("BudgetListing", "shk:isRelisted true", 'shk:isRelisted "再掲"', RELISTED),
    ("FiscalYear", " ; shk:startYear 2024", "", START),
    ("FiscalYear", "shk:startYear 2024", 'shk:startYear "2024"^^xsd:gYear', START),
    ("Agreement", "shk:hasPartyCountry ex:Country ;", "", PARTY),
    ("Document", '"0123456789', '"G123456789', SHA256),
    ("Document", '"0123456789', '"00123456789', SHA256),
    ("Document", ' ; shk:fileName "003.txt"', "", FILE),
    ("Document", '"003.txt"', '""', FILE),
    ("Document", "shk:lineCount 3809", "shk:lineCount 0", LINES),
    ("Document", ";\n    shk:lineCount 3809", "", LINES),
    ("Passage", "shk:inDocument ex:Document ;", "", IN_DOCUMENT),
    ("Passage", "shk:inDocument ex:Document", "shk:inDocument ex:PolicyDocument", IN_DOCUMENT),
    ("Passage", "shk:firstLine 3615 ;", "", FIRST),
    ("Passage", "shk:firstLine 3615", "shk:firstLine 0", FIRST),
    ("Passage", "shk:firstLine 3615", "shk:firstLine 3616", FIRST),
    ("Passage", " ; shk:lastLine 3615", "", LAST),
    ("Statement", "rdf:subject ex:Measure ;", "", SUBJECT),
    ("Statement", "rdf:predicate shk:namesCountry ;", "", PREDICATE),
    ("Statement", "rdf:predicate shk:namesCountry ;", 'rdf:predicate "names" ;', PREDICATE),
    ("Statement", "rdf:object ex:Country ;", "", OBJECT),
    ("Statement", "shk:basis shk:basis-stated ;", "", BASIS),
    ("Statement", "shk:basis-stated", "shk:basis-guessed", BASIS),
    ("Statement", "shk:basis-stated", "shk:basis-stated , shk:basis-editorial", BASIS),
    ("Statement", "shk:citation ex:Passage", "shk:citation ex:Document", CITATION),
    ("Statement", " ; shk:citation ex:Passage", "", GROUNDS),
    ("Conclusion", "shk:premise ex:Statement", "shk:premise ex:Topic", PREMISE),
    ("Conclusion", "shk:premise ex:Statement ;", "", GROUNDS),
    ("Conclusion", " ; shk:byRule ex:subproperty", "", GROUNDS),
    ("Conclusion", "ex:subproperty", "ex:subproperty , ex:chain", GROUNDS),
    ("Conclusion", "shk:basis-derived", "shk:basis-editorial", GROUNDS),
    ("Retired", "owl:deprecated true", "a ex:Thing ; owl:deprecated true", STILL),
    ("Retired", "owl:deprecated true ;", "", DEPRECATED),
    ("Retired", "owl:deprecated true", "owl:deprecated false", DEPRECATED),
    ("Retired", '"^^xsd:date', '"^^xsd:date , "2026-11-22"^^xsd:date', RETIRED_ON),
    ("Retired", '"2026-11-21"^^xsd:date', '"2026"^^xsd:gYear', RETIRED_ON),
    ("Retired", "ex:Region", "ex:Region , ex:Country", ONE_INSTEAD),
    ("Retired", "ex:Region", "ex:nowhere", INSTEAD),
    ("Retired", "ex:Region", '"ASEAN"', INSTEAD),
    ("Retired", '"誤り"@ja , ', "", REASON),
    ("Retired", '"誤り"@ja', '"誤り"@ja , "綴り"@ja', REASON),
    ("Retired", '"誤り"@ja', '"erreur"@fr', REASON),
]  # fmt: skip

# the thing, the text of the world to exchange, what may as well stand there
ALSO_GOOD = [
    ("Measure", '"17-2-7" ;', '"1-2" ;'),
    ("BudgetAllocation", "20000000", "0"),
    ("BudgetAllocation", ' ; shk:formerName "旧事業"@ja', ""),
    ("BudgetListing", "shk:listedUnder ex:Measure ;", ""),
    ("Measure", ";\n    shk:hasListing ex:BudgetListing", ""),
    ("Agreement", "hasPartyCountry ex:Country", "hasPartyOrganisation ex:Organisation"),
    ("Agreement", "hasPartyCountry ex:Country", "hasParty ex:Country"),
    ("Agreement", "; shk:date \"2018-10-08\"^^xsd:date", ""),
    ("Passage", "shk:lastLine 3615", "shk:lastLine 3616"),
    ("Statement", "shk:basis-stated", "shk:basis-editorial"),
    ("Conclusion", "shk:premise ex:Statement ; shk:byRule", "shk:citation ex:Passage ; shk:byRule"),
    ("Retired", "dcterms:isReplacedBy ex:Region ;", ""),
]  # fmt: skip


class Fault(NamedTuple):
    """One line of a validation report: the thing by its local name, and what is wrong with it."""

    thing: str
    message: str


def _report(data: Graph, shapes: Graph) -> Graph:
    _, report, _ = validate(data, shacl_graph=shapes, inference="none")
    assert isinstance(report, Graph)
    return report


def _faults(data: Graph, shapes: Graph) -> set[Fault]:
    """What a validation finds, with its English messages."""
    report = _report(data, shapes)
    return {
        Fault(str(report.value(result, SH.focusNode)).rpartition("/")[2], str(message))
        for result in report.subjects(RDF.type, SH.ValidationResult)
        for message in report.objects(result, SH.resultMessage)
        if isinstance(message, Literal) and message.language == "en"
    }


def _exchange(thing: str, there: str, instead: str) -> str:
    """The world with `there` exchanged in the description of one thing, where it stands once."""
    (block,) = re.findall(rf"^ex:{thing} .*?\.$", WORLD, re.MULTILINE | re.DOTALL)
    assert block.count(there) == 1
    return WORLD.replace(block, block.replace(there, instead))


def _targets(shapes: Graph) -> list[str]:
    return [str(target).removeprefix(NAMESPACE) for target in shapes.objects(None, SH.targetClass)]


def test_a_world_of_good_examples_conforms(toy: Toy, shapes: Graph) -> None:
    assert _faults(toy(WORLD), shapes) == set()


@pytest.mark.parametrize(("thing", "there", "instead"), ALSO_GOOD)
def test_other_good_examples_conform(
    toy: Toy, shapes: Graph, thing: str, there: str, instead: str
) -> None:
    assert _faults(toy(_exchange(thing, there, instead)), shapes) == set()


@pytest.mark.parametrize(("exchange", "message"), [(bad[:3], bad[3]) for bad in BAD])
def test_a_bad_example_is_reported(
    toy: Toy, shapes: Graph, exchange: tuple[str, str, str], message: str
) -> None:
    assert _faults(toy(_exchange(*exchange)), shapes) == {Fault(exchange[0], message)}


@pytest.mark.parametrize(("language", "message"), [("ja", NO_JAPANESE), ("en", NO_ENGLISH)])
def test_a_missing_label_is_reported_with_its_language(
    toy: Toy, shapes: Graph, language: str, message: str
) -> None:
    world = toy(WORLD)
    labels = [t for t in world.triples((None, RDFS.label, None)) if _language(t[2]) == language]
    for triple in labels:
        world.remove(triple)
    things = {str(subject).rpartition("/")[2] for subject, _, _ in labels}
    assert _faults(world, shapes) == {Fault(thing, message) for thing in things}


def _language(node: Node) -> str | None:
    return node.language if isinstance(node, Literal) else None


def test_the_labelled_things_are_all_but_six_kinds(toy: Toy, shapes: Graph) -> None:
    """With no label at all, exactly the kinds that need none stay quiet."""
    world = toy(WORLD)
    world.remove((None, RDFS.label, None))
    quiet = {*_targets(shapes)} - {fault.thing for fault in _faults(world, shapes)}
    assert quiet == {
        *("BudgetAllocation", "BudgetListing", "Figure", "Tenure"),
        *("Passage", "Statement"),
    }


def test_a_report_speaks_both_languages(toy: Toy, shapes: Graph) -> None:
    report = _report(toy(_exchange("Country", '"VN"', '"vn"')), shapes)
    messages = {_language(m): str(m) for m in report.objects(None, SH.resultMessage)}
    assert messages == {
        "ja": "国には、ISO 3166-1の2文字のコード（例：VN）が一つ必要です。",
        "en": CODE,
    }


def test_the_schema_itself_is_not_checked_as_data(ontology: Graph, shapes: Graph) -> None:
    assert _faults(ontology, shapes) == set()


def test_each_shape_has_a_good_and_a_bad_example(toy: Toy, shapes: Graph) -> None:
    world = toy(WORLD)
    assert {t for t in _targets(shapes) if not _instances(world, t)} == set()
    labelled = {str(s).rpartition("/")[2] for s in world.subjects(RDFS.label)}
    assert {*_targets(shapes)} <= {thing for thing, *_ in BAD} | labelled


def _instances(world: Graph, name: str) -> list[Node]:
    return list(world.subjects(RDF.type, URIRef(NAMESPACE + name)))


def test_each_message_of_the_shapes_is_brought_about_here(shapes: Graph) -> None:
    written = {str(m) for m in shapes.objects(None, SH.message) if _language(m) == "en"}
    tried = {message for *_, message in BAD} | {NO_JAPANESE, NO_ENGLISH}
    assert written == tried


def test_there_is_one_node_shape_for_a_class(shapes: Graph) -> None:
    targets = [
        target
        for shape in shapes.subjects(RDF.type, SH.NodeShape)
        for target in shapes.objects(shape, SH.targetClass)
    ]
    assert len(targets) == len(set(targets))


def test_shapes_only_use_terms_that_the_ontology_declares(ontology: Graph, shapes: Graph) -> None:
    declared = {term for term in our_terms(ontology) if (term, RDF.type, None) in ontology}
    assert [term for term in our_terms(shapes) if term not in declared] == []


def test_every_property_shape_has_a_severity_and_a_message_in_both_languages(
    shapes: Graph,
) -> None:
    property_shapes = {*shapes.objects(None, SH.property), *shapes.subjects(SH.path)}
    assert len(property_shapes) > 30
    for shape in property_shapes:
        languages = [_language(message) for message in shapes.objects(shape, SH.message)]
        assert sorted(map(str, languages)) == ["en", "ja"]
        assert shapes.value(shape, SH.severity) == SH.Violation


def test_the_shapes_are_valid_shacl(toy: Toy, shapes: Graph) -> None:
    conforms, _, text = validate(toy(WORLD), shacl_graph=shapes, inference="none", meta_shacl=True)
    assert conforms, text
