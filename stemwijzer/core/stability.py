"""How sure is the order? Stochastic multicriteria acceptability analysis (SMAA).

Two layers. ``rank_shares`` and ``central_weights`` take plain arrays and know nothing of profiles:
they are SMAA-2 as published (Lahdelma & Salminen 2001), and published cases run through them.
``simulate`` draws many nearby versions of one profile (anchored on the user's own answers, not on
uniform weights, which answer another question) and hands the totals to the same functions.

numpy is used here, in the simulations of the audit and in the map, and nowhere else in the core.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log, log2

import numpy as np
from numpy.typing import NDArray

from stemwijzer.core.answer import AGREEMENT, Answer, Importance
from stemwijzer.core.distance import Outcomes
from stemwijzer.core.matching import Ranking, Standing
from stemwijzer.core.model import UNIT, Question, QuestionKind
from stemwijzer.core.profile import WEIGHT_UNITS, Target, Wish, make_wish
from stemwijzer.core.sureness import (
    CLEAR,
    DRAWS,
    SEED,
    OpenFact,
    Place,
    Stability,
    Verdict,
    verdict,
)
from stemwijzer.core.tables import Row, Table
from stemwijzer.record import record

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

WEIGHT_SPREAD = 0.35
"""Standard deviation of the log of a drawn weight: about one notch of the square root of 2."""

ANSWER_MOVES = 0.10
"""Chance that an answer is drawn one step up, and the same for one step down."""

NUMBER_FACTOR = 1.25
"""One step of a number: a quarter more, or as much less."""

_BLOCK = 10_000
"""Draws that are compared at a time; it bounds the memory."""


# Plain arrays ---------------------------------------------------------------------------------


@record
class RankShares:
    """Shares of the draws, over m alternatives.

    ``acceptability[i, r]`` is the share in which i takes place r + 1 (ties take the best of their
    places), ``beats[i, j]`` the share in which i is strictly better than j, ``first`` a boolean
    n x m array that says who was first in each draw. Sampling error of a share p over n draws is
    sqrt(p (1 - p) / n).
    """

    acceptability: Floats
    beats: Floats
    first: NDArray[np.bool_]

    def best(self, places: int) -> Floats:
        """Return the share in which each alternative takes one of the first ``places``."""
        return np.asarray(self.acceptability[:, :places].sum(axis=1))

    def band(self, low: float = 0.10, high: float = 0.90) -> list[tuple[int, int]]:
        """Return for each alternative the places its middle draws lie between, from 1."""
        cumulative = self.acceptability.cumsum(axis=1)
        return [
            (
                1 + int(np.searchsorted(row, low - 1e-12)),
                1 + min(len(row) - 1, int(np.searchsorted(row, high - 1e-12))),
            )
            for row in cumulative
        ]


def rank_shares(distances: NDArray[np.floating]) -> RankShares:
    """Return the shares of places over draws.

    ``distances`` is n draws x m alternatives, smaller is better (for utilities pass 1 - utility).
    """
    draws, count = distances.shape
    acceptability = np.zeros((count, count))
    beats = np.zeros((count, count))
    first = np.zeros((draws, count), dtype=bool)
    for start in range(0, draws, _BLOCK):
        rows = np.ascontiguousarray(distances[start : start + _BLOCK].T)
        places = np.zeros(rows.shape, dtype=np.int32)  # how many are better than each
        for i in range(count):
            for j in range(i + 1, count):
                better, worse = rows[i] < rows[j], rows[j] < rows[i]
                places[j] += better
                places[i] += worse
                beats[i, j] += np.count_nonzero(better)
                beats[j, i] += np.count_nonzero(worse)
        first[start : start + _BLOCK] = (places == 0).T
        for i in range(count):
            acceptability[i] += np.bincount(places[i], minlength=count)
    return RankShares(acceptability / draws, beats / draws, first)


def central_weights(weights: Floats, first: NDArray[np.bool_]) -> Floats:
    """Return per alternative the mean weights (m x q) of the draws it wins; NaN when it wins none.

    ``weights`` is n draws x q questions, ``first`` n x m. The central weights say who should choose
    an alternative.
    """
    wins = first.sum(axis=0)[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((first.T.astype(float) @ weights) / wins)


# One profile ----------------------------------------------------------------------------------


def simulate(
    ranking: Ranking, table: Table, draws: int = DRAWS, seed: int = SEED
) -> Stability | None:
    """Simulate nearby versions of the profile behind a ranking; ``None`` when nobody is ranked.

    Weights are multiplied by exp(N(0, 0.35)); answers move one step up or down with 10 % chance
    each; an unknown fact turns out to be each thing it can be as often as what is known of the
    others makes likely, so that its mean is what the ranking reckons with. The same seed gives the
    same result.
    """
    if not ranking.ranked:
        return None
    rng = np.random.default_rng(seed)
    columns = {solution.id: i for i, solution in enumerate(table.solutions)}
    picked = [columns[s.solution_id] for s in ranking.ranked]
    totals = np.zeros((len(picked), draws))  # a row per solution keeps its draws together
    weights = np.zeros(draws)
    sampled: dict[tuple[int, str], Ints] = {}
    for wish in ranking.wishes:
        drawn = _draw_wish(wish, table, picked, draws, rng)
        noise = np.exp(rng.normal(0.0, WEIGHT_SPREAD, draws))
        weight = drawn.weights * noise
        totals += np.multiply(drawn.distances, weight, out=drawn.distances)
        weights += weight
        for column, values in drawn.open_facts.items():
            sampled[column, wish.question.id] = values
    with np.errstate(invalid="ignore", divide="ignore"):
        distances = np.where(weights > 0, totals / weights, 0.0)
    shares = rank_shares(distances.T)
    return _stability(ranking.ranked, shares, sampled, draws, seed)


@record
class _Drawn:
    """One question over all draws: weights (n), distances (m x n, 0..1), and per solution whose
    fact is unknown which value each draw took, as numbers in the order of the values (n).
    """

    weights: Floats
    distances: Floats
    open_facts: dict[int, Ints]


def _draw_wish(
    wish: Wish, table: Table, picked: Sequence[int], draws: int, rng: np.random.Generator
) -> _Drawn:
    found = variants(wish, table)
    which = pick(found, rng, draws)
    weights = np.array([v.weight for v in found]).take(which)
    points = np.array([[cell.point for cell in v.row] for v in found]) / UNIT
    distances = np.empty((len(picked), draws))
    open_facts = {}
    for column, index in enumerate(picked):
        if found[0].row[index].known == UNIT:
            np.take(points[:, index], which, out=distances[column], mode="clip")
            continue
        place = rng.integers(0, UNIT, draws)
        ladders = ladders_of(wish, found, table, index)
        np.take(ladders / UNIT, which * UNIT + place, out=distances[column], mode="clip")
        open_facts[column] = np.unique(ladders[:UNIT], return_inverse=True)[1].take(place)
    return _Drawn(weights, distances, open_facts)


def pick(found: Sequence[Variant], rng: np.random.Generator, draws: int) -> Ints:
    """Return which variant each draw takes: the answer itself, or a neighbour with its chance."""
    drawn, which = rng.random(draws), np.zeros(draws, dtype=np.intp)
    for limit in np.array([v.chance for v in found]).cumsum()[:-1]:
        which += drawn >= limit
    return which


def ladders_of(wish: Wish, found: Sequence[Variant], table: Table, index: int) -> Ints:
    """Return the ladders of one solution's fact, UNIT steps per variant, one after another."""
    return np.concatenate([ladder(table.outcomes(wish.question, v.target)[index]) for v in found])


def ladder(possible: Outcomes) -> Ints:
    """Return UNIT equally likely distances for what a fact can turn out to be, in its order.

    Drawing one of them at random draws the outcomes with their chances, to a step of 1/UNIT.
    """
    distances, chances = zip(*possible, strict=True)
    ends = np.rint(np.cumsum(chances) * UNIT).astype(np.intp)
    ends[-1] = UNIT
    return np.repeat(np.array(distances, dtype=np.intp), np.diff(ends, prepend=0))


@record
class Variant:
    """A wish as a draw may take it: with its chance, the weight, and the distances to its target.

    The target of a neighbour that asks nothing is the wish's own; it then weighs nothing.
    """

    chance: float
    weight: float
    target: Target
    row: Row


def variants(wish: Wish, table: Table) -> list[Variant]:
    """Return a wish and its neighbours one step up and down."""
    own = table.row(wish.question, wish.target)
    assert own is not None  # the ranking only uses wishes that have a row
    found: list[Variant] = []
    for neighbour in neighbours(wish):
        target: Target = wish.target if neighbour is None else neighbour.target
        row = table.row(wish.question, target)
        weight = 0.0 if neighbour is None else neighbour.weight / WEIGHT_UNITS
        if row is None:
            target, row = wish.target, own
        found.append(Variant(ANSWER_MOVES, weight, target, row))
    stays = 1.0 - ANSWER_MOVES * len(found)
    return [Variant(stays, wish.weight / WEIGHT_UNITS, wish.target, own), *found]


def neighbours(wish: Wish) -> list[Wish | None]:
    """Return the wish after one answer step up and down; ``None`` where it then weighs nothing.

    Statements and positions move along their scale, numbers by a quarter; wanted options stay.
    """
    question = wish.question
    importance = Importance.of_halves(wish.importance)
    match question.kind:
        case QuestionKind.STATEMENT:
            words = list(AGREEMENT)
            return [
                make_wish(question, Answer(words[i], importance))
                for i in _beside(words.index(wish.agreement), len(words))
            ]
        case QuestionKind.POSITION:
            options = [o.id for o in question.attribute.options]
            return [
                make_wish(question, Answer(options[i], importance))
                for i in _beside(options.index(str(wish.target)), len(options))
            ]
        case QuestionKind.NUMBER:
            assert isinstance(wish.target, float)
            return [
                make_wish(question, Answer(_number(question, wish.target * factor), importance))
                for factor in (1 / NUMBER_FACTOR, NUMBER_FACTOR)
            ]
    return []


def _beside(index: int, count: int) -> list[int]:
    return [i for i in (index - 1, index + 1) if 0 <= i < count]


def _number(question: Question, value: float) -> float:
    return max(question.minimum, value)


def _stability(
    ranked: Sequence[Standing],
    shares: RankShares,
    sampled: dict[tuple[int, str], Ints],
    draws: int,
    seed: int,
) -> Stability:
    winner = shares.first.argmax(axis=1)
    open_facts = sorted(
        (
            OpenFact(ranked[column].solution_id, question, information(values, winner))
            for (column, question), values in sampled.items()
        ),
        key=lambda fact: -fact.settles,
    )
    told = tuple(fact for fact in open_facts if fact.settles > 0)
    names = [standing.solution_id for standing in ranked]
    return stability_of(names, shares, draws, seed, told, tied=ranked[0].tied)


def stability_of(
    solution_ids: Sequence[str],
    shares: RankShares,
    draws: int,
    seed: int,
    open_facts: tuple[OpenFact, ...] = (),
    *,
    tied: bool = False,
) -> Stability:
    """Return what the shares of the draws say about a ranking, in its order.

    ``tied`` when several share its first place: then none of them is clearly or likely first.
    """
    places = places_of(solution_ids, shares)
    beats = tuple(tuple(float(x) for x in row) for row in shares.beats)
    sure = Verdict.TIED if tied else verdict(places[0].first)
    return Stability(draws, seed, sure, places, beats, open_facts)


def places_of(solution_ids: Sequence[str], shares: RankShares) -> tuple[Place, ...]:
    """Return what the shares say about each solution, in the order of the ranking."""
    first, top_three, bands = shares.best(1), shares.best(3), shares.band()
    tiers = _tiers(shares.beats)
    return tuple(
        Place(
            solution_id=name,
            first=float(first[i]),
            top_three=float(top_three[i]),
            band=bands[i],
            tier=tiers[i],
            beats_next=float(shares.beats[i, i + 1]) if i + 1 < len(solution_ids) else None,
            shares=tuple(float(share) for share in shares.acceptability[i]),
        )
        for i, name in enumerate(solution_ids)
    )


def _tiers(beats: Floats) -> list[int]:
    """Return tiers from 1: a solution opens a new one when the tier's leader clearly beats it."""
    tiers: list[int] = []
    leader, tier = 0, 1
    for i in range(len(beats)):
        if i and beats[leader, i] >= CLEAR:
            leader, tier = i, tier + 1
        tiers.append(tier)
    return tiers


def information(values: Ints, winner: Ints) -> float:
    """Return how many bits of doubt about the first place knowing a fact takes away.

    Per draw ``values`` numbers the value the fact took and ``winner`` who was first. The mutual
    information between the two (decision entropy as in value of information, Howard 1966),
    corrected for the bias of a finite sample (Miller-Madow), never below 0.
    """
    kinds, winners = int(values.max()) + 1, int(winner.max()) + 1
    counts = np.bincount(values), np.bincount(winner)
    used = int(np.count_nonzero(counts[0])), int(np.count_nonzero(counts[1]))
    bias = (used[0] - 1) * (used[1] - 1) / (2 * len(values) * log(2))
    if bias > log2(used[1]):  # nothing tells more than everything there is to know
        return 0.0
    pairs = np.bincount(values * winners + winner, minlength=kinds * winners)
    table = pairs.reshape(kinds, winners).astype(float)
    joint = table / table.sum()
    apart = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    seen = joint > 0
    bits = float((joint[seen] * np.log2(joint[seen] / apart[seen])).sum())
    return max(0.0, bits - bias)
