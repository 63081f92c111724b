"""The command line as a whole: what is typed, and what is said when it is wrong."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

import seeds
from api.server.limits import ServerLimits
from api.sparql.limits import Limits
from shisaku import __version__
from shisaku.commands import tell
from shisaku.settings import BadSetting, Settings
from store.releases import NoRelease

Run = Callable[..., Any]


def test_version_is_printed(shisaku: Run) -> None:
    assert shisaku("--version") == (0, f"shisaku {__version__}\n", "")


def test_help_names_every_command(shisaku: Run) -> None:
    done = shisaku("--help")
    assert done.status == 0
    for command in ("build", "serve", "read", "involves", "query", "search", "export", "validate"):
        assert f"\n    {command} " in done.out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["involves"],
        ["involves", "VN", "--format", "pdf"],
        ["involves", "VN", "--lang", "fr"],
        ["query", "planned", "--format", "pdf"],
        ["search"],
        ["search", "a", "b"],
        ["export"],
        ["serve", "--default-graph", "both"],
        ["read", "x", "--format", "pdf"],
    ],
)
def test_bad_use_has_status_2_and_shows_the_use(shisaku: Run, arguments: list[str]) -> None:
    done = shisaku(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("usage: shisaku")
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["involves", "Atlantis"],
        ["query", "nothing"],
        ["query", "planned", "--set", "x=1"],
        ["export", "pdf"],
        ["read", "/nowhere/document.txt"],
        ["serve", "--store", "/nowhere/graph.ttl"],
    ],
)
def test_error_is_one_sentence_on_standard_error(shisaku: Run, arguments: list[str]) -> None:
    done = shisaku(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("shisaku: ")
    assert done.err.count("\n") == 1


def test_mistake_of_ours_is_not_hidden(shisaku: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("shisaku.commands.asking.NameTable", break_down)
    with pytest.raises(ZeroDivisionError):
        shisaku("search", "VN")


def test_progress_is_told_only_to_a_terminal(
    shisaku: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(*_: object) -> NoReturn:
        tell("reading seeds")
        raise NoRelease(tmp_path)

    monkeypatch.setattr("shisaku.commands.building.build", build)
    assert "reading" not in shisaku("build").err
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert shisaku("build").err.startswith("… reading seeds\n")


PLAIN = ("SEEDS", "OUT", "HOST", "PORT", "WORKERS", "URL")


@pytest.fixture
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting is made."""
    for name in [name for name in os.environ if name.startswith("SHISAKU_")]:
        monkeypatch.delenv(name)


@pytest.mark.usefixtures("unset")
def test_settings_have_defaults() -> None:
    folder = Path(seeds.__file__).parent
    expected = Settings(folder, Path("var"), "127.0.0.1", 8000, 1, ServerLimits(), Limits())
    assert Settings.read() == expected


@pytest.mark.usefixtures("unset")
def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    values = ("s", "o", "::1", "0", "3", "https://x.example/")
    given = dict(zip(PLAIN, values, strict=True))
    limits = {"BODY_BYTES": "7", "HEAD_SECONDS": "1.5", "QUERY_SECONDS": "0.5", "QUERY_HEAVY": "9"}
    for name, value in {**given, **limits}.items():
        monkeypatch.setenv(f"SHISAKU_{name}", value)
    assert Settings.read() == Settings(
        Path("s"), Path("o"), "::1", 0, 3,
        ServerLimits(body_bytes=7, head_seconds=1.5), Limits(seconds=0.5, heavy=9),
        "https://x.example",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("PORT", "70000", "'70000' is no port from 0 to 65535"),
        ("BODY_BYTES", "-1", "'-1' is no whole number from 1 to 1000000000"),
        ("BODY_BYTES", "1.5", "'1.5' is no whole number from 1 to 1000000000"),
        ("HEAD_SECONDS", "soon", "'soon' is no number above 0, up to 1000000000"),
        ("QUERY_SECONDS", "0", "'0' is no number above 0, up to 1000000000"),
        ("QUERY_LOOKUPS", "0", "'0' is no whole number from 1 to 1000000000"),
    ],
)
def test_setting_that_cannot_be_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str
) -> None:
    monkeypatch.setenv(f"SHISAKU_{name}", value)
    with pytest.raises(BadSetting) as caught:
        Settings.read()
    assert str(caught.value) == f"SHISAKU_{name}: {reason}"


def test_settings_are_described() -> None:
    for name in PLAIN:
        assert f"SHISAKU_{name} " in str(Settings.__doc__)
