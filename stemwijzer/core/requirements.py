"""A programme of requirements: knock-outs, weighted wishes, and points on a scale fixed beforehand.

Points are absolute: they depend on the answer and the wish alone, never on what other vendors
answer, so that adding or dropping a vendor moves nobody (relative formulas do: PIANOo lists the
rank-order paradox; Schotanus et al. 2022 count how often it happens). Ten points for a fit, none
for no fit, in tenths, from the same distances as the ranking. Only a full fit gives ten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from stemwijzer.core.answer import State
from stemwijzer.core.distance import ratio_distance, rounded, scale_distance
from stemwijzer.core.matching import MustState
from stemwijzer.core.model import GOALS, UNIT, Attribute, Kind, Measure, Question
from stemwijzer.core.profile import Profile, Wish

FULL_POINTS = 100
"""Points of a full fit, in tenths."""

WHOLE_WEIGHT = 1000
"""The weights of all wishes together, in tenths of a percent."""

WHOLE_TOTAL = FULL_POINTS * WHOLE_WEIGHT
"""The total of a vendor that fits everything; shown as 100."""

YES, NO = "yes", "no"

LOW, HIGH, AMOUNT, SETTING, ANY_OF = "lowest", "highest", "amount", "setting", "any"
"""Names of items that are not an option of the attribute."""


class Form(StrEnum):
    """What a vendor fills in: one of the levels, yes or no, or a number."""

    LEVEL = "level"
    YES_NO = "yes_no"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a vendor fills in.

    ``points`` holds, for a level, the points (in tenths) per option id.
    """

    id: str
    form: Form
    points: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One requirement. ``weight`` is in tenths of a percent and 0 for a knock-out."""

    number: str
    wish: Wish
    items: tuple[Item, ...]
    weight: int = 0

    @property
    def question(self) -> Question:
        """The question behind it."""
        return self.wish.question

    def key(self, item: Item) -> str:
        """Return a name for an item that is unique in the programme."""
        return f"{self.question.id}.{item.id}"


@dataclass(frozen=True, slots=True)
class Programme:
    """All requirements for one application, and the questions that ask nothing, by their state.

    ``open_`` were skipped, ``free`` were answered in a way that asks nothing, ``elsewhere`` are
    wishes that mean nothing for this application. ``goals`` are the goals chosen.
    """

    application: str
    knock_outs: tuple[Line, ...]
    wishes: tuple[Line, ...]
    open_: tuple[Question, ...]
    free: tuple[Question, ...]
    elsewhere: tuple[Wish, ...]
    goals: Wish | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        """Knock-outs first, then wishes."""
        return (*self.knock_outs, *self.wishes)


def programme(profile: Profile, questions: Iterable[Question], application: str) -> Programme:
    """Return the programme of a profile: wishes the heaviest first, the rest in their order."""
    asked = [q for q in questions if q.applies(application)]
    own = [w for w in profile.wishes if w.question in asked]
    musts = [w for w in own if w.must]
    wishes = sorted((w for w in own if not w.must), key=lambda w: -w.weight)
    weights = largest_remainder([w.weight for w in wishes], WHOLE_WEIGHT)
    quiet = [q for q in asked if profile.wish(q.id) is None]
    goals = [w for w in profile.wishes if w.question.attribute.id == GOALS]
    return Programme(
        application,
        tuple(Line(f"K{i}", w, items_for(w)) for i, w in enumerate(musts, 1)),
        tuple(
            Line(f"W{i}", w, items_for(w), weight)
            for i, (w, weight) in enumerate(zip(wishes, weights, strict=True), 1)
        ),
        tuple(q for q in quiet if profile.states[q.id] is State.SKIPPED),
        tuple(q for q in quiet if profile.states[q.id] is not State.SKIPPED),
        tuple(w for w in profile.wishes if w.question not in asked and w not in goals),
        goals[0] if goals else None,
    )


def largest_remainder(weights: Sequence[int], whole: int) -> list[int]:
    """Divide a whole in proportion to weights; what rounding leaves goes to the largest remainders.

    Of equal remainders the first gets it.
    """
    total = sum(weights)
    if total == 0:
        return [0 for _ in weights]
    parts = [whole * w // total for w in weights]
    order = sorted(range(len(weights)), key=lambda i: -(whole * weights[i] % total))
    for i in order[: whole - sum(parts)]:
        parts[i] += 1
    return parts


def points_for(distance: int) -> int:
    """Return the points of a distance, in tenths, halves up; ten only for a full fit."""
    if distance == 0:
        return FULL_POINTS
    return min(FULL_POINTS - 1, rounded(Fraction(FULL_POINTS * (UNIT - distance), UNIT)))


def items_for(wish: Wish) -> tuple[Item, ...]:
    """Return what a vendor fills in for a wish."""
    question, attribute = wish.question, wish.question.attribute
    match attribute.kind:
        case Kind.SET:
            if question.measure is Measure.ANY:
                return (Item(ANY_OF, Form.YES_NO),)
            return tuple(Item(o, Form.YES_NO) for o in wanted(attribute, wish))
        case Kind.INTERVAL:
            return (Item(LOW, Form.NUMBER), Item(HIGH, Form.NUMBER))
        case Kind.AMOUNT:
            return (Item(AMOUNT, Form.NUMBER),)
    levels = (
        (o.id, points_for(scale_distance(question, wish.target, o.at))) for o in attribute.options
    )
    return (Item(SETTING, Form.LEVEL, tuple(levels)),)


def wanted(attribute: Attribute, wish: Wish) -> tuple[str, ...]:
    """Return the wanted options of a set in the order of the attribute."""
    assert isinstance(wish.target, frozenset)
    return tuple(o.id for o in attribute.options if o.id in wish.target)


# Scoring

Given = Mapping[str, str | float]
"""What a vendor filled in, by the key of the item: an option id, ``yes``/``no`` or a number."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A vendor's column: its name, its answers, and the evidence it names, by key of the item."""

    vendor: str
    answers: Given
    evidence: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """The outcome for one vendor.

    ``points`` are tenths per line (``None``: nothing to go on), ``total`` of ``WHOLE_TOTAL``.
    ``rank`` counts from 1 among those that meet the knock-outs as far as known, 0 for the others.
    """

    vendor: str
    points: tuple[int | None, ...]
    knock_outs: tuple[MustState, ...]
    answered: int
    total: int
    rank: int = 0
    tied: bool = False

    @property
    def state(self) -> MustState:
        """What is known of all knock-outs together."""
        for state in (MustState.NOT_MET, MustState.UNKNOWN):
            if state in self.knock_outs:
                return state
        return MustState.MET


def score_line(line: Line, given: Given) -> int | None:
    """Return the points of one line, in tenths; ``None`` when it cannot be told.

    In a list of options a missing answer is a no, once one is answered.
    """
    answers = [given.get(line.key(item)) for item in line.items]
    first = line.items[0]
    if first.form is Form.LEVEL:
        return None if answers[0] is None else dict(first.points)[str(answers[0])]
    if first.form is Form.YES_NO:
        if all(a is None for a in answers):
            return None
        missing = sum(a != YES for a in answers)
        return points_for(rounded(Fraction(missing * UNIT, len(answers))))
    if any(a is None for a in answers):
        return None
    return points_for(_number_distance(line.wish, [float(a) for a in answers if a is not None]))


def _number_distance(wish: Wish, answers: list[float]) -> int:
    assert isinstance(wish.target, float)
    if wish.question.measure is Measure.AT_MOST:
        over = answers[0] - wish.target
        if over <= 0:
            return 0
        return round(UNIT * min(1.0, over / wish.target)) if wish.target > 0 else UNIT
    low, high = answers
    return min(UNIT, max(ratio_distance(low, wish.target), ratio_distance(wish.target, high)))


def score(programme_: Programme, vendor: str, given: Given) -> Score:
    """Score one vendor; what is not answered gets no points."""
    points = tuple(score_line(line, given) for line in programme_.lines)
    outs = points[: len(programme_.knock_outs)]
    total = sum(
        line.weight * (found or 0)
        for line, found in zip(programme_.lines, points, strict=True)
        if line.weight
    )
    return Score(vendor, points, tuple(_state(p) for p in outs), len(given), total)


def _state(points: int | None) -> MustState:
    if points is None:
        return MustState.UNKNOWN
    return MustState.MET if points == FULL_POINTS else MustState.NOT_MET


def placed(scores: Iterable[Score]) -> tuple[Score, ...]:
    """Give places by total; ties share one, and who fails a knock-out has none and stands last."""
    scores = tuple(scores)
    running = [s for s in scores if s.state is not MustState.NOT_MET]
    found = []
    for one in sorted(scores, key=lambda s: (s.state is MustState.NOT_MET, -s.total)):
        if one not in running:
            found.append(one)
            continue
        rank = 1 + sum(other.total > one.total for other in running)
        tied = sum(other.total == one.total for other in running) > 1
        found.append(
            Score(one.vendor, one.points, one.knock_outs, one.answered, one.total, rank, tied)
        )
    return tuple(found)
