"""The pages in a real browser: no errors, no sideways scrolling, labels apart, axe-core clean.

Needs playwright (``pip install ".[browser]"``) and a Chromium; axe-core is used when it is in
``node_modules`` (``npm install axe-core``) or in the folder that STEMWIJZER_NODE_MODULES names.
Set STEMWIJZER_SCREENSHOTS to a folder to keep the pictures.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from stemwijzer.cli.app import run

ROOT = Path(__file__).resolve().parents[2]
NODE_MODULES = Path(os.environ.get("STEMWIJZER_NODE_MODULES", ROOT / "node_modules"))
AXE = NODE_MODULES / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
if CHROMIUM is None:
    pytest.skip("there is no chromium here", allow_module_level=True)


PAGES = {
    # long rankings, crowded maps and a tie
    "report": ["report", str(ROOT / "examples" / "home-team.yaml")],
    "team": [
        "team",
        *(str(path) for path in sorted((ROOT / "examples" / "team").glob("*.yaml"))),
        "--application",
        "ticketing",
    ],
}


@pytest.fixture(scope="module", params=PAGES)
def report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a page as a command writes it."""
    path = tmp_path_factory.mktemp("page") / f"{request.param}.html"
    arguments = [*PAGES[request.param], "--lang", "nl", "--draws", "300", "-o", str(path)]
    assert run(arguments) == 0
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as started:
        found = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(params=[(s, c) for s in SIZES for c in ("light", "dark")], ids="-".join)
def page(request: pytest.FixtureRequest, browser: Any, report: Path) -> Iterator[Any]:
    size, scheme = request.param
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, offline=True
    )
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda asked: said.append(asked.url))
    opened.goto(report.as_uri())
    yield opened
    if folder := os.environ.get("STEMWIJZER_SCREENSHOTS"):
        opened.screenshot(path=Path(folder) / f"{report.stem}-{size}-{scheme}.png", full_page=True)
    context.close()
    assert said == [report.as_uri()]  # nothing on the console, nothing asked for but the page


def test_the_page_fits_its_width_and_its_labels_stand_apart(page: Any) -> None:
    document = "document.documentElement"
    assert page.evaluate(f"{document}.scrollWidth <= {document}.clientWidth")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate(f"{document}.scrollWidth <= {document}.clientWidth")
    pictures = page.evaluate(
        """[...document.querySelectorAll('svg.chart')].map(svg => {
          const all = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBBox()]);
          const view = svg.viewBox.baseVal;
          return [view.width, view.height,
                  all.map(([t, b]) => [t, b.x, b.y + 2, b.x + b.width, b.y + b.height - 2])];
        })"""
    )
    assert len(pictures) > 1
    for width, height, texts in pictures:
        for text, left, top, right, bottom in texts:
            assert left >= 0, text
            assert top >= -1, text
            assert right <= width + 1, text
            assert bottom <= height + 1, text
        for one, other in combinations(texts, 2):
            apart = (
                one[3] <= other[1] or other[3] <= one[1] or one[4] <= other[2] or other[4] <= one[2]
            )
            assert apart, (one, other)


def test_axe_finds_nothing(page: Any) -> None:
    if not AXE.is_file():
        pytest.skip("npm install axe-core puts it at node_modules/axe-core/axe.min.js")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    # Only what is wrong: the whole answer lists every element that is right.
    asked = "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"
    found = page.evaluate(asked)
    assert [(v["id"], [node["html"][:200] for node in v["nodes"]]) for v in found] == []


def test_it_prints_on_paper_with_the_sources_unfolded(browser: Any, report: Path) -> None:
    page = browser.new_page()
    page.goto(report.as_uri())
    page.emulate_media(media="print")
    assert page.locator("nav").is_hidden()
    assert all(found.is_visible() for found in page.locator("details:not(.numbers) li").all())
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    if folder := os.environ.get("STEMWIJZER_SCREENSHOTS"):
        Path(folder, f"{report.stem}-print.pdf").write_bytes(printed)
    page.close()
