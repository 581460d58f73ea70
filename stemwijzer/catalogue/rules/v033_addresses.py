"""V033: an address is secure, without trackers, in a language everyone reads, and stands once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from stemwijzer.catalogue.rules.base import Found, Material, Rule
from stemwijzer.core.finding import Level

_TRACKING = re.compile(
    r"utm_\w+|gclid|gbraid|wbraid|fbclid|msclkid|mc_[ce]id|_hs\w+|hsctatracking|igshid|_ga|trk|ref"
)
_OTHER_LANGUAGE = re.compile(
    r"(de|fr|es|it|pt|pl|sv|da|fi|nb|cs|tr|ja|ko|zh|ru)([-_][a-z]{2,4})?", re.IGNORECASE
)
_CODE_HOSTS = ("github.com", "gitlab.com", "codeberg.org", "raw.githubusercontent.com")


def check(material: Material) -> Iterator[Found]:
    """Yield what is wrong with the addresses of vendors and sources."""
    for vendor in material.catalogue.vendors.values():
        path = ("vendors", vendor.id, "website")
        for text, values in faults(vendor.website):
            yield Found(text, path, values)
    for solution, base in material.solutions():
        seen: dict[str, str] = {}
        for source in solution.sources.values():
            here = (*base, "sources", source.id, "url")
            for text, values in faults(source.url):
                yield Found(text, here, values, solution=solution.id)
            first = seen.setdefault(_bare(source.url), source.id)
            if first != source.id:
                yield Found("twice", here, {"other": first}, solution=solution.id)


def faults(url: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the faults of one address, each with what to fill in."""
    parts = urlsplit(url)
    if parts.scheme != "https":
        yield "insecure", {"url": url}
    for name, _ in parse_qsl(parts.query, keep_blank_values=True):
        if _TRACKING.fullmatch(name.casefold()):
            yield "tracking", {"name": name}
    if parts.hostname not in _CODE_HOSTS:
        steps = [step for step in parts.path.split("/") if step][:2]
        for step in steps:
            if _OTHER_LANGUAGE.fullmatch(step):
                yield "language", {"step": step}


def _bare(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc.casefold()}{parts.path.rstrip('/')}?{parts.query}#{parts.fragment}"


RULE = Rule("V033", Level.WARNING, check)
