"""What processes use, from what the kernel says of them."""

import os
from collections.abc import Iterator
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def family(process: int) -> Iterator[int]:
    """A process and all that it started, and they in turn."""
    yield process
    for thread in _listed(Path(f"/proc/{process}/task")):
        for child in _read(thread / "children").split():
            yield from family(int(child))


def cpu_seconds(process: int) -> float:
    """What a process and its family have used of the processors, with those of them that ended."""
    return sum(_ticks(member) for member in family(process)) / _TICKS


def resident_bytes(process: int) -> int:
    """The memory of one process that is not swapped or only promised; 0 where it has ended."""
    fields = _read(Path(f"/proc/{process}/statm")).split()
    return int(fields[1]) * _PAGE if fields else 0


def is_asleep(process: int) -> bool:
    """Whether a process waits for something."""
    return _fields(process)[:1] == ["S"]


def _fields(process: int) -> list[str]:
    """What the kernel says of a process, from its state on; nothing where it has ended."""
    return _read(Path(f"/proc/{process}/stat")).rpartition(")")[2].split()


def _ticks(process: int) -> int:
    """Of the process itself and of its children that have ended."""
    return sum(map(int, _fields(process)[11:15]))


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it has ended meanwhile
        return ""


def _listed(path: Path) -> list[Path]:
    try:
        return list(path.iterdir())
    except OSError:
        return []
