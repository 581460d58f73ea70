"""Answers, their importance, and the sheet that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum

from stemwijzer.core.model import Question, QuestionKind
from stemwijzer.record import record

NEUTRAL = "neutral"
NO_PREFERENCE = "no_preference"
SKIP = "skip"

AGREEMENT = {"fully_agree": 2, "agree": 1, NEUTRAL: 0, "disagree": -1, "fully_disagree": -2}
"""The five steps of a statement, in half units of strength; the sign is the side."""


class State(StrEnum):
    """What kind of answer stands at a question; only ``GIVEN`` can weigh."""

    GIVEN = "given"
    NEUTRAL = "neutral"
    NO_PREFERENCE = "no_preference"
    SKIPPED = "skipped"


class Importance(StrEnum):
    """How much the difference matters to the user."""

    LESS = "0.5"
    NORMAL = "1"
    MORE = "2"
    MUST = "must"

    @property
    def halves(self) -> int:
        """Importance in half units (1, 2, 4); a must-have weighs as much as the highest."""
        return {"0.5": 1, "1": 2, "2": 4, "must": 4}[self.value]

    @classmethod
    def proposed(cls, question: Question) -> Importance:
        """Return the importance a question proposes when the user gives none."""
        return cls.of_halves(question.importance)

    @classmethod
    def of_halves(cls, halves: int) -> Importance:
        """Return the importance that counts this much, in half units; never a must-have."""
        return {1: cls.LESS, 2: cls.NORMAL, 4: cls.MORE}[halves]


Value = str | float | tuple[str, ...]
"""A word (agreement, level, or one of the words for no answer), a number, or wanted options."""


@record
class Answer:
    """What the user says to one question. ``importance`` None takes what the question proposes."""

    value: Value
    importance: Importance | None = None

    @property
    def state(self) -> State:
        """Tell an answer with a wish from neutral, no preference and skipped."""
        match self.value:
            case "neutral":
                return State.NEUTRAL
            case "no_preference":
                return State.NO_PREFERENCE
            case "skip":
                return State.SKIPPED
        return State.GIVEN

    def importance_for(self, question: Question) -> Importance:
        """Return the importance that counts."""
        return self.importance or Importance.proposed(question)


@record
class AnswerSheet:
    """One respondent's answers with what is needed to read them again later.

    ``retired`` keeps answers to questions the present catalogue no longer asks.
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    organisation: str = ""
    role: str = ""
    note: str = ""
    language: str = ""
    catalogue_version: str = ""
    fingerprint: str = ""
    retired: Mapping[str, Answer] = field(default_factory=dict)

    def with_answer(self, question_id: str, answer: Answer | None) -> AnswerSheet:
        """Return a sheet with this answer set, or taken away when ``None``."""
        answers = dict(self.answers)
        answers.pop(question_id, None)
        if answer is not None:
            answers[question_id] = answer
        return replace(self, answers=answers)


def allowed_words(question: Question) -> tuple[str, ...]:
    """Return every word a question takes as (part of) an answer, the words for none included."""
    match question.kind:
        case QuestionKind.STATEMENT:
            return (*AGREEMENT, SKIP)
        case QuestionKind.NUMBER:
            return (NO_PREFERENCE, SKIP)
    return (*(option.id for option in question.attribute.options), NO_PREFERENCE, SKIP)
