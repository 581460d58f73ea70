from __future__ import annotations

import pytest

from core.builders import ladder, ranking, steps, wish
from stemwijzer.core.explain import compare, explain, is_known

Q = {f"q{i}": ladder(f"q{i}") for i in range(1, 7)}


def ids(contributions):
    return [c.wish.question.id for c in contributions]


@pytest.fixture
def result():
    importances = {"q1": 2, "q2": 4, "q3": 2, "q4": 4, "q5": 2, "q6": 4}
    wishes = [wish(Q[name], "v0", importance=halves) for name, halves in importances.items()]
    return ranking(
        wishes,
        [
            steps("subject", 0, 0, 4, 1, None, None),
            steps("other", 1, 0, 0, 3, 4, 0),
        ],
    )


def test_what_fits_is_for_and_the_heaviest_stands_first(result):
    assert ids(explain(result.standing("subject")).for_) == ["q2", "q1"]


def test_what_costs_is_against_and_the_costliest_stands_first(result):
    # q3: 4 steps * weight 4 = 16; q4: 1 step * weight 8 = 8.
    assert ids(explain(result.standing("subject")).against) == ["q3", "q4"]


def test_what_is_open_is_neither_and_what_could_cost_most_stands_first(result):
    # Both could go from 0 to 2520; q6 weighs 8, q5 weighs 4.
    explanation = explain(result.standing("subject"))
    assert ids(explanation.unknown) == ["q6", "q5"]
    assert not any(is_known(c) for c in explanation.unknown)
    assert all(is_known(c) for c in (*explanation.for_, *explanation.against))


def test_an_explanation_holds_every_question_once(result):
    for standing in result.ranked:
        found = explain(standing)
        parts = ids((*found.for_, *found.against, *found.unknown))
        assert sorted(parts) == sorted(Q)
        assert sum(c.sum for c in (*found.for_, *found.against, *found.unknown)) == standing.point


def test_an_open_question_that_is_expected_to_fit_is_still_open(result):
    """Silence is never a reason for."""
    q6 = next(c for c in result.standing("subject").contributions if c.wish.question.id == "q6")
    assert q6.cell.point == 0
    assert not is_known(q6)


def test_a_comparison_starts_with_the_question_that_decides_most(result):
    rows = compare((result.standing("subject"), result.standing("other")))
    # In steps times weight, subject against other: q1 0/4, q2 0/0, q3 16/0, q4 8/24,
    # q5 16/16 (unknown, the mean of what is known), q6 0/0.
    assert [(row.question_id, row.gap // 630) for row in rows] == [
        ("q3", 16),
        ("q4", 16),
        ("q1", 4),
        ("q2", 0),
        ("q5", 0),
        ("q6", 0),
    ]


def test_a_comparison_keeps_the_order_of_the_solutions(result):
    names = ("other", "subject")
    rows = compare(tuple(result.standing(name) for name in names))
    q3 = next(row for row in rows if row.question_id == "q3")
    assert [c.sum for c in q3.contributions] == [0, 2520 * 4]


def test_the_gap_of_several_is_between_the_best_and_the_worst():
    result = ranking([wish(Q["q1"], "v0")], [steps("a", 0), steps("b", 3), steps("c", 1)])
    (row,) = compare(result.ranked)
    assert row.gap == 3 * 630 * 4
