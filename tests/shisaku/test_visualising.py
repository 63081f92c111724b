"""What docs/visualising.md tells to type gives a file with something in it, and what it says of the
formats is what there is."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exports.choice import PARAMETERS
from exports.formats import FORMATS, Kind

PAGE = (Path(__file__).parents[2] / "docs" / "visualising.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ shisaku (export .*)$", PAGE, re.MULTILINE)

Run = Callable[..., Any]


@pytest.mark.parametrize("command", COMMANDS)
def test_command_writes_a_file(
    shisaku: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert shisaku(*shlex.split(command)) == (0, "", "")
    (written,) = tmp_path.iterdir()
    assert "country/" in written.read_text(encoding="utf-8").replace("country:", "country/")


def test_there_are_commands_to_try() -> None:
    assert len(COMMANDS) >= 6


def test_every_format_and_choice_is_told_of() -> None:
    told = set(re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", PAGE, flags=re.M | re.S)))
    graphs = {name for name, form in FORMATS.items() if form.kind is not Kind.TABLE}
    assert graphs - told == set()
    assert {parameter.name for parameter in PARAMETERS} - told == set()
