from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.citing.quantities import read_quantities

READ = [
    ("約1,087億円", ["108700000000"]),
    ("１，０８７億円", ["108700000000"]),
    ("1兆2,000億円", ["1200000000000"]),
    ("23億8,500万円", ["2385000000"]),
    ("23億\n8,500万円", ["2385000000"]),
    ("1,087百万円", ["1087000000"]),
    ("5千万円", ["50000000"]),
    ("15千円", ["15000"]),
    ("1万5千人", ["15000"]),
    ("0.4兆円", ["400000000000"]),
    ("4割", ["40"]),
    ("４割", ["40"]),
    ("1.5割", ["15"]),
    ("99.5％", ["99.5"]),
    ("310人", ["310"]),
    ("３１０人", ["310"]),
    ("310\n人", ["310"]),
    ("1 兆 2,000 億円", ["1200000000000"]),
    ("12 310人", ["12", "310"]),
    ("12\n310人", ["12", "310"]),
    ("11 4年度", ["11", "4"]),
    ("1/2", ["1", "2", "50"]),
    ("３／４以上", ["3", "4", "75"]),
    ("3/0", ["3", "0"]),
    ("1,234,567円", ["1234567"]),
    ("0件", ["0"]),
    ("007", ["7"]),
    ("310人、4割、1,087億円", ["310", "40", "108700000000"]),
    ("7人中3人", ["7", "3"]),
    ("令和4年11月9日", ["4", "11", "9"]),
    ("1、2", ["1", "2"]),
    ("1~2割", ["1", "20"]),
    ("", []),
    ("億円、割引、二割", []),
]


@pytest.mark.parametrize(("text", "numbers"), READ)
def test_every_printed_number_is_read(text: str, numbers: list[str]) -> None:
    assert list(read_quantities(text)) == [Decimal(number) for number in numbers]


def test_units_may_stand_together() -> None:
    assert list(read_quantities("2千億円")) == [Decimal(2000 * 10**8)]


def test_digits_that_are_no_group_are_not_added() -> None:
    assert Decimal(1089) not in list(read_quantities("1,0872人"))


def test_a_date_is_no_fraction() -> None:
    assert list(read_quantities("2022/11/9")) == [Decimal(n) for n in (2022, 11, 9)]


@settings(deadline=None)
@given(st.integers(0, 10**15))
def test_a_number_is_read_with_commas_or_without(number: int) -> None:
    assert list(read_quantities(f"約{number:,}円、{number}円")) == [Decimal(number)] * 2


@settings(deadline=None)
@given(st.lists(st.integers(1, 9999), min_size=4, max_size=4))
def test_the_parts_of_an_amount_add_up(parts: list[int]) -> None:
    text = "".join(f"{n:,}{unit}" for n, unit in zip(parts, ("兆", "億", "万", ""), strict=True))
    sizes = (10**12, 10**8, 10**4, 1)
    total = sum(n * size for n, size in zip(parts, sizes, strict=True))
    assert list(read_quantities(f"{text}円")) == [Decimal(total)]
