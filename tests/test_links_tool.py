"""The link check keeps pages that refuse robots apart from pages that are gone. No network."""

from __future__ import annotations

import importlib.util
import socket
import sys
import urllib.error
from pathlib import Path

import pytest

PATH = Path(__file__).resolve().parents[1] / "tools" / "check_links.py"
_spec = importlib.util.spec_from_file_location("check_links", PATH)
assert _spec is not None
assert _spec.loader is not None
links = importlib.util.module_from_spec(_spec)
sys.modules["check_links"] = links
_spec.loader.exec_module(links)

URL = "https://www.acme.example/terms"


def state(answer: object) -> str:
    def open_(_url: str) -> tuple[int, str]:
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[return-value]

    return str(links.judged(links.Page(URL, ("acme.terms",)), open_).state)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ((200, URL), "ok"),
        ((206, URL + "/"), "ok"),
        ((200, "https://acme.example/terms"), "ok"),
        ((200, "https://acme.example/en/legal"), "moved"),
        ((200, "https://acme.example/"), "gone"),
        ((403, URL), "blocked"),
        ((429, URL), "blocked"),
        ((999, URL), "blocked"),
        ((404, URL), "gone"),
        ((410, URL), "gone"),
        ((500, URL), "unreachable"),
        (urllib.error.URLError(socket.gaierror(-2, "unknown")), "unreachable"),
        (urllib.error.URLError(TimeoutError("slow")), "unreachable"),
        (TimeoutError(), "unreachable"),
        (ConnectionResetError(), "unreachable"),
    ],
)
def test_a_page_gets_its_state(answer: object, expected: str) -> None:
    assert state(answer) == expected


def test_the_report_names_what_to_do_and_who_cites_it() -> None:
    pages = [links.Page(URL, ("acme.terms", "acme.trust")), links.Page("https://b.example", ("b",))]
    found = links.all_judged(pages, lambda url: (404 if "acme" in url else 403, url))
    text = links.report(found, "md")
    assert text.startswith("# 2 addresses: 0 ok, 0 moved, 1 blocked, 1 gone, 0 unreachable")
    assert f"- {URL} (404): acme.terms, acme.trust" in text
    assert text.index("## Gone") < text.index("## Refuses robots")
    assert links.report([], "text") == "0 ok, 0 moved, 0 blocked, 0 gone, 0 unreachable\n"


def test_a_host_nobody_knows_is_gone_only_when_there_is_a_network() -> None:
    pages = [links.Page(URL, ("acme.terms",)), links.Page("https://b.example/x", ("b.x",))]

    def open_(url: str) -> tuple[int, str]:
        if "acme" in url or not network:
            raise urllib.error.URLError(socket.gaierror(-2, "unknown"))
        return 200, url

    network = True
    assert [str(p.state) for p in links.all_judged(pages, open_)] == ["gone", "ok"]
    network = False
    assert [str(p.state) for p in links.all_judged(pages, open_)] == ["unreachable"] * 2


def test_every_address_of_the_catalogue_is_looked_at() -> None:
    found = links.pages()
    assert len(found) > 500
    assert all(page.cited_by and "#" not in page.url for page in found)
    assert {page.url for page in links.pages("zammad")} < {page.url for page in found}
