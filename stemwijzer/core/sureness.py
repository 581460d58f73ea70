"""What a simulation says about one ranking: plain records, without numpy."""

from __future__ import annotations

from enum import StrEnum

from stemwijzer.record import record

DRAWS = 10_000
SEED = 1

CLEAR, LIKELY = 0.80, 0.50
"""From these shares of the draws the first place is called clear, or likely."""


class Verdict(StrEnum):
    """How sure the first place is."""

    CLEAR = "clear"
    LIKELY = "likely"
    OPEN_RACE = "open_race"
    TIED = "tied"


@record
class Place:
    """What the draws say about one solution; shares are 0..1, places count from 1."""

    solution_id: str
    first: float
    top_three: float
    band: tuple[int, int]
    tier: int
    beats_next: float | None
    shares: tuple[float, ...]


@record
class OpenFact:
    """An unknown fact and how much asking it would settle.

    ``settles`` is the expected drop in the entropy of the first place, in bits.
    """

    solution_id: str
    question_id: str
    settles: float


@record
class Stability:
    """How sure one ranking is. ``places`` are in the order of the ranking.

    ``beats[i][j]`` is the chance that the i-th solution beats the j-th. ``open_facts`` begins with
    the one that would settle most.
    """

    draws: int
    seed: int
    verdict: Verdict
    places: tuple[Place, ...]
    beats: tuple[tuple[float, ...], ...]
    open_facts: tuple[OpenFact, ...]

    def place(self, solution_id: str) -> Place | None:
        """Return what is said about one solution."""
        return next((p for p in self.places if p.solution_id == solution_id), None)


def verdict(first: float) -> Verdict:
    """Return the word for the share of draws in which number one stays first."""
    if first >= CLEAR:
        return Verdict.CLEAR
    return Verdict.LIKELY if first >= LIKELY else Verdict.OPEN_RACE
