"""RDF files, opened for a parser that trusts its input: what is easily mended is, and what could
take all memory or never end is refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from pyoxigraph import RdfFormat

from ontology.errors import UserError

FORMATS = {
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
}
DEEPEST_XML = 1_000
"""Levels of elements; the parser's time grows with their square."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class UnreadableStore(UserError, ValueError):
    """A file that should be served as a store cannot be."""


def rdf_format(path: Path) -> RdfFormat:
    """The format that a file's name tells. Raises UnreadableStore."""
    found = FORMATS.get(path.suffix)
    if found is None:
        known = ", ".join(FORMATS)
        raise UnreadableStore(f"{path}: no RDF file we can read; it should end in {known}")
    return found


@contextmanager
def open_rdf(path: Path) -> Iterator[BinaryIO]:
    """A file for the parser to read within the block.

    Raises UnreadableStore with the file and what is wrong with it, whoever finds it.
    """
    try:
        if rdf_format(path) == RdfFormat.RDF_XML:
            _check_xml(path)
        with path.open("rb") as file:
            if file.read(len(_BYTE_ORDER_MARK)) != _BYTE_ORDER_MARK:
                file.seek(0)
            yield file
    except OSError as error:
        raise UnreadableStore(f"{path}: cannot be read ({error.strerror or error})") from error
    except SyntaxError as error:
        raise UnreadableStore(f"{path}: {error.msg}") from error
    except expat.ExpatError as error:
        raise UnreadableStore(f"{path}: {error}") from error
    except MemoryError as error:  # so the parser says that its buffer of 16 MB is full
        raise UnreadableStore(f"{path}: holds a term or comment that has no end") from error


def _check_xml(path: Path) -> None:
    """Refuse a document type, whose entities can grow without end or name files, and elements that
    nest too deeply."""
    depth = 0

    def refuse(*_: object) -> None:
        raise UnreadableStore(f"{path}: has a document type (DTD), which is not read")

    def enter(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST_XML:
            raise UnreadableStore(f"{path}: nests its elements deeper than {DEEPEST_XML} levels")

    def leave(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    with path.open("rb") as file:
        parser.ParseFile(file)
