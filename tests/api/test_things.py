"""The JSON of one thing of each kind: its fields, on facts that were looked up in the documents."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from api.routers.things import COLLECTIONS
from queries.fields import FIELDS

COMMON = {"id", "iri", "kind", "label", "aliases", "facts"}


def read(client: TestClient, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert answer.status_code == 200
    thing: dict[str, Any] = answer.json()
    return thing


def key(link: dict[str, Any] | None) -> str | None:
    """The end of the IRI of a link: `VN`, `status-done`."""
    return None if link is None else link["iri"].replace("#", "/").rpartition("/")[2]


def keys(links: list[dict[str, Any]]) -> set[str | None]:
    return {key(link) for link in links}


@pytest.mark.parametrize(("path", "kind"), COLLECTIONS.items())
def test_thing_has_the_fields_of_its_kind(client: TestClient, path: str, kind: str) -> None:
    first = client.get(f"/{path}", params={"limit": 1}).json()["items"][0]
    thing = read(client, f"/{path}/{first['id']}")
    assert set(thing) == COMMON | {field.name for field in FIELDS[kind]}
    assert thing["iri"] == first["iri"]
    assert thing["facts"]


def test_person_elected_to_a_post(client: TestClient) -> None:
    """Evaluation, lines 5742 and 5743."""
    (held,) = read(client, "/people/masanori-kondo")["posts"]
    assert held["post"]["label"] == {
        "ja": "アジア・太平洋電気通信共同体（APT）事務局長",
        "en": "Secretary General of the Asia-Pacific Telecommunity",
    }
    assert key(held["organisation"]) == "apt"
    assert (held["since"], held["until"], held["attested_on"]) == ("2021-02", None, None)
    assert key(held["elected_at"]) == "apt-secretary-general-election-2020"


def test_person_who_is_only_attested_in_a_post(client: TestClient) -> None:
    """Evaluation, lines 32 and 33."""
    (held,) = read(client, "/people/hiroyuki-watanabe")["posts"]
    assert held["post"]["label"]["ja"] == "行政評価局総務課長"
    assert held["organisation"]["label"]["ja"] == "行政評価局総務課"
    assert (held["since"], held["attested_on"], held["elected_at"]) == (None, "2023-09", None)


def test_person_with_several_posts_has_them_apart(client: TestClient) -> None:
    """Evaluation, lines 6758 and 6769."""
    held = read(client, "/people/toshio-oya")["posts"]
    assert {(key(one["post"]), key(one["organisation"]), one["attested_on"]) for one in held} == {
        ("overseas-business-investment-support-office-director",
         "overseas-business-investment-support-office", "2022-08-01"),
        ("cabinet-secretariat-councillor", "cabinet-secretariat", "2022-08-01"),
    }  # fmt: skip


def test_post_has_its_organisation_and_holders(client: TestClient) -> None:
    """Evaluation, lines 5745 and 5746."""
    post = read(client, "/posts/upu-director-general")
    assert key(post["organisation"]) == "upu"
    (holder,) = post["holders"]
    assert set(holder) == {"person", "since", "until", "attested_on", "elected_at"}
    assert holder["person"]["label"]["ja"] == "目時政彦"
    assert holder["since"] == "2022-01"
    assert key(holder["elected_at"]) == "upu-director-general-election-2021"


def test_agreement_has_kind_date_parties_topics_and_measures(client: TestClient) -> None:
    """List of measures, line 3615; note, lines 134 and 136."""
    memo = read(client, "/agreements/japan-viet-nam-fire-fighting-memorandum")
    assert (memo["kind"], memo["date"]) == ("memorandum", "2018-10-08")
    assert keys(memo["parties"]) == {"JP", "VN", "mic", "viet-nam-ministry-of-public-security"}
    assert keys(memo["topics"]) == {"fire-fighting"}
    assert keys(memo["measures"]) == {"17-2-7"}
    assert "fire-fighting-training-viet-nam-2023" in keys(memo["activities"])
    assert memo["adopted_at"] is None


def test_agreement_adopted_at_an_event(client: TestClient) -> None:
    """Evaluation, lines 5816 to 5832; list of measures, line 3663."""
    declaration = read(client, "/agreements/g7-digital-tech-ministers-declaration")
    assert (declaration["kind"], declaration["date"]) == ("declaration", "2023-04")
    assert key(declaration["adopted_at"]) == "g7-digital-tech-ministers-meeting-2023"
    assert "17-3-1" in keys(declaration["measures"])
    assert "metaverse" in keys(declaration["topics"])
    assert "g7" in keys(declaration["parties"])


@pytest.mark.parametrize(
    ("slug", "kind", "status"),
    [
        ("japan-viet-nam-grievance-redress-memorandum", "memorandum", "status-in-force"),
        ("declaration-for-the-future-of-the-internet", "declaration", None),
        ("gdcp", "partnership", "status-in-force"),
        ("g20-ai-principles", "principles", None),
        ("china-japan-korea-fta", "trade-agreement", "status-negotiating"),
    ],
)
def test_agreements_of_every_kind(
    client: TestClient, slug: str, kind: str, status: str | None
) -> None:
    agreement = read(client, f"/agreements/{slug}")
    assert (agreement["kind"], key(agreement["status"])) == (kind, status)


def test_event_has_date_place_country_participants_and_status(client: TestClient) -> None:
    """List of measures, line 3444; evaluation, lines 5910 to 5912 and 5933."""
    event = read(client, "/events/igf-2023")
    assert (event["date"], event["end_date"]) == ("2023-10-08", "2023-10-12")
    assert event["place"] == {
        "ja": "国立京都国際会館（京都市）",
        "en": "Kyoto International Conference Center, Kyoto",
    }
    assert key(event["country"]) == "JP"
    assert "igf" in keys(event["participants"])
    assert keys(event["organised_by"]) == {"un"}
    assert event["status"]["label"] == {"ja": "実施済み", "en": "Done"}


def test_event_with_several_countries_has_one_where_it_takes_place(client: TestClient) -> None:
    """Evaluation, lines 5818 to 5832."""
    event = read(client, "/events/g7-digital-tech-ministers-meeting-2023")
    assert key(event["country"]) == "JP"
    assert {"FR", "US", "GB", "DE", "IT", "CA", "IN", "ID", "UA"} <= keys(event["countries"])
    assert {"eu", "oecd", "itu", "world-bank", "un", "eria"} <= keys(event["participants"])
    assert keys(event["organised_by"]) == {"digital-agency", "mic", "meti"}
    assert "g7-digital-tech-ministers-declaration" in keys(event["agreements"])


def test_event_that_is_planned_and_one_without_a_place(client: TestClient) -> None:
    """List of measures, line 3650; evaluation, lines 5742 and 5743."""
    assembly = read(client, "/events/aoa-general-assembly-2023")
    assert (key(assembly["status"]), assembly["date"]) == ("status-planned", "2023-09")
    assert assembly["place"] == {"ja": "タタールスタン（カザン）", "en": "Kazan, Tatarstan"}
    election = read(client, "/events/apt-secretary-general-election-2020")
    assert (election["place"], election["country"]) == (None, None)


def test_event_tells_who_was_elected(client: TestClient) -> None:
    """Evaluation, lines 5748 and 5749."""
    event = read(client, "/events/itu-tsb-director-election-2022")
    (elected,) = event["elected"]
    assert elected["person"]["label"]["ja"] == "尾上誠蔵"
    assert key(elected["post"]) == "itu-tsb-director"


def test_country_has_measures_agreements_activities_and_events_apart(client: TestClient) -> None:
    """List of measures, lines 3631 to 3648; evaluation, lines 5797 and 5798."""
    country = read(client, "/countries/TH")
    assert "17-2-8" in keys(country["measures"])
    assert keys(country["agreements"]) >= {
        "japan-thailand-grievance-redress-memorandum", "japan-thailand-digital-memorandum",
    }  # fmt: skip
    assert "ombudsman-presentation-bangkok-2023" in keys(country["activities"])
    assert keys(country["events"]) == {"ioi-asian-region-meeting-2023"}
    for name, kind in (("activities", "activity"), ("events", "event"), ("measures", "measure")):
        assert all(f"/id/{kind}/" in link["iri"] for link in country[name])
    assert keys(country["regions"]) == {"asia", "southeast-asia"}


def test_organisation_has_posts_indicators_and_activities(client: TestClient) -> None:
    """Evaluation, lines 6331 to 6374; note, lines 92 and 94."""
    jict = read(client, "/organisations/jict")
    assert (jict["kind"], jict["abbreviation"], key(jict["country"])) == ("fund", "JICT", "JP")
    assert keys(jict["posts"]) == {"jict-chairman", "jict-president"}
    assert {"jict-cumulative-support-decided", "jict-government-capital"} <= keys(
        jict["indicators"]
    )
    assert "jict-india-data-centre" in keys(jict["activities"])
    assert "17-2-2" in keys(jict["measures"])


def test_organisation_of_countries_has_members_and_events(client: TestClient) -> None:
    """Evaluation, line 5831."""
    g7 = read(client, "/organisations/g7")
    assert keys(g7["members"]) == {"CA", "DE", "FR", "GB", "IT", "JP", "US"}
    assert "g7-hiroshima-summit-2023" in keys(g7["events"])
    assert "g7-leaders-communique" in keys(g7["agreements"])


def test_indicator_has_unit_and_figures(client: TestClient) -> None:
    """Note, line 92."""
    indicator = read(client, "/indicators/jict-cumulative-support-decided")
    assert indicator["unit"] == {"ja": "円", "en": "yen"}
    assert keys(indicator["about"]) == {"jict"}
    (figure,) = indicator["figures"]
    assert key(figure.pop("kind")) == "figure-actual"
    assert figure == {
        "value": 108_700_000_000, "comparison": None, "is_approximate": True,
        "fiscal_year": None, "date": "2024-03", "printed": "約1,087億円",
    }  # fmt: skip


def test_figures_of_an_indicator_are_kept_apart(client: TestClient) -> None:
    """Evaluation, lines 4948, 4968 and 4981."""
    figures = read(client, "/indicators/5g-base-deployment-rate")["figures"]
    found = {(key(f["kind"]), f["value"], key(f["fiscal_year"]), f["printed"]) for f in figures}
    assert found >= {
        ("figure-plan", 23.6, "2021", "当初計画では約23.6％"),
        ("figure-actual", 43.7, "2021", "約43.7％"),
        ("figure-target", 98, "2023", "2023年度末98％"),
    }
    assert {f["is_approximate"] for f in figures if f["value"] == 98} == {False}


def test_figure_that_is_a_bound_says_so(client: TestClient) -> None:
    """Evaluation, lines 6319 and 6320: the government holds a half or more."""
    (figure,) = read(client, "/indicators/jict-government-shareholding")["figures"]
    assert (figure["value"], figure["printed"]) == (50, "1/2以上")
    assert key(figure["comparison"]) == "comparison-at-least"


def test_topic_has_what_is_about_it_by_kind(client: TestClient) -> None:
    topic = read(client, "/topics/submarine-cables")
    assert key(topic["broader"]) == "digital-infrastructure"
    assert "17-2-1" in keys(topic["measures"])
    assert "quad-cable-connectivity-partnership" in keys(topic["agreements"])
    assert "jict-submarine-cables-southeast-asia" in keys(topic["activities"])
    for name, kind in (("agreements", "agreement"), ("indicators", "indicator")):
        assert all(f"/id/{kind}/" in link["iri"] for link in topic[name])
    broader = read(client, "/topics/digital-infrastructure")
    assert "submarine-cables" in keys(broader["narrower"])
    assert broader["broader"] is None


def test_policy_document_has_kind_topics_and_measures(client: TestClient) -> None:
    """List of measures, line 3552."""
    act = read(client, "/policy-documents/broadcasting-act")
    assert act["kind"] == "law"
    assert "17-2-4" in keys(act["measures"])
    assert keys(act["topics"]) == {"broadcasting", "international-broadcasting"}


def test_activity_tells_where_it_takes_place_from_whom_it_is_done_with(client: TestClient) -> None:
    """Note, lines 114 and 136; list of measures, line 3615."""
    training = read(client, "/activities/fire-fighting-training-viet-nam-2023")
    assert (key(training["type"]), training["date"]) == ("activity-training", "2023-02")
    assert (training["takes_place_in"], keys(training["carried_out_with"])) == ([], {"VN"})
    assert keys(training["agreements"]) == {"japan-viet-nam-fire-fighting-memorandum"}
    survey = read(client, "/activities/open-ran-survey-viet-nam-2022")
    assert (keys(survey["takes_place_in"]), survey["carried_out_with"]) == ({"VN"}, [])
    assert (survey["date"], key(survey["fiscal_year"])) == (None, "2022")
    assert keys(training["countries"]) == keys(survey["countries"]) == {"VN"}
