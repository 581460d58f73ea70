"""V091: an exception that excuses nothing goes, so that the list can only shrink."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stemwijzer.catalogue.rules.base import Found, Material, Rule
from stemwijzer.catalogue.upkeep import Exemption
from stemwijzer.core.finding import Level


def check(_material: Material) -> Iterator[Found]:
    """Yield nothing: what excuses nothing is only known after all other rules."""
    yield from ()


def review(unused: Iterable[Exemption], *, dated: frozenset[str]) -> Iterator[Found]:
    """Yield the exceptions that excused nothing; ``dated`` rules may find something another day."""
    for exemption in unused:
        yield Found(
            "needless",
            (),
            {"rule": exemption.rule},
            solution=exemption.solution,
            exemption=exemption,
            time_based=exemption.rule in dated,
        )


RULE = Rule("V091", Level.WARNING, check)
