"""The little that must be known of a query's text before it is sent to somebody else's engine."""

import re

from store.protocol import QuerySyntaxError

_GAP = r"(?:\s|\#[^\n\r]*)"
_FORM = re.compile(
    rf"""(?: {_GAP}
           | BASE {_GAP}* <[^>]*>
           | PREFIX {_GAP}+ [^\s:\#]* : {_GAP}* <[^>]*>
         )*+
         (?P<form> SELECT | ASK | CONSTRUCT | DESCRIBE ) (?![\w:-])""",
    re.IGNORECASE | re.VERBOSE,
)

_TOKEN = re.compile(
    r"""\#[^\n\r]*
      | <[^<>"{}|^`\\\x00-\x20]*>
      | \"{3} (?: [^"\\] | \\. | \"{1,2}(?!") )*+ \"{3}
      | '{3} (?: [^'\\] | \\. | '{1,2}(?!') )*+ '{3}
      | " (?: [^"\\\n\r] | \\. )*+ "
      | ' (?: [^'\\\n\r] | \\. )*+ '
      | (?P<word> [?$@:\w] (?: [\w:.%-] | \\. )*+ )""",
    re.VERBOSE | re.DOTALL,
)


def form_of(text: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE.

    Raises QuerySyntaxError for anything else: an update must never be sent as one.

    >>> form_of("PREFIX a: <urn:ask#> # SELECT\\nask { ?s a:b ?o }")
    'ASK'
    """
    match = _FORM.match(text)
    if match is None:
        raise QuerySyntaxError("it has no SELECT, ASK, CONSTRUCT or DESCRIBE at its beginning")
    return match["form"].upper()


def has_dataset_clause(text: str) -> bool:
    """Whether a query says by FROM or FROM NAMED which graphs it is about.

    >>> has_dataset_clause("SELECT ?from { ?from a 'FROM' } # FROM")
    False
    """
    return any((match["word"] or "").upper() == "FROM" for match in _TOKEN.finditer(text))
