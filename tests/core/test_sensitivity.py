"""Closed forms, each worked by hand."""

from __future__ import annotations

from fractions import Fraction

from stemwijzer.core.answer import Answer
from stemwijzer.core.matching import rank
from stemwijzer.core.model import Kind
from stemwijzer.core.sensitivity import sensitivity
from tests.core.builders import (
    FIVE,
    attribute,
    choice,
    ladder,
    profile,
    solution,
    steps,
    table,
    wish,
)

Q1, Q2 = ladder("q1"), ladder("q2")


def examined(wishes, solutions):
    found = table([w.question for w in wishes], solutions)
    return sensitivity(rank(profile(*wishes), found), found)


# A is 0 and 2 steps off, B 1 and 0 steps; a step is 630. Weights 4 and 1 (quarter units):
#   A = 4 * 0 + 1 * 1260 = 1260, B = 4 * 630 + 1 * 0 = 2520. A leads by 1260.
WISHES = [wish(Q1, "v0"), wish(Q2, "v0", strength=1, importance=1)]
SOLUTIONS = [steps("a", 0, 2), steps("b", 1, 0)]


def test_a_weight_may_move_until_the_lines_cross():
    # x * 630 - 1 * 1260 >= 0 gives x >= 2 quarters = 1/2 for q1 (no upper end);
    # 4 * 630 - y * 1260 >= 0 gives y <= 2 quarters = 1/2 for q2.
    first, second = examined(WISHES, SOLUTIONS).intervals
    assert (first.weight, first.low, first.high) == (Fraction(1), Fraction(1, 2), None)
    assert (first.below, first.above) == ("b", "")
    assert (second.weight, second.low, second.high) == (Fraction(1, 4), 0, Fraction(1, 2))
    assert (second.below, second.above) == ("", "b")


def test_the_smallest_shift_of_weight_closes_the_gap():
    # Moving one quarter from q1 to q2 takes 630 + 1260 = 1890 off the lead of 1260: 2/3 of a
    # quarter is enough, of the total of 5 quarters that is 2/15.
    (shift,) = examined(WISHES, SOLUTIONS).shifts
    assert (shift.solution_id, shift.away, shift.towards) == ("b", "q1", "q2")
    assert shift.share == Fraction(2, 15)


def test_no_shift_helps_a_solution_that_is_behind_everywhere():
    (shift,) = examined(
        [wish(Q1, "v0"), wish(Q2, "v0")], [steps("a", 0, 0), steps("b", 1, 1)]
    ).shifts
    assert shift.share is None


def test_one_wrong_fact_is_enough_when_it_is_worth_more_than_the_gap():
    # If q1 of A were wrong (v4) it would cost 4 * 2520 = 10080, more than the lead of 1260.
    (wrong,) = examined(WISHES, SOLUTIONS).wrong_facts
    assert (wrong.count, wrong.cells) == (1, (("a", "q1"),))


def test_unknown_facts_cannot_be_wrong():
    # Everything of B on q2 is unknown and counts as the mean of the others. The only known facts:
    # A on q1 and q2 and B on q1.
    found = examined(WISHES, [steps("a", 0, 0), steps("b", 4, None), steps("c", 4, 4)])
    assert all(cell != ("b", "q2") for wrong in found.wrong_facts for cell in wrong.cells)


def test_the_nearest_answer_that_changes_number_one_is_found():
    # Wanting v1 instead of v0 on q1: A = 4 * 630 + 1260, B = 0; so B is first, one step away.
    found = examined(WISHES, SOLUTIONS).answers
    assert found[0].question_id == "q1"
    assert (found[0].steps, found[0].answer.value, found[0].first) == (1, "v1", ("b",))


def test_a_statement_is_changed_step_by_step_until_the_winner_changes():
    # A agrees fully, B is at the other pole; at neutral both are equal (A stays among the first),
    # so the first answer with another winner is to disagree: three steps from fully agree.
    poles = choice(attribute(Kind.LEVEL, *FIVE, id="q1"), "v0")
    found = examined([wish(poles, "agree"), wish(Q2, "v0")], [steps("a", 0, 0), steps("b", 4, 0)])
    (change,) = [a for a in found.answers if a.question_id == "q1"]
    assert (change.steps, change.answer, change.first) == (
        3,
        Answer("disagree", change.answer.importance),
        ("b",),
    )


def test_leaving_out_the_question_that_decides_changes_number_one():
    (left,) = examined(WISHES, SOLUTIONS).left_out
    assert (left.question_id, left.first) == ("q1", ("b",))


def test_one_solution_alone_has_nothing_to_be_sensitive_to():
    assert examined([wish(Q1, "v0")], [steps("a", 0), solution("b")]) is None
