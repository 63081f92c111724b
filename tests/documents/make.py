"""Makes the HTML and the PDF of `ocean_measures_2031.txt`, the same text in other formats:

    python tests/documents/make.py

The PDF is printed by Chromium, with fonts for Japanese (Debian: chromium, fonts-noto-cjk).
"""

import html
import re
import subprocess
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent
SOURCE = FOLDER / "ocean_measures_2031.txt"
STYLE = """
@page { size: 420mm 297mm; margin: 10mm }
* { font: 9pt/1.7 "Noto Sans CJK JP"; margin: 0; padding: 0; white-space: pre }
h1, h2, h3, h4, h5, h6 { font-size: 11pt; line-height: 15.3pt; font-weight: bold }
li { list-style: none } li::before { content: "- " } td { padding-right: 40pt }
"""


def block(line: str) -> str:
    """A line of the text as a block of the page; one with tabs as a row of a table."""
    marks = re.match(r"(#{1,6}) (.*)", line)
    if marks:
        return f"<h{len(marks[1])}>{html.escape(marks[2])}</h{len(marks[1])}>"
    if "\t" in line.strip():
        cells = "".join(f"<td>{html.escape(cell)}</td>" for cell in line.strip().split("\t"))
        return f"<table><tr>{cells}</tr></table>"
    if line.startswith("- "):
        return f"<ul><li>{html.escape(line[2:])}</li></ul>"
    return f"<p>{html.escape(line.rstrip()) or '&nbsp;'}</p>"


def main() -> None:
    lines = SOURCE.read_text(encoding="utf-8").split("\n")
    page = "\n".join(
        ["<!doctype html>", '<html lang="ja"><head><meta charset="utf-8">',
         f"<title>海洋省重点施策2031</title><style>{STYLE}</style></head><body>",
         *map(block, lines), "</body></html>", ""]
    )  # fmt: skip
    target = SOURCE.with_suffix(".html")
    target.write_text(page, encoding="utf-8")
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             "--disable-background-networking", "--disable-sync", f"--user-data-dir={profile}",
             f"--print-to-pdf={SOURCE.with_suffix('.pdf')}", target.as_uri()],
            check=True,
        )  # fmt: skip


if __name__ == "__main__":
    main()
