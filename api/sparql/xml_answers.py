"""XML answers: what XML 1.0 cannot hold is refused and never sent, for no reader would take it."""

import re

_CONTROLS = bytes((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)))
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
# The engine writes a property whose IRI does not end in a name as an element without one.
_NAMELESS = re.compile(rb"<[^<>/\s:]+:[\s/>]")


class NotXml(Exception):
    """An answer cannot be written as XML; why, in one sentence."""


def as_xml(content: bytes) -> bytes:
    """A part of an XML document, as readers will take it. Raises NotXml."""
    is_clean = len(content.translate(None, _CONTROLS)) == len(content)
    if not is_clean or any(sign in content for sign in _NO_CHARACTERS):
        raise NotXml("the answer holds a character that XML cannot hold; ask for another format")
    if _NAMELESS.search(content):
        raise NotXml("a property of the answer ends in no XML name; ask for another format")
    return content.replace(b"\r", b"&#13;")  # a reader would take it for a line feed
