"""`shisaku cite`: whether the cited lines say what the facts say."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from loaders.citing import Report
from loaders.corpus import Corpus
from shisaku.settings import Settings


def add_commands(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("cite", help="check every citation against the documents' text")
    parser.add_argument(
        "--documents", type=Path, required=True, metavar="DIR", help="where the documents lie"
    )
    parser.set_defaults(run=_cite)


def _cite(options: Namespace, settings: Settings) -> int:
    report = Corpus.open(settings.seeds).check_citations(options.documents)
    print(_render(report), end="")
    return 0 if report.holds else 1


def _render(report: Report) -> str:
    """What is unproven, one line each, then the counts."""
    lines = list(dict.fromkeys((*report.doubts, *report.idle, *map(str, report.unproven))))
    if lines:
        lines.append("")
    stated = report.proven + len({u.fact for u in report.unproven})
    share = f" ({100 * report.proven / stated:.2f} %)" if stated else ""
    lines.append(f"{report.proven} of {stated} stated facts stand on the lines they cite{share}")
    if report.idle:
        lines.append(f"citations that show nothing of their row: {len(report.idle)}")
    codes = ", ".join(f"{name} {count}" for name, count in report.unchecked.items())
    lines.append(f"{sum(report.unchecked.values())} give codes or order, not words: {codes}")
    lines.append(f"{report.editorial} are editorial and claim no line")
    return "\n".join(lines) + "\n"
