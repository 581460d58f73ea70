"""V023: a fact is about something the solution does."""

from __future__ import annotations

from collections.abc import Iterator

from stemwijzer.catalogue.rules.base import Found, Material, Rule
from stemwijzer.core.finding import Level


def check(material: Material) -> Iterator[Found]:
    """Yield facts about an attribute that applies to none of the solution's applications."""
    for place in material.facts():
        if not any(map(place.attribute.applies, place.solution.applications)):
            meant = ", ".join(sorted(place.attribute.applies_to or ()))
            yield place.found("nowhere", applications=meant)


RULE = Rule("V023", Level.WARNING, check)
