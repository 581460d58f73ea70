"""How sure a joint ranking is: many nearby versions of every member's answers at once.

Every member's weights and answers move by themselves, as for one respondent; an unknown fact is
the same for all members of a draw, because there is one truth about a product. Each member has a
stream of random numbers made from the seed and his name, so the order of the members means nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stemwijzer.core.model import UNIT
from stemwijzer.core.profile import Wish
from stemwijzer.core.stability import (
    WEIGHT_SPREAD,
    Floats,
    ladders_of,
    pick,
    rank_shares,
    stability_of,
    variants,
)
from stemwijzer.core.sureness import DRAWS, SEED, Stability
from stemwijzer.core.tables import Table
from stemwijzer.core.team import Team, Voice


def simulate_team(
    team: Team, table: Table, draws: int = DRAWS, seed: int = SEED
) -> Stability | None:
    """Return the shares of the joint places; ``None`` when nobody is ranked."""
    if not team.ranked:
        return None
    columns = {solution.id: i for i, solution in enumerate(table.solutions)}
    picked = [columns[s.solution_id] for s in team.ranked]
    truth = _Truth(draws, seed)
    total = np.zeros((draws, len(picked)))
    for voice in sorted(team.voices, key=lambda v: v.member.name):
        total += voice.share * _draw(voice, table, picked, truth)
    shares = rank_shares(total.round(9))  # what is equal on paper stays equal
    names = [s.solution_id for s in team.ranked]
    return stability_of(names, shares, draws, seed, tied=len(team.first) > 1)


class _Truth:
    """Where each unknown fact falls in each draw, 0..UNIT - 1, the same for every member."""

    def __init__(self, draws: int, seed: int) -> None:
        self.draws = draws
        self.seed = seed
        self._found: dict[tuple[str, str], NDArray[np.int16]] = {}

    def of(self, question_id: str, solution_id: str) -> NDArray[np.int16]:
        key = question_id, solution_id
        if key not in self._found:
            rng = np.random.default_rng([self.seed, *f"{question_id} {solution_id}".encode()])
            self._found[key] = rng.integers(0, UNIT, self.draws, dtype=np.int16)
        return self._found[key]


def _draw(voice: Voice, table: Table, picked: Sequence[int], truth: _Truth) -> Floats:
    """Return one member's distances over all draws (n x m)."""
    rng = np.random.default_rng([truth.seed, *f"member {voice.member.name}".encode()])
    totals = np.zeros((truth.draws, len(picked)))
    weights = np.zeros(truth.draws)
    for wish in voice.ranking.wishes:
        weight, distances = _draw_wish(wish, table, picked, truth, rng)
        weight *= np.exp(rng.normal(0.0, WEIGHT_SPREAD, truth.draws))
        totals += weight[:, None] * distances
        weights += weight
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(weights[:, None] > 0, totals / weights[:, None], 0.0)


def _draw_wish(
    wish: Wish, table: Table, picked: Sequence[int], truth: _Truth, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return weight (n) and distances (n x m) of one wish over all draws."""
    found = variants(wish, table)
    which = pick(found, rng, truth.draws)
    weights = np.array([v.weight for v in found])[which]
    points = np.array([[cell.point for cell in v.row] for v in found]) / UNIT
    distances = points[:, picked][which]
    for column, index in enumerate(picked):
        if found[0].row[index].known == UNIT:
            continue
        place = truth.of(wish.question.id, table.solutions[index].id)
        ladders = ladders_of(wish, found, table, index)
        distances[:, column] = ladders[which * UNIT + place] / UNIT
    return weights, distances
