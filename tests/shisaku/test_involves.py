"""`shisaku involves`: which measures involve a country, as an account, CSV and JSON."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]

ACCOUNT = """\
17-2-7  Overseas deployment of fire-fighting equipment
  named (stated)
    mic-priority-measures-2024 003_6e1b6f6cd424c693.txt:3615  17 [2] (7)
  agreement (derived)
    through Memorandum of cooperation on fire-fighting between Japan and Viet Nam
    mic-priority-measures-2024 003_6e1b6f6cd424c693.txt:3615  17 [2] (7)
    white-paper-note-2024 002_156e55afd1a790a2.txt:134  第II部 第2章 第8節 2 (3) エ (ア)
  activity (derived)
    through Exchange of views with Viet Nam on fire prevention and standards of equipment
    through Fire-fighting training under the memorandum of cooperation with Viet Nam
    mic-priority-measures-2024 003_6e1b6f6cd424c693.txt:3615  17 [2] (7)
    white-paper-note-2024 002_156e55afd1a790a2.txt:134  第II部 第2章 第8節 2 (3) エ (ア)
    white-paper-note-2024 002_156e55afd1a790a2.txt:136  第II部 第2章 第8節 2 (3) エ (ア)
17-2-8  Partnership and cooperation with public ombudsmen of other countries
"""


@pytest.mark.parametrize("name", ["VN", "Vietnam", "ベトナム", "ﾍﾞﾄﾅﾑ", "日越"])
def test_account_tells_reasons_and_lines(shisaku: Run, name: str) -> None:
    done = shisaku("involves", name)
    assert (done.status, done.err) == (0, "")
    assert ACCOUNT in done.out
    assert done.out == shisaku("involves", "VN").out


def test_what_is_planned_and_what_is_our_judgement_is_said(shisaku: Run) -> None:
    told = shisaku("involves", "RU").out
    assert "\n  activity (derived, rests on an editorial judgement)\n" in told
    assert "September 2023 (planned)\n" in told


def test_account_can_be_had_in_japanese(shisaku: Run) -> None:
    done = shisaku("involves", "VN", "--lang", "ja")
    assert "17-2-7  消防用機器等の海外展開\n" in done.out
    assert "    through ベトナムとの消防分野における協力覚書\n" in done.out


def test_range_of_lines_is_written_as_one(shisaku: Run) -> None:
    assert "004_d473122111bbb5a2.txt:6443-6449" in shisaku("involves", "AU").out


def test_csv_has_the_columns_of_the_contract_and_a_row_for_each_line(shisaku: Run) -> None:
    done = shisaku("involves", "VN", "--format", "csv")
    assert done.status == 0
    rows = list(csv.reader(io.StringIO(done.out, newline="")))
    assert rows[0] == ["measure", "country", "how", "basis", "through", "document", "line"]
    through = "https://w3id.org/shisaku/id/agreement/japan-viet-nam-fire-fighting-memorandum"
    measures, note = "mic-priority-measures-2024", "white-paper-note-2024"
    assert [row[1:] for row in rows if row[0] == "17-2-7" and row[2] != "activity"] == [
        ["VN", "named", "stated", "", measures, "3615"],
        ["VN", "agreement", "derived", through, measures, "3615"],
        ["VN", "agreement", "derived", through, note, "134"],
    ]
    # the list of measures names Viet Nam on these lines and on no other
    assert [(row[0], row[6]) for row in rows if row[2] == "named"] == [
        ("17-2-7", "3615"), ("17-2-8", "3631"), ("17-2-8", "3638"), ("17-2-8", "3639"),
        ("17-2-8", "3644"),
    ]  # fmt: skip
    assert done.out.count("\r\n") == len(rows)


def test_json_is_that_of_the_api(shisaku: Run) -> None:
    done = shisaku("involves", "VN", "--format", "json")
    found = json.loads(done.out)
    (fires,) = [measure for measure in found if measure["id"] == "17-2-7"]
    assert fires["label"] == {
        "ja": "消防用機器等の海外展開",
        "en": "Overseas deployment of fire-fighting equipment",
    }
    assert [reason["how"] for reason in fires["involvement"]] == ["named", "agreement", "activity"]
    assert fires["involvement"][0]["evidence"][0]["lines"] == [3615, 3615]
    (ombudsmen,) = [measure for measure in found if measure["id"] == "17-2-8"]
    assert ombudsmen["involvement"][0]["evidence"][0]["lines"] == [3631, 3631]
    assert "消防用機器等の海外展開" in done.out


@pytest.mark.parametrize(
    ("how", "reasons"),
    [("named", {"named"}), ("agreement,activity", {"agreement", "activity"})],
)
def test_only_the_reasons_asked_for_are_told(shisaku: Run, how: str, reasons: set[str]) -> None:
    found = json.loads(shisaku("involves", "VN", "--how", how, "--format", "json").out)
    assert {reason["how"] for m in found for reason in m["involvement"]} == reasons


@pytest.mark.parametrize(
    ("form", "out"),
    [
        ("table", "no measure that was read involves it\n"),
        ("csv", "measure,country,how,basis,through,document,line\r\n"),
        ("json", "[]\n"),
    ],
)
def test_no_measure_is_an_answer_with_status_1(shisaku: Run, form: str, out: str) -> None:
    assert shisaku("involves", "CA", "--how", "named", "--format", form) == (1, out, "")


def test_unknown_name_comes_with_near_ones_and_status_2(shisaku: Run) -> None:
    assert shisaku("involves", "Vietnm") == (
        2, "", "shisaku: no country is called 'Vietnm'; did you mean Viet Nam?\n",
    )  # fmt: skip


def test_unknown_reason_is_named(shisaku: Run) -> None:
    done = shisaku("involves", "VN", "--how", "friendship")
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        "shisaku: parameter how: 'friendship' is none of named, agreement, activity, membership\n"
    )


def test_answer_can_be_cited_with_its_documents(shisaku: Run) -> None:
    done = shisaku("involves", "VN", "--how", "named", "--format", "csl-json")
    page, *documents = json.loads(done.out)
    assert page["title"] == "Measures that involve Viet Nam (how: named)"
    assert page["URL"] == "https://w3id.org/shisaku/measures?involves=VN&how=named"
    assert {item["id"]: item["note"] for item in documents} == {
        "mic-priority-measures-2024": "003_6e1b6f6cd424c693.txt, lines 3615, 3631, 3638–3639, 3644"
    }
    in_bibtex = shisaku("involves", "VN", "--how", "named", "--format", "bibtex", "--lang", "ja")
    assert "title = {{ベトナムが関わる施策 (how: named)}}" in in_bibtex.out
