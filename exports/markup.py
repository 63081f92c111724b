"""XML tags as text, escaped so that what is read back is what was written."""

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

# Readers turn a bare carriage return into a line feed: https://www.w3.org/TR/xml/#sec-line-ends
_LINE_ENDS = {"\r": "&#13;"}


def opening(name: str, attributes: Mapping[str, str] | None = None) -> str:
    """`<name key="value">`."""
    return f"<{name}{_attributes(attributes)}>"


def empty(name: str, attributes: Mapping[str, str] | None = None) -> str:
    """`<name key="value"/>`."""
    return f"<{name}{_attributes(attributes)}/>"


def element(name: str, text: str, attributes: Mapping[str, str] | None = None) -> str:
    """`<name key="value">text</name>`."""
    return f"{opening(name, attributes)}{escape(text, _LINE_ENDS)}</{name}>"


def _attributes(attributes: Mapping[str, str] | None) -> str:
    pairs = (attributes or {}).items()
    return "".join(f" {key}={quoteattr(value)}" for key, value in pairs)
