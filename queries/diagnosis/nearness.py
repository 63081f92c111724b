"""Terms that may have been meant by an unknown one."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice

from pyoxigraph import NamedNode

from ontology import iris
from ontology.names import fold
from ontology.terms import DCTERMS, FOAF, OA, OWL, RDF, RDFS, SHK, SKOS, TIME
from queries.errors import AmbiguousName, UnknownName
from queries.names import NameTable

_VOCABULARIES = (SHK, RDF, RDFS, OWL, SKOS, DCTERMS, OA, TIME, FOAF)
_OF_VOCABULARIES = {
    vocabulary[name] for vocabulary in _VOCABULARIES for name in vocabulary.names if name
}
_MOST_NEAR = 3
_CLOSE = 0.75
_CLOSE_KEY = 0.6

_RESPELT: tuple[tuple[str, str], ...] = (
    (r"^http:", "https:"),
    (r"^https:", "http:"),
    (r"#([^#/]*)$", r"/\1"),
    (r"^([^#]*)/([^#/]*)$", r"\1#\2"),
    (r"^(https?://)www\.", r"\1"),
    (r"^(https?://)(?!www\.)", r"\1www."),
    (r"(?<=[^/])/$", ""),
    (r"(?<=[^/#])$", "/"),
)
"""Ways in which IRIs are often written wrong: scheme, separator, host, end."""


def is_of_a_vocabulary(term: NamedNode) -> bool:
    """Whether a term is one that we know of our own or a public vocabulary."""
    return term in _OF_VOCABULARIES


def near_terms(
    term: NamedNode,
    is_known: Callable[[NamedNode], bool],
    names: Callable[[], NameTable],
    used: Callable[[], Iterable[NamedNode]],
) -> list[NamedNode]:
    """Up to three known terms that may have been meant, likely ones first.

    `names` gives the names of things, `used` some properties and classes of the data; either is
    only called where the term may be one of them.
    """
    candidates = _candidates(term.value, names, used)
    known = (found for found in dict.fromkeys(candidates) if is_known(found))
    return list(islice((found for found in known if found != term), _MOST_NEAR))


def _candidates(
    iri: str, names: Callable[[], NameTable], used: Callable[[], Iterable[NamedNode]]
) -> Iterator[NamedNode]:
    if iri.startswith(iris.ID):
        yield from _things(iri.removeprefix(iris.ID), names)
        return
    if not iri.startswith(iris.BASE):
        yield from _respelt(iri)
    yield from _of_the_same_name(iri, _OF_VOCABULARIES)
    yield from _of_the_same_name(iri, used())


def _respelt(iri: str) -> Iterator[NamedNode]:
    """The same IRI with one or two of the usual mistakes undone."""
    once = [re.sub(wrong, right, iri) for wrong, right in _RESPELT]
    twice = [re.sub(wrong, right, one) for one in once for wrong, right in _RESPELT]
    for other in dict.fromkeys((*once, *twice)):
        with suppress(ValueError):  # some of them are no IRIs
            yield NamedNode(other)


def _of_the_same_name(iri: str, terms: Iterable[NamedNode]) -> Iterator[NamedNode]:
    """Terms with nearly the same local name, those of the same namespace first; of another
    namespace only those with the very same name."""
    namespace, local = _split(iri)
    by_name: dict[str, list[NamedNode]] = {}
    for term in sorted(terms, key=lambda term: (_split(term.value)[0] != namespace, term.value)):
        by_name.setdefault(_split(term.value)[1], []).append(term)
    for name in get_close_matches(local, by_name, n=_MOST_NEAR, cutoff=_CLOSE):
        for term in by_name[name]:
            if name == local or _split(term.value)[0] == namespace:
                yield term


@lru_cache(maxsize=4096)
def _split(iri: str) -> tuple[str, str]:
    """The namespace, and the local name without difference of case."""
    local = re.split(r"[#/:]", iri)[-1]
    return iri.removesuffix(local), local.lower()


def _things(path: str, names: Callable[[], NameTable]) -> Iterator[NamedNode]:
    """Things with a key or name close to a kind and key such as country/VNM."""
    kind, _, key = path.partition("/")
    kinds = [kind] if kind in iris.KINDS else get_close_matches(kind, iris.KINDS, cutoff=_CLOSE_KEY)
    for near_kind in kinds:
        yield from (NamedNode(iri) for iri in _named(near_kind, key, names()))


def _named(kind: str, key: str, names: NameTable) -> Iterator[str]:
    try:
        yield names.resolve(key, kind).iri
    except AmbiguousName as error:
        yield from (f"{iris.ID}{kind}/{one}" for one in error.keys)
    except UnknownName:
        spelt = {
            fold(name): named.iri
            for named in names.of_kind(kind)
            for name in (*named.names, named.key)
        }
        close = get_close_matches(fold(key), spelt, n=_MOST_NEAR, cutoff=_CLOSE_KEY)
        yield from (spelt[name] for name in close)
