"""The table of agreements says what the seeds say."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exports.agreements import AGREEMENTS, agreements
from exports.choice import EVERYTHING, Choice
from exports.view import UnionView
from store.embedded import EmbeddedStore

Toy = Callable[[str], EmbeddedStore]

SEEDS = Path(__file__).parents[2] / "seeds" / "agreements.csv"


def _rows(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode(), newline="")))


def _sorted(text: str) -> list[str]:
    return sorted(filter(None, text.split("|")))


def _passages(documents: str, lines: str) -> set[str]:
    """The passages that a row of the seeds cites, as the table spells them."""
    places = zip(documents.split("|"), lines.split("|"), strict=True)
    return {f"{document}:{line}" for document, each in places for line in each.split(",")}


@pytest.fixture
def rows(store: EmbeddedStore, exported: Any) -> list[dict[str, str]]:
    return _rows(exported(store, "agreements.csv"))


def test_agreements_are_those_of_the_seeds(rows: list[dict[str, str]]) -> None:
    seeds = {row["slug"]: row for row in _rows(SEEDS.read_bytes())}
    assert [row["id"] for row in rows] == sorted(seeds)
    for row in rows:
        seed = seeds[row["id"]]
        same = {"kind": "kind", "title_ja": "name_ja", "title_en": "name_en", "date": "date",
                "status": "status"}  # fmt: skip
        assert {ours: row[ours] for ours in same} == {o: seed[s] for o, s in same.items()}
        assert row["parties"].split("|") == _sorted(seed["parties"].replace(":", "/"))
        assert _sorted(row["topics"]) == _sorted(seed["topics"])
        assert (row["basis"] == "editorial") == ("parties" in seed["editorial"])
        assert set(row["evidence"].split("|")) == _passages(seed["document"], seed["lines"])


def test_the_first_place_has_columns_of_its_own(rows: list[dict[str, str]]) -> None:
    for row in rows:
        first = row["evidence"].split("|")[0]
        assert first.rpartition(":")[0] == row["document"]
        assert first.rpartition(":")[2].split("-")[0] == row["line"]


def test_measures_are_those_that_rest_on_it(
    rows: list[dict[str, str]], store: EmbeddedStore
) -> None:
    query = "SELECT ?agreement ?number WHERE { ?m shk:restsOn ?agreement ; shk:number ?number }"
    said = {(key.rpartition("/")[2], number) for key, number in UnionView(store).select(query)}
    assert {(row["id"], n) for row in rows for n in row["measures"].split("|") if n} == said


def test_measures_stand_as_printed(toy: Toy) -> None:
    store = toy("""
      id:agreement\\/a a shk:Agreement .
      m:9-1-10 shk:restsOn id:agreement\\/a . m:9-1-9 shk:restsOn id:agreement\\/a .
    """)
    (row,) = agreements(store, EVERYTHING).rows
    assert row[AGREEMENTS.index("measures")] == "9-1-9|9-1-10"


def test_an_agreement_of_which_little_is_known(hurtful: EmbeddedStore, exported: Any) -> None:
    assert _rows(exported(hurtful, "agreements.csv")) == [
        dict.fromkeys(AGREEMENTS, "")
        | {
            "id": "a",
            "title_ja": "'-覚書",
            "title_en": "A",
            "parties": "country/VN",
            "measures": "9-1-9",
            "basis": "stated",
            "evidence": "d:3|d:20-21",
            "document": "d",
            "line": "3",
        }
    ]


def test_a_choice_cuts_the_table(store: EmbeddedStore) -> None:
    table = agreements(store, Choice(country=("country/RW",)))
    assert [row[0] for row in table.rows] == ["stratospheric-platform-memorandum-rwanda"]
