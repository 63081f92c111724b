"""Why a triple holds, down to the lines; what is missing where it does not; how it is asked for."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

import store.rules
from api.knowledge import Knowledge
from ontology import iris
from ontology.terms import OWL, PREFIXES, RDF, RDFS, SHK, SKOS, XSD
from queries.asked_triple import read_triple
from queries.errors import AmbiguousName, BadParameter, UnknownName
from queries.evidence import Evidence, Files
from queries.explanation import MOST_PROOFS, Explainer, Explanation, Proof, Triple
from queries.explanation_views import View, cite
from queries.names import NameTable
from queries.rule_words import rule_in_words
from queries.runner import select
from store.embedded import EmbeddedStore
from store.materialise import ENTAILED, PROVENANCE, materialise
from store.rules import compile_rules
from tests.store.test_rules import quads

Toy = Callable[[str], EmbeddedStore]

LIST, NOTE = "mic-priority-measures-2024", "white-paper-note-2024"
EVALUATION = "mic-evaluation-2023"


@pytest.fixture(scope="session")
def explainer(knowledge: Knowledge) -> Explainer:
    return knowledge.explainer()


@pytest.fixture(scope="session")
def entailed(store: EmbeddedStore) -> list[Triple]:
    text = f"SELECT ?s ?p ?o WHERE {{ GRAPH {ENTAILED} {{ ?s ?p ?o }} }}"
    rows = select(store, text).rows
    return [(row["s"], row["p"], row["o"]) for row in rows]  # type: ignore[misc]


@pytest.fixture(scope="session")
def explanations(explainer: Explainer, entailed: list[Triple]) -> list[Explanation]:
    """Those of every triple that is entailed."""
    return [explainer.explain(triple) for triple in entailed]


def test_every_entailed_triple_has_a_proof_that_rests_on_lines_or_the_ontology(
    explainer: Explainer, entailed: list[Triple]
) -> None:
    assert len(entailed) > 5000
    for triple in entailed:
        (proof,) = explainer.explain(triple, 1).proofs
        assert (proof.triple, proof.basis) == (triple, "derived")
        for leaf in proof.leaves():
            assert leaf.basis in ("stated", "editorial", "ontology")
            assert bool(leaf.evidence) == (leaf.basis != "ontology")


def test_proofs_are_distinct_and_no_more_than_asked_for(explanations: list[Explanation]) -> None:
    for explanation in explanations:
        assert 1 <= len(set(explanation.proofs)) == len(explanation.proofs) <= MOST_PROOFS
        assert explanation.missing == ()
    assert max(len(explanation.proofs) for explanation in explanations) == MOST_PROOFS


def test_shortest_proof_comes_first(explanations: list[Explanation]) -> None:
    for explanation in explanations:
        steps = [proof.steps for proof in explanation.proofs]
        assert steps == sorted(steps)


def test_no_proof_goes_through_what_it_proves(explanations: list[Explanation]) -> None:
    for explanation in explanations:
        for proof in explanation.proofs:
            assert not repeats(proof, frozenset())


def repeats(proof: Proof, above: frozenset[Triple]) -> bool:
    below = above | {proof.triple}
    return proof.triple in above or any(repeats(premise, below) for premise in proof.premises)


def test_each_step_applies_its_rule_to_its_premises(explanations: list[Explanation]) -> None:
    for explanation in explanations:
        for step in (step for proof in explanation.proofs for step in steps_of(proof)):
            if step.rule is None:
                assert step.premises == ()
            else:
                assert step.rule.head.predicate == step.triple[1]
                wanted = [pattern.predicate for pattern in step.rule.body]
                assert [premise.triple[1] for premise in step.premises] == wanted


def steps_of(proof: Proof) -> Iterator[Proof]:
    yield proof
    for premise in proof.premises:
        yield from steps_of(premise)


def involved(measure: str, name: str, country: str) -> Triple:
    return iris.measure("2024", measure), SHK[name], iris.thing("country", country)


def profiles(proof: Proof) -> list[str]:
    return [step.rule.profile for step in steps_of(proof) if step.rule]


def lines(proof: Proof) -> list[tuple[str, str, list[tuple[str, int, int]]]]:
    return [
        (leaf.triple[1].value.rpartition("#")[2], leaf.basis,
         [(e.document, *e.lines) for e in leaf.evidence])
        for leaf in proof.leaves()
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("triple", "steps"),
    [
        (involved("17-2-7", "namesCountry", "VN"), [0]),
        (involved("17-2-7", "involvesCountry", "VN"), [1, 2, 3, 4, 4]),
        (involved("17-2-7", "involvesCountryByAgreement", "VN"), [1, 2]),
        (involved("17-2-8", "involvesCountry", "VN"), [1, 2, 4, 4, 4, 4]),
        (involved("17-2-5", "involvesCountry", "VN"), [4, 4]),
        (involved("17-1-1", "involvesCountry", "FR"), [2, 4, 4]),
        (involved("17-3-1", "involvesCountryByMembership", "CA"), [1]),
    ],
)
def test_triple_has_proofs_of_so_many_steps(
    explainer: Explainer, triple: Triple, steps: list[int]
) -> None:
    assert [proof.steps for proof in explainer.explain(triple).proofs] == steps


TRAINING = [(LIST, 3615, 3615), (NOTE, 134, 134), (NOTE, 136, 136)]
FIRST_PROOFS = [
    (
        involved("17-2-7", "involvesCountry", "VN"),
        ["prp-spo1"],
        [("namesCountry", "stated", [(LIST, 3615, 3615)])],
    ),
    (
        involved("17-2-7", "involvesCountryByAgreement", "VN"),
        ["prp-spo2"],
        [
            ("restsOn", "stated", [(LIST, 3615, 3615)]),
            ("hasPartyCountry", "stated", [(LIST, 3615, 3615), (NOTE, 134, 134)]),
        ],
    ),
    (
        involved("17-2-7", "involvesCountryByActivity", "VN"),
        ["prp-spo2", "prp-inv1", "prp-spo1"],
        [("activityOf", "stated", TRAINING), ("carriedOutWith", "stated", TRAINING)],
    ),
    (
        involved("17-2-1", "involvesCountryByActivity", "VN"),
        ["prp-spo2", "prp-inv1", "prp-spo1"],
        [
            ("activityOf", "editorial", [(NOTE, 114, 114)]),
            ("takesPlaceIn", "stated", [(NOTE, 114, 114)]),
        ],
    ),
    (
        involved("17-3-1", "involvesCountryByMembership", "CA"),
        ["prp-spo2"],
        [
            ("namesOrganisation", "stated", [(LIST, 3663, 3663)]),
            ("hasMemberCountry", "stated", [(EVALUATION, 5831, 5831), (LIST, 3439, 3439)]),
        ],
    ),
]


@pytest.mark.parametrize(("triple", "rules", "leaves"), FIRST_PROOFS)
def test_shortest_proof_of_involvement_ends_at_its_lines(
    explainer: Explainer,
    triple: Triple,
    rules: list[str],
    leaves: list[tuple[str, str, list[tuple[str, int, int]]]],
) -> None:
    (proof,) = explainer.explain(triple, 1).proofs
    assert (profiles(proof), lines(proof)) == (rules, leaves)


@pytest.mark.parametrize("most", [1, 2, 3, 5, 20])
def test_fewer_proofs_are_the_shortest_of_all(explainer: Explainer, most: int) -> None:
    triple = involved("17-2-7", "involvesCountry", "VN")
    steps = [proof.steps for proof in explainer.explain(triple, most).proofs]
    assert steps == [1, 2, 3, 4, 4][:most]


@pytest.mark.parametrize(
    ("triple", "missing"),
    [
        (
            involved("17-2-7", "involvesCountryByAgreement", "US"),
            [("prp-spo2", ["restsOn"], ["hasPartyCountry"])],
        ),
        (
            involved("17-2-7", "involvesCountryByMembership", "VN"),
            [("prp-spo2", ["hasMemberCountry"], ["namesOrganisation"])],
        ),
        (
            involved("17-2-7", "involvesCountry", "US"),
            [
                ("prp-spo1", [], ["involvesCountryByActivity"]),
                ("prp-spo1", [], ["involvesCountryByAgreement"]),
                ("prp-spo1", [], ["involvesCountryByMembership"]),
                ("prp-spo1", [], ["namesCountry"]),
            ],
        ),
        (involved("17-2-7", "namesCountry", "CA"), []),
        ((iris.thing("country", "XX"), SHK.namesCountry, iris.thing("country", "YY")), []),
        ((NamedNode("urn:a"), NamedNode("urn:b"), Literal("c")), []),
    ],
)
def test_triple_that_does_not_hold_has_what_each_rule_lacks(
    explainer: Explainer, triple: Triple, missing: list[tuple[str, list[str], list[str]]]
) -> None:
    explanation = explainer.explain(triple)
    assert (explanation.holds, explanation.proofs) == (False, ())
    assert [
        (
            m.rule.profile,
            [predicate.value.rpartition("#")[2] for _, predicate, _ in m.held],
            [predicate.value.rpartition("#")[2] for _, predicate, _ in m.lacking],
        )
        for m in explanation.missing
    ] == missing


def test_what_a_lacking_triple_lacks_is_told_one_level_down(explainer: Explainer) -> None:
    explanation = explainer.explain(involved("17-2-7", "involvesCountry", "US"))
    below = {
        m.lacking[0][1].value.rpartition("#")[2]: [deeper.others for deeper in m.deeper]
        for m in explanation.missing
    }
    assert {name: len(counts) for name, counts in below.items()} == {
        "involvesCountryByActivity": 2,
        "involvesCountryByAgreement": 1,
        "involvesCountryByMembership": 1,
        "namesCountry": 0,
    }
    assert all(count > 0 for counts in below.values() for count in counts)
    deepest = [d.deeper for m in explanation.missing for d in m.deeper]
    assert deepest == [()] * len(deepest)


def test_links_between_things_are_those_of_our_own_terms(explainer: Explainer) -> None:
    measure, _, viet_nam = involved("17-2-7", "namesCountry", "VN")
    assert isinstance(viet_nam, NamedNode)
    names = [predicate for _, predicate, _ in explainer.between([measure, viet_nam, measure])]
    assert {SHK.namesCountry, SHK.involvesCountry, SHK.involvesCountryByAgreement} <= {*names}
    assert len(names) == len(set(names))
    assert explainer.between([measure]) == []
    assert explainer.between([]) == []


# Graphs of a few lines. `a` to `d` are things, `p` to `s` properties, A to C classes.

DATA = "@prefix : <https://w3id.org/shisaku/id/topic/> ."
EX = "https://example.org/"
PASSAGE, DOCUMENT = iris.passage("d", 1, 1), iris.thing("document", "d")


def triple(subject: str, predicate: str, obj: str) -> Triple:
    return iris.thing("topic", subject), NamedNode(EX + predicate), iris.thing("topic", obj)


def toy_explainer(schema: str, facts: str) -> Explainer:
    """Explains a graph in which each fact stands on line 1 of a document."""
    axioms = [Quad(q.subject, q.predicate, q.object, iris.graph("ontology"))
              for q in [*quads(schema), *basis()]]  # fmt: skip
    stated = [Quad(q.subject, q.predicate, q.object, iris.graph("seeds"))
              for q in quads(DATA + facts)]  # fmt: skip
    store = EmbeddedStore([*axioms, *stated, *statements(stated), *materialise(stated, axioms)])
    return Explainer(store, Files({DOCUMENT.value: "d.txt"}))


def basis() -> list[Quad]:
    return [Quad(SHK["basis-stated"], SKOS.notation, Literal("stated"))]


def statements(stated: list[Quad]) -> Iterator[Quad]:
    yield Quad(PASSAGE, SHK.inDocument, DOCUMENT, PROVENANCE)
    yield Quad(PASSAGE, SHK.firstLine, Literal(1), PROVENANCE)
    yield Quad(PASSAGE, SHK.lastLine, Literal(1), PROVENANCE)
    for quad in stated:
        subject, obj = quad.subject, quad.object
        assert isinstance(subject, NamedNode)
        assert isinstance(obj, NamedNode | Literal)
        said = iris.statement(subject, quad.predicate, obj)
        yield Quad(said, RDF.subject, subject, PROVENANCE)
        yield Quad(said, RDF.predicate, quad.predicate, PROVENANCE)
        yield Quad(said, RDF.object, obj, PROVENANCE)
        yield Quad(said, SHK.citation, PASSAGE, PROVENANCE)
        yield Quad(said, SHK.basis, SHK["basis-stated"], PROVENANCE)


CHAIN = "ex:p owl:propertyChainAxiom ( ex:q ex:r ) ."
TOYS = {
    "stated only": ("", ":a ex:p :b .", "a p b", [[]]),
    "chain": (CHAIN, ":a ex:q :b . :b ex:r :c .", "a p c", [["prp-spo2"]]),
    "chain of four": (
        "ex:p owl:propertyChainAxiom ( ex:q ex:r ex:q ex:r ) .",
        ":a ex:q :b . :b ex:r :c . :c ex:q :d . :d ex:r :e .",
        "a p e",
        [["prp-spo2"]],
    ),
    "chain by two ways": (
        CHAIN, ":a ex:q :b , :d . :b ex:r :c . :d ex:r :c .", "a p c", [["prp-spo2"]] * 2,
    ),
    "stated and derived": (
        CHAIN, ":a ex:q :b ; ex:p :c . :b ex:r :c .", "a p c", [[], ["prp-spo2"]],
    ),
    "symmetric, not through itself": (
        "ex:p a owl:SymmetricProperty .", ":a ex:p :b .", "a p b", [[]],
    ),
    "symmetric, other way round": (
        "ex:p a owl:SymmetricProperty .", ":a ex:p :b .", "b p a", [["prp-symp"]],
    ),
    "transitive cycle": (
        "ex:p a owl:TransitiveProperty .", ":a ex:p :b . :b ex:p :a .", "a p a", [["prp-trp"]],
    ),
    "subproperty cycle": (
        "ex:p rdfs:subPropertyOf ex:q . ex:q rdfs:subPropertyOf ex:p .",
        ":a ex:p :b .", "a q b", [["prp-spo1"]],
    ),
    "inverse": ("ex:p owl:inverseOf ex:q .", ":a ex:p :b .", "b q a", [["prp-inv1"]]),
}  # fmt: skip


@pytest.mark.parametrize(("schema", "facts", "asked", "rules"), TOYS.values(), ids=TOYS)
def test_small_graph_gives_just_these_proofs(
    schema: str, facts: str, asked: str, rules: list[list[str]]
) -> None:
    subject, predicate, obj = asked.split()
    explanation = toy_explainer(schema, facts).explain(triple(subject, predicate, obj))
    assert [profiles(proof) for proof in explanation.proofs] == rules
    for leaf in (leaf for proof in explanation.proofs for leaf in proof.leaves()):
        assert leaf.basis == "stated"
        assert leaf.evidence == (Evidence("d", "d.txt", (1, 1), ()),)


def test_sameness_by_a_functional_property_is_explained() -> None:
    explainer = toy_explainer("ex:p a owl:FunctionalProperty .", ":a ex:p :b , :c . :b ex:q :d .")
    same = (iris.thing("topic", "b"), OWL.sameAs, iris.thing("topic", "c"))
    assert profiles(explainer.explain(same, 1).proofs[0]) == ["prp-fp"]
    assert profiles(explainer.explain(triple("c", "q", "d"), 1).proofs[0]) == ["eq-rep-s", "prp-fp"]


def test_nothing_is_explained_to_be_the_same_as_itself() -> None:
    explainer = toy_explainer("ex:p a owl:FunctionalProperty .", ":a ex:p :b , :c .")
    same = (iris.thing("topic", "b"), OWL.sameAs, iris.thing("topic", "b"))
    assert not explainer.explain(same).holds


@pytest.mark.parametrize(
    "schema",
    [
        pytest.param(
            "[ owl:onProperty ex:p ; owl:someValuesFrom ex:A ] rdfs:subClassOf ex:B .",
            id="without a name",
        ),
        pytest.param(
            "ex:Some owl:onProperty ex:p ; owl:someValuesFrom ex:A ; rdfs:subClassOf ex:B .",
            id="with a name",
        ),
    ],
)
def test_type_by_a_restriction_is_explained(schema: str) -> None:
    explainer = toy_explainer(schema, ":a ex:p :b . :b a ex:A .")
    typed = (iris.thing("topic", "a"), RDF.type, NamedNode(EX + "B"))
    (proof,) = explainer.explain(typed).proofs
    assert profiles(proof) == ["cax-sco", "cls-svf1"]


def test_premise_that_nothing_fills_is_open() -> None:
    explainer = toy_explainer(CHAIN, ":x ex:q :y .")
    (missing,) = explainer.explain(triple("a", "p", "c")).missing
    assert missing.held == ()
    a, c = iris.thing("topic", "a"), iris.thing("topic", "c")
    assert missing.lacking == (
        (a, NamedNode(EX + "q"), None), (None, NamedNode(EX + "r"), c),
    )  # fmt: skip


def test_empty_graph_explains_nothing() -> None:
    explanation = toy_explainer("", "").explain(triple("a", "p", "b"))
    assert (explanation.proofs, explanation.missing) == ((), ())


# what is said, as text and as JSON

STATED = """\
17-2-7 Overseas deployment of fire-fighting equipment — names country — Viet Nam (stated)
    mic-priority-measures-2024 003_6e1b6f6cd424c693.txt:3615  17 [2] (7)
"""
CHAIN_JA = "「根拠とする合意文書」から「当事国」へとたどると「合意文書により関係する国」になる"
DERIVED_JA = f"""\
証明 1
17-2-7 消防用機器等の海外展開 — 合意文書により関係する国 — ベトナム
  理由 (prp-spo2): {CHAIN_JA}
    17-2-7 消防用機器等の海外展開 — 根拠とする合意文書 — ベトナムとの消防分野における協力覚書 (記載)
        mic-priority-measures-2024 003_6e1b6f6cd424c693.txt:3615  17 [2] (7)
    ベトナムとの消防分野における協力覚書 — 当事国 — ベトナム (記載)
        mic-priority-measures-2024 003_6e1b6f6cd424c693.txt:3615  17 [2] (7)
        white-paper-note-2024 002_156e55afd1a790a2.txt:134  第II部 第2章 第8節 2 (3) エ (ア)
証明 2
"""
FIRE = "17-2-7 Overseas deployment of fire-fighting equipment"
MEMORANDUM = "Memorandum of cooperation on fire-fighting between Japan and Viet Nam"
BY_AGREEMENT = "rests on, then has party country, gives involves country by agreement"
BY_PARTY = "has party organisation, then is of country, gives has party country"
MINISTRY = "Ministry of Public Security of Viet Nam"
MISSING = f"""\
{FIRE} — involves country by agreement — United States: does not hold
  it would follow if (prp-spo2): {BY_AGREEMENT}
    holds: {FIRE} — rests on — {MEMORANDUM}
    8 other ways come as close
    missing: {MEMORANDUM} — has party country — United States
      it would follow if (prp-spo2): {BY_PARTY}
        holds: {MEMORANDUM} — has party organisation — {MINISTRY}
        10 other ways come as close
        missing: {MINISTRY} — is of country — United States
"""
NO_RULE_JA = """\
17-2-7 消防用機器等の海外展開 — 言及されている国 — カナダ: 成り立たない
  これを導く規則はなく、資料にも記載がない
"""


@pytest.mark.parametrize(
    ("asked", "language", "text"),
    [
        (involved("17-2-7", "namesCountry", "VN"), "en", STATED),
        (involved("17-2-7", "involvesCountryByAgreement", "VN"), "ja", DERIVED_JA),
        (involved("17-2-7", "involvesCountryByAgreement", "US"), "en", MISSING),
        (involved("17-2-7", "namesCountry", "CA"), "ja", NO_RULE_JA),
    ],
)
def test_explanation_reads_so(
    explainer: Explainer, names: NameTable, asked: Triple, language: str, text: str
) -> None:
    told = View(names).as_text(explainer.explain(asked), language)
    assert told.startswith(text)
    assert told.endswith("\n")
    assert told == text or text is DERIVED_JA  # which begins a longer one


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_explanation_shows_code(
    explanations: list[Explanation], names: NameTable, language: str
) -> None:
    view = View(names)
    for explanation in explanations[::50]:
        told = view.as_text(explanation, language)
        assert not re.search(r"None|NamedNode|bnode|https?://|[{}]", told)


@pytest.mark.parametrize(
    ("term", "label"),
    [
        (None, "…"),
        (Literal("text", language="en"), "“text”"),
        (iris.measure("2024", "17-2-7"), FIRE),
        (iris.measure("1999", "1-1"), "1-1"),
        (iris.thing("country", "VN"), "Viet Nam"),
        (iris.thing("country", "XX"), "XX"),
        (SHK.namesCountry, "names country"),
        (RDFS.label, "rdfs:label"),
        (NamedNode("https://example.org/a/b"), "b"),
    ],
)
def test_label_of_a_term_is_its_name_or_the_shortest_that_tells_it(
    names: NameTable, term: NamedNode | Literal | None, label: str
) -> None:
    assert View(names).label(term, "en") == label


@pytest.mark.parametrize(
    ("evidence", "text"),
    [
        (Evidence("d", "d.txt", (1, 1), ()), "d d.txt:1"),
        (Evidence("d", "d.txt", (1, 3), ("17", "[2]")), "d d.txt:1-3  17 [2]"),
    ],
)
def test_evidence_is_cited_by_file_lines_and_headings(evidence: Evidence, text: str) -> None:
    assert cite(evidence) == text


def test_json_of_a_stated_triple(explainer: Explainer, names: NameTable) -> None:
    asked = involved("17-2-7", "namesCountry", "VN")
    told = json.loads(json.dumps(View(names).as_json(explainer.explain(asked))))
    parts = {
        "subject": {
            "iri": asked[0].value,
            "label": {"ja": "消防用機器等の海外展開",
                      "en": "Overseas deployment of fire-fighting equipment"},
        },
        "predicate": {
            "iri": asked[1].value, "label": {"ja": "言及されている国", "en": "names country"},
        },
        "object": {"iri": asked[2].value, "label": {"ja": "ベトナム", "en": "Viet Nam"}},
    }  # fmt: skip
    evidence = {"document": LIST, "file": "003_6e1b6f6cd424c693.txt", "lines": [3615, 3615],
                "heading": ["17", "[2]", "(7)"]}  # fmt: skip
    proof = {**parts, "basis": "stated", "rule": None, "evidence": [evidence], "premises": []}
    assert told == {"triple": parts, "holds": True, "proofs": [proof], "missing": []}


def test_json_of_a_derived_triple_has_its_rule_and_premises(
    explainer: Explainer, names: NameTable
) -> None:
    asked = involved("17-2-7", "involvesCountryByAgreement", "VN")
    first, second = View(names).as_json(explainer.explain(asked))["proofs"]
    assert first["basis"] == "derived"
    assert first["evidence"] == []
    assert first["rule"] == {
        "iri": iris.ID + "rule/prp-spo2/restsOn.hasPartyCountry.involvesCountryByAgreement",
        "profile": "prp-spo2",
        "label": {
            "ja": CHAIN_JA,
            "en": BY_AGREEMENT,
        },
    }
    assert [premise["basis"] for premise in first["premises"]] == ["stated", "stated"]
    assert [premise["basis"] for premise in second["premises"]] == ["stated", "derived"]


def test_json_of_what_is_missing_has_null_for_what_is_open(names: NameTable) -> None:
    explainer = toy_explainer(CHAIN, ":a ex:q :b .")
    told = View(names).as_json(explainer.explain(triple("z", "p", "c")))
    assert (told["holds"], told["proofs"]) == (False, [])
    (missing,) = told["missing"]
    assert missing["holds"] == []
    assert [(lack["subject"] is None, lack["object"] is None) for lack in missing["lacks"]] == [
        (False, True), (True, False),
    ]  # fmt: skip


def test_json_of_a_literal_has_its_language_and_data_type(
    explainer: Explainer, names: NameTable
) -> None:
    asked: Triple = (iris.thing("country", "VN"), RDFS.label, Literal("ベトナム", language="ja"))
    told = View(names).as_json(explainer.explain(asked))
    assert told["holds"]
    assert told["triple"]["object"] == {
        "value": "ベトナム", "language": "ja", "datatype": PREFIXES["rdf"] + "langString",
    }  # fmt: skip


# rules in words

EVERY_AXIOM = """
ex:A rdfs:subClassOf ex:B ; owl:equivalentClass ex:C .
ex:p rdfs:subPropertyOf ex:q ; owl:equivalentProperty ex:r ; owl:inverseOf ex:s .
ex:p rdfs:domain ex:A ; rdfs:range ex:B ; owl:propertyChainAxiom ( ex:q ex:r ex:s ) .
ex:p a owl:TransitiveProperty , owl:SymmetricProperty , owl:FunctionalProperty ,
  owl:InverseFunctionalProperty .
ex:Some owl:onProperty ex:p ; owl:someValuesFrom ex:A .
ex:Any owl:onProperty ex:p ; owl:someValuesFrom owl:Thing .
ex:All owl:onProperty ex:p ; owl:allValuesFrom ex:A .
ex:Has owl:onProperty ex:p ; owl:hasValue "v" .
ex:Both owl:intersectionOf ( ex:A ex:B ) . ex:Either owl:unionOf ( ex:A ex:B ) .
"""
EVERY_RULE = {rule.profile: rule for rule in compile_rules(quads(EVERY_AXIOM))}


def test_every_kind_of_rule_that_there_is_comes_from_the_axioms_above() -> None:
    source = Path(str(store.rules.__file__)).read_text(encoding="utf-8")
    assert set(EVERY_RULE) == set(re.findall(r'"((?:prp|cax|cls|eq)-[a-z0-9-]+)"', source))


@pytest.mark.parametrize("profile", EVERY_RULE)
def test_every_kind_of_rule_has_words_in_both_languages(names: NameTable, profile: str) -> None:
    said = rule_in_words(EVERY_RULE[profile], names)
    assert set(said) == {"ja", "en"}
    assert said["ja"] != said["en"]
    assert re.search("[ぁ-ん]", said["ja"])
    assert not re.search(r"[{}]|None|example\.org", said["ja"] + said["en"])


@pytest.mark.parametrize("steps", [2, 3, 4, 5])
def test_chain_names_every_step_and_what_it_gives(names: NameTable, steps: int) -> None:
    members = [f"step{number}" for number in range(1, steps + 1)]
    listed = " ".join(f"ex:{member}" for member in members)
    (rule,) = compile_rules(quads(f"ex:given owl:propertyChainAxiom ( {listed} ) ."))
    for said in rule_in_words(rule, names).values():
        assert re.findall(r"step\d|given", said) == [*members, "given"]


# from what is typed to the triple

VIET_NAM = iris.thing("country", "VN")


@pytest.mark.parametrize(
    "text",
    ["VN", "vn", "Viet Nam", "Vietnam", "ベトナム", "ﾍﾞﾄﾅﾑ", "日越", "country/VN", VIET_NAM.value,
     f"<{VIET_NAM.value}>"],
)  # fmt: skip
def test_thing_is_asked_for_by_any_name_key_or_iri(names: NameTable, text: str) -> None:
    assert read_triple(text, "a", text, names) == (VIET_NAM, RDF.type, VIET_NAM)


@pytest.mark.parametrize(
    "text", ["17-2-7", "2024/17-2-7", "measure/2024/17-2-7", "消防用機器等の海外展開"]
)
def test_measure_is_asked_for_by_number_or_title(names: NameTable, text: str) -> None:
    assert read_triple(text, "a", text, names)[0] == iris.measure("2024", "17-2-7")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("shk:namesCountry", SHK.namesCountry),
        ("namesCountry", SHK.namesCountry),
        (SHK.namesCountry.value, SHK.namesCountry),
        (f"<{SHK.namesCountry.value}>", SHK.namesCountry),
        ("a", RDF.type),
        ("type", RDF.type),
        ("rdf:type", RDF.type),
        ("label", RDFS.label),
        ("altLabel", SKOS.altLabel),
        ("owl:sameAs", OWL.sameAs),
        ("https://example.org/p", NamedNode("https://example.org/p")),
    ],
)
def test_property_is_asked_for_by_name_prefix_or_iri(
    names: NameTable, text: str, expected: NamedNode
) -> None:
    assert read_triple("VN", text, "VN", names)[1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"text"', Literal("text")),
        ('""', Literal("")),
        ('"ベトナム"@ja', Literal("ベトナム", language="ja")),
        ('"x"@EN-gb', Literal("x", language="en-gb")),
        ('"7"^^xsd:integer', Literal("7", datatype=XSD.integer)),
        (f'"7"^^<{XSD.integer.value}>', Literal("7", datatype=XSD.integer)),
        ('"a "quoted" word"', Literal('a "quoted" word')),
        ('"two\nlines"', Literal("two\nlines")),
        ("shk:Country", SHK.Country),
    ],
)
def test_object_may_be_a_literal_or_a_class(
    names: NameTable, text: str, expected: Literal | NamedNode
) -> None:
    assert read_triple("VN", "label", text, names)[2] == expected


@pytest.mark.parametrize("text", ["Vietnm", "foo:bar", '"VN"', "", " ", "country/", "nation/VN"])
def test_unknown_thing_is_refused(names: NameTable, text: str) -> None:
    with pytest.raises(UnknownName):
        read_triple(text, "a", "VN", names)


def test_unknown_thing_comes_with_near_names(names: NameTable) -> None:
    with pytest.raises(UnknownName) as caught:
        read_triple("VN", "a", "Vietnm", names)
    assert caught.value.near[0] == "Viet Nam"
    assert len(caught.value.near) <= 3


@pytest.mark.parametrize(
    "text",
    [
        "nothing", "foo:bar", "", "namescountry", "VN", '"label"', "http://a b",
        pytest.param(
            "shk:nothing",
        ),
    ],
)  # fmt: skip
def test_unknown_property_is_refused(names: NameTable, text: str) -> None:
    with pytest.raises(BadParameter, match=r"^parameter p: .* is no property"):
        read_triple("VN", text, "VN", names)


def test_unknown_data_type_is_refused(names: NameTable) -> None:
    with pytest.raises(BadParameter, match=r"^parameter o: 'foo:bar' is no data type"):
        read_triple("VN", "label", '"7"^^foo:bar', names)


@pytest.mark.parametrize(
    ("subject", "predicate", "obj"),
    [
        ("http://[::bad", "a", "VN"),
        ("VN", "https://%zz", "VN"),
        ("VN", "a", "http://a:b"),
        ("VN", "label", '"x"@e-'),
        ("VN", "label", '"x"@abcdefghijk'),
        ("VN", "label", '"x"^^http://%zz'),
        ("country/ü", "a", "VN"),
    ],
)
def test_text_that_can_be_no_term_is_refused(
    names: NameTable, subject: str, predicate: str, obj: str
) -> None:
    with pytest.raises((BadParameter, UnknownName)):
        read_triple(subject, predicate, obj, names)


@pytest.mark.parametrize(
    ("trig", "keys"),
    [
        (
            "id:country\\/A rdfs:label 'Same'@en . id:country\\/B rdfs:label 'Same'@en .",
            ("A", "B"),
        ),
        (
            "id:country\\/A rdfs:label 'Same'@en . id:topic\\/a rdfs:label 'Same'@en .",
            ("country/A", "topic/a"),
        ),
    ],
    ids=["of one kind", "of two kinds"],
)
def test_name_of_several_things_is_refused_with_their_keys(
    toy: Toy, trig: str, keys: tuple[str, ...]
) -> None:
    with pytest.raises(AmbiguousName) as caught:
        read_triple("same", "a", "shk:Country", NameTable(toy(trig)))
    assert sorted(caught.value.keys) == [*keys]
