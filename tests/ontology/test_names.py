import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.names import fold, fold_spelling, tidy

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
