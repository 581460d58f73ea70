"""What can be seen in the distances themselves, without simulating: questions and solutions.

Questions that separate nobody, pairs of questions that say the same, solutions that nobody can tell
apart, and solutions that another one matches or beats on everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from stemwijzer.core.model import UNIT, Catalogue, Question, QuestionKind, Sense
from stemwijzer.core.profile import Target, single_targets
from stemwijzer.core.simulation import Floats, Scorer, number_ladder
from stemwijzer.core.tables import Row, Table

T = TypeVar("T")

LEAST_ALIKE = 0.95
"""Pairs of solutions with at least this share of equal distances are listed."""

LEAST_TWICE = 0.8
"""Pairs of questions with at least this correlation over solutions are listed."""

LEAST_SHARED = 6
"""A correlation needs at least this many solutions."""

LEAST_DIFFERENT = 3
"""And this many must stand elsewhere than most do, or one odd solution makes the correlation."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How far one question can pull solutions apart (0..1).

    ``known`` solutions have a fact. ``spread`` is the largest gap between two solutions on one
    answer that is proven: the best case of the one is still farther than the worst case of the
    other. ``counted`` is the largest gap the ranking makes, unknowns at their mean. ``separation``
    and ``proven`` are the same two, but the mean over all answers and pairs of solutions: what is
    counted and not proven may come from who is documented.
    """

    question_id: str
    known: int
    spread: float
    counted: float
    separation: float
    proven: float


@dataclass(frozen=True, slots=True)
class Alike:
    """Two solutions with the same distance on ``share`` of the (question, answer) pairs.

    ``known`` is the share on which both facts are known.
    """

    one: str
    other: str
    share: float
    known: float


@dataclass(frozen=True, slots=True)
class Twice:
    """Two questions on which solutions stand much the same; ``r`` over ``count`` of them."""

    one: str
    other: str
    r: float
    count: int


@dataclass(frozen=True, slots=True)
class Directions:
    """How many statements of a theme ask for the upper end of their scale, and for the lower."""

    theme: str
    up: int
    down: int


def probes(question: Question, table: Table) -> Iterator[Target]:
    """Yield what a question can ask, one thing at a time: sides, levels, options, numbers."""
    yield from single_targets(question)
    if question.kind is QuestionKind.NUMBER:
        name = question.attribute.id
        facts = (s.facts[name] for s in table.reference if name in s.facts)
        yield from number_ladder(question, facts)


def _rows(question: Question, table: Table) -> list[Row]:
    found = (table.row(question, target) for target in probes(question, table))
    return [row for row in found if row is not None]


def spreads(table: Table) -> tuple[Spread, ...]:
    """Return for every question how far its answers pull solutions apart, and how far for sure."""
    found = []
    for question in table.questions.values():
        rows = _rows(question, table)
        cells = np.array([[(c.low, c.point, c.high) for c in row] for row in rows], dtype=float)
        low, point, high = cells.reshape(len(rows), len(table.solutions), 3).transpose(2, 0, 1)
        counted = _gaps(point, point)
        proven = _gaps(low, high)
        count = sum(question.attribute.id in solution.facts for solution in table.solutions)
        measures = (proven.max(initial=0), counted.max(initial=0), counted.mean(), proven.mean())
        found.append(Spread(question.id, count, *(round(float(m) / UNIT, 6) for m in measures)))
    return tuple(found)


def _gaps(far: Floats, near: Floats) -> Floats:
    """Return per answer and ordered pair how much farther the one is than the other, from 0."""
    gaps = np.maximum(far[:, :, None] - near[:, None, :], 0)
    return gaps if gaps.size else np.zeros((1, 1, 1))


def alike(table: Table) -> tuple[Alike, ...]:
    """Return the pairs of solutions that hardly any answer tells apart."""
    rows = [row for q in table.questions.values() for row in _rows(q, table)]
    found = []
    for i, j in _pairs(range(len(table.solutions))):
        same = sum(row[i].point == row[j].point for row in rows)
        known = sum(row[i].known == UNIT == row[j].known for row in rows)
        if known and same >= LEAST_ALIKE * len(rows):
            one, other = table.solutions[i].id, table.solutions[j].id
            share, both = same / len(rows), known / len(rows)
            found.append(Alike(one, other, round(share, 6), round(both, 6)))
    return tuple(found)


def _pairs(things: Sequence[T]) -> Iterator[tuple[T, T]]:
    for index, one in enumerate(things):
        yield from ((one, other) for other in things[index + 1 :])


def dominated_by(scorer: Scorer) -> list[tuple[str, ...]]:
    """Return for each solution who is at least as near for every answer and nearer for one.

    Unknown facts count as they do in the ranking.
    """
    rows = [coded.point[coded.weights > 0] for coded in scorer.questions]
    stacked = np.vstack(rows) if rows else np.zeros((0, scorer.size), dtype=np.int32)
    ids = [solution.id for solution in scorer.table.solutions]
    found = []
    for i in range(scorer.size):
        own = stacked[:, i, None]
        never_worse, once_better = (stacked <= own).all(axis=0), (stacked < own).any(axis=0)
        found.append(tuple(ids[j] for j in np.flatnonzero(never_worse & once_better)))
    return found


def twice(catalogue: Catalogue) -> tuple[Twice, ...]:
    """Return the pairs of questions that count the same thing double, the strongest first.

    Over all public solutions, whatever their application, that have a fact for both.
    """
    solutions = tuple(s for s in catalogue.solutions.values() if not s.private)
    asked = [q for q in catalogue.questions.values() if q.attribute.applies_to != frozenset()]
    table = Table("", asked, solutions, solutions)
    stands = {question.id: _stands(question, table) for question in asked}
    found = []
    for one, other in _pairs(asked):
        if one.attribute.id == other.attribute.id:
            continue  # deliberately two questions about one thing
        r, count = correlation(stands[one.id], stands[other.id])
        if r is None or count < LEAST_SHARED or abs(r) < LEAST_TWICE:
            continue
        if min(_different(stands[one.id], stands[other.id])) >= LEAST_DIFFERENT:
            found.append(Twice(one.id, other.id, r, count))
    return tuple(sorted(found, key=lambda pair: -abs(pair.r)))


def _different(*stands: Floats) -> list[int]:
    """Return on how many of the shared solutions each of two stands is not the most common one."""
    both = ~(np.isnan(stands[0]) | np.isnan(stands[1]))
    counts = [np.unique(stand[both], return_counts=True)[1] for stand in stands]
    return [int(both.sum() - count.max()) for count in counts]


def _stands(question: Question, table: Table) -> Floats:
    """Return where solutions stand on a question as one number each; NaN without a fact.

    On a scale that is the distance to one end minus that to the other, else the mean distance over
    everything that can be asked.
    """
    rows = _rows(question, table)
    if not rows:
        return np.full(len(table.solutions), np.nan)
    points = np.array([[cell.point for cell in row] for row in rows], dtype=float)
    scale = question.kind is QuestionKind.POSITION or question.sense is Sense.CHOICE
    stand = points[-1] - points[0] if scale else points.mean(axis=0)
    known = [question.attribute.id in solution.facts for solution in table.solutions]
    return np.where(known, stand, np.nan)


def correlation(one: Floats, other: Floats) -> tuple[float | None, int]:
    """Return Pearson's r over the places where neither is NaN, and their number.

    ``None`` when there are fewer than three or one of them does not vary.
    """
    both = ~(np.isnan(one) | np.isnan(other))
    x, y = one[both], other[both]
    count = int(both.sum())
    if count < 3:
        return None, count
    x, y = x - x.mean(), y - y.mean()
    size = float(np.sqrt((x**2).sum() * (y**2).sum()))
    if size < 1e-9:
        return None, count
    return round(float((x * y).sum()) / size, 4), count


def directions(catalogue: Catalogue) -> tuple[Directions, ...]:
    """Return per theme which end of its scale agreeing with a statement asks for."""
    counts: dict[str, list[int]] = {}
    for question in catalogue.questions.values():
        if question.kind is not QuestionKind.STATEMENT:
            continue
        up = question.demand_up
        if question.sense is Sense.CHOICE:
            up = question.agree == question.attribute.options[-1].id
        counts.setdefault(question.theme, [0, 0])[not up] += 1
    return tuple(Directions(theme, up, down) for theme, (up, down) in counts.items())
