"""The record of one moment of the interview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from stemwijzer.core.answer import Answer, AnswerSheet, Importance
from stemwijzer.core.model import Question
from stemwijzer.interview.values import choices

NOWHERE = -1
"""Cursor of a question nobody answered yet: a pointer on the first choice would push it."""


class Mode(StrEnum):
    """Which screen is shown, or how the interview ended."""

    WELCOME = "welcome"
    QUESTION = "question"
    OVERVIEW = "overview"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Notice:
    """One line about the last event: a text key with its values."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class State:
    """Everything the interview is at one moment.

    ``cursor`` counts choices (``NOWHERE`` when none is pointed at) or rows of the overview.
    ``chosen`` and ``typed`` hold a set or a number that is being entered. ``importances`` keeps
    what was said about questions that have no answer yet. ``visiting`` means the question was
    opened from the overview and leads back to it.
    """

    questions: tuple[Question, ...]
    sheet: AnswerSheet
    mode: Mode = Mode.QUESTION
    index: int = 0
    cursor: int = NOWHERE
    chosen: frozenset[str] = frozenset()
    typed: str = ""
    importances: Mapping[str, Importance] = field(default_factory=dict)
    visiting: bool = False
    help: bool = False
    notice: Notice | None = None

    @property
    def question(self) -> Question:
        """The question on screen, or the one last shown."""
        return self.questions[self.index]

    @property
    def open(self) -> tuple[int, ...]:
        """Indexes of the questions without an answer; a skipped question has one."""
        return tuple(i for i, q in enumerate(self.questions) if q.id not in self.sheet.answers)

    @property
    def answered(self) -> int:
        """How many questions have an answer, skipped ones included."""
        return len(self.questions) - len(self.open)

    @property
    def done_row(self) -> int:
        """Row of the overview that shows the result; below "go on" while questions are open."""
        return 1 if self.open else 0

    @property
    def first_question_row(self) -> int:
        """Row of the overview with the first question."""
        return self.done_row + 1

    @property
    def rows(self) -> int:
        """How many places the cursor can stand."""
        if self.mode is Mode.OVERVIEW:
            return self.first_question_row + len(self.questions)
        return len(choices(self.question)) if self.mode is Mode.QUESTION else 0

    @property
    def pointed(self) -> Question | None:
        """The question keys work on: the one asked, or the one pointed at in the overview."""
        if self.mode is Mode.QUESTION:
            return self.question
        place = self.cursor - self.first_question_row
        if self.mode is Mode.OVERVIEW and 0 <= place < len(self.questions):
            return self.questions[place]
        return None

    def answer(self, question: Question) -> Answer | None:
        """Return the answer to a question, or ``None`` when it is open."""
        return self.sheet.answers.get(question.id)

    def importance(self, question: Question) -> Importance:
        """Return the importance that counts, or will count, for a question."""
        answer = self.answer(question)
        if answer is not None:
            return answer.importance_for(question)
        return self.importances.get(question.id, Importance.proposed(question))
