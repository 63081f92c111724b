import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.corpus import Corpus
from loaders.linking import AmbiguousName, Match, NamedThing, NameIndex
from loaders.readers.text import Line
from ontology.names import fold

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
    ("日米豪印(ｸｱｯﾄﾞ)の取組", {"JP", "US", "AU", "IN", "quad"}),
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
    ("インドネシア", {"ID"}),
    ("インド洋", {"indian-ocean"}),
    ("インド太平洋", {"indo-pacific"}),
    ("東南アジア諸国連合", {"asean"}),
    ("北米", {"north-america"}),
    ("日本郵便", {"japan-post"}),
    ("日ASEAN", {"JP", "asean"}),
]

LOOKALIKES = [
    "リアルタイム", "タイムライン", "タイヤ", "ﾘｱﾙﾀｲﾑ",
    "豪雨", "集中豪雨", "平日豪雨",
    "南米", "中米", "米",
    "東日本", "西日本",
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
        Match("organisation", "process", "g7広島プロセス", 0, 8),
        Match("organisation", "g7", "g7", 0, 2),
    }
    assert NameIndex(things).find("広島プロセス国際指針") == [
        Match("agreement", "principles", "広島プロセス国際指針", 0, 10),
        Match("organisation", "process", "広島プロセス", 0, 6),
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
    assert index.find("Viet Namとヴェトナム") == [Match("country", "VN", "vietnam", 0, 8)]


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


WORLD = NameIndex(
    [
        NamedThing("country", "VN", ("ベトナム", "Viet Nam"), "越"),
        NamedThing("country", "JP", ("日本",), "日"),
        NamedThing("country", "US", ("米国",), "米"),
        NamedThing("country", "IN", ("インド",)),
        NamedThing("country", "TH", ("タイ",)),
        NamedThing("region", "southeast-asia", ("東南アジア",)),
        NamedThing("organisation", "un", ("国連", "UN")),
        NamedThing("organisation", "asean", ("東南アジア諸国連合", "ASEAN")),
        NamedThing("organisation", "mic", ("総務省",)),
        NamedThing("organisation", "itu", ("ITU",)),
        NamedThing("organisation", "g7", ("G7",)),
        NamedThing("organisation", "process", ("広島AIプロセス",)),
        NamedThing("agreement", "principles", ("広島AIプロセス国際指針",)),
    ],
    ["東南アジア諸国連合", "インドネシア", "インド太平洋", "タイヤ"],
)

PLACES = [
    ("", []),
    ("ベトナム", [("VN", 0, 4)]),
    ("、ベトナムと国連", [("VN", 1, 5), ("un", 6, 8)]),
    ("　ﾍﾞﾄﾅﾑ、国連", [("VN", 1, 6), ("un", 7, 9)]),
    ("ヴェトナム国連", [("VN", 0, 5), ("un", 5, 7)]),
    (unicodedata.normalize("NFD", "ベトナム国連"), [("VN", 0, 5), ("un", 5, 7)]),
    ("Ｖｉｅｔ　Ｎａｍと", [("VN", 0, 8)]),
    ("国連と国連", [("un", 0, 2), ("un", 3, 5)]),
    ("日越の会合", [("JP", 0, 2), ("VN", 0, 2)]),
]

BROKEN = [
    ("ベト ナム", [("VN", 0, 5)]),
    ("ベ　ト　ナ　ム", [("VN", 0, 7)]),
    ("ベト\nナム", [("VN", 0, 5)]),
    ("ベト \n　ナム", [("VN", 0, 7)]),
    ("ベト\n\nナム", [("VN", 0, 6)]),
    ("総 務 省", [("mic", 0, 5)]),
    ("Viet\nNam", [("VN", 0, 8)]),
    ("広島AI\nプロセス", [("process", 0, 9)]),
    pytest.param(
        *("ヴ ェトナム", [("VN", 0, 6)]),
    ),
]

NOT_BROKEN = [
    "国 連", "国\n連", "タ イ", "イン\nド", "総務\n省", "G 7", "U N", "IT U", "I T U", "IT\nU",
    "Vi et Nam", "ベト\n\n\nナム", "ベト、ナム",
]  # fmt: skip

OVER_LINES = [
    "インド\nネシア", "インド\n太平洋", "インド ネシア", "タイ\nヤ", "リアル\nタイム",
    "ITU\nC", "FO\nUN",
]  # fmt: skip


def _places(text: str) -> list[tuple[str, int, int]]:
    return [(match.key, match.start, match.end) for match in WORLD.find_all(text)]


@pytest.mark.parametrize(("text", "places"), PLACES)
def test_a_match_says_where_it_stands(text: str, places: list[tuple[str, int, int]]) -> None:
    assert _places(text) == places


@pytest.mark.parametrize(("text", "places"), BROKEN)
def test_a_name_may_be_broken(text: str, places: list[tuple[str, int, int]]) -> None:
    assert _places(text) == places


@pytest.mark.parametrize("text", NOT_BROKEN)
def test_a_short_name_or_a_word_is_not_broken(text: str) -> None:
    assert _places(text) == []


@pytest.mark.parametrize("text", OVER_LINES)
def test_a_piece_of_a_word_that_goes_on_is_no_name(text: str) -> None:
    assert _places(text) == []


@pytest.mark.parametrize("text", ["開催の日\n米国で", "開催の日 米国で"])
def test_codes_of_countries_are_not_broken(text: str) -> None:
    assert [key for key, *_ in _places(text)] == ["US"]


@pytest.mark.parametrize("text", ["日 越", "日\n越", "その日 越境"])
def test_a_broken_compound_names_nobody(text: str) -> None:
    assert _places(text) == []


@pytest.mark.parametrize("text", ["３月\n日越", "３月 日越"])
def test_a_compound_begins_behind_a_space(text: str) -> None:
    assert [place[0] for place in _places(text)] == ["JP", "VN"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("ベトナム\nアジア", [("VN", 0, 4)]),
        ("ASEAN\nOECD", [("asean", 0, 5)]),
        ("ITU\n2023年", [("itu", 0, 3)]),
        ("タイ\n国連", [("TH", 0, 2), ("un", 3, 5)]),
    ],
)
def test_a_name_may_end_with_its_line(text: str, places: list[tuple[str, int, int]]) -> None:
    assert _places(text) == places


@pytest.mark.parametrize("text", ["ベトナム語", "ベトナム語で", "ﾍﾞﾄﾅﾑ語"])
def test_a_language_names_no_country(text: str) -> None:
    assert _places(text) == []


@pytest.mark.parametrize("text", ["ベトナム 語", "ベトナム\n語"])
def test_a_language_broken_from_its_country_names_no_country(text: str) -> None:
    assert _places(text) == []


def test_overlapping_names_are_all_found_a_longer_one_first() -> None:
    assert _places("G7広島AIプロセス国際指針") == [
        ("g7", 0, 2),
        ("principles", 2, 14),
        ("process", 2, 10),
    ]


def test_a_lookalike_that_is_a_name_hides_what_is_inside_it() -> None:
    assert _places("東南アジア諸国連合と東南アジア") == [
        ("asean", 0, 9),
        ("southeast-asia", 10, 15),
    ]
    assert _places("東南アジア諸\n国連合") == [("asean", 0, 10)]


def test_a_name_that_leaves_a_lookalike_is_found() -> None:
    things = [NamedThing("organisation", "council", ("地方自治体",))]
    assert [match.key for match in NameIndex(things, ["中国地方"]).find("中国地方自治体")] == [
        "council"
    ]


def test_names_in_lines_have_their_lines_and_the_place_in_the_first() -> None:
    lines = [Line(7, "国連とベト"), Line(8, "ナム、タイ"), Line(9, ""), Line(12, "　G7")]
    assert [
        (first.number, last.number, match.key, match.start, match.end)
        for first, last, match in WORLD.find_in_lines(lines)
    ] == [(7, 7, "un", 0, 2), (7, 8, "VN", 3, 8), (8, 8, "TH", 3, 5), (12, 12, "g7", 1, 3)]


def test_no_lines_name_nothing() -> None:
    assert list(WORLD.find_in_lines([])) == []
    assert list(WORLD.find_in_lines([Line(1, "")])) == []


@settings(deadline=None)
@given(st.lists(st.text("ベトナム国連、G7 ", max_size=8), max_size=5))
def test_names_in_lines_are_those_of_the_whole_text(texts: list[str]) -> None:
    lines = [Line(number, text) for number, text in enumerate(texts, start=1)]
    starts = [sum(len(text) + 1 for text in texts[:n]) for n in range(len(texts))]
    found = list(WORLD.find_in_lines(lines))
    assert [
        (m.key, starts[line.number - 1] + m.start, starts[line.number - 1] + m.end)
        for line, _, m in found
    ] == _places("\n".join(texts))
    assert all(starts[last.number - 1] < starts[line.number - 1] + m.end for line, last, m in found)


@settings(deadline=None)
@given(st.text("ベトナムﾍﾞﾄﾅヴェ国連総務省G7ITUアイと、 \n", max_size=20))
def test_what_stands_at_a_place_is_the_spelling_found(text: str) -> None:
    for match in WORLD.find_all(text):
        assert 0 <= match.start < match.end <= len(text)
        assert fold(text[match.start : match.end]) == match.surface
