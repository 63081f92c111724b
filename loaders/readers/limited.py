"""Readers of files that can ask for far more work than their size tells, each run in a process of
its own, which the kernel ends where it takes too much time or memory.

`python -m loaders.readers.limited KIND FILE SECONDS BYTES` takes the content of the file on its
standard input, and prints the lines of its pages, or why there are none, as JSON.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from loaders.errors import UnreadableDocument
from loaders.readers.html import read_html
from loaders.readers.pdf import read_pdf

SECONDS = 120
"""Of processor time for one file."""
MEMORY = 1_500_000_000
"""Bytes that reading one file may take."""
_OUTPUT = 500_000_000
"""Bytes that a child may print: a file of few bytes can hold the same page a million times."""

_READERS: dict[str, Callable[[Path, bytes], list[list[str]]]] = {"html": read_html, "pdf": read_pdf}


def read_limited(
    kind: str, path: Path, content: bytes, seconds: int = SECONDS, memory: int = MEMORY
) -> list[list[str]]:
    """The lines of each page of a PDF or HTML file. Raises UnreadableDocument."""
    child = subprocess.run(  # noqa: S603  our own program, and a path after its kind
        [sys.executable, "-m", "loaders.readers.limited", kind, path, str(seconds), str(memory)],
        input=content,
        capture_output=True,
        check=False,
    )
    try:
        told = json.loads(child.stdout)
    except ValueError:  # it was ended before it could say anything
        raise UnreadableDocument(
            path, f"takes more than {seconds} s or {memory // 1_000_000} MB to read, or crashes"
        ) from None
    if "reason" in told:
        raise UnreadableDocument(path, told["reason"])
    pages: list[list[str]] = told["pages"]
    return pages


def main(kind: str, path: Path, seconds: int, memory: int) -> None:
    """Read the standard input within the limits."""
    content = sys.stdin.buffer.read()
    _limit(seconds, memory)
    try:
        told = json.dumps({"pages": _READERS[kind](path, content)})
    except UnreadableDocument as error:
        told = json.dumps({"reason": error.reason})
    except MemoryError:
        return
    if len(told) <= _OUTPUT:
        print(told)


def _limit(seconds: int, memory: int) -> None:
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:]))
