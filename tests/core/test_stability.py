"""Published SMAA results are reproduced, and what is drawn from a profile behaves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.builders import (
    FIVE,
    attribute,
    has,
    ladder,
    level,
    need,
    number,
    options,
    profile,
    solution,
    steps,
    table,
    wish,
)
from stemwijzer.core.answer import Answer
from stemwijzer.core.matching import rank
from stemwijzer.core.model import Kind, Measure
from stemwijzer.core.profile import make_wish
from stemwijzer.core.stability import (
    central_weights,
    information,
    neighbours,
    rank_shares,
    simulate,
)
from stemwijzer.core.sureness import SEED, Verdict, verdict

DRAWS = 40_000


def uniform_weights(rng, draws, criteria):
    """Uniform over the simplex: exponentials divided by their sum."""
    weights = rng.exponential(size=(draws, criteria))
    return weights / weights.sum(axis=1, keepdims=True)


def smaa(values, senses, spread, seed):
    """Return shares and weights for an additive model with uniform weights and uniform measures."""
    rng = np.random.default_rng(seed)
    oriented = np.array(values, dtype=float) * np.array(senses)
    worst, best = oriented.min(axis=0), oriented.max(axis=0)
    weights = uniform_weights(rng, DRAWS, oriented.shape[1])
    utilities = np.zeros((DRAWS, len(oriented)))
    for criterion in range(oriented.shape[1]):
        noise = rng.uniform(-1, 1, (DRAWS, len(oriented))) * spread[:, criterion]
        measured = oriented[:, criterion] + noise
        span = best[criterion] - worst[criterion]
        utilities += weights[:, [criterion]] * (measured - worst[criterion]) / span
    return rank_shares(1 - utilities), weights


# Lahdelma & Salminen (2001), Operations Research 49(3): locating a harbour near Helsinki, thirteen
# alternatives on eleven criteria, measured to within a tenth of each criterion's range.
HARBOUR = [
    [4, 1.0, 985, 30, 166, 705, 25000, 4.5, 4.2, 15.1, 1.75],
    [4, 2.5, 985, 30, 166, 765, 25000, 4.5, 4.1, 15.3, 1.69],
    [4, 1.5, 985, 30, 166, 705, 25000, 4.5, 4.3, 12.7, 1.75],
    [4, 1.5, 985, 30, 166, 705, 25000, 4.5, 4.3, 12.2, 1.65],
    [4, 1.5, 985, 35, 177, 705, 25000, 4.5, 4.4, 15.1, 1.68],
    [4, 2.5, 985, 35, 177, 765, 25000, 4.5, 4.3, 15.3, 1.62],
    [4, 2.0, 985, 35, 177, 705, 25000, 4.5, 4.5, 12.7, 1.68],
    [4, 2.0, 985, 35, 177, 705, 25000, 4.5, 4.5, 12.2, 1.58],
    [4, 1.0, 985, 35, 166, 705, 25000, 4.5, 4.6, 14.8, 1.72],
    [4, 2.5, 985, 35, 166, 765, 25000, 4.5, 4.5, 15.0, 1.66],
    [4, 1.5, 985, 35, 166, 705, 25000, 4.5, 4.7, 12.4, 1.72],
    [4, 2.0, 985, 35, 166, 705, 25000, 4.5, 4.7, 11.9, 1.62],
    [1, 0.0, 1300, 50, 266, 4200, 0, 2.0, 1.0, 18.8, 1.00],
]
HARBOUR_SENSES = [-1, -1, -1, 1, 1, -1, 1, 1, 1, -1, 1]
# Percentages as printed in the paper: a row per alternative, a column per rank.
HARBOUR_RANKS = [
    [5, 7, 7, 7, 7, 7, 9, 11, 13, 11, 10, 6, 1],
    [0, 0, 0, 0, 0, 1, 1, 2, 4, 9, 19, 47, 16],
    [5, 8, 9, 11, 12, 13, 11, 9, 8, 7, 5, 2, 1],
    [3, 6, 8, 10, 11, 12, 11, 10, 10, 8, 6, 4, 1],
    [4, 7, 9, 10, 11, 11, 12, 13, 12, 6, 3, 1, 0],
    [0, 1, 1, 2, 3, 4, 5, 7, 10, 19, 26, 19, 2],
    [9, 12, 13, 13, 13, 12, 10, 8, 6, 3, 1, 0, 0],
    [8, 10, 11, 11, 11, 11, 10, 10, 9, 5, 2, 1, 0],
    [18, 15, 11, 10, 9, 9, 11, 8, 5, 3, 1, 1, 0],
    [0, 1, 1, 2, 3, 4, 6, 9, 12, 22, 22, 15, 3],
    [27, 21, 16, 12, 9, 6, 4, 2, 1, 1, 0, 0, 0],
    [11, 12, 12, 11, 10, 10, 9, 9, 8, 5, 2, 1, 0],
    [10, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 76],
]


@pytest.fixture(scope="module")
def harbour():
    values = np.array(HARBOUR, dtype=float)
    spread = np.tile((values.max(axis=0) - values.min(axis=0)) / 10, (len(values), 1))
    return smaa(HARBOUR, HARBOUR_SENSES, spread, seed=2001)


def test_the_rank_acceptabilities_of_the_helsinki_harbour_are_reproduced(harbour):
    # Printed as whole percentages (half a point) plus sampling error of both sides (3 x 0.25).
    shares, _ = harbour
    assert np.abs(shares.acceptability * 100 - np.array(HARBOUR_RANKS)).max() < 1.3


def test_the_do_nothing_harbour_is_either_first_or_last(harbour):
    shares, _ = harbour
    assert shares.acceptability[12, 0] + shares.acceptability[12, 12] > 0.8


def test_a_municipal_plan_of_1998_is_reproduced():
    """Lahdelma, Hokkanen & Salminen (1998), EJOR 106(1), section 5: acceptability indices."""
    values = np.array(
        [
            [5.0, -1.5, 15.0, 4.0],
            [2.5, -3.8, 25.0, 2.5],
            [3.0, -2.8, 10.0, 2.8],
            [3.0, -3.2, 16.0, 3.2],
            [2.0, -6.7, 0.0, 1.0],
            [4.0, -3.4, 30.0, 3.5],
        ]
    )
    spread = np.tile([0.5, 0.0, 10.0, 0.5], (6, 1))
    spread[:, 1] = 0.10 * np.abs(values[:, 1])  # the second criterion is known to within 10 %
    shares, weights = smaa(values, [1, 1, 1, 1], spread, seed=1998)
    assert np.abs(shares.best(1) * 100 - np.array([74, 1, 0, 0, 0, 25])).max() < 1.3
    # The fifth is dominated: nobody should choose it, so it has no central weights.
    assert np.isnan(central_weights(weights, shares.first)[4]).all()


def test_two_alternatives_split_the_weight_simplex_where_their_lines_cross():
    """Exact by hand: A = (0, 1), B = (0.5, 0.25), weights w on the first question and 1 - w.

    A is nearer when 0 w + 1 (1 - w) < 0.5 w + 0.25 (1 - w), so when w > 0.75 / 1.25 = 0.6.
    With w uniform on 0..1 (a grid of midpoints) A is first in exactly 40 %; its central weight is
    the middle of 0.6..1, 0.8.
    """
    w = (np.arange(1000) + 0.5) / 1000
    weights = np.stack([w, 1 - w], axis=1)
    shares = rank_shares(weights @ np.array([[0.0, 0.5], [1.0, 0.25]]))
    assert shares.acceptability.tolist() == [[0.4, 0.6], [0.6, 0.4]]
    assert shares.beats[0, 1] == 0.4
    assert central_weights(weights, shares.first)[0] == pytest.approx([0.8, 0.2])


def test_ties_take_the_best_of_their_places():
    shares = rank_shares(np.array([[1.0, 1.0, 2.0], [3.0, 3.0, 3.0]]))
    assert shares.acceptability.tolist() == [[1, 0, 0], [1, 0, 0], [0.5, 0, 0.5]]
    assert shares.beats.tolist() == [[0, 0, 0.5], [0, 0, 0.5], [0, 0, 0]]


def test_the_band_holds_the_middle_of_the_draws():
    # Ten draws: the first is 1st nine times and 3rd once; 10 % and 90 % both fall on place 1.
    distances = np.array([[1.0, 2.0, 3.0]] * 9 + [[3.0, 1.0, 2.0]])
    assert rank_shares(distances).band() == [(1, 1), (1, 2), (2, 3)]


@pytest.mark.parametrize(
    ("share", "word"),
    [(1, "clear"), (0.8, "clear"), (0.79, "likely"), (0.5, "likely"), (0.49, "open_race")],
)
def test_the_verdict_follows_the_share_of_first_places(share, word):
    assert verdict(share) is Verdict(word)


def test_knowing_a_fact_that_decides_everything_takes_away_all_doubt():
    values = np.array([0, 1] * 500)
    assert information(values, values) == pytest.approx(1.0, abs=0.01)  # one bit


def test_knowing_a_fact_that_decides_nothing_takes_away_no_doubt():
    values = np.array([0, 0, 1, 1] * 500)
    assert information(values, np.arange(2000) % 2) == 0


# On profiles

Q1, Q2 = ladder("q1"), ladder("q2")


def ranked(wishes, solutions):
    questions = [w.question for w in wishes]
    found = table(questions, solutions)
    return rank(profile(*wishes), found), found


TOWN = (
    [wish(Q1, "v0"), wish(Q2, "v2")],
    [steps("a", 0, 2), steps("b", 1, None), steps("c", None, 1), steps("d", 3, 4)],
)


def test_the_same_seed_gives_the_same_result_and_another_seed_another():
    ranking, found = ranked(*TOWN)
    one, same, other = (simulate(ranking, found, 500, seed) for seed in (SEED, SEED, SEED + 1))
    assert one == same
    assert one.places != other.places


def test_a_solution_that_is_nearer_on_everything_is_always_first():
    # An answer that moves to v1 still leaves the near one (v0, 1 step) before the far one (v4, 3).
    found = simulate(
        *ranked([wish(Q1, "v0"), wish(Q2, "v0")], [steps("near", 0, 0), steps("far", 4, 4)]), 2000
    )
    assert (found.places[0].first, found.places[1].first) == (1, 0)
    assert found.verdict is Verdict.CLEAR
    assert [place.tier for place in found.places] == [1, 2]


def test_equal_solutions_share_every_draw_and_the_same_tier():
    found = simulate(*ranked([wish(Q1, "v1")], [steps("a", 1), steps("b", 1)]), 300)
    assert [place.first for place in found.places] == [1, 1]
    assert [place.tier for place in found.places] == [1, 1]
    assert found.verdict is Verdict.TIED  # each is always first, and neither stands out


def test_the_shares_of_the_places_add_up_and_the_band_lies_among_them():
    ranking, found = ranked(*TOWN)
    result = simulate(ranking, found, 500)
    for place in result.places:
        assert sum(place.shares) == pytest.approx(1)
        assert 1 <= place.band[0] <= place.band[1] <= len(result.places)


def test_an_unknown_fact_takes_only_values_known_of_others():
    # Known of q1 are v0 and v4 only, so the unknown one ties with the best (first) or with the
    # worst (second, as they share that place), and never stands alone between or behind them.
    solutions = [steps("good", 0, 0), steps("bad", 4, 0), steps("unknown", None, 0)]
    wishes = [wish(Q1, "v0"), wish(Q2, "v0")]
    result = simulate(*ranked(wishes, solutions), 4000)
    unknown = result.place("unknown")
    assert unknown.first == pytest.approx(0.5, abs=0.03)
    assert unknown.first + unknown.shares[1] == 1
    assert result.place("good").first == 1


def test_an_option_that_few_are_shown_to_have_is_seldom_drawn_for_the_others():
    """One of four is shown to have y; each other has it in 1 of 4 draws and then ties with it.

    Taking over a known answer would give y to all: only of the first is it known either way.
    """
    of = attribute(Kind.SET, "x", "y", id="links")
    wishes = [wish(options(of, Measure.ALL), frozenset("y")), wish(Q1, "v0")]
    near = level("v0")
    others = [solution(name, links=has("x"), q1=near) for name in "abc"]
    found = simulate(*ranked(wishes, [solution("first", links=has("y"), q1=near), *others]), 4000)
    assert found.place("first").first == 1
    for name in "abc":
        assert found.place(name).first == pytest.approx(0.25, abs=0.03)


def test_the_fact_worth_asking_first_is_the_one_that_decides():
    # If q1 of b is v0 (as of d) it is first, if v4 (as of c) it is not; q2 of c decides nothing.
    solutions = [steps("a", 1, 0), steps("b", None, 0), steps("c", 4, None), steps("d", 0, 4)]
    wishes = [wish(Q1, "v0"), wish(Q2, "v0")]
    result = simulate(*ranked(wishes, solutions), 2000)
    assert (result.open_facts[0].solution_id, result.open_facts[0].question_id) == ("b", "q1")


def test_a_ranking_of_nobody_has_no_stability():
    assert simulate(*ranked([wish(Q1, "v0")], [steps("a", None)])) is None


def test_a_statement_moves_one_step_and_may_lose_its_weight():
    statement = need(attribute(Kind.LEVEL, *FIVE), "v4")
    moved = neighbours(make_wish(statement, Answer("agree")))
    assert [w.strength if w else 0 for w in moved] == [2, 0]  # fully agree, neutral


def test_a_number_moves_by_a_quarter_and_stays_above_its_minimum():
    size = replace(number(attribute(Kind.INTERVAL), Measure.WITHIN), minimum=1)
    assert [w.target for w in neighbours(make_wish(size, Answer(10.0)))] == [8, 12.5]
    assert [w.target for w in neighbours(make_wish(size, Answer(1.0)))] == [1, 1.25]


def test_wanted_options_stay_as_they_are():
    channels = options(attribute(Kind.SET, "phone", "email"), Measure.ALL)
    assert neighbours(make_wish(channels, Answer(("phone",)))) == []
