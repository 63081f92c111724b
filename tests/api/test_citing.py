"""Pages and results as citations: of themselves, and of the documents that they rest on."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from pybtex.database import Entry, parse_string
from starlette.testclient import TestClient

import api.citable
from api.app import create_app
from api.citing import cited_lines
from api.knowledge import Knowledge, Served
from api.openapi import ASKED
from api.sparql.pool import Pool
from store.embedded import EmbeddedStore
from store.releases import Release
from store.source import Place, Source

Golden = Callable[[str, str], None]
Toy = Callable[[str], EmbeddedStore]

URL = "https://shisaku.example.org"
BIBTEX = "application/x-bibtex"
CSL = "application/vnd.citationstyles.csl+json"
VN = "/measures?involves=VN"


@pytest.fixture(scope="module")
def dated(knowledge: Knowledge) -> Knowledge:
    """The real graph, as a release whose name and date do not change with it."""
    return replace(knowledge, release="0.1.0-abc", built=datetime(2026, 11, 21, 9, tzinfo=UTC))


@pytest.fixture(scope="module")
def client(dated: Knowledge, release: Release) -> Iterator[TestClient]:
    pool = Pool(Source(Place.FILE, str(release.graph_file)))
    with TestClient(create_app(dated, "1.2.3", pool, url=URL)) as asking:
        yield asking
        assert asking.portal is not None
        asking.portal.call(pool.close)


def bibtex(text: str) -> dict[str, Entry]:
    """The entries of a file of BibTeX, by key, in order."""
    return dict(parse_string(text, "bibtex").entries.items())


def cited(client: TestClient, path: str, **parameters: str) -> tuple[Entry, dict[str, Entry]]:
    """The entry of a result itself, and those of its documents."""
    mark = "&" if "?" in path else "?"
    answer = client.get(f"{path}{mark}{urlencode({**parameters, 'format': 'bibtex'})}")
    assert answer.status_code == 200, answer.text
    first, *others = bibtex(answer.text).items()
    return first[1], dict(others)


def asked(path: str) -> str:
    """The address of the example of a path."""
    values = {name: str(value) for name, value in ASKED[path].items()}
    rest = {name: value for name, value in values.items() if f"{{{name}}}" not in path}
    return path.format(**values) + ("?" + urlencode(rest) if rest else "")


CITABLE = [path for path in ASKED if not path.startswith(("/exports/", "/ready"))]


@pytest.mark.parametrize("path", CITABLE)
def test_every_example_can_be_cited(client: TestClient, path: str) -> None:
    address = asked(path).replace(".ttl", "")
    mark = "&" if "?" in address else "?"
    entries = bibtex(client.get(f"{address}{mark}format=bibtex").text)
    items = client.get(f"{address}{mark}format=csl-json").json()
    assert [item["id"] for item in items] == list(entries)
    assert items[0]["URL"].startswith(f"{URL}/")
    assert items[0]["title"]
    assert items[0]["version"] == "0.1.0-abc"
    assert items[0]["issued"] == {"date-parts": [[2026, 11, 21]]}
    assert all(item["type"] == "report" for item in items[1:])
    assert len(entries) == len({key.lower() for key in entries}), "BibTeX takes them for the same"


GOLDEN = {
    "country_VN": "/id/country/VN?",
    "measure_17-2-7": "/measures/17-2-7?",
    "measures_involving_VN": f"{VN}&",
}


@pytest.mark.parametrize("name", GOLDEN)
@pytest.mark.parametrize(
    ("form", "suffix"),
    [("format=bibtex&lang=en", "bib"), ("format=csl-json&lang=ja", "ja.csl.json")],
)
def test_citation_is_that_of_the_golden_file(
    client: TestClient, golden: Golden, name: str, form: str, suffix: str
) -> None:
    golden(f"citations/{name}.{suffix}", client.get(GOLDEN[name] + form).text)


def evidence(value: Any) -> Iterator[tuple[str, str, range]]:
    """All evidence of a JSON answer: document, file and lines."""
    if isinstance(value, dict):
        if {"document", "file", "lines"} <= set(value):
            first, last = value["lines"]
            yield value["document"], value["file"], range(first, last + 1)
        for part in value.values():
            yield from evidence(part)
    elif isinstance(value, list):
        for part in value:
            yield from evidence(part)


def lines_in(note: str) -> set[int]:
    """The lines that a note in English names."""
    _, _, listed = note.partition(", line")
    ranges = (part.split("–") for part in listed.removeprefix("s").replace(" ", "").split(","))
    return {line for ends in ranges for line in range(int(ends[0]), int(ends[-1]) + 1)}


@pytest.mark.parametrize(
    "path",
    [
        VN,
        "/measures?involves=AU&limit=3",
        "/measures/17-2-7",
        "/countries/AU",
        "/agreements/japan-viet-nam-fire-fighting-memorandum",
        "/budgets?year=2024&chapter=17",
        "/explain?s=17-2-7&p=involvesCountryByAgreement&o=VN",
        "/queries/members_of_forum?organisation=g7&why=true",
    ],
)
def test_documents_and_lines_are_those_of_the_evidence(client: TestClient, path: str) -> None:
    answer = client.get(path).json()
    expected: dict[str, set[int]] = {}
    for document, _, lines in evidence(answer):
        expected.setdefault(document, set()).update(lines)
    files = {document: file for document, file, _ in evidence(answer)}
    _, documents = cited(client, path)
    notes = {key: entry.fields["note"].replace(r"\_", "_") for key, entry in documents.items()}
    assert expected
    assert {key: lines_in(note) for key, note in notes.items()} == expected
    assert all(note.startswith(f"{files[key]}, line") for key, note in notes.items())


@pytest.mark.parametrize(
    ("result", "lines"),
    [
        ({"document": "d", "lines": [3, 3]}, {"d": [(3, 3)]}),
        ([{"document": "d", "lines": [5, 6]}, {"document": "d", "lines": [1, 4]}], {"d": [(1, 6)]}),
        ([{"document": "d", "lines": [1, 9]}, {"document": "d", "lines": [2, 3]}], {"d": [(1, 9)]}),
        ({"document": "ID/document/d", "first": 7, "last": 8}, {"d": [(7, 8)]}),
        ({"document": "ID/document/d", "first": 7}, {"d": [(7, 7)]}),
        ({"document": "ID/document/d", "first": None}, {"d": []}),
        ({"iri": "ID/passage/d/3-5"}, {"d": [(3, 5)]}),
        ({"rows": [{"x": {"type": "uri", "value": "ID/document/d"}}]}, {"d": []}),
        ({"document": None, "text": "ID/passage/", "number": 3}, {}),
        (None, {}),
    ],
)
def test_lines_are_found_wherever_a_result_names_them(
    result: Any, lines: dict[str, list[tuple[int, int]]]
) -> None:
    base = "https://w3id.org/shisaku/id"
    found = cited_lines(json.loads(json.dumps(result).replace("ID/", f"{base}/")))
    assert found == {f"{base}/document/{key}": each for key, each in lines.items()}


@pytest.mark.parametrize(
    ("path", "lang", "title"),
    [
        (VN, "en", "Measures that involve Viet Nam"),
        (f"{VN}&how=agreement", "ja", "ベトナムが関わる施策 (how: agreement)"),
        ("/measures?chapter=17", "en", "Measures (chapter: 17)"),
        ("/measures/17-2-7", "ja", "17-2-7 消防用機器等の海外展開"),
        ("/countries/VN", "ja", "ベトナム"),
        (
            "/explain?s=VN&p=rdfs:label&o=%22Viet+Nam%22@en",
            "en",
            "Why? Viet Nam — rdfs:label — “Viet",
        ),
        ("/queries/members_of_forum?organisation=g7", "ja", "(organisation: G7)"),
        ("/budgets?year=2024", "ja", "予算 (year: 2024)"),
        ("/void", "en", "Shisaku"),
        ("/ns", "ja", "オントロジーの用語"),
    ],
)
def test_title_is_what_is_shown(client: TestClient, path: str, lang: str, title: str) -> None:
    mark = "&" if "?" in path else "?"
    (item, *_) = client.get(f"{path}{mark}format=csl-json&lang={lang}").json()
    assert title in item["title"]
    assert item["language"] == lang


@pytest.mark.parametrize(
    "path", ["/countries/VN", "/countries/ベトナム", "/id/country/VN", "/id/country/VN.bib"]
)
def test_thing_is_cited_by_its_identifier_whatever_it_is_asked_by(
    client: TestClient, path: str
) -> None:
    entry, _ = cited(client, path)
    assert entry.key == "shisaku:id/country/VN"
    assert entry.fields["url"] == f"{URL}/id/country/VN"
    assert entry.fields["note"] == "Identifier: https://w3id.org/shisaku/id/country/VN"


def test_address_leaves_out_what_does_not_change_the_result(client: TestClient) -> None:
    asked_in_japanese = {"involves": "ベトナム", "lang": "ja", "accessed": "2026-12-01"}
    entry, _ = cited(client, "/measures", **asked_in_japanese)
    assert entry.fields["url"] == f"{URL}/measures?{urlencode({'involves': 'ベトナム'})}"


@pytest.mark.parametrize("path", ["/countries", "/search?q=5G", "/queries", "/ns", "/void"])
def test_without_evidence_only_the_result_itself_is_cited(client: TestClient, path: str) -> None:
    entry, documents = cited(client, path)
    assert entry.fields["url"] == URL + path
    assert documents == {}


def test_passage_is_cited_with_the_lines_that_it_is(client: TestClient) -> None:
    _, documents = cited(client, "/id/passage/mic-priority-measures-2024/3615")
    assert documents["mic-priority-measures-2024"].fields["note"].endswith(", line 3615")


def test_answer_to_a_question_is_cited_with_what_proves_it(client: TestClient) -> None:
    entry, documents = cited(client, "/queries/members_of_forum")
    assert entry.fields["url"] == f"{URL}/queries/members_of_forum"
    assert documents
    assert cited(client, "/queries/members_of_forum", why="false")[1] == {}


def test_document_that_nothing_is_known_of_is_named_by_its_key(toy: Toy) -> None:
    store = toy("""
<https://w3id.org/shisaku/graph/seeds> { id:country\\/VN rdfs:label "Viet Nam"@en . }
<https://w3id.org/shisaku/graph/provenance> {
  id:statement\\/1 rdf:subject id:country\\/VN ; rdf:predicate rdfs:label ;
    rdf:object "Viet Nam"@en ; shk:basis shk:basis-stated ; shk:citation id:passage\\/d\\/3 .
  id:passage\\/d\\/3 shk:inDocument id:document\\/d ; shk:firstLine 3 ; shk:lastLine 3 .
  shk:basis-stated skos:notation "stated" .
}
""")
    toy_client = TestClient(create_app(Knowledge.of(store, "toy"), "1.2.3"))
    entry, documents = cited(toy_client, "/id/country/VN")
    assert "year" not in entry.fields
    assert entry.fields["url"] == "https://w3id.org/shisaku/id/country/VN"
    assert "note" not in entry.fields, "the address is the identifier"
    assert dict(documents["d"].fields) == {"title": "{d}", "langid": "english", "note": "line 3"}


def test_date_of_access_is_that_which_is_given(client: TestClient) -> None:
    for path in ("/countries/VN", "/id/country/VN"):
        entry, _ = cited(client, path, accessed="2026-12-01")
        assert entry.fields["urldate"] == "2026-12-01"
    assert client.get(VN).json() == client.get(f"{VN}&accessed=2026-12-01").json()


@pytest.mark.parametrize("form", ["bibtex", "csl-json"])
def test_two_servers_of_one_release_give_the_same_bytes(
    client: TestClient, dated: Knowledge, form: str
) -> None:
    other = TestClient(create_app(dated, "1.2.3", url=URL))
    for path in (VN, "/countries/JP", "/queries/members_of_forum"):
        mark = "&" if "?" in path else "?"
        address = f"{path}{mark}format={form}"
        assert client.get(address).content == other.get(address).content


def test_result_is_never_cited_as_of_another_release(
    dated: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = Served(dated), Served(replace(dated, release="0.2.0-def"))
    taken = iter([old])
    monkeypatch.setattr(api.citable, "take_served", lambda _: next(taken, new))
    app = create_app(replace(dated, release="0.2.0-def"), "1.2.3", url=URL)
    entry, _ = cited(TestClient(app), "/countries/VN")
    assert entry.fields["howpublished"] == "Shisaku, version 0.2.0-def"


DOCUMENTS = """
PREFIX shk: <https://w3id.org/shisaku/ns#>
SELECT ?passage { ?passage shk:inDocument ?document ; shk:firstLine 3615 ; shk:lastLine 3615 }
"""


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_answer_in_sparql_is_cited_with_the_passages_in_it(client: TestClient, method: str) -> None:
    fields = {"query": DOCUMENTS, "format": "bibtex"}
    given: dict[str, Any] = {"params" if method == "GET" else "data": fields}
    entries = bibtex(client.request(method, "/sparql", **given).text)
    page, document = entries.values()
    assert page.fields["title"] == "{Answer to a SPARQL query}"
    assert page.fields["url"] == f"{URL}/sparql?{urlencode({'query': DOCUMENTS})}"
    assert document.fields["note"].endswith(", line 3615")


def test_hostile_label_breaks_no_entry(toy: Toy) -> None:
    store: EmbeddedStore = toy(r"""
<https://w3id.org/shisaku/graph/seeds> {
  id:country\/VN rdfs:label "}, note = {hurt}, x = {"@en , "\\input{/etc/passwd}"@ja .
}
""")
    small = TestClient(create_app(Knowledge.of(store, "toy"), "1.2.3"))
    for lang in ("en", "ja"):
        entry, _ = cited(small, "/id/country/VN", lang=lang)
        assert set(entry.fields) == {"title", "howpublished", "url", "langid"}
        assert r"\input" not in entry.fields["title"]
