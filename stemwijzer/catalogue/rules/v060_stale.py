"""V060: a fact that was seen long ago should be looked at again."""

from __future__ import annotations

from collections.abc import Iterator

from stemwijzer.catalogue.rules.base import Found, Material, Rule
from stemwijzer.core.finding import Level
from stemwijzer.core.upkeep import ages


def check(material: Material) -> Iterator[Found]:
    """Yield facts that are older than the limit of their attribute."""
    catalogue = material.catalogue
    for age in ages(catalogue, material.today):
        if age.over > 0:
            solution = catalogue.solutions[age.solution]
            path = ("vendors", solution.vendor, "solutions", solution.id, "facts", age.attribute)
            values = {
                "attribute": age.attribute,
                "seen": age.seen,
                "days": age.days,
                "limit": age.limit,
            }
            yield Found("stale", path, values, solution=solution.id, attribute=age.attribute)


RULE = Rule("V060", Level.WARNING, check, time_based=True)
