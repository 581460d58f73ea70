"""V051: two solutions with the same facts are one product, or one was copied from the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from stemwijzer.catalogue.rules.base import Found, Material, Rule
from stemwijzer.core.finding import Level
from stemwijzer.core.model import BREADTH, Fact, Solution

LEAST = 4
"""Facts from which it cannot be chance."""


def check(material: Material) -> Iterator[Found]:
    """Yield solutions whose facts all equal those of an earlier one."""
    earlier: list[tuple[Solution, dict[str, Fact]]] = []
    for solution, path in material.solutions():
        values = {
            name: replace(fact, sources=(), member_sources={}, note="")
            for name, fact in solution.facts.items()
            if name != BREADTH
        }
        if len(values) < LEAST:
            continue
        for other, its in earlier:
            if values == its and solution.applications == other.applications:
                named = {"solution": solution.id, "other": other.id, "count": len(values)}
                yield Found("same", path, named, solution=solution.id)
        earlier.append((solution, values))


RULE = Rule("V051", Level.WARNING, check)
