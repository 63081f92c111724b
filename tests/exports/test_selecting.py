"""Parts cut out of a network, on a small one of which everything can be seen.

17-2-7 --restsOn--> memorandum --hasPartyCountry--> VN --locatedInRegion--> asia
17-2-7 --namesCountry--> VN          17-2-7 --hasAllocation (2023, 2024)--> fund
visit (2022-05) --takesPlaceIn--> TH --locatedInRegion--> asia
study --fiscalYear--> fiscal-year/2023, study --takesPlaceIn--> VN
visit and study --hasTopic--> post
alone
"""

import networkx as nx
import pytest

from exports.choice import Choice
from exports.networks import Network
from exports.selecting import select
from queries.errors import BadParameter, UnknownName

MEASURE, MEMORANDUM, VN, TH = "measure/2024/17-2-7", "agreement/m", "country/VN", "country/TH"
ASIA, FUND, VISIT, STUDY = "region/asia", "programme/fund", "activity/visit", "activity/study"
FY2023, POST, ALONE = "fiscal-year/2023", "topic/post", "organisation/alone"
ALL = {MEASURE, MEMORANDUM, VN, TH, ASIA, FUND, VISIT, STUDY, FY2023, POST, ALONE}
OWN: dict[str, dict[str, object]] = {
    MEASURE: {"edition": "2024"},
    VISIT: {"date": "2022-05-01"},
    FY2023: {"start_year": 2023},
}
EDGES = (
    (MEASURE, "restsOn", MEMORANDUM, None),
    (MEMORANDUM, "hasPartyCountry", VN, None),
    (MEASURE, "namesCountry", VN, None),
    (VN, "locatedInRegion", ASIA, None),
    (TH, "locatedInRegion", ASIA, None),
    (MEASURE, "hasAllocation", FUND, 2023),
    (MEASURE, "hasAllocation", FUND, 2024),
    (VISIT, "takesPlaceIn", TH, None),
    (STUDY, "fiscalYear", FY2023, None),
    (STUDY, "takesPlaceIn", VN, None),
    (VISIT, "hasTopic", POST, None),
    (STUDY, "hasTopic", POST, None),
)


@pytest.fixture
def network() -> Network:
    made = nx.MultiDiGraph()
    for key in sorted(ALL):
        made.add_node(key, kind=key.partition("/")[0], **OWN.get(key, {}))
    for source, relation, target, year in EDGES:
        key = f"{source}~{relation}~{target}~{year}"
        values = {"relation": relation, **({} if year is None else {"fiscal_year": year})}
        made.add_edge(source, target, key, **values)
    return made


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(), ALL),
        (Choice(around=VN, depth=0), {VN}),
        (Choice(around=VN), {VN, MEASURE, MEMORANDUM, ASIA, STUDY}),
        (Choice(around=VN, depth=2), ALL - {VISIT, ALONE}),
        (Choice(around=ALONE, depth=5), {ALONE}),
        (Choice(around=TH, to=MEMORANDUM), {TH, ASIA, VN, MEMORANDUM}),
        (Choice(around=FUND, to=ASIA), {FUND, MEASURE, VN, ASIA}),
        (Choice(around=VN, to=VN), {VN}),
        (Choice(kinds=("country", "region")), {VN, TH, ASIA}),
        # What is named stays whatever its kind; the rest is reached only over what is left.
        (Choice(around=MEASURE, depth=2, kinds=("country", "region")), {MEASURE, VN, ASIA}),
        (Choice(relations=("restsOn",)), {MEASURE, MEMORANDUM}),
        (Choice(around=ALONE, relations=("restsOn",)), {ALONE}),
        (Choice(years=(2024,)), ALL - {VISIT, STUDY, FY2023}),
        (Choice(years=(2023,)), ALL - {VISIT, MEASURE}),
        (Choice(years=(2022, 2023)), ALL - {MEASURE}),
        (Choice(country=(TH,)), {TH, ASIA, VISIT}),
        (Choice(country=(TH, VN)), {TH, VN, ASIA, VISIT, MEASURE, MEMORANDUM, STUDY}),
        (Choice(country=(VN,), kinds=("measure",)), {VN, MEASURE}),
        (Choice(country=(VN,), around=MEMORANDUM), {VN, MEMORANDUM, MEASURE}),
    ],
)
def test_part_holds_what_was_chosen(network: Network, choice: Choice, expected: set[str]) -> None:
    part = select(network, choice)
    assert set(part) == expected
    ends = {(s, t) for s, _, t, _ in EDGES if {s, t} <= expected}
    if not choice.relations:
        assert set(part.edges()) == ends


def test_no_way_leads_over_what_things_are_classed_by(network: Network) -> None:
    """Both are about post, which is shown, but nobody looks for the visit around the study."""
    assert set(select(network, Choice(around=STUDY))) == {STUDY, VN, FY2023, POST}
    ways = select(network, Choice(around=STUDY, to=VISIT))
    assert set(ways) == {STUDY, VN, ASIA, TH, VISIT}
    assert VISIT in select(network, Choice(around=POST))


def test_edges_of_other_years_and_relations_are_left_out(network: Network) -> None:
    part = select(network, Choice(years=(2024,)))
    assert [values["fiscal_year"] for *_, values in part[MEASURE][FUND].items()] == [2024]
    part = select(network, Choice(relations=("namesCountry", "restsOn")))
    assert {values["relation"] for *_, values in part.edges(data=True)} == {
        "namesCountry", "restsOn"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "years"),
    [
        ({"date": "2023-03-31"}, {2022}),
        ({"date": "2023-04-01"}, {2023}),
        ({"date": "2023-04"}, {2023}),
        ({"date": "2023"}, {2023}),
        ({"date": "2021-06", "end_date": "2023-05"}, {2021, 2022, 2023}),
        ({"end_date": "2023-05"}, {2023}),
        ({}, {2020, 2021, 2022, 2023, 2024}),
    ],
)
def test_date_is_of_the_fiscal_year_that_begins_in_april(
    values: dict[str, str], years: set[int]
) -> None:
    network = nx.MultiDiGraph()
    network.add_node("event/e", kind="event", **values)
    found = {year for year in range(2020, 2025) if len(select(network, Choice(years=(year,))))}
    assert found == years


def test_network_itself_is_left_as_it_was(network: Network) -> None:
    before = network.number_of_nodes(), network.number_of_edges()
    select(network, Choice(around=VN)).nodes[VN]["label"] = "x"
    assert (network.number_of_nodes(), network.number_of_edges()) == before


@pytest.mark.parametrize(
    ("choice", "error", "sentence"),
    [
        (Choice(around="country/XX"), UnknownName, "no thing is called 'country/XX'"),
        (Choice(country=("country/XX",)), UnknownName, "country/XX"),
        (Choice(around=VN, to=ALONE), BadParameter, f"no way leads from {VN} to {ALONE}"),
        (Choice(around=VN, to=FUND, kinds=("region",)), BadParameter, "in what was chosen"),
    ],
)
def test_what_is_not_there_is_named(
    network: Network, choice: Choice, error: type[Exception], sentence: str
) -> None:
    with pytest.raises(error) as raised:
        select(network, choice)
    assert sentence in str(raised.value)
