"""Strings that every tool can read, and the short forms of identifiers."""

import re
import unicodedata

from ontology import iris
from ontology.iris import NAMESPACE

# What is no Char of XML 1.0: https://www.w3.org/TR/xml/#charsets. One such character, escaped or
# not, makes a whole XML file unreadable.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def drop_illegal(text: str) -> str:
    """The text without the control characters that XML 1.0 cannot hold."""
    return _ILLEGAL.sub("", text)


def clean(text: str) -> str:
    """The text as exports write it: composed (NFC), without characters that XML cannot hold.

    >>> clean("ハ\N{COMBINING KATAKANA-HIRAGANA SEMI-VOICED SOUND MARK}\N{START OF HEADING}")
    'パ'
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", drop_illegal(text))


def key_of(iri: str) -> str:
    """The key of one of our things: the code of a country, the short name of a document.

    What is not ours is returned as it is.
    """
    parsed = iris.parse(iri)
    return parsed[1] if parsed else iri


def concept_code(iri: str) -> str:
    """The notation of one of our concepts, which its name spells after the first hyphen.

    What is not ours is returned as it is.

    >>> concept_code("https://w3id.org/shisaku/ns#stage-supplementary-2")
    'supplementary-2'
    """
    name = iri.removeprefix(NAMESPACE)
    return iri if name == iri else name.partition("-")[2]


def words(name: str) -> list[str]:
    """The words of a name that parts them by capitals.

    >>> words("involvesCountryByAgreement")
    ['involves', 'Country', 'By', 'Agreement']
    """
    return re.split(r"(?<=[a-z0-9])(?=[A-Z])", name)
