"""Many profiles against a whole catalogue: which application, and the ranking within it.

The choice of the application is that of ``report.result.match``: the best fitting one that has a
ranked solution, with those that tie with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

from stemwijzer.core.bulk import Book, BulkTable, Flags, Ints, Rows, Sums
from stemwijzer.core.bulk_place import Ranks, place
from stemwijzer.core.matching import goal_must
from stemwijzer.core.model import Catalogue
from stemwijzer.core.tables import application_table, solution_table

ALL = "all"
"""The word that asks for every application."""

BLOCK = 10_000
"""Profiles that are scored at a time; it bounds the memory."""


@dataclass(frozen=True, slots=True)
class Part:
    """The rankings of one application for some profiles of a block.

    ``rows`` says which profiles, ``turn`` which of their applications this is (0: the best).
    """

    rows: Rows
    turn: int
    application: str
    table: BulkTable
    ranks: Ranks


class BulkMatcher:
    """Ranks profiles given as codes of its book; made once per catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.book = Book(catalogue.questions.values())
        self._applications = BulkTable(application_table(catalogue), self.book, goal_must)
        self._names = tuple(catalogue.applications)
        self._tables: dict[str, BulkTable] = {}

    def table(self, application: str) -> BulkTable:
        """Return the table of one application."""
        if application not in self._tables:
            table = solution_table(self.catalogue, application)
            self._tables[application] = BulkTable(table, self.book)
        return self._tables[application]

    def match(
        self, codes: Ints, application: str = "", top: int = 0, *, full: bool = False
    ) -> Iterator[Part]:
        """Yield the rankings of a block of profiles, as ``match`` would choose them."""
        everyone: Rows = np.arange(len(codes))
        if application and application != ALL:
            yield self._part(everyone, 0, application, codes, top, full=full)
            return
        order, ranks = self._candidates(codes)
        if application == ALL:
            for turn in range(order.shape[1]):
                for name, rows in self._by_application(everyone, order[:, turn]):
                    yield self._part(rows, turn, name, codes, top, full=full)
            return
        yield from self._best_fitting(codes, order, ranks, top, full=full)

    def _candidates(self, codes: Ints) -> tuple[Ints, Ints]:
        """Return the applications to rank per profile, the best fitting first, with their places.

        -1 stands for no application, and as a place for none at all.
        """
        found = place(self._applications.sums(codes), full=True)
        order = np.where(found.state < 2, found.solution, -1).astype(np.int32)
        ranks = found.rank.copy()
        nowhere = order[:, 0] < 0
        order[nowhere] = np.arange(len(self._names))
        ranks[nowhere] = np.where(found.status[nowhere, None] == 3, -1, 0)
        return order, ranks

    def _best_fitting(
        self, codes: Ints, order: Ints, ranks: Ints, top: int, *, full: bool
    ) -> Iterator[Part]:
        turns = np.zeros(len(codes), dtype=np.intp)
        placed = np.zeros(len(codes), dtype=np.int32)
        open_ = np.ones(len(codes), dtype=bool)
        for k in range(order.shape[1]):
            done = (turns > 0) & ((ranks[:, k] < 0) | (ranks[:, k] != placed))
            open_ &= ~done & (order[:, k] >= 0)
            for name, asked in self._by_application(np.flatnonzero(open_), order[open_, k]):
                table = self.table(name)
                sums = table.sums(codes[asked])
                some = sums.ranked.any(axis=1)
                rows = asked[some]
                for turn in np.unique(turns[rows]):
                    which = np.flatnonzero(some)[turns[rows] == turn]
                    found = place(_taken(sums, which), top, full=full)
                    yield Part(rows[turns[rows] == turn], int(turn), name, table, found)
                placed[rows] = ranks[rows, k]
                turns[rows] += 1
                open_[rows[ranks[rows, k] < 0]] = False
            if not open_.any():
                break
        left = np.flatnonzero((turns == 0) & codes.any(axis=1))
        for name, rows in self._by_application(left, order[left, 0]):
            yield self._part(rows, 0, name, codes, top, full=full)

    def _by_application(self, rows: Rows, which: Ints) -> Iterator[tuple[str, Rows]]:
        for number in np.unique(which):
            if number >= 0:
                yield self._names[number], rows[which == number]

    def _part(self, rows: Rows, turn: int, name: str, codes: Ints, top: int, *, full: bool) -> Part:
        table = self.table(name)
        return Part(rows, turn, name, table, place(table.sums(codes[rows]), top, full=full))


def _taken(sums: Sums, which: Flags | Rows) -> Sums:
    return Sums(**{f.name: getattr(sums, f.name)[which] for f in fields(sums)})
