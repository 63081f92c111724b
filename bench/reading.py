"""How fast a document is read, and whether the time grows with its length.

    python -m bench.reading FILE [TIMES]

reads a list of measures as it is, and a document TIMES (default 100) as long with the same
chapters over and over, and prints MB/s, peak memory and their ratio. Reading is linear where the
speeds are alike.
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from loaders.corpus import Corpus
from loaders.layouts import LAYOUTS
from loaders.readers import read

SEEDS = Path(__file__).parents[1] / "seeds"
_MEGABYTE = 1_000_000


def measure(path: Path) -> tuple[float, float, int]:
    """Seconds, peak memory in MB and measures found, of this process reading one file."""
    corpus = Corpus.open(SEEDS)
    document = next(row for row in corpus.documents if row.is_source)
    index = corpus.name_index()
    start = time.perf_counter()
    reading = LAYOUTS[document.layout](read(path), document, index)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return seconds, peak, len(reading.measures)


def repeat(path: Path, times: int, target: Path) -> None:
    """A longer document: the body of a document again and again, behind its contents."""
    text = path.read_text(encoding="utf-8").rstrip("\n")
    target.write_text("\n".join([text] * times) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Print a line for the document and one for the long one, then the ratio of their speeds."""
    path, times = Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else 100
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / path.name
        repeat(path, times, long)
        speeds = [_report(file) for file in (path, long)]
    print(f"speed of the long one / speed of the short one: {speeds[1] / speeds[0]:.2f}")


def _report(path: Path) -> float:
    """Measure in a process of its own, so that the peak is that of one file."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.reading", "--one", str(path)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    seconds, peak, measures = map(float, done.stdout.split())
    size = path.stat().st_size / _MEGABYTE
    print(
        f"{size:8.2f} MB  {seconds:8.2f} s  {size / seconds:6.2f} MB/s  "
        f"peak {peak:7.0f} MB  {measures:6.0f} measures"
    )
    return size / seconds


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        print(*measure(Path(sys.argv[2])))
    else:
        main(sys.argv[1:])
