"""Sums of budgets: each allocation once, envelopes never, and what is left out is said."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.knowledge import Knowledge
from ontology.model import Stage
from queries.budgets import Budget, LeftOut, Listing, Selection, Sum, Summary, summarise
from queries.errors import BadParameter
from queries.evidence import Evidence
from queries.involvement import Link
from queries.names import NameTable
from store.embedded import EmbeddedStore

Toy = Callable[[str], EmbeddedStore]

ROOT = Path(__file__).parents[2]
MEASURE = "https://w3id.org/shisaku/id/measure/2024/"
PROGRAMME = "https://w3id.org/shisaku/id/programme/"
EMPTY = EmbeddedStore()
NOTHING = LeftOut((), 0, ())


def listing(measure: str, marks: str = "") -> Listing:
    """A printing under a measure; marks are 内数 and 再掲."""
    where = Evidence("d", "d.txt", (1, 1), ())
    return Listing(measure, "2024", MEASURE + measure, "内数" in marks, "再掲" in marks, where)


def budget(
    key: str,
    yen: int,
    *listings: Listing,
    year: int = 2024,
    stage: str = "initial",
    programme: str = "p",
) -> Budget:
    return Budget(
        id=key,
        iri=f"https://w3id.org/shisaku/id/budget/{key}",
        programme=Link(PROGRAMME + programme, {"ja": programme, "en": None}),
        fiscal_year=year,
        stage=stage,
        amount_jpy=yen,
        is_portion=all(printed.is_portion for printed in listings),
        is_new=False,
        former_name=None,
        listings=listings,
    )


def add_up(budgets: list[Budget], by: str = "year", selection: Selection | None = None) -> Summary:
    return summarise(EMPTY, NameTable(EMPTY), budgets, by, selection or Selection())


def amounts(summary: Summary) -> dict[str, int]:
    return {group.key: group.sum.amount_jpy for group in summary.items}


@pytest.mark.parametrize(
    ("printings", "home"),
    [
        (["1-1"], "1-1"),
        (["1-1", "2-1"], "1-1"),
        (["1-1 再掲", "2-1"], "2-1"),
        (["1-1 内数", "2-1"], "2-1"),
        (["1-1 内数", "2-1 再掲"], "2-1"),
        (["1-1 再掲", "2-1 再掲"], "1-1"),
        (["1-1 再掲", "2-1 内数", "3-1"], "3-1"),
        (["1-1 内数", "2-1 内数再掲"], "1-1"),
    ],
)
def test_home_is_the_first_full_printing_that_is_not_a_repetition(
    printings: list[str], home: str
) -> None:
    listings = [listing(*printing.split()) for printing in printings]
    assert budget("a", 1, *listings).home.measure == home


@pytest.mark.parametrize(
    ("selection", "is_taken"),
    [
        (Selection(), True),
        (Selection(year=2024), True),
        (Selection(year=2023), False),
        (Selection(stage="initial"), True),
        (Selection(stage="supplementary"), False),
        (Selection(programme=f"{PROGRAMME}p"), True),
        (Selection(programme=f"{PROGRAMME}pp"), False),
        (Selection(chapter="1"), True),
        (Selection(chapter="2"), True),
        (Selection(chapter="12"), False),
        (Selection(measure=f"{MEASURE}1-2-1"), True),
        (Selection(measure=f"{MEASURE}1-2"), True),
        (Selection(measure=f"{MEASURE}2-1"), True),
        (Selection(measure=f"{MEASURE}1-2-10"), False),
        (Selection(measure=f"{MEASURE}1-2-1-1"), False),
        (Selection(measure=f"{MEASURE}1-1"), False),
        (Selection(year=2024, stage="initial", chapter="1"), True),
        (Selection(year=2024, stage="initial", chapter="3"), False),
        (Selection(chapter="2", measure=f"{MEASURE}1-2-1"), False),
    ],
)
def test_selection_takes_a_budget_by_all_its_conditions(
    selection: Selection, is_taken: bool
) -> None:
    assert selection.takes(budget("a", 1, listing("1-2-1"), listing("2-1", "再掲"))) == is_taken


def test_measure_does_not_take_the_budget_of_a_number_that_begins_alike() -> None:
    selection = Selection(measure=f"{MEASURE}1-2-1")
    assert not selection.takes(budget("a", 1, listing("1-2-10")))
    assert selection.takes(budget("b", 1, listing("1-2-1-3")))


def test_allocation_counts_once_however_often_it_is_printed() -> None:
    once = budget("a", 100, listing("1-1"), listing("2-1", "再掲"), listing("3-1"))
    summary = add_up([once], "chapter")
    assert summary.sum == Sum(100, 1, {"initial": 100})
    assert amounts(summary) == {"2024/1": 100}
    assert summary.left_out == NOTHING


def test_allocation_that_is_only_printed_as_listed_again_still_counts() -> None:
    again = budget("a", 100, listing("1-1", "再掲"), listing("2-1", "再掲"))
    assert add_up([again]).sum.amount_jpy == 100


def test_envelope_is_in_no_sum_and_is_named() -> None:
    envelope = budget("a", 700, listing("1-1", "内数"))
    summary = add_up([envelope, budget("b", 5, listing("1-1"))])
    assert summary.sum == Sum(5, 1, {"initial": 5})
    assert summary.left_out == LeftOut(("a",), 700, ())
    assert summary.items[0].left_out == summary.left_out


def test_allocation_counts_where_it_is_printed_in_full_though_an_envelope_elsewhere() -> None:
    both = budget("a", 100, listing("1-1", "内数"), listing("2-1"))
    assert add_up([both]).sum.amount_jpy == 100
    assert add_up([both], selection=Selection(chapter="2")).sum.amount_jpy == 100
    elsewhere = add_up([both], selection=Selection(chapter="1"))
    assert elsewhere.sum == Sum(0, 0, {})
    assert elsewhere.left_out == LeftOut((), 0, ("a",))


def test_what_counts_under_another_measure_is_left_out_and_named() -> None:
    budgets = [
        budget("a", 100, listing("1-1"), listing("2-1", "再掲")),
        budget("b", 7, listing("2-1")),
    ]
    summary = add_up(budgets, selection=Selection(measure=f"{MEASURE}2-1"))
    assert summary.sum == Sum(7, 1, {"initial": 7})
    assert summary.left_out == LeftOut((), 0, ("a",))


def test_sum_says_how_much_belongs_to_each_stage() -> None:
    budgets = [
        budget("a", 1, listing("1-1")),
        budget("b", 20, listing("1-1"), stage="supplementary-2"),
        budget("c", 300, listing("1-1")),
    ]
    assert add_up(budgets).sum == Sum(321, 3, {"initial": 301, "supplementary-2": 20})


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("chapter", {"2024/2": 10, "2024/10": 1}),
        ("year", {"2023": 1, "2024": 10}),
        ("stage", {"initial": 1, "supplementary": 10}),
        ("programme", {"p": 1, "q": 10}),
    ],
)
def test_groups_come_in_the_order_of_their_numbers(by: str, expected: dict[str, int]) -> None:
    budgets = [
        budget("a", 1, listing("10-1"), year=2023),
        budget("b", 10, listing("2-1"), stage="supplementary", programme="q"),
    ]
    summary = add_up(budgets, by)
    assert list(amounts(summary).items()) == list(expected.items())
    assert (summary.by, summary.overlapping) == (by, False)


def test_sum_by_something_else_is_refused() -> None:
    with pytest.raises(BadParameter, match="'colour' is none of chapter, year, stage") as caught:
        add_up([], "colour")
    assert caught.value.name == "by"


def test_no_budgets_have_a_sum_of_nothing() -> None:
    assert add_up([]).sum == Sum(0, 0, {})
    assert add_up([]).items == ()


def test_groups_by_organisation_overlap_while_the_whole_counts_once(toy: Toy) -> None:
    store = toy("""
        m:1-1 shk:namesOrganisation id:organisation\\/a , id:organisation\\/b .
        m:1-2-1 shk:partOfMeasure m:1-2 . m:1-2 shk:namesOrganisation id:organisation\\/b .
    """)
    budgets = [
        budget("x", 100, listing("1-1"), listing("1-3", "再掲")),
        budget("y", 20, listing("1-2-1")),
        budget("z", 3, listing("1-3")),
    ]
    summary = summarise(store, NameTable(store), budgets, "organisation", Selection())
    assert summary.overlapping
    assert amounts(summary) == {"a": 100, "b": 120}
    assert summary.sum.amount_jpy == 123


@st.composite
def some_budgets(draw: st.DrawFn) -> list[Budget]:
    """Up to eight allocations in four chapters, each printed up to four times with any marks."""
    printings = st.builds(
        listing,
        st.sampled_from(["1-1", "1-1-1", "1-10", "2-1", "2-1-3", "10-2"]),
        st.sampled_from(["", "", "再掲", "内数", "内数再掲"]),
    )
    return [
        budget(
            f"b{number}",
            draw(st.integers(0, 10**12)),
            *draw(st.lists(printings, min_size=1, max_size=4)),
            year=draw(st.sampled_from([2022, 2023, 2024])),
            stage=draw(st.sampled_from([*Stage])),
            programme=draw(st.sampled_from(["p", "q", "r"])),
        )
        for number in range(draw(st.integers(0, 8)))
    ]


SELECTIONS = st.builds(
    Selection,
    year=st.none() | st.just(2024),
    chapter=st.none() | st.sampled_from(["1", "2"]),
    measure=st.none() | st.sampled_from([f"{MEASURE}1-1", f"{MEASURE}2-1"]),
)


@given(some_budgets(), SELECTIONS)
def test_groups_add_up_to_the_whole(budgets: list[Budget], selection: Selection) -> None:
    for by in ("chapter", "year", "stage", "programme"):
        summary = add_up(budgets, by, selection)
        whole, groups = summary.sum, summary.items
        assert sum(group.sum.amount_jpy for group in groups) == whole.amount_jpy
        assert sum(group.sum.allocations for group in groups) == whole.allocations
        assert sum(whole.stages.values()) == whole.amount_jpy
        left_out = [key for group in groups for key in group.left_out.portions]
        assert sorted(left_out) == sorted(summary.left_out.portions)


@given(some_budgets(), SELECTIONS)
def test_every_budget_chosen_is_counted_or_left_out(
    budgets: list[Budget], selection: Selection
) -> None:
    chosen = [one for one in budgets if selection.takes(one)]
    summary = add_up(budgets, "year", selection)
    out = {*summary.left_out.portions, *summary.left_out.relistings}
    assert len(out) + summary.sum.allocations == len(chosen)
    counted = [one for one in chosen if one.id not in out]
    assert summary.sum.amount_jpy == sum(one.amount_jpy for one in counted)
    assert not any(one.is_portion for one in counted)


@given(some_budgets())
def test_chapters_asked_for_one_by_one_add_up_to_the_whole(budgets: list[Budget]) -> None:
    chapters = [add_up(budgets, selection=Selection(chapter=c)) for c in ("1", "2", "10")]
    whole = add_up(budgets).sum
    assert sum(summary.sum.amount_jpy for summary in chapters) == whole.amount_jpy
    assert sum(summary.sum.allocations for summary in chapters) == whole.allocations


def of(knowledge: Knowledge, by: str, **conditions: int | str) -> Summary:
    """A sum over the real budgets."""
    return summarise(
        knowledge.store,
        knowledge.names,
        knowledge.budgets,
        by,
        Selection(**conditions),  # type: ignore[arg-type]
    )


def test_fiscal_year_2024_as_the_document_prints_it(knowledge: Knowledge) -> None:
    summary = of(knowledge, "stage", year=2024)
    assert summary.sum == Sum(
        19_095_641_000_000,
        135,
        {
            "government-guarantee": 24_000_000_000,
            "industrial-investment": 36_000_000_000,
            "initial": 19_035_641_000_000,
        },
    )
    assert len(summary.left_out.portions) == 3
    assert summary.left_out.portions_jpy == 2_270_000_000
    assert amounts(summary) == dict(summary.sum.stages)


def test_chapter_17_leaves_out_what_counts_in_other_chapters(knowledge: Knowledge) -> None:
    summary = of(knowledge, "stage", year=2024, chapter="17")
    assert summary.sum == Sum(
        64_915_000_000,
        11,
        {
            "government-guarantee": 24_000_000_000,
            "industrial-investment": 36_000_000_000,
            "initial": 4_915_000_000,
        },
    )
    assert sorted(summary.left_out.relistings) == [
        "administrative-counselling-system-2024-initial-700000000",
        "broadcasting-content-trade-fairs-2024-initial-70000000",
        "content-production-distribution-2024-initial-60000000",
        "regional-broadcasting-content-2024-initial-50000000",
    ]


@pytest.mark.parametrize(
    ("year", "stages"),
    [
        (2022, {"supplementary": 1_220_000_000, "supplementary-2": 2_050_000_000}),
        (
            2023,
            {
                "government-guarantee": 20_900_000_000,
                "industrial-investment": 24_400_000_000,
                "initial": 6_965_000_000,
                "supplementary": 3_000_000_000,
            },
        ),
    ],
)
def test_earlier_years_of_chapter_17(
    knowledge: Knowledge, year: int, stages: dict[str, int]
) -> None:
    assert of(knowledge, "year", year=year, chapter="17").sum.stages == stages


def test_sums_are_those_of_the_table_with_each_allocation_once(knowledge: Knowledge) -> None:
    printed: dict[tuple[str, ...], list[str]] = {}
    with (ROOT / "seeds" / "budgets.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            key = (row["fiscal_year"], row["former_name"] or row["programme_ja"], row["stage"],
                   row["amount_jpy"])  # fmt: skip
            printed.setdefault(key, []).append(row["is_portion"])
    expected: dict[str, int] = {}
    for (year, *_, yen), portions in printed.items():
        if "false" in portions:
            expected[year] = expected.get(year, 0) + int(yen)
    assert amounts(of(knowledge, "year")) == expected


def test_chapter_is_named_in_both_languages(knowledge: Knowledge) -> None:
    (group,) = [g for g in of(knowledge, "chapter").items if g.key == "2024/17"]
    assert group.label == {
        "ja": "国際連携の深化・経済安全保障の推進",
        "en": "Deepening international cooperation and promoting economic security",
    }


@pytest.mark.parametrize(
    ("measure", "yen", "relistings"),
    [
        ("17-2-1", 210_000_000, 0),
        ("17-2-5", 0, 1),
        ("17-2-7", 65_000_000, 0),
        ("17-2-3", 0, 3),
        ("17-2-3-1", 0, 1),
        ("17-2-8", 0, 1),
    ],
)
def test_money_of_a_measure_and_its_parts(
    knowledge: Knowledge, measure: str, yen: int, relistings: int
) -> None:
    summary = of(knowledge, "year", year=2024, measure=MEASURE + measure)
    assert summary.sum.amount_jpy == yen
    assert len(summary.left_out.relistings) == relistings


def test_organisations_that_measures_name_overlap(knowledge: Knowledge) -> None:
    summary = of(knowledge, "organisation", year=2024, chapter="17")
    assert summary.overlapping
    assert summary.sum.amount_jpy == 64_915_000_000
    named = {key: amounts(summary)[key] for key in ("g7", "jict", "nhk", "oecd", "quad", "upu")}
    assert named == {
        "g7": 500_000_000,
        "jict": 60_000_000_000,
        "nhk": 3_590_000_000,
        "oecd": 290_000_000,
        "quad": 210_000_000,
        "upu": 760_000_000,
    }


def test_budget_is_read_with_all_its_printings(knowledge: Knowledge) -> None:
    key = "secure-digital-infrastructure-overseas-2024-initial-210000000"
    (found,) = [one for one in knowledge.budgets if one.id == key]
    assert (found.fiscal_year, found.stage, found.amount_jpy) == (2024, "initial", 210_000_000)
    assert (found.is_portion, found.is_new, found.former_name) == (False, False, None)
    printed = [(p.measure, p.is_portion, p.is_relisted, p.evidence.lines) for p in found.listings]
    assert printed == [("17-2-1", False, False, (3468, 3470)), ("17-2-5", True, True, (3571, 3578))]
    assert found.home.measure == "17-2-1"
    assert found.listings[1].evidence.heading == ("17", "[2]", "(5)")


def test_budgets_come_in_the_order_of_the_document(knowledge: Knowledge) -> None:
    lines = [one.listings[0].evidence.lines for one in knowledge.budgets]
    assert lines == sorted(lines)


def test_former_names_and_new_programmes_are_kept(knowledge: Knowledge) -> None:
    chapter = [one for one in knowledge.budgets if Selection(chapter="17").takes(one)]
    assert {one.former_name for one in chapter if one.former_name} == {
        "ICT海外展開パッケージ支援事業",
        "デジタルインフラの安全性・信頼性確保推進事業",
    }
    assert {one.id for one in chapter if one.is_new} == {
        "international-ai-rules-contribution-2023-supplementary-200000000",
        "metaverse-safe-use-2024-initial-30000000",
    }
