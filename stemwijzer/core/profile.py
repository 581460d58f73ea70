"""From answers to a profile: a target and a weight per question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from stemwijzer.core.answer import AGREEMENT, Answer, AnswerSheet, Importance, State
from stemwijzer.core.model import GOALS, Question, QuestionKind, Sense
from stemwijzer.record import record

Target = str | float | frozenset[str]
"""What a wish aims at: ``agree``/``disagree`` (statements), a level, options or a number."""

FULL_STRENGTH = 2
"""Strength of a full wish, in half units."""

WEIGHT_UNITS = 4
"""Weights are whole numbers of 1/4: half units of strength times half units of importance."""


@record
class Wish:
    """One question of a profile that weighs.

    ``strength`` (1 or 2) and ``importance`` (1, 2 or 4) are in half units, so ``weight``, their
    product, is in quarter units.
    """

    question: Question
    target: Target
    strength: int
    importance: int
    must: bool

    @property
    def weight(self) -> int:
        """The weight in quarter units, at least 1."""
        return self.strength * self.importance

    @property
    def agreement(self) -> str:
        """The word answered to a statement: its side, fully or not."""
        return str(self.target) if self.strength < FULL_STRENGTH else f"fully_{self.target}"


@record
class Profile:
    """What matters to one respondent: the wishes that weigh, and the state of every question."""

    wishes: tuple[Wish, ...]
    states: Mapping[str, State]

    def wish(self, question_id: str) -> Wish | None:
        """Return the wish of a question, or ``None`` when it does not weigh."""
        return next((w for w in self.wishes if w.question.id == question_id), None)


def make_profile(questions: Iterable[Question], sheet: AnswerSheet) -> Profile:
    """Return the profile of a sheet; a question without an answer counts as skipped."""
    wishes: list[Wish] = []
    states: dict[str, State] = {}
    for question in questions:
        answer = sheet.answers.get(question.id)
        states[question.id] = State.SKIPPED if answer is None else answer.state
        wish = None if answer is None else make_wish(question, answer)
        if wish is not None:
            wishes.append(wish)
    return Profile(tuple(wishes), states)


def make_wish(question: Question, answer: Answer) -> Wish | None:
    """Return what an answer asks of solutions, or ``None`` when it asks nothing.

    Neutral, no preference, skipped and disagreeing with a need all ask nothing.
    """
    if answer.state is not State.GIVEN:
        return None
    importance = answer.importance_for(question)
    strength = FULL_STRENGTH
    target: Target
    match question.kind:
        case QuestionKind.STATEMENT:
            steps = AGREEMENT[str(answer.value)]
            if steps < 0 and question.sense is Sense.NEED:
                return None
            strength = abs(steps)
            target = "agree" if steps > 0 else "disagree"
        case QuestionKind.POSITION:
            target = str(answer.value)
        case QuestionKind.SET:
            assert isinstance(answer.value, tuple)
            target = frozenset(answer.value)
        case QuestionKind.NUMBER:
            assert isinstance(answer.value, int | float)
            target = float(answer.value)
    return Wish(question, target, strength, importance.halves, importance is Importance.MUST)


def single_targets(question: Question) -> Iterator[Target]:
    """Yield what can be asked, one thing at a time: sides, levels, options; of a number nothing."""
    match question.kind:
        case QuestionKind.STATEMENT:
            yield "agree"
            if question.sense is Sense.CHOICE:
                yield "disagree"
        case QuestionKind.POSITION:
            yield from (option.id for option in question.attribute.options)
        case QuestionKind.SET:
            yield from (frozenset({option.id}) for option in question.attribute.options)


def theme_shares(profile: Profile) -> list[tuple[str, float, int]]:
    """Return per theme its id, its share of the weight (0..1) and its number of wishes.

    The heaviest theme first. The goals are left aside: these rank no solution.
    """
    groups: dict[str, list[Wish]] = {}
    for wish in profile.wishes:
        if wish.question.attribute.id != GOALS:
            groups.setdefault(wish.question.theme, []).append(wish)
    weights = {theme: sum(wish.weight for wish in group) for theme, group in groups.items()}
    total = sum(weights.values())
    ordered = sorted(groups, key=lambda theme: -weights[theme])
    return [(theme, weights[theme] / total, len(groups[theme])) for theme in ordered if total]
