"""Whether there is an answer, and the first part of a query that leaves none.

Each row of a table is a query without its prefixes, and what must be said of it.
"""

from collections.abc import Callable

import pytest

from queries.diagnosis import Diagnosis
from store.embedded import EmbeddedStore

Asked = Callable[..., Diagnosis]
Toy = Callable[[str], EmbeddedStore]

# query, whether it has an answer
VERDICTS = [
    ("SELECT * { ?m a shk:Measure }", "answered"),
    ("SELECT * { ?m a shk:Topic }", "empty"),
    ("SELECT * { }", "answered"),
    ("ASK { ?m a shk:Measure }", "answered"),
    ("ASK { ?m a shk:Topic }", "false"),
    ("SELECT * { ?m a shk:Measure } LIMIT 0", "empty"),
    ("SELECT * { ?m a shk:Measure } OFFSET 2", "empty"),
    ("SELECT * { ?m a shk:Measure } OFFSET 1", "answered"),
    ("SELECT DISTINCT ?c { ?m a ?c . ?m shk:edition ?e } OFFSET 1", "empty"),
    ("SELECT (COUNT(*) AS ?n) { ?m a shk:Topic }", "nothing-counted"),
    ("SELECT (COUNT(*) AS ?n) { ?m a shk:Measure }", "answered"),
    ("SELECT ?m (COUNT(*) AS ?n) { ?m a shk:Topic } GROUP BY ?m", "empty"),
    ("SELECT (1 + COUNT(*) AS ?n) { ?m a shk:Topic } HAVING (COUNT(*) > 0)", "empty"),
    ("CONSTRUCT { ?m a x:Thing } WHERE { ?m a shk:Measure }", "answered"),
    ("CONSTRUCT { ?l a x:Thing } WHERE { ?m rdfs:label ?l }", "empty"),
    ("CONSTRUCT { ?m x:is ?z } WHERE { ?m rdfs:label ?l }", "empty"),
    ("CONSTRUCT { ?m ?l x:Thing } WHERE { ?m rdfs:label ?l }", "empty"),
    ("CONSTRUCT { ?m x:is [] } WHERE { ?m rdfs:label ?l }", "answered"),
    ("CONSTRUCT {} WHERE { ?m rdfs:label ?l }", "empty"),
    ("CONSTRUCT WHERE { ?m rdfs:label ?l }", "answered"),
    ("CONSTRUCT WHERE { ?m shk:number ?l }", "empty"),
    (r"DESCRIBE id:country\/VN", "answered"),
    ("DESCRIBE shk:stage-initial", "empty"),
    ("DESCRIBE ?m WHERE { ?m a shk:Measure }", "answered"),
    ("DESCRIBE ?l WHERE { ?m rdfs:label ?l }", "empty"),
    ("DESCRIBE * WHERE { ?m a shk:Topic }", "empty"),
    ("SELECT * { ?m a shk:Measure } VALUES ?m { x:nobody }", "empty"),
    ("SELECT * { ?m a shk:Measure OPTIONAL { ?m shk:number ?n } }", "answered"),
    ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "unreadable"),
    ("SELECT * { ?s !(^a) ?o }", "unreadable"),
    ("SELECT * { <<( ?s ?p ?o )>> ?q ?r }", "unreadable"),
    ("SELECT * { ?s ?p", "unreadable"),
    ("INSERT DATA { x:a x:b x:c }", "unreadable"),
    ("SELECT * { ?s nowhere:p ?o }", "unreadable"),
    (f"ASK {{ FILTER({'(' * 1000}true{')' * 1000}) }}", "unreadable"),
]


@pytest.mark.parametrize(("query", "verdict"), VERDICTS)
def test_verdict_tells_whether_there_is_an_answer(asked: Asked, query: str, verdict: str) -> None:
    found = asked(query)
    assert found.verdict == verdict
    assert found.summary["ja"]
    assert found.summary["en"]
    assert bool(found.steps) == (verdict in ("empty", "false", "nothing-counted"))


# query, the first part that leaves nothing, how often it matches by itself
STEPS = [
    # in the order in which they are written, whatever the engine would begin with
    ("{ ?m a shk:Measure . ?m shk:number ?n }", "?m shk:number ?n", 0),
    ("{ ?m shk:number ?n . ?m a shk:Topic }", "?m shk:number ?n", 0),
    ("{ ?m a shk:Measure ; shk:amount ?a }", "?m shk:amount ?a", 1),
    ("{ ?m a shk:Measure , shk:Country }", "?m a shk:Country", 2),
    ("{ [ shk:stage ?s ] shk:number ?n }", "[] shk:number ?n", 0),
    ("{ ?m shk:hasListing [ shk:number ?n ] }", "[] shk:number ?n", 0),
    ("{ ?m shk:hasListing/shk:amount ?n }", "?m shk:hasListing/shk:amount ?n", 0),
    ("{ ?m shk:number+ ?n }", "?m shk:number+ ?n", 0),
    ("{ ?m ^shk:number|shk:post ?n }", "?m ^shk:number|shk:post ?n", 0),
    ("{ ?m (shk:a/^shk:b)+/!(a|shk:c)? 9 }", "?m (shk:a/^shk:b)+/!(a|shk:c)? 9", 0),
    # filters hold for their whole group, each condition by itself
    ("{ FILTER(?n > 3) ?m shk:number ?n }", "?m shk:number ?n", 0),
    ("{ ?b shk:amount ?a FILTER(?a < 9 && ?a > 7) }", "FILTER(?a > 7)", None),
    ("{ ?b shk:amount ?a FILTER(?a * (1 + 1) = -5) }", "FILTER(?a * (1 + 1) = -5)", None),
    ("{ ?b shk:amount ?a FILTER(!BOUND(?a) || ?a IN (1, 2)) }",
     "FILTER(!BOUND(?a) || ?a IN (1, 2))", None),
    ('{ ?b rdfs:label ?a FILTER REGEX(STR(?a), "z", "i") }',
     'FILTER(REGEX(STR(?a), "z", "i"))', None),
    ("{ ?m a shk:Measure FILTER EXISTS { ?m shk:edition ?e ; shk:number ?n } }",
     "?m shk:number ?n", 0),
    ("{ ?m a shk:Measure FILTER NOT EXISTS { ?m shk:edition ?e } }",
     "FILTER(NOT EXISTS { ?m shk:edition ?e . } )", None),
    # groups
    ("{ ?m a shk:Measure { ?m shk:edition ?e . ?m shk:number ?n } }", "?m shk:number ?n", 0),
    ("{ ?m a shk:Measure OPTIONAL { ?m shk:number ?n } ?m shk:post ?p }", "?m shk:post ?p", 0),
    ("{ GRAPH x:graph\\/two { ?m a shk:Measure } }", "?m a shk:Measure", 0),
    ("{ GRAPH ?g { ?m a shk:Measure . ?s schema:name ?n } }", "?s schema:name ?n", 0),
    ("{ ?m a shk:Measure MINUS { ?m shk:edition ?e } }", "MINUS { ?m shk:edition ?e . }", None),
    ("{ VALUES ?m { x:one } ?m a shk:Measure }", "?m a shk:Measure", 2),
    ("{ ?m a shk:Measure VALUES ?m { x:one } }", "VALUES (?m) { (x:one) }", None),
    ("{ ?m a shk:Measure VALUES ?m { } }", "VALUES (?m) { }", None),
    ("{ BIND(3 AS ?n) ?m shk:number ?n }", "?m shk:number ?n", 0),
    ("{ ?m a shk:Measure { SELECT ?m { ?m a shk:Country } LIMIT 1 } }",
     "{ SELECT ?m WHERE { ?m a shk:Country . } LIMIT 1 }", 1),
    ("{ ?m a shk:Measure { SELECT ?m { ?m a shk:Measure ; shk:number ?n } } }",
     "?m shk:number ?n", 0),
    ("{ ?m a shk:Measure { SELECT ?m { ?m a shk:Measure } LIMIT 0 } }", "LIMIT 0", None),
    # after the patterns
    ("{ ?m a shk:Measure } OFFSET 7", "OFFSET 7", None),
    ("{ ?m a shk:Measure } GROUP BY ?m HAVING (COUNT(*) = 1) (COUNT(DISTINCT ?m) > 1)",
     "HAVING (COUNT(DISTINCT ?m) > 1)", None),
    ("{ ?m a shk:Measure } VALUES (?m) { (x:one) }", "VALUES (?m) { (x:one) }", None),
]  # fmt: skip


@pytest.mark.parametrize(("where", "written", "count"), STEPS)
def test_first_part_that_leaves_nothing_is_shown_as_written(
    asked: Asked, where: str, written: str, count: int | None
) -> None:
    projection = "?m" if "GROUP" in where else "*"
    (step,) = asked(f"SELECT {projection} {where}").steps
    assert (step.written, step.count_alone) == (written, count)
    assert step.text["en"].startswith(written)
    assert step.text["ja"].startswith(written)


def test_every_branch_of_a_union_is_accounted_for(asked: Asked) -> None:
    query = "SELECT * { ?m a shk:Measure { ?m shk:number ?n } UNION { ?m a shk:Country } }"
    steps = asked(query).steps
    assert [step.written for step in steps] == ["?m shk:number ?n", "?m a shk:Country"]


def test_matches_by_itself_are_counted_up_to_a_thousand(asked: Asked, toy: Toy) -> None:
    many = toy(" ".join(f"id:topic\\/t{i} rdfs:label 'x' ." for i in range(1001)))
    (step,) = asked("SELECT * { BIND(1 AS ?l) ?m rdfs:label ?l }", store=many).steps
    assert step.count_alone == 1000
    assert "1000 times or more" in step.text["en"]
