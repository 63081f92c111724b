"""Our English for what the documents print in Japanese, and the identity of programmes.

`translations.csv` gives the English of titles; `programmes.csv` gives each programme a slug, so
that its identifier stays when the English is improved.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from loaders.tables.csvfile import read_rows
from ontology.model import Reading
from ontology.names import fold

_TITLES = "translations.csv"
_PROGRAMMES = "programmes.csv"


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme's slug and names; `aliases` are other spellings of the Japanese one."""

    slug: str
    name_ja: str
    name_en: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """Looks up titles and programmes by any spelling of their Japanese name."""

    titles: dict[str, str]
    programmes: dict[str, Programme]

    def title(self, japanese: str) -> str | None:
        """The English of a title; None where nobody has translated it yet."""
        return self.titles.get(fold(japanese))

    def programme(self, name: str) -> Programme | None:
        """The programme of that name; None where it has no row yet."""
        return self.programmes.get(fold(name))


NOT_TRANSLATED = "[not translated] "
"""Stands before a Japanese title where English should be, until somebody translates it."""


def missing_rows(reading: Reading, glossary: Glossary) -> dict[str, list[tuple[str, ...]]]:
    """The rows that both tables lack for a reading, by file: titles and programmes with the
    Japanese in place of the English, and slugs from where a programme is printed first."""
    areas = [area.title for area in reading.areas]
    titles = dict.fromkeys((*areas, *(measure.title for measure in reading.measures)))
    return {
        _TITLES: [(ja, NOT_TRANSLATED + ja) for ja in titles if glossary.title(ja) is None],
        _PROGRAMMES: list(_missing_programmes(reading, glossary)),
    }


def _missing_programmes(reading: Reading, glossary: Glossary) -> Iterator[tuple[str, ...]]:
    seen: set[str] = set()
    taken = {programme.slug for programme in glossary.programmes.values()}
    for measure, entry in reading.budgets:
        names = (entry.programme, *(a.former_name for a in entry.allocations))
        for name in dict.fromkeys(name for name in names if name):
            if glossary.programme(name) is None and fold(name) not in seen:
                seen.add(fold(name))
                slug = _free(f"{reading.edition}-{measure}-programme", taken)
                taken.add(slug)
                yield (slug, name, NOT_TRANSLATED + name, "")


def _free(stem: str, taken: set[str]) -> str:
    """A slug that begins so and is not taken: slugs stay, so each is given once."""
    return next(slug for n in count(1) if (slug := f"{stem}-{n}") not in taken)


def read_glossary(folder: Path) -> Glossary:
    """Read both tables. Raises BadRow for an empty cell or a name given twice."""
    titles: dict[str, str] = {}
    for row in read_rows(folder / _TITLES, ("ja", "en")):
        if fold(row.required("ja")) in titles:
            raise row.error("ja", f"{row.text('ja')!r} stands in an earlier row as well")
        titles[fold(row.text("ja"))] = row.required("en")
    return Glossary(titles, _read_programmes(folder))


def _read_programmes(folder: Path) -> dict[str, Programme]:
    programmes: dict[str, Programme] = {}
    columns = ("slug", "name_ja", "name_en", "aliases")
    slugs: set[str] = set()
    for row in read_rows(folder / _PROGRAMMES, columns):
        programme = Programme(
            slug=row.required("slug"),
            name_ja=row.required("name_ja"),
            name_en=row.required("name_en"),
            aliases=row.values("aliases"),
        )
        if programme.slug in slugs:
            raise row.error("slug", f"{programme.slug!r} stands in an earlier row as well")
        slugs.add(programme.slug)
        for name in (programme.name_ja, *programme.aliases):
            if fold(name) in programmes:
                raise row.error("name_ja", f"{name!r} is the name of an earlier row as well")
            programmes[fold(name)] = programme
    return programmes
