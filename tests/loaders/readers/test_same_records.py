"""One document in four formats gives the same records; only the lines differ."""

import shutil
from pathlib import Path

import pytest

from loaders.errors import UnreadableDocument
from loaders.layouts import LAYOUTS
from loaders.readers import read
from tests.loaders.layouts.test_measures_list import INDEX, OCEAN

DOCUMENTS = Path(__file__).parents[2] / "documents"
TEXT = DOCUMENTS / "ocean_measures_2031.txt"


def records(path: Path) -> dict[str, object]:
    reading = LAYOUTS["measures-list"](read(path), OCEAN, INDEX)
    return {
        "areas": [(area.id, area.title, area.parent) for area in reading.areas],
        "measures": [(m.id, m.title, m.parent, m.section) for m in reading.measures],
        "budgets": [
            (measure, entry.programme, entry.is_relisted, entry.allocations)
            for measure, entry in reading.budgets
        ],
        "mentions": [(m.measure, m.kind, m.key) for m in reading.mentions],
        "issues": [issue.reason for issue in reading.issues],
    }


@pytest.mark.parametrize("suffix", [".md", ".html", ".pdf"])
def test_same_content_in_another_format_gives_the_same_records(tmp_path: Path, suffix: str) -> None:
    other = TEXT.with_suffix(suffix)
    if suffix == ".md":
        other = tmp_path / "ocean.md"
        shutil.copy(TEXT, other)
    assert records(other) == records(TEXT)


def test_lines_of_a_pdf_are_counted_through_its_pages() -> None:
    text = read(TEXT.with_suffix(".pdf"))
    numbers = [line.number for line in text.lines]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [page for _, page in text.pages()] == list(range(1, len(text.pages()) + 1))
    assert len(text.pages()) > 3
    starts = {page: line for line, page in text.pages()}
    assert all(starts[line.page or 0] <= line.number for line in text.lines)


def test_a_row_of_a_table_in_a_pdf_is_one_line_with_tabs() -> None:
    rows = [line.text for line in read(TEXT.with_suffix(".pdf")).lines if "\t" in line.text]
    assert any(row.count("\t") > 1 and "億円" in row for row in rows)


def test_an_encrypted_pdf_says_so() -> None:
    with pytest.raises(UnreadableDocument, match="is encrypted; save it as a plain PDF"):
        read(DOCUMENTS / "encrypted.pdf")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_pdf_that_is_cut_off_is_refused_or_read_but_never_fails(
    tmp_path: Path, share: float
) -> None:
    content = TEXT.with_suffix(".pdf").read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(content[: int(len(content) * share)])
    try:
        text = read(path)
    except UnreadableDocument as error:
        assert str(error).startswith(f"{path}: ")  # noqa: PT017  either outcome is right
    else:
        assert text.lines
