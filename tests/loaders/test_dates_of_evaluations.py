"""A figure of an evaluated policy that is dated by the evaluation cites that of its own policy."""

import csv
from bisect import bisect_right
from pathlib import Path

ROOT = Path(__file__).parents[2]
EVALUATION = "mic-evaluation-2023"
DATE_LINES = {
    33: "政策2",
    1266: "政策4",
    2363: "政策9",
    3998: "政策10",
    4678: "政策13",
    5659: "政策14",
}
"""The lines that say 政策評価実施時期 令和５年９月."""


def _rows(file: str) -> list[dict[str, str]]:
    with (ROOT / "seeds" / file).open(encoding="utf-8", newline="") as table:
        return [row for row in csv.DictReader(table) if row["document"] == EVALUATION]


def test_a_figure_is_dated_by_the_evaluation_of_its_own_policy() -> None:
    headings = [(int(row["line"]), row["path"].split()[0]) for row in _rows("headings.csv")]

    def policy(line: int) -> str:
        return headings[bisect_right(headings, line, key=lambda h: h[0]) - 1][1]

    assert {line: policy(line) for line in DATE_LINES} == DATE_LINES
    dated = [
        [int(part.split("-")[0]) for part in row["lines"].split(",")]
        for row in _rows("figures.csv")
    ]
    dated = [lines for lines in dated if set(lines) & set(DATE_LINES)]
    assert len(dated) > 20
    assert [lines for lines in dated if len({policy(line) for line in lines}) > 1] == []
