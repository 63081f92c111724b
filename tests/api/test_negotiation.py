"""Content negotiation, as RFC 9110 has it: the most specific range counts, 0 excludes."""

import pytest

from api.negotiation import choose, choose_language

HTML, JSON, JSON_LD, TURTLE = "text/html", "application/json", "application/ld+json", "text/turtle"
OFFERS = [HTML, JSON, JSON_LD, TURTLE]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        # no header: the first offer
        (None, HTML),
        ("", HTML),
        ("  ", HTML),
        # one type
        ("text/html", HTML),
        ("text/turtle", TURTLE),
        ("TEXT/Turtle", TURTLE),
        (" text/turtle ", TURTLE),
        # stars
        ("*/*", HTML),
        ("application/*", JSON),
        ("text/*", HTML),
        ("image/*", None),
        ("*/turtle", None),
        # qualities
        ("text/turtle;q=0.9, application/json;q=0.8", TURTLE),
        ("text/turtle;q=0.8, application/json;q=0.9", JSON),
        ("text/turtle;q=0.8,application/json", JSON),
        ("text/turtle; q=0.8 , application/json; q=0.81", JSON),
        ("text/turtle;Q=0.8, application/json;q=0.7", TURTLE),
        ("text/turtle;q=0.001", TURTLE),
        ("text/turtle;q=1.0, text/html;q=1", HTML),
        ("text/turtle, application/json", JSON),
        ("*/*;q=0.1, text/turtle", TURTLE),
        # exclusion
        ("text/html;q=0, */*", JSON),
        ("text/html;q=0.0, text/*", TURTLE),
        ("*/*, application/*;q=0, text/*;q=0", None),
        ("text/turtle;q=0", None),
        ("*/*;q=0", None),
        ("*/*;q=0, text/turtle", TURTLE),
        # the most specific range decides, wherever it stands
        ("text/*, text/html;q=0.1, application/json;q=0.5", TURTLE),
        ("text/html;q=0.1, text/*", TURTLE),
        ("*/*, text/*;q=0.5", JSON),
        ("application/*;q=0.2, application/ld+json;q=0.9, text/*;q=0.5", JSON_LD),
        # parameters of a type do not matter
        ("text/turtle;charset=utf-8", TURTLE),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', JSON_LD),
        ("text/turtle;charset=utf-8;q=0.3, application/json;q=0.4", JSON),
        # what browsers and tools send
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", HTML),
        ("text/turtle, application/rdf+xml;q=0.9, */*;q=0.1", TURTLE),
        # headers that are wrong
        ("nonsense", None),
        ("nonsense, text/turtle", TURTLE),
        (",,,", None),
        ("text/turtle;q=high", TURTLE),
        ("text/turtle;q=", TURTLE),
        ("text/turtle;q=-1", TURTLE),
        ("text/turtle;q=1.5, text/html;q=1", HTML),
        (";q=1", None),
        ("/", None),
        ("image/png", None),
    ],
)
def test_header_chooses_among_the_offers(accept: str | None, chosen: str | None) -> None:
    assert choose(accept, OFFERS) == chosen


def test_of_equal_types_the_first_offered_wins() -> None:
    assert choose("*/*", [TURTLE, HTML]) == TURTLE
    assert choose("text/html, text/turtle", [TURTLE, HTML]) == TURTLE


@pytest.mark.parametrize(
    ("asked", "header", "language"),
    [
        ("ja", "en", "ja"),
        ("en", "ja", "en"),
        ("fr", "ja", "ja"),
        (None, None, "en"),
        (None, "", "en"),
        (None, "ja", "ja"),
        (None, "JA-JP", "ja"),
        (None, "ja,en;q=0.9", "ja"),
        (None, "en-GB,en;q=0.9,ja;q=0.8", "en"),
        (None, "en;q=0.5, ja;q=0.6", "ja"),
        (None, "en;q=0.5, ja;q=0.5", "en"),
        (None, "fr, de", "en"),
        (None, "fr, ja;q=0.1", "ja"),
        (None, "*", "en"),
        (None, "ja;q=0", "en"),
        (None, "jav", "en"),
        (None, "<script>", "en"),
    ],
)
def test_language_is_the_one_asked_for_or_the_one_preferred(
    asked: str | None, header: str | None, language: str
) -> None:
    assert choose_language(asked, header) == language
