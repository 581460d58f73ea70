"""What should buy nobody a place, as numbers: documentation, size, breadth, settings, home."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from math import inf, log

from stemwijzer.core.model import BREADTH, Solution


class Feature(StrEnum):
    """What should buy nobody a place."""

    FACTS = "facts"
    SOURCES = "sources"
    SCALE = "scale"
    APPLICATIONS = "applications"
    CONFIGURABLE = "configurable"
    US_CLOUD = "us_cloud"
    OUTSIDE_EUROPE = "outside_europe"
    OPEN_LICENCE = "open_licence"


def features(
    solution: Solution, asked: Iterable[str], adjustable: Iterable[str] = ()
) -> dict[Feature, float]:
    """Return the features of a solution that are known.

    ``asked`` are the attributes whose facts count; what the catalogue counts itself does not.
    ``adjustable`` are those whose levels are settings: configurable is the share of them, where
    known, that are shown to have more than one setting.
    """
    found = {
        Feature.FACTS: float(sum(a in solution.facts for a in set(asked) - {BREADTH})),
        Feature.SOURCES: float(len(solution.sources)),
        Feature.APPLICATIONS: float(len(solution.applications)),
    }
    scale = solution.facts.get("scale")
    if scale is not None and scale.high is not None and 0 < scale.high < inf:
        found[Feature.SCALE] = log(scale.high)
    settings = [fact.has for name, fact in solution.facts.items() if name in adjustable]
    if settings:
        found[Feature.CONFIGURABLE] = sum(len(has) > 1 for has in settings) / len(settings)
    if "us_cloud" in solution.facts:
        found[Feature.US_CLOUD] = float(solution.facts["us_cloud"].level == "always")
    if "headquarters" in solution.facts:
        found[Feature.OUTSIDE_EUROPE] = float(solution.facts["headquarters"].level == "other")
    if "licence" in solution.facts:
        found[Feature.OPEN_LICENCE] = float(solution.facts["licence"].level == "open")
    return found
