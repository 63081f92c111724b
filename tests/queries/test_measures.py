"""Lists of measures: each condition by itself, and together."""

import pytest

from api.knowledge import Knowledge
from queries.measures import Conditions, MeasureRow, find_measures

CHAPTER_17 = [
    "17-1-1", "17-2-1", "17-2-2", "17-2-3", "17-2-3-1", "17-2-3-2", "17-2-3-3", "17-2-4",
    "17-2-5", "17-2-6", "17-2-7", "17-2-8", "17-2-8-1", "17-2-8-2", "17-3-1",
]  # fmt: skip


def find(knowledge: Knowledge, conditions: Conditions) -> list[MeasureRow]:
    return find_measures(knowledge.store, knowledge.names, conditions)


def test_all_measures_come_in_the_order_of_their_numbers(knowledge: Knowledge) -> None:
    found = find(knowledge, Conditions())
    assert len(found) > 100
    numbers = [[int(part) for part in measure.id.split("-")] for measure in found]
    assert numbers == sorted(numbers)
    assert {measure.edition for measure in found} == {"2024"}
    assert all(measure.label["ja"] and measure.label["en"] for measure in found)


def test_part_names_the_measure_that_it_belongs_to(knowledge: Knowledge) -> None:
    parts = {m.id: m.part_of for m in find(knowledge, Conditions(chapter="17")) if m.part_of}
    assert parts == {
        "17-2-3-1": "17-2-3",
        "17-2-3-2": "17-2-3",
        "17-2-3-3": "17-2-3",
        "17-2-8-1": "17-2-8",
        "17-2-8-2": "17-2-8",
    }


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        (Conditions(words="消防用機器"), ["17-2-7"]),
        (Conditions(words="FIRE-fighting"), ["17-2-7"]),
        (Conditions(words="ｏｐｅｎ ran"), ["17-2-1"]),
        (Conditions(words="民主的なメタバース"), ["17-3-1"]),
        (Conditions(words="no such words"), []),
        (Conditions(words="%"), []),
        (Conditions(words=".*"), []),
        (Conditions(chapter="17"), CHAPTER_17),
        (Conditions(chapter="99"), []),
        (Conditions(chapter="17-2"), []),
        (Conditions(chapter="17", edition="2024"), CHAPTER_17),
        (Conditions(chapter="17", edition="2023"), []),
        (Conditions(words="海外展開", chapter="17", edition="2024"), [
            "17-2-1", "17-2-3", "17-2-3-3", "17-2-5", "17-2-7",
        ]),
    ],
)  # fmt: skip
def test_measures_that_fit_the_conditions(
    knowledge: Knowledge, conditions: Conditions, expected: list[str]
) -> None:
    assert [measure.id for measure in find(knowledge, conditions)] == expected


@pytest.mark.parametrize(
    ("organisation", "agreement", "expected"),
    [
        ("JICT", None, ["17-2-2"]),
        ("ioi", None, ["17-2-8", "17-2-8-1", "17-2-8-2"]),
        (None, "g7-leaders-communique", ["17-3-1"]),
        (None, "japan-viet-nam-fire-fighting-memorandum", ["17-2-7"]),
        ("quad", "quad-5g-open-ran-memorandum", ["17-2-1"]),
        ("jict", "quad-5g-open-ran-memorandum", []),
    ],
)
def test_measures_that_involve_an_organisation_or_agreement_with_their_parts(
    knowledge: Knowledge, organisation: str | None, agreement: str | None, expected: list[str]
) -> None:
    names = knowledge.names
    conditions = Conditions(
        organisation=names.resolve(organisation, "organisation") if organisation else None,
        agreement=names.resolve(agreement, "agreement") if agreement else None,
    )
    assert [measure.id for measure in find(knowledge, conditions)] == expected
