"""Each rule against the ranking, worked by hand; a ladder step is 630 units."""

from __future__ import annotations

from fractions import Fraction

import pytest

from core.builders import ladder, ranking, steps, wish
from stemwijzer.core.model import UNIT
from stemwijzer.core.second_rules import CHECKS, Rule, cost, order, rerank, second_opinions

Q1, Q2, Q3 = ladder("q1"), ladder("q2"), ladder("q3")


def opinion(result, rule):
    return next(o for o in second_opinions(result) if o.rule is rule)


def one_big_against_two_middling():
    # even: 1260 + 1890 = 3150; spiky: 2520 + 0 = 2520. The ranking prefers spiky.
    return ranking([wish(Q1, "v0"), wish(Q2, "v0")], [steps("spiky", 4, 0), steps("even", 2, 3)])


def test_euclid_prefers_two_middling_shortfalls_over_one_big_one():
    result = one_big_against_two_middling()
    assert [s.solution_id for s in result.first] == ["spiky"]
    # In steps: spiky 4 * (16 + 0), even 4 * (4 + 9).
    assert order(Rule.EUCLIDEAN, result.ranked) == (
        ("even", 4 * 13 * 630**2),
        ("spiky", 4 * 16 * 630**2),
    )
    found = opinion(result, Rule.EUCLIDEAN)
    assert (found.first, found.agrees, found.cause) == (("even",), False, "q1")


def test_the_worst_need_looks_at_the_largest_shortfall_only():
    result = one_big_against_two_middling()
    assert order(Rule.WORST_NEED, result.ranked) == (("even", 1890 * 4), ("spiky", 2520 * 4))
    found = opinion(result, Rule.WORST_NEED)
    assert (found.first, found.agrees, found.cause) == (("even",), False, "q1")


def test_the_worst_need_weighs():
    # heavy misses 630 on a question of weight 8, light 1260 on one of weight 2.
    result = ranking(
        [wish(Q1, "v0", importance=4), wish(Q2, "v0", importance=1)],
        [steps("heavy", 1, 0), steps("light", 0, 2)],
    )
    assert order(Rule.WORST_NEED, result.ranked) == (("light", 2520), ("heavy", 5040))


def test_the_agreement_count_prefers_few_shortfalls_however_large():
    result = ranking(
        [wish(Q1, "v0", importance=4), wish(Q2, "v0"), wish(Q3, "v0")],
        [steps("nearly", 1, 1, 0), steps("except_one", 0, 0, 4)],
    )
    # nearly: 630 * 12 = 7560; except_one: 2520 * 4 = 10080.
    assert [s.solution_id for s in result.first] == ["nearly"]
    assert order(Rule.AGREEMENT, result.ranked) == (("except_one", 4), ("nearly", 12))
    found = opinion(result, Rule.AGREEMENT)
    # q1 moves most: 8/16 under the rule against 5040/40320 in the ranking.
    assert (found.first, found.agrees, found.cause) == (("except_one",), False, "q1")


def test_equal_weights_forget_what_mattered():
    result = ranking(
        [wish(Q1, "v0", importance=4), wish(Q2, "v0", strength=1, importance=1)],
        [steps("heeds", 0, 4), steps("heeds_not", 1, 0)],
    )
    # Weights 8 and 1: heeds 2520, heeds_not 5040; with equal weights 2520 against 630.
    assert [s.solution_id for s in result.first] == ["heeds"]
    assert order(Rule.EQUAL_WEIGHTS, result.ranked) == (("heeds_not", 630), ("heeds", 2520))
    found = opinion(result, Rule.EQUAL_WEIGHTS)
    assert (found.first, found.agrees, found.cause) == (("heeds_not",), False, "q2")


def test_head_to_head_looks_at_what_is_known_of_both_only():
    wishes = [wish(Q1, "v0"), wish(Q2, "v0")]
    silent, open_, third = steps("silent", 1, None), steps("open", 0, 4), steps("third", 4, 0)
    result = ranking(wishes, [silent, open_], [silent, open_, third])
    # q2 is known at 2520 and 0, so silence counts 1260 there: silent 1890 * 4 beats open 2520 * 4.
    assert [s.solution_id for s in result.first] == ["silent"]
    # Both are known on q1 only (weight 4 of 8): a lead of 630 * 4 over 2520 * (4 + 8/4) = 1/6.
    assert order(Rule.HEAD_TO_HEAD, result.ranked) == (
        ("open", Fraction(-1, 6)),
        ("silent", Fraction(1, 6)),
    )
    found = opinion(result, Rule.HEAD_TO_HEAD)
    # Documentation is the cause, not a question.
    assert (found.first, found.agrees, found.cause) == (("open",), False, "")


def test_head_to_head_is_the_mean_over_all_opponents():
    result = ranking([wish(Q1, "v0")], [steps("a", 0), steps("b", 1), steps("c", 4)])
    # One question of weight 4: the lead of one step is 630 * 4 / (2520 * (4 + 1)) = 1/5.
    assert order(Rule.HEAD_TO_HEAD, result.ranked) == (
        ("a", -Fraction(1 + 4, 5) / 2),
        ("b", -Fraction(3 - 1, 5) / 2),
        ("c", -Fraction(-4 - 3, 5) / 2),
    )


def test_solutions_with_nothing_known_in_common_do_not_beat_each_other():
    wishes = [wish(Q1, "v0"), wish(Q2, "v0")]
    result = ranking(wishes, [steps("a", 0, None), steps("b", None, 4)])
    assert {value for _, value in order(Rule.HEAD_TO_HEAD, result.ranked)} == {0}


def test_a_rule_agrees_when_it_keeps_one_of_the_first():
    # Equal sums (2520): the ranking has both first, the worst need only the even one.
    result = ranking([wish(Q1, "v0"), wish(Q2, "v0")], [steps("spiky", 4, 0), steps("even", 2, 2)])
    assert len(result.first) == 2
    found = opinion(result, Rule.WORST_NEED)
    assert (found.first, found.agrees, found.cause) == (("even",), True, "")


def test_every_rule_speaks_once_and_the_ranking_itself_is_no_check():
    result = one_big_against_two_middling()
    assert tuple(o.rule for o in second_opinions(result)) == CHECKS
    assert Rule.CITY_BLOCK not in CHECKS
    assert len(CHECKS) == len(Rule) - 1


def test_a_rule_names_all_its_firsts_when_they_tie():
    result = ranking([wish(Q1, "v0")], [steps("a", 0), steps("b", 0), steps("c", 2)])
    for found in second_opinions(result):
        assert found.first == ("a", "b")
        assert found.agrees


def test_the_city_block_cost_is_the_distance_of_the_ranking():
    for standing in one_big_against_two_middling().ranked:
        assert cost(Rule.CITY_BLOCK, standing) == standing.point


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_solutions_need_no_second_opinion(count):
    result = ranking([wish(Q1, "v0")], [steps("a", 1)][:count], [steps("a", 1)])
    assert second_opinions(result) == ()


def test_reranking_changes_places_and_no_numbers():
    result = one_big_against_two_middling()
    changed = rerank(result, Rule.EUCLIDEAN)
    assert [(s.solution_id, s.rank) for s in changed.ranked] == [("even", 1), ("spiky", 2)]
    assert {s.solution_id: s.point for s in changed.ranked} == {
        "spiky": 2520 * 4,
        "even": 3150 * 4,
    }
    assert changed.weight * UNIT == result.weight * UNIT


def test_reranking_shares_places_too():
    result = ranking(
        [wish(Q1, "v0"), wish(Q2, "v0")],
        [steps("a", 1, 0), steps("b", 0, 2), steps("c", 1, 1)],
    )
    changed = rerank(result, Rule.AGREEMENT)
    assert [(s.solution_id, s.rank, s.tied) for s in changed.ranked] == [
        ("a", 1, True),
        ("b", 1, True),
        ("c", 3, False),
    ]


def test_reranking_by_the_rule_of_the_ranking_keeps_the_places():
    result = ranking(
        [wish(Q1, "v0"), wish(Q2, "v0")],
        [steps("a", 3, 0), steps("b", 1, 1), steps("c", 2, 0)],
    )
    again = rerank(result, Rule.CITY_BLOCK)
    assert [(s.solution_id, s.rank, s.tied) for s in again.ranked] == [
        (s.solution_id, s.rank, s.tied) for s in result.ranked
    ]
