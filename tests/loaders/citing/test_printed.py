import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.citing.printed import fold_numbers
from ontology.names import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("41 1,480 億円", "41|1,480億円"),
        ("４１　１，４８０", "41|1,480"),
        ("令和4\n310人", "令和4|310人"),
        ("1 2  3", "1|2|3"),
        ("令和 4 年 度", "令和4年度"),
        ("1,\n087億円", "1,087億円"),
        ("ベト ナム", "ベトナム"),
    ],
)
def test_only_a_space_between_two_numbers_stays(text: str, folded: str) -> None:
    assert fold_numbers(text) == folded


@settings(deadline=None)
@given(st.text("0９、,ベａ \n　", max_size=12))
def test_without_its_bars_the_text_is_the_folded_one(text: str) -> None:
    assert fold_numbers(text).replace("|", "") == fold(text)
