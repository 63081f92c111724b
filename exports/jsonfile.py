"""JSON written item by item, so that no graph is ever held as a whole."""

import json
from collections.abc import Iterable, Iterator

from exports.columns import EDGE_COLUMNS, NODE_COLUMNS, Attributes, Value, items

_LISTS = {column.name for column in (*NODE_COLUMNS, *EDGE_COLUMNS) if column.is_list}


def unfold(attributes: Attributes) -> dict[str, Value | list[str]]:
    """The attributes with every list as an array, be it of one item only."""
    return {name: items(value) if name in _LISTS else value for name, value in attributes.items()}


def array(values: Iterable[object]) -> Iterator[bytes]:
    """A JSON array, one item a line."""
    separator = "[\n"
    for value in values:
        yield (separator + json.dumps(value, ensure_ascii=False)).encode()
        separator = ",\n"
    yield b"[]" if separator == "[\n" else b"\n]"
