"""Draws the pictures of docs/visualising.md from our own exports.

    python docs/pictures/draw.py MODULES

needs Graphviz, Chromium, and a folder of Node's modules with Cytoscape.js in it (after
`npm install` in tests/exports/node, its node_modules). It asks the current release.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from string import Template

HERE = Path(__file__).parent
AROUND_VIET_NAM = (
    "--around", "VN", "--kinds", "measure,agreement,country,region,organisation", "--labels", "en"
)  # fmt: skip
AROUND_FIRE_FIGHTING = ("--around", "17-2-7", "--labels", "en", "--collapse")
PAGE = Template("""<!doctype html><meta charset="utf-8">
<style>body { margin: 0 } #graph { width: 1200px; height: 800px }</style>
<div id="graph"></div>
<script src="$modules/cytoscape/dist/cytoscape.min.js"></script>
<script>cytoscape({container: document.querySelector("#graph"), pixelRatio: 1, ...$graph})</script>
""")


def export(name: str, *choice: str) -> str:
    """What `shisaku export` prints."""
    command = [sys.executable, "-m", "shisaku.cli", "export", name, *choice]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def draw_with_graphviz() -> None:
    """viet-nam-graphviz.svg"""
    picture = HERE / "viet-nam-graphviz.svg"
    dot = export("dot", *AROUND_VIET_NAM)
    subprocess.run(["dot", "-Tsvg", "-o", str(picture)], input=dot, text=True, check=True)


def draw_with_cytoscape(modules: Path) -> None:
    """fire-fighting-cytoscape.png"""
    graph = export("cyjs", *AROUND_FIRE_FIGHTING)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(PAGE.substitute(modules=modules.resolve(), graph=graph), encoding="utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--hide-scrollbars",
             "--allow-file-access-from-files", "--window-size=1200,800",
             f"--screenshot={HERE / 'fire-fighting-cytoscape.png'}", page.as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip


if __name__ == "__main__":
    draw_with_graphviz()
    draw_with_cytoscape(Path(sys.argv[1]))
