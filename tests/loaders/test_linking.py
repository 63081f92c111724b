import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.corpus import Corpus
from loaders.linking import AmbiguousName, Match, NamedThing, NameIndex

Names = Callable[[str], set[str]]

FOUND = [
    ("ベトナム", {"VN"}),
    ("ヴェトナム", {"VN"}),
    ("ﾍﾞﾄﾅﾑ", {"VN"}),
    (unicodedata.normalize("NFD", "ベトナム"), {"VN"}),
    (unicodedata.normalize("NFD", "ヴェトナム"), {"VN"}),
    ("ベトナム社会主義共和国公安省", {"VN", "viet-nam-ministry-of-public-security"}),
    ("Viet Nam", {"VN"}),
    ("VIETNAM", {"VN"}),
    ("Ｖｉｅｔ　Ｎａｍ", {"VN"}),
    ("タイ（バンコク）", {"TH"}),
    ("タイ・バンコク", {"TH"}),
    ("インドと米国", {"IN", "US"}),
    ("国連とOECD", {"un", "oecd"}),
    ("豪州", {"AU"}),
    ("米国", {"US"}),
    ("日本", {"JP"}),
    ("日越", {"JP", "VN"}),
    ("日英", {"JP", "GB"}),
    ("日米豪", {"JP", "US", "AU"}),
    ("日米豪印（クアッド）", {"JP", "US", "AU", "IN", "quad"}),
    ("日米豪印(ｸｱｯﾄﾞ)首脳会合", {"JP", "US", "AU", "IN", "quad"}),
    ("翌年の日米首脳会合", {"JP", "US"}),
    ("20日米国で開催", {"US"}),
    ("２０日米国で開催", {"US"}),
    ("本日英国で開催", {"GB"}),
    ("G7", {"g7"}),
    ("Ｇ７やＧ２０", {"g7", "g20"}),
    ("G7首脳コミュニケ", {"g7", "g7-leaders-communique"}),
    ("ITU", {"itu"}),
    ("ITUの会合", {"itu"}),
    ("ITU-T", {"itu", "itu-t"}),
    ("ITU−T", {"itu", "itu-t"}),
    ("東南アジア諸国", {"southeast-asia"}),
    ("東南アジアのタイ", {"southeast-asia", "TH"}),
    ("ベトナム語をベトナムで学ぶ", {"VN"}),
]

LOOKALIKES = [
    "リアルタイム", "タイムライン", "タイヤ", "ﾘｱﾙﾀｲﾑ",
    "インドネシア", "インド洋", "インド太平洋",
    "東南アジア諸国連合",
    "豪雨", "集中豪雨", "平日豪雨",
    "南米", "北米", "中米", "中南米", "米",
    "東日本", "西日本", "日本郵便",
    "平日英語", "一日英会話", "20日英会話", "20日独立", "日曜日米飯",
    "COMPUTER", "committee", "situation", "ITUC", "fun", "G77", "G70",
]  # fmt: skip


@pytest.fixture(scope="module")
def names(corpus: Corpus) -> Names:
    """The keys of what the index of the real seeds finds in a text."""
    index = corpus.name_index()
    return lambda text: {match.key for match in index.find(text)}


@pytest.mark.parametrize(("text", "keys"), FOUND)
def test_names_are_found_in_any_spelling(names: Names, text: str, keys: set[str]) -> None:
    assert names(text) == keys


@pytest.mark.parametrize("text", LOOKALIKES)
def test_lookalikes_name_nothing(names: Names, text: str) -> None:
    assert names(text) == set()


@pytest.mark.parametrize(
    "country", ["日本", "ベトナム", "タイ", "ロシア", "フランス", "ドイツ", "イタリア", "ﾄﾞｲﾂ"]
)
def test_a_language_is_no_country(names: Names, country: str) -> None:
    assert names(country) != set()
    assert names(f"{country}語の教材") == set()


def test_the_chugoku_region_is_not_china() -> None:
    index = NameIndex([NamedThing("country", "CN", ("中国",), "中")], ["中国地方"])
    assert [match.key for match in index.find("中国")] == ["CN"]
    assert index.find("中国地方の港") == []


def test_the_longest_name_wins_and_the_names_inside_it_count() -> None:
    things = [
        NamedThing("organisation", "g7", ("G7",)),
        NamedThing("organisation", "process", ("G7広島プロセス", "広島プロセス")),
        NamedThing("agreement", "principles", ("広島プロセス国際指針",)),
    ]
    assert set(NameIndex(things).find("G7広島プロセス")) == {
        Match("organisation", "process", "g7広島プロセス"),
        Match("organisation", "g7", "g7"),
    }
    assert NameIndex(things).find("広島プロセス国際指針") == [
        Match("agreement", "principles", "広島プロセス国際指針"),
        Match("organisation", "process", "広島プロセス"),
    ]


def test_a_name_that_begins_like_another_word_does_not_hold_its_piece() -> None:
    things = [
        NamedThing("organisation", "g7", ("G7",)),
        NamedThing("organisation", "g77", ("G77",)),
    ]
    assert [match.key for match in NameIndex(things).find("G77")] == ["g77"]


def test_nothing_inside_a_lookalike_is_named() -> None:
    things = [
        NamedThing("organisation", "un", ("国連", "UN")),
        NamedThing("region", "asia", ("東南アジア",)),
    ]
    index = NameIndex(things, ["東南アジア諸国連合", "UN Women"])
    assert index.find("東南アジア諸国連合とUN Women") == []
    assert [match.key for match in index.find("東南アジア諸国の国連")] == ["asia", "un"]


def test_a_thing_named_twice_is_found_once_as_first_spelt() -> None:
    index = NameIndex([NamedThing("country", "VN", ("ベトナム", "Viet Nam"))])
    assert index.find("Viet Namとヴェトナム") == [Match("country", "VN", "viet nam")]


def test_codes_of_countries_count_only_in_a_compound() -> None:
    things = [NamedThing("country", "JP", ("日本",), "日"), NamedThing("country", "US", (), "米")]
    index = NameIndex(things)
    assert [match.key for match in index.find("日米の対話")] == ["JP", "US"]
    assert index.find("米の収穫、南米、日を追う") == []


def test_a_lookalike_may_look_like_a_compound() -> None:
    things = [NamedThing("country", "JP", (), "日"), NamedThing("country", "IN", (), "印")]
    assert len(NameIndex(things).find("日印の会談")) == 2
    assert NameIndex(things, ["日印"]).find("日印の会談") == []


def test_an_alias_of_two_things_is_refused() -> None:
    things = [
        NamedThing("organisation", "post", ("Post Office",)),
        NamedThing("organisation", "postal-fund", ("ＰＯＳＴ ＯＦＦＩＣＥ",)),
    ]
    with pytest.raises(AmbiguousName, match="organisation post and organisation postal-fund"):
        NameIndex(things)


def test_a_code_of_two_countries_is_refused() -> None:
    things = [NamedThing("country", "IN", ("インド",), "印"), NamedThing("country", "ID", (), "印")]
    with pytest.raises(AmbiguousName, match="country IN and country ID"):
        NameIndex(things)


def test_one_name_given_to_one_thing_twice_is_no_conflict() -> None:
    index = NameIndex([NamedThing("country", "VN", ("Viet Nam", "Vietnam", "ベトナム"))])
    assert [match.key for match in index.find("VietNam")] == ["VN"]


def test_an_index_without_names_finds_nothing() -> None:
    assert NameIndex([]).find("日米豪印、ベトナム、ITU") == []


def test_ambiguous_seeds_are_an_error_that_names_both(seeds_copy: Path) -> None:
    path = seeds_copy / "countries.csv"
    path.write_text(path.read_text().replace("タイ王国", "ベトナム", 1))
    with pytest.raises(ValueError, match="country VN and country TH"):
        Corpus.open(seeds_copy).name_index()


@settings(deadline=None)
@given(
    before=st.text("あいう、。 ", max_size=5),
    name=st.sampled_from(["ベトナム", "ヴェトナム", "ﾍﾞﾄﾅﾑ", "VIET NAM", "ベトナム社会主義共和国"]),
    form=st.sampled_from(["NFC", "NFD"]),
    after=st.text("あいう、。 ", max_size=5),
)
def test_a_name_is_found_wherever_it_stands(before: str, name: str, form: str, after: str) -> None:
    index = NameIndex(
        [NamedThing("country", "VN", ("ベトナム", "Viet Nam", "ベトナム社会主義共和国"))]
    )
    text = unicodedata.normalize(form, before + name + after)  # type: ignore[arg-type]
    assert [match.key for match in index.find(text)] == ["VN"]
