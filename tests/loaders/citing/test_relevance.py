"""Each citation of a row must have to do with it, be it as the header of its table."""

import pytest
from pyoxigraph import Literal, NamedNode

from loaders.citing.relevance import Relevance
from ontology import iris
from ontology.model import Basis, Fact, Passage
from ontology.terms import SHK, XSD

PORT, VIET_NAM = iris.thing("activity", "port"), iris.thing("country", "VN")
JAPAN, MINISTRY = iris.thing("country", "JP"), iris.thing("organisation", "mic")
ROW = "activities.csv, row 7"
OUTLINE = ((1, "1"), (100, "1 (1)"), (200, "1 (2)"))


class Texts:
    """What stands on each line: things that it names, and literals that it shows."""

    def __init__(self, lines: dict[tuple[str, int], set[str]]) -> None:
        self._lines = lines

    def shows(self, fact: Fact, passages: tuple[Passage, ...]) -> bool:
        return self._on(passages) >= set(fact.object.value.split("+"))

    def names(self, node: NamedNode, passages: tuple[Passage, ...]) -> bool:
        return node.value in self._on(passages)

    def _on(self, passages: tuple[Passage, ...]) -> set[str]:
        return set().union(*(self._lines.get((p.document, p.first), set()) for p in passages))


def _row(*objects: NamedNode | Literal, lines: str, basis: Basis = Basis.STATED) -> list[Fact]:
    """Facts about the port that cite lines of documents: `list:10 list:12 note:3`."""
    cited = [place.split(":") for place in lines.split()]
    passages = tuple(Passage(document, int(line), int(line)) for document, line in cited)
    return [
        Fact(PORT, SHK.printedWords, obj, basis, passages, f"{ROW}, column {n}")
        for n, obj in enumerate(objects)
    ]


def _idle(row: list[Fact], lines: dict[tuple[str, int], set[str]]) -> list[str]:
    found = Relevance(Texts(lines), {"list": OUTLINE}).idle([row])
    before, after = f"{ROW}, column lines: ", " shows nothing of the row"
    sentences = list(found)
    assert all(s.startswith(before) and s.endswith(after) for s in sentences)
    return [s.removeprefix(before).removesuffix(after) for s in sentences]


WORDS = Literal("港", language="ja")
LINES = {
    ("list", 110): {PORT.value, JAPAN.value, MINISTRY.value},
    ("list", 111): {"港"},
    ("list", 112): {VIET_NAM.value},
    ("list", 113): {"2023"},
    ("list", 250): {"2023"},
    ("list", 260): {JAPAN.value, MINISTRY.value},
    ("note", 3): {"港"},
    ("note", 100): {"1"},
    ("note", 101): {"2"},
}


@pytest.mark.parametrize(
    ("lines", "idle"),
    [
        ("list:110", []),
        ("list:111", []),
        ("list:112", []),
        ("list:110 note:3", []),
        ("list:150", ["list lines 150"]),
        ("list:110 note:4", ["note lines 4"]),
        ("list:110 list:120", []),
        ("list:110 list:160", []),
        ("list:160 list:110", []),
        ("list:110 list:171", ["list lines 171"]),
        ("list:110 list:90", []),
        ("list:199 list:200 list:111", ["list lines 199", "list lines 200"]),
        ("list:110 list:205", ["list lines 205"]),
        ("list:110 list:260", ["list lines 260"]),
    ],
)
def test_a_citation_shows_something_or_stands_by_one_that_does(lines: str, idle: list[str]) -> None:
    row = _row(WORDS, VIET_NAM, JAPAN, MINISTRY, lines=lines)
    assert _idle(row, LINES) == idle


def test_a_mere_year_shows_nothing() -> None:
    year = Literal("2023", datatype=XSD.gYear)
    row = _row(WORDS, year, lines="list:111 list:113 list:250")
    assert _idle(row, LINES) == ["list lines 250"]


def test_a_line_without_which_a_fact_would_not_be_shown_is_needed() -> None:
    row = _row(WORDS, Literal("1+2"), lines="note:3 note:100 note:101")
    assert _idle(row, LINES) == []
    assert _idle(_row(WORDS, lines="note:3 note:100"), LINES) == ["note lines 100"]


def test_our_own_judgement_may_rest_on_a_line() -> None:
    stated = _row(WORDS, lines="list:111 note:100")
    judged = _row(Literal("1"), lines="list:111 note:100", basis=Basis.EDITORIAL)
    assert _idle([*stated, *judged], LINES) == []


def test_a_row_that_is_ours_altogether_claims_no_line() -> None:
    assert _idle(_row(WORDS, lines="note:50", basis=Basis.EDITORIAL), LINES) == []
