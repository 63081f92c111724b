"""Citations over HTTP: asked for by parameter, header, suffix or the links of pages, and kept by
caches like all else."""

from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

BIBTEX = "application/x-bibtex"
CSL = "application/vnd.citationstyles.csl+json"
VN = "/measures?involves=VN"
WHY = "/explain?s=17-2-7&p=involvesCountryByAgreement&o=VN"
NOT_CITED = ("/health", "/ready", "/metrics", "/exports/")
"""What tells of the server; files are cited as data, by `/void`."""


def test_whatever_answers_in_json_can_be_cited(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for path, operations in paths.items():
        for operation in operations.values():
            content = operation["responses"].get("200", {}).get("content", {})
            if "application/json" in content and not path.startswith(NOT_CITED):
                assert {BIBTEX, CSL} <= set(content), path


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("/measures", {"involves": "VN"}),
        ("/countries/VN", {}),
        ("/id/country/VN", {}),
        ("/void", {}),
        ("/sparql", {"query": "ASK {}"}),
    ],
)
@pytest.mark.parametrize(("form", "media_type"), [("bibtex", BIBTEX), ("csl-json", CSL)])
def test_header_asks_for_the_same_as_the_parameter(
    client: TestClient, path: str, parameters: dict[str, str], form: str, media_type: str
) -> None:
    by_header = client.get(path, params=parameters, headers={"accept": f"{media_type}, */*;q=0.1"})
    by_name = client.get(path, params={**parameters, "format": form})
    assert by_header.headers["content-type"] == by_name.headers["content-type"] == media_type
    assert by_header.content == by_name.content
    assert {"Accept", "Accept-Language"} <= {*by_name.headers["vary"].split(", ")}


@pytest.mark.parametrize(
    ("path", "accept", "media_type"),
    [
        (VN, "*/*", "application/json"),
        (VN, "text/html", "application/json"),
        (VN, f"{BIBTEX};q=0", "application/json"),
        (VN, f"application/json, {BIBTEX};q=0.9", "application/json"),
        (f"{VN}&format=json", BIBTEX, "application/json"),
        (WHY, f"text/html, {BIBTEX};q=0.9", "text/html"),
        (WHY, f"text/html;q=0.8, {BIBTEX};q=0.9", BIBTEX),
        (f"{WHY}&format=json", "text/html", "application/json"),
        ("/id/country/VN?format=ttl", "text/html", "text/turtle"),
    ],
)
def test_who_does_not_prefer_a_citation_gets_none(
    client: TestClient, path: str, accept: str, media_type: str
) -> None:
    answer = client.get(path, headers={"accept": accept})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("/measures", ["json", "bibtex", "csl-json"]),
        ("/countries/VN", ["json", "bibtex", "csl-json"]),
        ("/queries/members_of_forum", ["json", "bibtex", "csl-json"]),
        ("/id/country/VN", ["html", "json", "jsonld", "ttl", "nt", "rdf", "bibtex", "csl-json"]),
    ],
)
@pytest.mark.parametrize("name", ["ris", "", "BIBTEX"])
def test_unknown_format_is_refused_with_those_there_are(
    client: TestClient, path: str, known: list[str], name: str
) -> None:
    answer = client.get(path, params={"format": name})
    assert answer.status_code == 400
    assert answer.json()["parameter"] == "format"
    assert answer.json()["formats"] == known
    assert ", ".join(known) in answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/countries/XX?format=bibtex", 404, "no country is called 'XX'"),
        ("/measures?involves=Vietnm&format=bibtex", 404, "did you mean Viet Nam"),
        ("/measures?nonsense=1&format=bibtex", 400, "parameter nonsense"),
        ("/queries/nonsense?format=bibtex", 404, "nonsense"),
        ("/measures?format=bibtex&format=json", 400, "parameter format: it stands more than once"),
        ("/measures?format=bibtex&accessed=2026-02-30", 400, "'2026-02-30' is no date"),
        ("/measures?accessed=20261201", 400, "'20261201' is no date"),
        ("/id/country/VN.bib?accessed=now", 400, "'now' is no date"),
        ("/id/country/XX.bib", 404, "there is no country with the key 'XX'"),
        ("/sparql?format=bibtex", 400, "the parameter query is missing"),
        ("/sparql?query=SELECT&format=bibtex", 400, "line 1"),
    ],
)
def test_what_cannot_be_cited_says_why(
    client: TestClient, path: str, status: int, detail: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert detail in answer.json()["detail"]


@pytest.mark.parametrize("path", [VN, "/countries/VN", "/id/country/VN"])
def test_each_form_is_kept_by_caches_for_itself(client: TestClient, path: str) -> None:
    mark = "&" if "?" in path else "?"
    tags = set()
    for form in ("json", "bibtex", "csl-json"):
        answer = client.get(f"{path}{mark}format={form}")
        tags.add(answer.headers["etag"])
        known = {"if-none-match": answer.headers["etag"]}
        assert client.get(f"{path}{mark}format={form}", headers=known).status_code == 304
        head = client.head(f"{path}{mark}format={form}")
        assert head.content == b""
        for name in ("etag", "content-type", "content-length", "cache-control", "vary"):
            assert head.headers[name] == answer.headers[name]
    assert len(tags) == 3


class CiteLinks(HTMLParser):
    """Collects where the paragraph of citations leads to."""

    def __init__(self) -> None:
        super().__init__()
        self.is_inside = False
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.is_inside = self.is_inside or given.get("class") == "cite"
        if self.is_inside and tag == "a":
            self.found.append(given["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        self.is_inside = self.is_inside and tag != "p"


PAGES = {
    "/?involves=VN": "measures-involves-VN",
    "/browse/countries": "shisaku:countries",
    "/browse/measures?q=消防": "shisaku:measures-q",
    "/browse/queries/members_of_forum?organisation=g7": "shisaku:queries/members_of_forum",
    "/browse/budgets?by=year": "shisaku:budgets/summary",
    "/id/country/VN.html": "shisaku:id/country/VN",
    "/id/passage/mic-priority-measures-2024/3615.html": "shisaku:id/passage",
    "/explain?s=17-2-7&p=namesCountry&o=VN": "shisaku:explain",
    "/ns.html": "shisaku:ns",
    "/void.html": "shisaku:void",
}


@pytest.mark.parametrize(("path", "key"), PAGES.items())
@pytest.mark.parametrize(("lang", "word"), [("en", "Cite:"), ("ja", "引用:")])
def test_page_leads_to_its_citation(
    client: TestClient, path: str, key: str, lang: str, word: str
) -> None:
    mark = "&" if "?" in path else "?"
    page = client.get(f"{path}{mark}lang={lang}", headers={"accept": "text/html"}).text
    assert word in page
    links = CiteLinks()
    links.feed(page)
    for link, media_type in zip(links.found, (BIBTEX, CSL), strict=True):
        answer = client.get(link)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == media_type
        assert key in answer.text
        assert f'"language": "{lang}"' in answer.text or media_type == BIBTEX


def test_page_without_an_answer_has_nothing_to_cite(client: TestClient) -> None:
    for path in ("/", "/?involves=nonsense", "/browse/queries/members_of_forum?organisation=x"):
        assert 'class="cite"' not in client.get(path).text


def test_browser_saves_a_citation_under_a_name_that_tools_know(client: TestClient) -> None:
    answer = client.get(f"{VN}&format=bibtex")
    assert answer.headers["content-disposition"] == 'inline; filename="citation.bib"'
