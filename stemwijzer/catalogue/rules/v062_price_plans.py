"""V062: a price belongs to a plan, and the fact names it."""

from __future__ import annotations

from collections.abc import Iterator

from stemwijzer.catalogue.rules.base import Found, Material, Rule
from stemwijzer.core.finding import Level
from stemwijzer.core.model import Kind


def check(material: Material) -> Iterator[Found]:
    """Yield amounts without the name of a plan."""
    for place in material.facts():
        if place.attribute.kind is Kind.AMOUNT and place.fact.amount and not place.fact.plan:
            yield place.found("plan")


RULE = Rule("V062", Level.WARNING, check)
