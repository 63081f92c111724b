"""From bytes to text: UTF-8, UTF-16 with its mark, and the old encodings of Japan.

Text is never guessed at: a file that is UTF-8 but for a broken place is refused with the place,
and not read as something else.
"""

import codecs
from pathlib import Path

from charset_normalizer import from_bytes

from loaders.errors import UnreadableDocument

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
          (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
_JAPANESE = ["cp932", "euc_jp"]
# ISO-2022-JP is ASCII to the eye of a machine; its escape to kanji gives it away.
_ESCAPES = (b"\x1b$B", b"\x1b$@")
_SAMPLE = 256 * 1024
# Bytes of old encodings are hardly ever UTF-8 by chance: above this share of readable characters
# a file is UTF-8 with a fault.
_MOSTLY_UTF8 = 0.9


def decode(path: Path, content: bytes) -> str:
    """The text of a file, without a byte-order mark.

    Raises UnreadableDocument that names the line and byte where reading ends.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(path, content.removeprefix(mark), encoding)
    if any(escape in content for escape in _ESCAPES):
        return _strictly(path, content, "iso2022_jp")
    if b"\0" in content:
        at = content[: content.index(b"\0")].count(b"\n") + 1
        raise UnreadableDocument(path, f"is not text: line {at} holds a NUL byte")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(path, content, _old_encoding(content) or "utf-8")


def _old_encoding(content: bytes) -> str | None:
    """The old Japanese encoding that a file is in; None where it rather is broken UTF-8."""
    sample = content[:_SAMPLE].rpartition(b"\n")[0] or content[:_SAMPLE]
    readable = [c for c in sample.decode("utf-8", errors="replace") if c > "\x7f"]
    if readable and 1 - readable.count("\ufffd") / len(readable) > _MOSTLY_UTF8:
        return None
    best = from_bytes(sample, cp_isolation=_JAPANESE).best()
    return None if best is None else best.encoding


def _strictly(path: Path, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        name = encoding.upper()
        raise UnreadableDocument(
            path, f"is not {name}: line {line}, byte {error.start}; convert it to UTF-8 first"
        ) from error
