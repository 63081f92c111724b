"""Graphs of the shape of ours and of any size, and what follows from them by plain Python.

A graph is a world (countries, regions, topics, forums) and as many editions of a list of measures
as its scale says. Scale 1 has about 20 thousand triples, 50 a million, 500 ten million. An edition
is drawn when it is asked for and forgotten afterwards, so that a graph of any size fits.

What is drawn are links such as `hasActivity`; every second link that has an inverse is stated
only as that, unless the graph is to be asked rather than closed (`both_ways`). `gold` derives from
the links, by sets and loops, relations that a reasoner has to find, so that no reasoner marks its
own work.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from random import Random

from pyoxigraph import Literal, NamedNode

from ontology.iris import ID
from ontology.terms import RDF, RDFS, SHK, XSD

TRIPLES_PER_EDITION = 20_000
FIRST_YEAR = 2018
"""The first of the eight fiscal years that have budgets."""

Line = tuple[str, str, str]
"""Subject, predicate and object as N-Triples writes them."""
Links = set[tuple[str, str]]

_INVERSES = {
    "hasActivity": "activityOf",
    "hasListing": "listedUnder",
    "ofPost": "hasTenure",
    "partOfMeasure": "hasSubMeasure",
}


@dataclass
class Part:
    """Some things, the links between them (by property) and their literals."""

    kinds: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    literals: list[tuple[str, str, Literal | NamedNode]] = field(default_factory=list)

    def things(self, kind: str, path: str, count: int) -> list[str]:
        """New things of a class, e.g. of `Measure` at `measure/e7`."""
        made = [f"{path}/{number}" for number in range(count)]
        self.kinds.update(dict.fromkeys(made, kind))
        return made

    def link(self, name: str, subject: str, objects: Iterable[str]) -> None:
        """State a property of a thing."""
        self.links[name] += [(subject, obj) for obj in objects]

    def say(self, name: str, subject: str, value: Literal | NamedNode) -> None:
        """State a literal of a thing, or a term of the ontology."""
        self.literals.append((subject, name, value))

    def pairs(self, name: str) -> Links:
        """The links of a property."""
        return set(self.links.get(name, ()))

    def triples(self, *, both_ways: bool = False) -> Iterator[Line]:
        """All that the part states; `both_ways` with every inverse."""
        for thing, kind in self.kinds.items():
            yield _iri(thing), str(RDF.type), _term(kind)
            for language in ("ja", "en"):
                yield _iri(thing), str(RDFS.label), f'"{kind} {thing}"@{language}'
        for name, links in self.links.items():
            yield from _both(name, links) if both_ways else _stated(name, links)
        for thing, name, value in self.literals:
            yield _iri(thing), _term(name), str(value)


def parts(scale: int, seed: int = 0) -> Iterator[tuple[Part, Part]]:
    """The editions of a graph, each with the world that it is about; first the world itself."""
    world = _world(Random(seed))
    yield world, world
    for number in range(scale):
        yield _edition(Random(f"{seed} {number}"), world, f"e{number}"), world


def triples(scale: int, seed: int = 0, *, both_ways: bool = False) -> Iterator[Line]:
    """The triples of a graph."""
    for part, _ in parts(scale, seed):
        yield from part.triples(both_ways=both_ways)


def gold(scale: int, seed: int = 0) -> Counter[NamedNode]:
    """How many links of some derived properties a graph has, stated ones among them."""
    counts: Counter[NamedNode] = Counter()
    for part, world in parts(scale, seed):
        counts.update(gold_of(part, world))
    return counts


def gold_of(part: Part, world: Part) -> dict[NamedNode, int]:
    """The share of one part in `gold`."""
    return {SHK[name]: len(links) for name, links in derived(part, world).items()}


def derived(part: Part, world: Part) -> dict[str, Links]:
    """The links of some derived properties between the things of a part."""
    said = part.pairs
    party = said("hasPartyCountry") | _joined(said("hasPartyOrganisation"), said("ofCountry"))
    place = said("takesPlaceIn") | _joined(said("atEvent"), said("takesPlaceIn"))
    allocation = _joined(said("hasListing"), said("listsAllocation"))
    by_agreement = _joined(said("restsOn"), party)
    by_activity = _joined(said("hasActivity"), place | said("carriedOutWith"))
    by_activity |= _joined(said("hasEvent"), place)
    by_membership = _joined(said("namesOrganisation"), world.pairs("hasMemberCountry"))
    tenures = {(post, tenure) for tenure, post in said("ofPost")}
    return {
        "hasPartyCountry": party,
        "takesPlaceIn": place,
        "involvesCountryByAgreement": by_agreement,
        "involvesCountryByActivity": by_activity,
        "involvesCountryByMembership": by_membership,
        "involvesCountry": said("namesCountry") | by_agreement | by_activity | by_membership,
        "within": _ancestors(said("inPolicyArea") | said("parentArea") | said("partOfMeasure")),
        "heldBy": _joined(tenures, said("holder")),
        "servesIn": _joined(said("ofPost"), said("postIn")),
        "hasAllocation": allocation,
        "hasProgramme": _joined(allocation, said("allocatedTo")),
    }


def _joined(left: Links, right: Links) -> Links:
    """From what to what one gets by two steps."""
    onward = defaultdict(list)
    for middle, end in right:
        onward[middle].append(end)
    return {(start, end) for start, middle in left for end in onward.get(middle, ())}


def _ancestors(links: Links) -> Links:
    """From what to what one gets by any number of steps."""
    found, new = set(links), set(links)
    while new:
        new = _joined(new, links) - found
        found |= new
    return found


@cache
def _term(name: str) -> str:
    return str(SHK[name])


def _iri(thing: str) -> str:
    return f"<{ID}{thing}>"


def _stated(name: str, links: Iterable[tuple[str, str]]) -> Iterator[Line]:
    """A property's links as triples, by turns in its own direction and in the inverse one."""
    inverse = _INVERSES.get(name)
    for number, (subject, obj) in enumerate(links):
        if inverse and number % 2:
            yield _iri(obj), _term(inverse), _iri(subject)
        else:
            yield _iri(subject), _term(name), _iri(obj)


def _both(name: str, links: Iterable[tuple[str, str]]) -> Iterator[Line]:
    inverse = _INVERSES.get(name)
    for subject, obj in links:
        yield _iri(subject), _term(name), _iri(obj)
        if inverse:
            yield _iri(obj), _term(inverse), _iri(subject)


def _world(random: Random) -> Part:
    world = Part()
    for number, year in enumerate(world.things("FiscalYear", "fiscal-year", 8)):
        world.say("startYear", year, _typed(str(FIRST_YEAR + number), "integer"))
    regions = world.things("Region", "region", 12)
    world.things("Topic", "topic", 40)
    countries = world.things("Country", "country", 60)
    for country in countries:
        world.link("locatedInRegion", country, random.sample(regions, 1))
    for forum in world.things("Forum", "organisation/forum", 20):
        world.link("hasMemberCountry", forum, random.sample(countries, random.randint(2, 21)))
    return world


def _edition(random: Random, world: Part, key: str) -> Part:
    part = Part()
    measures = _measures(random, part, key)
    organisations = _organisations(random, part, world, key)
    events = _events(random, part, world, key)
    agreements = _agreements(random, part, world, organisations, key)
    _activities(random, part, world, (measures, organisations, events, agreements), key)
    _posts(random, part, organisations, key)
    _budgets(random, part, world, measures, key)
    countries, forums = _of(world, "Country"), _of(world, "Forum")
    for measure in measures:
        part.link("namesCountry", measure, _some(random, countries, 0.15))
        part.link("namesOrganisation", measure, _some(random, organisations, 0.5))
        part.link("namesOrganisation", measure, _some(random, forums, 0.1))
        part.link("hasTopic", measure, random.sample(_of(world, "Topic"), 2))
        part.link("restsOn", measure, _some(random, agreements, 0.15))
        part.link("hasEvent", measure, _some(random, events, 0.3))
    return part


def _of(world: Part, kind: str) -> list[str]:
    return [thing for thing, its in world.kinds.items() if its == kind]


def _some(random: Random, things: list[str], chance: float, most: int = 3) -> list[str]:
    """With some chance a few of the things."""
    return random.sample(things, random.randint(1, most)) if random.random() < chance else []


def _measures(random: Random, part: Part, key: str) -> list[str]:
    """Pillars over chapters over sections over measures, some of which are parts of others."""
    levels = [part.things("PolicyArea", f"policy/{key}/{n}", n) for n in (5, 30, 60)]
    for above, below in pairwise(levels):
        for area in below:
            part.link("parentArea", area, random.sample(above, 1))
    measures = part.things("Measure", f"measure/{key}", 260)
    for number, measure in enumerate(measures):
        if number % 3 == 2:
            part.link("partOfMeasure", measure, [measures[number - 1]])
        else:
            part.link("inPolicyArea", measure, random.sample(levels[2], 1))
    for thing in (*measures, *(area for level in levels for area in level)):
        part.say("number", thing, Literal(thing.rpartition("/")[2]))
        part.say("edition", thing, Literal(key))
    return measures


def _organisations(random: Random, part: Part, world: Part, key: str) -> list[str]:
    made: list[str] = []
    for kind in ("Ministry", "Agency", "Company", "Council", "Division", "ForeignAuthority"):
        made += part.things(kind, f"organisation/{key}/{kind}", 32)
    for number, organisation in enumerate(made):
        part.link("ofCountry", organisation, random.sample(_of(world, "Country"), 1))
        if number and random.random() < 0.4:
            part.link("parentOrganisation", organisation, [made[random.randrange(number)]])
    return made


def _events(random: Random, part: Part, world: Part, key: str) -> list[str]:
    events = part.things("Event", f"event/{key}", 80)
    for event in events:
        part.link("takesPlaceIn", event, random.sample(_of(world, "Country"), 1))
        part.link("hasTopic", event, random.sample(_of(world, "Topic"), 1))
        part.say("date", event, _date(random))
    return events


def _agreements(
    random: Random, part: Part, world: Part, organisations: list[str], key: str
) -> list[str]:
    made: list[str] = []
    for kind in ("Memorandum", "Declaration", "Principles", "TradeAgreement"):
        made += part.things(kind, f"agreement/{key}/{kind}", 12)
    for agreement in made:
        part.link("hasPartyCountry", agreement, random.sample(_of(world, "Country"), 2))
        part.link("hasPartyOrganisation", agreement, _some(random, organisations, 0.6))
        part.link("hasTopic", agreement, random.sample(_of(world, "Topic"), 2))
        part.say("date", agreement, _date(random))
    return made


def _activities(
    random: Random,
    part: Part,
    world: Part,
    around: tuple[list[str], list[str], list[str], list[str]],
    key: str,
) -> None:
    measures, organisations, events, agreements = around
    for activity in part.things("Activity", f"activity/{key}", 400):
        part.link("hasActivity", random.choice(measures), [activity])
        part.link("takesPlaceIn", activity, _some(random, _of(world, "Country"), 0.6, 2))
        part.link("carriedOutWith", activity, _some(random, _of(world, "Country"), 0.3, 2))
        part.link("atEvent", activity, _some(random, events, 0.2, 1))
        part.link("underAgreement", activity, _some(random, agreements, 0.15, 1))
        part.link("hasParticipant", activity, _some(random, organisations, 0.6))
        part.link("hasTopic", activity, random.sample(_of(world, "Topic"), 2))
        part.say("date", activity, _date(random))
        part.say(
            "printedWords", activity, Literal(f"第{random.randrange(10**6)}回会合を開催した。")
        )


def _posts(random: Random, part: Part, organisations: list[str], key: str) -> None:
    persons = part.things("Person", f"person/{key}", 45)
    posts = part.things("Post", f"post/{key}", 50)
    for post in posts:
        part.link("postIn", post, random.sample(organisations, 1))
    for tenure in part.things("Tenure", f"tenure/{key}", 60):
        part.link("ofPost", tenure, random.sample(posts, 1))
        part.link("holder", tenure, random.sample(persons, 1))
        part.say("attestedOn", tenure, _date(random))


def _budgets(random: Random, part: Part, world: Part, measures: list[str], key: str) -> None:
    """Programmes with two or three allocations, in years that follow each other; every allocation
    is listed, some twice."""
    years = _of(world, "FiscalYear")
    programmes = part.things("Programme", f"programme/{key}", 260)
    allocations = part.things("BudgetAllocation", f"budget/{key}", 540)
    for number, allocation in enumerate(allocations):
        turn, programme = divmod(number, len(programmes))
        part.link("allocatedTo", allocation, [programmes[programme]])
        year = years[(programme + turn) % len(years)]
        part.link("fiscalYear", allocation, [year])
        part.say("stage", allocation, SHK["stage-initial"])
        part.say("amount", allocation, _typed(str(random.randrange(10**6) * 1000), "integer"))
        part.say("isNew", allocation, _typed("false", "boolean"))
        part.say("isPortion", allocation, _typed("false", "boolean"))
    for number, listing in enumerate(part.things("BudgetListing", f"listing/{key}", 670)):
        part.link("listsAllocation", listing, [allocations[number % len(allocations)]])
        part.link("hasListing", random.choice(measures), [listing])
        part.say("isRelisted", listing, _typed("false", "boolean"))
        part.say("printedName", listing, Literal(f"事業費{random.randrange(10**6)}"))


def _date(random: Random) -> Literal:
    day = f"{random.randint(2015, 2030)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    return _typed(day, "date")


def _typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=XSD[datatype])
