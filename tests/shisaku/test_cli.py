"""The command line as a whole: what is typed, and what is said when it is wrong."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

import seeds
from shisaku import __version__
from shisaku.commands import tell
from shisaku.settings import Settings
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


def test_settings_have_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SEEDS", "OUT", "HOST", "PORT"):
        monkeypatch.delenv(f"SHISAKU_{name}", raising=False)
    folder = Path(seeds.__file__).parent
    assert Settings.read() == Settings(folder, Path("var"), "127.0.0.1", 8000)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("SEEDS", "s"), ("OUT", "o"), ("HOST", "::1"), ("PORT", "0")):
        monkeypatch.setenv(f"SHISAKU_{name}", value)
    assert Settings.read() == Settings(Path("s"), Path("o"), "::1", 0)


def test_settings_are_described() -> None:
    for name in Settings.__dataclass_fields__:
        assert f"SHISAKU_{name.upper()} " in str(Settings.__doc__)
