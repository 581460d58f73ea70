"""Top-three shares under two rules that treat unknown facts otherwise than the ranking does.

The mean of the known facts, which the ranking uses, tends to favour the well documented. Beside it:
unknown facts drawn from what they can turn out to be (as ``stability`` does), and the head-to-head
on the facts known of both (as ``second_rules`` does), here for many sheets at once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from stemwijzer.core.model import UNIT
from stemwijzer.core.simulation import Coded, Codes, Floats, Scorer, best_shares
from stemwijzer.core.stability import ladder


def sampled_unknowns(
    scorer: Scorer, codes: Codes, draws: int, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return each solution's mean share of the first and of the first three places, facts drawn.

    Every unknown fact turns out, in every draw, to be something it can be (``Table.outcomes``).
    """
    scores = scorer.score(codes)
    keep = scores.weights > 0
    codes, ranked = codes[keep], scores.ranked[keep]
    totals = np.zeros((len(codes), draws, scorer.size))
    for coded in scorer.questions:
        for code in np.unique(codes[:, coded.column]):
            if coded.weights[code]:
                rows = codes[:, coded.column] == code
                _add_drawn(totals, rows, scorer, coded, int(code), rng)
    if not len(codes):
        return np.zeros(scorer.size), np.zeros(scorer.size)
    everyone = np.repeat(ranked, draws, axis=0)
    costs = totals.reshape(-1, scorer.size)
    first, three = (best_shares(costs, everyone, most).mean(axis=0) for most in (1, 3))
    return np.asarray(first), np.asarray(three)


def _add_drawn(
    totals: Floats,
    rows: NDArray[np.bool_],
    scorer: Scorer,
    coded: Coded,
    code: int,
    rng: np.random.Generator,
) -> None:
    """Add one answer to one question to the totals of the sheets that give it."""
    wish = scorer.codebook.wishes[coded.column][code]
    assert wish is not None  # it has a weight
    possible = scorer.table.outcomes(wish.question, wish.target)
    values = np.broadcast_to(coded.point[code], (int(rows.sum()), *totals.shape[1:])).copy()
    for index in np.flatnonzero(coded.known[code] != UNIT):
        place = rng.integers(0, UNIT, values.shape[:2])
        values[:, :, index] = ladder(possible[index])[place]
    totals[rows] += int(coded.weights[code]) * values


def head_to_head(scorer: Scorer, codes: Codes) -> Floats:
    """Return each solution's mean share of the first three places, head-to-head on shared facts."""
    scores = scorer.score(codes)
    keep = scores.weights > 0
    codes, ranked = codes[keep], scores.ranked[keep]
    if not len(codes):
        return np.zeros(scorer.size)
    costs = head_to_head_costs(scorer, codes, ranked)
    return np.asarray(best_shares(costs, ranked, 3).mean(axis=0))


def head_to_head_costs(scorer: Scorer, codes: Codes, ranked: NDArray[np.bool_]) -> Floats:
    """Return minus the mean lead over the other ranked solutions, per sheet and solution."""
    weights, known, points = [], [], []
    for coded in scorer.questions:
        column = codes[:, coded.column]
        fully = coded.known[column] == UNIT
        weights.append(coded.weights[column])
        known.append(fully)
        points.append(np.where(fully, coded.point[column], 0))
    weight = np.array(weights, dtype=float).T  # sheets x questions
    both = np.array(known, dtype=float).transpose(1, 0, 2)  # sheets x questions x solutions
    distance = np.array(points, dtype=float).transpose(1, 0, 2)
    weighed = (weight[:, :, None] * both).transpose(0, 2, 1)
    behind = weighed @ distance  # how far j is on the facts known of i and j
    lead = behind - behind.transpose(0, 2, 1)
    shared = weighed @ both
    leads = 4 * lead / (UNIT * (4 * shared + weight.sum(axis=1)[:, None, None]))
    opponents = ranked[:, None, :] & ~np.eye(scorer.size, dtype=bool)
    mean = (leads * opponents).sum(axis=2) / np.maximum(opponents.sum(axis=2), 1)
    return np.asarray(np.round(-mean, 12))
