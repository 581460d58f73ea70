"""Questions that tell the candidates apart."""

from __future__ import annotations

from stemwijzer.core.answer import State
from stemwijzer.core.matching import rank
from stemwijzer.core.profile import Profile
from stemwijzer.core.separating import separating_questions
from tests.core.builders import ladder, steps, table, wish

Q1, Q2, Q3, Q4 = (ladder(f"q{i}") for i in range(1, 5))


def separated(solutions, states):
    found = table([Q1, Q2, Q3, Q4], solutions)
    who = Profile((wish(Q1, "v0"),), {f"q{i}": state for i, state in enumerate(states, start=1)})
    return [
        (question.id, gap)
        for question, gap in separating_questions(who, found, rank(who, found).ranked)
    ]


OPEN, DONE = State.SKIPPED, State.GIVEN


def test_the_question_with_the_largest_gap_comes_first():
    # q2: 1 step apart (0.25); q3: wanting v0 puts 0 against 4 steps, a gap of 1; q4: equal.
    solutions = [steps("a", 0, 0, 0, 2), steps("b", 0, 1, 4, 2)]
    assert separated(solutions, [DONE, OPEN, OPEN, OPEN]) == [("q3", 1), ("q2", 0.25)]


def test_neutral_questions_may_be_asked_again_and_answered_ones_not():
    solutions = [steps("a", 0, 0, 0), steps("b", 0, 4, 4)]
    assert separated(solutions, [DONE, State.NEUTRAL, DONE, OPEN]) == [("q2", 1)]


def test_unknown_facts_separate_nobody():
    assert separated([steps("a", 0, 0), steps("b", 0, None)], [DONE, OPEN, OPEN, OPEN]) == []
