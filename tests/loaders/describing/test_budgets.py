from collections.abc import Iterable

import pytest
from pyoxigraph import Literal, NamedNode

from loaders.describing.budgets import UnknownProgrammes, describe_budgets
from loaders.tables.translations import Glossary, Programme
from ontology import iris
from ontology.errors import UserError
from ontology.model import Allocation, Basis, BudgetEntry, Fact, Measure, Passage, Reading, Stage
from ontology.names import fold
from ontology.terms import RDF, RDFS, SHK, SKOS

LIGHTS = Programme(
    "lights", "灯台改修事業", "Repair of lighthouses", ("燈台改修事業", "灯台 改修事業")
)
CHARTS = Programme("charts", "海図更新事業", "Renewal of charts", ())
GLOSSARY = Glossary({}, {fold(n): p for p in (LIGHTS, CHARTS) for n in (p.name_ja, *p.aliases)})
NOW = Allocation(2031, Stage.INITIAL, 320_000_000)
PORTION = Allocation(2031, Stage.INITIAL, 320_000_000, is_portion=True)
EXTRA = Allocation(2030, Stage.SUPPLEMENTARY_2, 150_000_000, is_new=True)
KEY = "lights-2031-initial-320000000"

Printed = tuple[str, BudgetEntry]


def _entry(
    *allocations: Allocation,
    programme: str | None = "灯台改修事業",
    line: int = 44,
    last_line: int = 46,
    is_relisted: bool = False,
) -> BudgetEntry:
    return BudgetEntry(programme, allocations, is_relisted, line, last_line)


def _describe(*printed: Printed, document: str = "ocean") -> list[Fact]:
    return list(describe_budgets([Reading(document, "2031", budgets=printed)], GLOSSARY))


def _values(
    facts: Iterable[Fact], subject: NamedNode, predicate: NamedNode
) -> list[NamedNode | Literal]:
    return [f.object for f in facts if (f.subject, f.predicate) == (subject, predicate)]


def _subjects(facts: Iterable[Fact], kind: NamedNode) -> set[NamedNode]:
    return {f.subject for f in facts if (f.predicate, f.object) == (RDF.type, kind)}


def _flag(value: bool) -> Literal:
    return Literal("true" if value else "false", datatype=NamedNode(_XSD + "boolean"))


_XSD = "http://www.w3.org/2001/XMLSchema#"


def test_the_key_of_an_allocation_spells_what_it_is() -> None:
    facts = _describe(("1-1-1", _entry(NOW, EXTRA)))
    assert _subjects(facts, SHK.BudgetAllocation) == {
        iris.thing("budget", "lights-2031-initial-320000000"),
        iris.thing("budget", "lights-2030-supplementary-2-150000000"),
    }


def test_an_allocation_says_programme_year_stage_and_amount() -> None:
    facts, node = (
        _describe(("1-1-1", _entry(EXTRA))),
        iris.thing("budget", "lights-2030-supplementary-2-150000000"),
    )
    assert _values(facts, node, SHK.allocatedTo) == [iris.thing("programme", "lights")]
    assert _values(facts, node, SHK.fiscalYear) == [iris.thing("fiscal-year", "2030")]
    assert _values(facts, node, SHK.stage) == [SHK["stage-supplementary-2"]]
    amount = Literal("150000000", datatype=NamedNode(_XSD + "integer"))
    assert _values(facts, node, SHK.amount) == [amount]
    assert _values(facts, node, SHK.isNew) == [_flag(True)]
    assert _values(facts, node, SHK.isPortion) == [_flag(False)]


def test_an_allocation_printed_twice_is_one_thing_with_two_listings() -> None:
    facts = _describe(
        ("1-1-1", _entry(NOW, line=44)),
        ("2-1-1", _entry(NOW, line=90, last_line=90, is_relisted=True)),
    )
    node = iris.thing("budget", KEY)
    assert _subjects(facts, SHK.BudgetAllocation) == {node}
    first, again = (
        iris.thing("listing", f"2031/1-1-1/{KEY}"),
        iris.thing("listing", f"2031/2-1-1/{KEY}"),
    )
    assert _subjects(facts, SHK.BudgetListing) == {first, again}
    assert _values(facts, first, SHK.listsAllocation) == [node]
    assert _values(facts, again, SHK.listsAllocation) == [node]
    assert _values(facts, iris.measure("2031", "2-1-1"), SHK.hasListing) == [again]
    assert _values(facts, first, SHK.isRelisted) == [_flag(False)]
    assert _values(facts, again, SHK.isRelisted) == [_flag(True)]
    (amount,) = [f for f in facts if (f.subject, f.predicate) == (node, SHK.amount)]
    assert amount.passages == (Passage("ocean", 44, 46), Passage("ocean", 90, 90))


@pytest.mark.parametrize(
    ("printings", "is_portion"),
    [([NOW], False), ([PORTION], True), ([PORTION, PORTION], True), ([PORTION, NOW], False)],
)
def test_an_allocation_is_a_portion_only_where_no_printing_is_whole(
    printings: list[Allocation], is_portion: bool
) -> None:
    """Otherwise a sum would leave out money that one place prints in full."""
    facts = _describe(*((f"1-1-{n}", _entry(a)) for n, a in enumerate(printings, start=1)))
    assert _values(facts, iris.thing("budget", KEY), SHK.isPortion) == [_flag(is_portion)]
    for number, allocation in enumerate(printings, start=1):
        listing = iris.thing("listing", f"2031/1-1-{number}/{KEY}")
        assert _values(facts, listing, SHK.isPortion) == [_flag(allocation.is_portion)]


def test_an_allocation_is_new_where_any_printing_says_so() -> None:
    old = Allocation(EXTRA.fiscal_year, EXTRA.stage, EXTRA.yen)
    facts = _describe(("1-1-1", _entry(old)), ("1-1-2", _entry(EXTRA)))
    node = iris.thing("budget", "lights-2030-supplementary-2-150000000")
    assert _values(facts, node, SHK.isNew) == [_flag(True)]


def test_other_amounts_are_other_allocations() -> None:
    others = [
        Allocation(2030, Stage.INITIAL, NOW.yen),
        Allocation(2031, Stage.SUPPLEMENTARY, NOW.yen),
        Allocation(2031, Stage.INITIAL, NOW.yen + 1),
    ]
    assert len(_subjects(_describe(("1-1-1", _entry(NOW, *others))), SHK.BudgetAllocation)) == 4


def test_a_former_name_links_two_programmes() -> None:
    former = Allocation(2030, Stage.INITIAL, 5, former_name="海図更新事業")
    facts = _describe(("1-1-1", _entry(former)))
    node = iris.thing("budget", "charts-2030-initial-5")
    lights, charts = iris.thing("programme", "lights"), iris.thing("programme", "charts")
    assert _subjects(facts, SHK.BudgetAllocation) == {node}
    assert _values(facts, node, SHK.formerProgramme) == [charts]
    assert _values(facts, node, SHK.formerName) == [Literal("海図更新事業", language="ja")]
    assert _values(facts, charts, SHK.succeededBy) == [lights]
    assert _subjects(facts, SHK.Programme) == {lights, charts}


def test_spellings_of_one_programme_are_one_programme() -> None:
    facts = _describe(("1-1-1", _entry(NOW)), ("1-1-2", _entry(NOW, programme="燈台改修事業")))
    node = iris.thing("programme", "lights")
    assert _subjects(facts, SHK.Programme) == {node}
    labels = {str(value) for value in _values(facts, node, RDFS.label)}
    assert labels == {'"灯台改修事業"@ja', '"Repair of lighthouses"@en'}
    # The alias that differs by a blank alone is no other name.
    assert _values(facts, node, SKOS.altLabel) == [Literal("燈台改修事業", language="ja")]


def test_our_english_is_editorial() -> None:
    facts = _describe(("1-1-1", _entry(NOW)))
    basis = {str(f.object): f.basis for f in facts if f.predicate == RDFS.label}
    assert basis['"灯台改修事業"@ja'] is Basis.STATED
    assert basis['"Repair of lighthouses"@en'] is Basis.EDITORIAL


@pytest.mark.parametrize(
    ("year", "japanese"), [(2019, "令和元年度"), (2020, "令和2年度"), (2031, "令和13年度")]
)
def test_a_fiscal_year_is_named_by_its_era(year: int, japanese: str) -> None:
    facts = _describe(("1-1-1", _entry(Allocation(year, Stage.INITIAL, 1))))
    node = iris.thing("fiscal-year", str(year))
    assert [str(v) for v in _values(facts, node, RDFS.label)] == [
        f'"{japanese}"@ja', f'"FY{year}"@en'
    ]  # fmt: skip


def test_unknown_programmes_are_all_named_with_their_lines() -> None:
    former = Allocation(2030, Stage.INITIAL, 5, former_name="旧海図事業")
    with pytest.raises(UnknownProgrammes) as caught:
        _describe(
            ("1-1-1", _entry(NOW, EXTRA, programme="港湾事業", line=44)),
            ("1-1-2", _entry(former, line=50)),
        )
    assert isinstance(caught.value, UserError)
    assert str(caught.value).endswith(": ocean line 44 (港湾事業); ocean line 50 (旧海図事業)")


def test_a_budget_without_a_printed_name_is_that_of_its_measure() -> None:
    measure = Measure("2031", "1-1-3", "灯台の公開", None, "1-1", 58)
    reading = Reading(
        "ocean", "2031", measures=(measure,), budgets=(("1-1-3", _entry(NOW, programme=None)),)
    )
    facts = list(describe_budgets([reading], GLOSSARY))
    programme = iris.thing("programme", "2031-1-1-3")
    labels = {f.object.value for f in facts if (f.subject, f.predicate) == (programme, RDFS.label)}
    assert labels == {"灯台の公開"}
