"""What somebody chose to have exported: a part of the graph, and how it is shown.

The parameters have the same names and meanings in the command, the API and the pages.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from typing import Any

from exports.labelling import Labelling
from exports.measuring import MEASURES
from exports.nodes import KINDS, node_key
from ontology.terms import SHK
from queries.asked_triple import find_thing
from queries.errors import BadParameter
from queries.names import NameTable

DEEPEST = 5
"""Steps from a thing; beyond them lies almost everything."""
EARLIEST, LATEST = 1868, 9999


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice; without any value it is the whole graph.

    Things stand as keys of nodes (`country/VN`). What each part means is told in `PARAMETERS`.
    """

    around: str = ""
    depth: int = 1
    to: str = ""
    kinds: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    country: tuple[str, ...] = ()
    labels: Labelling = Labelling.JA
    collapse: bool = False
    measures: tuple[str, ...] = ()

    @property
    def is_cut(self) -> bool:
        """Whether it is a part of the graph only."""
        return bool(self.around or self.kinds or self.relations or self.years or self.country)

    @property
    def is_plain(self) -> bool:
        """Whether nodes and edges are those of the whole graph, as they are."""
        return not (self.is_cut or self.collapse or self.measures)

    def given(self) -> dict[str, Any]:
        """What differs from no choice at all, in a form that JSON can hold; see `from_given`."""
        pairs = ((f.name, getattr(self, f.name), f.default) for f in fields(self))
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value, default in pairs
            if value != default
        }

    @classmethod
    def from_given(cls, given: Mapping[str, Any]) -> "Choice":
        """The choice of which `given` told."""
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in given.items()
        }
        chosen = cls(**values)
        return replace(chosen, labels=Labelling(chosen.labels))


EVERYTHING = Choice()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a choice: what it means in both languages, an example, how a text is read,
    and the values that it may have, where they are few."""

    name: str
    meaning: Mapping[str, str]
    example: str
    read: Callable[[str, NameTable], Any]
    values: tuple[str, ...] = ()


def read_choice(given: Mapping[str, str], names: NameTable) -> Choice:
    """The choice that texts by the names of the parameters make; an empty text is none.

    Raises BadParameter for a value that cannot be, UnknownName or AmbiguousName for a thing.
    """
    values = {
        parameter.name: parameter.read(text, names)
        for parameter in PARAMETERS
        if (text := given.get(parameter.name, "").strip())
    }
    for needed_by in ("depth", "to"):
        if needed_by in values and "around" not in values:
            raise BadParameter(needed_by, "it goes with around, which says from where")
    return Choice(**values)


def _read_thing(name: str) -> Callable[[str, NameTable], str]:
    def read(text: str, names: NameTable) -> str:
        found = find_thing(name, text, names)
        key = node_key(found.value)
        if not key:
            raise BadParameter(name, f"{text!r} is no node; the kinds are {', '.join(KINDS)}")
        return key

    return read


def _read_countries(text: str, names: NameTable) -> tuple[str, ...]:
    keys = (names.resolve(name, "country").key for name in _split(text))
    return tuple(f"country/{key}" for key in sorted(set(keys)))


def _read_depth(text: str, _: NameTable) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= DEEPEST):
        raise BadParameter("depth", f"{text!r} is no number of steps from 0 to {DEEPEST}")
    return int(text)


def _read_years(text: str, _: NameTable) -> tuple[int, ...]:
    for year in _split(text):
        if not (year.isascii() and year.isdigit() and EARLIEST <= int(year[:9]) <= LATEST):
            what = f"{year!r} is no fiscal year, such as 2024, from {EARLIEST} on"
            raise BadParameter("years", f"{what}; several are parted by commas")
    return tuple(sorted({int(year) for year in _split(text)}))


def _read_flag(text: str, _: NameTable) -> bool:
    if text not in ("true", "false"):
        raise BadParameter("collapse", f"{text!r} is neither true nor false")
    return text == "true"


def _read_labels(text: str, _: NameTable) -> Labelling:
    (label,) = _among("labels", (text,), list(Labelling))
    return Labelling(label)


def _read_several(name: str, known: Iterable[str]) -> Callable[[str, NameTable], tuple[str, ...]]:
    return lambda text, _: tuple(sorted(set(_among(name, _split(text), known))))


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _among(name: str, values: Iterable[str], known: Iterable[str]) -> list[str]:
    """The values, all of which must be known. Raises BadParameter with those that come near."""
    listed = list(known)
    for value in values:
        if value not in listed:
            near = get_close_matches(value, listed) or listed
            raise BadParameter(name, f"there is no {value!r}; there are {', '.join(near[:20])}")
    return list(values)


PARAMETERS = (
    Parameter(
        "around",
        {"en": "only what lies around this thing: a name, kind and key, or an IRI",
         "ja": "このもののまわりだけ（名前、種類とキー、またはIRI）"},
        "country/VN", _read_thing("around"),
    ),
    Parameter(
        "depth",
        {"en": f"how many steps around it, 0 to {DEEPEST}; 1 if not said",
         "ja": f"そこから何歩まで（0〜{DEEPEST}、省くと1）"},
        "2", _read_depth,
    ),
    Parameter(
        "to",
        {"en": "only the shortest ways from the thing of around to this one",
         "ja": "aroundのものからこのものへの最短の道だけ"},
        "organisation/jict", _read_thing("to"),
    ),
    Parameter(
        "kinds",
        {"en": "only things of these kinds, parted by commas",
         "ja": "これらの種類のものだけ（カンマ区切り）"},
        "measure,country", _read_several("kinds", KINDS),
    ),
    Parameter(
        "relations",
        {"en": "only edges of these relations, and what they link",
         "ja": "これらの関係の辺と、それが結ぶものだけ"},
        "namesCountry,hasAllocation", _read_several("relations", sorted(SHK.names)),
    ),
    Parameter(
        "years",
        {"en": "without what is of other fiscal years than these; what has no year stays",
         "ja": "これ以外の年度のものを除く（年度のないものは残る）"},
        "2023,2024", _read_years,
    ),
    Parameter(
        "country",
        {"en": "only these countries and what is linked to one of them",
         "ja": "これらの国と、それにつながるものだけ"},
        "VN,TH", _read_countries,
    ),
    Parameter(
        "labels",
        {"en": "the language of the labels: ja, en or both", "ja": "ラベルの言語（ja、en、both）"},
        "en", _read_labels, tuple(Labelling),
    ),
    Parameter(
        "collapse",
        {"en": "true makes one edge of all that go from one thing to another",
         "ja": "trueなら、同じ二つのものの間の辺を一本にまとめる"},
        "true", _read_flag, ("false", "true"),
    ),
    Parameter(
        "measures",
        {"en": "attributes of nodes worked out from the edges: degree, betweenness, communities",
         "ja": "辺から求める節の属性（degree、betweenness、communities）"},
        "degree,communities", _read_several("measures", MEASURES),
    ),
)  # fmt: skip
