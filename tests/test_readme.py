"""The README shows what really happens: `make serve` serves, and each command prints just what
the README says it prints."""

import os
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent
SERVED = "http://127.0.0.1:8000"
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
STARTING = ("git clone", "make serve")
"""The commands that the fixture stands for: it serves from this checkout."""


@dataclass(frozen=True)
class Command:
    """What a reader types, and what the README says comes back."""

    text: str
    output: str


def commands() -> list[Command]:
    blocks = [m["text"] for m in BLOCK.finditer(README) if m["language"] == "console"]
    found = [command for block in blocks for command in read_block(block)]
    return [command for command in found if not command.text.startswith(STARTING)]


def read_block(block: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        lines = part.splitlines(keepends=True)
        end = next(n for n in range(1, len(lines) + 1) if is_complete("".join(lines[:n])))
        yield Command("".join(lines[:end]).strip(), "".join(lines[end:]))


def is_complete(text: str) -> bool:
    """Whether every quotation mark of a shell command is closed."""
    try:
        shlex.split(text)
    except ValueError:
        return False
    return True


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("readme")


@pytest.fixture(scope="module")
def environment(workplace: Path) -> dict[str, str]:
    return {**os.environ, "SHISAKU_OUT": str(workplace / "var"), "COLUMNS": "200"}


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def served(environment: dict[str, str], port: int) -> Iterator[str]:
    """Where `make serve` serves, once it answers."""
    arguments = ["make", "serve", f"PORT={port}"]
    if not (ROOT / ".venv" / "installed").exists():
        arguments += [f"BIN={BIN}", "--assume-old=.venv/installed"]
    process = subprocess.Popen(
        arguments, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT,
        start_new_session=True,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{url}/ready", process)
        yield url
    finally:
        os.killpg(process.pid, 15)
        process.wait(timeout=20)


def wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None, "make serve ended"
        try:
            urllib.request.urlopen(url, timeout=5)
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("make serve did not answer within two minutes")


@pytest.mark.parametrize("command", commands(), ids=lambda command: command.text[:60])
def test_command_prints_what_the_readme_shows(
    command: Command, served: str, workplace: Path, environment: dict[str, str]
) -> None:
    text = command.text.replace(SERVED, served).replace(".venv/bin/", f"{BIN}/")
    done = subprocess.run(
        ["bash", "-c", text],
        cwd=workplace,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.strip() == command.output.strip()


def test_notebook_example_prints_what_the_readme_shows(served: str, workplace: Path) -> None:
    blocks = [(match["language"], match["text"]) for match in BLOCK.finditer(README)]
    at = next(index for index, (language, _) in enumerate(blocks) if language == "python")
    code, (language, output) = blocks[at][1].replace(SERVED, served), blocks[at + 1]
    assert language == "text"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=workplace, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == output.split()


def test_readme_shows_each_of_the_three_journeys() -> None:
    shown = [command.text.split()[1] for command in commands() if "bin/shisaku" in command.text]
    assert {"involves", "query", "export"} <= set(shown)


def test_every_file_that_the_readme_links_to_exists() -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
