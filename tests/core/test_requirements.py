"""Weights, points and places of a programme of requirements, worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.builders import attribute, choice, has, ladder, level, need, number, options, wish
from stemwijzer.core.answer import State
from stemwijzer.core.distance import cell, measure_shares
from stemwijzer.core.matching import MustState
from stemwijzer.core.model import GOALS, UNIT, Fact, Kind, Measure
from stemwijzer.core.profile import Profile
from stemwijzer.core.requirements import (
    FULL_POINTS,
    WHOLE_TOTAL,
    WHOLE_WEIGHT,
    Form,
    items_for,
    largest_remainder,
    placed,
    points_for,
    programme,
    score,
    score_line,
)

lists = options(attribute(Kind.SET, "a", "b", "c", id="lists"), Measure.ALL)
places = options(attribute(Kind.SET, "nl", "eu", id="places"), Measure.ANY)
users = number(attribute(Kind.INTERVAL, id="users"), Measure.WITHIN)
price = number(
    attribute(Kind.AMOUNT, id="price", rates={"EUR": 1.0}, currency="EUR"), Measure.AT_MOST
)
goals = options(attribute(Kind.SET, "g", id=GOALS, applies_to=frozenset()), Measure.ALL)

LISTS = wish(lists, frozenset({"a", "c"}))
PLACES = wish(places, frozenset({"nl", "eu"}))
USERS = wish(users, 20.0)
PRICE = wish(price, 60.0)


def made(*wishes, others=()):
    """Return the programme of these wishes; ``others`` are questions with a state."""
    states = {w.question.id: State.GIVEN for w in wishes} | {q.id: s for q, s in others}
    questions = [*(w.question for w in wishes), *(q for q, _ in others)]
    return programme(Profile(wishes, states), questions, "app")


def points(one, **answers):
    """Return the points of one wish for answers by item."""
    (line,) = made(one).lines
    return score_line(line, {f"{line.question.id}.{name}": a for name, a in answers.items()})


# Weights ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("weights", "parts"),
    [
        ([1, 1, 1], [334, 333, 333]),
        ([4, 4, 2, 1], [364, 363, 182, 91]),  # floors leave 3; remainders 7/11 7/11 9/11 10/11
        ([8], [1000]),
        ([], []),
        ([0, 0], [0, 0]),
    ],
)
def test_weights_are_divided_by_largest_remainder(weights, parts):
    assert largest_remainder(weights, WHOLE_WEIGHT) == parts


@given(st.lists(st.integers(1, 8), min_size=1, max_size=60))
def test_weights_always_add_up_and_stay_within_one_tenth(weights):
    parts = largest_remainder(weights, WHOLE_WEIGHT)
    assert sum(parts) == WHOLE_WEIGHT
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(WHOLE_WEIGHT * weight, sum(weights))) < 1
        assert part > 0


# The programme ----------------------------------------------------------------------------------


def test_must_haves_are_knock_outs_and_wishes_stand_by_weight():
    must = wish(places, frozenset({"nl"}), must=True, importance=4)
    found = made(wish(ladder("q1"), "v0", strength=1), must, wish(ladder("q2"), "v0"))
    assert [(line.number, line.question.id) for line in found.lines] == [
        ("K1", "places"),
        ("W1", "q2"),
        ("W2", "q1"),
    ]
    assert [line.weight for line in found.lines] == [0, 667, 333]


def test_questions_that_ask_nothing_are_open_or_free():
    others = [
        (ladder("skipped"), State.SKIPPED),
        (ladder("neutral"), State.NEUTRAL),
        (ladder("none"), State.NO_PREFERENCE),
        (ladder("no_demand"), State.GIVEN),
    ]
    found = made(LISTS, others=others)
    assert [q.id for q in found.open_] == ["skipped"]
    assert [q.id for q in found.free] == ["neutral", "none", "no_demand"]


def test_goals_stand_apart_and_what_means_nothing_here_is_told():
    elsewhere = ladder("elsewhere")
    for_others = attribute(Kind.LEVEL, "x", "y", id="far", applies_to=frozenset({"other"}))
    far = wish(need(for_others, "y"), "agree")
    found = made(LISTS, far, wish(goals, frozenset({"g"})), others=[(elsewhere, State.SKIPPED)])
    assert [line.question.id for line in found.lines] == ["lists"]
    assert [w.question.id for w in found.elsewhere] == ["far"]
    assert found.goals is not None


# Points -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("distance", "tenths"),
    [(0, 100), (1, 99), (6, 99), (UNIT // 3, 67), (UNIT // 2, 50), (UNIT, 0), (2457, 3)],
)
def test_points_are_rounded_halves_up_and_ten_only_for_a_full_fit(distance, tenths):
    """2457 of 2520 is 0.25 points: halves go up."""
    assert points_for(distance) == tenths


def test_a_level_earns_by_its_distance():
    one = wish(ladder("q"), "v1")
    assert items_for(one)[0].form is Form.LEVEL
    assert dict(items_for(one)[0].points) == {"v0": 75, "v1": 100, "v2": 75, "v3": 50, "v4": 25}
    assert points(one, setting="v3") == 50
    assert points(one) is None


def test_a_need_earns_in_full_beyond_its_demand():
    three = attribute(Kind.LEVEL, "none", "some", "all", id="x")
    assert dict(items_for(wish(need(three, "some"), "agree"))[0].points) == {
        "none": 0,
        "some": 100,
        "all": 100,
    }


def test_who_disagrees_with_a_choice_wants_the_other_end():
    poles = attribute(Kind.LEVELS, "left", "right", id="x")
    assert dict(items_for(wish(choice(poles, "left"), "disagree"))[0].points) == {
        "left": 0,
        "right": 100,
    }


@pytest.mark.parametrize(
    ("answers", "tenths"),
    [
        ({}, None),
        ({"a": "yes", "c": "yes"}, 100),
        ({"a": "yes", "c": "no"}, 50),
        ({"a": "yes"}, 50),  # a missing answer is a no once one is given
        ({"c": "no"}, 0),
    ],
)
def test_a_list_earns_the_share_of_yes(answers, tenths):
    assert points(LISTS, **answers) == tenths


def test_one_of_several_places_is_yes_or_no():
    assert (points(PLACES, any="yes"), points(PLACES, any="no"), points(PLACES)) == (100, 0, None)


@pytest.mark.parametrize(
    ("low", "high", "tenths"),
    [
        (20.0, 20.0, 100),
        (40.0, 90.0, 67),  # a factor 2 is a third of a factor 8
        (1.0, 5.0, 33),  # a factor 4
        (160.0, 999.0, 0),
        (1.0, 0.0, 0),
    ],
)
def test_a_size_outside_the_range_earns_by_the_ratio(low, high, tenths):
    assert points(USERS, lowest=low, highest=high) == tenths


def test_a_size_needs_both_ends():
    assert points(USERS, lowest=5.0) is None


@pytest.mark.parametrize(
    ("amount", "tenths"),
    # one cent over is less than half a unit of distance, ten cents is four
    [(10.0, 100), (60.0, 100), (60.01, 100), (60.1, 99), (90.0, 50), (120.0, 0), (1e9, 0)],
)
def test_an_amount_above_the_limit_earns_less_down_to_nothing_at_double(amount, tenths):
    assert points(PRICE, amount=amount) == tenths


@pytest.mark.parametrize("option", ["v0", "v1", "v2", "v3", "v4"])
def test_points_follow_the_distance_of_the_ranking(option):
    one, fact = wish(ladder("q"), "v1"), level(option)
    found = cell(one.question, one.target, fact, measure_shares(one.question.attribute, (fact,)))
    assert found is not None
    assert points(one, setting=option) == points_for(found.point)


@given(st.floats(1, 500), st.floats(1, 5000))
def test_sizes_and_amounts_earn_what_the_ranking_would_give(low, high):
    fact = Fact(low=min(low, high), high=max(low, high))
    found = cell(users, 20.0, fact, measure_shares(users.attribute, (fact,)))
    assert points(USERS, lowest=fact.low, highest=fact.high) == points_for(found.point)
    dear = Fact(amount=high, currency="EUR")
    found = cell(price, 60.0, dear, measure_shares(price.attribute, (dear,)))
    assert points(PRICE, amount=high) == points_for(found.point)


def test_a_list_earns_what_the_ranking_would_give():
    fact = has("a", not_=("b", "c"))
    found = cell(lists, LISTS.target, fact, measure_shares(lists.attribute, (fact,)))
    assert points(LISTS, a="yes", c="no") == points_for(found.point) == 50


# Totals and places ------------------------------------------------------------------------------


def two_wishes_and_a_knock_out():
    must = wish(places, frozenset({"nl"}), must=True)
    return made(must, wish(ladder("q"), "v0"), wish(lists, frozenset({"a", "c"}), strength=1))


def test_a_total_is_points_times_weight_and_a_full_fit_is_the_whole():
    found = two_wishes_and_a_knock_out()
    best = {"places.any": "yes", "q.setting": "v0", "lists.a": "yes", "lists.c": "yes"}
    assert score(found, "A", best).total == WHOLE_TOTAL
    half = score(found, "B", {"q.setting": "v2", "lists.a": "yes"})
    assert half.points == (None, 50, 50)
    assert half.total == 667 * 50 + 333 * 50
    assert (half.answered, half.state) == (2, MustState.UNKNOWN)


def test_a_knock_out_takes_ten_points_or_is_out():
    found = two_wishes_and_a_knock_out()
    states = [score(found, "x", {"places.any": a}).state for a in ("yes", "no")]
    assert states == [MustState.MET, MustState.NOT_MET]
    assert score(found, "x", {}).state is MustState.UNKNOWN


def test_places_are_shared_and_who_is_out_has_none():
    found = two_wishes_and_a_knock_out()
    yes, no = {"places.any": "yes"}, {"places.any": "no"}
    scores = placed(
        [
            score(found, "out", {**no, "q.setting": "v0"}),
            score(found, "low", {**yes, "q.setting": "v4"}),
            score(found, "one", {**yes, "q.setting": "v1"}),
            score(found, "two", {**yes, "q.setting": "v1"}),
        ]
    )
    assert [(s.vendor, s.rank, s.tied) for s in scores] == [
        ("one", 1, True),
        ("two", 1, True),
        ("low", 3, False),
        ("out", 0, False),
    ]


answers = st.fixed_dictionaries(
    {},
    optional={
        "places.any": st.sampled_from(["yes", "no"]),
        "q.setting": st.sampled_from(["v0", "v1", "v2", "v3", "v4"]),
        "lists.a": st.sampled_from(["yes", "no"]),
        "lists.c": st.sampled_from(["yes", "no"]),
    },
)


@given(st.lists(answers, min_size=2, max_size=5), answers)
def test_another_vendor_changes_no_total_and_no_order_among_the_others(columns, more):
    """What a relative formula cannot promise."""
    found = two_wishes_and_a_knock_out()
    before = [score(found, str(i), column) for i, column in enumerate(columns)]
    first = placed(before)
    then = [s for s in placed([*before, score(found, "more", more)]) if s.vendor != "more"]
    assert [(s.vendor, s.total) for s in first] == [(s.vendor, s.total) for s in then]
    assert all(0 <= s.total <= WHOLE_TOTAL for s in then)


@given(answers)
def test_a_yes_instead_of_a_no_never_costs_points(column):
    found = two_wishes_and_a_knock_out()
    better = {**column, "lists.a": "yes"}
    assert score(found, "x", better).total >= score(found, "x", column).total


def test_points_of_a_full_fit_are_ten():
    assert FULL_POINTS == points_for(0) == 100
