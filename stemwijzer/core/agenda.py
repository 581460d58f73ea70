"""What a team should talk about: how far the answers lie apart, and where that decides anything.

The disagreement on a question is the weighted mean absolute difference between the answers of two
members, 0 (all the same) to 1 (opposite ends); a member counts by his weight times the importance
he gives. It is *relevant* when the joint first place, or the first three, differ between two of the
answers given, each taken as the answer of the whole team.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from math import lcm

from stemwijzer.core.answer import AGREEMENT, Answer, Importance, State
from stemwijzer.core.distance import ratio_distance
from stemwijzer.core.matching import LEAST_COVERAGE
from stemwijzer.core.model import UNIT, Question, QuestionKind, Sense
from stemwijzer.core.profile import Wish, make_wish
from stemwijzer.core.tables import Row, Table
from stemwijzer.core.team import Voice

TOP = 3


class Stake(StrEnum):
    """What depends on a question: the first place, the first three, or neither."""

    FIRST = "first"
    TOP_THREE = "top_three"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Position:
    """One answer with those who give it, and who would be first if the whole team gave it.

    ``importance`` is ``None`` for an answer that asks nothing.
    """

    answer: Answer
    importance: Importance | None
    members: tuple[str, ...]
    first: tuple[str, ...]
    top_three: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """One question as the team answers it. ``skipped`` are members who left it open.

    ``disagreement`` is ``None`` when fewer than two members take a place on its scale.
    """

    question_id: str
    disagreement: Fraction | None
    stake: Stake
    positions: tuple[Position, ...]
    skipped: tuple[str, ...]

    @property
    def agreed(self) -> bool:
        """Say whether nothing is left to talk about."""
        return self.stake is Stake.NOTHING and not self.disagreement


def agenda(voices: Sequence[Voice], table: Table) -> tuple[Issue, ...]:
    """Return every question somebody answered, the most relevant first."""
    issues = [
        issue
        for question in table.questions.values()
        if (issue := _issue(question, voices, table)).positions
    ]
    stakes = list(Stake)
    return tuple(sorted(issues, key=lambda i: (stakes.index(i.stake), -(i.disagreement or 0))))


def _issue(question: Question, voices: Sequence[Voice], table: Table) -> Issue:
    groups: dict[
        tuple[Answer, Importance | None], tuple[Answer, Importance | None, list[Voice]]
    ] = {}
    skipped = []
    for voice in voices:
        answer = voice.member.answers.get(question.id)
        if answer is None or answer.state is State.SKIPPED:
            skipped.append(voice.member.name)
            continue
        wish = make_wish(question, answer)
        importance = answer.importance_for(question) if wish else None
        said = _in_order(question, answer)
        groups.setdefault((said, importance), (said, importance, []))[2].append(voice)
    outcomes = Outcomes(question, voices, table)
    positions = []
    # The answer most heard stands first.
    for answer, importance, found in sorted(
        groups.values(), key=lambda g: (-sum(v.share for v in g[2]), _order(g[0], g[1]))
    ):
        wish = make_wish(question, replace(answer, importance=importance))
        first, top = outcomes.with_answer(wish)
        names = tuple(voice.member.name for voice in found)
        positions.append(Position(answer, importance, names, first, top))
    return Issue(
        question.id,
        disagreement(question, voices),
        _stake(positions),
        tuple(positions),
        tuple(skipped),
    )


def _in_order(question: Question, answer: Answer) -> Answer:
    """Return the answer with its options in the order of the scale, so that equal is equal."""
    value = answer.value
    if isinstance(value, tuple):
        value = tuple(o.id for o in question.attribute.options if o.id in value)
    return Answer(value)


def _order(answer: Answer, importance: Importance | None) -> tuple[str, str]:
    value = answer.value
    said = ",".join(sorted(value)) if isinstance(value, tuple) else str(value)
    return said, importance.value if importance else ""


def _stake(positions: Sequence[Position]) -> Stake:
    if len({frozenset(p.first) for p in positions}) > 1:
        return Stake.FIRST
    if len({frozenset(p.top_three) for p in positions}) > 1:
        return Stake.TOP_THREE
    return Stake.NOTHING


# How far apart --------------------------------------------------------------------------------

Spot = Fraction | float | frozenset[str]


def disagreement(question: Question, voices: Sequence[Voice]) -> Fraction | None:
    """Return the weighted mean absolute difference over all pairs of members with a place."""
    weights: dict[Spot, int] = {}
    total = squares = 0
    for voice in voices:
        answer = voice.member.answers.get(question.id)
        spot = None if answer is None else _spot(question, answer)
        if answer is None or spot is None:
            continue
        weight = voice.share * answer.importance_for(question).halves
        weights[spot] = weights.get(spot, 0) + weight
        total += weight
        squares += weight * weight
    pairs = total * total - squares  # twice the weight of all pairs
    if pairs == 0:
        return None
    spots = list(weights)
    apart = sum(
        (
            2 * weights[a] * weights[b] * _gap(a, b)
            for i, a in enumerate(spots)
            for b in spots[i + 1 :]
        ),
        Fraction(0),
    )
    return apart / pairs


def _spot(question: Question, answer: Answer) -> Spot | None:
    """Return where an answer lies on the scale of its question; disagreeing with a need is 0."""
    value = answer.value
    match question.kind:
        case QuestionKind.STATEMENT:
            if answer.state is State.SKIPPED:
                return None
            steps = AGREEMENT[str(value)]
            if question.sense is Sense.NEED:
                return Fraction(max(0, steps), 2)
            return Fraction(steps + 2, 4)
        case _ if answer.state is not State.GIVEN:
            return None
        case QuestionKind.POSITION:
            return Fraction(question.attribute.option(str(value)).at, UNIT)
        case QuestionKind.SET:
            assert isinstance(value, tuple)
            return frozenset(value)
        case _:
            assert isinstance(value, int | float)
            return float(value)


def _gap(one: Spot, other: Spot) -> Fraction:
    """Return how far two answers lie apart, 0..1."""
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return Fraction(len(one ^ other), len(one | other))
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return abs(one - other)
    assert isinstance(one, float)
    assert isinstance(other, float)
    return Fraction(ratio_distance(max(one, other), min(one, other)), UNIT)


# What it changes ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Base:
    """The sums of all members without one question, over one denominator, with room for it.

    ``factor`` is what a distance times a weight of the new answer counts for; ``least`` the
    coverage a solution needs.
    """

    points: list[int]
    known: list[int]
    factor: int
    least: int


class Outcomes:
    """Who would be first if every member gave the same answer to one question."""

    def __init__(self, question: Question, voices: Sequence[Voice], table: Table) -> None:
        self.question = question
        self.voices = voices
        self.table = table
        self._bases: dict[int, _Base] = {}
        self._found: dict[object, tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._own = [self._cells(voice.member.profile.wish(question.id)) for voice in voices]
        self._blocked = [
            any(q != question.id for voice in voices for q in voice.standings[s].unmet)
            for s in range(len(table.solutions))
        ]

    def with_answer(self, wish: Wish | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return those on the first place and those among the first three."""
        key = None if wish is None else (wish.target, wish.weight, wish.must)
        if key not in self._found:
            self._found[key] = self._outcome(wish)
        return self._found[key]

    def _cells(self, wish: Wish | None) -> tuple[int, Row | None]:
        """Return the weight of a wish and its distances; nothing when nobody's facts speak."""
        row = None if wish is None else self.table.row(wish.question, wish.target)
        return (wish.weight, row) if wish is not None and row is not None else (0, None)

    def _base(self, weight: int) -> _Base:
        if weight not in self._bases:
            self._bases[weight] = self._make_base(weight)
        return self._bases[weight]

    def _make_base(self, weight: int) -> _Base:
        rest = [
            (v, own, v.weight - own[0] + weight)
            for v, own in zip(self.voices, self._own, strict=True)
        ]
        rest = [(v, own, whole) for v, own, whole in rest if whole]
        scale = lcm(*(whole for _, _, whole in rest))
        points = [0] * len(self.table.solutions)
        known = [0] * len(self.table.solutions)
        factor = 0
        for voice, (own_weight, row), whole in rest:
            part = voice.share * (scale // whole)
            factor += part
            for s, standing in enumerate(voice.standings):
                cell = row[s] if row else None
                points[s] += part * (standing.point - (own_weight * cell.point if cell else 0))
                known[s] += part * (standing.known - (own_weight * cell.known if cell else 0))
        total = sum(voice.share for voice, _, _ in rest)
        return _Base(points, known, factor, LEAST_COVERAGE[0] * scale * UNIT * total)

    def _outcome(self, wish: Wish | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        weight, row = self._cells(wish)
        base = self._base(weight)
        values: dict[str, int] = {}
        for s, solution in enumerate(self.table.solutions):
            cell = row[s] if row else None
            refused = wish is not None and wish.must and cell is not None and cell.low > 0
            known = base.known[s] + (base.factor * weight * cell.known if cell else 0)
            if refused or self._blocked[s] or known * LEAST_COVERAGE[1] < base.least:
                continue
            values[solution.id] = base.points[s] + (
                base.factor * weight * cell.point if cell else 0
            )
        if not base.factor:
            return (), ()
        return tuple(_best(values, 1)), tuple(_best(values, TOP))


def _best(values: dict[str, int], most: int) -> Iterator[str]:
    """Yield those with a place of at most ``most``, the best first; ties share their place."""
    ordered = sorted(values.items(), key=lambda item: item[1])
    for name, value in ordered:
        if sum(other < value for _, other in ordered) < most:
            yield name
