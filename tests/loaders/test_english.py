"""Our English: everything has it, and a term is always put the same way."""

from pathlib import Path

import pytest

from loaders.corpus import Corpus
from loaders.tables.csvfile import read_rows
from loaders.tables.translations import NOT_TRANSLATED

SEEDS = Path(__file__).parents[2] / "seeds"
TERMS = [(row.required("ja"), row.values("en")) for row in
         read_rows(SEEDS / "glossary.csv", ("ja", "en"))]  # fmt: skip
NAMED = ("programmes", "organisations", "agreements", "events", "activities", "policy_documents")
TABLES = [("translations.csv", "ja", "en"), *((f"{n}.csv", "name_ja", "name_en") for n in NAMED)]
PAIRS = [
    (row.required(ja), row.required(en))
    for file, ja, en in TABLES
    for row in read_rows(SEEDS / file, (ja, en))
]


@pytest.mark.parametrize(("japanese", "english"), TERMS, ids=[term for term, _ in TERMS])
def test_a_term_of_the_glossary_is_always_put_that_way(
    japanese: str, english: tuple[str, ...]
) -> None:
    holding = [(ja, en) for ja, en in PAIRS if japanese in ja]
    assert holding, "no title has the term"
    for ja, en in holding:
        assert any(words.casefold() in en.casefold() for words in english), (ja, en)


def test_every_area_measure_and_programme_has_english() -> None:
    corpus = Corpus.open(SEEDS)
    for reading in corpus.readings():
        assert corpus.missing_rows(reading) == {"translations.csv": [], "programmes.csv": []}
    assert [en for _, en in PAIRS if en.startswith(NOT_TRANSLATED)] == []


def test_no_two_programmes_have_the_same_english() -> None:
    names = [row.required("name_en") for row in read_rows(SEEDS / "programmes.csv", ("name_en",))]
    assert sorted(set(names)) == sorted(names)
