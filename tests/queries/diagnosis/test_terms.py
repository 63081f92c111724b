"""Terms that nothing knows, or of which the data hold nothing.

Each row of a table is a query without its prefixes, and what must be said of it.
"""

from collections.abc import Callable

import pytest

from queries.diagnosis import Diagnosis

Asked = Callable[..., Diagnosis]


# query, the unknown term as written, its role, the nearest term
UNKNOWN = [
    ("{ ?m shk:involveCountry ?c }", "shk:involveCountry", "property", "shk:involvesCountry"),
    ("{ ?m shk:involvescountry ?c }", "shk:involvescountry", "property", "shk:involvesCountry"),
    ("{ ?m a shk:Mesure }", "shk:Mesure", "class", "shk:Measure"),
    ("{ ?m a <https://w3id.org/shisaku/ns/Measure> }",
     "<https://w3id.org/shisaku/ns/Measure>", "class", "shk:Measure"),
    ("{ ?m a <http://w3id.org/shisaku/ns#Measure> }",
     "<http://w3id.org/shisaku/ns#Measure>", "class", "shk:Measure"),
    ("{ ?m rdfs:lable ?l }", "rdfs:lable", "property", "rdfs:label"),
    ("{ ?m skos:label ?l }", "skos:label", "property", "rdfs:label"),
    ("{ ?s schema:name ?n }", "schema:name", "property", "<http://schema.org/name>"),
    ("{ ?s <http://schema.org/birthdate> ?n }",
     "<http://schema.org/birthdate>", "property", "<http://schema.org/birthDate>"),
    (r"{ ?m shk:involvesCountry id:country\/VNM }", r"id:country\/VNM", "thing", r"id:country\/VN"),
    (r"{ ?m shk:involvesCountry id:country\/Viet-Nam }",
     r"id:country\/Viet-Nam", "thing", r"id:country\/VN"),
    (r"{ ?m shk:involvesCountry id:countries\/VN }",
     r"id:countries\/VN", "thing", r"id:country\/VN"),
    (r"{ id:measure\/2024\/1-3 ?p ?o }",
     r"id:measure\/2024\/1-3", "thing", r"id:measure\/2024\/1-1"),
    (r"{ GRAPH x:graph\/onne { ?s ?p ?o } }", r"x:graph\/onne", "graph", r"x:graph\/one"),
    ("{ ?s ?p ?o FILTER(?o = x:sombody) }", "x:sombody", "thing", ""),
    ("{ VALUES ?s { x:nobody } ?s ?p ?o }", "x:nobody", "thing", ""),
    ("{ ?s ?p <http://[::1]/> }", "<http://[::1]/>", "thing", ""),
    ("{ ?s ?p <urn:example:a%20b> }", "<urn:example:a%20b>", "thing", ""),
]  # fmt: skip


@pytest.mark.parametrize(("where", "written", "role", "nearest"), UNKNOWN)
def test_unknown_term_is_named_with_near_ones(
    asked: Asked, where: str, written: str, role: str, nearest: str
) -> None:
    (term,) = asked(f"SELECT * {where}").unknown_terms
    assert (term.written, term.role) == (written, role)
    assert nearest in [near.written for near in term.near] or not nearest
    assert nearest in term.text["en"]
    assert written in term.text["ja"]


def test_near_term_comes_with_its_label(asked: Asked) -> None:
    (term,) = asked("SELECT * { ?m shk:involveCountry ?c }").unknown_terms
    assert term.near[0].iri == "https://w3id.org/shisaku/ns#involvesCountry"
    assert term.near[0].label == {"ja": "関係国", "en": "involves country"}
    assert "shk:involvesCountry (関係国)" in term.text["ja"]


@pytest.mark.parametrize(
    "where",
    [
        "{ ?m a shk:Topic }",
        "{ ?m rdfs:comment ?c }",
        "{ ?y shk:startYear '3'^^x:type }",
        "{ ?y shk:startYear ?n FILTER(DATATYPE(?n) = <http://www.w3.org/2001/XMLSchema#int>) }",
        "{ ?y shk:startYear ?n FILTER(x:f(?n)) ?y a shk:Topic }",
    ],
)
def test_terms_of_vocabularies_types_and_functions_are_no_unknown_terms(
    asked: Asked, where: str
) -> None:
    assert asked(f"SELECT * {where}").unknown_terms == ()


@pytest.mark.parametrize(
    ("where", "unused"),
    [
        ("{ ?m a shk:Topic }", [("shk:Topic", "class")]),
        ("{ ?m rdf:type shk:Topic ; shk:number ?n }",
         [("shk:Topic", "class"), ("shk:number", "property")]),
        ("{ ?m shk:hasListing/^shk:number ?n }", [("shk:number", "property")]),
        ("{ ?m a shk:Measure , shk:Country }", []),
        ("{ ?m a shk:Mesure }", []),
    ],
)  # fmt: skip
def test_known_terms_without_data_are_named(
    asked: Asked, where: str, unused: list[tuple[str, str]]
) -> None:
    found = asked(f"SELECT * {where}").unused_terms
    assert [(term.written, term.role) for term in found] == unused
