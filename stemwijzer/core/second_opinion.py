"""A shortlist against the independent ranking: places, chances, what is better and left out.

The chances are exact and answer one question only: if a list of this size had been drawn without
preference from the qualifying solutions, how likely would it score this low or lower?
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from math import comb

from stemwijzer.core.matching import Ranking, Standing
from stemwijzer.core.model import UNIT
from stemwijzer.record import record

CLEARLY_BETTER = Fraction(1, 20)
"""A lead in match of at least five points, and above every listed one, is called clearly better."""


@record
class Shared:
    """How much of a shortlist comes from one network.

    ``listed`` of the shortlist and ``qualifying`` of all ranked solutions belong to ``party``;
    ``chance`` is the share of lists drawn without preference that hold at least as many.
    """

    party: str
    listed: tuple[str, ...]
    qualifying: int
    chance: Fraction


@record
class SecondOpinion:
    """What an independent ranking says about a shortlist.

    ``standings`` are the listed solutions as they stand, ranked or not. ``better`` are ranked
    solutions outside the list with a match clearly above the best listed one. ``chance`` is the
    share of equally long lists, drawn without preference from the ranked solutions, whose places
    add up to as much or more; ``best_chance`` the share that holds as few of the best places or
    fewer, with ``best_held`` held. Both are ``None`` when no listed solution is ranked.
    """

    standings: tuple[Standing, ...]
    better: tuple[Standing, ...]
    drawn_from: int
    drawn: int
    chance: Fraction | None
    best_held: int
    best_chance: Fraction | None
    networks: tuple[Shared, ...]


def second_opinion(
    ranking: Ranking, shortlist: Sequence[str], networks: Mapping[str, Collection[str]]
) -> SecondOpinion:
    """Judge a shortlist of solution ids that all occur in the ranking.

    ``networks`` maps a party to the solutions that belong to its partners.
    """
    standings = tuple(s for name in shortlist if (s := ranking.standing(name)))
    listed = {s.solution_id for s in standings}
    ranked = [s for s in ranking.ranked if s.solution_id in listed]
    size, total = len(ranked), len(ranking.ranked)
    places = doubled_places(ranking.ranked)
    best = {s.solution_id for s in ranking.ranked[:size]}
    held = len(best & listed)
    observed = sum(places[s.solution_id] for s in ranked)
    return SecondOpinion(
        standings=standings,
        better=_better(ranking, ranked, listed),
        drawn_from=total,
        drawn=size,
        chance=sum_at_least(tuple(places.values()), size, observed) if size else None,
        best_held=held,
        best_chance=at_most_held(total, size, size, held) if size else None,
        networks=tuple(
            _shared(party, members, ranking, ranked) for party, members in networks.items()
        ),
    )


def doubled_places(ranked: Sequence[Standing]) -> dict[str, int]:
    """Return twice the place of each solution; those that tie share the mean of their places."""
    return {
        s.solution_id: 1
        + sum(2 * (other.point < s.point) + (other.point == s.point) for other in ranked)
        for s in ranked
    }


def sum_at_least(values: Sequence[int], size: int, observed: int) -> Fraction:
    """Return the share of all subsets of ``size`` whose values add up to ``observed`` or more.

    Exact: counts subsets by their sum, one value at a time.
    """
    counts: list[dict[int, int]] = [{0: 1}] + [{} for _ in range(size)]
    for value in values:
        for taken in range(size, 0, -1):
            for total, count in counts[taken - 1].items():
                counts[taken][total + value] = counts[taken].get(total + value, 0) + count
    reached = sum(count for total, count in counts[size].items() if total >= observed)
    return Fraction(reached, comb(len(values), size))


def at_most_held(population: int, marked: int, size: int, held: int) -> Fraction:
    """Return the chance (hypergeometric) that ``size`` draws hold at most ``held`` marked ones."""
    ways = sum(
        comb(marked, k) * comb(population - marked, size - k)
        for k in range(min(held, size) + 1)
        if size - k <= population - marked
    )
    return Fraction(ways, comb(population, size))


def _better(ranking: Ranking, ranked: Sequence[Standing], listed: set[str]) -> tuple[Standing, ...]:
    if not ranked:
        return tuple(s for s in ranking.ranked if s.solution_id not in listed)
    bar = min(s.point for s in ranked)
    least = CLEARLY_BETTER * ranking.weight * UNIT
    return tuple(
        s for s in ranking.ranked if s.solution_id not in listed and bar - s.point >= least
    )


def _shared(
    party: str, members: Collection[str], ranking: Ranking, ranked: Sequence[Standing]
) -> Shared:
    held = tuple(s.solution_id for s in ranked if s.solution_id in members)
    qualifying = sum(s.solution_id in members for s in ranking.ranked)
    chance = Fraction(1)
    if held:
        total = len(ranking.ranked)
        chance = 1 - at_most_held(total, qualifying, len(ranked), len(held) - 1)
    return Shared(party, held, qualifying, chance)
