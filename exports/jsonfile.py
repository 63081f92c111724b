"""JSON written item by item, so that no graph is ever held as a whole."""

import json
from collections.abc import Iterable, Iterator


def array(values: Iterable[object]) -> Iterator[bytes]:
    """A JSON array, one item a line."""
    separator = "[\n"
    for value in values:
        yield (separator + json.dumps(value, ensure_ascii=False)).encode()
        separator = ",\n"
    yield b"[]" if separator == "[\n" else b"\n]"
