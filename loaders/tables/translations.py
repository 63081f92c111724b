"""Our English for what the documents print in Japanese, and the identity of programmes.

`translations.csv` gives the English of titles; `programmes.csv` gives each programme a slug, so
that its identifier stays when the English is improved.
"""

from dataclasses import dataclass
from pathlib import Path

from loaders.tables.csvfile import read_rows
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
    for row in read_rows(folder / _PROGRAMMES, columns):
        programme = Programme(
            slug=row.required("slug"),
            name_ja=row.required("name_ja"),
            name_en=row.required("name_en"),
            aliases=row.values("aliases"),
        )
        for name in (programme.name_ja, *programme.aliases):
            if fold(name) in programmes:
                raise row.error("name_ja", f"{name!r} is the name of an earlier row as well")
            programmes[fold(name)] = programme
    return programmes
