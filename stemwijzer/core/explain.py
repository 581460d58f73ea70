"""Why a solution stands where it stands: ids and numbers, no prose."""

from __future__ import annotations

from stemwijzer.core.matching import Contribution, Standing
from stemwijzer.core.model import UNIT
from stemwijzer.record import record


@record
class Explanation:
    """The questions behind one solution's place.

    ``for_`` fit (nothing missing, facts known), ``against`` cost distance although facts are
    known, ``unknown`` are open; each with the heaviest first. ``for_`` is ordered by weight, the
    others by what they cost or could cost.
    """

    for_: tuple[Contribution, ...]
    against: tuple[Contribution, ...]
    unknown: tuple[Contribution, ...]


def explain(standing: Standing) -> Explanation:
    """Sort the contributions of a solution into for, against and unknown."""
    known = [c for c in standing.contributions if is_known(c)]
    unknown = [c for c in standing.contributions if not is_known(c)]
    return Explanation(
        for_=tuple(sorted((c for c in known if c.cell.point == 0), key=lambda c: -c.wish.weight)),
        against=tuple(sorted((c for c in known if c.cell.point > 0), key=lambda c: -c.sum)),
        unknown=tuple(sorted(unknown, key=lambda c: -c.wish.weight * (c.cell.high - c.cell.low))),
    )


def is_known(contribution: Contribution) -> bool:
    """Say whether nothing about this question is open for this solution."""
    return contribution.cell.known == UNIT


@record
class Difference:
    """One question in a comparison: what it adds to each solution, and the largest gap."""

    question_id: str
    contributions: tuple[Contribution, ...]
    gap: int


def compare(standings: tuple[Standing, ...]) -> tuple[Difference, ...]:
    """Return every question of the compared solutions, the one that decides most first."""
    rows = zip(*(standing.contributions for standing in standings), strict=True)
    differences = [
        Difference(
            row[0].wish.question.id,
            row,
            max(c.sum for c in row) - min(c.sum for c in row),
        )
        for row in rows
    ]
    return tuple(sorted(differences, key=lambda d: -d.gap))
