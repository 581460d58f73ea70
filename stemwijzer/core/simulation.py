"""Many answer sheets at once: draw them, score every solution for all of them, give places.

A *codebook* numbers the answers each question can get; a sheet is then a row of codes, one per
question, and scoring looks up what each code adds to each solution. All sums are whole numbers, so
they equal those of ``matching.rank`` to the unit. Must-haves only weigh here: nobody is taken out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import ceil, floor, inf, log10

import numpy as np
from numpy.typing import NDArray

from stemwijzer.core.answer import AGREEMENT, NO_PREFERENCE, Answer, Importance, Value
from stemwijzer.core.matching import LEAST_COVERAGE
from stemwijzer.core.model import UNIT, Fact, Question, QuestionKind
from stemwijzer.core.profile import Profile, Target, Wish, make_wish
from stemwijzer.core.tables import Ranked, Row, Table

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
Codes = NDArray[np.int16]
"""Sheets: one row per sheet, one column per question of the codebook."""

OPEN = 0.2
"""Chance that a question is answered with neutral or no preference."""

IMPORTANCES = ((Importance.LESS, 0.2), (Importance.NORMAL, 0.6), (Importance.MORE, 0.2))
"""How important a question is, with the chance of each."""

MOST_WANTED = 3
"""A drawn answer to a set question names one to this many options."""

KEPT = 0.6
"""Chance that a sheet around a persona keeps an answer of the persona."""

STEPS_OF_TEN = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)
"""The numbers that are drawn: these, times powers of ten."""

BLOCK = 5_000
"""Sheets that are drawn and scored at a time; it bounds the memory."""

Key = tuple[Target, int, int]


class Draw(StrEnum):
    """How a sheet is drawn.

    ``UNIFORM``: every answer by itself. ``THEMED``: the same chances, but answers under one theme
    lean the same way. ``PERSONAS``: around the answers of a given profile.
    """

    UNIFORM = "uniform"
    THEMED = "themed"
    PERSONAS = "personas"


@dataclass(frozen=True, slots=True)
class Codebook:
    """What each code of each question asks (``None``: nothing).

    ``chances`` adds up the chances of the drawable answers of a question in the order of its scale;
    answer ``a`` with importance ``i`` has code ``3 * a + i``. Codes after those are never drawn.
    """

    questions: tuple[Question, ...]
    wishes: tuple[tuple[Wish | None, ...], ...]
    chances: tuple[Floats, ...]
    keys: tuple[Mapping[Key | None, int], ...]

    def encode(self, profile: Profile) -> Codes:
        """Return a profile as one row of codes; must-haves weigh as the highest importance.

        Raises KeyError for a wish the codebook was not made for.
        """
        wishes = {wish.question.id: wish for wish in profile.wishes}
        found = [
            keys[_key(wishes.get(question.id))]
            for question, keys in zip(self.questions, self.keys, strict=True)
        ]
        return np.array(found, dtype=np.int16)


def _key(wish: Wish | None) -> Key | None:
    return None if wish is None else (wish.target, wish.strength, wish.importance)


def make_codebook(
    questions: Iterable[Question], known: Iterable[Ranked], profiles: Iterable[Profile] = ()
) -> Codebook:
    """Return a codebook for these questions.

    ``known`` are the solutions whose facts say between which numbers a user could answer;
    ``profiles`` are sheets whose own answers must have a code too.
    """
    questions = tuple(questions)
    known, profiles = tuple(known), tuple(profiles)
    wishes: list[tuple[Wish | None, ...]] = []
    chances, keys = [], []
    for question in questions:
        name = question.attribute.id
        answers = _answers(question, [s.facts[name] for s in known if name in s.facts])
        own: list[Wish | None] = [
            make_wish(question, Answer(value, importance))
            for _, value in answers
            for importance, _ in IMPORTANCES
        ]
        codes = {_key(wish): code for code, wish in reversed(list(enumerate(own)))}
        for profile in profiles:
            wish = profile.wish(question.id)
            if _key(wish) not in codes:
                codes[_key(wish)] = len(own)
                own.append(wish)
        wishes.append(tuple(own))
        chances.append(np.cumsum([chance for chance, _ in answers]))
        keys.append(codes)
    return Codebook(questions, tuple(wishes), tuple(chances), tuple(keys))


def _answers(question: Question, facts: Sequence[Fact]) -> list[tuple[float, Value]]:
    """Return the drawable answers of a question with their chances, in the order of its scale."""
    match question.kind:
        case QuestionKind.STATEMENT:
            return [(OPEN, word) for word in reversed(AGREEMENT)]
        case QuestionKind.POSITION:
            values: list[Value] = [option.id for option in question.attribute.options]
        case QuestionKind.NUMBER:
            values = list(number_ladder(question, facts))
        case QuestionKind.SET:
            return [(OPEN, NO_PREFERENCE), *_sets(question)]
    if not values:
        return [(1.0, NO_PREFERENCE)]
    return [(OPEN, NO_PREFERENCE), *(((1 - OPEN) / len(values), value) for value in values)]


def _sets(question: Question) -> Iterator[tuple[float, Value]]:
    """Yield the sets of one to three options; every size is as likely as the others."""
    ids = [option.id for option in question.attribute.options]
    most = min(len(ids), question.most or len(ids), MOST_WANTED)
    for size in range(1, most + 1):
        found = list(combinations(ids, size))
        yield from (((1 - OPEN) / most / len(found), subset) for subset in found)


def number_ladder(question: Question, facts: Iterable[Fact]) -> tuple[float, ...]:
    """Return round numbers from the smallest to the largest that any fact speaks of."""
    rates = question.attribute.rates
    ends = [
        end
        for fact in facts
        for end in (
            fact.low,
            fact.high,
            None if fact.amount is None else fact.amount * rates[fact.currency],
        )
        if end is not None and 0 < end < inf and end >= question.minimum
    ]
    if not ends:
        return ()
    low, high = min(ends), max(ends)
    decades = range(floor(log10(low)) - 1, ceil(log10(high)) + 1)
    steps = [step * 10.0**decade for decade in decades for step in STEPS_OF_TEN]
    first = max([i for i, step in enumerate(steps) if step <= low], default=0)
    last = min([i for i, step in enumerate(steps) if step >= high], default=len(steps) - 1)
    found = (round(step, 6) for step in steps[first : last + 1])
    return tuple(step for step in found if step >= question.minimum)


# Drawing --------------------------------------------------------------------------------------


def blocks(
    codebook: Codebook, personas: Sequence[Codes], count: int, seed: int
) -> Iterator[tuple[Draw, Codes]]:
    """Yield ``count`` sheets in blocks, one third of each way of drawing (half without personas).

    Every question and theme has a stream of its own, made from the seed and its id: an added or
    moved question changes no answer to the others, and two versions of a catalogue get the same
    sheets.
    """
    ways = [way for way in Draw if personas or way is not Draw.PERSONAS]
    for index, way in enumerate(ways):
        left = count // len(ways) + (index < count % len(ways))
        for number in range(ceil(left / BLOCK)):
            yield (
                way,
                _draw(codebook, way, personas, min(BLOCK, left - number * BLOCK), seed, number),
            )


def _draw(
    codebook: Codebook, way: Draw, personas: Sequence[Codes], count: int, seed: int, number: int
) -> Codes:
    def stream(name: str) -> np.random.Generator:
        return np.random.default_rng([seed, number, list(Draw).index(way), *name.encode()])

    leanings: dict[str, Floats] = {}
    importance_chances = np.cumsum([chance for _, chance in IMPORTANCES])[:-1]
    codes = np.zeros((count, len(codebook.questions)), dtype=np.int16)
    for column, question in enumerate(codebook.questions):
        rng = stream(f"question {question.id}")
        place = rng.random(count)
        if way is Draw.THEMED:
            if question.theme not in leanings:
                leanings[question.theme] = stream(f"theme {question.theme}").random(count)
            place = _leaning(place, leanings[question.theme])
        answer = np.searchsorted(codebook.chances[column][:-1], place, side="right")
        importance = np.searchsorted(importance_chances, rng.random(count), side="right")
        codes[:, column] = answer * len(IMPORTANCES) + importance
        if way is Draw.PERSONAS:
            keeps = rng.random(count) < KEPT
            own = np.array([persona[column] for persona in personas], dtype=np.int16)
            codes[:, column] = np.where(keeps, own[np.arange(count) % len(own)], codes[:, column])
    return codes


def _leaning(own: Floats, shared: Floats) -> Floats:
    """Return the quantile of the mean of two uniform draws: uniform again, but correlated (1/2)."""
    mean = (own + shared) / 2
    return np.where(mean < 0.5, 2 * mean**2, 1 - 2 * (1 - mean) ** 2)


# Scoring --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Coded:
    """One question over its codes: the weight, and the cell of every solution (codes x m)."""

    column: int
    weights: Ints
    low: Ints
    point: Ints
    high: Ints
    known: Ints


@dataclass(frozen=True, slots=True)
class Scores:
    """The sums of n sheets over m solutions: as in ``matching.Standing``, n x m and n."""

    points: Ints
    known: Ints
    weights: Ints

    @property
    def ranked(self) -> NDArray[np.bool_]:
        """Who has enough public information to be ranked, per sheet."""
        share, whole = LEAST_COVERAGE
        enough = self.known * whole >= share * self.weights[:, None] * UNIT
        return np.asarray(enough & (self.weights > 0)[:, None])


class Scorer:
    """Scores sheets for the solutions of one table; made once, used for any number of sheets."""

    def __init__(self, table: Table, codebook: Codebook) -> None:
        self.table = table
        self.codebook = codebook
        self.size = len(table.solutions)
        self.questions = tuple(
            _coded(column, codebook.wishes[column], table)
            for column, question in enumerate(codebook.questions)
            if question.id in table.questions
        )
        self._added = [
            np.hstack(
                [
                    coded.weights[:, None] * coded.point,
                    coded.weights[:, None] * coded.known,
                    coded.weights[:, None],
                ]
            )
            for coded in self.questions
        ]

    def score(self, codes: Codes) -> Scores:
        """Return the sums for these sheets (memory: about 8 bytes per sheet and solution)."""
        total = np.zeros((len(codes), 2 * self.size + 1), dtype=np.int32)
        part = np.empty_like(total)
        for coded, added in zip(self.questions, self._added, strict=True):
            np.take(added, codes[:, coded.column], axis=0, out=part, mode="clip")
            total += part
        return Scores(total[:, : self.size], total[:, self.size : -1], total[:, -1])


def score(table: Table, codebook: Codebook, codes: Codes) -> Scores:
    """Score sheets for every solution of a table, in one go."""
    return Scorer(table, codebook).score(codes)


def _coded(column: int, wishes: Sequence[Wish | None], table: Table) -> Coded:
    """Look the rows up once per target; a wish nobody's facts speak about weighs nothing."""
    targets: dict[Target, int] = {}
    rows: list[Row] = []
    index, weights = [], []
    for wish in wishes:
        row = None if wish is None else table.row(wish.question, wish.target)
        if wish is None or row is None:
            index.append(0)
            weights.append(0)
            continue
        if wish.target not in targets:
            targets[wish.target] = len(rows)
            rows.append(row)
        index.append(targets[wish.target])
        weights.append(wish.weight)
    if not rows:
        empty = np.zeros((len(wishes), len(table.solutions)), dtype=np.int32)
        return Coded(column, np.array(weights, dtype=np.int32), empty, empty, empty, empty)
    cells = np.array(
        [[(cell.low, cell.point, cell.high, cell.known) for cell in row] for row in rows],
        dtype=np.int32,
    ).reshape(len(rows), len(table.solutions), 4)[index]
    low, point, high, known = (np.ascontiguousarray(cells[:, :, i]) for i in range(4))
    return Coded(column, np.array(weights, dtype=np.int32), low, point, high, known)


_LAST = np.iinfo(np.int32).max


def places(scores: Scores) -> Ints:
    """Return the place of every solution per sheet (1, 2, 2, 4); 0 where it is not ranked."""
    ranked = scores.ranked
    points = np.where(ranked, scores.points, _LAST)
    found = np.ones_like(points)
    for column in range(points.shape[1]):
        found += points[:, column, None] < points
    return np.where(ranked, found, 0)


def best_shares(costs: NDArray[np.generic], ranked: NDArray[np.bool_], most: int) -> Floats:
    """Return which part of the first ``most`` places each solution takes, per row; ties split.

    A row adds up to ``most``, or to the number that is ranked.
    """
    worst = np.inf if np.issubdtype(costs.dtype, np.floating) else _LAST
    values = np.where(ranked, costs, worst)
    if values.shape[1] <= most:
        return ranked.astype(float)
    limit = np.partition(values, most - 1, axis=1)[:, most - 1, None]
    inside = values < limit
    at_limit = (values == limit) & ranked
    left = most - inside.sum(axis=1, keepdims=True)
    return np.asarray(inside + at_limit * left / np.maximum(at_limit.sum(axis=1, keepdims=True), 1))
