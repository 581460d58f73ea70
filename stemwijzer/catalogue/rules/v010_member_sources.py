"""V010: a source for one option proves an option that the fact itself states."""

from __future__ import annotations

from collections.abc import Iterator

from stemwijzer.catalogue.rules.base import Found, Material, Rule
from stemwijzer.core.finding import Level


def check(material: Material) -> Iterator[Found]:
    """Yield sources per option that belong to nothing."""
    for place in material.facts():
        fact = place.fact
        stated = fact.has | fact.not_ | {fact.level}
        for option in fact.member_sources.keys() - stated:
            values = {"option": option, "attribute": place.attribute.id}
            path = (*place.path, "sources", option)
            yield Found("unstated", path, values, solution=place.solution.id)
    for solution, path in material.solutions():
        for option in solution.applications_fact.member_sources.keys() - solution.applications:
            values = {"option": option, "attribute": "applications"}
            here = (*path, "applications", "sources", option)
            yield Found("unstated", here, values, solution=solution.id)


RULE = Rule("V010", Level.WARNING, check)
