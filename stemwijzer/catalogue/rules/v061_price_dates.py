"""V061: a price without the date of its page cannot be told from last year's."""

from __future__ import annotations

from collections.abc import Iterator

from stemwijzer.catalogue.rules.base import Found, Material, Rule
from stemwijzer.core.finding import Level
from stemwijzer.core.model import Kind


def check(material: Material) -> Iterator[Found]:
    """Yield amounts of which no source has a page date."""
    for place in material.facts():
        dated = any(source.page_date for source in place.sources)
        if place.attribute.kind is Kind.AMOUNT and not dated:
            yield place.found("undated")


RULE = Rule("V061", Level.INFO, check)
