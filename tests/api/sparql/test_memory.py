"""Answers that were given a moment ago."""

import pytest

from api.sparql.frames import Frame, Kind
from api.sparql.memory import LARGEST_ANSWER, AnswerMemory


def job(query: str, **more: object) -> dict[str, object]:
    return {"task": "answer", "query": query, **more}


def frames(content: bytes = b"{}") -> tuple[Frame, ...]:
    return Frame(Kind.HEAD, b"{}"), Frame(Kind.DATA, content), Frame(Kind.END)


def test_same_question_has_its_answer_and_others_do_not() -> None:
    memory = AnswerMemory()
    memory.put(job("ASK {}", formats={"boolean": "text/csv"}), frames())
    assert memory.get(job("ASK {}", formats={"boolean": "text/csv"})) == frames()
    assert memory.get(job("ASK {}", formats={"boolean": "application/json"})) is None
    assert memory.get(job("ASK { }", formats={"boolean": "text/csv"})) is None


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (RAND() AS ?x) {}",
        "SELECT (now () AS ?x) {}",
        "SELECT (UUID() AS ?x) {}",
        "SELECT (STRUUID() AS ?x) {}",
        "SELECT (bnode() AS ?x) {}",
        r"SELECT (\u0052AND() AS ?x) {}",
    ],
)
def test_answer_that_would_be_another_is_not_kept(query: str) -> None:
    memory = AnswerMemory()
    memory.put(job(query), frames())
    assert memory.get(job(query)) is None


def test_large_answers_are_not_kept_and_old_ones_go() -> None:
    memory = AnswerMemory(largest=250)
    memory.put(job("large"), frames(b"x" * (LARGEST_ANSWER + 1)))
    assert memory.get(job("large")) is None
    for name in "abc":
        memory.put(job(name), frames(b"x" * 100))
        memory.get(job("a"))
    kept = [name for name in "abc" if memory.get(job(name)) is not None]
    assert kept == ["a", "c"]
    memory.put(job("a"), frames(b"y" * 100))
    assert memory.get(job("a")) == frames(b"y" * 100)
    assert memory.get(job("c")) is not None
