"""The words of a roadmap: steps, reasons, and an application in its place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from stemwijzer.core.matching import Contribution, Standing
from stemwijzer.core.model import Prerequisite


class Step(StrEnum):
    """When an application comes; the order is that of time."""

    PRESENT = "present"
    NOW = "now"
    NEXT = "next"
    LATER = "later"
    NOT = "not"


PLANNED = (Step.NOW, Step.NEXT, Step.LATER)
"""The steps of what is to be done."""


class Why(StrEnum):
    """Why an application stands where it stands."""

    OPEN_GOALS = "open_goals"
    HALF_GOALS = "half_goals"
    NEEDED_FOR = "needed_for"
    SAME_GOALS = "same_goals"
    HALF_SERVED = "half_served"
    WAITS_FOR = "waits_for"
    WEAK_MATCH = "weak_match"
    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    POOR_MATCH = "poor_match"
    MUST_HAVE = "must_have"
    COVERED_BY = "covered_by"
    NO_GOAL = "no_goal"


class Ready(StrEnum):
    """How a prerequisite stands: there, planned, missing from the plan, or to be checked."""

    PRESENT = "present"
    PLANNED = "planned"
    MISSING = "missing"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason with what it is about: goals, other applications or a question, by id."""

    why: Why
    goals: tuple[str, ...] = ()
    applications: tuple[str, ...] = ()
    question: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """One application in the roadmap.

    ``against`` are the wishes it does not meet as it is usually sold, the costliest first.
    """

    application: str
    step: Step
    standing: Standing
    full: tuple[str, ...]
    half: tuple[str, ...]
    reasons: tuple[Reason, ...]
    prerequisites: tuple[tuple[Prerequisite, Ready], ...]
    against: tuple[Contribution, ...]
