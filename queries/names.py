"""Things by name: a code, a key, an IRI or a name in either language, in any spelling."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode, QuerySolutions

from ontology import iris
from ontology.names import fold
from queries.errors import AmbiguousName, UnknownName
from store.protocol import Store

_NAMES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX shk: <https://w3id.org/shisaku/ns#>
SELECT DISTINCT ?thing ?rank ?name WHERE {
  VALUES (?property ?rank) {
    (rdfs:label 0) (shk:abbreviation 1) (skos:altLabel 2) (skos:hiddenLabel 3)
    (skos:notation 4) (shk:number 5)
  }
  ?thing ?property ?name .
  FILTER(STRSTARTS(STR(?thing), "https://w3id.org/shisaku/"))
}
ORDER BY ?thing ?rank ?name
"""


_CLOSE = 0.75
"""The share of letters in common from which a name may have been meant."""
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its label in both languages (None where it has none) and all its names."""

    iri: str
    kind: str
    key: str
    label_ja: str | None
    label_en: str | None
    names: tuple[str, ...]

    @property
    def label(self) -> dict[str, str | None]:
        """Both labels, by language."""
        return {"ja": self.label_ja, "en": self.label_en}


class NameTable:
    """All names in a store. Made once for a release; look-ups then need no query."""

    def __init__(self, store: Store) -> None:
        names: dict[str, list[Literal]] = defaultdict(list)
        labels: dict[tuple[str, str], str] = {}
        answer = store.query(_NAMES)
        assert isinstance(answer, QuerySolutions)
        for row in answer:
            thing, rank, name = row["thing"], row["rank"], row["name"]
            names[thing.value].append(name)
            if rank.value == "0" and name.language:
                labels.setdefault((thing.value, name.language), name.value)
        self._labels = labels
        self._things = {
            iri: named
            for iri, literals in names.items()
            if (named := _named(iri, literals, labels)) is not None
        }
        self._by_name: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for named in self._things.values():
            for name in (*named.names, named.key, named.iri):
                self._by_name[named.kind, fold(name)][named.iri] = None

    def get(self, iri: str) -> Named | None:
        """The thing of that IRI; None where it has no name."""
        return self._things.get(iri)

    def label(self, iri: str) -> dict[str, str | None]:
        """The label of anything of ours, terms of the ontology included, by language."""
        return {language: self._labels.get((iri, language)) for language in ("ja", "en")}

    def of_kind(self, kind: str) -> list[Named]:
        """All things of a kind, by key."""
        chosen = (named for named in self._things.values() if named.kind == kind)
        return sorted(chosen, key=lambda named: natural(named.key))

    def resolve(self, text: str, kind: str) -> Named:
        """The one thing of a kind that a text names; of a measure in several editions, the
        latest.

        Raises UnknownName with near matches, or AmbiguousName.
        """
        found = list(self._by_name.get((kind, fold(text)), ()))
        if kind in ("measure", "policy") and len({self._number(iri) for iri in found}) == 1:
            found = [max(found)]
        if not found:
            raise UnknownName(text, kind, self.near(text, kind), self._other_kinds(text, kind))
        if len(found) > 1:
            raise AmbiguousName(text, (self._things[iri].key for iri in found))
        return self._things[found[0]]

    def resolve_any(self, text: str) -> Named:
        """The one thing of any kind that a text names; of a measure the latest edition.

        Raises UnknownName with near matches, or AmbiguousName.
        """
        wanted = fold(text)  # once: a stranger's text may be long
        kinds = {kind for kind, name in self._by_name if name == wanted}
        if len(kinds) > 1:
            found = (iri for kind in kinds for iri in self._by_name[kind, wanted])
            raise AmbiguousName(
                text,
                (f"{parsed.kind}/{parsed.key}" for parsed in map(self._things.__getitem__, found)),
            )
        if kinds:
            return self.resolve(text, kinds.pop())
        known = {named.kind for named in self._things.values()}
        near = [label for kind in sorted(known) for label in self.near(text, kind)]
        raise UnknownName(text, "thing", near[:3])

    def _number(self, iri: str) -> str:
        """What the key of a measure or policy is without its edition."""
        return self._things[iri].key.partition("/")[2]

    def _other_kinds(self, text: str, kind: str) -> list[str]:
        """The other kinds of which a text names a thing."""
        wanted = fold(text)
        return sorted(k for k, name in self._by_name if name == wanted and k != kind)

    def near(self, text: str, kind: str) -> list[str]:
        """Up to three labels of things whose names come close to a text; a text of few letters is
        close to anything, and has none."""
        wanted = fold(text)
        if len(wanted) < _SHORTEST:
            return []
        spellings = {name: iris_ for (k, name), iris_ in self._by_name.items() if k == kind}
        close = get_close_matches(wanted, spellings, n=6, cutoff=_CLOSE)
        things = dict.fromkeys(iri for name in close for iri in spellings[name])
        labels = (self._things[iri].label_en or self._things[iri].key for iri in things)
        return list(dict.fromkeys(labels))[:3]

    def search(self, text: str, kinds: Iterable[str] = ()) -> list[Named]:
        """Things with a name that contains the text, shorter names first."""
        wanted, chosen = fold(text), set(kinds)
        found = [
            (min(len(name) for name in map(fold, named.names) if wanted in name), named)
            for named in self._things.values()
            if (not chosen or named.kind in chosen)
            and any(wanted in fold(name) for name in named.names)
        ]
        return [named for _, named in sorted(found, key=lambda pair: (pair[0], pair[1].iri))]


def natural(key: str) -> list[tuple[int, str]]:
    """A sort key that puts 17-2-10 after 17-2-9."""
    parts = key.replace("/", "-").split("-")
    return [(int(part), "") if part.isascii() and part.isdigit() else (0, part) for part in parts]


def _named(iri: str, names: list[Literal], labels: dict[tuple[str, str], str]) -> Named | None:
    parsed = iris.parse(iri)
    if parsed is None:
        return None
    kind, key = parsed
    return Named(
        iri,
        kind,
        key,
        labels.get((iri, "ja")),
        labels.get((iri, "en")),
        tuple(dict.fromkeys(name.value for name in names)),
    )


def node(named: Named) -> NamedNode:
    """The thing as a term."""
    return NamedNode(named.iri)
