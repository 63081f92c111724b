"""The outline of a list of measures: its headings, told apart from text that looks like one.

`contents` reads the table of contents, which states every chapter and section once; `body` then
recognises them, and finds the measures and their parts, which the contents do not list.
"""

from loaders.outline.body import find_outline
from loaders.outline.heading import Heading, Level

__all__ = ["Heading", "Level", "find_outline"]
