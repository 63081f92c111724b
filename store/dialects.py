"""What a server writes in its own way, as everybody else writes it."""

import re

from store.transport import Reply

_VIRTUOSO = (
    (re.compile(rb'(#boolean", "value": )"1"'), rb'\1"true"'),
    (re.compile(rb'(#boolean", "value": )"0"'), rb'\1"false"'),
    (re.compile(rb'("bnode"\s*,\s*"value"\s*:\s*")nodeID://'), rb"\1"),
)
"""What Virtuoso 7 writes in JSON, and what is meant. No text in a literal is changed: quotation
marks stand behind a backslash there."""


def canonical(reply: Reply) -> bytes:
    """The content of an answer with truth values and blank nodes as the standard writes them."""
    if not (reply.headers["server"] or "").startswith("Virtuoso"):
        return reply.content
    content = reply.content
    for pattern, meant in _VIRTUOSO:
        content = pattern.sub(meant, content)
    return content
