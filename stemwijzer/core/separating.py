"""Which open question would separate the candidates best?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stemwijzer.core.answer import State
from stemwijzer.core.matching import Standing
from stemwijzer.core.model import UNIT, Question, QuestionKind, Sense
from stemwijzer.core.profile import Profile, Target
from stemwijzer.core.tables import Table


def separating_questions(
    profile: Profile, table: Table, candidates: Sequence[Standing]
) -> tuple[tuple[Question, float], ...]:
    """Return the questions without a wish that can tell candidates apart, the best first.

    The figure is the largest gap (0..1) that one answer would put between two candidates on facts
    that are known; unknown facts separate nobody. Numbers are left out: any gap can be made there.
    """
    columns = {solution.id: i for i, solution in enumerate(table.solutions)}
    picked = [columns[standing.solution_id] for standing in candidates]
    found = []
    for question in table.questions.values():
        if profile.states[question.id] is State.GIVEN:
            continue
        gap = max(
            (_gap(table, question, target, picked) for target in _targets(question)), default=0
        )
        if gap:
            found.append((question, gap / UNIT))
    return tuple(sorted(found, key=lambda pair: -pair[1]))


def _gap(table: Table, question: Question, target: Target, picked: Sequence[int]) -> int:
    row = table.row(question, target)
    if row is None:
        return 0
    known = [row[i].point for i in picked if row[i].known == UNIT]
    return max(known) - min(known) if known else 0


def _targets(question: Question) -> Iterator[Target]:
    """Yield what a user might ask: both sides, every level, every single option."""
    match question.kind:
        case QuestionKind.STATEMENT:
            yield "agree"
            if question.sense is Sense.CHOICE:
                yield "disagree"
        case QuestionKind.POSITION:
            yield from (option.id for option in question.attribute.options)
        case QuestionKind.SET:
            yield from (frozenset({option.id}) for option in question.attribute.options)
