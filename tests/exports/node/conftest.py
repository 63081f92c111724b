"""Programs written in JavaScript that open our exports: by Node, and on a page in Chromium.

What `package.json` names is installed once into `node_modules`, which git does not see. Where Node,
npm, the packages or Chromium cannot be had, the tests that need them are skipped.
"""

import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from string import Template
from typing import Any

import pytest

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
PATIENCE = 120
"""Seconds that a program may take."""

Run = Callable[[str, bytes], Any]

_INSTALL = ("npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
_CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--enable-unsafe-swiftshader", "--dump-dom")
# A page may run for so many milliseconds of its own time, which passes as fast as it can.
_PAGE_TIME = "--virtual-time-budget=10000"


@pytest.fixture(scope="session")
def packages() -> None:
    """The packages are installed."""
    for program in ("node", "npm"):
        if not shutil.which(program):
            pytest.skip(f"there is no {program}")
    try:
        done = subprocess.run(
            _INSTALL, cwd=HERE, check=False, capture_output=True, text=True, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired:
        pytest.skip(f"npm did not install the packages within {PATIENCE} s")
    if done.returncode:
        pytest.skip(f"npm could not install the packages: {done.stderr.splitlines()[:1]}")


@pytest.fixture
def run(packages: None, tmp_path: Path) -> Run:
    """What a script prints about a file; a warning is a failure."""

    def run_script(script: str, content: bytes) -> Any:
        file = tmp_path / "graph"
        file.write_bytes(content)
        done = subprocess.run(
            ["node", str(HERE / script), str(file)],
            check=False, capture_output=True, text=True, timeout=PATIENCE,
            env={**os.environ, "NODE_NO_WARNINGS": "1"},
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    return run_script


@pytest.fixture
def show(packages: None, tmp_path: Path) -> Run:
    """What a page writes into its `output` after it has drawn a file."""
    if not shutil.which("chromium"):
        pytest.skip("there is no chromium")

    def show_page(page: str, content: bytes) -> Any:
        # A label may hold `</script>`, which would end the element that the file stands in.
        graph = content.decode().replace("<", "\\u003c")
        text = Template((HERE / page).read_text()).substitute(modules=MODULES.as_uri(), graph=graph)
        file = tmp_path / page
        file.write_text(text)
        profile = f"--user-data-dir={tmp_path / 'profile'}"
        done = subprocess.run(
            [*_CHROMIUM, _PAGE_TIME, profile, file.as_uri()],
            check=False, capture_output=True, text=True, timeout=PATIENCE,
        )  # fmt: skip
        found = re.search("<output>(.+?)</output>", done.stdout, re.DOTALL)
        assert found, f"the page has written nothing\n{done.stderr[-500:]}"
        return json.loads(html.unescape(found[1]))

    return show_page
