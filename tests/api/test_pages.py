"""The pages: what they show, in both languages, and that nothing in them is taken for markup."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from api.words import words
from queries.fields import FIELDS
from store.embedded import EmbeddedStore
from store.protocol import Store

Serve = Callable[[Store], TestClient]
Toy = Callable[[str], EmbeddedStore]

SCRIPT = "<script>alert(1)</script>"


class Links(HTMLParser):
    """Collects where a page points to, and the tags that it has."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.found += [
            value for name, value in attrs if name in ("href", "src", "action") and value
        ]


def links(page: str) -> list[str]:
    parser = Links()
    parser.feed(page)
    return parser.found


@pytest.mark.parametrize(
    ("parameters", "header", "lang", "heading"),
    [
        ({"lang": "en"}, None, "en", "Which measures involve…"),
        ({"lang": "ja"}, None, "ja", "どの施策に関わるか"),
        ({}, "ja,en;q=0.5", "ja", "どの施策に関わるか"),
        ({}, "en,ja;q=0.5", "en", "Which measures involve…"),
        ({}, None, "en", "Which measures involve…"),
        ({"lang": "en"}, "ja", "en", "Which measures involve…"),
        ({"lang": "fr"}, "ja", "ja", "どの施策に関わるか"),
    ],
)
def test_home_page_is_in_the_language_asked_for(
    client: TestClient, parameters: dict[str, str], header: str | None, lang: str, heading: str
) -> None:
    answer = client.get("/", params=parameters, headers={"accept-language": header or ""})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f'<html lang="{lang}">' in answer.text
    assert heading in answer.text


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "en",
            [
                "Measures that involve Viet Nam",
                "Overseas deployment of fire-fighting equipment",
                "party to an agreement",
                "003_6e1b6f6cd424c693.txt, line 3615 (17 [2] (7))",
                "002_156e55afd1a790a2.txt, line 134 (",
            ],
        ),
        (
            "ja",
            [
                "ベトナムが関わる施策",
                "消防用機器等の海外展開",
                "合意の当事者",
                "003_6e1b6f6cd424c693.txt 3615行 (17 [2] (7))",
                "002_156e55afd1a790a2.txt 134行 (",
            ],
        ),
    ],
)
@pytest.mark.parametrize("name", ["VN", "ベトナム", "Vietnam", "日越"])
def test_question_is_answered_with_the_lines(
    client: TestClient, name: str, lang: str, expected: list[str]
) -> None:
    page = client.get("/", params={"involves": name, "lang": lang}).text
    answer = client.get("/measures", params={"involves": name}).json()
    assert page.count("<article>") == answer["total"]
    paths = [measure["iri"].removeprefix("https://w3id.org/shisaku") for measure in answer["items"]]
    assert [path for path in paths if f'<a href="{path}?lang={lang}">' not in page] == []
    assert [text for text in expected if text not in page] == []
    assert f'value="{name}"' in page


def test_range_of_lines_is_shown_as_one(client: TestClient) -> None:
    page = client.get("/", params={"involves": "AU", "lang": "en"}).text
    assert "004_d473122111bbb5a2.txt, lines 6443–6449" in page


def test_unknown_country_is_said_to_be_so_with_near_names(client: TestClient) -> None:
    answer = client.get("/", params={"involves": "Vietnm"})
    assert answer.status_code == 404
    assert '<p class="error" role="alert">' in answer.text
    assert "did you mean Viet Nam?" in answer.text


@pytest.mark.parametrize("blank", ["", " ", "\u3000"])
def test_empty_question_is_no_question(client: TestClient, blank: str) -> None:
    answer = client.get("/", params={"involves": blank})
    assert answer.status_code == 200
    assert 'id="answer"' not in answer.text


def test_question_that_is_too_long_is_refused(client: TestClient) -> None:
    answer = client.get("/", params={"involves": "V" * 201})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "involves")


@pytest.mark.parametrize(
    "path",
    [
        "/?lang=en",
        "/?involves=VN&lang=ja",
        "/id/measure/2024/17-2-7.html",
        "/id/measure/2024/17-2-5.html",
        "/id/country/VN.html",
        "/id/person/masanori-kondo.html",
        "/id/indicator/5g-base-deployment-rate.html",
        "/id/agreement/japan-viet-nam-fire-fighting-memorandum.html",
        "/id/passage/mic-priority-measures-2024/3615.html",
        "/ns.html",
        "/browse/countries?q=ベト&lang=en",
        "/browse/queries/members_of_forum?lang=en",
        "/browse/budgets?by=stage&year=2024",
    ],
)
def test_every_link_of_a_page_to_ourselves_leads_somewhere(client: TestClient, path: str) -> None:
    found = {link for link in links(client.get(path).text) if link.startswith("/")}
    assert len(found) >= 2
    assert {link: client.get(link).status_code for link in found} == dict.fromkeys(found, 200)


@pytest.mark.parametrize("path", ["/", "/?involves=VN", "/id/country/VN.html", "/ns.html"])
def test_page_loads_nothing_from_elsewhere_and_runs_nothing(client: TestClient, path: str) -> None:
    page = client.get(path).text
    parser = Links()
    parser.feed(page)
    assert not {"script", "iframe", "object", "img"} & parser.tags
    assert "/static/style.css" in parser.found
    assert not re.search(r"\son\w+=|style=|javascript:", page)


def test_browser_is_led_to_pages(client: TestClient) -> None:
    found = [link for link in links(client.get("/?lang=en").text) if link.startswith("/")]
    data = ("/measures", "/countries", "/organisations", "/budgets", "/queries", "/search")
    assert [link for link in found if link.startswith(data)] == []
    assert {"/browse/countries?lang=en", "/browse/budgets?lang=en", "/sparql?lang=en"} <= {*found}


def test_style_sheet_is_there(client: TestClient) -> None:
    answer = client.get("/static/style.css")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert "url(" not in answer.text
    assert "@import" not in answer.text


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ["<h1>Viet Nam</h1>", "Also called: ", "stated", "What follows from them"]),
        ("ja", ["<h1>ベトナム</h1>", "別名: ", "記載", "関連"]),
    ],
)
def test_page_of_a_thing_is_in_the_language_asked_for(
    client: TestClient, lang: str, expected: list[str]
) -> None:
    page = client.get("/id/country/VN.html", params={"lang": lang}).text
    assert [text for text in expected if text not in page] == []
    by_header = client.get("/id/country/VN.html", headers={"accept-language": lang}).text
    assert by_header == page


# path, language, what stands under a heading of the page: parts of a value, or whole values
NESTED = [
    (
        "/id/person/masanori-kondo.html", "en", "posts",
        ["post: Secretary General of the Asia-Pacific Telecommunity",
         "organisation: Asia-Pacific Telecommunity", "since: 2021-02",
         "elected at: Election of the Secretary General of the Asia-Pacific Telecommunity, 2020"],
    ),
    (
        "/id/person/masanori-kondo.html", "ja", "役職",
        ["役職: アジア・太平洋電気通信共同体（APT）事務局長", "組織: アジア・太平洋電気通信共同体",
         "始期: 2021-02", "選出の場: アジア・太平洋電気通信共同体（APT）事務局長選挙"],
    ),
    (
        "/id/person/hiroyuki-watanabe.html", "en", "posts",
        ["post: Director, General Affairs Division, Administrative Evaluation Bureau",
         "organisation: General Affairs Division, Administrative Evaluation Bureau",
         "attested on: 2023-09"],
    ),
    (
        "/id/indicator/jict-cumulative-support-decided.html", "en", "figures",
        ["kind: Actual", "value: 108,700,000,000", "approximate: ✓", "date: 2024-03",
         "as printed: 約1,087億円"],
    ),
    ("/id/indicator/jict-cumulative-support-decided.html", "en", "unit", ["yen"]),
    ("/id/indicator/jict-cumulative-support-decided.html", "ja", "単位", ["円"]),
    (
        "/id/indicator/jict-new-support-decisions.html", "ja", "数値",
        ["種別: 実績", "値: 3", "概数: –", "年度: 令和5年度", "表記: 3件の新規支援決定"],
    ),
    (
        "/id/agreement/japan-viet-nam-fire-fighting-memorandum.html", "en", "parties",
        ["Japan", "Viet Nam", "Ministry of Internal Affairs and Communications",
         "Ministry of Public Security of Viet Nam"],
    ),
    ("/id/agreement/japan-viet-nam-fire-fighting-memorandum.html", "ja", "日付", ["2018-10-08"]),
    ("/id/agreement/japan-viet-nam-fire-fighting-memorandum.html", "ja", "主題", ["消防"]),
    ("/id/event/igf-2023.html", "en", "place", ["Kyoto International Conference Center, Kyoto"]),
    ("/id/event/igf-2023.html", "ja", "場所", ["国立京都国際会館（京都市）"]),
]  # fmt: skip


def values_under(page: str, heading: str) -> list[str]:
    """The texts of the values of a field; of a value in parts, the text of each part."""
    after = page.partition(f"<dt>{heading}</dt>")[2]
    values = re.match(r"(\s*<dd>.*?</dd>)*", after, re.DOTALL)
    assert values
    texts = re.split(r'</dd>|<span class="part">', values[0])
    return [text for text in (re.sub(r"<[^>]*>", "", text).strip() for text in texts) if text]


@pytest.mark.parametrize(("path", "lang", "heading", "expected"), NESTED)
def test_values_are_shown_with_their_parts(
    client: TestClient, path: str, lang: str, heading: str, expected: list[str]
) -> None:
    page = client.get(path, params={"lang": lang}).text
    assert values_under(page, heading) == expected


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "/id/person/masanori-kondo.html",
        "/id/indicator/jict-cumulative-support-decided.html",
        "/id/agreement/japan-viet-nam-fire-fighting-memorandum.html",
        "/id/event/igf-2023.html",
    ],
)
def test_no_value_is_shown_as_code(client: TestClient, path: str, lang: str) -> None:
    shown = client.get(path, params={"lang": lang}).text
    assert not re.search(r"&#39;(ja|en|iri|label)&#39;|Link\(|None|True|False", shown)


def test_page_of_a_measure_shows_its_budget_with_the_marks(client: TestClient) -> None:
    page = client.get("/id/measure/2024/17-2-5.html", params={"lang": "ja"}).text
    rows = re.findall(r"<tr><td><a href=.*?</tr>", page, re.DOTALL)
    (row,) = [row for row in rows if ">210,000,000<" in row]
    assert "内数" in row
    assert "再掲" in row
    (former,) = [row for row in rows if ">1,000,000,000<" in row]
    assert "(ICT海外展開パッケージ支援事業)" in former
    assert "内数" not in former


def test_page_of_a_thing_offers_the_other_forms(client: TestClient) -> None:
    found = links(client.get("/id/country/VN.html").text)
    assert {f"/id/country/VN.{s}" for s in ("json", "jsonld", "ttl", "nt", "rdf")} <= {*found}


@pytest.mark.parametrize(
    "text",
    [
        SCRIPT,
        '"><script>alert(1)</script>',
        "' onfocus='alert(1)",
        '" autofocus onfocus="alert(1)',
        "</title></textarea><script>alert(1)</script>",
        "{{ 7 * 7 }}",
        "{% include 'base.html' %}",
        "\u202e<script>",
    ],
)
def test_what_is_asked_stays_text(client: TestClient, text: str) -> None:
    page = client.get("/", params={"involves": text}).text
    assert "<script" not in page
    assert 'onfocus="' not in page
    assert "onfocus='" not in page
    assert "49" not in page.partition('value="')[2].partition('"')[0]


@pytest.mark.parametrize(
    "path",
    [
        f"/id/country/{SCRIPT}",
        f"/id/{SCRIPT}/VN",
        f"/measures/{SCRIPT}",
        f"/{SCRIPT}",
        f"/queries/{SCRIPT}",
        f"/measures?involves={SCRIPT}",
        f"/measures?{SCRIPT}=1",
        f"/sparql?query={SCRIPT}",
        f"/exports/{SCRIPT}.csv",
        f"/?lang={SCRIPT}",
    ],
)
def test_markup_in_a_path_or_parameter_is_never_sent_back_as_a_page(
    client: TestClient, path: str
) -> None:
    answer = client.get(path, headers={"accept": "text/html"})
    if answer.headers["content-type"].startswith("text/html"):
        assert "<script" not in answer.text
    else:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["x-content-type-options"] == "nosniff"


HURTFUL = """
id:country\\/VN skos:notation "VN" ; rdfs:label "<script>国</script>"@ja ,
  "<script>alert('en')</script>"@en ; skos:altLabel "<img src=x onerror=alert(1)>"@en .
id:country\\/LA skos:notation "LA" ; rdfs:label "ラオス"@ja , "Lao <PDR>"@en .
m:1-1 a shk:Measure ; shk:number "1-1" ; shk:edition "2024" ; shk:namesCountry id:country\\/VN ;
  rdfs:label "<script>題</script>"@ja , "<script>title</script>"@en ;
  shk:hasListing id:listing\\/l .
id:listing\\/l shk:listsAllocation id:budget\\/b ; shk:isPortion false ; shk:isRelisted false .
id:budget\\/b a shk:BudgetAllocation ; shk:allocatedTo id:programme\\/p ; shk:amount 5 ;
  shk:fiscalYear id:fiscal-year\\/2024 ; shk:stage shk:stage-initial ; shk:isNew false ;
  shk:formerName "<script>former</script>" .
id:fiscal-year\\/2024 shk:startYear 2024 .
id:programme\\/p rdfs:label "<script>programme</script>"@en .
shk:stage-initial skos:notation "initial" .
shk:namesCountry rdfs:label "<script>names</script>"@en ; skos:definition "<script>d</script>"@en .
id:document\\/d a shk:Document ; shk:fileName "<script>file</script>" .
id:passage\\/d\\/1 shk:inDocument id:document\\/d ; shk:firstLine 1 ; shk:lastLine 1 ;
  shk:headingPath "<script> heading" .
id:statement\\/1 rdf:subject m:1-1 ; rdf:predicate shk:namesCountry ;
  rdf:object id:country\\/VN ; shk:citation id:passage\\/d\\/1 ; shk:basis id:rule\\/stated .
id:statement\\/2 rdf:subject m:1-1 ; rdf:predicate shk:hasListing ;
  rdf:object id:listing\\/l ; shk:citation id:passage\\/d\\/1 ; shk:basis id:rule\\/stated .
id:rule\\/stated skos:notation "stated" .
<https://w3id.org/shisaku/graph/ontology> {
  shk:namesCountry rdfs:label "<script>names</script>"@en .
}
"""


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/", "alert(&#39;en&#39;)"),
        ("/?involves=VN", "title"),
        ("/?involves=VN&lang=ja", "題"),
        ("/id/country/VN.html", "onerror"),
        ("/id/measure/2024/1-1.html", "former"),
        ("/id/measure/2024/1-1.html", "file"),
        ("/id/measure/2024/1-1.html", "heading"),
        ("/id/programme/p.html", "programme"),
        ("/id/document/d.html", "file"),
        ("/ns.html", "names"),
    ],
)
def test_markup_in_the_data_is_shown_and_not_obeyed(
    serve: Serve, toy: Toy, path: str, shown: str
) -> None:
    page = serve(toy(HURTFUL)).get(path).text
    assert "<script" not in page
    assert "<img" not in page
    assert re.search(rf"&lt;(script|img)[^<]*{re.escape(shown)}", page)


def test_country_that_no_measure_involves_is_said_to_be_so(serve: Serve, toy: Toy) -> None:
    client = serve(toy(HURTFUL))
    answer = client.get("/", params={"involves": "LA", "lang": "en"})
    assert answer.status_code == 200
    assert "No measure that was read involves Lao &lt;PDR&gt;." in answer.text
    assert "該当する施策はありません。" in client.get("/?involves=LA&lang=ja").text


def test_label_in_the_other_language_stands_in(serve: Serve, toy: Toy) -> None:
    client = serve(toy("id:topic\\/t rdfs:label '海'@ja ."))
    assert "<h1>海</h1>" in client.get("/id/topic/t.html?lang=en").text


def test_every_field_of_a_thing_has_a_word_in_both_languages() -> None:
    fields = {field.name for fields in FIELDS.values() for field in fields}
    for language in ("ja", "en"):
        assert {f"field_{name}" for name in fields} <= set(words(language))
