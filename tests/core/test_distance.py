"""Every kind of question against every kind of fact, worked by hand in units of 1/2520."""

from __future__ import annotations

from fractions import Fraction
from math import inf

import pytest

from core.builders import attribute, choice, has, level, need, number, options, position
from stemwijzer.core.distance import (
    Cell,
    Shares,
    cell,
    measure_shares,
    outcomes,
    ratio_distance,
    rounded,
    scale_distance,
    worst,
)
from stemwijzer.core.model import UNIT, Fact, Kind, Measure

NOTHING = Shares()

BOOL = attribute(Kind.BOOL, "no", "yes")
LEVEL = attribute(Kind.LEVEL, "none", "some", "most", "all")  # 0, 840, 1680, 2520
LEVELS = attribute(Kind.LEVELS, "none", "extra", "built_in", "core")  # 0, 840, 1680, 2520
SET = attribute(Kind.SET, "a", "b", "c", "d")
INTERVAL = attribute(Kind.INTERVAL)
AMOUNT = attribute(Kind.AMOUNT, currency="EUR", rates={"EUR": 1.0, "USD": 0.5})


def shares(**of_ten: int) -> Shares:
    return Shares({option: Fraction(count, 10) for option, count in of_ten.items()})


# Needs ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("fact", "distance"), [("yes", 0), ("no", UNIT)])
def test_a_need_for_a_yes_is_met_or_not(fact, distance):
    assert cell(need(BOOL, "yes"), "agree", level(fact), NOTHING) == Cell.exact(distance)


@pytest.mark.parametrize(
    ("fact", "distance"),
    # Demand "most" stands at 1680: none lacks all of it, some lacks (1680 - 840) / 1680 = half.
    [("none", 2520), ("some", 1260), ("most", 0), ("all", 0)],
)
def test_a_need_for_at_least_a_level_measures_the_shortfall(fact, distance):
    assert cell(need(LEVEL, "most"), "agree", level(fact), NOTHING) == Cell.exact(distance)


@pytest.mark.parametrize(
    ("fact", "distance"),
    # Demand "some" stands at 840: most is 840 / (2520 - 840) = half of the way to the end.
    [("none", 0), ("some", 0), ("most", 1260), ("all", 2520)],
)
def test_a_need_for_at_most_a_level_measures_the_excess(fact, distance):
    question = need(LEVEL, "some", up=False)
    assert cell(question, "agree", level(fact), NOTHING) == Cell.exact(distance)


# Choices and positions --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "fact", "distance"),
    [
        ("agree", "all", 0),
        ("agree", "most", 840),
        ("agree", "none", 2520),
        ("disagree", "none", 0),
        ("disagree", "most", 1680),
        ("disagree", "all", 2520),
    ],
)
def test_a_choice_measures_from_the_pole_that_was_chosen(target, fact, distance):
    assert cell(choice(LEVEL, "all"), target, level(fact), NOTHING) == Cell.exact(distance)


def test_a_choice_may_agree_with_the_low_end():
    question = choice(LEVEL, "none")
    assert scale_distance(question, "agree", 0) == 0
    assert scale_distance(question, "disagree", 0) == UNIT


@pytest.mark.parametrize(
    ("fact", "distance"), [("none", 840), ("some", 0), ("most", 840), ("all", 1680)]
)
def test_a_position_measures_to_the_level_on_both_sides(fact, distance):
    assert cell(position(LEVEL), "some", level(fact), NOTHING) == Cell.exact(distance)


def test_the_worst_distance_of_a_position_in_the_middle_is_less_than_the_whole_scale():
    assert worst(position(LEVEL), "some") == 1680
    assert worst(position(LEVEL), "none") == UNIT


def test_the_worst_distance_of_sets_and_numbers_is_the_whole_scale():
    assert worst(options(SET, Measure.ALL), frozenset({"a"})) == UNIT
    assert worst(number(INTERVAL, Measure.WITHIN), 5.0) == UNIT


# Levels: several settings, three-valued ---------------------------------------------------------


def test_a_product_fits_as_well_as_its_nearest_setting():
    """A switch that can be turned off does not make a product heavy on AI."""
    fact = has("none", "core", not_=["extra", "built_in"])
    assert cell(position(LEVELS), "none", fact, NOTHING) == Cell.exact(0)
    assert cell(position(LEVELS), "core", fact, NOTHING) == Cell.exact(0)
    # Wish "extra" at 840: "none" is 840 away, "core" 1680.
    assert cell(position(LEVELS), "extra", fact, NOTHING) == Cell.exact(840)


def test_a_nearer_setting_nobody_proved_or_disproved_counts_with_its_share():
    # Wish "none". Shown: built_in (1680). Open and nearer: none (0) with share 3/10 and extra
    # (840) with share 5/10. Expected 3/10 * 0 + 7/10 * 5/10 * 840 + 7/10 * 5/10 * 1680 = 882.
    found = cell(position(LEVELS), "none", has("built_in"), shares(none=3, extra=5, built_in=9))
    # Between best 0 and worst 1680 of 2520 is open: known (2520 - 1680) / 2520 of a unit = 840.
    assert found == Cell(low=0, point=882, high=1680, known=840)


def test_a_farther_setting_that_is_open_does_not_matter():
    found = cell(position(LEVELS), "none", has("none"), shares(extra=9, core=9))
    assert found == Cell.exact(0)


def test_a_disproved_setting_is_never_expected():
    # Only extra (840) is open before built_in (1680): 5/10 * 840 + 5/10 * 1680 = 1260.
    found = cell(position(LEVELS), "none", has("built_in", not_=["none"]), shares(none=8, extra=5))
    assert found == Cell(low=840, point=1260, high=1680, known=1680)


def test_with_nothing_shown_the_farthest_open_setting_is_the_worst_case():
    # Open: extra (840), share 0 because nobody shows it, and built_in (1680).
    found = cell(position(LEVELS), "none", has(not_=["none", "core"]), NOTHING)
    assert found == Cell(low=840, point=1680, high=1680, known=1680)


def test_with_one_setting_left_everything_is_known():
    found = cell(position(LEVELS), "none", has(not_=["none", "extra", "built_in"]), NOTHING)
    assert found == Cell.exact(2520)


def test_with_every_setting_disproved_nothing_fits():
    found = cell(
        position(LEVELS), "extra", has(not_=["none", "extra", "built_in", "core"]), NOTHING
    )
    assert found == Cell.exact(1680)


def test_a_need_on_settings_takes_the_setting_that_meets_it():
    question = need(LEVELS, "extra", up=False)
    assert cell(question, "agree", has("none", "core"), NOTHING) == Cell.exact(0)


def test_a_choice_on_settings_can_fit_both_poles():
    fact = has("none", "core")
    assert cell(choice(LEVELS, "core"), "agree", fact, NOTHING) == Cell.exact(0)
    assert cell(choice(LEVELS, "core"), "disagree", fact, NOTHING) == Cell.exact(0)


# Sets -------------------------------------------------------------------------------------------

ALL = options(SET, Measure.ALL)
ANY = options(SET, Measure.ANY)
WANTED = frozenset({"a", "b", "c"})


def test_all_counts_the_share_of_the_wanted_options_that_is_missing():
    found = cell(ALL, WANTED, has("a", not_=["b", "c"]), shares(a=5, b=5, c=5))
    assert found == Cell.exact(1680)  # two of three


def test_all_ignores_what_is_not_wanted():
    found = cell(ALL, frozenset({"a"}), has("a", not_=["b", "d"]), shares(a=5, b=5, d=5))
    assert found == Cell.exact(0)


def test_an_option_that_is_half_there_costs_half():
    found = cell(ALL, WANTED, has("a", "b", partly=["c"]), shares(a=5, b=5, c=5))
    assert found == Cell.exact(420)  # half of one third of 2520


def test_an_unknown_option_costs_the_share_of_solutions_that_lack_it():
    # a shown 0, b absent 1, c unknown 1 - 3/10: (1 + 7/10) / 3 * 2520 = 1428.
    found = cell(ALL, WANTED, has("a", not_=["b"]), shares(a=5, b=5, c=3))
    # At best (1 + 0) / 3 = 840, at worst (1 + 1) / 3 = 1680; two of three options are known.
    assert found == Cell(low=840, point=1428, high=1680, known=1680)


def test_a_wanted_option_that_is_unknown_of_everyone_is_left_out_for_all():
    # Only a and b can be asked: half is missing.
    found = cell(ALL, WANTED, has("a", not_=["b"]), shares(a=5, b=5))
    assert (found.low, found.point, found.high, found.known) == (1260, 1260, 1260, UNIT)


def test_a_set_of_which_nothing_is_known_of_anyone_cannot_be_asked():
    assert cell(ALL, WANTED, has("d"), shares(d=5)) is None
    assert cell(ANY, WANTED, has("d"), shares(d=5)) is None


def test_any_is_content_with_one():
    found = cell(ANY, WANTED, has("c", not_=["a"]), shares(a=5, b=5, c=5))
    assert found == Cell.exact(0)


def test_any_is_as_far_as_can_be_when_all_are_proven_absent():
    found = cell(ANY, WANTED, has("d", not_=["a", "b", "c"]), shares(a=5, b=5, c=5, d=5))
    assert found == Cell.exact(UNIT)


def test_any_expects_the_chance_that_none_of_the_open_options_is_there():
    # b absent; a and c open with 4/10 and 5/10: (6/10) * (5/10) * 2520 = 756.
    found = cell(ANY, WANTED, has("d", not_=["b"]), shares(a=4, b=5, c=5, d=5))
    assert found == Cell(low=0, point=756, high=UNIT, known=0)


def test_any_is_not_a_proven_no_while_one_wanted_place_is_unknown_of_everyone():
    """Unknown is not no: nobody's facts speak about c, so a product without a and b may have it."""
    found = cell(ANY, WANTED, has("d", not_=["a", "b"]), shares(a=5, b=5, d=5))
    assert found.low == 0
    assert found.point == UNIT  # nobody is shown to have c, so it is not expected
    assert found.high == UNIT


# Numbers ----------------------------------------------------------------------------------------

WITHIN = number(INTERVAL, Measure.WITHIN)
AT_MOST = number(AMOUNT, Measure.AT_MOST)
ENDS = Shares(lows=(10.0,), highs=(100.0,))


def test_a_ratio_reaches_the_whole_scale_at_a_factor_of_eight():
    # log 2 / log 8 = 1/3, log 4 / log 8 = 2/3.
    assert [ratio_distance(x, 10) for x in (5, 10, 20, 40, 80, 800)] == [
        0,
        0,
        840,
        1680,
        UNIT,
        UNIT,
    ]


def test_a_ratio_to_nothing_or_without_limit_is_the_whole_scale():
    assert ratio_distance(1, 0) == UNIT
    assert ratio_distance(inf, 5) == UNIT
    assert ratio_distance(0, 0) == 0


@pytest.mark.parametrize(
    ("wish", "distance"),
    # 10..100: 5 is a factor 2 below (1/3), 400 a factor 4 above (2/3), 1000 more than 8 above.
    [(10.0, 0), (50.0, 0), (100.0, 0), (5.0, 840), (400.0, 1680), (1000.0, UNIT)],
)
def test_within_costs_nothing_inside_and_the_ratio_outside(wish, distance):
    assert cell(WITHIN, wish, Fact(low=10, high=100), ENDS) == Cell.exact(distance)


def test_an_interval_without_limit_holds_every_larger_number():
    assert cell(WITHIN, 1e9, Fact(low=0, high=inf), ENDS) == Cell.exact(0)


def test_outside_a_known_end_the_other_end_does_not_matter():
    assert cell(WITHIN, 5.0, Fact(low=10), ENDS) == Cell.exact(840)
    assert cell(WITHIN, 200.0, Fact(high=100), ENDS) == Cell.exact(840)


def test_an_unknown_upper_end_is_expected_where_the_others_have_theirs():
    # Wish 40, known from 20. At worst the product ends where it begins: factor 2 = 840.
    # Others end at 20 (840) and 40 (0): the expectation is 420.
    found = cell(WITHIN, 40.0, Fact(low=20), Shares(lows=(20.0,), highs=(20.0, 40.0)))
    assert found == Cell(low=0, point=420, high=840, known=UNIT // 2)
    # One that ends at 10 (factor 4) says no more than one at 20: this product goes on to 20.
    found = cell(WITHIN, 40.0, Fact(low=20), Shares(lows=(20.0,), highs=(10.0, 40.0)))
    assert found == Cell(low=0, point=420, high=840, known=UNIT // 2)


def test_an_unknown_lower_end_is_expected_where_the_others_have_theirs():
    # Wish 10, known up to 40 (factor 4: at worst 1680). Others begin at 20 (840) and 5 (0).
    found = cell(WITHIN, 10.0, Fact(high=40), Shares(lows=(20.0, 5.0), highs=(40.0,)))
    assert found == Cell(low=0, point=420, high=1680, known=UNIT // 2)


def test_an_unknown_end_that_cannot_matter_leaves_nothing_open():
    """A product up to 40 begins at 40 or below: a wish of 40 is inside, wherever it begins."""
    ends = Shares(lows=(20.0,), highs=(40.0,))
    assert cell(WITHIN, 40.0, Fact(high=40), ends) == Cell.exact(0)
    assert cell(WITHIN, 20.0, Fact(low=20), ends) == Cell.exact(0)


def test_an_interval_with_both_ends_unknown_is_all_open():
    found = cell(WITHIN, 10.0, Fact(), Shares(lows=(20.0,), highs=(5.0,)))
    assert found == Cell(low=0, point=1680, high=UNIT, known=0)  # 840 below and 840 above


def test_an_end_that_nobody_states_is_not_asked():
    found = cell(WITHIN, 40.0, Fact(low=20), Shares(lows=(20.0,)))
    assert (found.low, found.point, found.high, found.known) == (0, 0, 0, UNIT)


def test_intervals_nobody_states_cannot_be_asked():
    assert cell(WITHIN, 40.0, Fact(), NOTHING) is None


@pytest.mark.parametrize(
    ("amount", "currency", "distance"),
    # Limit 100: 150 is half over, 200 and more the whole scale; 300 dollars are 150 euro.
    [
        (100, "EUR", 0),
        (150, "EUR", 1260),
        (200, "EUR", UNIT),
        (900, "EUR", UNIT),
        (200, "USD", 0),
        (300, "USD", 1260),
    ],
)
def test_at_most_grows_from_the_limit_to_its_double(amount, currency, distance):
    found = cell(AT_MOST, 100.0, Fact(amount=amount, currency=currency), NOTHING)
    assert found == Cell.exact(distance)


def test_a_limit_of_nothing_is_met_by_what_is_free_only():
    assert cell(AT_MOST, 0.0, Fact(amount=0, currency="EUR"), NOTHING) == Cell.exact(0)
    assert cell(AT_MOST, 0.0, Fact(amount=1, currency="EUR"), NOTHING) == Cell.exact(UNIT)


# Shares -----------------------------------------------------------------------------------------


def test_shares_count_over_the_solutions_with_a_fact_and_halves_count_half():
    found = measure_shares(
        SET, (has("a", "b"), has("a", not_=["b"]), has(partly=["a"]), has("a", not_=["c"]))
    )
    # a: (3 + 1/2) of 4; b: 1 of 4; c: 0 of 4, but somebody is shown to lack it; d: of no one.
    assert found.options == {"a": Fraction(7, 8), "b": Fraction(1, 4), "c": Fraction(0)}


def test_shares_hold_the_known_ends_of_intervals():
    found = measure_shares(INTERVAL, (Fact(low=1, high=5), Fact(high=9), Fact(low=2)))
    assert (found.lows, found.highs) == ((1, 2), (5, 9))


@pytest.mark.parametrize(
    ("value", "whole"),
    [(Fraction(1, 2), 1), (Fraction(3, 2), 2), (Fraction(5, 2), 3), (Fraction(1, 3), 0)],
)
def test_halves_are_rounded_up(value, whole):
    assert rounded(value) == whole


# What a partly known fact can turn out to be ------------------------------------------------------


def test_a_fact_that_leaves_nothing_open_has_one_outcome():
    assert outcomes(need(LEVEL, "most"), "agree", level("some"), NOTHING) == ((1260, 1.0),)


def test_unknown_options_are_there_or_not_each_by_itself():
    """Wanted a, b, c; a is there. b is there in 5 of 10, c in 2 of 10.

    None missing 0.5 x 0.2 = 0.1; one 0.5 x 0.8 + 0.5 x 0.2 = 0.5; two 0.5 x 0.8 = 0.4.
    """
    asked = options(SET, Measure.ALL)
    found = outcomes(asked, frozenset("abc"), has("a"), shares(a=5, b=5, c=2))
    assert dict(found) == {0: pytest.approx(0.1), 840: pytest.approx(0.5), 1680: pytest.approx(0.4)}


def test_one_of_the_unknown_options_is_enough_where_any_will_do():
    """a and b are each there in half: neither is in a quarter of the cases."""
    found = outcomes(options(SET, Measure.ANY), frozenset("ab"), has("d"), shares(a=5, b=5, d=9))
    assert dict(found) == {0: pytest.approx(0.75), UNIT: pytest.approx(0.25)}


def test_a_nearer_setting_is_there_as_often_as_it_is_shown():
    """Asked none, shown core (2520). none in 1 of 10, extra (840) in 5 of 10 of the other 9."""
    found = outcomes(position(LEVELS), "none", has("core"), shares(none=1, extra=5))
    assert dict(found) == {
        0: pytest.approx(0.1),
        840: pytest.approx(0.45),
        UNIT: pytest.approx(0.45),
    }


def test_an_open_end_falls_where_the_others_have_theirs():
    """Wish 40, known from 20; others end at 20 (840), 40 and 100 (0)."""
    found = outcomes(WITHIN, 40.0, Fact(low=20), Shares(lows=(20.0,), highs=(20.0, 40.0, 100.0)))
    assert dict(found) == {0: pytest.approx(2 / 3), 840: pytest.approx(1 / 3)}
