"""Rank many profiles at once, with the very numbers of ``matching.rank``.

A profile is a row of *codes*, one per question: a number for every different wish that occurs
(0: none). Per question and code the table is looked up once; a few questions together make a
*group* with one row per combination of codes, so that the sums of a profile are a handful of rows
added up. Everything is a whole number until it is shown, so the order cannot differ by rounding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemwijzer.core.matching import (
    LEAST_COVERAGE,
    MustState,
    MustTest,
    product_must,
)
from stemwijzer.core.model import UNIT, Question
from stemwijzer.core.profile import Profile, Target, Wish
from stemwijzer.core.tables import Table

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

COMBINATIONS = 1024
"""Most rows a group of questions may have; more no longer fit the processor's own memory."""

_CHUNK = 1_000
"""Profiles whose rows are added up at a time: their sums stay in the processor's own memory."""

_UNKNOWN = 1 << 12
"""Must-haves are counted in one number: not met as ones, unknown as these."""


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
        return np.asarray(((self.must & (_UNKNOWN - 1)) > 0) & (self.weight > 0)[:, None])

    @property
    def enough(self) -> Flags:
        """Who has enough public information to be ranked."""
        share, whole = LEAST_COVERAGE
        enough = self.known * whole >= share * self.weight[:, None] * UNIT
        return np.asarray(enough & (self.weight > 0)[:, None])

    @property
    def ranked(self) -> Flags:
        """Who is ranked."""
        return np.asarray(self.enough & ((self.must & (_UNKNOWN - 1)) == 0))

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
        n, m = len(codes), self.size
        groups = self._grouped(n)
        wide = groups[0][1].shape[1] if groups else 4 * m + 2
        indices = self._indices(codes, groups)
        # Turned so that what is done to all profiles at once runs along memory, see bulk_place.
        total = np.empty((wide, n), np.int32).T
        added, part = np.empty((2, _CHUNK, wide), np.int32)
        for start in range(0, n, _CHUNK):
            size = min(_CHUNK, n - start)
            added[:size] = 0
            for index, (_, rows) in zip(indices, groups, strict=True):
                found = part[:size]
                np.take(rows, index[start : start + size], axis=0, out=found, mode="clip")
                added[:size] += found
            total[start : start + size] = added[:size]
        point, low, high, known = (total[:, i * m : (i + 1) * m] for i in range(4))
        none = total.shape[1] == 4 * m + 2
        must = np.zeros_like(point) if none else total[:, 4 * m + 2 :]
        return Sums(point, low, high, known, must, total[:, 4 * m], total[:, 4 * m + 1])

    def _indices(self, codes: Ints, groups: list[tuple[list[int], Ints]]) -> list[Rows]:
        """Return for each group which of its rows each profile takes."""
        found = []
        turned = np.ascontiguousarray(codes.T, dtype=np.intp)
        for columns, _ in groups:
            index = turned[columns[0]]
            for column in columns[1:]:
                index = index * len(self.book.wishes[column]) + turned[column]
            found.append(index)
        return found

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
