"""Allocations printed in any mixture of the known styles are read back as they were."""

from dataclasses import dataclass
from itertools import groupby

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.budget import find_budget_blocks, parse_entries
from loaders.readers.text import Line
from ontology.model import Allocation, Stage

YEAR = 2024
STAGES = {
    Stage.INITIAL: ("{}年度", "令和{}年度", "{}年度当初"),
    Stage.SUPPLEMENTARY: ("{}年度補正", "令和{}年度補正予算"),
    Stage.SUPPLEMENTARY_1: ("{}年度1次補正", "{}年度第1次補正"),
    Stage.SUPPLEMENTARY_2: ("{}年度2次補正", "{}年度 2次補正"),
}
INSTRUMENTS = {
    Stage.INDUSTRIAL_INVESTMENT: "産業投資",
    Stage.GOVERNMENT_GUARANTEE: "政府保証",
}
BRACKETS = (("(", ")"), ("（", "）"), ("(", "）"))
FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")

names = st.text("海港湾灯台航路船員育成整備アイウー", min_size=2, max_size=10).map("{}事業".format)
spaces = st.sampled_from(["", " ", "　", "  ", "\t"])
breaks = st.sampled_from(["", " ", "　", "\t", "\n", "  \n ", "\n\n"])


@dataclass(frozen=True, slots=True)
class _Programme:
    name: str
    now: tuple[Allocation, ...]
    before: tuple[Allocation, ...]
    is_relisted: bool


def _allocations(years: st.SearchStrategy[int]) -> st.SearchStrategy[Allocation]:
    millions = st.integers(0, 10**7).map(lambda number: number * 10**6)
    return st.builds(Allocation, years, st.sampled_from(list(Stage)), millions)


@st.composite
def _programmes(draw: st.DrawFn) -> _Programme:
    """Marks are given as documents give them: 内数 to all amounts of a bracket, names to runs."""
    now = draw(st.lists(_allocations(st.just(YEAR) | st.just(YEAR - 1)), min_size=1, max_size=3))
    before = draw(st.lists(_allocations(st.integers(2019, YEAR - 1)), max_size=4))
    formers = draw(st.lists(st.none() | names, min_size=len(before), max_size=len(before)))
    if None in formers:  # an amount without a former name cannot stand before one with
        formers = [None] * len(before)
    portions = draw(st.tuples(st.booleans(), st.booleans()))
    news = draw(st.lists(st.booleans(), min_size=len(now), max_size=len(now)))
    return _Programme(
        draw(names),
        tuple(
            Allocation(a.fiscal_year, a.stage, a.yen, portions[0], is_new)
            for a, is_new in zip(now, news, strict=True)
        ),
        tuple(
            Allocation(a.fiscal_year, a.stage, a.yen, portions[1], former_name=former)
            for a, former in zip(before, formers, strict=True)
        ),
        draw(st.booleans()),
    )


class _Printer:
    """Prints a block piece by piece; a reader sees each piece behind what was printed before."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.text = "【予算】"
        self.period = (YEAR, Stage.INITIAL)

    def put(self, piece: str) -> None:
        self.text += self.draw(breaks) + piece

    def programme(self, programme: _Programme) -> None:
        self.period = (YEAR, Stage.INITIAL)
        is_marked_first = programme.is_relisted and self.draw(st.booleans())
        self.put(programme.name)
        if is_marked_first:
            self.put(self.draw(st.sampled_from(["（再掲）", "(再掲)", "【再掲】"])))
        self.amounts(programme.now)
        if programme.before:
            opening, closing = self.draw(st.sampled_from(BRACKETS))
            self.put(opening)
            self.earlier(programme.before)
            self.put(closing)
        if programme.is_relisted and not is_marked_first:
            self.put("（再掲）")
        self.text += "\n"

    def earlier(self, allocations: tuple[Allocation, ...]) -> None:
        """Runs of one former name; the bracket opens on a period, or it would be a name."""
        must_name_period = True
        is_portion_named = self.draw(st.booleans())
        for former, run in groupby(allocations, key=lambda a: a.former_name):
            self.amounts(tuple(run), must_name_period, is_portion_named)
            must_name_period = False
            if former:
                opening, closing = self.draw(st.sampled_from(BRACKETS))
                self.put(f"{opening}{former}{closing}")

    def amounts(
        self,
        allocations: tuple[Allocation, ...],
        must_name_period: bool = False,
        is_each_portion_named: bool = True,
    ) -> None:
        for index, allocation in enumerate(allocations):
            self.allocation(allocation, must_name_period and index == 0)
            is_last = index == len(allocations) - 1
            if allocation.is_portion and (is_each_portion_named or is_last):
                self.put("の内数")
            if allocation.is_new:
                self.put(self.draw(st.sampled_from(["【新規】", "（新規）"])))

    def allocation(self, allocation: Allocation, must_name_period: bool) -> None:
        """The amount behind its period and instrument; a period said before may be left out."""
        year, stage = allocation.fiscal_year, allocation.stage
        instrument = INSTRUMENTS.get(stage)
        amount = self.amount(allocation.yen)
        is_named = self.period == (year, stage) and self.draw(st.booleans())
        is_year_named = instrument is not None and self.period[0] == year
        self.period = (year, stage)
        if must_name_period or not (is_named or is_year_named):
            self.text += self.draw(spaces if must_name_period else breaks)
            styles = STAGES[Stage.INITIAL if instrument else stage]
            self.text += self.digits(self.draw(st.sampled_from(styles)).format(year - 2018))
        if instrument and (must_name_period or not is_named):
            self.put(instrument)
            # On a line without its amount the word would be the end of a name.
            self.text += self.draw(spaces) + amount
        else:
            self.put(amount)

    def amount(self, yen: int) -> str:
        unit = self.draw(st.sampled_from(["億円", "百万円"]))
        millions = yen // 10**6
        number = f"{millions // 100:,}.{millions % 100:02}" if unit == "億円" else f"{millions:,}"
        return self.digits(number) + self.draw(st.sampled_from(["", " "])) + unit

    def digits(self, text: str) -> str:
        return text.translate(FULL_WIDTH) if self.draw(st.booleans()) else text


@st.composite
def _blocks(draw: st.DrawFn) -> tuple[str, list[_Programme]]:
    programmes = draw(st.lists(_programmes(), min_size=1, max_size=3))
    printer = _Printer(draw)
    for programme in programmes:
        printer.programme(programme)
    return printer.text, programmes


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_blocks())
def test_what_is_printed_is_read_back(printed: tuple[str, list[_Programme]]) -> None:
    text, programmes = printed
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    (block,) = find_budget_blocks(lines, frozenset())
    read = [
        (entry.programme, entry.allocations, entry.is_relisted)
        for entry in parse_entries(block, YEAR)
    ]
    assert read == [(p.name, p.now + p.before, p.is_relisted) for p in programmes]


@settings(deadline=None)
@given(
    st.lists(st.tuples(names, st.integers(1, 9), st.integers(1, 9)), min_size=2, max_size=4),
    breaks.filter(lambda text: "\n" in text),
)
def test_names_before_as_many_rows_are_paired_in_order(
    rows: list[tuple[str, int, int]], gap: str
) -> None:
    printed = "\n".join(name for name, _, _ in rows)
    printed += gap + "\n".join(f"{now}億円（5年度 {before}億円）" for _, now, before in rows)
    lines = [
        Line(number, line) for number, line in enumerate(f"【予算】{printed}".split("\n"), start=1)
    ]
    (block,) = find_budget_blocks(lines, frozenset())
    read = [(entry.programme, *entry.allocations) for entry in parse_entries(block, YEAR)]
    assert read == [
        (
            name,
            Allocation(2024, Stage.INITIAL, now * 10**8),
            Allocation(2023, Stage.INITIAL, before * 10**8),
        )
        for name, now, before in rows
    ]
