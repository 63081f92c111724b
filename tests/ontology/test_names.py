import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ontology.names import fold, fold_spelling, fold_with_places, tidy

SAME = [
    ("ﾍﾞﾄﾅﾑ", "ベトナム"),
    ("ヴェトナム", "ベトナム"),
    ("ｳﾞｪﾄﾅﾑ", "ベトナム"),
    ("ヴァヴィヴヴォ", "バビブボ"),
    ("ウィーン", "ウイーン"),
    ("ウェブ", "ウエブ"),
    ("ＩＣＴ", "ict"),
    ("ヴ\nェトナム", "ベトナム"),
    ("Viet Nam", "VIETNAM"),
    ("Ｖｉｅｔ　Ｎａｍ", "vietnam"),
    ("海図の\n更新", "海図の更新"),
    ("海図　の\t更新", "海図の更新"),
    ("ITU－T", "itu-t"),
    ("ITU‐T", "ITU−T"),
    ("2022–2023", "2022-2023"),
    ("Leaders’ Statement", "Leaders' Statement"),
    ("Leaders´ Statement", "Leaders＇ Statement"),
    ("海図（ENC）", "海図(ENC)"),
    ("①", "1"),
    ("㈱海運", "(株)海運"),
    ("Straße", "STRASSE"),
]

DIFFERENT = [
    ("ベトナム", "ベトナム語"),
    ("はは", "ばば"),
    ("ハハ", "パパ"),
    ("タイ", "タイー"),
    ("び", "ビ"),
    ("つ", "っ"),
    ("G7", "G20"),
]

WORDS = st.text("あアｱｶﾞガヴェウィー海港ABＡｂ09０-－ 　\t・（)", max_size=12)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@settings(deadline=None)
@given(WORDS)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@settings(deadline=None)
@given(WORDS)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(WORDS)
def test_spaces_make_no_other_name(text: str) -> None:
    assert fold(" ".join(text)) == fold(text)


def test_spelling_alone_keeps_spaces() -> None:
    assert fold_spelling("Ｖｉｅｔ　Ｎａｍ／ヴェトナム") == "viet nam/ベトナム"


@settings(deadline=None)
@given(st.text())
def test_a_tidy_name_is_the_same_name(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert fold(tidy(text)) == fold(text)


@pytest.mark.parametrize(
    ("printed", "stored"),
    [
        ("  海図の  更新\n事業 ", "海図の 更新 事業"),
        ("海図　（ＥＮＣ）", "海図 （ＥＮＣ）"),
        (unicodedata.normalize("NFD", "ガザ・ベトナム"), "ガザ・ベトナム"),
        ("ﾍﾞﾄﾅﾑ", "ﾍﾞﾄﾅﾑ"),
        (" \t", ""),
    ],
)
def test_a_name_is_stored_as_printed_but_composed(printed: str, stored: str) -> None:
    assert tidy(printed) == stored


PLACES = [
    ("ベト ナム", "ベトナム", (0, 1, 3, 4), (1, 2, 4, 5)),
    ("ｶﾞｱ", "ガア", (0, 2), (2, 3)),
    ("か\u3099い", "がい", (0, 2), (2, 3)),
    ("ヴェ海", "ベ海", (0, 2), (2, 3)),
    ("ｳﾞｪ海", "ベ海", (0, 3), (3, 4)),
    ("ウィ海", "ウイ海", (0, 0, 2), (2, 2, 3)),
    ("㈱海", "(株)海", (0, 0, 0, 1), (1, 1, 1, 2)),
    ("Ａ\n ９", "a9", (0, 3), (1, 4)),
    (" \t\n", "", (), ()),
]

LETTERS = [
    *("あ", "ガ", "ヴェ", "ウィ", "ー", "ﾍﾞ", "ｱ", "ｶﾞ", "ﾊﾟ", "ｳﾞｪ", "か\u3099", "ウ\u3099ェ"),
    *("a", "Ｂ", "e\u0301", "0", "９", "-", "－", "㈱", "海", " ", "　", "\n"),
]
PIECES = [*LETTERS, "ウ", "ヴ", "ェ", "ｳ", "ｪ", "ﾞ", "\u3099"]


@pytest.mark.parametrize(("text", "folded", "starts", "ends"), PLACES)
def test_each_folded_letter_knows_its_place(
    text: str, folded: str, starts: tuple[int, ...], ends: tuple[int, ...]
) -> None:
    found = fold_with_places(text)
    assert (found.text, found.starts, found.ends) == (folded, starts, ends)


@settings(deadline=None)
@given(st.lists(st.sampled_from(LETTERS), max_size=12).map("".join))
def test_a_text_with_places_is_folded_as_without(text: str) -> None:
    assert fold_with_places(text).text == fold(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("ヴ\nェトナム")
@example("ｶ ﾞ")
@example("ｳﾞェ")
@example("ヴｪ")
def test_pieces_of_letters_with_places_are_folded_as_without(text: str) -> None:
    assert fold_with_places(text).text == fold(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_places_ascend_inside_the_text(text: str) -> None:
    found = fold_with_places(text)
    assert len(found.text) == len(found.starts) == len(found.ends)
    for places in (found.starts, found.ends):
        assert list(places) == sorted(places)
    for start, end in zip(found.starts, found.ends, strict=True):
        assert 0 <= start < end <= len(text)


@settings(deadline=None)
@given(
    before=st.text("海と、a0 　\n", max_size=6),
    name=st.sampled_from(["ベトナム", "ヴェトナム", "ﾍﾞﾄﾅﾑ", "ｳﾞｪﾄﾅﾑ", "ベト ナム", "ヴェト\nナム"]),
    form=st.sampled_from(["NFC", "NFD"]),
    after=st.text("海と、a0 　\n", max_size=6),
)
def test_a_name_can_be_cut_out_by_its_places(before: str, name: str, form: str, after: str) -> None:
    printed = unicodedata.normalize(form, name)  # type: ignore[arg-type]
    text = before + printed + after
    found = fold_with_places(text)
    first = found.text.index("ベトナム")
    start, end = found.starts[first], found.ends[first + len("ベトナム") - 1]
    assert text[start:end] == printed
    assert fold(text[start:end]) == "ベトナム"
