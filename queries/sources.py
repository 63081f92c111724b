"""The documents that facts are taken from, as a bibliography names them."""

from collections.abc import Mapping
from dataclasses import dataclass

from queries.runner import select, value
from store.protocol import Store

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """A document: title and publisher by language (`ja`, `en`), the date on which it was published
    (ISO 8601, perhaps without day or month) and the file that was read. What is not known is
    empty."""

    title: Texts
    publisher: Texts
    issued: str
    file: str


_SOURCES = """
PREFIX shk: <https://w3id.org/shisaku/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?document ?title_ja ?title_en ?publisher_ja ?publisher_en ?issued ?file WHERE {
  ?document a shk:Document .
  OPTIONAL { ?document rdfs:label ?title_ja FILTER(LANG(?title_ja) = "ja") }
  OPTIONAL { ?document rdfs:label ?title_en FILTER(LANG(?title_en) = "en") }
  OPTIONAL { ?document dcterms:publisher ?publisher_ja FILTER(LANG(?publisher_ja) = "ja") }
  OPTIONAL { ?document dcterms:publisher ?publisher_en FILTER(LANG(?publisher_en) = "en") }
  OPTIONAL { ?document dcterms:issued ?issued }
  OPTIONAL { ?document shk:fileName ?file }
}
ORDER BY ?document ?title_ja ?title_en ?publisher_ja ?publisher_en ?issued ?file
"""


def read_sources(store: Store) -> dict[str, Source]:
    """The documents of a store, by IRI. Raises StoreUnavailable."""
    found: dict[str, Source] = {}
    for row in select(store, _SOURCES).rows:
        text = {name: value(term) for name, term in row.items()}
        source = Source(
            title={"ja": text["title_ja"], "en": text["title_en"]},
            publisher={"ja": text["publisher_ja"], "en": text["publisher_en"]},
            issued=text["issued"],
            file=text["file"],
        )
        found.setdefault(text["document"], source)
    return found
