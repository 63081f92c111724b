"""The archive for Neo4j, imported by another database that takes typed tables: LadybugDB."""

import csv
import io
import os
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import ladybug
import pytest

from exports.choice import Choice
from exports.formats import FORMATS
from exports.neo4j import README
from store.embedded import EmbeddedStore
from tests.exports import content

FILES = ["README.txt", "nodes.csv", "relationships.csv"]
TYPES = {"string": "STRING", "long": "INT64", "double": "DOUBLE", "boolean": "BOOL"}

Import = Callable[[bytes], "Imported"]


@dataclass(frozen=True)
class Field:
    """A field of a header as Neo4j reads it: `aliases:string[]`, `id:ID(Thing)`, `:LABEL`."""

    name: str
    type: str
    space: str
    is_list: bool

    @classmethod
    def read(cls, text: str) -> "Field":
        match = re.fullmatch(r"(\w*):([A-Za-z_]+)(?:\((\w+)\))?(\[\])?", text)
        assert match, text
        return cls(match[1], match[2], match[3] or "", bool(match[4]))

    @property
    def column(self) -> str:
        """The name of the column where the file is loaded."""
        return f"`{self.name or '_' + self.type}`"

    @property
    def declared(self) -> str:
        """The column as the table has it."""
        return f"`{self.name}` {TYPES.get(self.type, 'STRING')}{'[]' * self.is_list}"

    @property
    def loaded(self) -> str:
        """The type in which the file is loaded."""
        return f"{self.column} {'STRING' if self.is_list else TYPES.get(self.type, 'STRING')}"

    @property
    def value(self) -> str:
        """What is stored; Neo4j takes lists apart at the delimiter that the command names."""
        return f"string_split({self.column}, '|')" if self.is_list else self.column


@dataclass(frozen=True)
class Imported:
    """A database with what an archive holds; labels and types are those of the files."""

    rows: Callable[[str], list[list[Any]]]
    labels: dict[str, str]


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    """Imports an archive into an empty database as its headers say."""

    def load(archive: bytes) -> Imported:
        with ZipFile(io.BytesIO(archive)) as files:
            files.extractall(tmp_path)
        connection = ladybug.Connection(ladybug.Database(str(tmp_path / "database")))

        def rows(query: str) -> list[list[Any]]:
            result = connection.execute(query)
            assert isinstance(result, ladybug.QueryResult)
            return [list(row) for row in result.get_all()]

        _load_nodes(tmp_path / "nodes.csv", rows)
        _load_relationships(tmp_path / "relationships.csv", rows)
        return Imported(rows, _labels(tmp_path / "nodes.csv"))

    return load


def _load_nodes(path: Path, run: Callable[[str], object]) -> None:
    fields = _fields(path)
    stored = [field for field in fields if field.name]
    (key,) = (field for field in fields if field.type == "ID")
    columns = ", ".join(field.declared for field in stored)
    run(f"CREATE NODE TABLE {key.space}({columns}, PRIMARY KEY({key.column}))")
    run(f"COPY {key.space} FROM ({_scan(path, fields)} RETURN {_values(stored)})")


def _load_relationships(path: Path, run: Callable[[str], object]) -> None:
    fields = _fields(path)
    stored = [field for field in fields if field.name]
    start, end = (f for kind in ("START_ID", "END_ID") for f in fields if f.type == kind)
    columns = ", ".join(field.declared for field in stored)
    for name in sorted(set(_column(path, ":TYPE"))):
        run(f"CREATE REL TABLE `{name}`(FROM {start.space} TO {end.space}, {columns})")
        chosen = f"{_scan(path, fields)} WHERE `_TYPE` = '{name}'"
        ends = f"{start.column}, {end.column}"
        run(f"COPY `{name}` FROM ({chosen} RETURN {ends}, {_values(stored)})")


def _fields(path: Path) -> list[Field]:
    with path.open(encoding="utf-8", newline="") as file:
        return [Field.read(text) for text in next(csv.reader(file))]


def _column(path: Path, name: str) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]


def _labels(path: Path) -> dict[str, str]:
    return dict(zip(_column(path, "id:ID(Thing)"), _column(path, ":LABEL"), strict=True))


def _scan(path: Path, fields: list[Field]) -> str:
    loaded = ", ".join(field.loaded for field in fields)
    options = "HEADER=true, PARALLEL=false, ESCAPE='\"'"  # quotes are doubled, as in RFC 4180
    return f"LOAD WITH HEADERS ({loaded}) FROM '{path}' ({options})"


def _values(fields: list[Field]) -> str:
    return ", ".join(field.value for field in fields)


def _own(values: dict[str, Any]) -> dict[str, Any]:
    """Without what the database itself adds, and without the id, which is in no column of ours."""
    return {name: value for name, value in values.items() if name != "id" and name[0] != "_"}


def test_a_database_imports_every_node_whole(
    sample: EmbeddedStore, exported: Any, projected: Any, imported: Import
) -> None:
    found = imported(exported(sample, "neo4j.zip")).rows("MATCH (n:Thing) RETURN n.id, n")
    assert {key: content.typed(_own(n)) for key, n in found} == content.nodes(projected(sample))


def test_a_database_imports_every_relationship_whole(
    sample: EmbeddedStore, exported: Any, projected: Any, imported: Import
) -> None:
    found = imported(exported(sample, "neo4j.zip")).rows(
        "MATCH (a:Thing)-[r]->(b:Thing) RETURN a.id, b.id, r.id, r"
    )
    read = {(start, end, key): content.typed(_own(r)) for start, end, key, r in found}
    assert read == content.edges(projected(sample))
    assert len(read) == len(found)


def test_labels_are_kinds_and_types_relations(
    sample: EmbeddedStore, exported: Any, imported: Import
) -> None:
    database = imported(exported(sample, "neo4j.zip"))
    found = database.rows("MATCH (:Thing)-[r]->(:Thing) RETURN DISTINCT label(r), r.relation")
    assert {name.lower().replace("_", "") for name, _ in found} == {
        relation.lower() for _, relation in found
    }
    assert len(found) == len({name for name, _ in found})
    assert ["NAMES_COUNTRY", "namesCountry"] in found
    assert database.labels["country/VN"] == "Country"
    assert all(re.fullmatch(r"([A-Z][a-z]+)+", label) for label in database.labels.values())


def test_a_label_of_several_words_is_in_camel_case(selection: EmbeddedStore, exported: Any) -> None:
    with ZipFile(io.BytesIO(exported(selection, "neo4j.zip"))) as archive:
        rows = csv.DictReader(io.StringIO(archive.read("nodes.csv").decode(), newline=""))
        labels = {(row["kind:string"], row[":LABEL"]) for row in rows}
    assert {("policy-document", "PolicyDocument"), ("fiscal-year", "FiscalYear")} <= labels


def test_the_database_answers_the_question_of_the_readme(
    hurtful: EmbeddedStore, exported: Any, imported: Import
) -> None:
    database = imported(exported(hurtful, "neo4j.zip"))
    asked = README[README.index("MATCH") :].split("\n\n")[0]
    assert "(m:Measure)" in asked
    assert ":Country {" in asked
    asked = asked.replace("m:Measure", "m:Thing").replace(":Country", ":Thing")
    assert database.rows(asked) == [["9-1-9", "<b>\"引用\" & 'x'</b>", None, None]]


def test_the_readme_tells_how_to_import_what_is_there(
    hurtful: EmbeddedStore, exported: Any
) -> None:
    with ZipFile(io.BytesIO(exported(hurtful, "neo4j.zip"))) as archive:
        assert archive.namelist() == FILES
        readme = archive.read("README.txt").decode()
    (command,) = re.findall(r"^ +(neo4j-admin .*)$", readme, re.MULTILINE)
    assert command.split() == [
        "neo4j-admin", "database", "import", "full", "neo4j", "--nodes=nodes.csv",
        "--relationships=relationships.csv", '--array-delimiter="U+007C"',
        "--multiline-fields=true",
    ]  # fmt: skip
    assert chr(0x7C) == "|"


def test_texts_are_written_as_they_are(hurtful: EmbeddedStore, exported: Any) -> None:
    """What a spreadsheet needs would be wrong in a database."""
    with ZipFile(io.BytesIO(exported(hurtful, "neo4j.zip"))) as archive:
        text = archive.read("nodes.csv").decode()
    assert ',"=HYPERLINK(""http://x"")",' in text
    assert "'=" not in text


def test_edges_made_one_have_a_type_that_says_so(
    selection: EmbeddedStore, imported: Import
) -> None:
    out = io.BytesIO()
    FORMATS["neo4j.zip"].write(selection, Choice(collapse=True), out)
    found = imported(out.getvalue()).rows(
        "MATCH (:Thing)-[r]->(:Thing) RETURN label(r), r.relation"
    )
    several = {name for name, relation in found if "|" in relation}
    assert several == {"RELATED_TO"}
    assert not several & {name for name, relation in found if "|" not in relation}


def test_an_empty_graph_is_an_archive_of_headers(exported: Any, imported: Import) -> None:
    database = imported(exported(EmbeddedStore(), "neo4j.zip"))
    assert database.rows("MATCH (n:Thing) RETURN n") == []


def test_a_pipe_gets_the_bytes_that_a_file_gets(
    hurtful: EmbeddedStore, exported: Any, tmp_path: Path
) -> None:
    reading, writing = os.pipe()
    read: list[bytes] = []
    with os.fdopen(reading, "rb") as end:
        reader = threading.Thread(target=lambda: read.append(end.read()))
        reader.start()
        with os.fdopen(writing, "wb") as out:
            FORMATS["neo4j.zip"].write(hurtful, Choice(), out)
        reader.join()
    with (tmp_path / "graph.zip").open("wb") as out:
        FORMATS["neo4j.zip"].write(hurtful, Choice(), out)
    assert read[0] == (tmp_path / "graph.zip").read_bytes() == exported(hurtful, "neo4j.zip")


def test_the_archive_has_no_time_nor_place(hurtful: EmbeddedStore, exported: Any) -> None:
    with ZipFile(io.BytesIO(exported(hurtful, "neo4j.zip"))) as archive:
        infos = archive.infolist()
        assert archive.testzip() is None
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.external_attr >> 16 for info in infos} == {0o100644}
    assert {info.create_system for info in infos} == {3}
