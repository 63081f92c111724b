"""A new edition is a row in documents.csv and `shisaku read`: no code is touched. What changed
between two editions, `shisaku diff` tells."""

import csv
import hashlib
import json
import shutil
from io import StringIO
from pathlib import Path

import pytest

from shisaku.cli import main

ROOT = Path(__file__).parents[2]
OCEAN = (ROOT / "tests" / "documents" / "ocean_measures_2031.txt").read_text(encoding="utf-8")
# The next year's document: another year, a measure renamed, one gone, one new, and an amount up.
NEXT = (
    OCEAN.replace("2031", "2032")
    .replace("13年", "14年")
    .replace("12年度", "13年度")
    .replace("(1) 灯台の改修", "(1) 灯台の計画的な改修")
    .replace("(3) 灯台の公開", "(3) 潮流発電の実証")
    .replace("灯台改修事業\t3.2億円", "灯台改修事業\t4.0億円")
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seeds with both editions read into them, and a release built from these."""
    folder = tmp_path_factory.mktemp("editions")
    shutil.copytree(ROOT / "seeds", folder / "seeds", ignore=shutil.ignore_patterns("__*"))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SHISAKU_SEEDS", str(folder / "seeds"))
        environment.setenv("SHISAKU_OUT", str(folder / "var"))
        for edition, text in (("2031", OCEAN), ("2032", NEXT)):
            path = folder / f"ocean_{edition}.txt"
            path.write_text(text, encoding="utf-8")
            add_document(folder / "seeds" / "documents.csv", edition, path)
            assert main(["read", str(path), "--write"]) == 0
        assert main(["build"]) == 0
    return folder


def add_document(table: Path, edition: str, path: Path) -> None:
    """The one row that a new edition needs."""
    with table.open(encoding="utf-8", newline="") as file:
        columns = csv.DictReader(file).fieldnames or []
    cells = {
        "slug": f"ocean-measures-{edition}",
        "title_ja": f"海洋省重点施策{edition}",
        "title_en": f"Ocean Measures {edition}",
        "publisher_ja": "海洋省",
        "publisher_en": "Ministry of the Ocean",
        "edition": edition,
        "layout": "measures-list",
        "file": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "lines": str(path.read_text(encoding="utf-8").count("\n") + 1),
        "min_measures": "10",
        "min_allocations": "10",
    }
    with table.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, lineterminator="\n").writerow(cells)


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> "Run":
    monkeypatch.setenv("SHISAKU_SEEDS", str(folder / "seeds"))
    monkeypatch.setenv("SHISAKU_OUT", str(folder / "var"))
    return Run(capsys)


class Run:
    """Runs a command and keeps what it printed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str]:
        self._capsys.readouterr()
        return main(arguments), self._capsys.readouterr().out


def test_measures_of_the_new_edition_are_in_the_graph(run: Run, folder: Path) -> None:
    query = folder / "editions.rq"
    query.write_text(
        "PREFIX shk: <https://w3id.org/shisaku/ns#> SELECT ?edition (COUNT(?m) AS ?n) "
        "{ ?m a shk:Measure ; shk:edition ?edition } GROUP BY ?edition ORDER BY ?edition"
    )
    status, out = run("query", str(query), "--format", "csv")
    counts = dict(csv.reader(StringIO(out)))
    assert status == 0
    assert counts["2031"] == counts["2032"] != "0"


def test_what_has_no_english_yet_says_so(run: Run) -> None:
    _, out = run("search", "潮流発電の実証")
    assert "[not translated] 潮流発電の実証" in out


def test_diff_tells_what_changed_between_editions(run: Run) -> None:
    status, out = run("diff", "2031", "2032", "--format", "csv")
    changes = {tuple(row.values()) for row in csv.DictReader(StringIO(out))}
    assert status == 1
    assert ("renamed", "1-1-1", "灯台の改修", "灯台の計画的な改修") in changes
    assert ("gone", "1-1-3", "灯台の公開", "") in changes
    assert ("added", "1-1-3", "", "潮流発電の実証") in changes
    assert ("up", "灯台改修事業 initial", "320000000", "400000000") in changes
    assert {change for change, *_ in changes} == {"renamed", "gone", "added", "up"}


def test_diff_comes_as_text_and_json(run: Run) -> None:
    _, text = run("diff", "2031", "2032")
    _, rows = run("diff", "2031", "2032", "--format", "json")
    assert "up          灯台改修事業 initial: 320,000,000 yen -> 400,000,000 yen" in text
    assert len(json.loads(rows)) == len(text.splitlines())


def test_an_edition_does_not_differ_from_itself(run: Run) -> None:
    assert run("diff", "2031", "2031") == (0, "no difference\n")


def test_diff_of_releases_takes_their_folders(run: Run, folder: Path) -> None:
    current = str(folder / "var" / "current")
    assert run("diff", current, current) == (0, "no difference\n")


def test_unknown_edition_names_those_there_are(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", "1999", "2031"]) == 2
    assert "'1999' is no edition (2024, 2031, 2032)" in capsys.readouterr().err


def test_an_edition_is_not_compared_with_a_release(
    run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", "2031", str(folder / "var" / "current")]) == 2
    assert "compare two editions or two releases" in capsys.readouterr().err


def test_slugs_given_to_new_programmes_differ(run: Run, folder: Path) -> None:
    with (folder / "seeds" / "programmes.csv").open(encoding="utf-8", newline="") as file:
        slugs = [row["slug"] for row in csv.DictReader(file)]
    assert any(slug.startswith("2031-") for slug in slugs)
    assert len(set(slugs)) == len(slugs)


def test_build_refuses_documents_that_are_not_those_of_the_table(
    run: Run, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(folder / "seeds", tmp_path / "seeds")
    table = tmp_path / "seeds" / "documents.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["edition"] == "2031"]
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    (tmp_path / rows[0]["file"]).write_text(OCEAN + "1\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHISAKU_SEEDS", str(tmp_path / "seeds"))
        assert main(["build", "--documents", str(tmp_path), "--out", str(tmp_path / "var")]) == 2
    assert "other SHA-256" in capsys.readouterr().err
    assert not (tmp_path / "var").exists()
