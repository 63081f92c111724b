"""What may be the matter with the part of a query that leaves no answer.

Each row of a table is a query without its prefixes, and what must be said of it.
"""

from collections.abc import Callable

import pytest

from queries.diagnosis import Diagnosis

Asked = Callable[..., Diagnosis]


# query, a part of what is hinted
HINTS = [
    ('{ ?c rdfs:label "ベトナム" }', "kinds", 'string with the tag @en, string with the tag @ja'),
    ('{ ?c rdfs:label "ベトナム" }', "same-text", '"ベトナム"@ja'),
    ('{ ?c rdfs:label "ベトナム"@en }', "", ""),
    ('{ ?c skos:notation "VN"@en }', "same-text", '"VN"'),
    ('{ ?y shk:startYear "2024" }', "kinds", "xsd:integer"),
    ('{ ?y shk:startYear "2024" }', "same-text", "as 2024."),
    ('{ ?m shk:edition 2024 }', "same-text", '"2024"'),
    ('{ ?m shk:involvesCountry "VN" }', "kinds", "of this kind: IRI."),
    ('{ ?m skos:notation x:VN }', "kinds", "x:VN: IRI"),
    (r"{ id:country\/VN shk:involvesCountry ?m }", "reversed",
     r"?m shk:involvesCountry id:country\/VN"),
    (r"{ ?c a shk:Country . ?c shk:involvesCountry ?m }", "reversed", "?m shk:involvesCountry ?c"),
    (r"{ id:country\/VN shk:edition ?e }", "has-instead", "rdf:type, rdfs:label, skos:notation"),
    ("{ shk:stage-initial shk:edition ?e }", "no-subject", "shk:stage-initial"),
    ("{ ?m shk:hasListing/shk:number/shk:amount ?a }", "sequence", "shk:hasListing/shk:number."),
    ("{ GRAPH x:graph\\/two { ?m a shk:Measure } }", "other-graph", r"x:graph\/one"),
    ("{ ?m a shk:Measure ; shk:amount ?a }", "shared", r"here"),
    ("{ ?m a shk:Measure VALUES ?m { x:one } }", "shared", "for example x:one"),
    ("{ ?m shk:edition ?e FILTER(?e = 2024) }", "kinds", "2024: xsd:integer"),
    ("{ ?m shk:edition ?e FILTER(?e IN (1, 2)) }", "kinds", "string without a language tag"),
    ("{ ?m shk:edition ?e FILTER(x:a = ?e) }", "kinds", "x:a: IRI"),
    ("{ ?b shk:amount ?a FILTER(?a > 5.5) }", "examples", "?a is for example 5."),
    ("{ ?m shk:edition ?year FILTER(?yaer > 1) }", "unbound", "did you mean ?year?"),
    ("{ ?m shk:edition ?e FILTER(?other > 1) }", "unbound", "gives ?other a value."),
    ('{ ?m rdfs:label ?l FILTER(LANG(?l) = "jp") }', "tags", '"en", "ja", not "jp"'),
    ('{ ?m shk:edition ?l FILTER(LANG(?l) = "ja") }', "no-tags", "?l have no language tag"),
]  # fmt: skip


@pytest.mark.parametrize(("where", "kind", "part"), HINTS)
def test_hints_tell_what_may_be_the_matter(asked: Asked, where: str, kind: str, part: str) -> None:
    hints = asked(f"SELECT * {where}").steps[0].hints
    said = [hint.text["en"] for hint in hints if hint.kind == kind]
    assert said or not kind
    assert part in " ".join(said)
    assert all(hint.text["ja"] for hint in hints)


# query, the hints that must not be given: there is nothing to them
NO_HINTS = [
    ("{ ?b shk:amount ?a FILTER(?a > 5.5) }", "kinds"),
    ("{ ?m a shk:Measure FILTER NOT EXISTS { ?m shk:edition ?e } }", "unbound"),
    ("{ ?m shk:number ?n }", "reversed"),
    ('{ ?m rdfs:label ?l FILTER(LANG(?l) = "en" && STRLEN(?l) > 99) }', "tags"),
    ('{ ?c rdfs:label "Nowhere"@en }', "kinds"),
]


@pytest.mark.parametrize(("where", "kind"), NO_HINTS)
def test_hint_that_does_not_fit_is_not_given(asked: Asked, where: str, kind: str) -> None:
    hints = asked(f"SELECT * {where}").steps[0].hints
    assert kind not in {hint.kind for hint in hints}
