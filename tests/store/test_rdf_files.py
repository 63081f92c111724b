"""RDF files that are damaged, or meant to do damage: read rightly, or refused in one sentence that
names the file and, where there is one, the place."""

import threading
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions

from store.embedded import EmbeddedStore
from store.rdf_files import DEEPEST_XML, UnreadableStore

MARK = b"\xef\xbb\xbf"
TRIPLE = '<urn:s> <urn:p> "海" .\n'.encode()
ABOUT = '<rdf:Description rdf:about="urn:s">{}</rdf:Description>'
LEVEL = "<rdf:Description><e:p>", "</e:p></rdf:Description>"


def xml(content: str, document_type: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{document_type}<rdf:RDF xmlns:e="urn:e#" '
        f'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{content}</rdf:RDF>'
    ).encode()


def nested_xml(levels: int) -> bytes:
    opening, closing = LEVEL
    return xml(opening * (levels // 2) + closing * (levels // 2))


ENTITY = xml(
    ABOUT.format("<e:p>&a;</e:p>"), '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
)
LAUGHS = xml(
    ABOUT.format("<e:p>&a9;</e:p>"),
    '<!DOCTYPE x [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>",
)
INCLUDE = xml(
    ABOUT.format(
        '<e:p><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/></e:p>'
    )
)

READ = {
    "byte-order mark, Turtle": ("a.ttl", MARK + TRIPLE, 1),
    "byte-order mark, N-Triples": ("a.nt", MARK + TRIPLE, 1),
    "byte-order mark, N-Quads": ("a.nq", MARK + TRIPLE, 1),
    "byte-order mark, TriG": ("a.trig", MARK + TRIPLE, 1),
    "byte-order mark, XML": ("a.rdf", MARK + xml(ABOUT.format("<e:p>海</e:p>")), 1),
    "lines that end in CR LF": ("a.nt", TRIPLE.replace(b"\n", b"\r\n") * 2, 1),
    "nothing": ("a.ttl", b"", 0),
    "deep Turtle": (
        "a.ttl", b"<urn:s> <urn:p> " + b"[<urn:p> " * 20_000 + b"1" + b"]" * 20_000 + b".", 20_001),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "triples"), READ.values(), ids=READ.keys())
def test_file_that_can_be_understood_is_read(
    tmp_path: Path, name: str, content: bytes, triples: int
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    answer = EmbeddedStore.load(path).query("SELECT * { ?s ?p ?o }")
    assert isinstance(answer, QuerySolutions)
    assert sum(1 for _ in answer) == triples


REFUSED = {
    "Latin-1": ("a.ttl", TRIPLE + b'<urn:s> <urn:p> "\xe9" .\n', "line 2 column 18: Invalid UTF-8"),
    "Latin-1 that says so": (
        "a.rdf", xml("").replace(b'"1.0"', b'"1.0" encoding="ISO-8859-1"'), "Only UTF-8"),
    "UTF-16": ("a.ttl", TRIPLE.decode().encode("utf-16"), "line 1 column 1: Invalid UTF-8"),
    "surrogate": ("a.ttl", b'<urn:s> <urn:p> "\xed\xa0\x80" .', "line 1 between columns 18 and 18"),
    "escaped surrogate": ("a.ttl", rb'<urn:s> <urn:p> "\uD800" .', "not a valid unicode character"),
    "space in an IRI": ("a.ttl", b"<a b> <urn:p> 1 .", "line 1 between columns 1 and 6"),
    "relative IRI": ("a.nt", b"<a> <urn:p> <urn:o> .", "No scheme found in an absolute IRI"),
    "broken host": ("a.ttl", b"<http://[> <urn:p> 1 .", "Invalid character '[' in host"),
    "cut off": ("a.nt", TRIPLE[:-3], "line 1"),
    "compressed": ("a.ttl", b"\x1f\x8b\x08\x00" + b"\0" * 20, "line 1 column 1"),
    "file as an entity": ("a.rdf", ENTITY, "has a document type (DTD), which is not read"),
    "billion laughs": ("a.rdf", LAUGHS, "has a document type (DTD), which is not read"),
    "XInclude": ("a.rdf", INCLUDE, "XML namespaces are required"),
    "deep XML": ("a.rdf", nested_xml(100_000), f"deeper than {DEEPEST_XML} levels"),
    "string without an end": ("a.ttl", b'<urn:s> <urn:p> "' + b"x" * 20_000_000, "has no end"),
    "line of many megabytes": ("a.nt", b"# " + b"x" * 20_000_000, "has no end"),
    "JSON-LD": ("a.jsonld", b'{"@context": "file:///etc/passwd"}', "it should end in .nq"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "content", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_file_that_cannot_is_refused_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableStore) as caught:
        EmbeddedStore.load(path)
    sentence = str(caught.value)
    assert sentence.startswith(f"{path}: ")
    assert reason in sentence
    assert "\n" not in sentence
    assert "root:" not in sentence


def test_reading_waits_for_nobody(tmp_path: Path) -> None:
    """What a file names is not fetched, so a file of many names takes no longer."""
    path = tmp_path / "a.ttl"
    names = "".join(f"@prefix p{n}: <http://192.0.2.1/{n}#> .\n" for n in range(500))
    path.write_text(names + "@base <http://192.0.2.1/> . <a> <b> <c> .", encoding="utf-8")
    reading = threading.Thread(target=EmbeddedStore.load, args=(path,), daemon=True)
    reading.start()
    reading.join(10)
    assert not reading.is_alive()
