"""What a stranger's query may not be, found by looking at its words before the engine sees it.

The engine has no way to switch `SERVICE` off, and deep nesting or very long texts overflow its
stack, which ends the process. A scan over the tokens finds all of this without parsing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 1_000_000
"""Characters in a query."""
MOST_TOKENS = 60_000
DEEPEST = 128
"""Levels of brackets of any kind."""

_UPDATES = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
)
_PROLOGUE = frozenset(("PREFIX", "BASE"))
# SPARQL lets any character be written as \u0053 or \U00000053, keywords included (19.2). Our engine
# reads them in strings and IRIs only; a remote one may do as the standard says. Both are looked at.
_CODE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_ESCAPE = re.compile(_CODE)
_IRI = r"[^<>\"{}|^`\\\x00-\x20]"
# Letters, digits, "_" and all that is not ASCII: the engine knows which of these a name may hold,
# and takes none for a space or a sign, so none ends a word.
_N = r"\w\x80-\U0010FFFF"
_PREFIX = rf"(?:[{_N}][{_N}.-]{{0,99}})?:"
_LOCAL = rf"(?:[{_N}:-]|%[0-9A-Fa-f]{{2}}|\\[_~.!$&'()*+,;=/?\#@%-])"
# The engine has no separate step that makes tokens: it reads `<` as "less than" or as the start of
# an IRI, and SERVICE:s as a name or as a keyword, by what fits there, and needs no spaces between
# words. So a token here holds only what the grammar (19.8) lets it hold, lest it hides others; a
# name ends at its second dot, as it does for the engine.
_TOKEN = re.compile(
    rf"""
      (?P<declaration>(?i:PREFIX)\s+{_PREFIX}\s*<(?:{_IRI}|{_CODE})*>)
    | (?P<iri><(?:[A-Za-z][A-Za-z0-9+.-]*://(?:{_IRI}|{_CODE})* | [\w:./%~@&+,;=?$*-]{{0,300}})>)
    | (?P<doubtful><{_IRI}*>)
    | (?P<comment>\#[^\r\n]*)
    | (?P<string>'''(?:\\[tbnrf"'\\]|{_CODE}|(?!''')[^\\])*'''
                | \"\"\"(?:\\[tbnrf"'\\]|{_CODE}|(?!\"\"\")[^\\])*\"\"\"
                | '(?:\\[tbnrf"'\\]|{_CODE}|[^'\\\r\n])*'
                | "(?:\\[tbnrf"'\\]|{_CODE}|[^"\\\r\n])*")
    | (?P<stray>['"\\`])
    | (?P<variable>[?$][{_N}]+)
    | (?P<name>{_PREFIX}{_LOCAL}*(?:\.+{_LOCAL}+)?)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<word>[{_N}]+)
    | (?P<open>[(\{{\[])
    | (?P<close>[)\}}\]])
    | (?P<other>\S)
    """,
    re.VERBOSE,
)
# A prefix that holds the keyword: SERVICEa:b may be read as SERVICE a:b. What follows decides which
# of the two the engine reads.
_NAMED_SERVICE = re.compile(r"[^:]*SERVICE[^:]*:", re.IGNORECASE)


Token = tuple[str, str]
"""The kind of a word or sign, a group of `_TOKEN`, and its text."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a query is not run: an HTTP status, and one sentence."""

    status: int
    reason: str


def refuse(query: str) -> Refusal | None:
    """Why a query must not reach the engine; None where it may."""
    if len(query) > LONGEST:
        return Refusal(413, f"the query is longer than {LONGEST} characters")
    return _refuse_tokens(_ESCAPE.sub(_character, query)) or _refuse_tokens(query)


def tokens_of(query: str) -> Iterator[Token]:
    """The words and signs of a query, each with its kind; comments are left out."""
    for match in _TOKEN.finditer(query):
        kind = match.lastgroup or ""
        if kind != "comment":
            yield kind, match.group()


def _refuse_tokens(query: str) -> Refusal | None:
    words: list[str] = []
    depth = tokens = 0
    before = ""
    has_service = "SERVICE" in query.upper()
    for kind, text in tokens_of(query):
        # `1<1&&1>0` may be read as an IRI between two numbers, which hides a chain of terms.
        tokens += 1 + (text.count("&") if kind == "iri" else 0)
        depth += {"open": 1, "close": -1}.get(kind, 0)
        if depth > DEEPEST:
            return Refusal(400, f"the query nests brackets deeper than {DEEPEST} levels")
        if tokens > MOST_TOKENS:
            return Refusal(413, f"the query has more than {MOST_TOKENS} words and signs")
        if has_service and kind in _DOUBTS:
            return Refusal(400, _DOUBTS[kind].format(text[:50]))
        if kind == "word":
            words.append(text.upper())
        elif text == "{" and _NAMED_SERVICE.match(before):
            words.append("SERVICE")
        before = text
    return _refuse_words(words)


# What the engine may read in another way than we do could hide a word from us, so beside the one
# word that matters nothing may be in doubt.
_DOUBTS = {
    "doubtful": "{} may be an IRI or not; write it in full, or a space after <",
    "stray": "the sign {} stands outside of any string, or does not end one",
}


def _refuse_words(words: list[str]) -> Refusal | None:
    form = next((word for word in words if word not in _PROLOGUE), "")
    if form in _UPDATES:
        return Refusal(400, f"{form} is an update; this endpoint answers queries only")
    if any("SERVICE" in word for word in words):
        return Refusal(403, "SERVICE is refused: no query of a stranger opens connections here")
    return None


def _character(match: re.Match[str]) -> str:
    code = int(match.group()[2:], 16)
    return chr(code) if code <= 0x10FFFF else match.group()
