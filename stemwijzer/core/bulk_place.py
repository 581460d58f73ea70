"""Places for many profiles at once: order, ties, close calls and possible winners as in ``rank``.

Arrays of profiles by solutions are kept with the profiles along memory (Fortran order), so that
every step is a few passes over long rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemwijzer.core.bulk import Flags, Floats, Ints, Sums
from stemwijzer.core.matching import ANSWER_STEPS, GOOD_MATCH, Status
from stemwijzer.core.model import UNIT

_LAST = int(np.iinfo(np.int32).max)

STATES = ("ranked", "excluded", "unranked")
STATUSES = (Status.RANKED, Status.NO_GOOD_MATCH, Status.NONE_LEFT, Status.NO_PROFILE)


@dataclass(frozen=True, slots=True)
class Ranks:
    """The rankings of n profiles over one table, best first: n x k, with k solutions each.

    ``solution`` counts the columns of the table, -1 where a ranking has fewer; ``state`` and
    ``status`` count in ``STATES`` and ``STATUSES``. The rest is as in ``matching.Standing``.
    """

    status: Ints
    solution: Ints
    state: Ints
    rank: Ints
    tied: Flags
    close_call: Flags
    possible_winner: Flags
    match: Floats
    match_low: Floats
    match_high: Floats
    coverage: Floats


def place(sums: Sums, top: int = 0, *, full: bool = False) -> Ranks:
    """Give places to the solutions of n profiles.

    ``top`` limits the ranked solutions per profile (0: all); with ``full`` the excluded follow and
    then those about whom too little is known, each by their distance.
    """
    n, m = sums.point.shape
    if top and m and not full:
        return _best(sums, top)
    ranked, excluded = sums.ranked, sums.excluded
    state = np.where(ranked, 0, np.where(excluded, 1, 2)).astype(np.int32)
    state[sums.weight == 0] = 3
    points = np.where(ranked, sums.point, _LAST)
    keys = np.where(state == 3, 3 << 40, (state.astype(np.int64) << 40) + sums.point) * max(m, 1)
    order = np.sort(keys + np.arange(m), axis=1) % max(m, 1)

    ordered = np.take_along_axis(points, order, axis=1)
    ordered_state = np.take_along_axis(state, order, axis=1)
    walked = _walk(np.ascontiguousarray(ordered.T))
    rank, after, tied = walked[0].T, walked[1].T, walked[2].T
    is_ranked = ordered_state == 0
    tied &= is_ranked
    rank[~is_ranked] = 0
    close = is_ranked & (after < _LAST) & _close(sums, after.T, ordered.T).T
    if full and excluded.any():
        _would_be(sums, points, order, ordered_state, rank)
    wide = _width(is_ranked, ordered_state, top, full=full)
    order, ordered_state = order[:, :wide], ordered_state[:, :wide]
    shown = ordered_state < (3 if full else 1)
    if top:
        shown &= (ordered_state > 0) | (np.arange(wide) < top)

    def taken(values: NDArray[np.generic]) -> NDArray[np.generic]:
        return np.take_along_axis(values, order, axis=1)

    return Ranks(
        status=_status(sums, ordered[:, 0] if m else np.full(n, _LAST, dtype=np.int32)),
        solution=np.where(shown, order, -1).astype(np.int32),
        state=ordered_state,
        rank=rank[:, :wide],
        tied=tied[:, :wide],
        close_call=close[:, :wide],
        possible_winner=np.asarray(taken(_possible(sums, ranked)), dtype=bool)
        & (ordered_state == 0),
        match=sums.matches(np.asarray(taken(sums.point), dtype=np.int32)),
        match_low=sums.matches(np.asarray(taken(sums.high), dtype=np.int32)),
        match_high=sums.matches(np.asarray(taken(sums.low), dtype=np.int32)),
        coverage=sums.shares(np.asarray(taken(sums.known), dtype=np.int32)),
    )


def _best(sums: Sums, top: int) -> Ranks:
    """Give the first ``top`` places, without working out the others.

    A distance and the number of its solution make one key: equal distances stay in the order of the
    table, and the first few keys in order say nearly everything. Only for a tie that reaches past
    the last of them all distances are looked at again.
    """
    n, m = sums.point.shape
    ranked = sums.ranked
    wide = min(int(np.max(ranked.sum(axis=1), initial=0)), top)
    fits = int(sums.point.max(initial=0)) < _LAST // m
    kind: type[np.signedinteger[Any]] = np.int32 if fits else np.int64
    last = np.iinfo(kind).max
    keys: NDArray[np.signedinteger[Any]] = sums.point.T * kind(m)
    keys += np.arange(m, dtype=kind)[:, None]
    keys[~ranked.T] = last
    seen = np.sort(np.ascontiguousarray(keys.T), axis=1)[:, : wide + 1].T.copy()
    absent = seen == last
    ordered = seen // kind(m)
    order = np.where(absent, 0, seen - ordered * kind(m)).astype(np.intp)
    points: Ints = np.where(absent, _LAST, ordered).astype(np.int32)
    if len(points) == wide:  # nobody is left beyond these
        points = np.vstack([points, np.full((1, n), _LAST, dtype=np.int32)])
    rank, after, tied = _walk(points)
    rank, after, tied = rank[:wide], after[:wide], tied[:wide]
    if wide:
        open_ = np.flatnonzero((points[wide] == points[wide - 1]) & (points[wide] < _LAST))
        beyond = np.where(ranked[open_], sums.point[open_], _LAST)
        beyond = np.where(beyond > points[wide - 1, open_, None], beyond, _LAST).min(axis=1)
        for k in range(wide):
            same = points[k, open_] == points[wide - 1, open_]
            after[k, open_] = np.where(same, beyond, after[k, open_])
    status = _status(sums, points[0])
    order, points, absent = order[:wide], points[:wide], absent[:wide]
    close = ~absent & (after < _LAST) & _close(sums, after, points)
    at = order * n + np.arange(n)

    def taken(values: Ints) -> Ints:
        return np.asarray(values.T.reshape(-1).take(at))

    certain = ranked & (sums.must == 0)
    first, second = _guaranteed(sums, certain)
    low, high = taken(sums.low), taken(sums.high)
    own = certain.T.reshape(-1).take(at) & (high == first)
    total = np.maximum(sums.weight, 1).astype(np.int64) * UNIT
    return Ranks(
        status=status,
        solution=np.where(absent, -1, order).astype(np.int32).T,
        state=np.zeros((n, wide), dtype=np.int32),
        rank=np.where(absent, 0, rank).T,
        tied=(tied & ~absent).T,
        close_call=close.T,
        possible_winner=((low <= np.where(own, second, first)) & ~absent).T,
        match=np.asarray((total - taken(sums.point)) / total).T,
        match_low=np.asarray((total - high) / total).T,
        match_high=np.asarray((total - low) / total).T,
        coverage=np.asarray(taken(sums.known) / total).T,
    )


def _close(sums: Sums, after: Ints, points: Ints) -> Flags:
    """Say which differ from the next by less than one answer step on a question of mean weight."""
    gap = after.astype(np.int64) - points
    return np.asarray(gap * sums.count * ANSWER_STEPS < sums.weight.astype(np.int64) * UNIT)


def _walk(ordered: Ints) -> tuple[Ints, Ints, Flags]:
    """Return places, the next worse distance and ties, of distances in order (m x n)."""
    m = len(ordered)
    rank = np.ones(ordered.shape, dtype=np.int32)
    after = np.full(ordered.shape, _LAST, dtype=np.int32)
    tied = np.zeros(ordered.shape, dtype=bool)
    for k in range(1, m):
        same = ordered[k] == ordered[k - 1]
        rank[k] = np.where(same, rank[k - 1], k + 1)
        tied[k] |= same
        tied[k - 1] |= same
    for k in range(m - 2, -1, -1):
        following = ordered[k + 1]
        after[k] = np.where(following != ordered[k], following, after[k + 1])
    return rank, after, tied


def _width(is_ranked: Flags, state: Ints, top: int, *, full: bool) -> int:
    """Return how many columns anybody needs."""
    if full:
        return int(state.shape[1])
    most = int(np.max(is_ranked.sum(axis=1), initial=0))
    return min(most, top) if top else most


def _would_be(sums: Sums, points: Ints, order: Ints, state: Ints, rank: Ints) -> None:
    """Give the excluded the rank they would have had, in ``rank`` (n x m, as ordered)."""
    own = np.take_along_axis(sums.point, order, axis=1)
    better = np.ones_like(rank)
    for column in range(points.shape[1]):
        better += points[:, column, None] < own
    enough = np.take_along_axis(sums.enough, order, axis=1)
    rank[...] = np.where((state == 1) & enough, better, rank)


def _possible(sums: Sums, ranked: Flags) -> Flags:
    """Say whose best bound reaches the best worst bound of another that is sure to stay in."""
    if sums.point.shape[1] == 0:
        return ranked
    certain = ranked & (sums.must == 0)
    first, second = _guaranteed(sums, certain)
    own = certain & (sums.high == first[:, None])
    return np.asarray(sums.low <= np.where(own, second[:, None], first[:, None]))


def _guaranteed(sums: Sums, certain: Flags) -> tuple[Ints, Ints]:
    """Return the lowest worst bound of those sure to stay in, and the lowest of the others."""
    bounds = np.where(certain, sums.high, _LAST)
    first = bounds.min(axis=1)
    best = bounds == first[:, None]
    second = np.where(best, _LAST, bounds).min(axis=1)
    return first, np.where(best.sum(axis=1) > 1, first, second)


def _status(sums: Sums, best: Ints) -> Ints:
    share, whole = GOOD_MATCH
    total = sums.weight.astype(np.int64) * UNIT
    poor = (total - best) * whole < share * total
    found = np.where(best == _LAST, 2, np.where(poor, 1, 0))
    return np.where(sums.weight == 0, 3, found).astype(np.int32)
