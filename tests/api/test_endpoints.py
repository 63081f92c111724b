"""Every endpoint, by what it answers: path, status, and one fact that shows it is the right one."""

import csv
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from queries.catalogue import catalogue

ID = "https://w3id.org/shisaku/id/"
SEEDS = Path(__file__).parents[2] / "seeds"

# path, where to look in the JSON (see `look`), what stands there
ANSWERS: list[tuple[str, str, object]] = [
    ("/health", "status", "ok"),
    ("/ready", "status", "ok"),
    # measures
    ("/measures?chapter=17", "total", 15),
    ("/measures", "items.0.id", "1-1-1"),
    ("/measures?involves=VN", "items.17-2-7.iri", f"{ID}measure/2024/17-2-7"),
    ("/measures?involves=VN", "items.17-2-7.involvement.named.basis", "stated"),
    ("/measures?involves=VN", "items.17-2-7.involvement.named.evidence.0.lines", [3615, 3615]),
    ("/measures?involves=VN", "items.17-2-7.involvement.named.evidence.0.heading",
     ["17", "[2]", "(7)"]),
    ("/measures?involves=VN", "items.17-2-8.involvement.agreement.basis", "derived"),
    ("/measures?involves=VN", "items.17-2-1.involvement.activity.through.1.iri",
     f"{ID}activity/open-ran-survey-viet-nam-2022"),
    ("/measures?involves=VN", "items.17-2-5.involvement.activity.evidence.0.lines", [6227, 6228]),
    # Viet Nam stands on lines 3615 to 3644 of the list of measures, and on no other
    ("/measures?involves=VN&how=named", "total", 2),
    ("/measures?involves=VN&how=named", "items.0.id", "17-2-7"),
    ("/measures?involves=VN&how=named", "items.1.id", "17-2-8"),
    ("/measures?involves=インドネシア",
     "items.17-2-1.involvement.activity.through.open-ran-survey-indonesia-2023.label.ja",
     "インドネシアにおけるOpen RAN展開可能性の調査"),
    ("/measures?involves=CA", "items.17-3-1.involvement.membership.through.g7.iri",
     f"{ID}organisation/g7"),
    ("/measures?involves=CA", "items.4-1-2.involvement.activity.through.jet-programme.iri",
     f"{ID}activity/jet-programme"),
    ("/measures?involves=CA&how=named", "total", 0),
    ("/measures?involves=US&how=agreement", "items.17-2-1.involvement.agreement.basis", "derived"),
    ("/measures?involves=VN&q=消防", "total", 1),
    ("/measures?involves=VN&chapter=1", "total", 0),
    ("/measures?involves=VN&organisation=ioi", "items.0.id", "17-2-8"),
    ("/measures?q=democratic%20metaverse", "items.0.id", "17-3-1"),
    ("/measures?chapter=17&year=2024", "total", 15),
    ("/measures?year=1999", "total", 0),
    ("/measures?organisation=jict", "items.0.id", "17-2-2"),
    ("/measures?agreement=G7首脳コミュニケ", "items.0.id", "17-3-1"),
    ("/measures/17-2-7", "id", "17-2-7"),
    ("/measures/17-2-7", "edition", "2024"),
    ("/measures/17-2-7", "budgets.0.amount_jpy", 20_000_000),
    ("/measures/2024/17-2-7", "iri", f"{ID}measure/2024/17-2-7"),
    ("/measures/17-2-3-1", "part_of.iri", f"{ID}measure/2024/17-2-3"),
    # things of every kind
    ("/countries", "items.0.id", "AU"),
    ("/countries?q=nam", "items.0.id", "VN"),
    ("/countries/VN", "code", "VN"),
    ("/countries/Vietnam", "id", "VN"),
    ("/countries/VN", "facts.0.basis", "stated"),
    ("/organisations?q=AOA", "items.0.id", "aoa"),
    ("/organisations/jict", "kind", "fund"),
    ("/organisations/JICT", "id", "jict"),
    ("/agreements", "items.g7-digital-tech-ministers-declaration.label.ja",
     "G7デジタル・技術閣僚宣言"),
    ("/agreements/japan-viet-nam-fire-fighting-memorandum", "date", "2018-10-08"),
    ("/programmes?q=メタバースに関する", "items.0.id", "metaverse-safe-use"),
    ("/programmes/metaverse-safe-use", "measures.0.iri", f"{ID}measure/2024/17-3-1"),
    ("/activities?q=消防分野の研修", "items.0.id", "fire-fighting-training-viet-nam-2023"),
    ("/activities/upu-voluntary-contribution", "participants.0.iri", f"{ID}organisation/upu"),
    ("/events", "items.aoa-general-assembly-2023.iri", f"{ID}event/aoa-general-assembly-2023"),
    ("/events/igf-2023", "country.iri", f"{ID}country/JP"),
    ("/people?q=近藤", "items.0.id", "masanori-kondo"),
    ("/people/近藤勝則", "label.en", "Masanori Kondo"),
    ("/posts/APT事務局長", "id", "apt-secretary-general"),
    ("/topics/海底ケーブル", "id", "submarine-cables"),
    ("/indicators?q=JICTの累計", "items.0.id", "jict-cumulative-support-decided"),
    ("/policy-documents/放送法", "kind", "law"),
    ("/documents", "items.0.id", "mic-evaluation-2023"),
    ("/documents/white-paper-note-2024", "lines", 264),
    ("/regions", "items.southeast-asia.label.ja", "東南アジア"),
    ("/regions/southeast-asia", "countries.VN.label.ja", "ベトナム"),
    ("/policies?q=democratic%20metaverse", "items.0.id", "2024/17-3"),
    ("/policies/17-2", "parent.iri", f"{ID}policy/2024/17"),
    ("/policies/2024/17", "areas.0.iri", f"{ID}policy/2024/17-1"),
    # budgets
    ("/budgets?chapter=17", "total", 38),
    ("/budgets?year=2024&chapter=17", "total", 15),
    ("/budgets?stage=supplementary-2&chapter=17", "total", 3),
    ("/budgets?measure=17-2-7&year=2024", "total", 3),
    ("/budgets?programme=metaverse-safe-use", "items.0.is_new", True),
    ("/budgets/metaverse-safe-use-2024-initial-30000000", "amount_jpy", 30_000_000),
    ("/budgets/summary", "by", "year"),
    ("/budgets/summary?year=2024&chapter=17", "amount_jpy", 64_915_000_000),
    ("/budgets/summary?year=2024", "left_out.portions_jpy", 2_270_000_000),
    ("/budgets/summary?by=chapter", "items.16.key", "2024/17"),
    ("/budgets/summary?by=stage&year=2024&chapter=17", "items.2.amount_jpy", 4_915_000_000),
    ("/budgets/summary?by=programme&measure=17-2-5&year=2024", "amount_jpy", 0),
    ("/budgets/summary?by=organisation", "overlapping", True),
    ("/budgets/summary?by=programme", "overlapping", False),
    # searching and asking
    ("/search?q=ベトナム", "items.0.kind", "country"),
    ("/search?q=viet", "items.0.id", "VN"),
    ("/search?q=qwertyuiop", "total", 0),
    ("/queries", "total", len(catalogue())),
    ("/queries", "items.agreements_with_country.parameters.0.kind", "country"),
    ("/queries/members_of_forum", "total", 4),
    ("/queries/members_of_forum?organisation=g7", "total", 7),
    ("/queries/members_of_forum?organisation=g7&lang=ja", "total", 7),
    ("/queries/countries_by_measures", "items.0.country", f"{ID}country/JP"),
    ("/queries/allocations?asked=metaverse-safe-use-2024-initial-30000000", "items.0.new", True),
    ("/queries/facts_on_lines?line=3615&document=mic-priority-measures-2024", "items.0.basis",
     "stated"),
]  # fmt: skip


def look(data: Any, where: str) -> Any:
    """What stands in JSON at a path of keys with dots. An item of a list is given by its place, or
    by its id, its name, how it involves, or the end of its IRI."""
    for key in where.split("."):
        data = data[key] if isinstance(data, dict) else choose(data, key)
    return data


def choose(items: list[Any], key: str) -> Any:
    if key.isdigit():
        return items[int(key)]
    (item,) = [item for item in items if key in names_of(item)]
    return item


def names_of(item: dict[str, Any]) -> set[str]:
    names = {item[name] for name in ("id", "name", "how") if name in item}
    return names | {item.get("iri", "").rpartition("/")[2]}


@pytest.mark.parametrize(("path", "where", "expected"), ANSWERS)
def test_endpoint_answers(client: TestClient, path: str, where: str, expected: object) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert look(answer.json(), where) == expected


@pytest.mark.parametrize(
    "name", ["ﾍﾞﾄﾅﾑ", "日越", "viet nam", "Vietnam", "https://w3id.org/shisaku/id/country/VN"]
)
def test_every_name_of_a_country_gets_the_same_answer(client: TestClient, name: str) -> None:
    by_code = client.get("/measures", params={"involves": "VN"}).json()
    assert client.get("/measures", params={"involves": name}).json() == by_code
    assert {"17-2-7", "17-2-8"} <= {measure["id"] for measure in by_code["items"]}


def test_only_the_reasons_asked_for_are_given(client: TestClient) -> None:
    chosen = {"named", "agreement", "activity"}
    asked = {"involves": "CA", "how": ",".join(chosen)}
    found = client.get("/measures", params=asked).json()["items"]
    assert {reason["how"] for measure in found for reason in measure["involvement"]} <= chosen
    # Canada has to do with 17-3-1 as a member of the G7, and in no other way
    assert "17-3-1" not in {measure["id"] for measure in found}


@pytest.mark.parametrize(
    "path",
    ["countries", "organisations", "agreements", "activities", "events", "people", "documents",
     "regions", "policy-documents", "posts", "topics", "indicators"],
)  # fmt: skip
def test_every_row_of_a_table_is_in_the_list_of_its_kind_once(
    client: TestClient, path: str
) -> None:
    with (SEEDS / f"{path.replace('-', '_')}.csv").open(encoding="utf-8", newline="") as table:
        rows = [row.get("slug") or row["code"] for row in csv.DictReader(table)]
    answer = client.get(f"/{path}", params={"limit": 500}).json()
    assert sorted(item["id"] for item in answer["items"]) == sorted(set(rows))
    assert answer["total"] == len(rows) > 0


LABELS = [
    ("/measures?involves=VN", "items.17-2-7.label"),
    ("/measures?involves=VN", "items.17-2-7.involvement.agreement.through.0.label"),
    ("/measures/17-2-7", "label"),
    ("/measures/17-2-7", "policy_area.label"),
    ("/measures/17-2-7", "budgets.0.programme.label"),
    ("/countries", "items.0.label"),
    ("/countries/VN", "measures.0.label"),
    ("/countries/VN", "facts.0.value.label"),
    ("/agreements/g7-leaders-communique", "label"),
    ("/budgets", "items.0.programme.label"),
    ("/budgets/summary?by=stage", "items.0.label"),
    ("/budgets/summary?by=chapter", "items.0.label"),
    ("/search?q=JICT", "items.0.label"),
    ("/queries", "items.0.question"),
    ("/queries/planned", "columns.country"),
    ("/id/country/VN.json", "label"),
]


@pytest.mark.parametrize("lang", ["", "ja", "en"])
@pytest.mark.parametrize(("path", "where"), LABELS)
def test_both_languages_are_in_the_data_whichever_is_asked_for(
    client: TestClient, path: str, where: str, lang: str
) -> None:
    asked = f"{path}{'&' if '?' in path else '?'}lang={lang}" if lang else path
    label = look(client.get(asked).json(), where)
    assert set(label) == {"ja", "en"}
    assert all(label.values())


# path, status, a part of the sentence
PROBLEMS = [
    ("/measures?involves=Vietnm", 404, "no country is called 'Vietnm'; did you mean Viet Nam?"),
    ("/measures?involves=", 404, "no country is called ''"),
    ("/measures?involves=アトランティス", 404, "no country is called 'アトランティス'"),
    ("/measures?involves=VN&how=friendship", 400, "parameter how: 'friendship' is none of named"),
    ("/measures?involves=VN&how=", 400, "parameter how: '' is none of named"),
    ("/measures?how=named", 400, "parameter how: it says how a country is involved"),
    ("/measures?organisation=nobody", 404, "no organisation is called 'nobody'"),
    ("/measures?agreement=none", 404, "no agreement is called 'none'"),
    ("/measures?involve=VN", 400, "parameter involve: there is no such parameter here"),
    ("/measures/99-9-9", 404, "no measure is called '99-9-9'"),
    ("/measures/2023/17-2-7", 404, "no measure is called '2023/17-2-7'"),
    ("/countries/Atlantis", 404, "no country is called 'Atlantis'"),
    ("/countries?name=VN", 400, "parameter name: there is no such parameter here"),
    ("/people/nobody", 404, "no person is called 'nobody'"),
    ("/posts/nobody", 404, "no post is called 'nobody'"),
    ("/topics/none", 404, "no topic is called 'none'"),
    ("/indicators/none", 404, "no indicator is called 'none'"),
    ("/policy-documents/none", 404, "no policy document is called 'none'"),
    ("/budgets?measure=99", 404, "no measure is called '99'"),
    ("/budgets?programme=none", 404, "no programme is called 'none'"),
    ("/budgets?year=1867", 400, "parameter year: Input should be greater than or equal to 1868"),
    ("/budgets?year=令和6", 400, "parameter year: Input should be a valid integer"),
    ("/budgets?year=2031", 404, "no budget of the fiscal year 2031 was read; the years read are: "),
    ("/budgets/summary?year=1999", 404, "no budget of the fiscal year 1999 was read"),
    ("/budgets?chapter=99", 404, "there is no chapter '99'"),
    ("/budgets/summary?chapter=177", 404, "there is no chapter '177'; did you mean 17"),
    ("/budgets?chapter=17-2", 404, "there is no chapter '17-2'; did you mean 17"),
    ("/budgets?stage=final", 400, "parameter stage: Input should be 'initial', 'supplementary'"),
    ("/budgets?amount=1", 400, "parameter amount: there is no such parameter here"),
    ("/budgets/none", 404, "no budget has the key 'none'"),
    ("/budgets/summary?by=colour", 400, "parameter by: Input should be 'chapter', 'year'"),
    ("/budgets/summary?limit=5", 400, "parameter limit: there is no such parameter here"),
    ("/search", 400, "parameter q: Field required"),
    ("/search?q=%20", 400, "parameter q: it must hold something to look for"),
    ("/search?q=", 400, "parameter q: it must hold something to look for"),
    (f"/search?q={'x' * 201}", 400, "parameter q: String should have at most 200 characters"),
    (f"/measures?q={'x' * 201}", 400, "parameter q: String should have at most 200 characters"),
    (f"/people?q={'x' * 201}", 400, "parameter q: String should have at most 200 characters"),
    ("/queries/renamed_programs", 404,
     "no stored question is called 'renamed_programs'; did you mean renamed_programmes"),
    ("/queries/planned?country=VN", 400, "parameter country: planned does not know it"),
    ("/queries/facts_on_lines?line=x", 400, "parameter line: 'x' is no whole number"),
    ("/queries/members_of_forum?organisation=g7&organisation=quad", 400,
     "parameter organisation: it stands more than once"),
    ("/measures?q=a&q=b", 400, "parameter q: it stands more than once"),
    ("/budgets?year=2023&year=2024", 400, "parameter year: it stands more than once"),
    ("/countries?lang=ja&lang=en", 400, "parameter lang: it stands more than once"),
    ("/exports/graph.pdf", 404, "'pdf' is no format of export; the formats are ttl, nt"),
    ("/exports/people.csv", 404, "'people.csv' is no format of export"),
    ("/id/country/XX", 404, "there is no country with the key 'XX'"),
    ("/id/planet/mars", 404, "'planet' is no kind of thing; the kinds are measure, policy"),
    ("/ns.docx", 404, "the ontology is not to be had as .docx"),
    ("/nowhere", 404, "Not Found: GET /nowhere"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "status", "sentence"), PROBLEMS)
def test_error_is_a_problem_in_one_sentence(
    client: TestClient, path: str, status: int, sentence: str
) -> None:
    answer = client.get(path)
    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["type"].startswith("https://w3id.org/shisaku/problems/")
    assert problem["title"]
    assert problem["detail"].startswith(sentence)
    assert "\n" not in problem["detail"]


def test_unknown_name_comes_with_near_ones_as_data(client: TestClient) -> None:
    assert client.get("/measures?involves=Vietnm").json()["near"] == ["Viet Nam"]
    near = client.get("/queries/renamed_programs").json()["near"]
    assert near[0] == "renamed_programmes"
    near = client.get("/queries/planed").json()["near"]
    assert near[0] == "planned"
    assert {*near} <= {*catalogue()}


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/measures?limit=x", "limit"),
        ("/measures?nothing=1", "nothing"),
        ("/queries/planned?x=1", "x"),
        ("/measures?involves=VN&how=x", "how"),
    ],
)
def test_bad_parameter_is_named_as_data(client: TestClient, path: str, parameter: str) -> None:
    assert client.get(path).json()["parameter"] == parameter


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/measures", "/countries/VN", "/id/country/VN", "/ns", "/"])
def test_nothing_can_be_written(client: TestClient, path: str, method: str) -> None:
    answer = client.request(method, path)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert answer.headers["content-type"] == "application/problem+json"
