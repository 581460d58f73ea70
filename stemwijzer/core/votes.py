"""Orders put together: places, Borda, Kemeny and Kendall's W, on plain numbers.

Every function takes one row of distances per member (smaller is better, equal is a tie) over the
same alternatives, and the members' weights as whole numbers. All results are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Rows = Sequence[Sequence[Fraction]]


def places(values: Sequence[Fraction]) -> list[int]:
    """Return the place of each value, the smallest first; ties share one (1, 2, 2, 4)."""
    ordered = sorted(values)
    first: dict[Fraction, int] = {}
    for place, value in enumerate(ordered, 1):
        first.setdefault(value, place)
    return [first[value] for value in values]


def _doubled_ranks(values: Sequence[Fraction]) -> list[int]:
    """Return twice the rank of each value; those that tie share the mean of their places."""
    low, high = places(values), places([-value for value in values])
    return [a + (len(values) + 1 - b) for a, b in zip(low, high, strict=True)]


def borda(rows: Rows, weights: Sequence[int]) -> list[Fraction]:
    """Return the share of the others that each alternative beats, over the members; a tie is half.

    Nothing to beat gives 0.
    """
    count = len(rows[0]) if rows else 0
    if count < 2:
        return [Fraction(0)] * count
    ranks = [_doubled_ranks(row) for row in rows]
    most = 2 * (count - 1) * sum(weights)
    return [
        Fraction(sum(w * (2 * count - r[i]) for w, r in zip(weights, ranks, strict=True)), most)
        for i in range(count)
    ]


def concordance(rows: Rows, weights: Sequence[int]) -> Fraction | None:
    """Return Kendall's W, corrected for ties: 1 when all orders are the same, 0 when they cancel.

    With weights p that add up to 1 it is the spread of the mean ranks over the mean of the
    members' own spreads; with equal weights that is the usual formula. ``None`` with fewer than
    two members or alternatives, or when nobody tells any two apart.
    """
    count = len(rows[0]) if rows else 0
    if count < 2 or len(rows) < 2:
        return None
    ranks = [_doubled_ranks(row) for row in rows]
    middle = count + 1
    total = sum(weights)
    own = sum(
        w * sum((r - middle) ** 2 for r in row) for w, row in zip(weights, ranks, strict=True)
    )
    if own == 0:
        return None
    sums = [sum(w * row[i] for w, row in zip(weights, ranks, strict=True)) for i in range(count)]
    return Fraction(sum((s - total * middle) ** 2 for s in sums), total * own)


def kemeny(rows: Rows, weights: Sequence[int]) -> tuple[tuple[int, ...], int]:
    """Return the order that disagrees least with the members' orders, and how many do so equally.

    Exact, over all subsets (Held & Karp): the cost of an order is the weight of the members who
    rank a later alternative above an earlier one. Of equal orders the one nearest to the order
    given is returned, alternative by alternative.
    """
    count = len(rows[0]) if rows else 0
    against = [
        [
            sum(w for w, row in zip(weights, rows, strict=True) if row[j] < row[i])
            for j in range(count)
        ]
        for i in range(count)
    ]
    # best[s]: least cost of ordering the set s as the tail, how many ways, and its first.
    best: list[tuple[int, int, int]] = [(0, 1, -1)]
    for subset in range(1, 1 << count):
        inside = [i for i in range(count) if subset >> i & 1]
        options = []
        for i in inside:
            cost, ways, _ = best[subset & ~(1 << i)]
            options.append((cost + sum(against[i][j] for j in inside), ways, i))
        least = min(cost for cost, _, _ in options)
        equal = [option for option in options if option[0] == least]
        best.append((least, sum(ways for _, ways, _ in equal), equal[0][2]))
    order, left = [], (1 << count) - 1
    while left:
        first = best[left][2]
        order.append(first)
        left &= ~(1 << first)
    return tuple(order), best[-1][1]
