"""V011: every source proves something."""

from __future__ import annotations

from collections.abc import Iterator

from stemwijzer.catalogue.rules.base import Found, Material, Rule
from stemwijzer.core.finding import Level


def check(material: Material) -> Iterator[Found]:
    """Yield sources that no fact of their solution names."""
    for solution, path in material.solutions():
        used = {name for f in solution.proven for name in (*f.sources, *f.member_sources.values())}
        for name in solution.sources:
            if name not in used:
                here = (*path, "sources", name)
                yield Found("unused", here, {"source": name}, solution=solution.id)


RULE = Rule("V011", Level.WARNING, check)
