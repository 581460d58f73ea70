"""Blocks of every kind, and results with hostile texts, for all renderers."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType

from stemwijzer.core.model import (
    Catalogue,
    Cover,
    Fact,
    Indicator,
    NotListed,
    Prerequisite,
    Solution,
    Source,
    Text,
    Vendor,
)
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


FREE: dict[type, tuple[str, ...]] = {
    Catalogue: ("version",),
    Vendor: ("name", "website"),
    Solution: ("name",),
    Fact: ("plan", "note"),
    NotListed: ("name", "vendor", "website", "note"),
}
"""The fields besides a ``Text`` in which a data file can write what it likes."""


def every_text_hostile(tiny: Catalogue, text: str) -> Catalogue:
    """Return the tiny catalogue with a text (markup) wherever a data file can put one."""
    known: dict[int, object] = {}

    def bad(value: object) -> object:
        if isinstance(value, Text):
            return Text(text, text)
        if isinstance(value, dict | MappingProxyType):
            return {key: bad(item) for key, item in value.items()}
        if isinstance(value, tuple):
            return tuple(bad(item) for item in value)
        if not is_dataclass(value) or isinstance(value, type):
            return value
        if id(value) not in known:
            changed = {f.name: bad(getattr(value, f.name)) for f in fields(value) if f.init}
            changed |= dict.fromkeys(FREE.get(type(value), ()), text)
            if isinstance(value, Source):
                changed["url"] = f"javascript:alert(1)//{text}"
            known[id(value)] = replace(value, **changed)
        return known[id(value)]

    measure = Indicator(Text("", ""), Text("", ""), Text("", ""), up=True)
    applications = {
        name: replace(
            one,
            effort=Text("", ""),
            measures=(measure,),
            watch=Text("", ""),
            cover=Cover(("filter",), Text("", "")),
            prerequisites=(Prerequisite(Text("", "")),),
        )
        for name, one in tiny.applications.items()
    }
    found = bad(replace(tiny, applications=applications))
    assert isinstance(found, Catalogue)
    return found
