"""`shisaku cite`: whether the cited lines say what the facts say, on our seeds and on wrong
ones."""

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Spoil = Callable[[str, str, str, str], str]

ROOT = Path(__file__).parents[2]
DOCUMENTS = ROOT.parent / "shared" / "documents"

with_documents = pytest.mark.skipif(
    not DOCUMENTS.is_dir(), reason="needs the source documents, which are not in the repository"
)


@pytest.fixture
def seeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the seeds, which the command then uses."""
    folder = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", folder, ignore=shutil.ignore_patterns("__*"))
    monkeypatch.setenv("SHISAKU_SEEDS", str(folder))
    return folder


@pytest.fixture
def spoil(seeds: Path) -> Spoil:
    """Puts another value into a cell of the row with a key, and tells which row it is."""

    def write(file: str, key: str, column: str, cell: str) -> str:
        with (seeds / file).open(encoding="utf-8", newline="") as table:
            rows = list(csv.DictReader(table))
        keys = [next(iter(row.values())) for row in rows]
        row = rows[keys.index(key)]
        assert row[column] != cell
        row[column] = cell
        with (seeds / file).open("w", encoding="utf-8", newline="") as table:
            writer = csv.DictWriter(table, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return f"{file}, row {keys.index(key) + 2}"

    return write


@with_documents
def test_every_stated_fact_of_the_seeds_stands_on_its_lines(shisaku: Run) -> None:
    done = shisaku("cite", "--documents", str(DOCUMENTS))
    assert (done.status, done.err) == (0, "")
    proven, coded, editorial = done.out.splitlines()
    assert proven.endswith(" stated facts stand on the lines they cite (100.00 %)")
    found, of, stated, *_ = proven.split()
    assert (of, found) == ("of", stated)
    assert int(stated) > 0
    assert " give codes or order, not words: " in coded
    assert editorial.endswith(" are editorial and claim no line")


MEMO = "japan-viet-nam-fire-fighting-memorandum"
SUPPORT = "jict-cumulative-support-decided-2024-03-actual"
MEASURES, EVALUATION, NOTE = (
    "mic-priority-measures-2024", "mic-evaluation-2023", "white-paper-note-2024",
)  # fmt: skip

# table, key, column and the wrong cell; then the column that is named, and what is said of it
WRONG = {
    "line": (
        ("people.csv", "masanori-kondo", "lines", "5746"),
        f"name_ja: 近藤勝則 (person masanori-kondo) is not on {EVALUATION} lines 5746",
    ),
    "line of one of two documents": (
        ("agreements.csv", MEMO, "lines", "3615|136"),
        f"date: 2018-10-08 is not on {MEASURES} lines 3615; {NOTE} lines 136",
    ),
    "amount": (
        ("figures.csv", SUPPORT, "value", "108800000000"),
        "value: 108800000000 is not what '約1,087億円' amounts to",
    ),
    "printed amount": (
        ("figures.csv", SUPPORT, "printed", "約1,088億円"),
        f"printed: 約1,088億円 is not on {NOTE} lines 92",
    ),
    "country": (
        ("activities.csv", "open-ran-survey-viet-nam-2022", "country", "TH"),
        f"country: タイ (country TH) is not on {NOTE} lines 114",
    ),
    "day": (
        ("events.csv", "igf-2023", "date", "2023-10-09"),
        f"date: 2023-10-09 is not on {MEASURES} lines 3444; "
        f"{EVALUATION} lines 5910-5912, 5933-5938",
    ),
    "month": (
        ("tenures.csv", "masanori-kondo-apt-secretary-general", "since", "2021-03"),
        f"since: 2021-03 is not on {EVALUATION} lines 5742-5743",
    ),
    "measure": (
        ("activities.csv", "fire-products-presentation-2023", "measure", "2024/17-2-8"),
        f"measure: the measure 17-2-8 is not on {MEASURES} lines 3619",
    ),
}


# table, key, column and the wrong cell; then what of it shows nothing
IDLE = {
    "one of two documents": (
        ("agreements.csv", MEMO, "lines", "3|134"), f"{MEASURES} lines 3",
    ),
    "lines added": (
        ("events.csv", "japan-us-cyber-dialogue-8", "lines", "169,1-7"), f"{NOTE} lines 1-7",
    ),
    "another section": (
        ("events.csv", "japan-us-cyber-dialogue-8", "lines", "169,150"), f"{NOTE} lines 150",
    ),
    "a look-alike": (
        ("countries.csv", "US", "lines", "1079,3464|3023|58,229"), f"{EVALUATION} lines 3023",
    ),
    "a page far away": (
        ("activities.csv", "uzbekistan-broadband-order", "lines", "6247-6248,6815-6816,6500"),
        f"{EVALUATION} lines 6500",
    ),
}  # fmt: skip


def batches() -> list[list[tuple[tuple[str, str, str, str], str]]]:
    """All wrong cells with what is said of them, in as few runs as one wrong cell a row needs."""
    idle = ((wrong, f"lines: {what} shows nothing of the row") for wrong, what in IDLE.values())
    found: list[list[tuple[tuple[str, str, str, str], str]]] = []
    for wrong, sentence in (*WRONG.values(), *idle):
        rows = [{(table, key) for (table, key, *_), _ in batch} for batch in found]
        free = (n for n, taken in enumerate(rows) if wrong[:2] not in taken)
        place = next(free, len(found))
        found[place:place + 1] = [[*(found[place] if place < len(found) else ()),
                                   (wrong, sentence)]]  # fmt: skip
    return found


@with_documents
@pytest.mark.parametrize("batch", batches(), ids=len)
def test_wrong_cells_are_named_with_table_row_column_and_what_is_wrong(
    shisaku: Run, spoil: Spoil, batch: list[tuple[tuple[str, str, str, str], str]]
) -> None:
    expected = {spoil(*wrong): sentence for wrong, sentence in batch}
    done = shisaku("cite", "--documents", str(DOCUMENTS))
    assert (done.status, done.err) == (1, "")
    said, _, counts = done.out.partition("\n\n")
    lines = said.splitlines()
    missing = {row: text for row, text in expected.items() if f"{row}, column {text}" not in lines}
    assert missing == {}
    assert {line.partition(", column ")[0] for line in lines} == set(expected)
    assert "(100.00 %)" not in counts
    idle = sum(text.endswith("shows nothing of the row") for text in expected.values())
    # A wrong line may besides be one that shows nothing.
    told = re.search(r"^citations that show nothing of their row: (\d+)$", counts, re.MULTILINE)
    assert (int(told[1]) if told else 0) >= idle


@with_documents
def test_neighbour_on_the_same_line_is_no_country_of_the_row(shisaku: Run, spoil: Spoil) -> None:
    """Costa Rica and Chile stand on the line, and switched off analogue television as well."""
    row = spoil("activities.csv", "analogue-switch-off-botswana-2022", "country", "CL")
    done = shisaku("cite", "--documents", str(DOCUMENTS))
    assert (done.status, done.out.splitlines()[0]) == (
        1,
        f"{row}, column country: the row does not say that it is CL of the countries on "
        f"{NOTE} lines 122",
    )


@with_documents
def test_what_is_declared_editorial_claims_no_line(shisaku: Run, spoil: Spoil) -> None:
    spoil("activities.csv", "open-ran-survey-viet-nam-2022", "country", "TH")
    spoil("activities.csv", "open-ran-survey-viet-nam-2022", "editorial", "name_ja|measure|country")
    assert shisaku("cite", "--documents", str(DOCUMENTS)).status == 0


@with_documents
def test_correction_of_what_is_not_printed_is_a_doubt(shisaku: Run, seeds: Path) -> None:
    with (seeds / "corrections.csv").open("a", encoding="utf-8", newline="") as table:
        csv.writer(table).writerow([NOTE, "92", "約1,088億円", "約1,087億円", "a trial"])
    done = shisaku("cite", "--documents", str(DOCUMENTS))
    assert done.status == 1
    expected = f"corrections.csv: 約1,088億円 is not printed on {NOTE} line 92"
    assert done.out.splitlines()[0] == expected


@with_documents
def test_changed_document_is_a_doubt(shisaku: Run, tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    shutil.copytree(DOCUMENTS, folder)
    with (folder / "002_156e55afd1a790a2.txt").open("a", encoding="utf-8") as document:
        document.write("もう一行\n")
    done = shisaku("cite", "--documents", str(folder))
    assert done.status == 1
    assert done.out.startswith(
        f"{NOTE}: the file differs from the one that documents.csv describes"
    )
    assert "(100.00 %)" in done.out


def test_documents_that_are_not_there_are_named_in_one_sentence(
    shisaku: Run, tmp_path: Path
) -> None:
    done = shisaku("cite", "--documents", str(tmp_path))
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"shisaku: {tmp_path}")
    assert "cannot be read" in done.err
    assert done.err.count("\n") == 1


def test_documents_must_be_given(shisaku: Run) -> None:
    done = shisaku("cite")
    assert done.status == 2
    assert "--documents" in done.err
