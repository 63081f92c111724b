"""Tokens as text: to ask a store with, and to show to a reader."""

import re
from collections.abc import Iterable, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode

from ontology.terms import PREFIXES, XSD
from queries.diagnosis.pattern import Token

_LONGEST = 240
_LOCAL_NAME = re.compile(r"[\w-]+(?:[./][\w-]+)*")
_ANONYMOUS = re.compile(r"N[0-9a-f]{32}")
_BARE = {XSD.integer, XSD.boolean}


def sparql(tokens: Iterable[Token]) -> str:
    """The tokens as part of a query. A blank node is a variable there, so that a pattern can be
    taken apart."""
    return "".join(map(_in_sparql, tokens))


def _in_sparql(token: Token) -> str:
    if isinstance(token, BlankNode):
        return f"?diagnosis_{token.value.encode().hex()}"
    return str(token)


class Shown:
    """Shows tokens as a reader would write them, with the prefixes of the query and ours."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = {**PREFIXES, **prefixes}

    def tokens(self, tokens: Iterable[Token]) -> str:
        """Tokens on one line, cut where they are very long."""
        text = " ".join("".join(map(self.term, tokens)).split()).removesuffix(" .")
        return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

    def term(self, token: Token) -> str:
        """One term."""
        if isinstance(token, NamedNode):
            return self._iri(token.value)
        if isinstance(token, BlankNode):
            return "[]" if _ANONYMOUS.fullmatch(token.value) else str(token)
        if isinstance(token, Literal):
            return self._literal(token)
        return str(token)

    def _iri(self, iri: str) -> str:
        fitting = [(len(base), name) for name, base in self._prefixes.items()
                   if iri.startswith(base) and _LOCAL_NAME.fullmatch(iri, len(base))]  # fmt: skip
        if not fitting:
            return f"<{iri}>"
        length, name = max(fitting)
        return f"{name}:{iri[length:]}".replace("/", "\\/")

    def _literal(self, literal: Literal) -> str:
        if literal.datatype in _BARE:
            return literal.value
        text = str(Literal(literal.value))
        if literal.language:
            return f"{text}@{literal.language}"
        if literal.datatype == XSD.string:
            return text
        return f"{text}^^{self._iri(literal.datatype.value)}"
