"""`shisaku explain`: why a triple holds, down to the lines of documents."""

import json
from argparse import Namespace
from typing import Any

from queries.asked_triple import read_triple
from queries.evidence import Files
from queries.explanation import MOST_PROOFS, Explainer
from queries.explanation_views import View
from queries.names import NameTable
from shisaku.commands import tell
from shisaku.opening import open_store
from shisaku.settings import Settings


def add_commands(commands: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("explain", help="why a triple holds, or what is missing")
    parser.add_argument("subject", metavar="S", help="an IRI, kind/key or any name")
    parser.add_argument("predicate", metavar="P", help="a property, e.g. shk:involvesCountry")
    parser.add_argument("object", metavar="O", help='an IRI, kind/key, name, or "text"@ja')
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--lang", choices=("en", "ja"), default="en")
    parser.add_argument("--limit", type=int, default=MOST_PROOFS, help="proofs at the most")
    parser.set_defaults(run=_explain)


def _explain(options: Namespace, settings: Settings) -> int:
    store = open_store(None, settings, tell).store
    names, files = NameTable(store), Files.of(store)
    triple = read_triple(options.subject, options.predicate, options.object, names)
    explanation = Explainer(store, files).explain(triple, max(1, options.limit))
    view = View(names)
    if options.format == "json":
        print(json.dumps(view.as_json(explanation), ensure_ascii=False, indent=2))
    else:
        print(view.as_text(explanation, options.lang), end="")
    return 0 if explanation.holds else 1
