"""One module for each document layout: from the lines of a document to what they say.

A layout is chosen by the column `layout` of documents.csv.
"""

from collections.abc import Callable

from loaders.layouts.measures_list import read_measures_list
from loaders.layouts.running_text import read_running_text
from loaders.linking import NameIndex
from loaders.readers.text import Text
from loaders.tables.documents import DocumentRow
from ontology.model import Reading

Layout = Callable[[Text, DocumentRow, NameIndex], Reading]

LAYOUTS: dict[str, Layout] = {
    "measures-list": read_measures_list,
    "running-text": read_running_text,
}
