"""Rankings worked by hand; one step of a ladder is 630 units, a normal wish weighs 4."""

from __future__ import annotations

import pytest

from core.builders import (
    attribute,
    choice,
    has,
    ladder,
    level,
    need,
    number,
    options,
    profile,
    ranking,
    solution,
    steps,
    table,
    wish,
)
from stemwijzer.core.distance import Cell
from stemwijzer.core.matching import (
    MustEffect,
    MustState,
    Status,
    goal_must,
    product_must,
    rank,
)
from stemwijzer.core.model import UNIT, Fact, Kind, Measure

Q1, Q2, Q3 = ladder("q1"), ladder("q2"), ladder("q3")


def ranks(result):
    return {s.solution_id: s.rank for s in result.ranked}


# A whole ranking by hand ------------------------------------------------------------------------

LICENCE = attribute(Kind.LEVEL, "closed", "source", "open", id="licence")  # 0, 1260, 2520
PRICE = attribute(Kind.AMOUNT, id="price", currency="EUR", rates={"EUR": 1.0})
CHANNELS = attribute(Kind.SET, "mail", "chat", "phone", id="channels")
AI = attribute(Kind.LEVELS, "none", "draft", "core", id="ai")  # 0, 1260, 2520


def euro(amount):
    return Fact(amount=amount, currency="EUR")


def worked_example():
    """Return the profile and solutions of the worked example.

    Wishes: agree the source must be open (strength 1/2 x importance 2: weight 1 * 4 = 4 quarters),
    at most 100 euro (1 x 1: weight 2 * 2 = 4), mail and chat and phone (1 x 2: weight 2 * 4 = 8),
    fully disagree AI must be the core (1 x 1/2: weight 2 * 1 = 2). Total weight 18.
    """
    wishes = (
        wish(need(LICENCE, "open"), "agree", strength=1, importance=4),
        wish(number(PRICE, Measure.AT_MOST), 100.0),
        wish(
            options(CHANNELS, Measure.ALL),
            frozenset({"mail", "chat", "phone"}),
            importance=4,
        ),
        wish(choice(AI, "core"), "disagree", importance=1),
    )
    solutions = (
        solution(
            "ample",
            licence=level("closed"),
            price=euro(150),
            channels=has("mail", "chat", "phone"),
            ai=has("none", "core"),
        ),
        solution(
            "bare",
            licence=level("open"),
            price=euro(20),
            channels=has("mail", not_=["phone"]),
            ai=has("none", not_=["draft", "core"]),
        ),
        solution(
            "clear",
            licence=level("source"),
            channels=has("mail", "chat", not_=["phone"]),
            ai=has("core", not_=["none"]),
        ),
    )
    return wishes, solutions


def test_a_ranking_worked_by_hand():
    result = ranking(*worked_example())
    # Shares of channels: mail 3/3, chat 2/3 (bare is open), phone 1/3.
    # Shares of AI settings: none 2/3, core 2/3; draft is lacking of one and shown of none: 0.
    #
    #          licence (4)   price (4)     channels (8)                     AI (2)          sum
    # ample    2520 -> 10080 1260 -> 5040  0                                0               15120
    # bare     0             0             (0 + 1/3 + 1)/3 = 1120 -> 8960   0               8960
    # clear    1260 -> 5040  mean 630      (0 + 0 + 1)/3 = 840 -> 6720      draft 0 of 3    19320
    #                        -> 2520                                        -> 2520 -> 5040
    assert result.weight == 18
    assert [(s.solution_id, s.rank, s.point) for s in result.ranked] == [
        ("bare", 1, 8960),
        ("ample", 2, 15120),
        ("clear", 3, 19320),
    ]
    # Distance 8960 / (18 * 2520) = 0.1975; match 0.8025.
    assert result.first[0].match == pytest.approx(1 - 8960 / 45360)
    assert result.status is Status.RANKED


def test_the_bounds_of_the_worked_ranking_by_hand():
    result = ranking(*worked_example())
    bare, clear = result.standing("bare"), result.standing("clear")
    # bare: chat is open: best 840 * 8 = 6720, worst 1680 * 8 = 13440.
    assert (bare.low, bare.high) == (6720, 13440)
    # clear: price 0..2520, AI draft 1260 or core 2520; licence 5040 and channels 6720 are certain.
    assert (clear.low, clear.high) == (
        5040 + 0 + 6720 + 1260 * 2,
        5040 + 2520 * 4 + 6720 + 2520 * 2,
    )
    assert bare.match_low == pytest.approx(1 - 13440 / 45360)
    assert bare.match_high == pytest.approx(1 - 6720 / 45360)


def test_the_coverage_of_the_worked_ranking_by_hand():
    result = ranking(*worked_example())
    assert result.standing("ample").coverage == 1
    # bare: two of three channels: (4 + 4 + 8 * 2/3 + 2) / 18.
    assert result.standing("bare").coverage == pytest.approx((10 + 16 / 3) / 18)
    # clear: no price; of AI half the scale is settled: (4 + 0 + 8 + 1) / 18.
    assert result.standing("clear").coverage == pytest.approx(13 / 18)


def test_contributions_stand_in_the_order_of_the_wishes_and_add_up():
    result = ranking(*worked_example())
    clear = result.standing("clear")
    assert [(c.wish.question.id, c.sum) for c in clear.contributions] == [
        ("licence", 5040),
        ("price", 2520),
        ("channels", 6720),
        ("ai", 5040),
    ]
    assert sum(c.sum for c in clear.contributions) == clear.point


# Ties and close calls ---------------------------------------------------------------------------


def test_ties_share_a_place_and_the_next_place_is_skipped():
    result = ranking(
        [wish(Q1, "v0")],
        [steps("a", 3), steps("b", 1), steps("c", 1), steps("d", 0)],
    )
    assert ranks(result) == {"d": 1, "b": 2, "c": 2, "a": 4}
    assert [s.solution_id for s in result.ranked if s.tied] == ["b", "c"]


def test_several_can_be_first():
    result = ranking([wish(Q1, "v0")], [steps("a", 1), steps("b", 2), steps("c", 1)])
    assert [s.solution_id for s in result.first] == ["a", "c"]


def test_inside_a_tie_the_order_is_that_of_the_table():
    for order in (["a", "b", "c"], ["c", "a", "b"]):
        result = ranking([wish(Q1, "v0")], [steps(name, 1) for name in order])
        assert [s.solution_id for s in result.ranked] == order


def test_equal_by_different_roads_is_equal():
    # 1/3 missing of a set of three at weight 4, against 840 on a four-level scale at weight 4.
    channels = options(CHANNELS, Measure.ALL)
    scale = ladder("q1")
    result = ranking(
        [wish(channels, frozenset({"mail", "chat", "phone"})), wish(scale, "v0")],
        [
            solution("a", channels=has("mail", not_=["chat", "phone"]), q1=level("v0")),
            solution("b", channels=has("mail", "chat", "phone"), q1=level("v4")),
            solution("c", channels=has("mail", "chat", not_=["phone"]), q1=level("v2")),
        ],
    )
    # a 1680, b 2520, c 840 + 1260 = 2100: no ties, exact sums.
    assert [s.point for s in result.ranked] == [1680 * 4, 2100 * 4, 2520 * 4]
    assert not any(s.tied for s in result.ranked)


@pytest.mark.parametrize(
    ("importance", "close"),
    # Weights are 2 * importance; the other wish weighs 8. One answer step on average weight is
    # 2520 / 4 * (2 * importance + 8) / 2. A gap of one step of this wish is 630 * 2 * importance:
    #   importance 1: 1260 against 630 * 5 = 3150, close; 2: 2520 against 630 * 6 = 3780, close;
    #   importance 4: 5040 against 630 * 8 = 5040, exactly one step, which is not less than one.
    [(1, True), (2, True), (4, False)],
)
def test_a_gap_of_less_than_one_answer_step_is_a_close_call(importance, close):
    # A second, heavy question makes the profile more than this one wish.
    result = ranking(
        [wish(Q1, "v0", importance=importance), wish(Q2, "v0", importance=4)],
        [steps("a", 0, 1), steps("b", 1, 1)],
    )
    assert result.ranked[0].close_call is close
    assert result.ranked[1].close_call is False  # nobody stands behind the last


def test_a_tie_is_no_close_call_with_itself_but_with_the_next():
    # Weights 2 and 8: a step of the light wish (1260) is less than 630 * 5, two steps of the heavy
    # one (630 * 2 * 8) are not.
    wishes = [wish(Q1, "v0", importance=1), wish(Q2, "v0", importance=4)]
    result = ranking(wishes, [steps("a", 0, 0), steps("b", 0, 0), steps("c", 1, 0)])
    assert [s.close_call for s in result.ranked] == [True, True, False]
    result = ranking(wishes, [steps("a", 0, 0), steps("b", 0, 0), steps("c", 0, 2)])
    assert [s.close_call for s in result.ranked] == [False, False, False]


# Coverage ---------------------------------------------------------------------------------------


def test_one_third_of_the_weight_is_just_enough_to_be_ranked():
    wishes = [wish(Q1, "v0"), wish(Q2, "v0"), wish(Q3, "v0")]
    full = steps("full", 1, 1, 1)
    result = ranking(wishes, [full, steps("third", 0, None, None)])
    assert ranks(result) == {"third": 1, "full": 2}
    assert result.unranked == ()


def test_less_than_one_third_stands_in_its_own_list_with_its_bounds():
    wishes = [wish(Q1, "v0"), wish(Q2, "v0", importance=4), wish(Q3, "v0")]
    result = ranking(wishes, [steps("full", 1, 1, 1), steps("quiet", 0, None, None)])
    assert ranks(result) == {"full": 1}
    (quiet,) = result.unranked
    assert (quiet.solution_id, quiet.rank, quiet.possible_winner) == ("quiet", 0, False)
    # Known: 4 of 16. Unknown: 8 + 4 quarters, each expected at 630 and at worst 2520.
    assert quiet.coverage == 0.25
    assert (quiet.low, quiet.point, quiet.high) == (0, 630 * 12, 2520 * 12)


def test_the_unranked_stand_in_the_order_of_their_distance():
    wishes = [wish(Q1, "v0"), *(wish(ladder(f"q{i}"), "v0") for i in range(2, 6))]
    full = steps("full", 0, 0, 0, 0, 0)
    result = ranking(wishes, [full, steps("far", 4), steps("near", 1)])
    assert [s.solution_id for s in result.unranked] == ["near", "far"]


# Possible winners -------------------------------------------------------------------------------


def test_a_possible_winner_can_reach_what_another_is_sure_of():
    wishes = [wish(Q1, "v0"), wish(Q2, "v0")]
    result = ranking(wishes, [steps("sure", 1, 1), steps("hope", 2, None), steps("lost", 3, 1)])
    # sure: 1260 for certain. hope: at best 1260. lost: 1890 + 630 = 2520 at best.
    possible = {s.solution_id: s.possible_winner for s in result.ranked}
    assert possible == {"sure": True, "hope": True, "lost": False}


def test_a_leader_that_could_fall_behind_is_still_a_possible_winner():
    wishes = [wish(Q1, "v0"), wish(Q2, "v0")]
    result = ranking(wishes, [steps("open", 0, None), steps("sure", 3, 0)])
    # open: 0..2520 (mean 0); sure: 1890.
    assert [s.possible_winner for s in result.ranked] == [True, True]


def test_one_alone_is_a_possible_winner():
    (only,) = ranking([wish(Q1, "v0")], [steps("a", 4)]).ranked
    assert only.possible_winner


def test_a_solution_that_may_fail_a_must_have_guarantees_nothing():
    four = options(attribute(Kind.SET, "a", "b", "c", "d", id="four"), Measure.ALL)
    must = wish(four, frozenset("abcd"), must=True, importance=4)
    doubtful = solution("doubtful", four=has("a", "b", "c"), q1=level("v0"))
    met = solution("met", four=has("a", "b", "c", "d"), q1=level("v4"))
    result = ranking([must, wish(Q1, "v0")], [doubtful, met])
    # doubtful is 0..630 * 8, always before met at 2520 * 4, but it may turn out to fail.
    assert {s.solution_id: (s.low, s.high) for s in result.ranked} == {
        "doubtful": (0, 5040),
        "met": (10080, 10080),
    }
    assert [s.possible_winner for s in result.ranked] == [True, True]


# Must-haves -------------------------------------------------------------------------------------

MUST_Q1 = wish(Q1, "v0", must=True, importance=4)


def states(result):
    return {
        s.solution_id: s.must_haves[0].state
        for s in (*result.ranked, *result.excluded, *result.unranked)
    }


def test_a_must_have_is_met_not_met_or_unknown():
    result = ranking(
        [MUST_Q1, wish(Q2, "v0", importance=4)],
        [steps("yes", 0, 0), steps("no", 1, 0), steps("open", None, 0)],
    )
    assert states(result) == {
        "yes": MustState.MET,
        "no": MustState.NOT_MET,
        "open": MustState.UNKNOWN,
    }
    assert [s.solution_id for s in result.excluded] == ["no"]
    assert result.excluded[0].unmet == ("q1",)
    assert set(ranks(result)) == {"yes", "open"}


def test_a_wish_that_is_no_must_have_takes_nobody_out():
    result = ranking([wish(Q1, "v0", importance=4)], [steps("a", 4)])
    assert result.excluded == ()
    assert result.ranked[0].must_haves == ()
    assert result.must_effects == ()


def test_a_must_have_weighs_like_twice_normal():
    result = ranking([MUST_Q1, wish(Q2, "v0")], [steps("a", 0, 1)])
    assert result.weight == 12


def test_a_must_have_that_nobodys_facts_mention_is_unknown_and_removes_no_one():
    must = wish(Q2, "v0", must=True, importance=4)
    result = ranking([wish(Q1, "v0"), must], [steps("a", 0), steps("b", 1)])
    assert result.left_out == ("q2",)
    assert states(result) == {"a": MustState.UNKNOWN, "b": MustState.UNKNOWN}
    assert ranks(result) == {"a": 1, "b": 2}
    assert result.weight == 4


CERTIFICATES = options(attribute(Kind.SET, "iso", "nen", id="certificates"), Measure.ALL)
PLACES = options(attribute(Kind.SET, "nl", "eu", "us", id="places"), Measure.ANY)
SCALE = number(attribute(Kind.INTERVAL, id="scale"), Measure.WITHIN)


def test_a_must_have_is_not_met_by_silence_about_one_of_its_options():
    """Nobody's facts speak about NEN, so nobody may be said to have it."""
    must = wish(CERTIFICATES, frozenset({"iso", "nen"}), must=True, importance=4)
    result = ranking(
        [must],
        [solution("a", certificates=has("iso")), solution("b", certificates=has(not_=["iso"]))],
    )
    assert states(result) == {"a": MustState.UNKNOWN, "b": MustState.NOT_MET}


def test_a_must_have_of_one_of_several_places_stays_open_while_one_place_is_unknown():
    """Nobody's facts speak about nl, so a product that is not in the eu may be there."""
    must = wish(PLACES, frozenset({"nl", "eu"}), must=True, importance=4)
    result = ranking(
        [must, wish(Q1, "v0", importance=4)],
        [
            solution("in", places=has("eu"), q1=level("v0")),
            solution("out", places=has("us", not_=["eu"]), q1=level("v0")),
        ],
    )
    assert states(result) == {"in": MustState.MET, "out": MustState.UNKNOWN}


def test_a_must_have_amount_is_not_met_by_silence_about_the_upper_end():
    must = wish(SCALE, 50.0, must=True, importance=4)
    result = ranking([must], [solution("a", scale=Fact(low=1)), solution("b", scale=Fact(low=100))])
    assert states(result) == {"a": MustState.UNKNOWN, "b": MustState.NOT_MET}


def test_a_partly_known_set_is_unknown_until_one_option_is_proven_absent():
    must = wish(CERTIFICATES, frozenset({"iso", "nen"}), must=True, importance=4)
    result = ranking(
        [must],
        [
            solution("all", certificates=has("iso", "nen")),
            solution("open", certificates=has("iso")),
            solution("lacks", certificates=has(not_=["nen"])),
        ],
    )
    assert states(result) == {
        "all": MustState.MET,
        "open": MustState.UNKNOWN,
        "lacks": MustState.NOT_MET,
    }


def test_an_excluded_solution_carries_the_place_it_would_have_had():
    result = ranking(
        [MUST_Q1, wish(Q2, "v0")],
        [steps("a", 0, 1), steps("b", 0, 4), steps("first", 1, 0), steps("last", 4, 4)],
    )
    # Sums: a 630*4 = 2520, b 2520*4 = 10080, first 630*8 = 5040, last 2520*12.
    assert ranks(result) == {"a": 1, "b": 2}
    assert {s.solution_id: s.rank for s in result.excluded} == {"first": 2, "last": 3}


def test_an_excluded_solution_would_share_the_place_of_its_equal():
    result = ranking(
        [MUST_Q1, wish(Q2, "v0", importance=4)], [steps("in", 0, 2), steps("out", 2, 0)]
    )
    assert result.excluded[0].rank == result.ranked[0].rank == 1


def test_an_excluded_solution_with_too_little_information_would_have_no_place():
    wishes = [MUST_Q1, *(wish(ladder(f"q{i}"), "v0", importance=4) for i in range(2, 6))]
    result = ranking(wishes, [steps("full", 0, 0, 0, 0, 0), steps("quiet", 4)])
    (quiet,) = result.excluded
    assert quiet.rank == 0
    assert result.unranked == ()


def test_every_must_have_tells_how_many_it_removes_and_whom_it_would_bring_back():
    musts = [MUST_Q1, wish(Q2, "v0", must=True, importance=4)]
    result = ranking(
        [*musts, wish(Q3, "v0")],
        [
            steps("in", 0, 0, 4),
            steps("only_q1", 1, 0, 1),
            steps("only_q1_too", 2, 0, 0),
            steps("only_q2", 0, 1, 0),
            steps("both", 1, 1, 0),
        ],
    )
    # Sums in steps times weight: only_q1 8 + 4 = 12, only_q1_too 16, only_q2 8, both 16.
    assert result.must_effects == (
        MustEffect("q1", removes=3, alone=2, best_back="only_q1"),
        MustEffect("q2", removes=2, alone=1, best_back="only_q2"),
    )
    assert result.relax == "q2"


def test_a_must_have_that_removes_nobody_brings_nobody_back():
    result = ranking([MUST_Q1], [steps("a", 0)])
    assert result.must_effects == (MustEffect("q1", removes=0, alone=0, best_back=""),)
    assert result.relax == ""


def test_nothing_to_relax_when_everyone_fails_on_two():
    musts = [MUST_Q1, wish(Q2, "v0", must=True, importance=4)]
    result = ranking(musts, [steps("a", 1, 1), steps("b", 2, 2)])
    assert result.status is Status.NONE_LEFT
    assert [effect.removes for effect in result.must_effects] == [2, 2]
    assert result.relax == ""


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        (Cell.exact(0), MustState.MET),
        (Cell.exact(1), MustState.NOT_MET),
        (Cell(1, 2, 3, 0), MustState.NOT_MET),
        (Cell(0, 0, 1, UNIT - 1), MustState.UNKNOWN),
        (None, MustState.UNKNOWN),
    ],
)
def test_only_what_is_certain_decides_a_must_have(cell, state):
    assert product_must(wish(Q1, "v0", must=True), cell) is state
    assert product_must(wish(Q1, "v0"), cell) is None


def test_an_application_must_serve_one_goal_and_other_must_haves_only_weigh():
    goals = options(attribute(Kind.SET, "a", "b", id="goals"), Measure.ALL)
    aim = wish(goals, frozenset({"a", "b"}))
    assert goal_must(aim, Cell.exact(UNIT)) is MustState.NOT_MET
    assert goal_must(aim, Cell.exact(UNIT - 630)) is MustState.MET
    assert goal_must(MUST_Q1, Cell.exact(UNIT)) is None
    serves = solution("serves", goals=has("a", not_=["b"]), q1=level("v4"))
    not_at_all = solution("not_at_all", goals=has(not_=["a", "b"]), q1=level("v0"))
    made = table([goals, Q1], [serves, not_at_all])
    result = rank(profile(aim, MUST_Q1), made, goal_must)
    assert list(ranks(result)) == ["serves"]
    assert [s.solution_id for s in result.excluded] == ["not_at_all"]


# Outcomes as a whole ----------------------------------------------------------------------------


def test_no_weight_is_no_ranking():
    result = ranking([], [steps("a", 0)])
    assert result.status is Status.NO_PROFILE
    assert (result.ranked, result.excluded, result.unranked) == ((), (), ())


def test_wishes_nobody_knows_anything_about_are_no_ranking_either():
    result = ranking([wish(Q1, "v0")], [steps("a", None)])
    assert result.status is Status.NO_PROFILE
    assert result.left_out == ("q1",)


def test_wishes_about_another_application_are_not_asked():
    result = rank(profile(wish(Q1, "v0"), wish(Q2, "v0")), table([Q1], [steps("a", 1, 4)]))
    assert [w.question.id for w in result.wishes] == ["q1"]
    assert result.left_out == ()
    assert result.ranked[0].point == 630 * 4


@pytest.mark.parametrize(
    ("distance", "status"),
    # A match of exactly 60 % is good; 2/5 of 2520 is 1008.
    [(1008, Status.RANKED), (1009, Status.NO_GOOD_MATCH)],
)
def test_below_sixty_percent_there_is_no_good_match(distance, status):
    # A limit of 2520 euro turns a price into as many units above it.
    price = number(PRICE, Measure.AT_MOST)
    result = ranking([wish(price, 2520.0)], [solution("a", price=euro(2520 + distance))])
    assert result.ranked[0].point == distance * 4
    assert result.status is status


def test_when_nobody_meets_the_must_haves_none_is_left():
    result = ranking([MUST_Q1], [steps("a", 1), steps("b", 2)])
    assert result.status is Status.NONE_LEFT
    assert result.relax == "q1"
    assert [s.rank for s in result.excluded] == [1, 1]  # nobody is ranked before them


def test_an_application_without_solutions_has_none_left():
    result = ranking([wish(Q1, "v0")], [], [steps("elsewhere", 0)])
    assert result.status is Status.NONE_LEFT


def test_a_solution_is_found_in_whatever_list_it_stands():
    wishes = [MUST_Q1, *(wish(ladder(f"q{i}"), "v0") for i in range(2, 6))]
    quiet = steps("quiet", None, 0, None, None, None)
    result = ranking(wishes, [steps("in", 0, 0, 0, 0, 0), steps("out", 4, 0, 0, 0, 0), quiet])
    assert [s.solution_id for s in result.ranked] == ["in"]
    for name in ("in", "out", "quiet"):
        assert result.standing(name).solution_id == name
    assert result.standing("nobody") is None


def test_the_tiny_catalogue_ranks(tiny):
    """Noise, price and drinks for espresso machines, by hand."""
    from stemwijzer.core.tables import solution_table

    wishes = (
        wish(tiny.questions["noise"], "agree"),
        wish(tiny.questions["price"], 400.0),
        wish(tiny.questions["drinks"], frozenset({"lungo", "americano"})),
    )
    result = rank(profile(*wishes), solution_table(tiny, "espresso"))
    # noise at most audible: one loud 2520, duo 0, basso 0.
    # price at most 400: one 500 -> 630; duo 3000 USD = 1500 EUR -> 2520; basso 0.
    # lungo 2/3 shown, americano 1/3: one has lungo, lacks americano 1260; duo 0;
    # basso unknown of both: (1/3 + 2/3) / 2 = 1260.
    assert [(s.solution_id, s.point) for s in result.ranked] == [
        ("basso", 1260 * 4),
        ("alto-duo", 2520 * 4),
        ("alto-one", (2520 + 630 + 1260) * 4),
    ]
    # corto is private and knows nothing: unranked, at the means 840, 1050 and 840.
    assert [(s.solution_id, s.point) for s in result.unranked] == [
        ("corto", (840 + 1050 + 840) * 4)
    ]
