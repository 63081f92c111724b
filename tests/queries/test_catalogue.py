"""The headers of stored questions: what is wrong with one is found when it is read."""

from pathlib import Path

import pytest

from queries.catalogue import catalogue, fill_values, find_query, read_query, values_blocks
from queries.errors import BadHeader, UnknownQuery

HEADER = """\
#+ question.en = "Which ships are there?"
#+ question.ja = "どの船があるか。"
#+
#+ [parameters.port]
#+ kind = "country"
#+ en = "the port"
#+ ja = "港"
#+
#+ [columns]
#+ ship = { en = "ship", ja = "船" }
"""
BODY = "\nSELECT ?ship WHERE { VALUES ?port { <https://example.org/a> } ?ship ?in ?port }\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "ships" / "all_ships.rq"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


def test_header_and_text_are_taken_apart(tmp_path: Path) -> None:
    query = read_query(write(tmp_path, HEADER + BODY))
    assert (query.name, query.topic) == ("all_ships", "ships")
    assert query.question == {"ja": "どの船があるか。", "en": "Which ships are there?"}
    assert [(p.name, p.kind, p.meaning["en"]) for p in query.parameters] == [
        ("port", "country", "the port")
    ]
    assert query.columns == {"ship": {"en": "ship", "ja": "船"}}
    assert query.text == BODY.lstrip()


@pytest.mark.parametrize(
    ("there", "instead", "reason"),
    [
        ("#+ [columns]", "#+ [columns", "the header is no TOML"),
        ('#+ question.ja = "どの船があるか。"\n', "", "question needs a text in ja and in en"),
        ('question.en = "Which', 'questoin.en = "Which', "question needs a text in ja and in en"),
        ('"どの船があるか。"', '""', "question needs a text in ja and in en"),
        ('#+ en = "the port"\n', "", "port needs a text in ja and in en"),
        ('{ en = "ship", ja = "船" }', '{ en = "ship" }', "ship needs a text in ja and in en"),
        ('{ en = "ship", ja = "船" }', '"ship"', "ship needs a text in ja and in en"),
        ("VALUES ?port { <https://example.org/a> }", "", "port: declared without a VALUES block"),
        ("parameters.port", "parameters.harbour", "harbour, port: declared without a VALUES block"),
        (
            "?ship ?in ?port",
            "VALUES ?in { <https://example.org/in> } ?ship ?in ?port",
            "in: declared without a VALUES block, or the reverse",
        ),
    ],
)
def test_header_that_does_not_fit_is_an_error_that_names_the_file(
    tmp_path: Path, there: str, instead: str, reason: str
) -> None:
    text = HEADER + BODY
    assert text.count(there) == 1
    path = write(tmp_path, text.replace(there, instead))
    with pytest.raises(BadHeader) as caught:
        read_query(path)
    assert str(caught.value).startswith("all_ships.rq: ")
    assert reason in str(caught.value)


def test_file_without_a_header_is_no_stored_question(tmp_path: Path) -> None:
    with pytest.raises(BadHeader):
        read_query(write(tmp_path, BODY))


def test_stored_questions_are_sorted_by_name() -> None:
    assert list(catalogue()) == sorted(catalogue())
    assert all(name == query.name for name, query in catalogue().items())


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("measures_involving_contry", "measures_involving_country"),
        ("Planned", "planned"),
        ("xyz", None),
    ],
)
def test_unknown_question_names_those_that_come_close(name: str, near: str | None) -> None:
    with pytest.raises(UnknownQuery) as caught:
        find_query(name)
    assert (near in caught.value.near) if near else caught.value.near == ()
    assert f"no stored question is called '{name}'" in str(caught.value)


def test_values_are_filled_by_the_name_of_the_variable() -> None:
    text = "{ VALUES ?a { 1 } VALUES ?b { 2 } VALUES (?c ?d) { (3 4) } }"
    assert values_blocks(text) == {"a": "1", "b": "2"}
    assert fill_values(text, {"b": "9"}) == text.replace("{ 2 }", "{ 9 }")
    assert fill_values(text, {}) == text


def test_what_is_filled_in_is_not_looked_at_again() -> None:
    text = "VALUES ?a { 1 } VALUES ?b { 2 }"
    filled = fill_values(text, {"a": r'"VALUES ?b { 2 } \\1 \\g<name>"', "b": "9"})
    assert filled == r'VALUES ?a { "VALUES ?b { 2 } \\1 \\g<name>" } VALUES ?b { 9 }'
