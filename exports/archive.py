"""Zip archives whose bytes tell of nothing but their content: neither when nor where they were
made."""

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = 0o100644


class _Onward:
    """A file that is written from front to end, whatever it can do. A zip archive looks another
    way in a file that lets it go back, so that a pipe would get other bytes."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def write(self, data: bytes) -> int:
        return self._out.write(data)

    def flush(self) -> None:
        self._out.flush()

    def close(self) -> None:
        """Who opened the file closes it."""


@contextmanager
def new_archive(out: BinaryIO) -> Iterator[ZipFile]:
    """An archive that is written into a file, which stays open."""
    with ZipFile(_Onward(out), "w") as archive:
        yield archive


@contextmanager
def new_text(archive: ZipFile, name: str) -> Iterator[TextIO]:
    """A text in UTF-8 in an archive, whose line ends stay as they are written."""
    with (
        archive.open(_info(name), "w") as content,
        io.TextIOWrapper(content, encoding="utf-8", newline="") as text,
    ):
        yield text


def repack(path: Path, out: BinaryIO) -> None:
    """Write the content of an archive of somebody else's, in its order."""
    with ZipFile(path) as archive, new_archive(out) as packed:
        for name in archive.namelist():
            with archive.open(name) as content, packed.open(_info(name), "w") as copy:
                shutil.copyfileobj(content, copy)


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, _EARLIEST)
    info.compress_type = ZIP_DEFLATED
    info.create_system = _UNIX
    info.external_attr = _MODE << 16
    return info
