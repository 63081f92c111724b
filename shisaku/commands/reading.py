"""`shisaku read`: what the loaders find in one document."""

import csv
import json
import sys
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import RdfFormat, Triple

from loaders.account import summarise
from loaders.corpus import Corpus
from ontology.errors import UserError
from ontology.model import Allocation, BudgetEntry, Reading
from ontology.terms import PREFIXES
from queries.difference import Amount, Snapshot, compare
from shisaku.commands.comparing import render
from shisaku.settings import Settings


class NotASource(UserError, ValueError):
    """The tables hold each document once."""

    def __init__(self, slug: str, first: str) -> None:
        super().__init__(f"{slug} is another extraction of {first}, whose tables stay as they are")


def add_commands(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("read", help="show what is found in a document")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--document", metavar="SLUG", help="the row of documents.csv that it is")
    parser.add_argument("--format", choices=("csv", "json", "ttl"), help="instead of an account")
    parser.add_argument(
        "--write", action="store_true", help="put what was found into the tables of seeds/"
    )
    parser.set_defaults(run=_read)


def _read(options: Namespace, settings: Settings) -> int:
    corpus = Corpus.open(settings.seeds)
    reading = corpus.read_document(options.file, options.document)
    if options.write:
        _write(corpus, reading)
    print(_RENDERERS.get(options.format, _account)(corpus, reading), end="")
    if options.format is None:
        print(_compare(corpus, reading), end="")
    for issue in reading.issues if options.format else ():
        where = f"{issue.document}, line {issue.line}"
        print(f"shisaku: {where}: {issue.reason}: {issue.text}", file=sys.stderr)
    return 0


def _write(corpus: Corpus, reading: Reading) -> None:
    """Replace what the tables hold of this document, and add what it names anew."""
    document = next(d for d in corpus.documents if d.slug == reading.document)
    if document.extraction_of:
        raise NotASource(document.slug, document.extraction_of)
    for file, rows in corpus.missing_rows(reading).items():
        with (corpus.folder / file).open("a", encoding="utf-8", newline="") as table:
            csv.writer(table, lineterminator="\n").writerows(rows)
    current = Corpus.open(corpus.folder)
    others = [r for r in current.readings() if r.document != reading.document]
    order = [document.slug for document in current.documents]
    readings = sorted([*others, reading], key=lambda r: order.index(r.document))
    for file, text in current.tables(readings).items():
        (current.folder / file).write_text(text, encoding="utf-8")


def _compare(corpus: Corpus, reading: Reading) -> str:
    """Where another extraction of a document differs from the one that the graph is made of."""
    source = corpus.other_extraction(reading)
    if source is None:
        return ""
    found = compare(_state(source), _state(reading))
    return f"\nCompared with {source.document}:\n{render(found, 'text')}"


def _state(reading: Reading) -> Snapshot:
    amounts = {
        Amount(
            " ".join(filter(None, (measure, entry.programme, a.former_name, *_marks(entry, a)))),
            a.stage,
            a.fiscal_year,
        ): a.yen
        for measure, entry in reading.budgets
        for a in entry.allocations
    }
    return Snapshot({measure.id: measure.title for measure in reading.measures}, amounts)


def _marks(entry: BudgetEntry, a: Allocation) -> list[str]:
    marks = {"再掲": entry.is_relisted, "内数": a.is_portion, "新規": a.is_new}
    return [mark for mark, holds in marks.items() if holds]


def _csv(corpus: Corpus, reading: Reading) -> str:
    """All tables, each with its header, with an empty line between them."""
    return "\n".join(corpus.tables([reading]).values())


def _json(_: Corpus, reading: Reading) -> str:
    return json.dumps(asdict(reading), ensure_ascii=False, indent=2) + "\n"


def _turtle(corpus: Corpus, reading: Reading) -> str:
    triples = {Triple(q.subject, q.predicate, q.object) for q in corpus.describe(reading)}
    content = pyoxigraph.serialize(
        sorted(triples, key=str), format=RdfFormat.TURTLE, prefixes=PREFIXES
    )
    assert content is not None  # bytes, as no output is given
    return content.decode()


def _account(_: Corpus, reading: Reading) -> str:
    """Measures with their budgets and mentions, the mentions under no measure, then counts, what
    became of every amount and heading, and what should be looked at."""
    lines = _mentions(reading, "")
    for measure in reading.measures:
        lines.append(f"{measure.id}  {measure.title}  (line {measure.line})")
        lines += [f"    {line}" for line in _mentions(reading, measure.id)]
        for owner, entry in reading.budgets:
            if owner == measure.id:
                mark = " 再掲" if entry.is_relisted else ""
                lines.append(f"    {entry.programme or '—'}{mark}  (line {entry.line})")
                lines += [f"        {_allocation(a)}" for a in entry.allocations]
    allocations = sum(len(entry.allocations) for _, entry in reading.budgets)
    lines.append(
        f"\n{len(reading.areas)} policy areas, {len(reading.measures)} measures and parts, "
        f"{len(reading.budgets)} budget entries with {allocations} allocations, "
        f"{len(reading.mentions)} mentions"
    )
    lines += ["", "Account:"]
    lines += [
        f"    {count:5} {what}: {outcome}"
        for (what, outcome), count in summarise(reading.account).items()
    ]
    if reading.issues:
        lines += ["", "To look at:"]
    lines += [f"    line {i.line}: {i.reason}: {i.text[:60]}" for i in reading.issues]
    return "\n".join(lines).rstrip() + "\n"


def _mentions(reading: Reading, measure: str) -> list[str]:
    """Each thing that a measure names, with the places: `country VN: 3615:4, 3615:98`."""
    places: dict[tuple[str, str], list[str]] = {}
    for mention in reading.mentions:
        if mention.measure == measure:
            thing = mention.kind, mention.key
            places.setdefault(thing, []).append(f"{mention.line}:{mention.column}")
    return [f"names {kind} {key}: {', '.join(found)}" for (kind, key), found in places.items()]


def _allocation(a: Any) -> str:
    marks = [
        "内数" if a.is_portion else "",
        "新規" if a.is_new else "",
        f"({a.former_name})" if a.former_name else "",
    ]
    printed = f"FY{a.fiscal_year} {a.stage:22} {a.yen:>19,} yen"
    return " ".join([printed, *filter(None, marks)])


_RENDERERS = {"csv": _csv, "json": _json, "ttl": _turtle}
