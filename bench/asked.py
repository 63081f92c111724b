"""What the servers are asked: things of the real graph, and queries over a drawn one."""

import json
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from bench.graphs import FIRST_YEAR, triples
from bench.load import request
from bench.peers import Server
from ontology.iris import ID
from queries.catalogue import fill_values, find_query

_PREFIXES = """PREFIX shk: <https://w3id.org/shisaku/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_SUM = """SELECT ?year ?chapter (SUM(?amount) AS ?yen) WHERE {
  ?measure shk:hasListing ?listing ; shk:inPolicyArea/shk:parentArea ?chapter .
  ?listing shk:listsAllocation ?allocation .
  ?allocation shk:amount ?amount ; shk:isPortion false ; shk:fiscalYear/shk:startYear ?year .
} GROUP BY ?year ?chapter"""
_ROWS = """SELECT ?activity ?label ?date WHERE {
  ?activity a shk:Activity ; rdfs:label ?label ; shk:date ?date .
  FILTER(?date > "2015-01-%02d"^^<http://www.w3.org/2001/XMLSchema#date>)
} LIMIT 200"""


def small() -> list[str]:
    """All about one measure, some 20 rows; each time another measure."""
    return [f"SELECT ?p ?o {{ <{ID}measure/e0/{number}> ?p ?o }}" for number in range(260)]


def rows() -> list[str]:
    """200 rows."""
    return [_PREFIXES + _ROWS % day for day in range(1, 29)]


def sums() -> list[str]:
    """The budget by year and chapter, over the whole graph."""
    return [_PREFIXES + _SUM]


def years() -> list[str]:
    """The budget of every programme in one year and in the next."""
    return [
        fill_values(
            find_query("initial_budgets_of_two_years").text,
            {"earlier": str(year), "later": str(year + 1)},
        )
        for year in range(FIRST_YEAR, FIRST_YEAR + 7)
    ]


QUERIES: dict[str, tuple[Callable[[], list[str]], int]] = {
    "about 18 rows": (small, 16),
    "200 rows": (rows, 16),
    "sum by year and chapter": (sums, 1),
    "year over year": (years, 1),
}
"""The queries of each sort, and from how many connections they come."""


def never_the_same(texts: Sequence[str], count: int = 20_000) -> list[str]:
    """Queries that no memory of answers knows, as each ends in another comment."""
    return [f"{texts[n % len(texts)]}\n# {n}" for n in range(count)]


def write_graph(scale: int, file: Path) -> int:
    """Write a drawn graph as N-Triples. Returns the number of triples."""
    count = 0
    with file.open("w", encoding="utf-8") as writing:
        lines = (f"{' '.join(triple)} .\n" for triple in triples(scale, both_ways=True))
        while batch := list(islice(lines, 100_000)):
            writing.writelines(batch)
            count += len(batch)
    return count


def row_count(answer: bytes) -> int:
    """The solutions in an answer in JSON."""
    return len(json.loads(answer)["results"]["bindings"])


def things(server: Server, collection: str) -> list[str]:
    """The paths of all things of a collection that our server has."""
    found: list[str] = []
    following: str | None = f"/{collection}?limit=500"
    while following:
        page = json.loads(server.get(following)[1])
        found += [item["id"] for item in page["items"]]
        following = page["next"]
    return [f"/{collection}/{quote(key)}" for key in found]


def another_each_time(paths: Sequence[str], server: Server, count: int = 50_000) -> list[bytes]:
    """Requests that no memory of answers knows, as each accepts other languages."""
    return [
        request(paths[n % len(paths)], server.address, more=f"Accept-Language: en, x-{n}\r\n")
        for n in range(count)
    ]
