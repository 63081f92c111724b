"""The pages to browse by: cited lines, lists, stored questions, sums of budgets, downloads."""

import re

import pytest
from starlette.testclient import TestClient

from api.routers.things import COLLECTIONS
from exports.choice import PARAMETERS
from exports.formats import FORMATS
from queries.catalogue import catalogue

SCRIPT = "<script>alert(1)</script>"


def links(page: str) -> list[str]:
    """Where a page points to."""
    return re.findall(r'(?:href|action)="([^"]+)"', page)


def test_evidence_leads_to_the_page_of_its_lines(client: TestClient) -> None:
    line = '<a href="/id/passage/mic-priority-measures-2024/3615?lang=en">'
    for path in ("/?involves=VN&lang=en", "/id/measure/2024/17-2-7.html?lang=en"):
        assert f"{line}003_6e1b6f6cd424c693.txt, line 3615" in client.get(path).text


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["003_6e1b6f6cd424c693.txt, line 3615 (17 [2] (7))", "What these lines prove",
                "MIC Priority Measures 2024", "is carried out with", ">Viet Nam</a>", "stated"]),
        ("ja", ["003_6e1b6f6cd424c693.txt 3615行 (17 [2] (7))", "この行が示す事実",
                "総務省重点施策2024", ">ベトナム</a>", "記載"]),
    ],
)  # fmt: skip
def test_page_of_lines_tells_what_they_prove(
    client: TestClient, lang: str, expected: list[str]
) -> None:
    page = client.get(
        "/id/passage/mic-priority-measures-2024/3615.html", params={"lang": lang}
    ).text
    assert [text for text in expected if text not in page] == []
    assert "/id/document/mic-priority-measures-2024" in page


@pytest.mark.parametrize("collection", ["measures", *COLLECTIONS])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_things_of_each_kind_are_listed(client: TestClient, collection: str, lang: str) -> None:
    answer = client.get(f"/browse/{collection}", params={"lang": lang})
    assert answer.status_code == 200
    things = client.get(f"/{collection}", params={"limit": 3}).json()
    shown = answer.text.partition("<main>")[2]
    paths = [thing["iri"].removeprefix("https://w3id.org/shisaku") for thing in things["items"]]
    assert [path for path in paths if f'<a href="{path}?lang={lang}">' not in shown] == []
    assert f"/{collection}" in links(answer.text)


def test_list_is_searched_and_divided(client: TestClient) -> None:
    found = client.get("/browse/countries", params={"q": "ベト", "lang": "en"}).text
    assert "/id/country/VN?lang=en" in found
    assert "/id/country/LA?lang=en" not in found
    assert 'value="ベト"' in found
    whole = client.get("/measures", params={"limit": 1}).json()["total"]
    first = client.get("/browse/programmes", params={"lang": "en"}).text
    assert whole
    assert ("offset=200" in first) == (client.get("/programmes").json()["total"] > 200)
    second = client.get("/browse/programmes", params={"lang": "en", "offset": 200}).text
    assert "offset=0" in second


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/browse/planets", 404),
        ("/browse/countries?offset=-1", 400),
        ("/browse/countries?colour=red", 400),
        ("/browse/countries?q=a&q=b", 400),
        ("/browse/budgets?by=colour", 400),
        ("/browse/queries/nothing", 404),
    ],
)
def test_page_that_cannot_be_is_refused(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (
        status,
        "application/problem+json",
    )


# parameters, what is said of them
ARGUMENTS = [
    ({"lang": "en"}, "Nothing was given for “organisation”, so this is answered for an example: "
     "Quad"),
    ({"lang": "ja"}, "「organisation」の指定がないため、例として「"),
    ({"lang": "en", "organisation": ""}, "answered for an example: Quad"),
    ({"lang": "en", "organisation": "G7"}, "<p>organisation: Group of Seven</p>"),
]  # fmt: skip


@pytest.mark.parametrize(("parameters", "said"), ARGUMENTS)
def test_question_says_whether_it_is_answered_for_an_example(
    client: TestClient, parameters: dict[str, str], said: str
) -> None:
    page = client.get("/browse/queries/members_of_forum", params=parameters).text
    assert said in page
    assert ('<p class="banner" role="status">' in page) == (not parameters.get("organisation"))
    assert '<a href="/id/country/US?lang=' in page


def test_question_shows_names_once_and_amounts_readably(client: TestClient) -> None:
    page = client.get("/browse/queries/budgets_by_topic", params={"lang": "ja"}).text
    assert "18,504,034,000,000" in page
    assert "Local government" not in page  # the name of the thing beside it
    assert "/queries/budgets_by_topic?" in page


@pytest.mark.parametrize(
    ("parameters", "status", "said"),
    [
        ({"organisation": "nobody"}, 404, "no organisation is called &#39;nobody&#39;"),
        ({"organisations": "G7"}, 400, "parameter organisations: members_of_forum does not know"),
        ({"organisation": SCRIPT}, 404, "&lt;script&gt;"),
    ],
)
def test_question_that_cannot_be_answered_says_why(
    client: TestClient, parameters: dict[str, str], status: int, said: str
) -> None:
    answer = client.get("/browse/queries/members_of_forum", params=parameters)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert said in answer.text
    assert "<script" not in answer.text


@pytest.mark.parametrize("name", catalogue())
def test_every_stored_question_has_a_page(client: TestClient, name: str) -> None:
    page = client.get(f"/browse/queries/{name}", params={"lang": "en"})
    assert page.status_code == 200
    assert '<table class="result">' in page.text


def test_stored_question_tells_the_values_it_was_answered_for(client: TestClient) -> None:
    example = client.get("/queries/members_of_forum").json()["parameters"]
    assert [(one["name"], one["is_example"]) for one in example] == [("organisation", True)]
    assert example[0]["value"] == "https://w3id.org/shisaku/id/organisation/quad"
    given = client.get("/queries/facts_on_lines", params={"line": "3580"}).json()["parameters"]
    assert [(one["name"], one["value"], one["is_example"]) for one in given] == [
        ("document", "https://w3id.org/shisaku/id/document/mic-priority-measures-2024", True),
        ("line", "3580", False),
    ]
    (anything,) = client.get("/queries/allocations").json()["parameters"]
    assert (anything["value"], anything["is_example"]) == (None, True)


def test_budgets_are_summed_on_a_page(client: TestClient) -> None:
    page = client.get("/browse/budgets", params={"by": "chapter", "year": 2024, "lang": "en"}).text
    assert "64,915,000,000" in page
    assert "2,270,000,000 (3)" in page
    assert "<strong>2024</strong>" in page
    assert "the total counts it once" in client.get("/browse/budgets?by=organisation&lang=en").text


@pytest.mark.parametrize("path", ["/exports/", "/exports"])
def test_downloads_are_listed(client: TestClient, path: str) -> None:
    listed = client.get(path).json()
    assert listed["total"] == len(listed["items"]) == len(FORMATS)
    assert {item["path"] for item in listed["items"]} >= {
        "/exports/graph.ttl", "/exports/graph.d3.json", "/exports/budgets.csv"
    }  # fmt: skip
    assert {item["kind"] for item in listed["items"]} == {"rdf", "graph", "table"}
    page = client.get(path, headers={"accept": "text/html"}, params={"lang": "ja"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert {item["path"] for item in listed["items"]} <= {*links(page.text)}
    assert client.get(path, params={"format": "html"}).text.startswith("<!doctype html>")
    assert client.get(path, headers={"accept": "image/png"}).status_code == 406


def test_part_of_the_graph_is_chosen_in_a_form(client: TestClient) -> None:
    page = client.get("/exports/", params={"lang": "ja"}, headers={"accept": "text/html"}).text
    assert "/exports/choose" in links(page)
    assert [p.name for p in PARAMETERS if f'name="{p.name}"' not in page] == []
    given = {"format": "graph.gexf", "around": "Viet Nam", "depth": "", "years": " 2024 "}
    answer = client.get("/exports/choose", params=given, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (
        303, "/exports/graph.gexf?around=Viet+Nam&years=2024"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "status", "sentence"),
    [
        ({"format": "graph.gexf", "around": "Vietnan"}, 404, "did you mean Viet Nam?"),
        ({"format": "graph.gexf", "around": "VN", "depth": "99"}, 400, "from 0 to 5"),
        ({"format": "graph.pdf"}, 404, "is no format of export"),
        ({"format": SCRIPT, "around": SCRIPT}, 404, "&lt;script&gt;"),
    ],
)
def test_choice_that_cannot_be_stays_in_the_form(
    client: TestClient, given: dict[str, str], status: int, sentence: str
) -> None:
    answer = client.get("/exports/choose", params={**given, "lang": "en"})
    assert answer.status_code == status
    assert sentence in answer.text
    assert SCRIPT not in answer.text
    assert f'value="{given.get("depth", "")}"' in answer.text


def test_page_of_a_thing_offers_to_draw_what_lies_around_it(client: TestClient) -> None:
    page = client.get("/id/country/VN.html?lang=en").text
    assert "/exports/graph.gexf?around=country/VN&amp;labels=en" in links(page)
    passage = client.get("/id/passage/mic-priority-measures-2024/3615.html").text
    assert "around=" not in passage
