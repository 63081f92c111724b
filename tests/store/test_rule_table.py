"""The table of OWL 2 RL rules in the documentation says what the compiler does."""

import re
from pathlib import Path

from store.rules import compile_rules
from tests.store.test_rules import quads

TABLE = Path(__file__).parents[2] / "docs" / "owl-rules.md"
ROW = re.compile(r"^\| (?P<table>\d) \| `(?P<rule>[\w-]+)` \| (?P<here>[\w ]+?) \| (?P<why>.*) \|$")

EVERYTHING = """
ex:A rdfs:subClassOf ex:B ; owl:equivalentClass ex:C .
ex:p rdfs:subPropertyOf ex:q ; owl:equivalentProperty ex:r ; owl:inverseOf ex:s ;
    rdfs:domain ex:A ; rdfs:range ex:B ; owl:propertyChainAxiom ( ex:q ex:r ) ;
    a owl:TransitiveProperty , owl:SymmetricProperty , owl:FunctionalProperty ,
      owl:InverseFunctionalProperty .
ex:D owl:intersectionOf ( ex:A ex:B ) . ex:E owl:unionOf ( ex:A ex:B ) .
ex:F owl:onProperty ex:p ; owl:someValuesFrom ex:A .
ex:G owl:onProperty ex:p ; owl:someValuesFrom owl:Thing .
ex:H owl:onProperty ex:p ; owl:allValuesFrom ex:A .
ex:I owl:onProperty ex:p ; owl:hasValue ex:x .
"""


def rows() -> list[re.Match[str]]:
    found = map(ROW.match, TABLE.read_text(encoding="utf-8").splitlines())
    return [row for row in found if row]


def test_the_table_has_every_rule_of_the_profile_once() -> None:
    counts = {"4": 9, "5": 20, "6": 19, "7": 5, "8": 5, "9": 20}
    assert len({row["rule"] for row in rows()}) == len(rows())
    for table, count in counts.items():
        assert sum(row["table"] == table for row in rows()) == count


def test_what_is_called_compiled_is_what_the_compiler_knows() -> None:
    known = {rule.profile for rule in compile_rules(quads(EVERYTHING))}
    assert {row["rule"] for row in rows() if row["here"] == "compiled"} == known


def test_what_is_not_compiled_says_why() -> None:
    assert {row["here"] for row in rows()} == {"compiled", "SHACL", "left out"}
    assert [row["rule"] for row in rows() if row["here"] != "compiled" and not row["why"]] == []
