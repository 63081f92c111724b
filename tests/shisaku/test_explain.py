"""`shisaku explain`: why a triple holds, as text and JSON, and the status that a shell sees."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from api.knowledge import Knowledge

Run = Callable[..., Any]

VIET_NAM = ("17-2-7", "shk:involvesCountry", "VN")
NAMED = """\
17-2-7 Overseas deployment of fire-fighting equipment — names country — Viet Nam (stated)
    mic-priority-measures-2024 003_6e1b6f6cd424c693.txt:3615  17 [2] (7)
"""
NOT_NAMED_JA = """\
17-2-7 消防用機器等の海外展開 — 言及されている国 — カナダ: 成り立たない
  これを導く規則はなく、資料にも記載がない
"""


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch, knowledge: Knowledge) -> None:
    """The names and facts of the real release are not read again for each command."""
    commands = "shisaku.commands.explaining"
    monkeypatch.setattr(f"{commands}.NameTable", lambda _: knowledge.names)
    monkeypatch.setattr(f"{commands}.Explainer", lambda *_: knowledge.explainer())


@pytest.mark.parametrize("country", ["VN", "Vietnam", "ベトナム", "country/VN"])
def test_triple_that_holds_has_status_0_and_its_lines(shisaku: Run, country: str) -> None:
    assert shisaku("explain", "17-2-7", "namesCountry", country) == (0, NAMED, "")


def test_triple_that_does_not_hold_has_status_1(shisaku: Run) -> None:
    done = shisaku("explain", "17-2-7", "namesCountry", "CA", "--lang", "ja")
    assert done == (1, NOT_NAMED_JA, "")


def test_what_is_missing_is_told(shisaku: Run) -> None:
    done = shisaku("explain", "17-2-7", "involvesCountryByAgreement", "US")
    assert (done.status, done.err) == (1, "")
    assert "\n    holds: 17-2-7 " in done.out
    assert "\n    missing: Memorandum of cooperation on fire-fighting " in done.out


def test_bare_name_of_a_class_may_be_asked_for(shisaku: Run) -> None:
    assert shisaku("explain", "country/VN", "rdf:type", "Country").status == 0
    done = shisaku("explain", "country/VN", "rdf:type", "Measure")
    assert (done.status, done.err) == (1, "")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("Vietnm", "a", "shk:Country"), "no thing is called 'Vietnm'; did you mean Viet Nam?"),
        (("17-2-7", "shk:namesCountry", "Atlantis"), "no thing is called 'Atlantis'"),
        (("VN", "nothing", "VN"), "parameter p: 'nothing' is no property; "),
        (("VN", "label", '"7"^^foo:bar'), "parameter o: 'foo:bar' is no data type, "),
        (("country/ü", "a", "VN"), "parameter s: 'ü' cannot identify a country: "),
        pytest.param(
            ("http://[::bad", "a", "VN"), "parameter ",
        ),
        pytest.param(
            ("VN", "label", '"x"@e-'), "parameter ",
        ),
    ],
)  # fmt: skip
def test_triple_that_cannot_be_meant_has_status_2(
    shisaku: Run, typed: tuple[str, str, str], said: str
) -> None:
    done = shisaku("explain", *typed)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"shisaku: {said}")
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["17-2-7"],
        ["17-2-7", "shk:involvesCountry"],
        [*VIET_NAM, "too much"],
        [*VIET_NAM, "--format", "pdf"],
        [*VIET_NAM, "--lang", "fr"],
        [*VIET_NAM, "--limit", "many"],
    ],
)
def test_bad_use_has_status_2_and_shows_the_use(shisaku: Run, arguments: list[str]) -> None:
    done = shisaku("explain", *arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("usage: shisaku")


def test_json_holds_the_proofs(shisaku: Run) -> None:
    done = shisaku("explain", *VIET_NAM, "--format", "json")
    assert (done.status, done.err) == (0, "")
    told = json.loads(done.out)
    assert list(told) == ["triple", "holds", "proofs", "missing"]
    assert told["proofs"][0]["premises"][0]["evidence"][0]["lines"] == [3615, 3615]
    assert "消防用機器等の海外展開" in done.out


def test_json_of_what_does_not_hold_has_status_1(shisaku: Run) -> None:
    done = shisaku("explain", "17-2-7", "namesCountry", "CA", "--format", "json")
    told = json.loads(done.out)
    assert (done.status, told["holds"], told["proofs"], told["missing"]) == (1, False, [], [])


def test_text_can_be_had_in_japanese(shisaku: Run) -> None:
    done = shisaku("explain", *VIET_NAM, "--lang", "ja")
    assert done.out.startswith("証明 1\n17-2-7 消防用機器等の海外展開 — 関係国 — ベトナム\n")
    assert "because" not in done.out


@pytest.mark.parametrize(
    ("limit", "proofs"), [("1", 1), ("2", 2), ("5", 5), ("100", 5), ("0", 1), ("-3", 1)]
)
def test_no_more_proofs_than_asked_for_but_one(shisaku: Run, limit: str, proofs: int) -> None:
    done = shisaku("explain", *VIET_NAM, f"--limit={limit}", "--format", "json")
    assert len(json.loads(done.out)["proofs"]) == proofs


def test_one_proof_has_no_number(shisaku: Run) -> None:
    assert shisaku("explain", *VIET_NAM, "--limit", "1").out.startswith("17-2-7 Overseas ")


def test_literals_are_typed_in_quotation_marks(shisaku: Run) -> None:
    assert shisaku("explain", "VN", "label", '"ベトナム"@ja').status == 0
    assert shisaku("explain", "VN", "label", '"ベトナム"@en').status == 1
