"""Questions whose right answer is none: an empty table, and not what comes near."""

import pytest

from queries.catalogue import catalogue, find_query
from queries.names import NameTable
from queries.runner import run
from store.embedded import EmbeddedStore

# A question, its arguments, and why nothing is the answer.
NONE: list[tuple[str, dict[str, str], str]] = [
    ("activities_concerning_country", {"country": "BN"}, "Brunei is only a member of ASEAN"),
    ("activities_in_region", {"region": "noto-peninsula"}, "named for its earthquake only"),
    ("activities_of_measure", {"measure": "1-1-1"}, "a paragraph of principles"),
    ("activities_of_organisation", {"organisation": "nasa"}, "named for its research only"),
    ("activities_under_agreement", {"agreement": "rcep"}, "named among trade agreements"),
    ("activities_under_agreement", {"agreement": "日中韓FTA"}, "is being negotiated"),
    ("agreements_of_organisation", {"organisation": "upu"}, "gets contributions, signs nothing"),
    ("agreements_of_year", {"year": "1999"}, "the oldest that is read is of 2018"),
    ("agreements_of_year", {"year": "2020"}, "between those of 2019 and of 2021"),
    ("agreements_on_topic", {"topic": "post"}, "the post has orders and contracts only"),
    ("agreements_with_country", {"country": "NL"}, "only hosts an assembly of the IOI"),
    ("agreements_with_country", {"country": "コスタリカ"}, "ended analogue television, no more"),
    ("bodies_under_organisation", {"organisation": "jict"}, "a company that stands alone"),
    ("budget_of_measure", {"asked": "17-2-8-2"}, "the money stands under 17-2-8"),
    (
        "budgets_of_measures_involving_country", {"country": "NL", "year": "2024"},
        "17-2-8 prints an envelope (内数) only",
    ),
    (
        "budgets_of_measures_involving_country", {"country": "VN", "year": "1999"},
        "amounts begin with fiscal year 2022",
    ),
    ("countries_of_measure", {"measure": "1-1-1"}, "names no country and rests on nothing"),
    ("events_in_country", {"country": "IR"}, "party to a memorandum, host of nothing"),
    ("events_of_year", {"year": "1999"}, "the oldest that is read is of 2010"),
    ("events_with_country", {"country": "NL"}, "a place of a meeting, no partner in it"),
    ("facts_on_lines", {"line": "1"}, "the line is blank"),
    ("facts_on_lines", {"line": "3810"}, "the document ends before it"),
    ("figures_about_organisation", {"organisation": "quad"}, "no indicator is about it"),
    ("holders_of_posts", {"organisation": "quad"}, "has no posts"),
    ("initial_budgets_of_two_years", {"earlier": "1999", "later": "2000"}, "before all amounts"),
    ("measures_involving_country", {"country": "BN"}, "no measure names ASEAN or RCEP"),
    ("measures_naming_document", {"document": "jict-support-criteria"}, "in the evaluation only"),
    ("measures_naming_organisation", {"organisation": "nasa"}, "in the evaluation only"),
    ("measures_on_topic", {"topic": "agriculture"}, "a topic of activities only"),
    ("members_of_forum", {"organisation": "itu"}, "no document lists its members"),
    ("organisations_of_country", {"country": "NL"}, "none is named"),
    ("reasons_of_involvement", {"measure": "1-1-1"}, "names no country and rests on nothing"),
    ("results_of_two_years", {"before": "1999", "after": "2000"}, "before all figures"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "arguments", "why"), NONE)
def test_the_right_answer_is_none(
    query: str, arguments: dict[str, str], why: str, store: EmbeddedStore, names: NameTable
) -> None:
    assert run(store, find_query(query), arguments, names).rows == (), why


@pytest.mark.parametrize(("query", "arguments", "why"), NONE)
def test_the_header_comes_all_the_same(
    query: str, arguments: dict[str, str], why: str, store: EmbeddedStore, names: NameTable
) -> None:
    table = run(store, find_query(query), arguments, names)
    assert table.columns == tuple(catalogue()[query].columns)


def test_an_agreement_of_which_little_is_said_still_has_its_activity(
    store: EmbeddedStore, names: NameTable
) -> None:
    """Line 3637 states cooperation under all four memoranda, that with Iran among them."""
    agreement = "japan-iran-grievance-redress-memorandum"
    table = run(store, find_query("activities_under_agreement"), {"agreement": agreement}, names)
    assert [str(row["activity"]) for row in table.rows] == [
        "<https://w3id.org/shisaku/id/activity/ombudsman-memoranda-cooperation>"
    ]
