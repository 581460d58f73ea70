"""Rank many profiles at once, with the very numbers of ``matching.rank``.

A profile is a row of *codes*, one per question: a number for every different wish that occurs
(0: none). Per question and code the table is looked up once; a few questions together make a
*group* with one row per combination of codes, so that the sums of a profile are a handful of rows
added up. Everything is a whole number until it is shown, so the order cannot differ by rounding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemwijzer.core.matching import (
    ANSWER_STEPS,
    GOOD_MATCH,
    LEAST_COVERAGE,
    MustState,
    MustTest,
    Status,
    product_must,
)
from stemwijzer.core.model import UNIT, Question
from stemwijzer.core.profile import Profile, Target, Wish
from stemwijzer.core.tables import Table

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

COMBINATIONS = 1024
"""Most rows a group of questions may have; more no longer fit the processor's own memory."""

_UNKNOWN = 1 << 12
"""Must-haves are counted in one number: not met as ones, unknown as these."""

_LAST = int(np.iinfo(np.int32).max)

STATES = ("ranked", "excluded", "unranked")
STATUSES = (Status.RANKED, Status.NO_GOOD_MATCH, Status.NONE_LEFT, Status.NO_PROFILE)


class Book:
    """Numbers the wishes that occur, per question; it only ever grows."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self.questions = tuple(questions)
        self.wishes: list[list[Wish | None]] = [[None] for _ in self.questions]
        self._codes: list[dict[tuple[Target, int, bool], int]] = [{} for _ in self.questions]

    def code(self, column: int, wish: Wish | None) -> int:
        """Return the number of a wish about the question of a column."""
        if wish is None:
            return 0
        codes = self._codes[column]
        key = (wish.target, wish.weight, wish.must)
        if key not in codes:
            codes[key] = len(self.wishes[column])
            self.wishes[column].append(wish)
        return codes[key]

    def encode(self, profiles: Iterable[Profile]) -> Ints:
        """Return profiles as rows of codes."""
        rows = []
        for profile in profiles:
            wishes = {wish.question.id: wish for wish in profile.wishes}
            rows.append([self.code(i, wishes.get(q.id)) for i, q in enumerate(self.questions)])
        return np.array(rows, dtype=np.int32).reshape(len(rows), len(self.questions))


@dataclass(frozen=True, slots=True)
class Sums:
    """What ``matching.Standing`` holds, for n profiles and m solutions (n x m, and n)."""

    point: Ints
    low: Ints
    high: Ints
    known: Ints
    must: Ints
    weight: Ints
    count: Ints

    @property
    def excluded(self) -> Flags:
        """Who does not meet a must-have."""
        return np.asarray((self.must % _UNKNOWN > 0) & (self.weight > 0)[:, None])

    @property
    def enough(self) -> Flags:
        """Who has enough public information to be ranked."""
        share, whole = LEAST_COVERAGE
        enough = self.known * whole >= share * self.weight[:, None] * UNIT
        return np.asarray(enough & (self.weight > 0)[:, None])

    @property
    def ranked(self) -> Flags:
        """Who is ranked."""
        return np.asarray(self.enough & (self.must % _UNKNOWN == 0))

    def shares(self, values: Ints) -> Floats:
        """Return sums as shares of the whole weight, 0..1 (0 where nothing weighs)."""
        total = np.maximum(self.weight, 1).astype(np.int64) * UNIT
        return np.asarray(values / total[:, None])

    def matches(self, distances: Ints) -> Floats:
        """Return one minus the distance, as ``Standing.match`` reckons it."""
        total = (np.maximum(self.weight, 1).astype(np.int64) * UNIT)[:, None]
        return np.asarray((total - distances) / total)


class BulkTable:
    """One table, looked up for the codes of a book; it follows the book as it grows."""

    def __init__(self, table: Table, book: Book, must_test: MustTest = product_must) -> None:
        self.table = table
        self.book = book
        self.must_test = must_test
        self.size = len(table.solutions)
        self.columns = [i for i, q in enumerate(book.questions) if q.id in table.questions]
        self._rows: dict[int, list[Ints]] = {column: [] for column in self.columns}
        self._groups: list[tuple[list[int], Ints]] = []
        self._made_for: tuple[int, ...] = ()

    def sums(self, codes: Ints) -> Sums:
        """Return the sums of these profiles."""
        m = self.size
        groups = self._grouped(len(codes))
        total = np.zeros((len(codes), groups[0][1].shape[1] if groups else 4 * m + 2), np.int32)
        part = np.empty_like(total)
        for number, (columns, rows) in enumerate(groups):
            index = codes[:, columns[0]].astype(np.intp)
            for column in columns[1:]:
                index *= len(self.book.wishes[column])
                index += codes[:, column]
            np.take(rows, index, axis=0, out=part if number else total, mode="clip")
            if number:
                total += part
        point, low, high, known = (total[:, i * m : (i + 1) * m] for i in range(4))
        none = total.shape[1] == 4 * m + 2
        must = np.zeros_like(point) if none else total[:, 4 * m + 2 :]
        return Sums(point, low, high, known, must, total[:, 4 * m], total[:, 4 * m + 1])

    def musts(self, codes: Ints, solution: int) -> list[tuple[str, MustState]]:
        """Return the must-haves of one profile as they stand for one solution."""
        found = []
        for column in self.columns:
            wish = self.book.wishes[column][codes[column]]
            if wish is None:
                continue
            row = self.table.row(wish.question, wish.target)
            state = self.must_test(wish, row[solution] if row else None)
            if state is not None:
                found.append((wish.question.id, state))
        return found

    def _grouped(self, profiles: int) -> list[tuple[list[int], Ints]]:
        sizes = tuple(len(self.book.wishes[column]) for column in self.columns)
        most = max(1, min(COMBINATIONS, profiles // 8))
        if (*sizes, most) == self._made_for:
            return self._groups
        self._made_for, self._groups = (*sizes, most), []
        coded = [self._coded(column) for column in self.columns]
        wide = 4 * self.size + 2  # without must-haves there is nothing to count behind that
        if not any(rows[:, wide:].any() for rows in coded):
            coded = [np.ascontiguousarray(rows[:, :wide]) for rows in coded]
        for column, size, rows in zip(self.columns, sizes, coded, strict=True):
            if self._groups and len(self._groups[-1][1]) * size <= most:
                columns, before = self._groups.pop()
                joined = (before[:, None, :] + rows[None, :, :]).reshape(-1, rows.shape[1])
                self._groups.append(([*columns, column], joined))
            else:
                self._groups.append(([column], rows))
        return self._groups

    def _coded(self, column: int) -> Ints:
        rows = self._rows[column]
        for wish in self.book.wishes[column][len(rows) :]:
            rows.append(self._row(wish))
        return np.array(rows, dtype=np.int32)

    def _row(self, wish: Wish | None) -> Ints:
        found = np.zeros(5 * self.size + 2, dtype=np.int32)
        if wish is None:
            return found
        cells = self.table.row(wish.question, wish.target)
        for i in range(self.size):
            state = self.must_test(wish, cells[i] if cells else None)
            if state is not None:
                found[4 * self.size + 2 + i] = {"met": 0, "not_met": 1, "unknown": _UNKNOWN}[state]
        if cells is not None:
            numbers = [[c.point, c.low, c.high, c.known] for c in cells]
            found[: 4 * self.size] = wish.weight * np.array(numbers, dtype=np.int32).T.ravel()
            found[4 * self.size : 4 * self.size + 2] = wish.weight, 1
        return found


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
    gap = after.astype(np.int64) - ordered
    close = is_ranked & (after < _LAST)
    close &= gap * sums.count[:, None] * ANSWER_STEPS < sums.weight[:, None].astype(np.int64) * UNIT
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
    bounds = np.where(certain, sums.high, _LAST)
    first = bounds.min(axis=1)
    others = bounds.copy()
    others[np.arange(len(bounds)), bounds.argmin(axis=1)] = _LAST
    second = others.min(axis=1)
    own = certain & (sums.high == first[:, None])
    return np.asarray(sums.low <= np.where(own, second[:, None], first[:, None]))


def _status(sums: Sums, best: Ints) -> Ints:
    share, whole = GOOD_MATCH
    total = sums.weight.astype(np.int64) * UNIT
    poor = (total - best) * whole < share * total
    found = np.where(best == _LAST, 2, np.where(poor, 1, 0))
    return np.where(sums.weight == 0, 3, found).astype(np.int32)


def names(table: Table) -> Sequence[str]:
    """Return the ids of the solutions of a table, in the order of its columns."""
    return tuple(solution.id for solution in table.solutions)
