"""HTML pages: the text of their blocks, a line each."""

import re
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from loaders.errors import UnreadableDocument
from loaders.readers.encoding import decode

_IGNORED = frozenset(("head", "script", "style", "template", "noscript"))
_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div",
        "dl", "dt", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
        "table", "tbody", "tfoot", "thead", "tr", "ul",
    )
)  # fmt: skip
_CELLS = frozenset(("td", "th"))
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}


def read_html(path: Path, content: bytes) -> list[list[str]]:
    """The lines of a page, as one page. Raises UnreadableDocument for text that is not readable."""
    try:
        return [read_lines(decode(path, content))]
    except RecursionError:
        raise UnreadableDocument(path, "nests its elements too deeply; save it as text") from None


def read_lines(content: str) -> list[str]:
    """The lines of a page: each block and each `<br>` ends one, cells are parted by tabs, headings
    and list items are marked as Markdown marks them. A block of nothing but a no-break space is
    an empty line."""
    page = _Page()
    page.add(BeautifulSoup(content, "html.parser"))
    page.end_line()
    return page.lines


class _Page:
    """The lines so far, and the one that is being written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._line = ""

    def add(self, node: Tag) -> None:
        """Take in what stands in an element."""
        for child in node.children:
            if isinstance(child, Tag) and child.name not in _IGNORED:
                self._add_tag(child)
            elif type(child) is NavigableString:
                self._line += _SPACES.sub(" ", child) if child.strip(_BLANK) else _gap(child)

    def end_line(self) -> None:
        """End the line, where there is one."""
        if self._line:
            self.lines.append(self._line.strip(_BLANK).replace("\xa0", " ").rstrip(" "))
        self._line = ""

    def _add_tag(self, tag: Tag) -> None:
        if tag.name == "br":
            self.lines.append(self._line.strip(_BLANK))
            self._line = ""
            return
        if tag.name in _BLOCKS:
            self.end_line()
        self._line += _HEADINGS.get(tag.name, "- " if tag.name == "li" else "")
        self.add(tag)
        if tag.name in _CELLS:
            self._line += "\t"
        if tag.name in _BLOCKS:
            self.end_line()


_BLANK = " \t\r\n\f"
_SPACES = re.compile(rf"[{_BLANK}]+")


def _gap(text: str) -> str:
    """Nothing but space between tags: one space inside a line, none between blocks."""
    return " " if "\n" not in text else ""
