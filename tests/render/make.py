"""Blocks of every kind, and results with hostile texts, for all renderers."""

from __future__ import annotations

from dataclasses import replace

from stemwijzer.core.model import Catalogue
from stemwijzer.report.blocks import (
    Bar,
    Block,
    Column,
    Commands,
    Heading,
    Items,
    Paragraph,
    Row,
    Table,
    Tone,
)

EVERY_BLOCK: list[Block] = [
    Heading("Result for the coffee corner", 1),
    Paragraph("One plain paragraph that is long enough to need a second line on a small screen."),
    Paragraph("Something strong.", Tone.STRONG),
    Paragraph("Something to look out for.", Tone.WARNING),
    Paragraph("Something by the way.", Tone.HINT),
    Heading("Places"),
    Table(
        (
            Column("#", number=True),
            Column("solution (vendor)"),
            Column("match", number=True),
            Column("0%  worst-best  100%"),
        ),
        (
            Row(("1", "Alto Duo", "83%", Bar(0.5, 0.83, 0.9)), "1. Alto Duo: match 83%."),
            Row(("2", "Alto One", "67%", Bar(0.1, 0.67, 1.0)), "2. Alto One: match 67%."),
        ),
    ),
    Heading("Next", 3),
    Items(("a short item", "an item that is so long that it needs more than one line to be read")),
    Commands((("stemwijzer explain sheet.yaml alto-duo", "why it stands there"),)),
]

HOSTILE = "# Evil\n\n| a | b | <script>x</script> [a](http://b) ![i](j) *s* _e_ `c` ~~d~~ \\ > q"


def hostile(tiny: Catalogue, text: str = HOSTILE) -> Catalogue:
    """Return the tiny catalogue with a text (markup) as a name and as a remark."""
    one = tiny.solutions["alto-one"]
    facts = {**one.facts, "noise": replace(one.facts["noise"], note=text)}
    return replace(
        tiny, solutions={**tiny.solutions, "alto-one": replace(one, name=text, facts=facts)}
    )


def every_text_hostile(tiny: Catalogue, text: str) -> Catalogue:
    """Return the tiny catalogue with a text (markup) wherever a data file can put one."""
    bad = hostile(tiny, text)
    one = bad.solutions["alto-one"]
    sources = {
        name: replace(s, url=f"javascript:alert(1)//{text}") for name, s in one.sources.items()
    }
    application = bad.applications["espresso"]
    evil = replace(application.name, nl=text, en=text)
    return replace(
        bad,
        version=text,
        name=evil,
        themes={name: replace(theme, label=evil) for name, theme in bad.themes.items()},
        vendors={name: replace(vendor, name=text) for name, vendor in bad.vendors.items()},
        solutions={**bad.solutions, "alto-one": replace(one, sources=sources)},
        applications={
            **bad.applications,
            "espresso": replace(application, name=evil, definition=evil),
        },
    )
