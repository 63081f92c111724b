"""Exports over HTTP: every format, with its type and a name to save it by."""

import csv
import io
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.knowledge import Knowledge
from exports.choice import EVERYTHING
from exports.formats import FORMATS, Format, Kind
from store.embedded import EmbeddedStore
from store.releases import Release

Toy = Callable[[str], EmbeddedStore]


def path(form: Format) -> str:
    return f"/exports/{form.name}" if form.kind is Kind.TABLE else f"/exports/graph.{form.name}"


SMALL = """
id:country\\/VN skos:notation "VN" ; rdfs:label "ベトナム"@ja .
<https://w3id.org/shisaku/graph/seeds> {
  m:1-1 a shk:Measure ; shk:number "1-1" ; shk:edition "2024" ; rdfs:label "題"@ja ;
    shk:namesCountry id:country\\/VN .
}
"""


@pytest.mark.parametrize("form", FORMATS.values(), ids=lambda form: form.name)
def test_export_has_type_name_and_the_bytes_that_the_format_writes(toy: Toy, form: Format) -> None:
    store = toy(SMALL)
    answer = TestClient(create_app(Knowledge.of(store, "small"), "1.2.3")).get(path(form))
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == form.media_type
    name = path(form).rpartition("/")[2]
    assert answer.headers["content-disposition"] == f'attachment; filename="shisaku-small-{name}"'
    expected = io.BytesIO()
    form.write(store, EVERYTHING, expected)
    assert answer.content == expected.getvalue()
    assert answer.content


def test_whole_graph_can_be_had(client: TestClient, store: EmbeddedStore, release: Release) -> None:
    answer = client.get("/exports/graph.nq")
    assert release.id in answer.headers["content-disposition"]
    assert len(answer.text.splitlines()) == len(list(store.quads()))


def test_table_has_the_columns_of_the_contract(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/exports/involvement.csv").text)))
    assert list(rows[0]) == ["measure", "country", "how", "basis", "through", "document", "line"]
    answer = client.get("/measures?involves=VN").json()["items"]
    chosen = [row for row in rows if row["country"] == "VN"]
    assert {row["measure"] for row in chosen} == {measure["id"] for measure in answer}
    assert {
        "measure": "17-2-7", "country": "VN", "how": "named", "basis": "stated", "through": "",
        "document": "mic-priority-measures-2024", "line": "3615",
    } in chosen  # fmt: skip


@pytest.mark.parametrize("name", ["施策", 'a"b', "a\r\nSet-Cookie: x", "../../x", "a b;c", ""])
def test_store_of_any_name_can_be_exported(toy: Toy, name: str) -> None:
    client = TestClient(create_app(Knowledge.of(toy(""), name), "1.2.3"))
    answer = client.get("/exports/graph.ttl")
    assert answer.status_code == 200
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith('attachment; filename="shisaku-')
    assert disposition.endswith('-graph.ttl"')
    assert disposition.count('"') == 2
    assert "/" not in disposition
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("around=Viet Nam&depth=0", {"country/VN"}),
        ("around=VN&kinds=agreement,country&labels=en", None),
        ("country=VN&kinds=measure", None),
    ],
)
def test_part_that_was_chosen_is_in_the_file(
    client: TestClient, query: str, expected: set[str] | None
) -> None:
    answer = client.get(f"/exports/graph.d3.json?{query}")
    assert answer.status_code == 200
    keys = {node["id"] for node in answer.json()["nodes"]}
    assert expected is None or keys == expected
    assert {key.partition("/")[0] for key in keys} <= {"country", "agreement", "measure"}
    assert "country/VN" in keys


@pytest.mark.parametrize(
    ("query", "status", "detail"),
    [
        ("around=Vietnan", 404, "no thing is called 'Vietnan'; did you mean Viet Nam?"),
        ("around=VN&depth=99", 400, "parameter depth: '99' is no number of steps from 0 to 5"),
        ("around=VN&around=TH", 400, "parameter around: it stands more than once"),
        ("kind=measure", 400, "parameter kind: there is no such parameter here; there are around"),
        ("measures=x", 400, "parameter measures: there is no 'x'; there are degree"),
        ("around=country/XX", 404, "no thing is called 'country/XX'"),
    ],
)
def test_choice_that_cannot_be_is_refused(
    client: TestClient, query: str, status: int, detail: str | None
) -> None:
    answer = client.get(f"/exports/graph.gexf?{query}")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.status_code == status
    assert detail is None or answer.json()["detail"].startswith(detail)
