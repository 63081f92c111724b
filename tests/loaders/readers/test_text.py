import hashlib
from pathlib import Path

import pytest

from loaders.errors import UnreadableDocument
from loaders.readers import Line, read

READABLE = [
    pytest.param("一\n二", [(1, "一"), (2, "二")], id="no line feed at the end"),
    pytest.param("一\n二\n", [(1, "一"), (2, "二"), (3, "")], id="a line feed at the end"),
    pytest.param("\n\n二", [(1, ""), (2, ""), (3, "二")], id="empty lines count"),
    pytest.param("\ufeff一\n二", [(1, "一"), (2, "二")], id="byte-order mark"),
    pytest.param("一\r\n二\r\n", [(1, "一"), (2, "二"), (3, "")], id="CRLF"),
    pytest.param("一\u2028二\x0c三\x85四\r五\n六", None, id="only a line feed ends a line"),
]

UNREADABLE = [
    pytest.param(b"", "holds no text", id="empty"),
    pytest.param(" \t\r\n　\n".encode(), "holds no text", id="only blanks"),
    pytest.param(b"\xef\xbb\xbf", "holds no text", id="only a byte-order mark"),
    pytest.param(b"a\nb\0c", "is not text: line 2 holds a NUL byte", id="NUL byte"),
    pytest.param("ab\n".encode("utf-16-le"), "is not text: line 1 holds a NUL byte", id="UTF-16"),
    pytest.param(
        "海図\n".encode() + b"\xe6\xb5",
        "is not UTF-8: line 2, byte 7; convert it to UTF-8 first",
        id="cut in the middle of a character",
    ),
]


@pytest.mark.parametrize(("text", "lines"), READABLE)
def test_lines_are_numbered_by_line_feeds(
    tmp_path: Path, text: str, lines: list[tuple[int, str]] | None
) -> None:
    path = tmp_path / "document.txt"
    path.write_bytes(text.encode())
    expected = lines or list(enumerate(text.split("\n"), start=1))
    assert read(path).lines == tuple(Line(*line) for line in expected)


@pytest.mark.parametrize(("content", "reason"), UNREADABLE)
def test_what_is_no_utf8_text_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "document.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableDocument) as caught:
        read(path)
    assert str(caught.value) == f"{path}: {reason}"
    assert caught.value.path == path


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "nowhere.txt"
    with pytest.raises(UnreadableDocument) as caught:
        read(path)
    assert str(caught.value) == f"{path}: cannot be read (No such file or directory)"


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read(tmp_path)
    assert str(caught.value) == f"{tmp_path}: cannot be read (Is a directory)"


def test_the_digest_is_that_of_the_bytes_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "document.txt"
    content = "\ufeff一\r\n".encode()
    path.write_bytes(content)
    assert read(path).sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param("海図\n".encode() + b"\xed\xa0\x80", "is not UTF-8: line 2", id="UTF-8"),
        pytest.param(
            b"\xff\xfe" + "a\n".encode("utf-16-le") + b"\x00\xd8b\x00",
            "is not UTF-16-LE: line 2", id="UTF-16",
        ),
    ],
)  # fmt: skip
def test_half_of_a_pair_is_no_text(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "half.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableDocument, match=reason):
        read(path)


def test_mixed_line_ends_count_as_line_feeds_do(tmp_path: Path) -> None:
    path = tmp_path / "mixed.txt"
    path.write_bytes("一\r\n二\n三\r四\r\n".encode())
    assert [line.text for line in read(path).lines] == ["一", "二", "三\r四", ""]
