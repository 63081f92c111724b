"""What a search of the cited lines cannot tell of the curated facts: that they agree with each
other, that what is our judgement is called so, and that a name belongs to what it names."""

import csv
from pathlib import Path

import pytest

from loaders.corpus import Corpus

SEEDS = Path(__file__).parents[2] / "seeds"
LATEST = "2024"
"""The year of the latest document."""

Row = dict[str, str]


def _rows(table: str) -> dict[str, Row]:
    """The rows of a table by their keys."""
    with (SEEDS / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return {next(iter(row.values())): row for row in csv.DictReader(file)}


def _editorial(row: Row, column: str) -> set[str]:
    """The values of a column that are our judgement."""
    values = set(row[column].split("|")) - {""}
    marks = row["editorial"].split("|")
    whole = row["basis"] == "editorial" or column in marks
    return values if whole else {v for v in values if f"{column}={v}" in marks}


@pytest.mark.parametrize("table", ["activities", "events"])
def test_what_is_ongoing_has_not_ended(table: str) -> None:
    over = [
        key
        for key, row in _rows(table).items()
        if row["status"] == "ongoing"
        and (row["end_date"] or "0" < row.get("last_fiscal_year", "") < LATEST)
    ]
    assert over == []


@pytest.mark.parametrize(
    ("table", "key", "column", "stated"),
    [
        ("agreements", "cptpp", "parties", {"country:JP"}),
        ("agreements", "rcep", "parties", {"country:JP"}),
        ("agreements", "japan-european-commission-submarine-cable-memorandum", "parties",
         {"organisation:european-commission"}),
        ("memberships", "rcep-participants", "members", set()),
        ("organisations", "japan-post", "parent", set()),
        ("organisations", "japan-post-holdings", "parent", set()),
        ("organisations", "okinawa-cellular", "parent", set()),
        ("organisations", "ntia", "parent", set()),
        ("organisations", "mic-regional-administrative-evaluation-bureaux", "parent", set()),
        ("organisations", "mic-administrative-evaluation-offices", "parent", set()),
        ("organisations", "distributed-energy-inter-ministerial-task-force", "parent", set()),
        ("organisations", "inner-conference-on-inward-direct-investment", "parent", set()),
        ("organisations", "itu-t", "parent", {"itu"}),
        ("organisations", "itu-telecommunication-standardization-bureau", "parent", {"itu"}),
    ],
)  # fmt: skip
def test_only_what_the_text_gives_is_stated(
    table: str, key: str, column: str, stated: set[str]
) -> None:
    row = _rows(table)[key]
    values = set(row[column].split("|"))
    assert "" not in values
    assert values - _editorial(row, column) == stated


def test_the_parties_and_the_members_of_rcep_are_the_same() -> None:
    parties, members = _rows("agreements")["rcep"], _rows("memberships")["rcep-participants"]
    assert sorted(parties["parties"].split("|")) == sorted(members["members"].split("|"))


def test_progress_that_counts_what_is_planned_is_no_actual_figure() -> None:
    """The drawing of new bandwidth says that its numbers hold planned ones (line 5442)."""
    kinds = {
        row["indicator"]: row["kind_of_figure"]
        for row in _rows("figures").values()
        if row["indicator"].startswith("spectrum-new-bandwidth-") and row["date"] == "2023-09"
    }
    assert kinds == {
        f"spectrum-new-bandwidth-{system}": "progress"
        for system in ("mobile-networks", "satellite-haps", "iot-wireless-lan", "total")
    }


def test_an_activity_that_is_no_more_than_an_event_belongs_to_a_measure_or_policy() -> None:
    events = _rows("events")
    twice = [
        key
        for key, row in _rows("activities").items()
        if row["name_ja"]
        in {events[event]["name_ja"] for event in row["events"].split("|") if event}
        and not (row["measure"] or row["policy"])
    ]
    assert twice == []


def test_the_programme_of_an_activity_is_listed_by_its_measure() -> None:
    english = {key: row["name_en"] for key, row in _rows("programmes").items()}
    with (SEEDS / "budgets.csv").open(encoding="utf-8", newline="") as file:
        listed = {(row["programme_en"], row["measure"]) for row in csv.DictReader(file)}
    under: dict[str, set[str]] = {}
    for programme, measure in listed:
        under.setdefault(programme, set()).add(f"2024/{measure}-")
    linked = [row for row in _rows("activities").values() if row["programme"] and row["measure"]]
    wrong = [
        (row["slug"], measure)
        for row in linked
        for measure in row["measure"].split("|")
        if not any(
            place.startswith(f"{measure}-") or f"{measure}-".startswith(place)
            for place in under.get(english[row["programme"]], {f"{measure}-"})
        )
    ]
    assert len(linked) > 20
    assert wrong == []


@pytest.mark.parametrize("table", ["people", "organisations", "events", "activities"])
def test_a_label_is_a_name_and_no_remark(table: str) -> None:
    remarks = ("not printed", "reading of", "unknown")
    rows = _rows(table).items()
    assert [key for key, row in rows if any(r in row["name_en"] for r in remarks)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("日米豪印（クアッド）首脳会合", set()),
        ("令和４年５月の日米豪印（クアッド）首脳会合", {"quad-leaders-summit-2022-05"}),
        ("2023年5月の日米豪印首脳会合", {"quad-leaders-summit-2023"}),
        ("国際消防防災フォーラムを活用した", set()),
        ("国際消防防災フォーラム 令和5年3月", {"fire-disaster-forum-2023"}),
        ("日米首脳会談", set()),
        ("2021年４月の日米首脳会談", {"japan-us-summit-2021"}),
        ("日EU定期首脳協議", set()),
        ("G7サミット、G7首脳会合", set()),
        ("G7広島サミット", {"g7-hiroshima-summit-2023"}),
        ("アジア・オンブズマン協会(AOA)総会", set()),
        ("国際オンブズマン協会(IOI)総会、国際オンブズマン協会(IOI)アジア地域会議", set()),
        ("合同説明会、全国セミナー（仮称）、研究希望者向け説明会", set()),
        ("審議官級会合、事務レベル会合（課長級）、専門家レベル作業部会（課長級）", set()),
        ("デジタル大臣会合", set()),
    ],
)
def test_a_generic_name_is_no_single_event(corpus: Corpus, text: str, found: set[str]) -> None:
    assert {m.key for m in corpus.name_index().find(text) if m.kind == "event"} == found


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("情報通信研究機構法", "jict-act"),
        ("行政監視行政相談センター", "mic-administrative-counselling-centres"),
        ("管区行政評価局", "mic-administrative-evaluation-bureau"),
        ("デジタル田園都市国家インフラ整備計画", "digital-garden-city-vision"),
        ("南アジア、中央アジア、南西アジア、アジア・太平洋、アジア太平洋", "asia"),
        ("日本郵政グループ", "japan-post-holdings"),
        ("米国電気・電子技術学会", "US"),
    ],
)
def test_a_name_inside_a_longer_one_is_not_meant(corpus: Corpus, text: str, absent: str) -> None:
    assert absent not in {match.key for match in corpus.name_index().find(text)}
