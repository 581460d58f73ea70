"""Other reasonable rules on the same distances: a check on the ranking, never the answer.

Each rule names who it would put first, by how much, and what makes it differ from the ranking.
Formulas: Euclidean and worst case are the L2 and L-infinity members of compromise programming
(Yu 1973, Zeleny 1973); the head-to-head compares two solutions on the facts known of both only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction

from stemwijzer.core.matching import Contribution, Ranking, Standing
from stemwijzer.core.model import UNIT
from stemwijzer.record import record


class Rule(StrEnum):
    """The rules; ``CITY_BLOCK`` is the one the ranking uses."""

    CITY_BLOCK = "city_block"
    EUCLIDEAN = "euclidean"
    WORST_NEED = "worst_need"
    AGREEMENT = "agreement"
    EQUAL_WEIGHTS = "equal_weights"
    HEAD_TO_HEAD = "head_to_head"


CHECKS = tuple(rule for rule in Rule if rule is not Rule.CITY_BLOCK)
"""The rules that serve as a second opinion."""

Cost = Callable[[Contribution], int]

_COSTS: Mapping[Rule, Cost] = {
    Rule.CITY_BLOCK: lambda c: c.sum,
    Rule.EUCLIDEAN: lambda c: c.wish.weight * c.cell.point**2,
    Rule.WORST_NEED: lambda c: c.sum,
    Rule.AGREEMENT: lambda c: c.wish.weight * (c.cell.point > 0),
    Rule.EQUAL_WEIGHTS: lambda c: c.cell.point,
}
"""What one question costs a solution under each rule (the largest counts for the worst need)."""


@record
class Opinion:
    """What one rule says. ``first`` holds the solution ids it puts first (several when tied).

    When it leaves out every first of the ranking, ``agrees`` is false and ``cause`` names the
    question behind it (empty for the head-to-head, where documentation is the cause).
    """

    rule: Rule
    first: tuple[str, ...]
    agrees: bool
    cause: str


def cost(rule: Rule, standing: Standing) -> int:
    """Return how far a solution is under a rule; smaller is better (not for head-to-head)."""
    costs = [_COSTS[rule](contribution) for contribution in standing.contributions]
    return max(costs) if rule is Rule.WORST_NEED else sum(costs)


def order(rule: Rule, standings: Sequence[Standing]) -> tuple[tuple[str, Fraction], ...]:
    """Return (solution id, cost) from best to worst under a rule; equal costs are ties."""
    if rule is Rule.HEAD_TO_HEAD:
        costs = {s.solution_id: -_head_to_head(s, standings) for s in standings}
    else:
        costs = {s.solution_id: Fraction(cost(rule, s)) for s in standings}
    return tuple(sorted(costs.items(), key=lambda item: item[1]))


def _head_to_head(standing: Standing, others: Sequence[Standing]) -> Fraction:
    """Return the mean lead over the others on facts known of both, shrunk where those are few.

    A question counts when both cells leave nothing open. The lead over one opponent is the
    weighted mean difference in distance, its weight enlarged by a quarter of the profile's.
    """
    leads = []
    for other in others:
        if other.solution_id == standing.solution_id:
            continue
        lead = shared = 0
        for mine, theirs in zip(standing.contributions, other.contributions, strict=True):
            if mine.cell.known == UNIT == theirs.cell.known:
                lead += theirs.sum - mine.sum
                shared += mine.wish.weight
        leads.append(Fraction(lead * 4, UNIT * (4 * shared + standing.weight)))
    return sum(leads, Fraction(0)) / len(leads) if leads else Fraction(0)


def second_opinions(ranking: Ranking) -> tuple[Opinion, ...]:
    """Return what every other rule says about a ranking (nothing when fewer than two stand)."""
    if len(ranking.ranked) < 2:
        return ()
    ours = {s.solution_id for s in ranking.first}
    by_id = {s.solution_id: s for s in ranking.ranked}
    opinions = []
    for rule in CHECKS:
        costs = order(rule, ranking.ranked)
        first = tuple(name for name, value in costs if value == costs[0][1])
        agrees = bool(ours.intersection(first))
        cause = "" if agrees else _cause(rule, ranking.first[0], by_id[first[0]])
        opinions.append(Opinion(rule, first, agrees, cause))
    return tuple(opinions)


def rerank(ranking: Ranking, rule: Rule) -> Ranking:
    """Return the ranking with its places given by another rule; all numbers stay as they are."""
    by_id = {s.solution_id: s for s in ranking.ranked}
    costs = order(rule, ranking.ranked)
    placed = tuple(
        replace(
            by_id[name],
            rank=1 + sum(other < value for _, other in costs),
            tied=sum(other == value for _, other in costs) > 1,
            close_call=False,
        )
        for name, value in costs
    )
    return replace(ranking, ranked=placed)


def _cause(rule: Rule, ours: Standing, theirs: Standing) -> str:
    """Return the question that speaks most for ``theirs`` under the rule, against the ranking."""
    if rule is Rule.HEAD_TO_HEAD:
        return ""
    if rule is Rule.WORST_NEED:
        return max(ours.contributions, key=lambda c: c.sum).wish.question.id
    scale = ours.weight * UNIT
    total = sum(_COSTS[rule](c) for c in (*ours.contributions, *theirs.contributions)) or 1

    def shift(pair: tuple[Contribution, Contribution]) -> Fraction:
        mine, other = pair
        under_rule = Fraction(_COSTS[rule](mine) - _COSTS[rule](other), total)
        return under_rule - Fraction(mine.sum - other.sum, scale)

    pairs = zip(ours.contributions, theirs.contributions, strict=True)
    return max(pairs, key=shift)[0].wish.question.id
