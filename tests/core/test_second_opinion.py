"""A shortlist against a ranking, with chances counted by hand or by listing everything."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import comb

from hypothesis import given
from hypothesis import strategies as st

from stemwijzer.core.matching import MustState
from stemwijzer.core.second_opinion import (
    at_most_held,
    doubled_places,
    second_opinion,
    sum_at_least,
)
from tests.core.builders import ladder, ranking, steps, wish

Q1 = ladder("q1")


def five():
    """Five solutions on places 1 to 5, a quarter of the scale apart."""
    return ranking([wish(Q1, "v0")], [steps(name, i) for i, name in enumerate("abcde")])


def test_the_two_last_of_five_are_one_list_in_ten():
    # Of the 10 pairs out of five only {d, e} has places that add up to 9 or more.
    found = second_opinion(five(), ["d", "e"], {})
    assert (found.drawn_from, found.drawn, found.chance) == (5, 2, Fraction(1, 10))
    # The two best places hold none of them; C(3,2) = 3 of the 10 pairs hold none.
    assert (found.best_held, found.best_chance) == (0, Fraction(3, 10))


def test_the_two_first_of_five_are_no_surprise_at_all():
    found = second_opinion(five(), ["a", "b"], {})
    assert (found.chance, found.best_held, found.best_chance) == (1, 2, 1)
    assert found.better == ()


def test_better_solutions_outside_the_list_are_named():
    # c has a match of 50 %; a and b lead by 50 and 25 points, more than the five that count.
    assert [s.solution_id for s in second_opinion(five(), ["c"], {}).better] == ["a", "b"]


def test_a_small_lead_is_not_clearly_better():
    # A quarter of the scale on one of six equal questions: 1/24, just under five points.
    wishes = [wish(ladder(f"q{i}"), "v0") for i in range(1, 7)]
    found = ranking(wishes, [steps("a", *[0] * 6), steps("b", 1, *[0] * 5)])
    assert second_opinion(found, ["b"], {}).better == ()


def test_solutions_that_are_out_are_shown_and_not_drawn():
    result = ranking([wish(Q1, "v0", must=True)], [steps("a", 0), steps("b", 4), steps("c", 0)])
    found = second_opinion(result, ["a", "b"], {})
    assert [m.state for m in found.standings[1].must_haves] == [MustState.NOT_MET]
    assert (found.drawn, found.drawn_from) == (1, 2)


def test_a_list_of_nobody_ranked_has_no_chance():
    result = ranking([wish(Q1, "v0", must=True)], [steps("a", 0), steps("b", 4)])
    found = second_opinion(result, ["b"], {})
    assert (found.chance, found.best_chance) == (None, None)
    assert [s.solution_id for s in found.better] == ["a"]


def test_a_network_is_weighed_against_what_chance_would_give():
    # Two of the five are partners and both are on the list of two: 1 of the 10 pairs.
    (shared,) = second_opinion(five(), ["d", "e"], {"adviser": {"d", "e", "elsewhere"}}).networks
    assert (shared.listed, shared.qualifying, shared.chance) == (("d", "e"), 2, Fraction(1, 10))


def test_a_network_without_anyone_listed_proves_nothing():
    (shared,) = second_opinion(five(), ["d", "e"], {"adviser": {"a"}}).networks
    assert (shared.listed, shared.chance) == ((), 1)


def test_solutions_that_tie_share_the_mean_of_their_places():
    result = ranking([wish(Q1, "v0")], [steps("a", 0), steps("b", 1), steps("c", 1), steps("d", 2)])
    # Places 1, 2.5, 2.5, 4; doubled 2, 5, 5, 8.
    assert doubled_places(result.ranked) == {"a": 2, "b": 5, "c": 5, "d": 8}


@given(st.lists(st.integers(1, 20), min_size=1, max_size=8), st.data())
def test_counting_by_sums_equals_listing_every_subset(values, data):
    size = data.draw(st.integers(1, len(values)))
    observed = data.draw(st.integers(0, sum(values) + 1))
    listed = [sum(subset) for subset in combinations(values, size)]
    expected = Fraction(sum(total >= observed for total in listed), len(listed))
    assert sum_at_least(values, size, observed) == expected


@given(st.integers(1, 9), st.data())
def test_the_hypergeometric_chance_equals_listing_every_draw(population, data):
    marked = data.draw(st.integers(0, population))
    size = data.draw(st.integers(1, population))
    held = data.draw(st.integers(0, size))
    draws = combinations(range(population), size)
    few = sum(sum(member < marked for member in draw) <= held for draw in draws)
    assert at_most_held(population, marked, size, held) == Fraction(few, comb(population, size))
