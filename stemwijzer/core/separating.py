"""Which open question would separate the candidates best?"""

from __future__ import annotations

from collections.abc import Sequence

from stemwijzer.core.answer import State
from stemwijzer.core.matching import Standing
from stemwijzer.core.model import UNIT, Question
from stemwijzer.core.profile import Profile, Target, single_targets
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
            (_gap(table, question, target, picked) for target in single_targets(question)),
            default=0,
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
