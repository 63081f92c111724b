"""Documents that are meant to do damage: read rightly, or refused in one sentence, in time and in
bounded memory, and nothing that they name is fetched."""

import os
import resource
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.errors import UnreadableDocument
from loaders.readers import read
from loaders.readers.limited import read_limited

ROOT = Path(__file__).parents[3]
SECONDS = 1
MEMORY = 200_000_000
PATIENCE = 60
"""Seconds of processor time for files that are well, on a machine that is slow."""
SHOW = b"BT /F 9 Tf 10 10 Td (hello) Tj ET"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>>>%s>>"
)


def pdf(*objects: bytes) -> bytes:
    """A PDF file of these objects, the first of which is the catalogue."""
    content, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(content)
    return content + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, start)
    )


def of_pages(contents: bytes, kids: bytes = b"3 0 R", count: int = 1, more: bytes = b"") -> bytes:
    pages = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)
    return pdf(CATALOG, pages, PAGE % more, contents, FONT)


def stream(content: bytes, filters: int = 0) -> bytes:
    """A stream that was compressed so often."""
    for _ in range(filters):
        content = zlib.compress(content, 9)
    names = b"/FlateDecode " * filters
    return b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(content), names, content)


def lines(kind: str, content: bytes, seconds: int = PATIENCE) -> list[str]:
    pages = read_limited(kind, Path("some.file"), content, seconds, MEMORY)
    return [line for page in pages for line in page]


def test_file_that_is_well_is_read() -> None:
    assert lines("pdf", of_pages(stream(SHOW, 1))) == ["hello"]
    assert lines("html", b"<html><p>hello") == ["hello"]


BOMBS = {
    "letters in nested filters": ("pdf", of_pages(stream(SHOW * 600_000, 3))),
    "a million pages": ("pdf", of_pages(stream(SHOW, 1), b"3 0 R " * 1_000_000, 1_000_000)),
    "space in nested filters": ("pdf", of_pages(stream(b" " * 150_000_000 + SHOW, 3))),
    "many elements": ("html", b"<html>" + b"<p>x</p>" * 2_000_000),
}


@pytest.mark.parametrize(("kind", "content"), BOMBS.values(), ids=BOMBS.keys())
def test_bomb_is_refused_in_time(kind: str, content: bytes) -> None:
    began = time.monotonic()
    with pytest.raises(UnreadableDocument) as caught:
        lines(kind, content, SECONDS)
    assert str(caught.value) == "some.file: takes more than 1 s or 200 MB to read, or crashes"
    assert time.monotonic() - began < PATIENCE


ODD = {
    "pages that hold themselves": pdf(
        CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000000>>", b"null", b"null", FONT),
    "no end of brackets": of_pages(b"[" * 200_000 + b"]" * 200_000),
    "contents that are themselves": of_pages(b"[4 0 R 4 0 R]"),
    "unknown filter": of_pages(b"<</Length 1/Filter/JBIG2Decode>>stream\nx\nendstream"),
    "map of characters elsewhere": of_pages(stream(SHOW)).replace(
        b"/BaseFont/Helvetica", b"/BaseFont/Helvetica/Encoding/..#2F..#2Fevil.pickle"),
    "wrong table of objects": of_pages(stream(SHOW)).replace(b"0000000", b"9999999"),
}  # fmt: skip


@pytest.mark.parametrize("content", ODD.values(), ids=ODD.keys())
def test_odd_file_is_read_or_refused_and_never_fails(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.pdf"
    path.write_bytes(content)
    reason = ""
    try:
        assert read(path).lines
    except UnreadableDocument as error:
        reason = error.reason
    assert "\n" not in reason


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Somebody on the loopback whom no reader may ask."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        yield listening


def test_nothing_that_a_document_names_is_fetched(listener: socket.socket) -> None:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
    page = f"""<!DOCTYPE html SYSTEM "{url}dtd"><html><head><link rel=stylesheet href="{url}a">
        <script src="{url}b"></script><base href="{url}"></head><body><img src="{url}c">
        <iframe src="{url}d"></iframe><object data="{url}e"></object>hello</body></html>"""
    assert "hello" in lines("html", page.encode())
    action = b"/AA<</O<</S/URI/URI(%s)>>>>" % url.encode()
    assert lines("pdf", of_pages(stream(SHOW), more=action)) == ["hello"]
    with pytest.raises(TimeoutError):
        listener.accept()


def test_text_of_one_endless_line_is_read_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_text("海" * 5_000_000, encoding="utf-8")
    script = "import sys; from pathlib import Path; from loaders.readers import read; " \
        "print(len(read(Path(sys.argv[1])).lines[0].text))"  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)], cwd=ROOT, env={**os.environ, "PYTHONPATH": "."},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000,) * 2),
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert done.stdout == "5000000\n"
