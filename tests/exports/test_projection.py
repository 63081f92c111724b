from pathlib import Path
from typing import Any

import pytest

from exports.columns import EDGE_COLUMNS, NODE_COLUMNS, ColumnType, attributes
from exports.labelling import Labelling
from exports.networks import Network, to_network
from exports.nodes import KINDS
from exports.projection import Projection
from exports.relations import INVERSES, REPEATING
from exports.text import concept_code
from exports.view import UnionView
from ontology.iris import NAMESPACE
from store.embedded import EmbeddedStore
from store.protocol import Store

MEASURE = "measure/2024/17-2-7"
TYPES = {
    ColumnType.STRING: str,
    ColumnType.LONG: int,
    ColumnType.DOUBLE: float,
    ColumnType.BOOLEAN: bool,
}


def project(store: Store, labelling: Labelling = Labelling.JA) -> Network:
    return to_network(Projection(store, labelling))


def _edges(graph: Network, source: str, relation: str) -> dict[str, dict[str, Any]]:
    """The edges of one relation that leave a node, by their targets."""
    found = graph.out_edges(source, data=True)
    return {target: values for _, target, values in found if values["relation"] == relation}


def _content(graph: Network) -> tuple[Any, Any]:
    return list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))


@pytest.fixture(scope="module")
def graph(store: EmbeddedStore, projected: Any) -> Network:
    return projected(store)


@pytest.fixture(scope="module")
def hurt(hurtful: EmbeddedStore, projected: Any) -> Network:
    return projected(hurtful)


@pytest.fixture(params=["graph", "hurt"])
def either(request: pytest.FixtureRequest) -> Network:
    """The whole release and the small graph made to hurt, for what must hold of every graph."""
    return request.getfixturevalue(request.param)


def test_nodes_are_entities_and_nothing_else(graph: Network) -> None:
    kinds = {values["kind"] for _, values in graph.nodes(data=True)}
    assert kinds == set(KINDS)
    assert all(key.startswith(f"{v['kind']}/") for key, v in graph.nodes(data=True))


def test_a_node_has_its_names_and_columns(graph: Network) -> None:
    assert graph.nodes["country/VN"] == {
        "label": "ベトナム",
        "kind": "country",
        "iri": "https://w3id.org/shisaku/id/country/VN",
        "label_ja": "ベトナム",
        "label_en": "Viet Nam",
        "aliases": "Socialist Republic of Viet Nam|VNM|Vietnam|"
        "ベトナム社会主義共和国|ヴェトナム|日越|越南",
        "code": "VN",
    }
    assert graph.nodes["fiscal-year/2024"]["start_year"] == 2024
    event = graph.nodes["event/ioi-asian-region-meeting-2023"]
    assert (event["date"], event["status"], event["place_en"]) == ("2023-07", "done", "Bangkok")


def test_the_label_follows_the_language_and_falls_back(
    selection: EmbeddedStore, hurtful: EmbeddedStore
) -> None:
    english = project(selection, Labelling.EN)
    assert english.nodes["country/VN"]["label"] == "Viet Nam"
    assert _edges(english, MEASURE, "namesCountry")["country/VN"]["label"] == "names country"
    assert project(hurtful, Labelling.EN).nodes["activity/v"]["label"] == "視察"
    assert project(hurtful).nodes["country/VN"]["label"] == "Viet Nam"
    assert project(hurtful).nodes["organisation/ghost"]["label"] == "organisation/ghost"


def test_a_stated_edge_says_what_it_is_and_which_lines_say_so(graph: Network) -> None:
    assert _edges(graph, MEASURE, "namesCountry")["country/VN"] == {
        "label": "言及されている国",
        "relation": "namesCountry",
        "relation_iri": f"{NAMESPACE}namesCountry",
        "relation_label_ja": "言及されている国",
        "relation_label_en": "names country",
        "basis": "stated",
        "evidence": "mic-priority-measures-2024:3615",
        "evidence_count": 1,
        "weight": 1.0,
    }


def test_a_derived_edge_cites_nothing(graph: Network) -> None:
    edge = _edges(graph, MEASURE, "involvesCountryByAgreement")["country/VN"]
    assert (edge["basis"], edge["evidence_count"]) == ("derived", 0)
    assert "evidence" not in edge


def test_an_edge_keeps_the_lines_of_its_inverse(graph: Network) -> None:
    """The seeds say `activityOf`; the edge is drawn as `hasActivity`, which is only derived."""
    edge = _edges(graph, MEASURE, "hasActivity")["activity/fire-fighting-training-viet-nam-2023"]
    lines = "mic-priority-measures-2024:3615|white-paper-note-2024:134|white-paper-note-2024:136"
    assert (edge["basis"], edge["evidence"]) == ("stated", lines)


def test_each_printed_amount_is_one_edge_to_its_programme(graph: Network) -> None:
    amounts = [
        (v["fiscal_year"], v["stage"], v["amount_jpy"], v["is_portion"], v["is_relisted"])
        for *_, v in graph.edges(data=True)
        if v["relation"] == "hasAllocation"
    ]
    assert len(amounts) == 431
    assert (2024, "industrial-investment", 36_000_000_000, False, False) in amounts


def test_a_portion_is_one_of_the_printing_and_not_of_the_amount(graph: Network) -> None:
    """210 million yen are printed whole under 17-2-1 and as an envelope (内数) under 17-2-5."""
    programme = "programme/secure-digital-infrastructure-overseas"
    flags = {
        number: values["is_portion"]
        for number in ("17-2-1", "17-2-5")
        for values in graph.get_edge_data(f"measure/2024/{number}", programme).values()
        if values.get("amount_jpy") == 210_000_000
    }
    assert flags == {"17-2-1": False, "17-2-5": True}


def test_no_fact_is_drawn_twice(graph: Network) -> None:
    drawn = {values["relation_iri"] for *_, values in graph.edges(data=True)}
    assert not drawn & INVERSES.keys()
    repeating = [v for *_, v in graph.edges(data=True) if v["relation_iri"] in REPEATING]
    assert {v["basis"] for v in repeating} <= {"stated", "editorial"}
    tenures = [v for v in repeating if v["relation"] == "heldBy"]
    assert len(tenures) == 41
    assert {v["relation"] for v in repeating} == {"hasParticipant", "heldBy"}


def test_a_general_relation_stays_where_a_document_says_just_that(hurt: Network) -> None:
    edge = _edges(hurt, "agreement/a", "hasParty")["country/VN"]
    assert (edge["evidence"], edge["evidence_count"]) == ("d:3|d:20-21", 2)
    assert _edges(hurt, "measure/2024/9-1-9", "involves") == {}


def test_ids_are_unique_and_never_those_of_nodes(either: Network) -> None:
    keys = [key for *_, key in either.edges(keys=True)]
    assert len(keys) == len(set(keys)) > 0
    assert not set(keys) & set(either.nodes)
    assert all(key.isascii() and not key.isdigit() for key in [*keys, *either.nodes])


def test_every_value_is_of_the_type_of_its_column(either: Network) -> None:
    node_types = {c.name: TYPES[c.type] for c in NODE_COLUMNS}
    edge_types = {c.name: TYPES[c.type] for c in EDGE_COLUMNS}
    assert all(type(v) is node_types[k] for _, d in either.nodes(data=True) for k, v in d.items())
    assert all(type(v) is edge_types[k] for *_, d in either.edges(data=True) for k, v in d.items())


def test_parallel_edges_and_big_amounts_stay(hurt: Network) -> None:
    parallel = hurt.get_edge_data("measure/2024/9-1-9", "programme/p")
    assert {v["fiscal_year"]: v["amount_jpy"] for v in parallel.values()} == {
        2023: 12_345_678_901,
        2024: 12_345_678_901,
    }


def test_strings_are_composed_and_legal_in_xml(hurt: Network) -> None:
    assert hurt.nodes["programme/p"]["label_ja"] == "パリ協定\r\n\t2行目"


def test_a_store_with_a_strict_default_graph_gives_the_same(
    selection: EmbeddedStore, selection_file: Path, projected: Any
) -> None:
    strict = EmbeddedStore.load(selection_file, union=False)
    assert _content(project(strict)) == _content(projected(selection))


def test_a_store_without_named_graphs_gives_the_same(
    selection: EmbeddedStore, tmp_path: Path, exported: Any, projected: Any
) -> None:
    (tmp_path / "graph.ttl").write_bytes(exported(selection, "ttl"))
    flat = EmbeddedStore.load(tmp_path / "graph.ttl")
    assert _content(project(flat)) == _content(projected(selection))


def test_a_concept_is_named_by_its_notation(store: EmbeddedStore) -> None:
    query = "SELECT ?c ?n WHERE { ?c skos:inScheme ?s ; skos:notation ?n }"
    concepts = {row[0]: row[1] for row in UnionView(store).select(query)}
    assert len(concepts) > 10
    assert {concept: concept_code(concept) for concept in concepts} == concepts


def test_a_value_of_another_type_than_its_column_is_refused() -> None:
    with pytest.raises(TypeError, match="start_year"):
        attributes(NODE_COLUMNS, {"start_year": "2024"})
    with pytest.raises(KeyError, match="colour"):
        attributes(NODE_COLUMNS, {"colour": "red"})


def test_missing_and_empty_values_are_left_out() -> None:
    assert attributes(NODE_COLUMNS, {"label": "x", "code": None, "number": "\x01"}) == {
        "label": "x"
    }
