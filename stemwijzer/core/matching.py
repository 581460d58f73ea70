"""Rank the solutions of one application for one profile.

The distance of a solution is the weighted mean of its question distances (city block, linear
weights, fixed scales; SPOTIS with the user's own wishes as expected point, Dezert et al. 2020).
Everything is a sum of whole numbers, so equal is equal; percentages are made when shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum

from stemwijzer.core.distance import Cell
from stemwijzer.core.model import GOALS, UNIT
from stemwijzer.core.profile import Profile, Wish
from stemwijzer.core.tables import Table
from stemwijzer.record import record

GOOD_MATCH = (6, 10)
"""Below this share the best match is called no good match."""

LEAST_COVERAGE = (1, 3)
"""A solution with less of the profile's weight covered is not ranked."""

ANSWER_STEPS = 4
"""Steps from one end of an answer scale to the other; one of them makes a close call."""


class MustState(StrEnum):
    """What is known about a must-have."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """The outcome of a ranking as a whole."""

    RANKED = "ranked"
    NO_GOOD_MATCH = "no_good_match"
    NONE_LEFT = "none_left"
    NO_PROFILE = "no_profile"


@record
class Contribution:
    """What one question adds to the distance of one solution: ``weight * cell`` of the total."""

    wish: Wish
    cell: Cell

    @property
    def sum(self) -> int:
        """The expected distance times the weight."""
        return self.wish.weight * self.cell.point


@record
class MustHave:
    """One must-have of the profile as it stands for one solution."""

    question_id: str
    state: MustState


@record
class Standing:
    """One solution with its distance, bounds, coverage and place.

    ``low``, ``point``, ``high`` are sums of weight times distance; divided by ``weight * UNIT``
    they are distances in 0..1 (best case, expected, worst case). ``known`` divided by the same is
    the coverage. ``rank`` counts from 1 and is 0 for a solution that is not ranked;
    an excluded solution carries the rank it would have had.
    """

    solution_id: str
    contributions: tuple[Contribution, ...]
    must_haves: tuple[MustHave, ...]
    weight: int
    low: int
    point: int
    high: int
    known: int
    rank: int = 0
    tied: bool = False
    close_call: bool = False
    possible_winner: bool = False

    @property
    def match(self) -> float:
        """One minus the expected distance, 0..1."""
        return self._share(self.point)

    @property
    def match_low(self) -> float:
        """The match when every unknown turns out at its worst."""
        return self._share(self.high)

    @property
    def match_high(self) -> float:
        """The match when every unknown turns out at its best."""
        return self._share(self.low)

    @property
    def coverage(self) -> float:
        """The share of the profile's weight for which a fact is known, 0..1."""
        return self.known / (self.weight * UNIT)

    def _share(self, distance: int) -> float:
        total = self.weight * UNIT
        return (total - distance) / total

    @property
    def unmet(self) -> tuple[str, ...]:
        """The must-haves that are known not to be met."""
        return tuple(m.question_id for m in self.must_haves if m.state is MustState.NOT_MET)


@record
class MustEffect:
    """What one must-have does to a ranking.

    ``removes`` counts the solutions that do not meet it, ``alone`` those that fail on nothing
    else, and ``best_back`` names the best of these (empty when there is none).
    """

    question_id: str
    removes: int
    alone: int
    best_back: str


@record
class Ranking:
    """The outcome for one application. ``relax`` names the must-have that, given up, brings the
    best solution back; ``left_out`` the wishes nobody's facts say anything about.
    """

    application: str
    status: Status
    weight: int
    wishes: tuple[Wish, ...]
    left_out: tuple[str, ...]
    ranked: tuple[Standing, ...]
    excluded: tuple[Standing, ...]
    unranked: tuple[Standing, ...]
    must_effects: tuple[MustEffect, ...]
    relax: str

    @property
    def first(self) -> tuple[Standing, ...]:
        """All solutions on the first place."""
        return tuple(s for s in self.ranked if s.rank == 1)

    def standing(self, solution_id: str) -> Standing | None:
        """Return one solution wherever it stands."""
        for standing in (*self.ranked, *self.excluded, *self.unranked):
            if standing.solution_id == solution_id:
                return standing
        return None


MustTest = Callable[[Wish, Cell | None], MustState | None]
"""Judges a wish as a must-have; ``None`` when it is none. No cell: unknown of every solution."""


def product_must(wish: Wish, cell: Cell | None) -> MustState | None:
    """Judge a must-have of the user: certain either way, or unknown."""
    if not wish.must:
        return None
    if cell is None:
        return MustState.UNKNOWN
    if cell.low > 0:
        return MustState.NOT_MET
    return MustState.MET if cell.high == 0 and cell.whole else MustState.UNKNOWN


def goal_must(wish: Wish, cell: Cell | None) -> MustState | None:
    """Judge an application: it must serve at least one of the goals.

    The user's must-haves are demands on products, so they only weigh here.
    """
    if wish.question.attribute.id != GOALS or cell is None:
        return None
    return MustState.NOT_MET if cell.point == UNIT else MustState.MET


def rank(profile: Profile, table: Table, must_test: MustTest = product_must) -> Ranking:
    """Rank the solutions of a table for a profile.

    ``must_test`` decides who is taken out of the ranking. Ties share a rank (1, 2, 2, 4); inside a
    tie the order is that of the table and means nothing.
    """
    asked = [w for w in profile.wishes if w.question.id in table.questions]
    rows = [(wish, table.row(wish.question, wish.target)) for wish in asked]
    used = [(wish, row) for wish, row in rows if row is not None]
    left_out = tuple(wish.question.id for wish, row in rows if row is None)
    weight = sum(wish.weight for wish, _ in used)
    if weight == 0:
        return Ranking(table.application, Status.NO_PROFILE, 0, (), left_out, (), (), (), (), "")
    standings = [
        _standing(
            solution.id, [(wish, row[i] if row else None) for wish, row in rows], weight, must_test
        )
        for i, solution in enumerate(table.solutions)
    ]
    unranked = [s for s in standings if not s.unmet and not _enough(s)]
    ranked = _place([s for s in standings if not s.unmet and _enough(s)])
    excluded = [_would_be(s, ranked) for s in standings if s.unmet]
    musts = [m.question_id for m in standings[0].must_haves] if standings else []
    effects = _must_effects(musts, excluded)
    return Ranking(
        application=table.application,
        status=_status(ranked),
        weight=weight,
        wishes=tuple(wish for wish, _ in used),
        left_out=left_out,
        ranked=ranked,
        excluded=tuple(sorted(excluded, key=lambda s: s.point)),
        unranked=tuple(sorted(unranked, key=lambda s: s.point)),
        must_effects=effects,
        relax=_relax(effects, excluded),
    )


def _standing(
    solution_id: str,
    wishes: Sequence[tuple[Wish, Cell | None]],
    weight: int,
    must_test: MustTest,
) -> Standing:
    cells = [(wish, cell) for wish, cell in wishes if cell is not None]
    judged = [(wish.question.id, must_test(wish, cell)) for wish, cell in wishes]
    return Standing(
        solution_id=solution_id,
        contributions=tuple(Contribution(wish, cell) for wish, cell in cells),
        must_haves=tuple(MustHave(name, state) for name, state in judged if state is not None),
        weight=weight,
        low=sum(wish.weight * cell.low for wish, cell in cells),
        point=sum(wish.weight * cell.point for wish, cell in cells),
        high=sum(wish.weight * cell.high for wish, cell in cells),
        known=sum(wish.weight * cell.known for wish, cell in cells),
    )


def _enough(standing: Standing) -> bool:
    share, whole = LEAST_COVERAGE
    return standing.known * whole >= share * standing.weight * UNIT


def _place(standings: list[Standing]) -> tuple[Standing, ...]:
    """Give places, ties, close calls and possible winners to solutions that may be ranked."""
    ordered = sorted(standings, key=lambda s: s.point)
    # Only a solution sure to stay in can guarantee a bound that others must reach.
    certain = sorted(
        (s.high, s.solution_id)
        for s in ordered
        if all(m.state is MustState.MET for m in s.must_haves)
    )
    placed: list[Standing] = []
    for index, standing in enumerate(ordered):
        same = [s for s in ordered if s.point == standing.point]
        after = next((s for s in ordered if s.point > standing.point), None)
        guaranteed = next((h for h, name in certain if name != standing.solution_id), None)
        placed.append(
            replace(
                standing,
                rank=1 + sum(s.point < standing.point for s in ordered[:index]),
                tied=len(same) > 1,
                close_call=after is not None and _close(standing, after),
                possible_winner=guaranteed is None or standing.low <= guaranteed,
            )
        )
    return tuple(placed)


def _close(standing: Standing, after: Standing) -> bool:
    """Say whether two differ by less than one answer step on a question of average weight."""
    gap, questions = after.point - standing.point, len(standing.contributions)
    return gap * questions * ANSWER_STEPS < standing.weight * UNIT


def _would_be(standing: Standing, ranked: Sequence[Standing]) -> Standing:
    """Give an excluded solution the rank it would have had among those that are ranked."""
    if not _enough(standing):
        return standing
    return replace(standing, rank=1 + sum(s.point < standing.point for s in ranked))


def _status(ranked: Sequence[Standing]) -> Status:
    if not ranked:
        return Status.NONE_LEFT
    best, (share, whole) = ranked[0], GOOD_MATCH
    if (best.weight * UNIT - best.point) * whole < share * best.weight * UNIT:
        return Status.NO_GOOD_MATCH
    return Status.RANKED


def _must_effects(
    question_ids: Sequence[str], excluded: Sequence[Standing]
) -> tuple[MustEffect, ...]:
    effects = []
    for question_id in question_ids:
        alone = [s for s in excluded if s.unmet == (question_id,)]
        effects.append(
            MustEffect(
                question_id,
                sum(question_id in s.unmet for s in excluded),
                len(alone),
                min(alone, key=lambda s: s.point).solution_id if alone else "",
            )
        )
    return tuple(effects)


def _relax(effects: Sequence[MustEffect], excluded: Sequence[Standing]) -> str:
    """Return the must-have whose relaxing brings the best solution back (empty: none does)."""
    points = {s.solution_id: s.point for s in excluded}
    useful = [effect for effect in effects if effect.best_back]
    return min(useful, key=lambda e: points[e.best_back]).question_id if useful else ""
