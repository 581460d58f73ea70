"""A map of one ranking: the user's ideal and the ranked solutions in two dimensions.

Classical multidimensional scaling (Torgerson 1952) of the city-block distances the ranking itself
uses, with unknown facts at their expected value. The ideal has distance 0 on every question, so its
distance to a solution is one minus the match. Two dimensions cannot hold everything: how much of
the variance they keep, and how many pairs still stand in the right order, travels with the map.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemwijzer.core.matching import Ranking
from stemwijzer.core.model import UNIT

Floats = NDArray[np.float64]

IDEAL = ""
"""The solution id under which the user's own point stands."""

_DECIMALS = 6
"""Coordinates are rounded to this, so that a last bit never shows."""

_AXIS_QUESTIONS = 2


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map; 0.1 is ten points of match. The user's own has the id ``IDEAL``."""

    solution_id: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Landscape:
    """The map of one ranking, the user's point first, the solutions in the order of the ranking.

    ``kept`` is the share of the variance the two axes hold, 0..1 (of the absolute eigenvalues, as
    city-block distances need not fit a plane of any dimension; Mardia 1978). ``same_order`` of the
    ``pairs`` of solutions with different matches are in the same order from the user on the map as
    in the ranking. ``across`` and ``upward`` name the questions that differ most along each axis.
    """

    points: tuple[Point, ...]
    kept: float
    same_order: int
    pairs: int
    across: tuple[str, ...]
    upward: tuple[str, ...]

    @property
    def ideal(self) -> Point:
        """The user's own point."""
        return self.points[0]


def landscape(ranking: Ranking) -> Landscape | None:
    """Return the map of a ranking; ``None`` when fewer than two solutions are ranked.

    The user stands left of the middle and number one not below it, so that the same ranking always
    gives the same map.
    """
    if len(ranking.ranked) < 2:
        return None
    total = ranking.weight * UNIT
    rows = [[0] * len(ranking.wishes), *([c.sum for c in s.contributions] for s in ranking.ranked)]
    parts = np.array(rows, dtype=float) / total
    distances = np.abs(parts[:, None, :] - parts[None, :, :]).sum(axis=2)
    coordinates, kept = scaled(distances)
    coordinates = _turned(coordinates)
    ids = [IDEAL, *(s.solution_id for s in ranking.ranked)]
    points = tuple(
        Point(name, float(x), float(y)) for name, (x, y) in zip(ids, coordinates, strict=True)
    )
    same, pairs = _same_order(coordinates, [s.point for s in ranking.ranked])
    questions = [wish.question.id for wish in ranking.wishes]
    across, upward = (_behind(coordinates[:, axis], parts, questions) for axis in (0, 1))
    return Landscape(points, kept, same, pairs, across, upward)


def scaled(distances: Floats) -> tuple[Floats, float]:
    """Return coordinates in two dimensions for a matrix of distances, and the share they keep."""
    count = len(distances)
    centre = np.eye(count) - 1 / count
    values, vectors = np.linalg.eigh(-0.5 * centre @ distances**2 @ centre)
    largest = np.argsort(-values, kind="stable")[:2]
    lengths = np.maximum(values[largest], 0.0)
    whole = float(np.abs(values).sum())
    kept = min(1.0, float(lengths.sum()) / whole) if whole > 1e-12 else 1.0
    coordinates = np.zeros((count, 2))
    coordinates[:, : len(largest)] = vectors[:, largest] * np.sqrt(lengths)
    return np.round(coordinates, _DECIMALS), round(kept, _DECIMALS)


def _turned(coordinates: Floats) -> Floats:
    """Mirror the axes: the user to the left, number one upward; in the middle the first outlier."""
    signs = []
    for axis, (point, wanted) in enumerate(((0, -1.0), (1, 1.0))):
        own = coordinates[:, axis]
        outlier = own[int(np.argmax(np.abs(own)))]
        lead, side = (own[point], wanted) if own[point] else (outlier, 1.0)
        signs.append(side if lead >= 0 else -side)
    return np.asarray(coordinates * np.array(signs) + 0.0)  # + 0.0: no minus before a zero


def _same_order(coordinates: Floats, points: list[int]) -> tuple[int, int]:
    away = np.hypot(*(coordinates[1:] - coordinates[0]).T)
    same = pairs = 0
    for i, one in enumerate(points):
        for j in range(i + 1, len(points)):
            if one != points[j]:
                pairs += 1
                same += bool((away[i] < away[j]) == (one < points[j]) and away[i] != away[j])
    return same, pairs


def _behind(axis: Floats, parts: Floats, questions: list[str]) -> tuple[str, ...]:
    """Return the questions whose part of the distance goes along with an axis most."""
    together = np.round(np.abs((axis - axis.mean()) @ (parts - parts.mean(axis=0))), 9)
    order = np.argsort(-together, kind="stable")[:_AXIS_QUESTIONS]
    return tuple(questions[i] for i in order if together[i] > 0)
