"""Put labels beside points so that none of them overlap.

Every label tries six directions at four distances, as it is and cut down; it takes the free place
that covers the fewest points and lines, the nearest first, and gets a line to its point when it
stands away from it. A label without any free place is left out: the table has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot

from stemwijzer.render.svg.base import SIZE, width_of

_DISTANCES = (10.0, 22.0, 38.0, 58.0)
_HEIGHT = SIZE + 3.0
_SHORTER = 2.5
"""What cutting a label down one step costs: more than standing two steps away."""

_GAP = 4.0
"""Clear space beside a label: two on one line must read as two."""

_RADIUS = 7.0

_DIRECTIONS = (
    (1.0, 0.0),
    (-1.0, 0.0),
    (0.7, -0.7),
    (0.7, 0.7),
    (-0.7, -0.7),
    (-0.7, 0.7),
)
"""Right, left, and the four slanting ones."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its corners."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box, beside: float = 0.0) -> bool:
        """Say whether two rectangles share more than an edge, or stand too close side by side."""
        return (
            self.left < other.right + beside
            and other.left < self.right + beside
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Say whether the other lies wholly inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )

    def covers(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Say whether a point lies inside, or within a margin of it."""
        return (
            self.left - margin < x < self.right + margin
            and self.top - margin < y < self.bottom + margin
        )


@dataclass(frozen=True, slots=True)
class Named:
    """A point with the labels to try, the longest first."""

    x: float
    y: float
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A label in its place; ``leader`` is where a line to the point begins, if one is needed."""

    text: str
    box: Box
    leader: tuple[float, float] | None


def place(
    points: Sequence[Named], frame: Box, taken: Sequence[Box] = ()
) -> tuple[Placed | None, ...]:
    """Return a place for the label of every point, the first points first; None: no room.

    All labels lie inside ``frame`` and outside ``taken``.
    """
    boxes = list(taken)
    leaders: list[tuple[float, float]] = []
    found: list[Placed | None] = []
    for point in points:
        placed = _best(point, points, frame, boxes, leaders)
        found.append(placed)
        if placed:
            boxes.append(placed.box)
            leaders += _along(placed.leader, point)
    return tuple(found)


def _best(
    point: Named,
    points: Sequence[Named],
    frame: Box,
    boxes: Sequence[Box],
    leaders: Sequence[tuple[float, float]],
) -> Placed | None:
    best: tuple[float, Placed] | None = None
    for shorter, text in enumerate(point.texts):
        for away, candidate in _candidates(point, text):
            spot = candidate.box
            if not frame.holds(spot) or any(spot.overlaps(other, _GAP) for other in boxes):
                continue
            line = _along(candidate.leader, point)
            cost = away + _SHORTER * shorter
            cost += 4 * sum(spot.covers(p.x, p.y, _RADIUS) for p in points)
            cost += sum(spot.covers(*step) for step in leaders)
            cost += 3 * any(other.covers(*step) for step in line for other in boxes)
            if best is None or cost < best[0]:
                best = cost, candidate
    return best[1] if best else None


def _candidates(point: Named, text: str) -> Iterator[tuple[float, Placed]]:
    """Yield (cost of being away, place) for every direction and distance, the nearest first."""
    wide = width_of(text)
    for step, distance in enumerate(_DISTANCES):
        for index, (dx, dy) in enumerate(_DIRECTIONS):
            x, y = point.x + dx * distance, point.y + dy * distance
            left = x if dx > 0 else x - wide
            box = Box(left, y - _HEIGHT / 2, left + wide, y + _HEIGHT / 2)
            leader = (x, y) if step else None
            yield step + index / 100, Placed(text, box, leader)


def _along(leader: tuple[float, float] | None, point: Named) -> list[tuple[float, float]]:
    """Return places along a leader line, close enough to notice that something crosses it."""
    if leader is None:
        return []
    x, y = leader
    count = max(2, int(hypot(x - point.x, y - point.y) / 5))
    return [
        (point.x + (x - point.x) * i / count, point.y + (y - point.y) * i / count)
        for i in range(1, count)
    ]
