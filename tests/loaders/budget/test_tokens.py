import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.budget.tokens import (
    Kind,
    UnreadablePeriod,
    parse_amount,
    parse_instrument,
    parse_period,
    tokenise,
)
from ontology.model import Stage

AMOUNTS = [
    ("28億円", 2_800_000_000),
    ("2.1億円", 210_000_000),
    ("0.05億円", 5_000_000),
    ("5,163.1億円", 516_310_000_000),
    ("1，200億円", 120_000_000_000),
    ("18.7兆円", 18_700_000_000_000),
    ("250百万円", 250_000_000),
    ("50万円", 500_000),
    ("12.5 億円", 1_250_000_000),
    ("３６０．０億円", 36_000_000_000),
    ("0億円", 0),
]

PERIODS = [
    ("6年度", 2024, Stage.INITIAL),
    ("令和6年度", 2024, Stage.INITIAL),
    ("6年度当初", 2024, Stage.INITIAL),
    ("元年度", 2019, Stage.INITIAL),
    ("１３年度", 2031, Stage.INITIAL),
    ("5年度補正", 2023, Stage.SUPPLEMENTARY),
    ("5年度補正予算", 2023, Stage.SUPPLEMENTARY),
    ("5年度1次補正", 2023, Stage.SUPPLEMENTARY_1),
    ("令和5年度第1次補正予算", 2023, Stage.SUPPLEMENTARY_1),
    ("4年度2次補正", 2022, Stage.SUPPLEMENTARY_2),
    ("4年度 ２次 補正", 2022, Stage.SUPPLEMENTARY_2),
]

KINDS = [
    ("【予算】", Kind.HEADER),
    ("【予算 (財投等)】", Kind.HEADER),
    ("※うち繰越分", Kind.NOTE),
    ("（再掲）", Kind.RELISTED),
    ("【再掲】", Kind.RELISTED),
    ("( 新規 )", Kind.NEW),
    ("【新規】", Kind.NEW),
    ("の内数", Kind.PORTION),
    ("の 内数", Kind.PORTION),
    ("5年度補正", Kind.PERIOD),
    ("産業投資", Kind.INSTRUMENT),
    ("政府保証", Kind.INSTRUMENT),
    ("2.1億円", Kind.AMOUNT),
    ("（沿岸通信事業）", Kind.BRACKETED),
    ("海図更新事業", Kind.NAME),
]


@pytest.mark.parametrize(("printed", "yen"), AMOUNTS)
def test_amounts_are_whole_yen(printed: str, yen: int) -> None:
    assert parse_amount(printed) == yen


@settings(deadline=None)
@given(millions=st.integers(0, 10**8), has_commas=st.booleans(), zeros=st.integers(0, 2))
def test_any_million_yen_printed_in_hundred_millions_is_read_exactly(
    millions: int, has_commas: bool, zeros: int
) -> None:
    """Figures such as 0.07 have no exact binary fraction, so a float on the way would show."""
    whole, fraction = divmod(millions, 100)
    number = f"{whole:,}" if has_commas else str(whole)
    decimals = f"{fraction:02}".rstrip("0") + "0" * zeros
    printed = f"{number}.{decimals}億円" if decimals else f"{number}億円"
    assert parse_amount(printed) == millions * 10**6


@pytest.mark.parametrize(("printed", "year", "stage"), PERIODS)
def test_a_period_is_a_western_year_and_a_stage(printed: str, year: int, stage: Stage) -> None:
    assert parse_period(printed) == (year, stage)


@pytest.mark.parametrize("printed", ["5年度3次補正", "5年度第4次補正予算"])
def test_a_later_supplementary_round_has_no_stage(printed: str) -> None:
    with pytest.raises(UnreadablePeriod, match=printed):
        parse_period(printed)


@pytest.mark.parametrize("printed", ["", "5年", "補正", "2024年度", "5年度見込み"])
def test_what_is_no_period_is_refused(printed: str) -> None:
    with pytest.raises(UnreadablePeriod, match="no fiscal year"):
        parse_period(printed)


def test_instruments_are_stages() -> None:
    assert parse_instrument("産業投資") is Stage.INDUSTRIAL_INVESTMENT
    assert parse_instrument("政府保証") is Stage.GOVERNMENT_GUARANTEE


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_each_piece_is_recognised_behind_an_amount(text: str, kind: Kind) -> None:
    after = " 1億円" if kind is Kind.INSTRUMENT else ""
    tokens = list(tokenise(f"3億円 {text}{after}", 7))
    assert (tokens[1].kind, tokens[1].text, tokens[1].line) == (kind, text, 7)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("（5年度 1億円）", [Kind.OPEN, Kind.PERIOD, Kind.AMOUNT, Kind.CLOSE]),
        ("(5年度) 1億円", [Kind.OPEN, Kind.PERIOD, Kind.CLOSE, Kind.AMOUNT]),
        ("（5年度補正）1億円", [Kind.OPEN, Kind.PERIOD, Kind.CLOSE, Kind.AMOUNT]),
        ("（5年度から継続） 1億円", [Kind.BRACKETED, Kind.AMOUNT]),
        ("産業投資の推進 1億円", [Kind.NAME, Kind.AMOUNT]),
        ("2031年度調査 1億円", [Kind.NAME, Kind.AMOUNT]),
        ("5年度 3次元地図 1億円", [Kind.PERIOD, Kind.NAME, Kind.AMOUNT]),
        ("1億円、2億円・3億円", [Kind.AMOUNT] * 3),
    ],
)
def test_pieces_that_look_alike_are_told_apart(text: str, kinds: list[Kind]) -> None:
    assert [token.kind for token in tokenise(text, 1)] == kinds


def test_a_token_knows_whether_a_space_stands_before_it() -> None:
    spaces = [token.after_space for token in tokenise("基金 (JICT) の活用(一部)", 1)]
    assert spaces == [False, True, True, False]
