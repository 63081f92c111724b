from dataclasses import FrozenInstanceError

import pytest

from ontology import iris
from ontology.model import Allocation, Basis, Fact, Issue, Passage, Stage
from ontology.terms import SHK

MEASURE, COUNTRY = iris.measure("2024", "17-2-7"), iris.thing("country", "VN")


@pytest.mark.parametrize(("first", "last"), [(0, 1), (-1, 1), (2, 1), (0, 0)])
def test_a_passage_is_a_range_that_counts_from_one(first: int, last: int) -> None:
    with pytest.raises(ValueError, match=f"lines {first}-{last} are not a range"):
        Passage("ocean", first, last)


def test_a_passage_may_be_one_line() -> None:
    assert Passage("ocean", 1, 1) < Passage("ocean", 1, 2) < Passage("ocean", 2, 2)


def test_a_fact_needs_a_passage() -> None:
    with pytest.raises(ValueError, match="no passage proves"):
        Fact(MEASURE, SHK.namesCountry, COUNTRY, Basis.STATED, ())


def test_money_is_not_negative() -> None:
    assert Allocation(2024, Stage.INITIAL, 0).yen == 0
    with pytest.raises(ValueError, match="-1 yen is not an allocation"):
        Allocation(2024, Stage.INITIAL, -1)


def test_values_cannot_be_changed() -> None:
    passage = Passage("ocean", 1, 1)
    with pytest.raises(FrozenInstanceError):
        passage.first = 2  # type: ignore[misc]


def test_issues_are_sorted_by_document_and_line() -> None:
    later, earlier, whole = Issue("b", 9, "x"), Issue("b", 10, "a"), Issue("a", 0, "z")
    assert sorted([earlier, later, whole]) == [whole, later, earlier]


def test_stages_and_bases_are_the_codes_of_the_ontology() -> None:
    """A code without a term would fail only when such a fact is described."""
    assert {f"stage-{stage}" for stage in Stage} == {
        name for name in SHK.names if name.startswith("stage-")
    }
    assert {f"basis-{basis}" for basis in Basis} == {
        name for name in SHK.names if name.startswith("basis-")
    }
