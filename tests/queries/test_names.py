"""Names: the same thing whichever way somebody writes it, and help where it is none."""

from collections.abc import Callable

import pytest

from queries.errors import AmbiguousName, UnknownName
from queries.names import NameTable, natural, node
from store.embedded import EmbeddedStore

Toy = Callable[[str], EmbeddedStore]

VIET_NAM = [
    "VN",
    "vn",
    "ＶＮ",
    "VNM",
    "Vietnam",
    "Viet Nam",
    "viet nam",
    "VIETNAM",
    " Viet  Nam ",
    "Ｖｉｅｔ　Ｎａｍ",
    "Socialist Republic of Viet Nam",
    "ベトナム",
    "ヴェトナム",
    "ﾍﾞﾄﾅﾑ",
    "ｳﾞｪﾄﾅﾑ",
    "ヘ\u3099トナム",
    "ベトナム社会主義共和国",
    "越南",
    "日越",
    "越",
    "https://w3id.org/shisaku/id/country/VN",
]


@pytest.mark.parametrize("spelling", VIET_NAM)
def test_viet_nam_is_found_in_any_spelling(names: NameTable, spelling: str) -> None:
    assert names.resolve(spelling, "country").iri == "https://w3id.org/shisaku/id/country/VN"


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("タイ王国", "country", "TH"),
        ("The Netherlands", "country", "NL"),
        ("米国", "country", "US"),
        ("USA", "country", "US"),
        ("jict", "organisation", "jict"),
        ("JICT", "organisation", "jict"),
        ("海外通信・放送・郵便事業支援機構", "organisation", "jict"),
        ("万国郵便連合", "organisation", "upu"),
        ("クアッド", "organisation", "quad"),
        ("広島AIプロセス国際指針", "agreement", "hiroshima-process-guiding-principles"),
        ("国際放送の実施", "programme", "international-broadcasting"),
        ("Southeast Asia", "region", "southeast-asia"),
        ("mic-priority-measures-2024", "document", "mic-priority-measures-2024"),
        ("17-2-7", "measure", "2024/17-2-7"),
        ("2024/17-2-7", "measure", "2024/17-2-7"),
        ("17－2－7", "measure", "2024/17-2-7"),
        ("消防用機器等の海外展開", "measure", "2024/17-2-7"),
        ("17-2-3-1", "measure", "2024/17-2-3-1"),
        ("インドネシア", "country", "ID"),
        ("17", "policy", "2024/17"),
        ("Ｖ", "policy", "2024/V"),
    ],
)
def test_thing_is_found_by_code_key_number_or_name(
    names: NameTable, text: str, kind: str, key: str
) -> None:
    found = names.resolve(text, kind)
    assert (found.kind, found.key) == (kind, key)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("VN", "organisation"), ("jict", "country"), ("17-2", "measure"), ("17-2-7", "policy")],
)
def test_name_of_another_kind_of_thing_is_unknown(names: NameTable, text: str, kind: str) -> None:
    with pytest.raises(UnknownName):
        names.resolve(text, kind)


@pytest.mark.parametrize("text", ["インドネシア語", "タイ語", "東南アジア", "ベトナム語", "V", "N"])
def test_name_that_only_looks_like_a_country_is_unknown(names: NameTable, text: str) -> None:
    with pytest.raises(UnknownName):
        names.resolve(text, "country")


@pytest.mark.parametrize(
    ("text", "kind", "near"),
    [
        ("Vietnm", "country", ["Viet Nam"]),
        ("ベトナン", "country", ["Viet Nam"]),
        ("Uzbekstan", "country", ["Uzbekistan"]),
        ("Jaspan", "country", ["Japan"]),
        ("jitc", "organisation", None),
        ("qwertyuiop", "country", []),
        ("Atlantis", "topic", []),
        ("EU", "topic", []),
        ("", "country", []),
    ],
)
def test_unknown_name_comes_with_those_that_are_near(
    names: NameTable, text: str, kind: str, near: list[str] | None
) -> None:
    with pytest.raises(UnknownName) as caught:
        names.resolve(text, kind)
    assert (caught.value.text, caught.value.kind) == (text, kind)
    assert len(caught.value.near) <= 3
    if near is not None:
        assert list(caught.value.near) == near
    hint = f"did you mean {', '.join(caught.value.near)}?"
    assert (hint in str(caught.value)) == bool(caught.value.near)


def test_name_of_another_kind_of_thing_says_so(names: NameTable) -> None:
    with pytest.raises(UnknownName) as caught:
        names.resolve("EU", "country")
    assert caught.value.others == ("organisation",)
    assert str(caught.value) == (
        "no country is called 'EU'; it is the name of another kind of thing: organisation"
    )


def test_near_names_are_each_given_once(names: NameTable) -> None:
    near = names.near("Viet Nan", "country")
    assert near.count("Viet Nam") == 1


EDITIONS = """
m:1-1 shk:number "1-1" ; shk:edition "2024" ; rdfs:label "灯台"@ja , "Lighthouses"@en .
m:1-2 shk:number "1-2" ; shk:edition "2024" ; rdfs:label "海図"@ja .
m:1-3 shk:number "1-3" ; shk:edition "2024" ; rdfs:label "海図"@ja .
<https://w3id.org/shisaku/id/measure/2023/1-1>
  shk:number "1-1" ; shk:edition "2023" ; rdfs:label "灯台"@ja .
<https://w3id.org/shisaku/id/measure/2023/1-9>
  shk:number "1-9" ; shk:edition "2023" ; rdfs:label "港湾"@ja .
id:organisation\\/a rdfs:label "海の会"@ja ; shk:abbreviation "SEA" .
id:organisation\\/b rdfs:label "港の会"@ja ; shk:abbreviation "Sea" .
"""


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("1-1", "2024/1-1"),
        ("灯台", "2024/1-1"),
        ("2023/1-1", "2023/1-1"),
        ("https://w3id.org/shisaku/id/measure/2023/1-1", "2023/1-1"),
        ("1-9", "2023/1-9"),
    ],
)
def test_measure_without_an_edition_is_that_of_the_latest(toy: Toy, text: str, key: str) -> None:
    assert NameTable(toy(EDITIONS)).resolve(text, "measure").key == key


@pytest.mark.parametrize(
    ("text", "kind", "keys"),
    [
        ("sea", "organisation", ["a", "b"]),
        ("海図", "measure", ["2024/1-2", "2024/1-3"]),
    ],
)
def test_name_of_several_things_is_refused_with_their_keys(
    toy: Toy, text: str, kind: str, keys: list[str]
) -> None:
    with pytest.raises(AmbiguousName) as caught:
        NameTable(toy(EDITIONS)).resolve(text, kind)
    assert sorted(caught.value.keys) == keys
    assert all(key in str(caught.value) for key in keys)


def test_thing_has_its_names_with_the_labels_first(names: NameTable) -> None:
    found = names.resolve("VN", "country")
    assert found.label == {"ja": "ベトナム", "en": "Viet Nam"}
    assert set(found.names[:2]) == {"ベトナム", "Viet Nam"}
    assert {"Vietnam", "日越", "VNM", "越"} <= set(found.names)
    assert len(set(found.names)) == len(found.names)
    assert node(found).value == found.iri == "https://w3id.org/shisaku/id/country/VN"


def test_label_in_one_language_leaves_the_other_empty(toy: Toy) -> None:
    names = NameTable(toy(EDITIONS))
    iri = "https://w3id.org/shisaku/id/measure/2024/1-2"
    assert names.label(iri) == {"ja": "海図", "en": None}
    assert names.label("https://example.org/") == {"ja": None, "en": None}


def test_terms_of_the_ontology_have_labels_but_are_no_things(names: NameTable) -> None:
    iri = "https://w3id.org/shisaku/ns#namesCountry"
    assert all(names.label(iri).values())
    assert names.get(iri) is None


def test_things_of_a_kind_come_in_the_order_of_their_numbers(names: NameTable) -> None:
    measures = [named.key for named in names.of_kind("measure")]
    at = measures.index("2024/17-2-7")
    assert measures[at : at + 4] == [
        "2024/17-2-7", "2024/17-2-8", "2024/17-2-8-1", "2024/17-2-8-2",
    ]  # fmt: skip
    assert [named.key for named in names.of_kind("country")][-4:] == ["US", "UZ", "VN", "ZA"]
    assert names.of_kind("statement") == []


@pytest.mark.parametrize(
    ("smaller", "greater"),
    [
        ("2024/17-2-9", "2024/17-2-10"),
        ("2024/2-1", "2024/10-1"),
        ("2024/17-2", "2024/17-2-1"),
        ("2023/17-2-1", "2024/1-1-1"),
        ("a-2", "b-1"),
    ],
)
def test_numbers_sort_as_numbers(smaller: str, greater: str) -> None:
    assert natural(smaller) < natural(greater)


def test_digits_of_other_scripts_sort_as_text() -> None:
    assert natural("２") == [(0, "２")]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ベトナム", "country/VN"),
        ("viet", "country/VN"),
        ("海外展開", "topic/overseas-deployment"),
        ("機器等の海外展開", "measure/2024/17-2-7"),
        ("17-2-7", "measure/2024/17-2-7"),
        ("ｏｅｃｄ", "organisation/oecd"),
    ],
)
def test_search_finds_parts_of_names_the_shortest_first(
    names: NameTable, text: str, first: str
) -> None:
    found = names.search(text)
    assert f"{found[0].kind}/{found[0].key}" == first


def test_search_finds_each_thing_once_and_only_of_the_kinds_asked_for(names: NameTable) -> None:
    everything = names.search("ベトナム")
    assert len({named.iri for named in everything}) == len(everything) > 5
    assert {named.kind for named in names.search("ベトナム", ["country", "agreement"])} == {
        "country", "agreement",
    }  # fmt: skip
    assert names.search("qwertyuiop") == []
