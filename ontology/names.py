"""Japanese and English names as data: what counts as the same spelling.

`fold` is the one definition of "written the same". Look-ups, alias matching and the comparison
of titles all use it, so a name that is found in one place is found in all.
"""

import re
import unicodedata
from dataclasses import dataclass

# Kana that official names of countries write in more than one way (ヴェトナム / ベトナム).
_KANA_VARIANTS = (
    ("ヴァ", "バ"), ("ヴィ", "ビ"), ("ヴェ", "ベ"), ("ヴォ", "ボ"), ("ヴ", "ブ"),
    ("ウィ", "ウイ"), ("ウェ", "ウエ"),
)  # fmt: skip
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
_QUOTES = dict.fromkeys(map(ord, "’‘`´"), "'")


def fold_spelling(text: str) -> str:
    """Widths, case, dashes and kana variants made one; spaces stay."""
    return _fold_kana(_fold_characters(text))


def fold(text: str) -> str:
    """The comparable form of a name: widths, case, kana variants and spaces no longer differ.

    >>> fold("ﾍﾞﾄﾅﾑ") == fold("ヴェトナム") == fold("ベトナム")
    True
    >>> fold("Viet Nam") == fold("VIETNAM")
    True
    """
    # Spaces go first, for one may break a word inside ヴェ or ｶﾞ.
    return _fold_kana(_fold_characters(re.sub(r"\s+", "", text)))


def _fold_characters(text: str) -> str:
    # NFKC makes a blank and a combining accent of ´, so quotes are folded before it as well.
    folded = unicodedata.normalize("NFKC", text.translate(_QUOTES))
    return folded.translate(_DASHES).translate(_QUOTES).casefold()


def _fold_kana(text: str) -> str:
    for variant, usual in _KANA_VARIANTS:
        text = text.replace(variant, usual)
    return text


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in comparable form, without spaces; `starts` and `ends` tell for each of its
    characters which characters of the original it stands for."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


# A letter with the marks that compose with it, and the letters that are folded as one.
_CLUSTER = re.compile(
    r"(?:[ヴウｳ](?:\s*[\u3099ﾞ])?\s*[ァィェォｧｨｪｫ]|\S)(?:\s*[\u0300-\u036f\u3099\u309aﾞﾟ])*"
)


def fold_with_places(text: str) -> Folded:
    """The same as `fold`, with the places in the original.

    >>> fold_with_places("ベト ナム").starts
    (0, 1, 3, 4)
    """
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _CLUSTER.finditer(text):
        folded = fold(match.group())
        letters.append(folded)
        starts += [match.start()] * len(folded)
        ends += [match.end()] * len(folded)
    return Folded("".join(letters), tuple(starts), tuple(ends))


def tidy(text: str) -> str:
    """A name as we store it: as printed, but composed (NFC) and with single spaces.

    Widths stay as printed, for a citation must show what the line shows; `fold` compares.
    """
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
