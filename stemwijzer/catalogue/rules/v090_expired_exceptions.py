"""V090: an exception ends; then it is decided again."""

from __future__ import annotations

from collections.abc import Iterator

from stemwijzer.catalogue.rules.base import Found, Material, Rule
from stemwijzer.core.finding import Level


def check(material: Material) -> Iterator[Found]:
    """Yield exceptions whose date has passed."""
    for exemption in material.upkeep.exemptions:
        if exemption.until < material.today:
            values = {"rule": exemption.rule, "until": exemption.until}
            yield Found("expired", (), values, solution=exemption.solution, exemption=exemption)


RULE = Rule("V090", Level.WARNING, check, time_based=True)
