"""Content negotiation: which of the media types on offer an Accept header prefers.

RFC 9110, section 12.5.1: the most specific range that fits a type gives its quality; a quality
of 0 excludes it; of types with equal quality, the one that we offer first wins.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST_RANGES = 100
"""Parts of a header that are looked at; nobody needs more, and a stranger might send thousands."""
_QUALITY = re.compile(r"q\s*=\s*(?P<value>[01](?:\.\d{0,3})?)")


@dataclass(frozen=True, slots=True)
class _Range:
    """A media range of the header, with its quality."""

    type: str
    subtype: str
    quality: float

    def fits(self, media_type: str) -> int:
        """How specifically the range fits a type; 0 where it does not."""
        main, _, sub = media_type.partition("/")
        if (self.type, self.subtype) == (main, sub):
            return 3
        if (self.type, self.subtype) == (main, "*"):
            return 2
        return int((self.type, self.subtype) == ("*", "*"))


def choose(accept: str | None, offers: Sequence[str]) -> str | None:
    """The offer that the header prefers; the first without a header; None where none will do.

    >>> choose("text/html;q=0.5, application/*", ["text/html", "application/json"])
    'application/json'
    """
    if accept is None or not accept.strip():
        return offers[0]
    parts = accept.split(",", MOST_RANGES)[:MOST_RANGES]
    ranges = [found for part in parts if (found := _parse(part)) is not None]
    graded = [(_quality(offer, ranges), -index, offer) for index, offer in enumerate(offers)]
    quality, _, best = max(graded)
    return best if quality > 0 else None


def _parse(part: str) -> _Range | None:
    media_range, *parameters = (piece.strip() for piece in part.split(";"))
    main, slash, sub = media_range.lower().partition("/")
    if not slash:
        return None
    found = (_QUALITY.fullmatch(parameter.lower()) for parameter in parameters)
    quality = next((float(match["value"]) for match in found if match), 1.0)
    return _Range(main, sub, min(quality, 1.0))


def _quality(offer: str, ranges: Sequence[_Range]) -> float:
    fitting = [(found.fits(offer), found.quality) for found in ranges if found.fits(offer)]
    return max(fitting, default=(0, 0.0), key=lambda pair: pair[0])[1]


def choose_language(asked: str | None, accept_language: str | None) -> str:
    """`ja` or `en`: the one asked for, else the one the header prefers, else English."""
    if asked in ("ja", "en"):
        return asked
    graded = {"ja": 0.0, "en": 0.0}
    for part in (accept_language or "").split(",", MOST_RANGES)[:MOST_RANGES]:
        tag, _, parameter = (piece.strip() for piece in part.partition(";"))
        language = tag.lower().split("-")[0]
        match = _QUALITY.fullmatch(parameter)
        if language in graded:
            graded[language] = max(graded[language], float(match["value"]) if match else 1.0)
    return "ja" if graded["ja"] > graded["en"] else "en"
