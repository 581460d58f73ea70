"""Solutions that a mix of others matches or beats on every possible answer: convex domination.

Write d(s, r) for the distance of solution s on row r, a question with one of its answers. A
solution x is dominated by a mix when shares p, which add up to one over other solutions, exist with
sum of p(s) d(s, r) <= d(x, r) on every row. The distance of a profile is a sum of rows with weights
that are never negative, so the mean distance of the others, weighed with p, is then at most that of
x, and so is the smallest of them: no profile puts x first alone (as with convex dominated
alternatives, Lahdelma and Salminen 2001).

The shares are a small linear programme, solved with HiGHS through scipy and then recomputed and
checked in exact fractions. Only what passes that check is reported, so a finding is a proof; the
solver's tolerance can only lose one. The converse is no proof: a solution without such a mix may
still be first for nobody, because a profile gives one answer to each question, not a mix of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import lcm

import numpy as np
from numpy.typing import NDArray

from stemwijzer.core.audit_table import probes
from stemwijzer.core.model import UNIT, Question, QuestionKind
from stemwijzer.core.profile import Target
from stemwijzer.core.tables import Table

MOST_SUBSETS = 4_096
"""A set question with more possible answers than this gives those of one to three options."""

_NO_SHARE = 1e-9
"""Shares below this are rounding of the solver; the exact check decides all the same."""

Distances = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Part:
    """The share (0..1, exact) of one solution in a mix."""

    solution_id: str
    share: Fraction


def solver_there() -> bool:
    """Say whether the linear programmes can be solved (the extra ``audit``)."""
    try:
        import scipy.optimize  # noqa: F401
    except ImportError:
        return False
    return True


def mixes(table: Table) -> list[tuple[Part, ...]]:
    """Return for each solution a mix of two or more others that dominates it, or nothing.

    A solution that one other matches or beats everywhere gets nothing here: ``dominated_by`` and
    ``alike`` tell that. Unknown facts count as they do in the ranking. Needs scipy.
    """
    rows = distances(table)
    ids = [solution.id for solution in table.solutions]
    return [
        tuple(Part(ids[j], share) for j, share in dominating_mix(rows, i)) for i in range(len(ids))
    ]


def distances(table: Table) -> Distances:
    """Return the distances (rows x solutions) on every answer that tells solutions apart.

    Every step, level, pole and set of options is a row; numbers are those that are simulated.
    """
    found = [
        [cell.point for cell in row]
        for question in table.questions.values()
        for target in answers(question, table)
        if (row := table.row(question, target)) is not None
    ]
    if not found:
        return np.zeros((0, len(table.solutions)), dtype=np.int64)
    rows = np.unique(np.array(found, dtype=np.int64), axis=0)
    return np.asarray(rows[(rows != rows[:, :1]).any(axis=1)])


def answers(question: Question, table: Table) -> Iterator[Target]:
    """Yield every answer to a question, sets of options included."""
    if question.kind is not QuestionKind.SET:
        yield from probes(question, table)
        return
    ids = [option.id for option in question.attribute.options]
    most = question.most or len(ids)
    if 2 ** len(ids) > MOST_SUBSETS:
        most = min(most, 3)
    for size in range(1, most + 1):
        yield from (frozenset(chosen) for chosen in combinations(ids, size))


def dominating_mix(rows: Distances, index: int) -> list[tuple[int, Fraction]]:
    """Return (column, share) of a mix of other columns that is nowhere above one column.

    ``rows`` is rows x solutions, whole numbers. Nothing when there is no such mix of two or more,
    or when one other column alone is nowhere above it.
    """
    own = rows[:, index]
    others = [j for j in range(rows.shape[1]) if j != index]
    if len(others) < 2 or any((rows[:, j] <= own).all() for j in others):
        return []
    # Where it is at distance 0 every part must be too: who is not can be left out beforehand.
    others = [j for j in others if not rows[own == 0, j].any()]
    if len(others) < 2:
        return []
    from scipy.optimize import linprog

    found = linprog(
        c=rows[:, others].sum(axis=0) / (UNIT * max(1, len(rows))),
        A_ub=rows[:, others] / UNIT,
        b_ub=own / UNIT,
        A_eq=np.ones((1, len(others))),
        b_eq=[1.0],
        bounds=(0, None),
        method="highs-ds",  # ends in a corner, which is a fraction with a small system behind it
    )
    if found.status != 0:
        return []
    support = [j for j, share in zip(others, found.x, strict=True) if share > _NO_SHARE]
    guess = [share for share in found.x if share > _NO_SHARE]
    shares = exact_shares(rows[:, support], own, guess)
    return list(zip(support, shares, strict=True)) if shares else []


def exact_shares(parts: Distances, own: Distances, guess: Sequence[float]) -> list[Fraction]:
    """Return shares near the guess that dominate exactly, or nothing when there are none.

    ``parts`` is rows x solutions in the mix, ``own`` the distances to match or beat. The rows on
    which the guess is tightest fix the corner; its shares are then checked on every row.
    """
    slack = own / UNIT - parts @ np.array(guess) / UNIT
    order = np.argsort(slack, kind="stable")
    system = [[Fraction(1)] * (len(guess) + 1)]
    system += [[Fraction(int(value)) for value in (*parts[r], own[r])] for r in order]
    shares = _solve(system, len(guess))
    fits = shares and all(share >= 0 for share in shares) and dominates(parts, own, shares)
    return shares if fits else []


def dominates(parts: Distances, own: Distances, shares: Sequence[Fraction]) -> bool:
    """Say in whole numbers whether a mix is nowhere farther; the shares must add up to one."""
    whole = lcm(*(share.denominator for share in shares))
    counts = [int(share * whole) for share in shares]
    return sum(counts) == whole and all(
        sum(n * int(d) for n, d in zip(counts, row, strict=True)) <= whole * int(limit)
        for row, limit in zip(parts, own, strict=True)
    )


def _solve(system: Sequence[Sequence[Fraction]], count: int) -> list[Fraction]:
    """Solve the first independent equations (coefficients, then the sum) exactly, by elimination.

    Returns nothing when fewer than ``count`` of them are independent.
    """
    pivots: list[tuple[int, list[Fraction]]] = []
    for equation in system:
        row = list(equation)
        for column, known in pivots:
            if row[column]:
                factor = row[column]
                row = [a - factor * b for a, b in zip(row, known, strict=True)]
        lead = next((i for i in range(count) if row[i]), None)
        if lead is None:
            continue
        row = [value / row[lead] for value in row]
        pivots = [
            (column, [a - known[lead] * b for a, b in zip(known, row, strict=True)])
            for column, known in pivots
        ]
        pivots.append((lead, row))
        if len(pivots) == count:
            return [row[-1] for _, row in sorted(pivots)]
    return []
