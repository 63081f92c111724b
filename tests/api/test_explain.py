"""`/explain` and `why=true`: proofs over HTTP, in three forms, and what is refused."""

import re
from collections.abc import Callable, Mapping
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from queries.involvement import How
from store.embedded import EmbeddedStore
from store.protocol import Store
from tests.api.test_pages import SCRIPT, Links, links

Serve = Callable[[Store], TestClient]
Toy = Callable[[str], EmbeddedStore]

ASKED = {"s": "17-2-7", "p": "shk:involvesCountry", "o": "VN"}
LACKING = {"s": "17-2-7", "p": "shk:involvesCountryByAgreement", "o": "US"}


def leaves(proof: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    below = [leaf for premise in proof["premises"] for leaf in leaves(premise)]
    return below if proof["rule"] else [proof]


def test_triple_is_explained_as_json(client: TestClient) -> None:
    answer = client.get("/explain", params=ASKED)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    told = answer.json()
    assert list(told) == ["triple", "holds", "proofs", "missing"]
    assert (told["holds"], told["missing"]) == (True, [])
    assert told["triple"]["subject"]["iri"].endswith("/id/measure/2024/17-2-7")
    assert [proof["rule"]["profile"] for proof in told["proofs"]] == ["prp-spo1"] * 5
    for leaf in (leaf for proof in told["proofs"] for leaf in leaves(proof)):
        assert leaf["basis"] in ("stated", "editorial")
        assert all(len(piece["lines"]) == 2 for piece in leaf["evidence"])
        assert leaf["evidence"]


def test_triple_that_does_not_hold_is_an_answer_with_what_is_missing(client: TestClient) -> None:
    answer = client.get("/explain", params=LACKING)
    assert answer.status_code == 200
    told = answer.json()
    assert (told["holds"], told["proofs"]) == (False, [])
    (missing,) = told["missing"]
    assert missing["holds"][0]["predicate"]["iri"].endswith("#restsOn")
    assert missing["lacks"][0]["object"]["iri"].endswith("/id/country/US")


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "en",
            [
                "Proof 1\n",
                " — names country — Viet Nam (stated)\n",
                "003_6e1b6f6cd424c693.txt:3615",
            ],
        ),
        (
            "ja",
            [
                "証明 1\n",
                " — 言及されている国 — ベトナム (記載)\n",
                "003_6e1b6f6cd424c693.txt:3615",
            ],
        ),
    ],
)
@pytest.mark.parametrize("is_by_header", [True, False])
def test_triple_is_explained_as_text_in_the_language_asked_for(
    client: TestClient, lang: str, expected: list[str], is_by_header: bool
) -> None:
    headers = {"accept": "text/plain", "accept-language": lang if is_by_header else "fr"}
    parameters = ASKED if is_by_header else {**ASKED, "lang": lang}
    answer = client.get("/explain", params=parameters, headers=headers)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert [text for text in expected if text not in answer.text] == []


@pytest.mark.parametrize(
    ("lang", "heading", "expected"),
    [
        ("en", "Why?", ["stated", "because", "Proof 5", "003_6e1b6f6cd424c693.txt, line 3615"]),
        ("ja", "なぜか", ["記載", "理由", "証明 5", "003_6e1b6f6cd424c693.txt 3615行"]),
    ],
)
def test_triple_is_explained_on_a_page(
    client: TestClient, lang: str, heading: str, expected: list[str]
) -> None:
    parameters = {**ASKED, "lang": lang}
    answer = client.get("/explain", params=parameters, headers={"accept": "text/html"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert f'<html lang="{lang}">' in answer.text
    assert f"<h1>{heading}</h1>" in answer.text
    assert [text for text in expected if text not in answer.text] == []
    assert answer.text.count("<section>") == 5


def test_page_of_a_triple_that_does_not_hold_tells_what_is_missing(client: TestClient) -> None:
    page = client.get("/explain", params=LACKING, headers={"accept": "text/html"}).text
    assert '<p class="error">does not hold</p>' in page
    assert "<code>prp-spo2</code>" in page
    # Neither is the triple itself there, nor what it would follow from.
    assert page.count("<li><strong>missing</strong>") == 2


def test_page_loads_nothing_from_elsewhere_and_runs_nothing(client: TestClient) -> None:
    page = client.get("/explain", params=ASKED, headers={"accept": "text/html"}).text
    parser = Links()
    parser.feed(page)
    assert not {"script", "iframe", "object", "img"} & parser.tags
    assert not re.search(r"\son\w+=|style=|javascript:", page)


@pytest.mark.parametrize(
    "parameters",
    [
        ASKED,
        LACKING,
        pytest.param(
            {"s": "VN", "p": "label", "o": '"ベトナム"@ja'},
        ),
    ],
)
def test_page_leads_to_itself_in_the_other_language(
    client: TestClient, parameters: dict[str, str]
) -> None:
    headers = {"accept": "text/html"}
    page = client.get("/explain", params={**parameters, "lang": "en"}, headers=headers)
    (other,) = [link for link in links(page.text) if "lang=ja" in link]
    japanese = client.get(str(page.url.join(other)), headers=headers)
    asked_so = client.get("/explain", params={**parameters, "lang": "ja"}, headers=headers)
    assert (japanese.status_code, japanese.text) == (200, asked_so.text)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/*", "text/html"),
        ("text/plain, text/html;q=0.9", "text/plain"),
        ("application/json;q=0, */*", "text/html"),
    ],
)
def test_form_is_the_one_that_the_client_prefers(
    client: TestClient, accept: str, media_type: str
) -> None:
    answer = client.get("/explain", params=ASKED, headers={"accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == media_type
    assert answer.headers["vary"] == "Accept, Accept-Language"


def test_form_that_there_is_not_is_not_acceptable(client: TestClient) -> None:
    answer = client.get("/explain", params=ASKED, headers={"accept": "image/png"})
    assert (answer.status_code, answer.headers["content-type"]) == (406, "application/problem+json")
    assert answer.json()["formats"] == ["application/json", "text/html", "text/plain"]


@pytest.mark.parametrize("name", ["s", "p", "o"])
def test_triple_needs_all_its_parts(client: TestClient, name: str) -> None:
    answer = client.get("/explain", params={key: ASKED[key] for key in ASKED if key != name})
    assert (answer.status_code, answer.json()["parameter"]) == (400, name)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("p", "nothing"),
        ("p", "foo:bar"),
        ("p", ""),
        pytest.param("p", "shk:nothing"),
        ("o", '"7"^^foo:bar'),
        ("s", "a" * 401),
        ("p", "a" * 401),
        ("o", "a" * 401),
        ("limit", "0"),
        ("limit", "21"),
        ("limit", "-1"),
        ("limit", "many"),
        ("depth", "3"),
        ("s", "http://[::bad"),
        ("s", "country/ü"),
        ("p", "https://%zz"),
        ("o", '"x"@e-'),
    ],
)  # fmt: skip
def test_impossible_value_is_refused(client: TestClient, name: str, value: str) -> None:
    answer = client.get("/explain", params={**ASKED, name: value})
    assert (answer.status_code, answer.json()["parameter"]) == (400, name)
    assert answer.headers["content-type"] == "application/problem+json"


def test_part_that_stands_twice_is_refused(client: TestClient) -> None:
    answer = client.get("/explain", params=[*ASKED.items(), ("s", "17-2-8")])
    assert (answer.status_code, answer.json()["parameter"]) == (400, "s")


@pytest.mark.parametrize("name", ["s", "o"])
def test_unknown_name_is_not_found_but_near_ones_are(client: TestClient, name: str) -> None:
    answer = client.get("/explain", params={**ASKED, name: "Vietnm"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert answer.json()["near"][0] == "Viet Nam"
    assert answer.json()["detail"].endswith("; did you mean Viet Nam?")


@pytest.mark.parametrize("limit", [1, 2, 5, 20])
def test_no_more_proofs_than_asked_for(client: TestClient, limit: int) -> None:
    country = {"s": "VN", "p": "a", "o": "shk:Country"}
    proofs = client.get("/explain", params={**country, "limit": limit}).json()["proofs"]
    assert len(proofs) == limit


def test_five_proofs_are_given_unless_more_are_asked_for(client: TestClient) -> None:
    country = {"s": "VN", "p": "a", "o": "shk:Country"}
    assert len(client.get("/explain", params=country).json()["proofs"]) == 5


@pytest.mark.parametrize("name", ["s", "p", "o", "lang", "limit", SCRIPT])
@pytest.mark.parametrize(
    "text", [SCRIPT, f'"{SCRIPT}"', f'"{SCRIPT}"@en', f"https://e.org/{SCRIPT}"]
)
def test_markup_that_is_asked_for_is_never_sent_back_as_a_page(
    client: TestClient, name: str, text: str
) -> None:
    answer = client.get("/explain", params={**ASKED, name: text}, headers={"accept": "text/html"})
    assert answer.status_code in (200, 400, 404)
    if answer.headers["content-type"].startswith("text/html"):
        assert "<script" not in answer.text


HURTFUL = f"""
<https://w3id.org/shisaku/graph/ontology> {{
  shk:namesCountry rdfs:subPropertyOf shk:involvesCountry ; rdfs:label "<script>p"@en .
}}
<https://w3id.org/shisaku/graph/seeds> {{
  m:1-1 shk:namesCountry id:country\\/LA ; rdfs:label "{SCRIPT}"@en , "{SCRIPT}"@ja .
  m:1-1 skos:altLabel "{SCRIPT}" .
  id:country\\/LA rdfs:label "<img src=x onerror=alert(1)>"@en .
}}
<https://w3id.org/shisaku/graph/entailed> {{ m:1-1 shk:involvesCountry id:country\\/LA }}
<https://w3id.org/shisaku/graph/provenance> {{
  id:statement\\/1 rdf:subject m:1-1 ; rdf:predicate shk:namesCountry ;
    rdf:object id:country\\/LA ; shk:citation id:passage\\/d\\/1 ; shk:basis shk:basis-stated .
  shk:basis-stated skos:notation "stated" .
  id:passage\\/d\\/1 shk:inDocument id:document\\/d ; shk:firstLine 1 ; shk:lastLine 1 ;
    shk:headingPath "<script>heading" .
  id:document\\/d a shk:Document ; shk:fileName "<script>.txt" .
}}
"""


@pytest.mark.parametrize(
    ("predicate", "obj"),
    [("involvesCountry", "LA"), ("involvesCountry", "JP/x"), ("altLabel", f'"{SCRIPT}"')],
)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_markup_in_the_graph_stays_text(
    serve: Serve, toy: Toy, predicate: str, obj: str, lang: str
) -> None:
    asked = {"s": "measure/2024/1-1", "p": predicate, "lang": lang,
             "o": obj.replace("JP/x", "country/JP")}  # fmt: skip
    page = serve(toy(HURTFUL)).get("/explain", params=asked, headers={"accept": "text/html"})
    assert page.status_code == 200
    assert "&lt;script&gt;" in page.text
    assert "<script" not in page.text
    assert "<img" not in page.text


def test_page_from_a_hurtful_graph_has_the_whole_proof(serve: Serve, toy: Toy) -> None:
    asked = {"s": "measure/2024/1-1", "p": "involvesCountry", "o": "LA", "lang": "en"}
    page = serve(toy(HURTFUL)).get("/explain", params=asked, headers={"accept": "text/html"}).text
    assert "&lt;script&gt;.txt, line 1 (&lt;script&gt;heading)" in page


def test_measures_tell_of_each_reason_why(client: TestClient) -> None:
    parameters = {"involves": "VN", "why": "true"}
    items = client.get("/measures", params=parameters).json()["items"]
    reasons = [(item, reason) for item in items for reason in item["involvement"]]
    assert len(reasons) > len(items) > 2
    for item, reason in reasons:
        (proof,) = reason["why"]["proofs"]
        assert proof["subject"]["iri"] == item["iri"]
        assert proof["object"]["iri"].endswith("/id/country/VN")
        assert reason["basis"] in (proof["basis"], "derived")
        assert all(leaf["evidence"] for leaf in leaves(proof))
    assert {reason["how"] for _, reason in reasons} <= {*How}


@pytest.mark.parametrize("why", [{}, {"why": "false"}])
def test_measures_tell_no_proof_unless_asked(client: TestClient, why: dict[str, str]) -> None:
    items = client.get("/measures", params={"involves": "VN", **why}).json()["items"]
    assert not [reason for item in items for reason in item["involvement"] if "why" in reason]


def ask(client: TestClient, **parameters: str) -> list[dict[str, Any]]:
    path = "/queries/measures_involving_country"
    items: list[dict[str, Any]] = client.get(path, params=parameters).json()["items"]
    return items


def test_stored_question_tells_how_the_things_of_each_row_are_linked(client: TestClient) -> None:
    items = ask(client, country="VN", why="true")
    linked = [item for item in items if item["how"] == "agreement"]
    assert linked
    for item in linked:
        ends = {(told["triple"]["subject"]["iri"], told["triple"]["object"]["iri"])
                for told in item["why"]}  # fmt: skip
        assert (item["measure"], item["through"]) in ends
    assert all(told["holds"] and len(told["proofs"]) == 1 for i in items for told in i["why"])


def test_stored_question_tells_the_same_beside_the_proofs(client: TestClient) -> None:
    items = [
        {k: v for k, v in i.items() if k != "why"} for i in ask(client, country="VN", why="true")
    ]
    assert items == ask(client, country="VN") == ask(client, country="VN", why="false")


def test_stored_question_tells_how_each_row_is_linked_with_what_was_asked_for(
    client: TestClient,
) -> None:
    for item in ask(client, country="VN", why="true"):
        objects = {told["triple"]["object"]["iri"] for told in item["why"]}
        assert "https://w3id.org/shisaku/id/country/VN" in objects


@pytest.mark.parametrize(
    "path", ["/queries/measures_involving_country?country=VN", "/measures?involves=VN"]
)
@pytest.mark.parametrize("why", ["perhaps", ""])
def test_why_is_true_or_false(client: TestClient, path: str, why: str) -> None:
    answer = client.get(f"{path}&why={why}")
    assert (answer.status_code, answer.json()["parameter"]) == (400, "why")


@pytest.mark.parametrize(("lang", "word"), [("en", "Why?"), ("ja", "なぜか")])
def test_home_page_has_beside_every_involvement_a_link_that_tells_why(
    client: TestClient, lang: str, word: str
) -> None:
    page = client.get("/", params={"involves": "VN", "lang": lang}).text
    found = re.findall(r'<a class="why" href="([^"]*)">([^<]*)</a>', page)
    items = client.get("/measures", params={"involves": "VN"}).json()["items"]
    assert len(found) == sum(len(item["involvement"]) for item in items)
    for link, text in found:
        answer = client.get(unescape(link), headers={"accept": "text/html"})
        assert (answer.status_code, text) == (200, word)
        assert f'<html lang="{lang}">' in answer.text
        assert 'class="error"' not in answer.text


def test_page_of_a_thing_has_beside_what_follows_a_link_that_tells_why(client: TestClient) -> None:
    page = client.get("/id/measure/2024/17-2-7.html", params={"lang": "en"}).text
    found = re.findall(r'<a class="why" href="([^"]*)"', page)
    assert len(found) > 5
    for link in found:
        assert client.get(unescape(link)).json()["holds"]
