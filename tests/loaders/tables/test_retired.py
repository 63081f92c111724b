"""`retired.csv`: identifiers that were published once and stand for nothing any more."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad

from loaders.corpus import Corpus
from loaders.tables.facts import BadSeeds
from ontology.model import Basis, Fact
from shisaku import build as pipeline
from store.validation import Invalid, Violation, validate

ID = "https://w3id.org/shisaku/id/"
CITED = "editorial,mic-priority-measures-2024,3615"
REASONS = "綴りの誤り,a misspelling"


def retire(seeds: Path, *rows: str) -> None:
    with (seeds / "retired.csv").open("a", encoding="utf-8") as table:
        table.writelines(f"{row}\n" for row in rows)


def facts_of(seeds: Path, thing: str) -> list[Fact]:
    corpus = Corpus.open(seeds)
    node = NamedNode(ID + thing)
    sources = corpus._sources(corpus.readings())
    return [fact for source in sources for fact in source.facts if fact.subject == node]


def test_row_says_since_when_why_and_what_stands_in_its_place(seeds_copy: Path) -> None:
    retire(seeds_copy, f"organisation:asaen,organisation:asean,2026-11-21,{REASONS},{CITED}")
    facts = facts_of(seeds_copy, "organisation/asaen")
    assert {(fact.predicate.value.rpartition("/")[2], str(fact.object)) for fact in facts} == {
        ("owl#deprecated", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ("ns#retiredOn", '"2026-11-21"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("isReplacedBy", f"<{ID}organisation/asean>"),
        ("core#changeNote", '"綴りの誤り"@ja'),
        ("core#changeNote", '"a misspelling"@en'),
    }
    assert {fact.basis for fact in facts} == {Basis.EDITORIAL}


@pytest.mark.parametrize("thing", ["measure:2024/17-2-99", "budget:oecd-2024-initial-1"])
def test_thing_of_any_kind_can_be_retired_without_a_replacement(
    seeds_copy: Path, thing: str
) -> None:
    retire(seeds_copy, f"{thing},,2026-11-21,{REASONS},{CITED}")
    assert len(facts_of(seeds_copy, thing.replace(":", "/", 1))) == 4


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (f"asaen,,2026-11-21,{REASONS}", "thing"),
        (f"planet:mars,,2026-11-21,{REASONS}", "thing"),
        (f"organisation:,,2026-11-21,{REASONS}", "thing"),
        (f"organisation:ア,,2026-11-21,{REASONS}", "thing"),
        (f"organisation:asaen,asean,2026-11-21,{REASONS}", "replaced_by"),
        (f"organisation:asaen,,,{REASONS}", "since"),
        (f"organisation:asaen,,yesterday,{REASONS}", "since"),
        ("organisation:asaen,,2026-11-21,,a misspelling", "reason_ja"),
        ("organisation:asaen,,2026-11-21,綴りの誤り,", "reason_en"),
    ],
)
def test_a_broken_cell_is_named(seeds_copy: Path, row: str, column: str) -> None:
    retire(seeds_copy, f"{row},{CITED}")
    with pytest.raises(BadSeeds, match=rf"^retired\.csv, row 2, column {column}: "):
        facts_of(seeds_copy, "organisation/asaen")


def test_what_is_still_there_or_never_was_is_not_published(
    seeds_copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    retire(
        seeds_copy,
        f"organisation:g7,,2026-11-21,{REASONS},{CITED}",
        f"organisation:asaen,organisation:nowhere,2026-11-21,{REASONS},{CITED}",
    )
    retired = [f"{ID}organisation/g7", f"{ID}organisation/asaen"]

    def check(quads: Iterable[Quad]) -> list[Violation]:
        """What the shapes say of these two alone: the whole graph takes a minute."""
        return validate(q for q in quads if getattr(q.subject, "value", "") in retired)

    monkeypatch.setattr(pipeline, "validate", check)
    with pytest.raises(Invalid) as caught:
        pipeline.build(seeds_copy, tmp_path / "out", tell=lambda _: None)
    faults = [v for v in caught.value.violations if "retired identifier" in v.message]
    assert [(v.focus, v.origin.partition(", row")[0], v.message) for v in faults] == [
        (
            f"{ID}organisation/asaen",
            "retired.csv",
            "What takes the place of a retired identifier must exist.",
        ),
        (
            f"{ID}organisation/g7",
            "organisations.csv",
            "A retired identifier must not stand for a thing any more.",
        ),
    ]
