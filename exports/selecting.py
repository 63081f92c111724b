"""Cuts a part out of a network.

The cuts by kinds, relations and years come first; what is around a thing, between two, or linked
to a country is looked for in what they leave. All that stays keeps the edges among it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import chain

import networkx as nx

from exports.choice import Choice
from exports.networks import Network
from exports.nodes import kind_of
from queries.errors import BadParameter, UnknownName

_CLASSES = ("fiscal-year", "topic")
"""Kinds by which things are classed: who shares one has little to do with each other, so that no
way leads through them."""
_YEAR_OF = ("fiscalYear", "lastFiscalYear")
"""Relations that lead from a thing to its fiscal years."""
_DATE = re.compile(r"(?P<year>\d{4})(-(?P<month>\d\d))?")
_FIRST_MONTH = 4


def select(network: Network, choice: Choice) -> Network:
    """The part of a network that was chosen. Raises UnknownName for a thing that is not in it, and
    BadParameter where no way leads from one thing to the other."""
    for key in filter(None, (choice.around, choice.to, *choice.country)):
        if key not in network:
            raise UnknownName(key, "thing")
    wanted = {choice.around, choice.to, *choice.country}
    part = _without(network, choice, wanted)
    if choice.around:
        part = part.subgraph(_around(part, choice))
    if choice.country:
        linked = (nx.all_neighbors(part, key) for key in choice.country if key in part)
        part = part.subgraph({*choice.country, *chain.from_iterable(linked)})
    if choice.relations:
        part = part.subgraph(key for key in part if part.degree(key) or key in wanted)
    return part.copy()


def _without(network: Network, choice: Choice, wanted: set[str]) -> Network:
    """What the cuts by kinds, relations and years leave; things that are named always stay."""
    years = _years_of_things(network) if choice.years else {}

    def keeps_node(key: str) -> bool:
        is_of_kind = not choice.kinds or kind_of(key) in choice.kinds
        return key in wanted or (is_of_kind and _is_of(choice.years, years.get(key, ())))

    def keeps_edge(source: str, target: str, key: str) -> bool:
        edge = network.edges[source, target, key]
        is_of_relation = not choice.relations or edge["relation"] in choice.relations
        return is_of_relation and _is_of(choice.years, _year_in("fiscal_year", edge))

    return nx.subgraph_view(network, filter_node=keeps_node, filter_edge=keeps_edge)


def _is_of(chosen: Iterable[int], years: Iterable[int]) -> bool:
    """Whether something of some years is of the chosen ones; what has no year is of all."""
    return not chosen or not years or not {*chosen}.isdisjoint(years)


def _years_of_things(network: Network) -> dict[str, set[int]]:
    """The fiscal years that things are of, as far as something tells."""
    found = {key: years for key, values in network.nodes(data=True) if (years := _years(values))}
    for source, target, relation in network.edges(data="relation"):
        if relation in _YEAR_OF:
            found.setdefault(source, set()).update(_years(network.nodes[target]))
    return found


def _years(values: Mapping[str, object]) -> set[int]:
    """The fiscal years of a thing by its own attributes."""
    read = _READ_YEARS.get(str(values["kind"]), _span)
    return set(read(values))


def _edition(values: Mapping[str, object]) -> Iterable[int]:
    edition = str(values.get("edition", ""))
    return [int(edition)] if re.fullmatch(r"\d{4}", edition) else []


def _year_in(column: str, values: Mapping[str, object]) -> Iterable[int]:
    return [int(str(year)) for year in [values.get(column)] if year is not None]


def _span(values: Mapping[str, object]) -> Iterable[int]:
    """From the fiscal year of the date to that of its end."""
    years = [year for name in ("date", "end_date") for year in _fiscal_year(values.get(name))]
    return range(min(years), max(years) + 1) if years else ()


_READ_YEARS: dict[str, Callable[[Mapping[str, object]], Iterable[int]]] = {
    "measure": _edition,
    "policy": _edition,
    "fiscal-year": partial(_year_in, "start_year"),
}
"""By kind, how its years are told; by dates where the kind is not here."""


def _fiscal_year(date: object) -> Iterable[int]:
    """The fiscal year, from April on, of a date; of a mere year, that year."""
    for match in _DATE.finditer(str(date or "")):
        is_before = match["month"] is not None and int(match["month"]) < _FIRST_MONTH
        yield int(match["year"]) - is_before


def _around(part: Network, choice: Choice) -> set[str]:
    """What lies around a thing, or on the shortest ways to another."""
    ends = {choice.around, choice.to}
    linked = part.to_undirected(as_view=True)
    passable = nx.subgraph_view(
        linked, filter_node=lambda key: key in ends or kind_of(key) not in _CLASSES
    )
    if choice.to:
        return _between(passable, choice.around, choice.to)
    steps = nx.single_source_shortest_path_length(passable, choice.around, choice.depth)
    inner = (key for key, length in steps.items() if length < choice.depth)
    return {*steps, *chain.from_iterable(linked.neighbors(key) for key in inner)}


def _between(passable: Network, start: str, end: str) -> set[str]:
    ahead = nx.single_source_shortest_path_length(passable, start)
    back = nx.single_source_shortest_path_length(passable, end)
    if end not in ahead:
        raise BadParameter("to", f"no way leads from {start} to {end} in what was chosen")
    return {key for key in ahead if key in back and ahead[key] + back[key] == ahead[end]}
