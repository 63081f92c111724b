"""What a file is, its first bytes tell: text in several encodings, HTML, PDF, or something that
is named and refused."""

from pathlib import Path

import pytest

from loaders import readers
from loaders.errors import UnreadableDocument
from loaders.readers import LARGEST, read
from loaders.readers.html import read_lines

TEXT = "海図の更新\n【予算】 灯台改修事業 3.2億円（12年度 2.0億円）\n" * 20


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "shift_jis", "cp932", "euc_jp", "iso2022_jp"]
)
@pytest.mark.parametrize("name", ["document.txt", "document.pdf", "document"])
def test_text_is_read_in_every_japanese_encoding_whatever_it_is_called(
    tmp_path: Path, encoding: str, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(TEXT.encode(encoding))
    assert [line.text for line in read(path).lines] == TEXT.split("\n")


@pytest.mark.parametrize("cut", [b"\xe6\xb5", b"\xff\xfe\xfd", b"\x81"])
def test_broken_utf8_is_refused_with_the_place_and_not_read_as_something_else(
    tmp_path: Path, cut: bytes
) -> None:
    path = tmp_path / "document.txt"
    path.write_bytes(TEXT.encode() + cut + TEXT.encode())
    with pytest.raises(UnreadableDocument, match=r"is not UTF-8: line 41, byte \d+"):
        read(path)


def test_decomposed_kana_are_composed(tmp_path: Path) -> None:
    path = tmp_path / "document.txt"
    path.write_text("テ\u3099シ\u3099タル", encoding="utf-8")
    assert read(path).lines[0].text == "デジタル"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04rest", "is a ZIP archive (a Word or Excel file?); save it as text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an old Word or Excel file"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"%PDF-1.7\nnothing", "is a broken PDF"),
        (b"<html><body><p> </p></body></html>", "holds no text"),
    ],
)
def test_what_is_no_document_is_named(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "document.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableDocument) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}: {reason}")


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "document.txt"
    path.write_text("海" * 10, encoding="utf-8")
    monkeypatch.setattr(readers, "LARGEST", 29)
    with pytest.raises(UnreadableDocument, match="has 30 bytes; the most that is read is 29"):
        read(path)
    assert LARGEST > 100_000_000


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>一</p><p>二</p>", ["一", "二"]),
        ("<h2>1 航路</h2>\n<p>本文<br>続き</p>", ["## 1 航路", "本文", "続き"]),
        ("<ul><li>一</li><li>二</li></ul>", ["- 一", "- 二"]),
        ("<table><tr><td>事業</td><td>1.0億円</td></tr></table>", ["事業\t1.0億円"]),
        ("<p>一<b>二</b>三</p><script>四</script>", ["一二三"]),
        ("<p>&lt;1&gt; &amp;</p>", ["<1> &"]),
        ("<p>一<!-- 二 --></p>", ["一"]),
    ],
)
def test_blocks_of_a_page_are_lines(html: str, lines: list[str]) -> None:
    assert [line.strip() for line in read_lines(html) if line.strip()] == lines


def test_text_that_speaks_of_html_is_text(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("# 表題\n`<html>` とは\n", encoding="utf-8")
    assert [line.text for line in read(path).lines] == ["# 表題", "`<html>` とは", ""]


def test_a_page_nested_too_deeply_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<html>" + "<div>" * 5000 + "一", encoding="utf-8")
    with pytest.raises(UnreadableDocument, match="nests its elements too deeply"):
        read(path)
