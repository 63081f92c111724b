"""The values that travel from the loaders to the graph: facts, records and what went wrong.

Everything here is frozen. A value that could not be true (a passage that ends before it begins,
a negative amount) cannot be built.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from pyoxigraph import Literal, NamedNode


class Basis(StrEnum):
    """Why we say that something is so."""

    STATED = "stated"
    DERIVED = "derived"
    EDITORIAL = "editorial"


class Stage(StrEnum):
    """The budget round, or the instrument, that an amount belongs to."""

    INITIAL = "initial"
    SUPPLEMENTARY = "supplementary"
    SUPPLEMENTARY_1 = "supplementary-1"
    SUPPLEMENTARY_2 = "supplementary-2"
    INDUSTRIAL_INVESTMENT = "industrial-investment"
    GOVERNMENT_GUARANTEE = "government-guarantee"


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Lines of a document, both ends included, counted from 1."""

    document: str
    first: int
    last: int

    def __post_init__(self) -> None:
        if not 1 <= self.first <= self.last:
            raise ValueError(f"lines {self.first}-{self.last} are not a range that counts from 1")


@dataclass(frozen=True, slots=True)
class Fact:
    """One triple together with why it is believed. Without a passage there is no fact.

    `origin` names the cell of the table that it was read from, for messages; two facts that differ
    in nothing else are equal.
    """

    subject: NamedNode
    predicate: NamedNode
    object: NamedNode | Literal
    basis: Basis
    passages: tuple[Passage, ...]
    origin: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.passages:
            raise ValueError(f"no passage proves {self.subject} {self.predicate} {self.object}")


@dataclass(frozen=True, slots=True, order=True)
class Issue:
    """Something in a document that was not read, or read with doubt. Nothing is dropped silently.

    `line` is 0 where the issue is about the whole document.
    """

    document: str
    line: int
    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class PolicyArea:
    """A pillar (`V`), chapter (`17`) or section (`17-2`) as printed in one edition."""

    edition: str
    id: str
    title: str
    parent: str | None
    line: int


@dataclass(frozen=True, slots=True)
class Measure:
    """A numbered measure (`17-2-7`) or one of its parts (`17-2-3-1`), which name a `parent`.

    `last_line` is the line on which a wrapped title ends, None for a title on one line.
    """

    edition: str
    id: str
    title: str
    parent: str | None
    section: str
    line: int
    last_line: int | None = None


@dataclass(frozen=True, slots=True)
class FundSource:
    """Where money of an allocation comes from (電波利用料財源), and how much of it in yen."""

    name: str
    yen: int


@dataclass(frozen=True, slots=True)
class Allocation:
    """An amount of money, in whole yen, for one programme, fiscal year and stage.

    `is_portion`: the amount is an envelope of which the measure has an unnamed part (内数).
    `former_name`: what the programme was called when the money was given, or None.
    `source`: a source of funds that the document names, or None.
    """

    fiscal_year: int
    stage: Stage
    yen: int
    is_portion: bool = False
    is_new: bool = False
    former_name: str | None = None
    source: FundSource | None = None

    def __post_init__(self) -> None:
        if self.yen < 0:
            raise ValueError(f"{self.yen} yen is not an allocation")
        if self.source is not None and not 0 <= self.source.yen <= self.yen:
            raise ValueError(f"{self.source.yen} yen are no part of {self.yen}")


@dataclass(frozen=True, slots=True)
class BudgetEntry:
    """A programme with its allocations, as one budget line of a document prints them.

    `programme` is None where no name is printed; `line` is the line of the name (of the amount
    where there is no name), `last_line` that of the last amount or former name.
    """

    programme: str | None
    allocations: tuple[Allocation, ...]
    is_relisted: bool
    line: int
    last_line: int


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A name found in the text of a measure, and the one thing that it names; `column` is the
    place of its first character in `line`, counted from 1; `last_line` is where it ends. `measure`
    is empty where the text stands under none."""

    measure: str
    kind: str
    key: str
    line: int
    column: int
    last_line: int
    surface: str


@dataclass(frozen=True, slots=True)
class Accounted:
    """What became of one line that prints money or looks like a heading.

    `what` is `money` or `heading`; `outcome` is `used`, or why it was not; `count` how many stand
    on the line.
    """

    line: int
    what: str
    outcome: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document was found to say about measures, and what could not be read.

    `headings` gives the line of each heading with the path of labels down to it, `pages` the first
    line of each page (empty for a document without pages). The issues and the account are there
    only where the document itself was read, not its tables. `year_line` is the line that says which
    year amounts without one belong to, None where no line does.
    """

    document: str
    edition: str
    areas: tuple[PolicyArea, ...] = ()
    measures: tuple[Measure, ...] = ()
    budgets: tuple[tuple[str, BudgetEntry], ...] = ()
    mentions: tuple[Mention, ...] = ()
    headings: tuple[tuple[int, str], ...] = ()
    pages: tuple[tuple[int, int], ...] = ()
    issues: tuple[Issue, ...] = ()
    account: tuple[Accounted, ...] = ()
    year_line: int | None = None
