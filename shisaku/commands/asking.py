"""`shisaku involves`, `shisaku query` and `shisaku search`."""

import json
import sys
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import QueryBoolean, QueryResultsFormat, QueryTriples, RdfFormat

from api.citing import Cited, Edition, references
from api.titles import title_of_result
from exports.citations import CITATIONS
from ontology import iris
from ontology.terms import PREFIXES
from queries.catalogue import catalogue, find_query
from queries.diagnosis import diagnose, to_text
from queries.errors import BadParameter
from queries.evidence import Files
from queries.explanation_views import cite
from queries.involvement import (
    EDITORIAL,
    InvolvedMeasure,
    Involvement,
    Through,
    measures_involving,
    parse_hows,
)
from queries.names import NameTable
from queries.runner import bind, value
from shisaku.commands import tell
from shisaku.commands.columns import as_csv, as_table
from shisaku.opening import Opened, open_store
from shisaku.settings import Settings
from store.protocol import Answer, QuerySyntaxError

_RESULTS = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
_GRAPHS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "xml": RdfFormat.RDF_XML,
    "json": RdfFormat.JSON_LD,
    "table": RdfFormat.TURTLE,
}


def add_commands(commands: Any) -> None:
    """Add the commands to the parser."""
    parser = commands.add_parser("involves", help="which measures involve a country, and why")
    parser.add_argument("name", metavar="NAME", help="ISO code or any name of a country")
    parser.add_argument("--how", metavar="named,agreement,activity,membership")
    parser.add_argument("--format", choices=("table", "csv", "json", *CITATIONS), default="table")
    parser.add_argument("--lang", choices=("en", "ja"), default="en")
    parser.set_defaults(run=_involves)

    parser = commands.add_parser("query", help="run a stored question or a SPARQL query")
    parser.add_argument(
        "what", nargs="?", metavar="NAME|FILE|-", help="without it, the stored questions are listed"
    )
    parser.add_argument("--set", action="append", default=[], metavar="key=value", dest="settings")
    parser.add_argument("--format", choices=("table", *_RESULTS, "ttl", "nt", "jsonld"))
    parser.add_argument(
        "--why-empty", action="store_true", help="say on standard error why there is no answer"
    )
    parser.set_defaults(run=_query)

    parser = commands.add_parser("search", help="find things by a part of their name")
    parser.add_argument("text", metavar="TEXT")
    parser.set_defaults(run=_search)


def _involves(options: Namespace, settings: Settings) -> int:
    opened = open_store(None, settings, tell)
    store = opened.store
    names = NameTable(store)
    country = names.resolve(options.name, "country")
    hows = parse_hows(options.how)
    found = measures_involving(store, names, Files.of(store), country, hows)
    if options.format == "json":
        print(json.dumps([asdict(measure) for measure in found], ensure_ascii=False, indent=2))
    elif options.format == "csv":
        print(as_csv(_CSV, _rows(found, country.key)), end="")
    elif options.format in CITATIONS:
        print(_citation(options, found, opened, settings), end="")
    else:
        print(_account(found, options.lang), end="")
    return 0 if found else 1


def _citation(
    options: Namespace, found: list[InvolvedMeasure], opened: Opened, settings: Settings
) -> str:
    """How to cite the answer as the server gives it, with the documents that it rests on."""
    asked = {"involves": options.name, "how": options.how}
    parameters = tuple((name, text) for name, text in asked.items() if text)
    result = {"items": [asdict(measure) for measure in found]}
    title = title_of_result("/measures", parameters, result, NameTable(opened.store), options.lang)
    cited = Cited(title, "/measures", parameters, result)
    address = settings.url or iris.BASE.removesuffix("/")
    edition = Edition(address, opened.name, opened.built, options.lang)
    return CITATIONS[options.format].write(references(cited, edition, opened.store))


_CSV = ("measure", "country", "how", "basis", "through", "document", "line")


def _rows(found: list[InvolvedMeasure], code: str) -> list[tuple[str, ...]]:
    return [
        (m.id, code, reason.how, reason.basis, "|".join(link.iri for link in reason.through),
         piece.document, str(piece.lines[0]))
        for m in found
        for reason in m.involvement
        for piece in reason.evidence
    ]  # fmt: skip


def _account(found: list[InvolvedMeasure], language: str) -> str:
    """The measures with their reasons, for people to read."""
    lines: list[str] = []
    for measure in found:
        lines.append(f"{measure.id}  {measure.label[language] or measure.label['ja']}")
        for reason in measure.involvement:
            lines += _reason(reason, language)
    return "\n".join(lines) + "\n" if lines else "no measure that was read involves it\n"


def _reason(reason: Involvement, language: str) -> list[str]:
    rests_on = ", rests on an editorial judgement" if reason.rests_on == EDITORIAL else ""
    return [
        f"  {reason.how} ({reason.basis}{rests_on})",
        *(f"    through {_way(through, language)}" for through in reason.through),
        *(f"    {cite(piece)}" for piece in reason.evidence),
    ]


def _way(through: Through, language: str) -> str:
    """What an involvement goes through, and its status where that is not what one would expect."""
    label = through.label[language] or through.label["ja"] or through.iri
    return f"{label} ({through.status})" if through.status in _NOT_YET else label


_NOT_YET = ("planned", "negotiating")


def _query(options: Namespace, settings: Settings) -> int:
    if options.what is None:
        return _list_queries()
    store = open_store(None, settings, tell).store
    arguments = dict(_setting(text) for text in options.settings)
    text = _own_query(options.what)
    if text is None:
        text = bind(find_query(options.what), arguments, NameTable(store))
    elif arguments:
        raise BadParameter(next(iter(arguments)), "only stored questions take parameters")
    _print(store.query(text), options.format or "table")
    if options.why_empty:
        print(to_text(diagnose(store, text)), end="", file=sys.stderr)
    return 0


def _own_query(what: str) -> str | None:
    """The query in a file or on standard input; None where a stored question is meant."""
    if what == "-":
        content = sys.stdin.buffer.read()
    elif Path(what).is_file():
        content = Path(what).read_bytes()
    else:
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise QuerySyntaxError(f"it is not UTF-8 at byte {error.start}") from None


def _setting(text: str) -> tuple[str, str]:
    key, equals, given = text.partition("=")
    if not equals:
        raise BadParameter(text, "write it as key=value")
    return key, given


def _list_queries() -> int:
    for query in catalogue().values():
        parameters = " ".join(f"--set {parameter.name}=…" for parameter in query.parameters)
        print(f"{query.name} {parameters}".rstrip())
        print(f"    {query.question['en']}\n    {query.question['ja']}")
    return 0


def _print(answer: Answer, chosen: str) -> None:
    possible = _GRAPHS if isinstance(answer, QueryTriples) else ("table", *_RESULTS)
    if chosen not in possible:
        raise BadParameter("format", f"this answer can be had as {', '.join(possible)}")
    if isinstance(answer, QueryTriples):
        content = pyoxigraph.serialize(answer, format=_GRAPHS[chosen], prefixes=PREFIXES)
    elif chosen in _RESULTS:
        content = answer.serialize(format=_RESULTS[chosen])
    elif isinstance(answer, QueryBoolean):
        content = b"true\n" if bool(answer) else b"false\n"
    else:
        columns = [variable.value for variable in answer.variables]
        rows = [[value(row[column]) for column in columns] for row in answer]
        content = as_table(columns, rows).encode()
    assert content is not None  # bytes, as no output is given
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _search(options: Namespace, settings: Settings) -> int:
    found = NameTable(open_store(None, settings, tell).store).search(options.text)
    rows = [[named.kind, named.key, named.label_ja or "", named.label_en or ""] for named in found]
    print(as_table(["kind", "key", "ja", "en"], rows), end="")
    return 0 if found else 1
