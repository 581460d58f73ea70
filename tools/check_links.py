"""Open every address of the catalogue once a month, and say which pages are gone.

A page that refuses robots (401, 403, 429, ...) is kept apart from one that is gone (404, 410, no
such host): many vendors refuse robots, and that says nothing about the page. A host nobody knows
counts as gone only when another page was reached, because there may be no network here. Ends with 0
whatever is found: the network of a job is no reason to stop anybody.

Run ``python tools/check_links.py [--format md] [--host example.com] [--limit 50]``.
"""

from __future__ import annotations

import argparse
import socket
import ssl
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
AGENT = "stemwijzer-link-check/1 (opens each cited page once a month, first bytes only)"
TIMEOUT = 20
PATIENCE = 8
"""Hosts that are asked at the same time; each host is asked one page after another."""


class State(StrEnum):
    """What became of a page."""

    OK = "ok"
    MOVED = "moved"
    BLOCKED = "blocked"
    GONE = "gone"
    UNREACHABLE = "unreachable"


TITLES = {
    State.GONE: "Gone: look for a successor, else take the fact out",
    State.UNREACHABLE: "Not reached this time: only worth a look when it stays so",
    State.BLOCKED: "Refuses robots: open by hand, this says nothing about the page",
    State.MOVED: "Moved for good: write the new address when the page is the same",
}
BLOCKED = frozenset({401, 402, 403, 405, 406, 418, 429, 451, 503, 999})
GONE = frozenset({404, 410})
NO_HOST = "no such host"


@dataclass(frozen=True, slots=True)
class Page:
    """One address with the solutions that cite it, and what became of it."""

    url: str
    cited_by: tuple[str, ...]
    state: State = State.OK
    detail: str = ""


Open = Callable[[str], tuple[int, str]]
"""Opens an address and returns the status and where it ended; raises OSError."""


def fetch(url: str) -> tuple[int, str]:
    """Ask for the first bytes of a page."""
    headers = {"User-Agent": AGENT, "Range": "bytes=0-1023", "Accept": "text/html,*/*;q=0.8"}
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - checked to be http(s)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            return answer.status, answer.geturl()
    except urllib.error.HTTPError as error:
        return error.code, error.geturl() or url


def judged(page: Page, open_: Open) -> Page:
    """Return a page with its state."""
    try:
        status, end = open_(page.url)
    except urllib.error.URLError as error:
        no_host = isinstance(error.reason, socket.gaierror)
        return _with(page, State.UNREACHABLE, NO_HOST if no_host else str(error.reason))
    except (OSError, ssl.SSLError, ValueError) as error:
        return _with(page, State.UNREACHABLE, str(error) or type(error).__name__)
    if status in GONE:
        return _with(page, State.GONE, str(status))
    if status in BLOCKED:
        return _with(page, State.BLOCKED, str(status))
    if status >= 400:
        return _with(page, State.UNREACHABLE, str(status))
    if _bare(end) == _bare(page.url):
        return page
    top = urlsplit(end).path.strip("/") == "" and urlsplit(page.url).path.strip("/") != ""
    return _with(page, State.GONE if top else State.MOVED, f"leads to {end}")


def _with(page: Page, state: State, detail: str) -> Page:
    return Page(page.url, page.cited_by, state, detail)


def _bare(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"


def pages(only_host: str = "") -> list[Page]:
    """Return every address of the shipped catalogue, with who cites it."""
    from stemwijzer.catalogue.load import load_catalogue

    cited: dict[str, list[str]] = {}
    catalogue = load_catalogue(ROOT / "data")
    for vendor in catalogue.vendors.values():
        cited.setdefault(vendor.website, []).append(vendor.id)
    for solution in catalogue.solutions.values():
        for source in solution.sources.values():
            cited.setdefault(source.url, []).append(f"{solution.id}.{source.id}")
    found = [Page(url.partition("#")[0], tuple(by)) for url, by in cited.items()]
    return [page for page in found if only_host in (urlsplit(page.url).hostname or "")]


def all_judged(found: Iterable[Page], open_: Open = fetch) -> list[Page]:
    """Judge pages, hosts beside each other, the pages of one host one by one."""
    hosts: dict[str, list[Page]] = {}
    for page in found:
        hosts.setdefault(urlsplit(page.url).hostname or "", []).append(page)
    with ThreadPoolExecutor(PATIENCE) as pool:
        lists = pool.map(lambda its: [judged(page, open_) for page in its], hosts.values())
        done = [page for its in lists for page in its]
    if all(page.state is State.UNREACHABLE for page in done):
        return done
    return [_with(p, State.GONE, NO_HOST) if p.detail == NO_HOST else p for p in done]


def report(found: list[Page], form: str) -> str:
    """Return the report as text or Markdown."""
    counts = ", ".join(f"{sum(p.state is s for p in found)} {s.value}" for s in State)
    lines = [f"# {len(found)} addresses: {counts}"] if form == "md" else [counts]
    for state, title in TITLES.items():
        its = sorted((p for p in found if p.state is state), key=lambda p: p.url)
        if its:
            lines += ["", f"## {title}" if form == "md" else f"{title}:", ""]
            lines += [f"- {p.url} ({p.detail}): {', '.join(p.cited_by)}" for p in its]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Judge the addresses and print what became of them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--format", choices=("text", "md"), default="text")
    parser.add_argument("--host", default="", help="only addresses whose host contains this")
    parser.add_argument("--limit", type=int, default=0, help="at most so many addresses")
    asked = parser.parse_args()
    found = pages(asked.host)
    sys.stdout.write(report(all_judged(found[: asked.limit or None]), asked.format))
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    raise SystemExit(main())
